import { formatIPv6 } from '../wire/index.js'
import type { Session } from './binding-cache.js'
import type { Anchor } from './environment.js'
import { ALL_ZERO, type Request } from './request.js'

/**
 * RFC 5213 §5.3.6: the link-local address of the gateway on the mobile node's link, for an accepted request that
 * has the option. It stays with the session over handoffs, so that the mobile node sees the same router.
 */
export function linkLocalFor(anchor: Anchor, session: Session, request: Request): string | undefined {
  if (request.linkLocal === undefined) return undefined
  const { address } = request.linkLocal
  if (address !== ALL_ZERO) {
    const late = session.linkLocal !== undefined && anchor.has('link-local-address-of-refresh-not-stored')
    if (!late && !anchor.has('link-local-address-not-stored')) session.linkLocal = address
    return address
  }
  if (anchor.has('link-local-address-left-unspecified')) return ALL_ZERO
  const stored = anchor.has('link-local-address-generated-anew') ? undefined : session.linkLocal
  session.linkLocal = stored ?? generate(anchor)
  return session.linkLocal
}

function generate(anchor: Anchor): string {
  const octets = new Uint8Array(16)
  octets.set(anchor.has('link-local-address-is-global') ? [0x20, 0x01, 0x0d, 0xb8] : [0xfe, 0x80])
  for (let i = 8; i < 16; i++) octets[i] = Math.floor(anchor.random() * 256)
  octets[8] = (octets[8] ?? 0) & 0xfd // interface identifier not claimed to be universal (RFC 4291 §2.5.1)
  octets[15] = (octets[15] ?? 0) | 1
  return formatIPv6(octets)
}
