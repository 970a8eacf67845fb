import { expect } from 'chai'
import { exchange, judges, message, octetsOf, raw } from './fixture.js'
import { lmaRules, mobilityHeaderRules } from './index.js'

const right = exchange()
const fragment = octetsOf(Uint8Array.of(59, 0, 6))
const heartbeat = message({ kind: 'heartbeat', flags: 1, sequence: 1, options: [raw(1, 0, 0)] })
const stranger = message({ kind: 'unknown', type: 200, body: new Uint8Array(10), options: [] })

judges('LMA-6275-MH-01', [
  ['59', 'obeys', right],
  ['59 in another message', 'obeys', heartbeat],
  ['0', 'fail payload-proto', exchange({ pba: { payloadProto: 0 } })],
  ['less than a header', 'not concerned', fragment],
])

judges('LMA-6275-MH-02', [
  ['a multiple of 8', 'obeys', right],
  ['an unknown type', 'obeys', stranger],
  ['Header Len too large', 'fail header-length', exchange({ pba: { headerLength: 12 } })],
  [
    '4 octets over',
    'fail not-multiple-of-8, fail header-length',
    exchange({ pba: { tail: new Uint8Array(4), headerLength: 9 } }),
  ],
  ['less than a header', 'fail truncated', fragment],
])

judges('LMA-6275-MH-03', [
  ['0', 'obeys', right],
  ['1', 'fail reserved', exchange({ pba: { reserved: 1 } })],
  ['reserved bits of the body', 'obeys', exchange({ pba: { flags: 0x21 } })],
  ['less than a header', 'not concerned', fragment],
])

judges('LMA-6275-MH-04', [
  ['right', 'obeys', right],
  ['right, with a zone', 'obeys', { ...right, source: `${right.source}%eth0` }],
  ['wrong', 'fail checksum', exchange({ pba: { checksum: 0x1234 } })],
  ['over IPv4', 'not concerned', { ...right, source: '192.0.2.1', destination: '192.0.2.2' }],
  ['addresses that are none', 'not concerned', { ...right, source: '', destination: 'x' }],
])

judges('LMA-6275-MH-05', [
  ['options to the end', 'obeys', right],
  [
    'an option past the end',
    'fail option-overrun',
    exchange({ answer: [], unaligned: true, pba: { tail: Uint8Array.of(200, 9, 1, 2) } }),
  ],
  ['Header Len wrong', 'not concerned', exchange({ pba: { headerLength: 2 } })],
  ['a type without layout', 'not concerned', stranger],
])

judges('LMA-6275-MH-06', [
  ['a PBA', 'not concerned', right],
  ['well built', 'obeys', message({ kind: 'binding-error', status: 2, homeAddress: '::', options: [] })],
  [
    'reserved octet set',
    'fail reserved',
    message({ kind: 'binding-error', status: 2, bodyReserved: 4, homeAddress: '::', options: [] }),
  ],
  ['cut off', 'fail truncated', message({ kind: 'unknown', type: 7, body: new Uint8Array(2), options: [] })],
  ['less than a header', 'not concerned', fragment],
])

describe('the rules for any message', () => {
  it('exist for a MAG too, with ids of their own', () => {
    const ids = mobilityHeaderRules('mag').map(({ id, role }) => `${role} ${id}`)
    expect(ids[0]).to.equal('mag MAG-6275-MH-01')
    expect(ids).to.have.lengthOf(6)
    expect(lmaRules.filter(({ role }) => role !== 'lma')).to.deep.equal([])
  })
})
