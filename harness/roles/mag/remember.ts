import { find, findAll } from '../../wire/index.js'
import type { Answer } from './answer.js'

/** Keeps the node's Binding Update List entry as the answer says (RFC 5213 §6.9.1.2). */
export function remember(answer: Answer): void {
  const { node, endpoint, message } = answer.request
  const registration = node.registration(endpoint, askedBid(answer))
  if (!answer.accepted) return
  if (message.lifetime === 0) {
    registration.live = false
    return
  }
  registration.live = true
  registration.multipath = answer.multipath !== undefined
  registration.lifetime = answer.lifetime ?? 0
  if (answer.prefixes.length > 0) {
    node.prefixes = answer.prefixes
    registration.prefixes = answer.prefixes
  }
  node.accessTechnology ??= find(message, 'access-technology-type')?.value
  if (find(message, 'mobile-node-link-layer-identifier') !== undefined) node.carriesLinkLayerId = true
}

/** BID a request asked for. An option sent malformed on purpose names the one it was granted. */
function askedBid({ request: { message }, multipath }: Answer): number | null {
  const asked = find(message, 'mag-multipath-binding')
  if (asked !== undefined) return asked.bid
  const spoilt = findAll(message, 'malformed').some((o) => o.of === 'mag-multipath-binding')
  return spoilt ? (multipath?.bid ?? null) : null
}
