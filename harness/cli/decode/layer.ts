import { type Addresses, ipPacket, LinkType, type MobilityPacket, parsePacket } from '../../wire/index.js'

/** What octets can be taken for. */
export const layers = ['mh', 'ip', 'ethernet'] as const
export type Layer = (typeof layers)[number]

/** A Mobility Header, and what it came in. */
export interface Found {
  readonly layer: Layer
  /** `an IPv6 packet in an Ethernet frame`. */
  readonly within: string
  readonly octets: Uint8Array
  /** IPv6 (or IPv4) addresses of the packet. */
  readonly addresses?: Addresses
  /** What the checksum is computed with. */
  readonly checksumAddresses?: Addresses
  /** What is odd about the packet around it. */
  readonly remarks: readonly string[]
}

/** Why there is no Mobility Header in octets. */
export interface NotFound {
  readonly problem: string
}

/** Finds the Mobility Header in octets that are one, or an IP packet, or an Ethernet frame. */
export function findMobilityHeader(octets: Uint8Array, as: Layer = detect(octets)): Found | NotFound {
  if (as === 'mh') return { layer: 'mh', within: 'a bare Mobility Header', octets, remarks: [] }
  const packet = as === 'ethernet' ? ipPacket(LinkType.ethernet, octets) : octets
  if (packet === undefined) return { problem: 'the Ethernet frame holds no IP packet' }
  return inPacket(packet, as, as === 'ethernet' ? ' in an Ethernet frame' : '')
}

/** The same for an IP packet; `around` says what that came in. */
export function inPacket(octets: Uint8Array, layer: Layer, around: string): Found | NotFound {
  const packet = parsePacket(octets)
  if (packet.kind === 'broken')
    return {
      problem: `the IP packet breaks off at octet ${packet.offset}: expected ${packet.expected}, got ${packet.got}`,
    }
  if (packet.kind === 'other')
    return {
      problem: `the IPv${packet.version} packet from ${packet.source} to ${packet.destination} holds no Mobility Header but protocol ${packet.protocol}`,
    }
  const udp = packet.udp === undefined ? '' : ' and UDP'
  return {
    layer,
    within: `an IPv${packet.version} packet${udp}${around}`,
    octets: packet.payload,
    addresses: { source: packet.source, destination: packet.destination },
    checksumAddresses: packet.checksumAddresses,
    remarks: remarksOn(packet),
  }
}

function remarksOn(packet: MobilityPacket): readonly string[] {
  const remarks: string[] = []
  if (packet.missing > 0) remarks.push(`${packet.missing} octets are missing at the end of the packet`)
  if (packet.homeAddress !== undefined) remarks.push(`Home Address destination option ${packet.homeAddress}`)
  if (packet.routingHomeAddress !== undefined)
    remarks.push(`type 2 routing header with home address ${packet.routingHomeAddress}`)
  if (packet.udp?.isChecksumRight === false) remarks.push('the UDP checksum is wrong')
  return remarks
}

const NO_NEXT_HEADER = 59

/**
 * A Mobility Header begins with Payload Proto 59, an IP packet with its version, an Ethernet frame has a type at
 * octet 12. What is none of these is taken for a Mobility Header with a wrong Payload Proto.
 */
export function detect(octets: Uint8Array): Layer {
  if (octets[0] === NO_NEXT_HEADER && ((octets[1] ?? 0) + 1) * 8 <= octets.length) return 'mh'
  if (parsePacket(octets).kind !== 'broken') return 'ip'
  const inFrame = ipPacket(LinkType.ethernet, octets)
  if (inFrame !== undefined && parsePacket(inFrame).kind !== 'broken') return 'ethernet'
  return 'mh'
}
