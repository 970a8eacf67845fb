import { find, findAll } from '../../wire/index.js'
import type { MobileNode, Prefix, Registration } from '../node.js'
import type { Answer } from './answer.js'
import type { Changes } from './compose.js'

/** Keeps the node's Binding Update List entry as the answer says (RFC 5213 §6.9.1.2). */
export function remember(answer: Answer): void {
  const { node, endpoint, message } = answer.request
  const registration = node.registration(endpoint, askedBid(answer), prefixesOf(answer))
  if (!answer.accepted) return
  if (message.lifetime === 0) {
    registration.live = false
    return
  }
  registration.live = true
  registration.multipath = answer.multipath !== undefined
  registration.lifetime = answer.lifetime ?? 0
  registration.accessTechnology = find(message, 'access-technology-type')?.value
  registration.linkLayerId = find(message, 'mobile-node-link-layer-identifier')?.identifier
  registration.alternateCareOf = find(message, 'alternate-care-of-address')?.address
  if (answer.prefixes.length > 0) {
    node.prefixes = answer.prefixes
    registration.prefixes = answer.prefixes
  }
  node.accessTechnology ??= find(message, 'access-technology-type')?.value
  if (find(message, 'mobile-node-link-layer-identifier') !== undefined) node.carriesLinkLayerId = true
  if (registration.bid === null) handedOver(node, registration)
}

/** Which session an acceptance is about: a de-registration names it itself. */
function prefixesOf(answer: Answer): readonly Prefix[] {
  if (!answer.accepted) return []
  const { message } = answer.request
  const named = message.lifetime === 0 ? findAll(message, 'home-network-prefix') : answer.prefixes
  return named.filter(({ prefix }) => prefix !== '::')
}

/** What a PBU has to carry to be for the session of a registration, and for no other of its node (RFC 5213 §5.4.1). */
export function sessionOf(registration: Registration): Changes {
  const { bid, prefixes, accessTechnology, linkLayerId, alternateCareOf, lifetime } = registration
  return {
    multipath: bid === null ? false : { bid },
    ...(prefixes.length > 0 && { prefixes }),
    ...(accessTechnology !== undefined && { accessTechnology }),
    ...(alternateCareOf !== undefined && { alternateCareOf }),
    // Never accepted, or not by us: then the node knows best.
    ...(lifetime > 0 && { linkLayerId: linkLayerId ?? false }),
  }
}

/** A session has one care-of address without multipath: where it is accepted now, it is nowhere else any more. */
function handedOver(node: MobileNode, { endpoint, prefixes }: Registration): void {
  for (const other of node.registrations) {
    const elsewhere = other.bid === null && other.endpoint.name !== endpoint.name
    if (elsewhere && other.prefixes.some((a) => prefixes.some((b) => a.prefix === b.prefix)))
      other.live = false
  }
}

/** BID a request asked for. An option sent malformed on purpose names the one it was granted. */
function askedBid({ request: { message }, multipath }: Answer): number | null {
  const asked = find(message, 'mag-multipath-binding')
  if (asked !== undefined) return asked.bid
  const spoilt = findAll(message, 'malformed').some((o) => o.of === 'mag-multipath-binding')
  return spoilt ? (multipath?.bid ?? null) : null
}
