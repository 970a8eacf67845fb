import { expect } from 'chai'
import type { CaseEnd } from '../model/index.js'
import { MobileNode, type Request, type Seen } from '../roles/index.js'
import { type BindingAcknowledgement, decode, encode } from '../wire/index.js'
import { brokenSilence } from './late-answer.js'

const endpoint = { name: 'wlan', interface: 'wlan0', address: '2001:db8:1::1' }
const octets = new Uint8Array()
const request: Request = {
  endpoint,
  node: new MobileNode('multipath', 'mn-1@example.net', 1),
  destination: '2001:db8:ff::a',
  tag: { case: 'A', step: 'x' },
  message: { kind: 'binding-update', sequence: 1, flags: 0, lifetime: 75, options: [] },
  octets,
  frame: 9,
  sentAt: 100,
  besides: false,
}
const seen: Seen = {
  packet: { at: 640.4, endpoint, interface: 'wlan0', source: '2001:db8:ff::a', protocol: 135, octets },
  decoded: decode(octets),
  frame: 12,
  request,
}
const ended = (end: Partial<CaseEnd> = {}): CaseEnd => ({
  ...{ id: 'A', verdict: 'pass', reason: 'as required', startedAt: 0, durationMs: 1, attempts: 1 },
  ...{ findings: [], frames: [] },
  ...end,
})

describe('a late answer', () => {
  it('fails a case whose MUST wanted silence, with its frame', () => {
    expect(brokenSilence(ended(), 'MUST', { request, seen })).to.deep.equal({
      ...ended(),
      verdict: 'fail',
      blame: 'device',
      reason: 'an answer came after all, 540 ms after the request',
      findings: [
        {
          severity: 'fail',
          code: 'not-ignored',
          message: 'expected silence, and an answer came late',
          expected: 'silence',
          got: 'an answer 540 ms after the request',
          frame: 12,
        },
      ],
    })
  })

  it('tells nothing of the device when it refuses a Timestamp that has become old on the way', () => {
    const pba: BindingAcknowledgement = {
      ...{ kind: 'binding-acknowledgement', status: 156, flags: 0x20, sequence: 1, lifetime: 0, options: [] },
    }
    const decoded = decode(encode(pba, { source: '2001:db8:ff::a', destination: endpoint.address }))
    const late = { request: { ...request, validFor: 300 }, seen: { ...seen, decoded } }
    expect(brokenSilence(ended(), 'MUST', late)).to.include({ verdict: 'inconclusive', blame: 'lab' })
    const prompt = { ...late, request: { ...request, validFor: 3000 } }
    expect(brokenSilence(ended(), 'MUST', prompt)).to.include({ verdict: 'fail', blame: 'device' })
  })

  it('weighs no more than the requirement does', () => {
    const warned = brokenSilence(ended(), 'SHOULD', { request, seen })
    expect(warned).to.include({ verdict: 'warn' }).and.not.have.property('blame')
    expect(brokenSilence(ended(), 'MAY', { request, seen }).verdict).to.equal('pass')
  })

  it('makes no verdict milder, and leaves its reason', () => {
    const failed = ended({ verdict: 'fail', blame: 'device', reason: 'status' })
    const end = brokenSilence(failed, 'SHOULD', { request, seen })
    expect(end).to.include({ verdict: 'fail', blame: 'device', reason: 'status' })
    expect(end.findings).to.have.lengthOf(1)
    const unsure = ended({ verdict: 'inconclusive', blame: 'lab' })
    expect(brokenSilence(unsure, 'MUST', { request, seen })).to.include({ verdict: 'fail', blame: 'device' })
  })
})
