import { formatIPv6 } from '../../wire/index.js'

/** A link-layer identifier for a mobile node: locally administered, unicast, and always the same one. */
export function linkLayerOf(id: string): Uint8Array {
  let hash = 0xcbf29ce484222325n
  for (const octet of Buffer.from(id)) hash = BigInt.asUintN(64, (hash ^ BigInt(octet)) * 0x100000001b3n)
  const identifier = Uint8Array.of(2, 0, 0, 0, 0, 0)
  for (let i = 1; i < 6; i++) identifier[i] = Number((hash >> BigInt(8 * i)) & 0xffn)
  return identifier
}

/** A link-local address of the gateway's own for the link of that node. */
export function ownLinkLocal(linkLayer: Uint8Array): string {
  const octets = new Uint8Array(16)
  octets.set([0xfe, 0x80])
  octets.set(linkLayer, 10)
  return formatIPv6(octets, 0)
}
