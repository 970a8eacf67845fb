import { expect } from 'chai'
import { buildIPv6, encode, type Message, option, UpdateFlag } from '../../wire/index.js'
import { detect, findMobilityHeader } from './layer.js'

const addresses = { source: '2001:db8:1::1', destination: '2001:db8:ff::a' }
const message: Message = {
  kind: 'binding-update',
  sequence: 7,
  flags: UpdateFlag.A | UpdateFlag.P,
  lifetime: 75,
  options: [option('padn', { data: new Uint8Array(2) })],
}
const header = encode(message, addresses)
const packet = buildIPv6({ ...addresses, payload: header })
const frame = Uint8Array.of(...new Array(12).fill(2), 0x86, 0xdd, ...packet)

describe('decode: layers', () => {
  it('tells a Mobility Header, an IPv6 packet and an Ethernet frame apart', () => {
    expect([header, packet, frame].map((octets) => detect(octets))).to.deep.equal(['mh', 'ip', 'ethernet'])
  })

  it('finds the same message in each, with its addresses', () => {
    for (const octets of [header, packet, frame]) {
      const found = findMobilityHeader(octets)
      if ('problem' in found) throw new Error(found.problem)
      expect(found.octets).to.deep.equal(header)
      expect(found.addresses).to.deep.equal(octets === header ? undefined : addresses)
    }
  })

  it('takes a Mobility Header with a wrong Payload Proto for one, and believes what it is told', () => {
    expect(detect(encode({ ...message, payloadProto: 6 }, addresses))).to.equal('mh')
    // Version 6 in the first four bits: only its sender knows.
    expect(findMobilityHeader(packet, 'mh')).to.have.property('within', 'a bare Mobility Header')
  })

  it('says what it found instead', () => {
    const icmp = buildIPv6({ ...addresses, nextHeader: 58, payload: new Uint8Array(8) })
    expect(findMobilityHeader(icmp)).to.deep.equal({
      problem:
        'the IPv6 packet from 2001:db8:1::1 to 2001:db8:ff::a holds no Mobility Header but protocol 58',
    })
    expect(findMobilityHeader(packet.subarray(0, 30), 'ip')).to.deep.equal({
      problem: 'the IP packet breaks off at octet 0: expected at least 40 octets, got 30',
    })
    expect(findMobilityHeader(header, 'ethernet')).to.have.property('problem')
  })

  it('tells how much of a packet is missing', () => {
    const found = findMobilityHeader(packet.subarray(0, 50), 'ip')
    expect(found)
      .to.have.property('remarks')
      .that.deep.equals(['6 octets are missing at the end of the packet'])
  })

  it('never throws', () => {
    for (let size = 0; size < frame.length; size++)
      for (const octets of [header.subarray(0, size), packet.subarray(0, size), frame.subarray(0, size)])
        for (const as of [undefined, 'mh', 'ip', 'ethernet'] as const)
          expect(() => findMobilityHeader(octets, as)).not.to.throw()
  })
})
