import { type Addresses, checksum } from '../../../harness/case/index.js'

/** The octets with a checksum that fits them. */
export function rightChecksum(octets: Uint8Array, addresses: Addresses): Uint8Array {
  const fixed = octets.slice()
  fixed.fill(0, 4, 6)
  const sum = checksum(fixed, addresses)
  fixed[4] = sum >> 8
  fixed[5] = sum & 0xff
  return fixed
}

const NOT_ASSIGNED = 200

/** As a message of a type that nobody knows. */
export function ofUnknownType(octets: Uint8Array, addresses: Addresses): Uint8Array {
  return rightChecksum(octets.with(2, NOT_ASSIGNED), addresses)
}

/** Some bits of the checksum flipped. */
export function wrongChecksum(octets: Uint8Array): Uint8Array {
  // Off by one it would be right for a neighbouring address, and a device that has both may take the message there.
  return octets.map((octet, i) => (i === 4 ? octet ^ 0x5a : octet))
}

/** Ways to have a wrong checksum: the first octet of it, the second, both 0 as if there were none. */
export const wrongChecksums: readonly ((octets: Uint8Array) => Uint8Array)[] = [
  wrongChecksum,
  (octets) => octets.map((octet, i) => (i === 5 ? octet ^ 0x5a : octet)),
  (octets) => octets.map((octet, i) => (i === 4 || i === 5 ? 0 : octet)),
]

/** The first `size` octets, with Header Len as given or to match. */
export function cutTo(size: number, headerLength = size / 8 - 1) {
  return (octets: Uint8Array, addresses: Addresses): Uint8Array => {
    const cut = octets.slice(0, size)
    cut[1] = headerLength
    return rightChecksum(cut, addresses)
  }
}
