import { expect } from 'chai'
import { buildUdp } from './ipv4.js'
import { buildIPv6 } from './ipv6.js'
import { ipPacket, LinkType } from './link-layer.js'
import { parsePacket } from './packet.js'

const ENDS = { source: '2001:db8:a::1', destination: '2001:db8:1::1' }
const IPV4 = { source: '192.0.2.10', destination: '198.51.100.1' }
const payload = Uint8Array.of(59, 0, 0, 0, 0, 0, 0, 0)

describe('wire/packet', () => {
  it('reads the IPv6 packet it builds', () => {
    const octets = buildIPv6({ ...ENDS, hopLimit: 7, trafficClass: 0xab, flowLabel: 0x12345, payload })
    expect(octets.subarray(0, 8)).to.deep.equal(Uint8Array.of(0x6a, 0xb1, 0x23, 0x45, 0, 8, 135, 7))
    expect(parsePacket(octets)).to.deep.equal({
      kind: 'mobility',
      version: 6,
      ...ENDS,
      hopLimit: 7,
      checksumAddresses: ENDS,
      payload,
      payloadOffset: 40,
      missing: 0,
    })
  })

  it('walks past a type 2 routing header and a Home Address option', () => {
    const homes = { homeAddress: '2001:db8:100::1', routingHomeAddress: '2001:db8:100::2' }
    const packet = parsePacket(buildIPv6({ ...ENDS, ...homes, payload }))
    expect(packet).to.deep.include({ kind: 'mobility', ...ENDS, ...homes, payload, payloadOffset: 88 })
    expect(packet).to.have.deep.property('checksumAddresses', {
      source: homes.homeAddress,
      destination: homes.routingHomeAddress,
    })
  })

  it('leaves out what follows the packet, and counts what is missing', () => {
    const octets = buildIPv6({ ...ENDS, payload })
    expect(parsePacket(Uint8Array.of(...octets, 1, 2, 3))).to.deep.include({ payload, missing: 0 })
    expect(parsePacket(octets.subarray(0, 45))).to.deep.include({
      payload: payload.subarray(0, 5),
      missing: 3,
    })
  })

  it('reads the UDP datagram it builds', () => {
    const octets = buildUdp({ ...IPV4, sourcePort: 40000, payload })
    expect(parsePacket(octets)).to.deep.include({
      kind: 'mobility',
      version: 4,
      ...IPV4,
      udp: { sourcePort: 40000, destinationPort: 5436, isChecksumRight: true },
      payload,
      payloadOffset: 28,
    })
    expect(parsePacket(buildUdp({ ...IPV4, udpChecksum: 0, payload })))
      .to.have.property('udp')
      .that.includes({ isChecksumRight: false })
  })

  it('says what else it is', () => {
    const icmp = buildIPv6({ ...ENDS, nextHeader: 58, payload })
    expect(parsePacket(icmp)).to.deep.include({ kind: 'other', protocol: 58, payload, payloadOffset: 40 })
    const dns = buildUdp({ ...IPV4, sourcePort: 53, destinationPort: 53, payload })
    expect(parsePacket(dns)).to.deep.include({ kind: 'other', protocol: 17 })
    const second = buildIPv6({ ...ENDS, nextHeader: 44, payload: Uint8Array.of(135, 0, 0, 8, 0, 0, 0, 1) })
    expect(parsePacket(second)).to.deep.include({ kind: 'other', protocol: 44 })
  })

  it('says where a packet breaks off', () => {
    expect(parsePacket(new Uint8Array(0))).to.include({ kind: 'broken', offset: 0, got: 'nothing' })
    expect(parsePacket(Uint8Array.of(0x60, 0))).to.include({ kind: 'broken', got: '2' })
    const cut = buildIPv6({ ...ENDS, nextHeader: 60, payload: Uint8Array.of(135, 9, 0, 0, 0, 0, 0, 0) })
    expect(parsePacket(cut)).to.deep.equal({
      kind: 'broken',
      offset: 40,
      expected: 'an extension header of 80 octets',
      got: '8 octets',
    })
  })

  it('finds the packet behind each link layer', () => {
    const ip = buildIPv6({ ...ENDS, payload })
    const behind = (...header: readonly number[]) => Uint8Array.of(...header, ...ip)
    const addresses = new Array<number>(12).fill(2)
    expect(ipPacket(LinkType.ethernet, behind(...addresses, 0x86, 0xdd))).to.deep.equal(ip)
    expect(ipPacket(LinkType.ethernet, behind(...addresses, 0x81, 0, 0, 5, 0x86, 0xdd))).to.deep.equal(ip)
    expect(ipPacket(LinkType.ethernet, behind(...addresses, 0x08, 0x06))).to.equal(undefined)
    expect(
      ipPacket(LinkType.linuxCooked, behind(...new Array<number>(14).fill(0), 0x86, 0xdd)),
    ).to.deep.equal(ip)
    expect(
      ipPacket(LinkType.linuxCooked2, behind(0x86, 0xdd, ...new Array<number>(18).fill(0))),
    ).to.deep.equal(ip)
    expect(ipPacket(LinkType.null, behind(30, 0, 0, 0))).to.deep.equal(ip)
    expect(ipPacket(LinkType.raw, ip)).to.deep.equal(ip)
    expect(ipPacket(9999, ip)).to.equal(undefined)
  })
})
