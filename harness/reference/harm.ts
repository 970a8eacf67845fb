import { findAll } from '../wire/index.js'
import type { BindingCache, Session } from './binding-cache.js'
import type { Anchor } from './environment.js'
import type { Request } from './request.js'

/** Does the request kill the anchor, now that its session is known? Only with the defects of these names. */
export function fatalToSession(anchor: Anchor, request: Request, session: Session | undefined): boolean {
  if (session === undefined) return false
  const paths = findAll(request.message, 'mag-multipath-binding').length
  const elsewhere = ![...session.entries.values()].some((e) => e.binding.careOf === request.careOf)
  return (
    (anchor.has('crashes-on-second-path-with-handoff-2') && paths > 0 && request.handoff?.value === 2) ||
    (anchor.has('crashes-on-plain-deregistration-over-paths') &&
      paths === 0 &&
      request.lifetime === 0 &&
      session.multipath) ||
    (anchor.has('legacy-crashes-on-second-path') &&
      anchor.config.multipath === 'legacy' &&
      paths > 0 &&
      elsewhere)
  )
}

/** What a request does beside what it is for: nothing, but for the defects of these names. */
export function harm(
  anchor: Anchor,
  cache: BindingCache,
  request: Request,
  session: Session | undefined,
  accepted: boolean,
): void {
  const [mmb] = findAll(request.message, 'mag-multipath-binding')
  if (mmb === undefined || session === undefined) return
  if (mmb.bulk && mmb.overwrite && anchor.has('both-flags-lose-path')) cache.unbind(session, mmb.bid)
  const unknown = request.lifetime === 0 && session.multipath && !session.entries.has(mmb.bid)
  if (unknown && anchor.has('deregistration-under-unknown-bid-removes-all')) cache.unbindOthers(session, -1)
  if (!accepted) return
  const registers = request.lifetime > 0
  for (const other of sessionsOfOthers(cache, session)) {
    if (registers && mmb.bulk && anchor.has('bulk-reaches-other-nodes'))
      for (const bid of other.entries.keys()) cache.extend(other, bid, request.lifetime)
    if (registers && mmb.overwrite && anchor.has('overwrite-reaches-other-nodes'))
      cache.unbindOthers(other, -1)
    if (!registers && anchor.has('deregistration-reaches-other-nodes')) cache.unbind(other, mmb.bid)
  }
}

function sessionsOfOthers(cache: BindingCache, session: Session): readonly Session[] {
  return [...cache.nodes()].filter((n) => n !== session.node).flatMap((n) => [...n.sessions])
}
