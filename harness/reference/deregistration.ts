import { Status } from '../catalogue/status-codes.js'
import { activeBindings, type Binding, type Session } from './binding-cache.js'
import type { Anchor } from './environment.js'
import { storedBid } from './multipath.js'
import type { Asked, Mmb } from './multipath-options.js'
import type { Request } from './request.js'

/** Which bindings a request with lifetime 0 ends. */
export type RemovalPlan =
  | { readonly kind: 'silence' }
  | { readonly kind: 'reject'; readonly status: number }
  | { readonly kind: 'remove'; readonly bids: readonly (number | null)[]; readonly mmb: Mmb | undefined }

const silence: RemovalPlan = { kind: 'silence' }
const refusal: RemovalPlan = { kind: 'reject', status: Status.REASON_UNSPECIFIED }

/** RFC 5213 §5.3.5 for a session there is; with MMB it is for the path under its BID (RFC 8278 §4.1). */
export function planDeregistration(
  anchor: Anchor,
  request: Request,
  session: Session,
  asked: Asked,
): RemovalPlan {
  if (anchor.has('deregistration-unanswered')) return silence
  const everything = [...session.entries.keys()]
  const waiting = everything.some((bid) => session.entries.get(bid)?.waiting)
  if (waiting && anchor.has('second-deregistration-ignored')) return silence
  if (!session.multipath) return plainSession(anchor, request, session, asked)
  switch (asked.kind) {
    case 'silence':
      return silence
    case 'refuse':
      return refusal
    case 'plain':
      return withoutMmb(anchor, request, session, everything)
    case 'path':
      return onePath(anchor, request, session, asked.mmb, everything)
  }
}

/** §5.3.5-1: a request from elsewhere is ignored, be it late or not meant for this session. */
function isFrom(anchor: Anchor, request: Request, binding: Binding): boolean {
  const careOf = anchor.has('alternate-coa-in-deregistration-ignored') ? request.source : request.careOf
  return binding.careOf === careOf || anchor.has('deregistration-from-other-coa-accepted')
}

function plainSession(anchor: Anchor, request: Request, session: Session, asked: Asked): RemovalPlan {
  const binding = session.entries.get(null)?.binding
  if (binding === undefined || !isFrom(anchor, request, binding)) return silence
  if (asked.kind === 'path' && anchor.choice['plain-binding-deregistered-with-mmb'] === 'silence')
    return silence
  return { kind: 'remove', bids: [null], mmb: undefined }
}

function onePath(
  anchor: Anchor,
  request: Request,
  session: Session,
  mmb: Mmb,
  everything: readonly (number | null)[],
): RemovalPlan {
  const flags = flagsWithLifetimeZero(anchor, mmb)
  if (flags === 'reject') return refusal
  if (flags === 'silence') return silence
  const bid = storedBid(anchor, mmb.bid)
  const binding = session.entries.get(bid)?.binding
  if (binding === undefined) return silence
  const here = activeBindings(session).find((b) => b.careOf === request.source)
  const elsewhere = binding.careOf !== request.source && here !== undefined
  if (elsewhere && anchor.has('deregistration-ends-path-it-came-over'))
    return { kind: 'remove', bids: [here.bid], mmb }
  if (!isFrom(anchor, request, binding)) return silence
  return { kind: 'remove', bids: removed(anchor, flags, bid, everything), mmb }
}

function removed(
  anchor: Anchor,
  flags: 'this' | 'all',
  bid: number,
  everything: readonly (number | null)[],
): readonly (number | null)[] {
  if (anchor.has('deregistration-of-path-not-carried-out')) return []
  if (flags === 'all' || anchor.has('deregistration-removes-all-paths')) return everything
  const others = everything.filter((other) => other !== bid)
  return anchor.has('deregistration-removes-other-path') && others.length > 0 ? others.slice(0, 1) : [bid]
}

/** U-03 and U-14: what B and O mean here, RFC 8278 does not say. */
function flagsWithLifetimeZero(anchor: Anchor, mmb: Mmb): 'this' | 'all' | 'reject' | 'silence' {
  if (mmb.overwrite) {
    const choice = anchor.choice['overwrite-in-deregistration']
    if (choice !== 'ignore-flag') return choice
  }
  return mmb.bulk ? anchor.choice['bulk-in-deregistration'] : 'this'
}

/** U-13: RFC 5213 goes by the care-of address, RFC 5648 §6.2 would end all. */
function withoutMmb(
  anchor: Anchor,
  request: Request,
  session: Session,
  everything: readonly (number | null)[],
): RemovalPlan {
  const here = [...session.entries.values()].find((e) => isFrom(anchor, request, e.binding))?.binding
  if (here === undefined) return silence
  switch (anchor.choice['plain-deregistration-over-multipath']) {
    case 'this-path':
      return { kind: 'remove', bids: [here.bid], mmb: undefined }
    case 'all':
      return { kind: 'remove', bids: everything, mmb: undefined }
    case 'reject':
      return refusal
  }
}
