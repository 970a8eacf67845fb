import type { Anchor } from './environment.js'
import type { PrefixPools } from './prefix-pool.js'
import type { NodeIdentity } from './request.js'

/** One care-of address of a session: the only one (RFC 5213), or a path under its Binding ID (RFC 8278 §4.1). */
export interface Binding {
  /** Null for the single binding of a session without multipath. */
  readonly bid: number | null
  readonly careOf: string
  /** If-ATT of the path; of a single binding the ATT option's value. */
  readonly accessTechnology: number
  /** If-Label; undefined for a single binding. */
  readonly label: number | undefined
  /** Of the last accepted PBU without Timestamp; undefined when that had one (RFC 5213 §5.5). */
  readonly sequence: number | undefined
  /** Granted, in units of 4 s. */
  readonly lifetime: number
}

/** A binding in the cache, with its running timer: the end of its lifetime, or of the wait after de-registration. */
interface Entry {
  binding: Binding
  expiresAt: number
  /** De-registered, and kept for MinDelayBeforeBCEDelete (RFC 5213 §5.3.5-2). */
  waiting: boolean
  stop: () => void
}

/** One mobility session: a Binding Cache entry of RFC 5213 §5.1, with the bindings RFC 8278 adds to it. */
export interface Session {
  readonly node: MobileNode
  prefixes: readonly string[]
  /** Hex; '' is ALL_ZERO. */
  linkLayer: string
  /** Value of the Access Technology Type option: the mobile node's own access link, not the WAN. */
  accessTechnology: number
  linkLocal: string | undefined
  /** Last accepted one; undefined is ALL_ZERO. */
  timestamp: bigint | undefined
  /** Sequence number beside that timestamp: an equal pair is a copy of the same message. */
  timestampSequence: number
  multipath: boolean
  magId: string | undefined
  /** When a binding there was got refreshed last, on the anchor's clock. */
  refreshedAt: number
  readonly entries: Map<number | null, Entry>
}

/** All sessions of one identifier; forgotten with the last of them. */
export interface MobileNode {
  readonly identity: NodeIdentity
  readonly sessions: Set<Session>
  /** Greatest timestamp accepted over all its sessions (RFC 5213 §5.5-6). */
  timestamp: bigint | undefined
}

const UNIT_MS = 4000

/** The Binding Cache: sessions by mobile node and by prefix, and the timers that end their bindings. */
export class BindingCache {
  readonly #nodes = new Map<string, MobileNode>()
  readonly #byPrefix = new Map<string, Session>()
  /** Called after a binding came, went or began to wait. */
  onChange: (session: Session) => void = () => {}

  constructor(
    private readonly anchor: Anchor,
    private readonly pools: PrefixPools,
  ) {}

  nodes(): Iterable<MobileNode> {
    return this.#nodes.values()
  }

  node(identity: NodeIdentity): MobileNode | undefined {
    return this.#nodes.get(nodeKey(identity))
  }

  byPrefix(prefix: string): Session | undefined {
    return this.#byPrefix.get(prefix)
  }

  /** A session without a binding yet. */
  create(identity: NodeIdentity, prefixes: readonly string[]): Session {
    const key = nodeKey(identity)
    const node: MobileNode = this.#nodes.get(key) ?? { identity, sessions: new Set(), timestamp: undefined }
    this.#nodes.set(key, node)
    const session: Session = {
      node,
      prefixes,
      linkLayer: '',
      accessTechnology: 0,
      linkLocal: undefined,
      timestamp: undefined,
      timestampSequence: 0,
      multipath: false,
      magId: undefined,
      refreshedAt: Number.NEGATIVE_INFINITY,
      entries: new Map(),
    }
    node.sessions.add(session)
    this.#index(session)
    return session
  }

  /** Registers or refreshes a binding under its BID and starts its lifetime anew. */
  bind(session: Session, binding: Binding): void {
    session.entries.get(binding.bid)?.stop()
    const entry: Entry = { binding, expiresAt: 0, waiting: false, stop: () => {} }
    session.entries.set(binding.bid, entry)
    this.#startLifetime(session, entry)
    this.onChange(session)
  }

  /** New lifetime of a binding that is alive (RFC 8278 §4.1, B flag). */
  extend(session: Session, bid: number | null, lifetime: number): void {
    const entry = session.entries.get(bid)
    if (entry === undefined || entry.waiting) return
    entry.stop()
    entry.binding = { ...entry.binding, lifetime }
    this.#startLifetime(session, entry)
  }

  /** RFC 5213 §5.3.5-2: kept for MinDelayBeforeBCEDelete, then deleted. */
  deregister(session: Session, bid: number | null): void {
    const entry = session.entries.get(bid)
    if (entry === undefined) return
    if (entry.waiting && this.anchor.choice['second-deregistration'] === 'first') return
    entry.stop()
    entry.waiting = true
    const { clock, config } = this.anchor
    if (this.anchor.has('deregistration-keeps-binding')) entry.stop = () => {}
    else if (this.anchor.has('deregistration-deletes-at-once')) this.unbind(session, bid)
    else entry.stop = clock.setTimer(config.minDelayBeforeBceDelete, () => this.unbind(session, bid))
    this.onChange(session)
  }

  /** What was de-registered lives on: only a defect does that. */
  reprieve(session: Session): void {
    for (const entry of session.entries.values()) {
      if (!entry.waiting) continue
      entry.stop()
      entry.waiting = false
      this.#startLifetime(session, entry)
    }
  }

  /** Removes a binding at once; the session goes with its last one. */
  unbind(session: Session, bid: number | null): void {
    const entry = session.entries.get(bid)
    if (entry === undefined) return
    entry.stop()
    session.entries.delete(bid)
    if (session.entries.size === 0) this.#delete(session)
    this.onChange(session)
  }

  /** Removes every binding but one. */
  unbindOthers(session: Session, bid: number | null): void {
    for (const other of [...session.entries.keys()]) if (other !== bid) this.unbind(session, other)
  }

  /** Takes a session's prefixes away and gives it others: only defects do that. */
  renumber(session: Session, prefixes: readonly string[]): void {
    this.#unindex(session)
    session.prefixes = prefixes
    this.#index(session)
  }

  /** Ends all timers; the cache is of no use afterwards. */
  close(): void {
    for (const node of this.#nodes.values())
      for (const session of node.sessions) for (const entry of session.entries.values()) entry.stop()
    this.#nodes.clear()
    this.#byPrefix.clear()
  }

  #startLifetime(session: Session, entry: Entry): void {
    const { anchor } = this
    const { bid, lifetime } = entry.binding
    const ms = lasts(anchor, lifetime)
    entry.expiresAt = anchor.clock.now() + ms
    if (anchor.has('expiry-ignored')) return
    entry.stop = anchor.clock.setTimer(ms, () => {
      if (anchor.has('expiry-removes-all-paths')) this.unbindOthers(session, bid)
      if (anchor.has('expiry-ends-all-sessions'))
        for (const other of [...session.node.sessions])
          if (other !== session) for (const each of [...other.entries.keys()]) this.unbind(other, each)
      this.unbind(session, bid)
    })
  }

  #delete(session: Session): void {
    this.#unindex(session)
    for (const prefix of session.prefixes) this.pools.release(prefix)
    session.node.sessions.delete(session)
    if (session.node.sessions.size === 0) this.#nodes.delete(nodeKey(session.node.identity))
  }

  #index(session: Session): void {
    for (const prefix of session.prefixes) this.#byPrefix.set(prefix, session)
  }

  #unindex(session: Session): void {
    for (const prefix of session.prefixes)
      if (this.#byPrefix.get(prefix) === session) this.#byPrefix.delete(prefix)
  }
}

/** Milliseconds that a lifetime in units of 4 s lasts. */
function lasts(anchor: Anchor, lifetime: number): number {
  if (anchor.has('lifetime-in-seconds')) return lifetime * 1000
  if (anchor.has('lifetime-of-eight-bits')) return (lifetime & 0xff) * UNIT_MS
  const advised = anchor.has('expires-at-refresh-advice') ? refreshAdvice(anchor, lifetime) : undefined
  return (advised ?? lifetime) * (anchor.has('expires-early') ? UNIT_MS / 2 : UNIT_MS)
}

/** RFC 6275 §10.3.1: after how many units of 4 s a refresh is welcome, if anything is said of it. */
export function refreshAdvice(anchor: Anchor, lifetime: number): number | undefined {
  const isGiven = anchor.choice['refresh-advice'] === 'given' || anchor.has('expires-at-refresh-advice')
  return isGiven && lifetime > 1 ? lifetime >> 1 : undefined
}

/** Bindings that are not on their way out. */
export function activeBindings(session: Session): readonly Binding[] {
  return [...session.entries.values()].filter((e) => !e.waiting).map((e) => e.binding)
}

/** Has every binding been de-registered? Then another gateway may take the session over (RFC 5213 §5.4.1.2-4). */
export function isDeregistered(session: Session): boolean {
  return activeBindings(session).length === 0
}

/** The binding at a care-of address; a single binding is meant wherever it is, since it may be handed over. */
export function bindingAt(session: Session, careOf: string): Binding | undefined {
  const all = [...session.entries.values()].map((e) => e.binding)
  return all.find((b) => b.careOf === careOf) ?? (all.length === 1 ? all[0] : undefined)
}

function nodeKey({ subtype, identifier }: NodeIdentity): string {
  return `${subtype} ${Buffer.from(identifier.buffer, identifier.byteOffset, identifier.byteLength).toString('latin1')}`
}
