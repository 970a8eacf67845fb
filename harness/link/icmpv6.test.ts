import { expect } from 'chai'
import { buildIPv6 } from '../wire/ipv6.js'
import { describeError, quotedSource, readError, saysNobodyListens } from './icmpv6.js'

const source = '2001:db8:1::1'
const destination = '2001:db8:ff::a'
const sent = Uint8Array.of(59, 1, 5, 0, 0xab, 0xcd, 0, 7, 0x82, 0, 0, 75, 1, 2, 0, 0)

/** An ICMPv6 error (RFC 4443 §3) about a packet of ours. */
function errorAbout(type: number, code: number, pointer = 0, nextHeader = 135): Uint8Array {
  const packet = buildIPv6({ source, destination, hopLimit: 64, nextHeader, payload: sent })
  const octets = new Uint8Array(8 + packet.length)
  octets.set([type, code, 0, 0])
  new DataView(octets.buffer).setUint32(4, pointer)
  octets.set(packet, 8)
  return octets
}

describe('ICMPv6 errors', () => {
  it('are read with what they quote of our message', () => {
    expect(readError(errorAbout(4, 1, 6))).to.deep.equal({
      type: 4,
      code: 1,
      pointer: 6,
      source,
      destination,
      quoted: sent,
    })
  })

  it('about anything but a Mobility Header are none of ours', () => {
    expect(readError(errorAbout(1, 4, 0, 17))).to.equal(undefined)
  })

  it('that are cut off are not read beyond their end', () => {
    const whole = errorAbout(1, 3)
    for (let length = 0; length < 48; length++) {
      expect(readError(whole.subarray(0, length)), `${length} octets`).to.equal(undefined)
      expect(quotedSource(whole.subarray(0, length)), `${length} octets`).to.equal(undefined)
    }
    expect(readError(whole.subarray(0, 48))?.quoted).to.have.lengthOf(0)
    expect(quotedSource(whole.subarray(0, 48))).to.equal(source)
  })

  it('tell a service that is not there from a message that was not liked', () => {
    expect(saysNobodyListens({ type: 1, code: 4 })).to.equal(true)
    expect(saysNobodyListens({ type: 4, code: 1 })).to.equal(true)
    expect(saysNobodyListens({ type: 4, code: 0 })).to.equal(false)
    expect(saysNobodyListens({ type: 3, code: 0 })).to.equal(false)
  })

  it('are told in words an operator can act on', () => {
    const words = (type: number, code: number, pointer = 0) => describeError({ type, code, pointer })
    expect(words(1, 3)).to.equal('ICMPv6 destination unreachable (address unreachable)')
    expect(words(1, 77)).to.equal('ICMPv6 destination unreachable (code 77)')
    expect(words(4, 1)).to.equal(
      'ICMPv6 parameter problem, next header 135 unrecognized: nothing listens for Mobility Headers there',
    )
    expect(words(4, 0, 42)).to.equal('ICMPv6 parameter problem code 0 at octet 42')
    expect(words(2, 0)).to.equal('ICMPv6 error type 2 code 0')
  })
})
