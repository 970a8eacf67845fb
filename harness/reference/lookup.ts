import { Status } from '../catalogue/status-codes.js'
import { type BindingCache, isDeregistered, type MobileNode, type Session } from './binding-cache.js'
import type { Anchor } from './environment.js'
import type { Asked } from './multipath-options.js'
import { Handoff, type Request, requestedPrefixes } from './request.js'

/** What a request turns out to be. */
export type Found =
  | { readonly kind: 'update'; readonly session: Session }
  | { readonly kind: 'new' }
  /** HI 4 and one session: perhaps its old gateway is about to de-register it (RFC 5213 §5.4.1.2-4, §5.4.1.3-3). */
  | { readonly kind: 'wait'; readonly session: Session }
  | { readonly kind: 'reject'; readonly status: number }

const isNew: Found = { kind: 'new' }
const update = (session: Session): Found => ({ kind: 'update', session })
const reject = (status: number): Found => ({ kind: 'reject', status })

/** The Binding Cache entry lookup of RFC 5213 §5.4.1, in its three cases. */
export function lookup(anchor: Anchor, cache: BindingCache, request: Request, asked: Asked): Found {
  const node = request.node && cache.node(request.node)
  const byLinkLayerFirst = anchor.has('lookup-by-link-layer-before-prefix') && request.linkLayerKey !== ''
  if (requestedPrefixes(request).length > 0 && !byLinkLayerFirst)
    return byPrefix(anchor, cache, request, asked, node)
  if (node === undefined) return isNew
  const [only] = node.sessions
  if (only !== undefined && anchor.has('one-session-per-node')) return update(only)
  return (
    secondPath(anchor, request, asked, node) ??
    (request.linkLayerKey !== '' ? byLinkLayer(anchor, request, node) : byNodeOnly(anchor, request, node))
  )
}

/** §5.4.1.1: a prefix of the request finds the session. */
function byPrefix(
  anchor: Anchor,
  cache: BindingCache,
  request: Request,
  asked: Asked,
  node: MobileNode | undefined,
): Found {
  const prefixes = requestedPrefixes(request)
  // "Any one of the Home Network Prefix options ... can be used".
  const keys = anchor.choice['prefix-lookup'] === 'last' ? prefixes.slice(-1) : prefixes
  const session = keys.map((p) => cache.byPrefix(p.prefix)).find((s) => s !== undefined)
  if (session === undefined) return isNew
  if (session.node !== node)
    return anchor.has('prefix-of-other-node-accepted')
      ? update(session)
      : reject(Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX)
  if (!sameSet(anchor, request, session)) return reject(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
  return continues(anchor, request, asked, session) ? update(session) : isNew
}

/** §5.4.1.1-4: equal in content and in count. */
function sameSet(anchor: Anchor, request: Request, session: Session): boolean {
  if (anchor.has('other-prefix-set-accepted')) return true
  const inOrder = request.prefixes.every((p, i) => p.prefix === session.prefixes[i])
  if (anchor.has('prefix-order-matters') && !inOrder) return false
  const asked = new Set(request.prefixes.map((p) => p.prefix))
  const subset = [...asked].every((p) => session.prefixes.includes(p))
  if (anchor.has('prefix-subset-accepted')) return subset
  return (
    subset && request.prefixes.length === session.prefixes.length && asked.size === session.prefixes.length
  )
}

/** §5.4.1.1-5: any one of these makes the request one for that session; the last is what RFC 8278 §3.1 adds. */
function continues(anchor: Anchor, request: Request, asked: Asked, session: Session): boolean {
  const hint = request.handoff?.value
  const sameAccess = isOfSameAccess(anchor, request, session)
  const sameLinkLayer = request.linkLayerKey !== '' && request.linkLayerKey === session.linkLayer
  if (sameLinkLayer && sameAccess && !anchor.has('handoff-by-link-layer-ignored')) return true
  if (hint === Handoff.betweenInterfaces && !anchor.has('handoff-between-interfaces-ignored')) return true
  if (sameAccess && hint === Handoff.betweenMags && withoutLinkLayer(anchor, request, session)) return true
  if (sameAccess && isServedAt(session, request.careOf) && !refreshIgnored(anchor, hint)) return true
  if (anchor.has('new-interface-takes-over-session')) return true
  return (
    asked.kind === 'path' && session.multipath && anchor.choice['second-path-known-by'] === 'binding-option'
  )
}

function isOfSameAccess(anchor: Anchor, request: Request, session: Session): boolean {
  return (
    request.accessTechnology?.value === session.accessTechnology ||
    anchor.has('access-technology-not-compared')
  )
}

/** §5.4.1.1-5, third case: neither side has a link-layer identifier. */
function withoutLinkLayer(anchor: Anchor, request: Request, session: Session): boolean {
  if (anchor.has('handoff-without-link-layer-ignored')) return false
  const here = request.linkLayerKey === '' || anchor.has('link-layer-identifier-matches-none')
  const there = session.linkLayer === '' || anchor.has('handoff-without-link-layer-matches-any')
  return here && there
}

function refreshIgnored(anchor: Anchor, hint: number | undefined): boolean {
  if (anchor.has('refresh-by-care-of-address-ignored')) return true
  return hint !== Handoff.unchanged && anchor.has('refresh-needs-handoff-indicator-5')
}

function isServedAt(session: Session, careOf: string): boolean {
  for (const { binding } of session.entries.values()) if (binding.careOf === careOf) return true
  return false
}

/** §5.4.1.2: MN-Identifier, access technology and link-layer identifier find the session. */
function byLinkLayer(anchor: Anchor, request: Request, node: MobileNode): Found {
  const sessions = [...node.sessions]
  const match = sessions.find(
    (s) => s.linkLayer === request.linkLayerKey && isOfSameAccess(anchor, request, s),
  )
  const hint = request.handoff?.value
  if (match !== undefined && !linkLayerMatchIgnored(anchor, hint)) return update(match)
  if (hint === Handoff.betweenInterfaces && !anchor.has('all-zero-handoff-between-interfaces-ignored'))
    return onlySession(anchor, node) ?? isNew
  return hint === Handoff.unknown ? unknownHandoff(anchor, request, node) : isNew
}

function linkLayerMatchIgnored(anchor: Anchor, hint: number | undefined): boolean {
  if (anchor.has('all-zero-lookup-by-link-layer-ignored')) return true
  return hint === Handoff.newInterface && anchor.has('new-interface-hint-beats-link-layer')
}

/** §5.4.1.3: only the MN-Identifier is there to find it by. */
function byNodeOnly(anchor: Anchor, request: Request, node: MobileNode): Found {
  switch (request.handoff?.value) {
    case Handoff.betweenInterfaces:
      return (
        (!anchor.has('all-zero-handoff-between-interfaces-ignored') && onlySession(anchor, node)) || isNew
      )
    case Handoff.betweenMags:
      return (!anchor.has('all-zero-handoff-between-mags-ignored') && onlySession(anchor, node)) || isNew
    case Handoff.unknown:
      return unknownHandoff(anchor, request, node)
    default:
      return isNew
  }
}

/** One and only one session of the node. */
function onlySession(anchor: Anchor, node: MobileNode): Found | undefined {
  const [session] = node.sessions
  const several = node.sessions.size > 1 && !anchor.has('handoff-takes-first-of-several-sessions')
  return session === undefined || several ? undefined : update(session)
}

/** §5.4.1.2-4 and §5.4.1.3-3. Waiting is the SHOULD; a new session at once is a configurable MAY. */
function unknownHandoff(anchor: Anchor, request: Request, node: MobileNode): Found {
  const [session] = node.sessions
  if (session === undefined || request.lifetime === 0) return isNew
  if (node.sessions.size > 1)
    return anchor.has('handoff-takes-first-of-several-sessions') ? update(session) : isNew
  if (isDeregistered(session) || anchor.has('unknown-handoff-takes-over-at-once')) return update(session)
  return anchor.choice['handoff-unknown'] === 'wait' ? { kind: 'wait', session } : isNew
}

/** U-24: RFC 8278 has the second path name the prefix; a request that asks for one anew is looked up as any other. */
function secondPath(anchor: Anchor, request: Request, asked: Asked, node: MobileNode): Found | undefined {
  if (asked.kind !== 'path' || request.lifetime === 0) return undefined
  const sessions = [...node.sessions].filter((s) => s.multipath)
  const [session] = sessions
  if (session === undefined || sessions.length > 1 || session.entries.has(asked.mmb.bid)) return undefined
  switch (anchor.choice['all-zero-second-path']) {
    case 'lookup':
      return undefined
    case 'same-prefix':
      return update(session)
    case 'new-session':
      return isNew
    case 'reject':
      return reject(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
  }
}
