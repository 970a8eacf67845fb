import { expect } from 'chai'
import type { CaseResult } from '../model/index.js'
import { caseWords, failureLines, framesOf, sectionText } from './finding-text.js'
import { ended, finding, packet, planned, updateOctets } from './fixture.js'
import { hexLines, packetLine, packetLines } from './packet-text.js'

function result(more: Partial<CaseResult> = {}): CaseResult {
  const id = 'LMA-8278-BID-03'
  const end = ended(id, {
    verdict: 'fail',
    reason: 'A binding was made.',
    findings: [finding],
    frames: [1, 2, 3, 4, 5],
  })
  return { ...planned(id), ...end, blame: 'device', rerun: `pmipspec run --case ${id}`, ...more }
}

const frames = framesOf([1, 2, 3, 4, 5].map((frame) => packet(frame)))

describe('words of a failure', () => {
  it('come in one order: requirement, expected, came, packets, frame, causes, rerun', () => {
    const text = failureLines(result(), frames).join('\n')
    const parts = [
      'FAIL (the device under test): A binding was made.',
      'requirement: 8278/MP-4.1-14 (RFC 8278 §4.1, MUST NOT): a binding is never made under BID 255',
      'expected: a status of 128 or more, or no answer',
      'got:      status 0',
      'where:    status at octet 6',
      '\nframe 2  sent on wlan',
      '\nframe 1  sent on wlan',
      'frame in the capture: 2',
      'the lab could cause the same: another LMA answers on the same address',
      'rerun: pmipspec run --case LMA-8278-BID-03',
    ]
    const places = parts.map((part) => text.indexOf(part))
    expect(places).not.to.include(-1)
    expect(places).to.deep.equal([...places].sort((a, b) => a - b))
  })

  it('put the nearest packet first', () => {
    expect(caseWords(result(), frames).packets.map(({ frame }) => frame)).to.deep.equal([2, 1, 3, 4, 5])
    const withoutFrame = caseWords(result({ findings: [] }), frames)
    expect(withoutFrame.packets.map(({ frame }) => frame)).to.deep.equal([5, 4, 3, 2, 1])
  })

  it('put what coloured the verdict before notes', () => {
    const note = { ...finding, severity: 'note', frame: 5 } as const
    expect(caseWords(result({ findings: [note, finding] }), frames).frame).to.equal(2)
  })

  it('bear a frame that is not in the journal', () => {
    expect(caseWords(result({ frames: [99] }), frames).packets.map(({ frame }) => frame)).to.deep.equal([2])
  })

  it('cannot be forged by a value', () => {
    const got = 'x\nrerun: rm -rf /'
    const lines = failureLines(result({ findings: [{ ...finding, got }] }), frames)
    expect(lines.filter((line) => line.startsWith('rerun:'))).to.deep.equal([
      'rerun: pmipspec run --case LMA-8278-BID-03',
    ])
  })

  it('write the RFC in one way', () => {
    for (const rfc of ['8278', 'RFC 8278', 'rfc8278'])
      expect(sectionText({ rfc, section: '4.1' })).to.equal('RFC 8278 §4.1')
    expect(sectionText({ rfc: 'draft-ietf-x', section: '§2' })).to.equal('draft-ietf-x §2')
  })
})

describe('packet text', () => {
  it('has the fields with their octet offsets, and the octets', () => {
    const text = packetLines(packet(3)).join('\n')
    expect(text).to.include(
      'frame 3  sent on wlan at 1.503 s  Proxy Binding Update, sequence 7, lifetime 300 s  (32 octets)',
    )
    expect(text).to.include('from 2001:db8:1::1 to 2001:db8:ff::a')
    expect(text).to.match(/octet {3}6 {2}Sequence #: 7/)
    expect(text).to.match(/octet {2}15 .*"mn-4@example.net"/)
    expect(text).to.include('6d  ;..........K...m')
  })

  it('says what is wrong with a packet, and where', () => {
    const damaged = updateOctets('mn-4@example.net').replace(/^3b/, '3a')
    const text = packetLines(packet(1, { octets: damaged })).join('\n')
    expect(text).to.match(/! payloadProto at octet 0: expected .*59.*, got .*58.* \(payload-proto\)/)
    expect(text).to.include('(checksum)')
  })

  it('bears any octets', () => {
    for (const octets of ['', '3b', '3b00', 'ff'.repeat(300), updateOctets('x').slice(0, 30)]) {
      expect(packetLines(packet(1, { octets })).join('\n')).to.include(`(${octets.length / 2} octet`)
      expect(packetLines(packet(1, { octets, protocol: 58 })).join('\n')).to.include('ICMPv6')
    }
    expect(packetLine(packet(1, { protocol: 6 }))).to.include('next header 6')
  })

  it('shows octets that are no text in hex', () => {
    const octets = updateOctets(new Uint8Array([0x61, 0x62, 0x63, 0xff, 0xfe, 0x00, 0x1b]))
    expect(packetLines(packet(1, { octets })).join('\n'))
      .to.include('  62 63 ff fe 00 1b')
      .and.not.to.include('\x1b')
  })

  it('dumps 16 octets a line', () => {
    expect(hexLines('00'.repeat(17))).to.have.length(2)
    expect(hexLines('41427f0a')[0]).to.equal(`0000  41 42 7f 0a${' '.repeat(36)}  AB..`)
  })
})
