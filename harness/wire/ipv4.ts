import { readIPv4 } from './address.js'
import { fold, sum } from './checksum.js'

/** Signalling over IPv4, RFC 5844 §4 and §6: pmip6-cntl. */
export const PMIP6_CONTROL_PORT = 5436
export const UDP = 17

/** A UDP datagram in an IPv4 packet, to build. Addresses as text. */
export interface UdpPacket {
  readonly source: string
  readonly destination: string
  /** 5436 when left out. */
  readonly sourcePort?: number
  readonly destinationPort?: number
  /** Time to live, 64 when left out. */
  readonly hopLimit?: number
  /** As it is to be written; worked out when left out. */
  readonly udpChecksum?: number
  readonly payload: Uint8Array
}

const HEADER = 20
const UDP_HEADER = 8

/** Octets of the IPv4 packet. RangeError for an address that is none. */
export function buildUdp(packet: UdpPacket): Uint8Array {
  const { payload } = packet
  const total = HEADER + UDP_HEADER + payload.length
  const udpLength = UDP_HEADER + payload.length
  const octets = new Uint8Array(total)
  octets.set([0x45, 0, total >> 8, total, 0, 0, 0x40, 0, packet.hopLimit ?? 64, UDP])
  writeAddress(packet.source, octets, 12)
  writeAddress(packet.destination, octets, 16)
  write16(octets, 10, ~fold(sum(octets, 0, HEADER)) & 0xffff)
  write16(octets, HEADER, packet.sourcePort ?? PMIP6_CONTROL_PORT)
  write16(octets, HEADER + 2, packet.destinationPort ?? PMIP6_CONTROL_PORT)
  write16(octets, HEADER + 4, udpLength)
  octets.set(payload, HEADER + UDP_HEADER)
  write16(octets, HEADER + 6, packet.udpChecksum ?? udpChecksum(octets, HEADER))
  return octets
}

/** RFC 768, over an IPv4 packet whose UDP header starts at `at` and ends with the packet; the field counts as 0. */
export function udpChecksum(octets: Uint8Array, at: number): number {
  const field = ((octets[at + 6] ?? 0) << 8) | (octets[at + 7] ?? 0)
  const value = ~fold(sum(octets, 12, 20) + UDP + (octets.length - at) + sum(octets, at) - field) & 0xffff
  return value === 0 ? 0xffff : value
}

function write16(octets: Uint8Array, at: number, value: number): void {
  octets[at] = value >> 8
  octets[at + 1] = value
}

function writeAddress(text: string, octets: Uint8Array, at: number): void {
  if (!readIPv4(text, octets, at)) throw new RangeError(`"${text}" is no IPv4 address`)
}
