import { expect } from 'chai'
import type { Finding, JournalEvent, Packet, WireFrame } from '../model/index.js'
import { buildIPv6, readCapture } from '../wire/index.js'
import { captureOctets } from './capture.js'
import { captureText } from './capture-text.js'
import { ended, finding, journalOf, linesOf, packet, planned, updateOctets } from './fixture.js'
import { foldJournal } from './journal.js'

const ID = 'LMA-8278-BID-03'
const START = Date.parse('2026-03-01T12:00:00.000Z')
const ETHERNET = '020000000101020000000102 86dd'.replace(' ', '')

interface OnWire {
  readonly at?: number
  readonly on?: string
  readonly payload?: string
  readonly tail?: string
}

/** A packet of the journal as it was on an Ethernet link. */
function onWire(
  of: Packet,
  { at = of.at, on = 'wlan0', payload = of.octets, tail = '' }: OnWire = {},
): WireFrame {
  const { source, destination, protocol } = of
  const ip = buildIPv6({ source, destination, nextHeader: protocol, payload: Buffer.from(payload, 'hex') })
  return {
    time: String(BigInt(Math.round((START + at) * 1000)) * 1000n),
    interface: on,
    link: 1,
    octets: ETHERNET + Buffer.from(ip).toString('hex') + tail,
  }
}

const begun = (on: string, ...paths: readonly string[]): JournalEvent => ({
  event: 'capture',
  kind: 'begun',
  interface: on,
  paths,
  message: 'tcpdump',
})

/** A run of one failing case, whose finding names the last of its packets. */
function runOf(
  packets: readonly Packet[],
  wire: readonly WireFrame[],
  states = [begun('wlan0', 'wlan')],
  more: Partial<Finding> = {},
) {
  const frames = packets.map(({ frame }) => frame)
  const end = ended(ID, {
    verdict: 'fail',
    findings: [{ ...finding, frame: frames.at(-1) ?? 0, ...more }],
    frames,
  })
  const [start, plan, ...rest] = journalOf([{ plan: planned(ID), end, packets }])
  if (start === undefined || plan === undefined) throw new Error('no journal')
  const captured = wire.map((frame) => ({ event: 'frame', ...frame }) as const)
  return foldJournal([...linesOf([start, plan, ...states, ...captured, ...rest])])
}

const update = (number: number) => updateOctets(`mn-${number}@example.net`, number)
const packets = [1, 2, 3].map((frame) => packet(frame, { octets: update(frame) }))
const [first, second, third] = packets as [Packet, Packet, Packet]

describe('frame numbers of a run', () => {
  it('are those of what was captured, in its order', () => {
    const nobodys = onWire(first, { at: 1_500, payload: update(9) })
    const run = runOf(packets, [nobodys, onWire(second), onWire(first), onWire(third)])
    expect(run.packets.map(({ frame, octets }) => [frame, octets])).to.deep.equal([
      [2, update(1)],
      [3, update(2)],
      [4, update(3)],
    ])
    expect(run.cases[0]?.frames).to.deep.equal([2, 3, 4])
    expect(run.cases[0]?.findings[0]?.frame).to.equal(4)
    const { frames } = readCapture(captureOctets(run))
    expect(frames.map(({ comment }) => comment)).to.deep.equal([undefined, ID, ID, ID])
    expect(frames.map(({ octets }) => Buffer.from(octets.subarray(54)).toString('hex'))).to.deep.equal([
      update(9),
      update(1),
      update(2),
      update(3),
    ])
    expect(frames[0]?.timestampNs).to.equal(BigInt(START + 1_500) * 1_000_000n)
  })

  it('leave room for a packet that was not captured, behind the one before it', () => {
    const run = runOf(packets, [onWire(first), onWire(third)])
    expect(run.packets.map(({ frame }) => frame)).to.deep.equal([1, 2, 3])
    const { frames } = readCapture(captureOctets(run))
    expect(frames.map(({ linkType }) => linkType)).to.deep.equal([1, 101, 1])
    expect(frames.map(({ comment }) => comment)).to.deep.equal([ID, `${ID}: from the journal`, ID])
    expect(captureText(run)).to.equal(
      'Captured from the wire (tcpdump on wlan0); 1 packet of 3 was not captured and is written from the journal, as its comment says.',
    )
  })

  it('are those of the journal when nothing was captured, and the file says why', () => {
    const run = runOf(
      packets,
      [],
      [
        {
          event: 'capture',
          kind: 'ended',
          interface: 'wlan0',
          paths: ['wlan'],
          message: 'tcpdump is not installed\x1b[2J',
        },
      ],
    )
    expect(run.packets).to.deep.equal(packets.map((each) => ({ ...each, case: ID, attempt: 1 })))
    expect(captureText(run)).to.match(
      /^Written from the journal of the run: wlan0: tcpdump is not installed\./,
    )
  })

  it('of a finding about a captured frame is the place of that frame, though no packet of the journal is in it', () => {
    const nobodys = onWire(first, { at: 1_500, payload: update(9) })
    const frames = [onWire(second), onWire(first), nobodys]
    const found = { ...finding, captured: 3 }
    const run = runOf([first, second], frames, undefined, found)
    expect(run.cases[0]?.findings[0]).to.deep.equal({ ...finding, frame: 1 })
    expect(run.cases[0]?.frames).to.deep.equal([1, 2, 3])
  })

  it('tell equal messages apart by interface, then by time', () => {
    const octets = update(1)
    const twins = [
      packet(1, { octets }),
      packet(2, { octets, path: 'lte' }),
      packet(3, { octets, at: 3_000 }),
      packet(4, { octets, at: 4_000 }),
    ]
    const [a, b, , d] = twins as [Packet, Packet, Packet, Packet]
    // The third was not captured.
    const run = runOf(
      twins,
      [onWire(b, { on: 'lte0' }), onWire(a), onWire(d)],
      [begun('wlan0', 'wlan'), begun('lte0', 'lte')],
    )
    const entry = (frame: number) => run.captured.find((each) => each.packet?.frame === frame)
    expect(run.packets.map(({ path, at }) => [path, at])).to.deep.equal([
      ['wlan', 1_501],
      ['lte', 1_502],
      ['wlan', 3_000],
      ['wlan', 4_000],
    ])
    expect(entry(1)?.wire?.interface).to.equal('wlan0')
    expect(entry(2)?.wire?.interface).to.equal('lte0')
    expect(entry(3)?.wire).to.equal(undefined)
    expect(entry(4)?.wire?.interface).to.equal('wlan0')
  })

  it('find a message in its fragments, and behind padding of the link', () => {
    const octets = first.octets
    const half = Math.floor(octets.length / 2 / 8) * 8
    const fragment = (offset: number, more: number, data: string) => {
      const header = Buffer.alloc(8)
      header[0] = 135
      header.writeUInt16BE(offset | more, 2)
      header.writeUInt32BE(77, 4)
      return { ...onWire({ ...first, protocol: 44 }, { payload: header.toString('hex') + data }) }
    }
    const parts = [fragment(half, 0, octets.slice(2 * half)), fragment(0, 1, octets.slice(0, 2 * half))]
    const run = runOf(packets, [...parts, onWire(second, { tail: '000000' }), onWire(third)])
    expect(run.packets.map(({ frame }) => frame)).to.deep.equal([2, 3, 4])
  })

  it('of hostile steps are in comments that cannot act', () => {
    const step = 'PBU \x1b]0;owned\x07 \u202egnp.exe\n2nd line'
    const run = runOf([packet(1, { step })], [onWire(packet(1))])
    expect(readCapture(captureOctets(run)).frames[0]?.comment).to.equal(
      `${ID}: PBU \\u{202e}gnp.exe 2nd line`,
    )
  })

  it('are given to 20,000 packets, equal ones too', () => {
    const many = Array.from({ length: 20_000 }, (_, i) =>
      packet(i + 1, { at: i, octets: update(i % 3 === 0 ? 0 : i) }),
    )
    const wire = many.filter((_, i) => i % 10 !== 5).map((each) => onWire(each))
    const run = runOf(many, wire)
    expect(run.captured).to.have.length(20_000)
    expect(
      run.captured.filter((each) => each.wire !== undefined && each.packet !== undefined),
    ).to.have.length(18_000)
  })
})
