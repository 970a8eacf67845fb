import { formatIPv6, readIPv6 } from './address.js'
import { allocate } from './allocate.js'

/** The Next Header value that announces a Mobility Header, RFC 6275 §6.1.1. */
export const MOBILITY_HEADER = 135

/** An IPv6 packet to build. Addresses as text. */
export interface IPv6Packet {
  readonly source: string
  readonly destination: string
  /** 64 when left out. */
  readonly hopLimit?: number
  readonly trafficClass?: number
  readonly flowLabel?: number
  /** The header after the extension headers; 135 when left out. */
  readonly nextHeader?: number
  /** The Payload Length field as it is to be written; worked out when left out. */
  readonly payloadLength?: number
  /** Puts a Destination Options header with a Home Address option in front, RFC 6275 §6.3. */
  readonly homeAddress?: string
  /** Puts a type 2 routing header with this home address in front, RFC 6275 §6.4. */
  readonly routingHomeAddress?: string
  readonly payload: Uint8Array
}

const HEADER = 40
const EXTENSION = 24
export const DESTINATION_OPTIONS = 60
export const ROUTING = 43

/** Octets of the packet. RangeError for an address that is none. */
export function buildIPv6(packet: IPv6Packet): Uint8Array {
  const { homeAddress, routingHomeAddress, payload } = packet
  const extensions =
    (homeAddress === undefined ? 0 : EXTENSION) + (routingHomeAddress === undefined ? 0 : EXTENSION)
  const octets = allocate(HEADER + extensions + payload.length)
  const payloadLength = packet.payloadLength ?? extensions + payload.length
  const trafficClass = packet.trafficClass ?? 0
  const flowLabel = packet.flowLabel ?? 0
  octets[0] = 0x60 | ((trafficClass >> 4) & 0x0f)
  octets[1] = ((trafficClass << 4) & 0xf0) | ((flowLabel >> 16) & 0x0f)
  octets[2] = flowLabel >> 8
  octets[3] = flowLabel
  octets[4] = payloadLength >> 8
  octets[5] = payloadLength
  octets[7] = packet.hopLimit ?? 64
  writeAddress(packet.source, octets, 8)
  writeAddress(packet.destination, octets, 24)
  // RFC 8200 §4.1: the routing header comes before the Destination Options of the final destination; RFC 6275 §6.3.
  let next = 6
  let at = HEADER
  if (routingHomeAddress !== undefined) {
    octets[next] = ROUTING
    octets.set([0, 2, 2, 1], at)
    writeAddress(routingHomeAddress, octets, at + 8)
    next = at
    at += EXTENSION
  }
  if (homeAddress !== undefined) {
    octets[next] = DESTINATION_OPTIONS
    // PadN of 4 brings the Home Address option to its 8n+6.
    octets.set([0, 2, 1, 2, 0, 0, HOME_ADDRESS_OPTION, 16], at)
    writeAddress(homeAddress, octets, at + 8)
    next = at
    at += EXTENSION
  }
  octets[next] = packet.nextHeader ?? MOBILITY_HEADER
  octets.set(payload, at)
  return octets
}

function writeAddress(text: string, octets: Uint8Array, at: number): void {
  if (!readIPv6(text, octets, at)) throw new RangeError(`"${text}" is no IPv6 address`)
}

/** RFC 6275 §6.3. */
export const HOME_ADDRESS_OPTION = 0xc9

/** The home address in a Destination Options header that takes `start` to `end`; undefined when there is none. */
export function homeAddressIn(octets: Uint8Array, start: number, end: number): string | undefined {
  let at = start + 2
  while (at < end) {
    const type = octets[at]
    if (type === 0) {
      at++
      continue
    }
    const length = octets[at + 1] ?? 0
    if (type === HOME_ADDRESS_OPTION && length === 16 && at + 18 <= end) return formatIPv6(octets, at + 2)
    at += 2 + length
  }
  return undefined
}
