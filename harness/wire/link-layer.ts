/** Link types of capture files (the LINKTYPE_ registry of tcpdump.org). */
export const LinkType = {
  null: 0,
  ethernet: 1,
  raw: 101,
  loop: 108,
  linuxCooked: 113,
  linuxCooked2: 276,
} as const

const IPV4 = 0x0800
const IPV6 = 0x86dd
const VLAN: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100])

/** The IP packet in a frame; undefined when it holds none, or is of a link type that is not known here. */
export function ipPacket(linkType: number, octets: Uint8Array): Uint8Array | undefined {
  switch (linkType) {
    case LinkType.ethernet: {
      let at = 12
      while (VLAN.has(etherType(octets, at))) at += 4
      return withIP(octets, etherType(octets, at), at + 2)
    }
    case LinkType.linuxCooked:
      return withIP(octets, etherType(octets, 14), 16)
    case LinkType.linuxCooked2:
      return withIP(octets, etherType(octets, 0), 20)
    case LinkType.null:
    case LinkType.loop:
      // The address family has as many values as there are systems; the version tells as well.
      return withVersion(octets.subarray(4))
    case LinkType.raw:
    case 12:
    case 228:
    case 229:
      return withVersion(octets)
    default:
      return undefined
  }
}

function etherType(octets: Uint8Array, at: number): number {
  return ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0)
}

function withIP(octets: Uint8Array, type: number, at: number): Uint8Array | undefined {
  return type === IPV6 || type === IPV4 ? octets.subarray(at) : undefined
}

function withVersion(octets: Uint8Array): Uint8Array | undefined {
  const version = (octets[0] ?? 0) >> 4
  return version === 6 || version === 4 ? octets : undefined
}
