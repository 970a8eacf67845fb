import { type Frame, ipPacket, parsePacket } from '../../wire/index.js'

const HOP_BY_HOP = 0
const ROUTING = 43
const FRAGMENT = 44
const AUTHENTICATION = 51
const ICMPV6 = 58
const DESTINATION_OPTIONS = 60
const MOBILITY_HEADER = 135

/** Headers behind which a Mobility Header may be. */
const CARRIERS = [
  MOBILITY_HEADER,
  HOP_BY_HOP,
  ROUTING,
  FRAGMENT,
  AUTHENTICATION,
  DESTINATION_OPTIONS,
] as const

/**
 * What the kernel is to give us, in the language of libpcap: Mobility Headers and ICMPv6 errors from or to these
 * addresses. A filter in the kernel cannot walk a chain of headers, so whatever begins with a header that may stand
 * before a Mobility Header is let through; {@link isOfInterest} looks closer.
 */
export function captureFilter(addresses: readonly string[]): string {
  const hosts = [...new Set(addresses)].map((address) => `ip6 host ${address}`).join(' or ')
  const headers = CARRIERS.map((header) => `ip6[6] == ${header}`).join(' or ')
  return `(${hosts}) and (${headers} or (ip6[6] == ${ICMPV6} and ip6[40] < 128))`
}

/** A Mobility Header, an ICMPv6 error, a fragment that may be of either, or headers that break off. */
export function isOfInterest({ linkType, octets }: Frame): boolean {
  const ip = ipPacket(linkType, octets)
  if (ip === undefined) return false
  const packet = parsePacket(ip)
  if (packet.kind !== 'other') return true
  const [first = 255] = packet.payload
  if (packet.protocol === ICMPV6) return first < 128
  return packet.protocol === FRAGMENT && (first === ICMPV6 || CARRIERS.some((header) => header === first))
}
