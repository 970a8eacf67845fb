import type { Packet, Run, UntestedRequirement } from '../../model/index.js'
import { AcknowledgementFlag, aligned, encode, type Option, option, UpdateFlag } from '../../wire/index.js'
import {
  ended,
  type FixtureCase,
  finding,
  journalOf,
  linesOf,
  mixedCases,
  packet,
  planned,
  updateOctets,
} from '../fixture.js'
import { foldJournal } from '../journal.js'

/** Runs for the tests of the page. */

const lma = '2001:db8:ff::a'
const mags = { wlan: '2001:db8:1::1', lte: '2001:db8:2::1' } as const
type Path = keyof typeof mags

function options(identifier: string, bid: number | undefined): readonly Option[] {
  const binding = option('mag-multipath-binding', { accessTechnology: 4, label: 9, bid: bid ?? 0 })
  return aligned([
    option('home-network-prefix', { prefixLength: 64, prefix: '2001:db8:1000:1::' }),
    option('mobile-node-identifier', { subtype: 1, identifier: new TextEncoder().encode(identifier) }),
    option('timestamp', { timestamp: 0x123456789an }),
    ...(bid === undefined ? [] : [binding]),
  ])
}

export interface Sent {
  readonly sequence: number
  readonly bid?: number
  readonly identifier?: string
  readonly lifetime?: number
}

/** A Proxy Binding Update of ours. */
export function update(frame: number, path: Path, sent: Sent): Packet {
  const { sequence, bid, identifier = 'mn-4@example.net', lifetime = 75 } = sent
  const addresses = { source: mags[path], destination: lma }
  const flags = UpdateFlag.A | UpdateFlag.P
  const octets = encode(
    { kind: 'binding-update', sequence, flags, lifetime, options: options(identifier, bid) },
    addresses,
  )
  return packetOf(frame, path, 'sent', addresses, octets, `PBU register mn-4 on ${path}`)
}

/** The answer of the device. */
export function acknowledgement(
  frame: number,
  path: Path,
  { sequence, bid, status = 0 }: Sent & { readonly status?: number },
): Packet {
  const addresses = { source: lma, destination: mags[path] }
  const flags = AcknowledgementFlag.P
  const octets = encode(
    {
      kind: 'binding-acknowledgement',
      status,
      flags,
      sequence,
      lifetime: 75,
      options: options('mn-4@example.net', bid),
    },
    addresses,
  )
  return packetOf(frame, path, 'received', addresses, octets, 'answer')
}

/** ICMPv6 Parameter Problem (RFC 4443 §3.4) about that packet. */
export function parameterProblem(frame: number, about: Packet): Packet {
  const octets = new Uint8Array(48 + about.octets.length / 2)
  octets.set([4, 1, 0xab, 0xcd, 0, 0, 0, 6])
  octets[8] = 0x60
  octets[14] = 135
  octets.set(Buffer.from(about.octets, 'hex'), 48)
  const path = about.path === 'lte' ? 'lte' : 'wlan'
  const addresses = { source: lma, destination: mags[path] }
  return { ...packetOf(frame, path, 'received', addresses, octets, ''), protocol: 58 }
}

function packetOf(
  frame: number,
  path: Path,
  direction: Packet['direction'],
  addresses: { readonly source: string; readonly destination: string },
  octets: Uint8Array,
  step: string,
): Packet {
  const hex = Buffer.from(octets).toString('hex')
  return { frame, at: 1_500 + frame * 4, direction, path, ...addresses, protocol: 135, octets: hex, step }
}

const failing = 'LMA-8278-PATHS-02'

/** A failing case on two paths: an answer with the wrong BID, an unanswered request, an ICMPv6 error. */
export function failingCase(): FixtureCase {
  const unanswered = update(15, 'lte', { sequence: 14, lifetime: 0 })
  return {
    plan: planned(failing, { title: 'A second path is added to the first', section: '3.1', level: 'MUST' }),
    end: ended(failing, {
      verdict: 'fail',
      blame: 'device',
      reason: 'The acceptance has another BID than the request.',
      attempts: 1,
      findings: [
        {
          ...finding,
          code: 'bid',
          message: 'The BID is another one.',
          expected: 'BID 2',
          got: 'BID 3',
          where: `options[4].bid at octet ${bidOffset}`,
          frame: 14,
        },
      ],
      frames: [11, 12, 13, 14, 15, 16],
    }),
    packets: [
      update(11, 'wlan', { sequence: 12, bid: 1 }),
      acknowledgement(12, 'wlan', { sequence: 12, bid: 1 }),
      update(13, 'lte', { sequence: 13, bid: 2 }),
      acknowledgement(14, 'lte', { sequence: 13, bid: 3 }),
      unanswered,
      parameterProblem(16, unanswered),
    ],
  }
}

/** Where the BID stands in the messages above. */
export const bidOffset = 72

const untested: readonly UntestedRequirement[] = [
  {
    id: '8278/MP-3.1-99',
    rfc: '8278',
    section: '3.1',
    level: 'MUST',
    text: 'packets take both paths',
    because: 'not yet',
    why: 'data plane',
  },
  { id: '9999/1-01', rfc: '9999', section: '1', level: 'MUST', text: 'x', because: 'not yet', why: 'IPsec' },
]

export function fixtureRun(): Run {
  return foldJournal(linesOf(journalOf([...mixedCases(), failingCase()], { untested })))
}

/** A run of so many cases, each tenth failing, with 20 packets each, none like another. */
export function bigRun(count: number): Run {
  const cases = Array.from({ length: count }, (_, i) => {
    const first = i * 20 + 1
    const packets = Array.from({ length: 20 }, (_, n) => {
      const frame = first + n
      const path = n % 4 < 2 ? 'wlan' : 'lte'
      const sent = {
        sequence: (frame - (n % 2)) % 65_536,
        bid: (n % 5) + 1,
        identifier: `mn-${frame}@example.net`,
      }
      return n % 2 === 0 ? update(frame, path, sent) : acknowledgement(frame, path, sent)
    })
    const failed = {
      verdict: 'fail',
      blame: 'device',
      findings: [{ ...finding, frame: first + 3 }],
    } as const
    const id = `LMA-8278-BIG-${i}`
    return {
      plan: planned(id, { section: `${(i % 40) + 1}.1`, requirements: [`8278/MP-${i % 200}`] }),
      end: ended(id, { frames: packets.map(({ frame }) => frame), ...(i % 10 === 0 ? failed : {}) }),
      packets,
    }
  })
  return foldJournal(linesOf(journalOf(cases)))
}

/** Hostile text wherever a device or a careless profile could put it. */
export function runWith(text: string): Run {
  const octets = updateOctets(text)
  const findings = [
    { ...finding, expected: text, got: text, where: text, causes: [text], message: text, code: text },
  ]
  const cases = (['fail', 'not-applicable', 'warn', 'error'] as const).map((verdict, index) => ({
    plan: planned(`LMA-${index}`, {
      title: text,
      requirement: text,
      requirements: [text],
      oracle: text,
      level: text,
      notes: [text],
      section: text,
      rfc: text,
      file: text,
    }),
    end: ended(`LMA-${index}`, { verdict, reason: text, findings, frames: [index + 1] }),
    packets: [packet(index + 1, { octets, step: text, path: text, source: text, destination: text })],
  }))
  const run = foldJournal(
    linesOf(
      journalOf(cases, {
        device: text,
        version: text,
        profile: text,
        untested: [{ id: text, rfc: text, section: text, level: text, text, because: 'not yet', why: text }],
      }),
    ),
  )
  return { ...run, troubles: [{ blame: 'lab', message: text }] }
}
