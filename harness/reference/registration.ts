import { Status } from '../catalogue/status-codes.js'
import { findAll } from '../wire/index.js'
import { activeBindings, type BindingCache, bindingAt, type Session } from './binding-cache.js'
import { planDeregistration } from './deregistration.js'
import type { Anchor } from './environment.js'
import { linkLocalFor } from './link-local.js'
import { type Plan, planRegistration, storedBid } from './multipath.js'
import type { Asked, Mmb } from './multipath-options.js'
import { sequenceToStore, staleSequence, storeTimestamp } from './ordering.js'
import type { Profile } from './policy.js'
import type { PrefixPools } from './prefix-pool.js'
import { ALL_ZERO, type Request } from './request.js'

/** What becomes of a request, before an answer is written. */
export type Outcome =
  | { readonly kind: 'silence' }
  | {
      readonly kind: 'reject'
      readonly status: number
      /** With 135: the last accepted number. */
      readonly sequence?: number
      readonly mmb?: Mmb | undefined
    }
  | {
      readonly kind: 'accept'
      readonly prefixes: readonly string[]
      readonly linkLocal: string | undefined
      /** Granted, in units of 4 s; 0 for a de-registration. */
      readonly lifetime: number
      /** Told in the answer when multipath is enabled for the session. */
      readonly mmb: Mmb | undefined
    }

const silence: Outcome = { kind: 'silence' }
type BindPlan = Extract<Plan, { kind: 'bind' }>

/** Carries out accepted requests: RFC 5213 §5.3.2 to §5.3.5, and the multipath part of RFC 8278. */
export class Registrar {
  constructor(
    private readonly anchor: Anchor,
    private readonly cache: BindingCache,
    private readonly pools: PrefixPools,
  ) {}

  /** `session` is the one the lookup found; without it the request is for a new one. */
  handle(
    request: Request,
    profile: Profile | undefined,
    session: Session | undefined,
    asked: Asked,
  ): Outcome {
    if (session !== undefined) {
      const byBid = asked.kind === 'path' && session.multipath
      const binding = byBid ? session.entries.get(asked.mmb.bid)?.binding : bindingAt(session, request.careOf)
      const sequence = staleSequence(this.anchor, request, binding)
      if (sequence !== undefined) return this.#sequenceFault(session, request, sequence)
    }
    return request.lifetime === 0
      ? this.#deregister(request, session, asked)
      : this.#register(request, profile, session, asked)
  }

  #sequenceFault(session: Session, request: Request, last: number): Outcome {
    if (this.anchor.has('rejected-sequence-stored'))
      for (const entry of session.entries.values())
        entry.binding = { ...entry.binding, sequence: Math.max(request.sequence, last) + 1 }
    return { kind: 'reject', status: Status.SEQUENCE_NUMBER_OUT_OF_WINDOW, sequence: last }
  }

  #register(
    request: Request,
    profile: Profile | undefined,
    found: Session | undefined,
    asked: Asked,
  ): Outcome {
    const refused = found === undefined ? this.#newSessionFault(request, profile) : undefined
    if (refused !== undefined) return { kind: 'reject', status: refused }
    const plan = planRegistration(this.anchor, request, profile, found, asked)
    if (plan.kind !== 'bind') return plan
    if (this.#losesConcurrentPath(found, plan)) return silence
    const session = found ?? this.#open(request, profile)
    if (session === undefined) return { kind: 'reject', status: Status.INSUFFICIENT_RESOURCES }
    const lifetime = this.#granted(request)
    const isHandoff = found !== undefined && bindingAt(found, request.careOf)?.careOf !== request.careOf
    this.#bind(request, session, plan, lifetime)
    if (isHandoff ? this.anchor.has('prefix-changes-on-handoff') : this.#changesPrefixOnRefresh(found))
      this.cache.renumber(session, this.pools.main.allocate(session.prefixes.length) ?? session.prefixes)
    if (found !== undefined && this.anchor.has('refresh-keeps-one-prefix'))
      this.cache.renumber(session, session.prefixes.slice(0, 1))
    return this.#accepted(request, session, lifetime, plan.mmb)
  }

  /** RFC 5213 §5.3.2-1 to -3, and §5.4: a prefix in use elsewhere is not this session's. */
  #newSessionFault(request: Request, profile: Profile | undefined): number | undefined {
    if (this.#choosesPrefixes(request)) return undefined
    const supply = this.pools.of(profile)
    if (this.anchor.has('prefix-by-name-refused')) return Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX
    const granted = request.prefixes.every(
      (p) => supply.owns(p.prefix, p.prefixLength) && supply.isFree(p.prefix),
    )
    const some = request.prefixes.some((p) => supply.isFree(p.prefix))
    if (granted || this.anchor.has('foreign-prefix-accepted')) return undefined
    const isReserved = request.prefixes.every((p) => this.pools.isReserved(p.prefix, p.prefixLength))
    if (isReserved && this.anchor.has('prefix-of-other-profile-granted')) return undefined
    if (some && this.anchor.has('one-good-prefix-is-enough')) return undefined
    return Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX
  }

  /** The prefixes of a new session are ours to choose. */
  #choosesPrefixes({ node, prefixes }: Request): boolean {
    if (prefixes.length === 0 || prefixes.some((p) => p.prefix === ALL_ZERO)) return true
    if (node === undefined || this.anchor.choice['prefix-of-own-session'] === 'reject') return false
    const known = this.cache.node(node)
    return known !== undefined && prefixes.every((p) => this.cache.byPrefix(p.prefix)?.node === known)
  }

  #open(request: Request, profile: Profile | undefined): Session | undefined {
    const { node } = request
    if (node === undefined) return undefined
    const anew = this.#choosesPrefixes(request)
    const prefixes = anew ? this.#allocate(profile) : request.prefixes.map((p) => p.prefix)
    if (prefixes === undefined) return undefined
    if (!anew) for (const prefix of prefixes) this.pools.of(profile).take(prefix)
    return this.cache.create(node, prefixes)
  }

  #allocate(profile: Profile | undefined): readonly string[] | undefined {
    const count = profile?.prefixes ?? 1
    const prefixes = this.pools.of(profile).allocate(count)
    if (!this.anchor.has('same-prefix-for-all') || prefixes === undefined) return prefixes
    if (this.#shared.length < count) this.#shared = prefixes
    return this.#shared
  }
  #shared: readonly string[] = []

  /** RFC 6275 §10.3.1: never above what was asked for. */
  #granted(request: Request): number {
    const lifetime = Math.min(request.lifetime, this.anchor.config.maxLifetime)
    if (this.anchor.has('lifetime-above-request')) return Math.min(0xffff, lifetime + 10)
    return this.anchor.choice['granted-lifetime'] === 'half' ? Math.max(1, lifetime >> 1) : lifetime
  }

  /** The accepted values go into the Binding Cache entry (RFC 5213 §5.3.2-4, §5.3.3-1, §5.3.4-1). */
  #bind(request: Request, session: Session, plan: BindPlan, lifetime: number): void {
    const { anchor, cache } = this
    const { mmb } = plan
    const bid = plan.bid === null ? null : storedBid(anchor, plan.bid)
    const entry = session.entries.get(bid) ?? (plan.alone ? session.entries.get(null) : undefined)
    const old = entry?.binding
    const access = request.accessTechnology?.value ?? 0
    session.linkLayer = anchor.has('link-layer-identifier-not-stored') ? '' : request.linkLayerKey
    if (!anchor.has('access-technology-of-first-request-kept') || old === undefined)
      session.accessTechnology = access
    session.multipath = mmb !== undefined || (session.multipath && !plan.alone)
    if (mmb !== undefined) session.magId = plan.magId
    if (old !== undefined) session.refreshedAt = anchor.clock.now()
    storeTimestamp(anchor, session, request)
    const kept = mmb === undefined && bid !== null ? old : undefined
    const stays = old !== undefined && anchor.has('handoff-keeps-old-care-of-address')
    if (!(entry?.waiting && anchor.has('registration-does-not-end-wait')))
      cache.bind(session, {
        bid,
        careOf: stays ? old.careOf : request.careOf,
        accessTechnology: mmb?.accessTechnology ?? kept?.accessTechnology ?? access,
        label: mmb === undefined ? kept?.label : labelToStore(anchor, mmb.label, old?.label),
        sequence: sequenceToStore(anchor, request),
        lifetime:
          old !== undefined && keepsLifetime(anchor, mmb) ? Math.min(old.lifetime, lifetime) : lifetime,
      })
    const bound = session.entries.get(bid)?.binding
    if (bound !== undefined && anchor.has('two-mmb-make-two-bindings'))
      for (const { bid: more } of findAll(request.message, 'mag-multipath-binding').slice(1))
        cache.bind(session, { ...bound, bid: more })
    this.#others(session, plan, bid, lifetime)
  }

  /** The other bindings of the session: O replaces them, B gives them the new lifetime (RFC 8278 §4.1). */
  #others(session: Session, plan: BindPlan, bid: number | null, lifetime: number): void {
    const { anchor, cache } = this
    const others = [...session.entries.keys()].filter((other) => other !== bid)
    if (plan.alone && !(plan.mmb?.overwrite && anchor.has('overwrite-keeps-first-path')))
      cache.unbindOthers(session, bid)
    if (plan.instead !== undefined) cache.unbind(session, plan.instead)
    if (plan.instead !== undefined && anchor.has('second-bid-loses-path')) cache.unbind(session, bid)
    if (bid !== null && anchor.has('bid-shared-by-all-nodes'))
      for (const { sessions } of [...cache.nodes()])
        for (const other of [...sessions]) if (other !== session) cache.unbind(other, bid)
    const deaf = session.entries.keys().next().value !== bid && anchor.has('bulk-of-first-path-only')
    const given = anchor.has('bulk-doubles-lifetime') ? 2 * lifetime : lifetime
    if (plan.bulk && !deaf && !anchor.has('bulk-removes-others'))
      for (const other of others)
        if (
          !anchor.has('bulk-never-shortens') ||
          lifetime > (session.entries.get(other)?.binding.lifetime ?? 0)
        )
          cache.extend(session, other, given)
    if (plan.bulk && anchor.has('bulk-removes-others')) cache.unbindOthers(session, bid)
    if (plan.mmb?.overwrite && others.length > 0 && anchor.has('overwrite-removes-itself'))
      cache.unbind(session, bid)
    if (anchor.has('acceptance-creates-no-binding')) cache.unbind(session, bid)
    const label = session.entries.get(bid)?.binding.label
    if (anchor.has('label-of-last-refresh-for-all'))
      for (const entry of session.entries.values()) entry.binding = { ...entry.binding, label }
  }

  #deregister(request: Request, session: Session | undefined, asked: Asked): Outcome {
    const { anchor, cache } = this
    if (session === undefined) {
      if (!anchor.has('deregistration-without-session-answered')) return silence
      const prefixes = request.prefixes.map((p) => p.prefix)
      return { kind: 'accept', prefixes, linkLocal: undefined, lifetime: 0, mmb: undefined }
    }
    const plan = planDeregistration(anchor, request, session, asked)
    if (plan.kind !== 'remove') return plan
    storeTimestamp(anchor, session, request)
    const answer = this.#accepted(request, session, 0, plan.mmb)
    for (const bid of plan.bids) {
      const entry = session.entries.get(bid)
      if (entry !== undefined)
        entry.binding = { ...entry.binding, sequence: sequenceToStore(anchor, request) }
      cache.deregister(session, bid)
    }
    return answer
  }

  #accepted(request: Request, session: Session, lifetime: number, mmb: Mmb | undefined): Outcome {
    const linkLocal = linkLocalFor(this.anchor, session, request)
    return { kind: 'accept', prefixes: session.prefixes, linkLocal, lifetime, mmb }
  }

  #changesPrefixOnRefresh(found: Session | undefined): boolean {
    return found !== undefined && !found.multipath && this.anchor.has('prefix-changes-on-refresh')
  }

  #losesConcurrentPath(session: Session | undefined, plan: BindPlan): boolean {
    if (session === undefined || !this.anchor.has('concurrent-path-lost')) return false
    const isNewPath = session.multipath && !session.entries.has(plan.bid)
    return (
      isNewPath && activeBindings(session).length > 0 && this.anchor.clock.now() - session.refreshedAt < 50
    )
  }
}

function keepsLifetime(anchor: Anchor, mmb: Mmb | undefined): boolean {
  return (
    anchor.has('refresh-keeps-old-lifetime') ||
    (mmb?.overwrite === true && anchor.has('overwrite-keeps-old-lifetime'))
  )
}

function labelToStore(anchor: Anchor, label: number, old: number | undefined): number {
  if (anchor.has('label-stored-plus-one')) return (label + 1) & 0xff
  return anchor.has('label-of-first-request-kept') ? (old ?? label) : label
}
