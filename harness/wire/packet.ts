import { formatIPv4, formatIPv6 } from './address.js'
import { PMIP6_CONTROL_PORT, UDP, udpChecksum } from './ipv4.js'
import { DESTINATION_OPTIONS, homeAddressIn, MOBILITY_HEADER, ROUTING } from './ipv6.js'
import type { Addresses } from './message.js'

/** What any IP packet says of itself. */
interface PacketHeader extends Addresses {
  readonly version: 4 | 6
  readonly hopLimit: number
  /** Of a Home Address destination option, RFC 6275 §6.3. */
  readonly homeAddress?: string
  /** Of a type 2 routing header, RFC 6275 §6.4. */
  readonly routingHomeAddress?: string
}

/** A packet with a Mobility Header, in IPv6 or in IPv4 and UDP (RFC 5844 §4). */
export interface MobilityPacket extends PacketHeader {
  readonly kind: 'mobility'
  /** What the MH checksum is computed with: home addresses in the place of care-of addresses (RFC 6275 §6.1.1). */
  readonly checksumAddresses: Addresses
  readonly udp?: {
    readonly sourcePort: number
    readonly destinationPort: number
    readonly isChecksumRight: boolean
  }
  /** The Mobility Header, from its offset in the packet. */
  readonly payload: Uint8Array
  readonly payloadOffset: number
  /** Octets that the IP header speaks of and that are not there. */
  readonly missing: number
}

/** A packet of something else; `protocol` is the first header that is not walked through. */
export interface OtherPacket extends PacketHeader {
  readonly kind: 'other'
  readonly protocol: number
  readonly payload: Uint8Array
  readonly payloadOffset: number
}

/** Octets that are no IP packet, or break off in its headers. */
export interface BrokenPacket {
  readonly kind: 'broken'
  readonly offset: number
  readonly expected: string
  readonly got: string
}

export type Packet = MobilityPacket | OtherPacket | BrokenPacket

/** Octets of an IP packet → what is in it. Never throws. Octets after the stated length of the packet are left out. */
export function parsePacket(octets: Uint8Array): Packet {
  const version = (octets[0] ?? 0) >> 4
  if (version === 6) return parseIPv6Packet(octets)
  if (version === 4) return parseIPv4Packet(octets)
  return broken(0, 'IP version 4 or 6', octets.length === 0 ? 'nothing' : String(version))
}

function broken(offset: number, expected: string, got: string): BrokenPacket {
  return { kind: 'broken', offset, expected, got }
}

function u16(octets: Uint8Array, at: number): number {
  return ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0)
}

const HOP_BY_HOP = 0
const FRAGMENT = 44
const AUTHENTICATION = 51

function parseIPv6Packet(octets: Uint8Array): Packet {
  if (octets.length < 40) return broken(0, 'at least 40 octets', `${octets.length}`)
  const stated = 40 + u16(octets, 4)
  const end = Math.min(stated, octets.length)
  const header: PacketHeader & { homeAddress?: string; routingHomeAddress?: string } = {
    version: 6,
    source: formatIPv6(octets, 8),
    destination: formatIPv6(octets, 24),
    hopLimit: octets[7] as number,
  }
  let protocol = octets[6] as number
  let at = 40
  for (;;) {
    if (protocol === MOBILITY_HEADER) break
    const size = extensionSize(protocol, octets, at)
    if (size === 0) return other(header, protocol, octets, at, end)
    if (at + size > end) return broken(at, `an extension header of ${size} octets`, `${end - at} octets`)
    if (protocol === FRAGMENT && (u16(octets, at + 2) & 0xfff9) !== 0)
      return other(header, protocol, octets, at, end)
    if (protocol === DESTINATION_OPTIONS) {
      const home = homeAddressIn(octets, at, at + size)
      if (home !== undefined) header.homeAddress = home
    }
    if (protocol === ROUTING && octets[at + 2] === 2 && size === 24) {
      header.routingHomeAddress = formatIPv6(octets, at + 8)
    }
    protocol = octets[at] as number
    at += size
  }
  const checksumAddresses = {
    source: header.homeAddress ?? header.source,
    destination: header.routingHomeAddress ?? header.destination,
  }
  const payload = octets.subarray(at, end)
  return { kind: 'mobility', ...header, checksumAddresses, payload, payloadOffset: at, missing: stated - end }
}

function other(
  header: PacketHeader,
  protocol: number,
  octets: Uint8Array,
  at: number,
  end: number,
): OtherPacket {
  return { kind: 'other', ...header, protocol, payload: octets.subarray(at, end), payloadOffset: at }
}

/** 0 for what is no extension header that can be walked through. */
function extensionSize(protocol: number, octets: Uint8Array, at: number): number {
  switch (protocol) {
    case HOP_BY_HOP:
    case ROUTING:
    case DESTINATION_OPTIONS:
      return ((octets[at + 1] ?? 0) + 1) * 8
    case FRAGMENT:
      return 8
    case AUTHENTICATION:
      return ((octets[at + 1] ?? 0) + 2) * 4
    default:
      return 0
  }
}

function parseIPv4Packet(octets: Uint8Array): Packet {
  const size = ((octets[0] as number) & 0x0f) * 4
  if (size < 20) return broken(0, 'a header of at least 20 octets', `${size}`)
  if (octets.length < size) return broken(0, `at least ${size} octets`, `${octets.length}`)
  const stated = u16(octets, 2)
  const end = Math.max(size, Math.min(stated, octets.length))
  const protocol = octets[9] as number
  const addresses = { source: formatIPv4(octets, 12), destination: formatIPv4(octets, 16) }
  const header: PacketHeader = { version: 4, ...addresses, hopLimit: octets[8] as number }
  const isFragment = (u16(octets, 6) & 0x3fff) !== 0
  if (protocol !== UDP || isFragment || end < size + 8) return other(header, protocol, octets, size, end)
  const sourcePort = u16(octets, size)
  const destinationPort = u16(octets, size + 2)
  if (sourcePort !== PMIP6_CONTROL_PORT && destinationPort !== PMIP6_CONTROL_PORT) {
    return other(header, protocol, octets, size, end)
  }
  const statedUdp = u16(octets, size + 4)
  const udpEnd = Math.max(size + 8, Math.min(end, size + statedUdp))
  const isChecksumRight = u16(octets, size + 6) === udpChecksum(octets.subarray(0, udpEnd), size)
  return {
    kind: 'mobility',
    ...header,
    checksumAddresses: addresses,
    udp: { sourcePort, destinationPort, isChecksumRight },
    payload: octets.subarray(size + 8, udpEnd),
    payloadOffset: size + 8,
    missing: Math.max(0, size + statedUdp - udpEnd),
  }
}
