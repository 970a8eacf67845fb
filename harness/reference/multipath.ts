import { Status } from '../catalogue/status-codes.js'
import { find } from '../wire/index.js'
import { activeBindings, type Binding, type Session } from './binding-cache.js'
import type { Anchor } from './environment.js'
import type { Asked, Mmb } from './multipath-options.js'
import type { Profile } from './policy.js'
import type { Request } from './request.js'

/** What a registration does to the bindings of its session. */
export type Plan =
  | { readonly kind: 'reject'; readonly status: number; readonly mmb?: Mmb | undefined }
  | { readonly kind: 'silence' }
  | {
      readonly kind: 'bind'
      readonly bid: number | null
      /** Echoed in the answer: RFC 8278 §4.4 wants it whenever multipath is enabled for the session. */
      readonly mmb: Mmb | undefined
      readonly magId: string | undefined
      /** All other bindings go (O flag, or no multipath any more). */
      readonly alone: boolean
      /** All other bindings get this lifetime (B flag). */
      readonly bulk: boolean
      /** A binding that goes because this one takes its place. */
      readonly instead: number | null | undefined
    }

/** RFC 8278 §4.4 for a request with lifetime: refused, or which binding it makes. `session` is what it updates. */
export function planRegistration(
  anchor: Anchor,
  request: Request,
  profile: Profile | undefined,
  session: Session | undefined,
  asked: Asked,
): Plan {
  if (asked.kind === 'plain')
    return profile?.service === 'single-path' && isStrict(anchor, request)
      ? cannotSupport(anchor, undefined)
      : planPlain(anchor, request, session)
  if (asked.kind === 'silence') return asked
  if (!mayUseMultipath(anchor, profile)) return cannotSupport(anchor, asked.mmb)
  if (asked.kind === 'refuse') return refusal(anchor, asked.mmb)
  const { mmb, magId } = asked
  const path: Plan = {
    kind: 'bind',
    bid: mmb.bid,
    mmb,
    magId,
    alone: mmb.overwrite && !anchor.has('overwrite-ignored'),
    bulk: (mmb.bulk && !anchor.has('bulk-ignored')) || anchor.has('bulk-always'),
    instead: undefined,
  }
  if (session === undefined) return path
  if (!session.multipath) {
    if (anchor.choice['multipath-over-plain'] === 'reject') return refusal(anchor, mmb)
    return { ...path, alone: true }
  }
  if (session.magId !== magId) {
    const choice = anchor.choice['other-mag-id']
    if (choice !== 'accept') return choice === 'reject' ? refusal(anchor, mmb) : { ...path, alone: true }
  }
  return placed(anchor, request, session, path, mmb)
}

/** Where the path goes among those there are: U-09, U-10, U-21, U-25. */
function placed(
  anchor: Anchor,
  request: Request,
  session: Session,
  path: Extract<Plan, { kind: 'bind' }>,
  mmb: Mmb,
): Plan {
  const others = activeBindings(session)
  const same = others.find((b) => b.bid === mmb.bid)
  const twin = others.find((b) => b.bid !== mmb.bid && b.careOf === request.careOf)
  if (same !== undefined && same.careOf !== request.careOf && anchor.choice['bid-reuse'] === 'reject')
    return refusal(anchor, mmb)
  const fixed = anchor.choice['label-change'] === 'reject' || anchor.has('label-change-rejected')
  if (same !== undefined && relabelled(same, mmb) && fixed) return refusal(anchor, mmb)
  if (others.some((b) => b.bid !== mmb.bid && b.label === mmb.label) && anchor.has('equal-labels-rejected'))
    return refusal(anchor, mmb)
  if (same === undefined && !path.alone && others.length >= anchor.config.maxPaths)
    return { kind: 'reject', status: Status.INSUFFICIENT_RESOURCES }
  if (same === undefined && anchor.has('second-path-replaces-first')) return { ...path, alone: true }
  const alike = others.some((b) => b.bid !== mmb.bid && b.accessTechnology === mmb.accessTechnology)
  if (alike && anchor.has('path-of-same-access-technology-replaced')) return { ...path, alone: true }
  if (same !== undefined && same.careOf !== request.careOf && anchor.has('moved-bid-kept-at-both'))
    return { ...path, bid: mmb.bid + 1000 }
  if (twin === undefined) return path
  switch (anchor.choice['second-bid-same-coa']) {
    case 'move':
      return { ...path, instead: twin.bid }
    case 'reject':
      return refusal(anchor, mmb)
    case 'add':
      return path
  }
}

/** Under which BID a binding is kept: the one of the request, but for a defect. */
export function storedBid(anchor: Anchor, bid: number): number {
  if (anchor.has('bid-of-five-bits')) return bid % 32 || 32
  return anchor.has('bid-stored-plus-one') ? (bid % 254) + 1 : bid
}

function relabelled(binding: Binding, mmb: Mmb): boolean {
  return binding.label !== mmb.label || binding.accessTechnology !== mmb.accessTechnology
}

/** U-12: without MMB nothing says which path is meant; RFC 5648 §6.2 has one binding replace them all. */
function planPlain(anchor: Anchor, request: Request, session: Session | undefined): Plan {
  const single: Plan = {
    kind: 'bind',
    bid: null,
    mmb: undefined,
    magId: undefined,
    alone: true,
    bulk: false,
    instead: undefined,
  }
  if (session === undefined || !session.multipath) return single
  const choice = anchor.choice['plain-pbu-over-multipath']
  if (choice === 'reject') return refusal(anchor, undefined)
  if (choice === 'replace') return single
  const here = activeBindings(session).find((b) => b.careOf === request.careOf)
  return { ...single, bid: here?.bid ?? null, alone: false }
}

/** Defects that refuse multipath to who has not asked for it. */
function isStrict(anchor: Anchor, request: Request): boolean {
  const named = find(request.message, 'mag-identifier') !== undefined
  return (
    anchor.has('plain-request-refused-with-180') ||
    (named && anchor.has('mag-identifier-alone-refused-with-180'))
  )
}

function mayUseMultipath(anchor: Anchor, profile: Profile | undefined): boolean {
  if (anchor.config.multipath === 'off') return anchor.has('multipath-off-accepted')
  if (anchor.has('multipath-refused-to-all')) return false
  return profile?.service === 'multipath' || anchor.has('unauthorized-multipath-accepted')
}

/** RFC 8278 §4.3, §4.4: status 180 with the MMB as it came. */
function cannotSupport(anchor: Anchor, mmb: Mmb | undefined): Plan {
  const status = anchor.has('status-128-instead-of-180')
    ? Status.REASON_UNSPECIFIED
    : anchor.config.numbers.cannotSupport
  return { kind: 'reject', status, mmb }
}

/** A refusal for which RFC 8278 has no status of its own; with 180 goes the echo. */
function refusal(anchor: Anchor, mmb: Mmb | undefined): Plan {
  const status = Number(anchor.choice['refusal-status'])
  if (status < 180) return { kind: 'reject', status }
  return mmb === undefined
    ? { kind: 'reject', status: Status.REASON_UNSPECIFIED }
    : cannotSupport(anchor, mmb)
}
