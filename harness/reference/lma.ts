import { Status } from '../catalogue/status-codes.js'
import { type Decoded, decode, findAll } from '../wire/index.js'
import { AnswerWriter, type Decided } from './answer.js'
import { type Behaviours, behaviours } from './behaviours.js'
import { BindingCache, isDeregistered, type Session } from './binding-cache.js'
import { Checks, type Objection } from './checks.js'
import { factoryTimers, type LmaConfig, type LmaSettings, lmaConfig } from './config.js'
import { fatalContent } from './crashes.js'
import type { DefectName } from './defects.js'
import type { Anchor, Environment, IncomingPacket } from './environment.js'
import { ErrorReporter } from './errors.js'
import { fatalToSession, harm } from './harm.js'
import { checkHeader } from './header.js'
import { afterRestart, HeartbeatMonitor } from './heartbeat.js'
import { lookup } from './lookup.js'
import { type Asked, askedFor } from './multipath-options.js'
import { type Listing, listBindings } from './observe.js'
import { Policy } from './policy.js'
import { PrefixPools } from './prefix-pool.js'
import { malformedFault, serviceFault, strangeFault } from './readings.js'
import { type Outcome, Registrar } from './registration.js'
import { isProxy, isUnicast, type Request, readRequest, unusableAddress } from './request.js'
import { withStrayCopies } from './stray-headers.js'

export interface LmaOptions {
  readonly config: LmaSettings
  /** Choices where the RFCs leave one; the defaults where left out. */
  readonly behaviours?: Partial<Behaviours>
  /** Rules to break. */
  readonly defects?: readonly DefectName[]
}

/** A request with HI 4 that waits for the old gateway to de-register the session (RFC 5213 §5.4.1.2-4). */
interface Pending {
  request: Request
  asked: Asked
  readonly session: Session
  readonly stop: () => void
}

/**
 * A local mobility anchor, signalling plane: RFC 5213 §5.3 to §5.5, RFC 6275 §9.2, RFC 5847 and RFC 8278. It takes
 * Mobility Headers in, and sends answers through its environment; it never throws.
 */
export class ReferenceLma implements Anchor {
  readonly config: LmaConfig
  readonly choice: Behaviours
  readonly #defects: ReadonlySet<DefectName>
  readonly #environment: Environment
  readonly #policy: Policy
  readonly #cache: BindingCache
  readonly #checks: Checks
  readonly #registrar: Registrar
  readonly #answers: AnswerWriter
  readonly #errors: ErrorReporter
  readonly #heartbeats: HeartbeatMonitor | undefined
  readonly #pending = new Map<string, Pending>()
  /** Bindings of each care-of address. */
  readonly #bindingsAt = new Map<string, number>()
  readonly #careOfBySession = new Map<Session, readonly string[]>()
  #dead = false

  constructor(options: LmaOptions, environment: Environment) {
    this.config = lmaConfig(options.config)
    this.choice = behaviours(options.behaviours)
    this.#defects = new Set(options.defects)
    this.#environment = withStrayCopies(environment, (defect) => this.has(defect))
    const reserved = this.config.nodes.flatMap(({ ownPrefix }) => ownPrefix ?? [])
    const pools = new PrefixPools(this.config.pool, reserved)
    this.#policy = new Policy(this, this.config)
    this.#cache = new BindingCache(this, pools)
    this.#cache.onChange = (session) => this.#changed(session)
    this.#checks = new Checks({ anchor: this, policy: this.#policy, cache: this.#cache })
    this.#registrar = new Registrar(this, this.#cache, pools)
    this.#answers = new AnswerWriter(this)
    this.#errors = new ErrorReporter(this, this.#environment.send)
    const { heartbeat } = this.config
    if (heartbeat !== undefined && this.choice.heartbeats === 'supported')
      this.#heartbeats = new HeartbeatMonitor(this, heartbeat, this.#environment.send, (careOf) =>
        this.#invalidate(careOf),
      )
  }

  get clock() {
    return this.#environment.clock
  }

  get random() {
    return this.#environment.random
  }

  has(defect: DefectName): boolean {
    return this.#defects.size > 0 && this.#defects.has(defect)
  }

  crash(): void {
    this.#dead = true
    this.close()
    this.#environment.crash?.()
  }

  /** One Mobility Header. Whatever is in it, this returns. */
  receive(packet: IncomingPacket): void {
    if (this.#dead || this.has('never-answers')) return
    const { source, destination, octets } = packet
    if (this.choice['host-errors'] === 'yes') this.#errors.nobodyListens(packet)
    const decoded = decode(octets, { source, destination }, this.config.numbers)
    const verdict = checkHeader(this, decoded, {
      heartbeat: this.#heartbeats !== undefined,
      revocation: false,
    })
    if (this.#dead) return
    switch (verdict.kind) {
      case 'discard':
        if (verdict.overrun) this.#refuseUnread(packet, decoded)
        return
      case 'binding-error':
        this.#errors.unknownType(packet)
        break
      case 'parameter-problem':
        this.#errors.parameterProblem(packet, verdict.offset)
        break
      case 'process':
        this.#process(packet, decoded)
        break
    }
  }

  /** MAGs that have bindings, as far as Heartbeats go to them. */
  heartbeatPeers(): readonly string[] {
    return this.#heartbeats?.peers ?? []
  }

  /** What of the configuration outlives a restart, and is another then. */
  configAfterRestart(): Partial<LmaConfig> {
    return {
      heartbeat: afterRestart(this.config.heartbeat, (defect) => this.has(defect)),
      ...(this.has('timers-lost-in-restart') && factoryTimers),
    }
  }

  /** Tells those MAGs that their bindings are lost, where it remembers them. */
  announceRestart(peers: readonly string[]): void {
    if (this.choice['peers-after-restart'] === 'remembered') this.#heartbeats?.announce(peers)
  }

  /** The binding cache now, as `observe` prints it. */
  bindings(): Listing {
    return listBindings(this, this.#cache)
  }

  /** Ends all timers. */
  close(): void {
    for (const { stop } of this.#pending.values()) stop()
    this.#pending.clear()
    this.#heartbeats?.close()
    this.#cache.close()
  }

  #process(packet: IncomingPacket, { message }: Decoded): void {
    if (isProxy(message, this.has('proxy-flag-not-needed')))
      this.#update(readRequest(this, message, packet.source, packet.destination))
    else if (message.kind === 'heartbeat') this.#heartbeats?.receive(packet, message)
    else if (message.kind === 'binding-error' && message.status === 2)
      this.#heartbeats?.unsupportedBy(packet.source)
    // A Binding Update without P is Mobile IPv6, of which this anchor is no home agent.
  }

  /** BU-08: a PBU whose options cannot be told apart may be refused, as one that has none. */
  #refuseUnread({ source, destination }: IncomingPacket, { message }: Decoded): void {
    if (this.choice['overrunning-option'] === 'silence' || !isProxy(message, false)) return
    const request = readRequest(this, { ...message, options: [] }, source, destination)
    this.#reject(request, { status: Status.REASON_UNSPECIFIED })
  }

  /** A Proxy Binding Update: RFC 5213 §5.3. */
  #update(request: Request): void {
    const waived = request.careOf !== request.source && this.has('alternate-coa-skips-checks')
    if (unusableAddress(this, request) && !waived) {
      if (this.choice['unusable-care-of'] === '174' && isUnicast(request.source))
        this.#reject(request, { status: Status.INVALID_CARE_OF_ADDRESS })
      return
    }
    if (fatalContent(this, request)) {
      this.crash()
      return
    }
    const fault = this.#fault(request, waived)
    if (fault === 'drop') return
    if (fault !== undefined) {
      this.#reject(request, typeof fault === 'number' ? { status: fault } : fault)
      return
    }
    const asked = askedFor(this, request)
    const found = lookup(this, this.#cache, request, asked)
    switch (found.kind) {
      case 'reject':
        this.#reject(request, found)
        break
      case 'wait':
        this.#wait(request, asked, found.session)
        break
      case 'new':
        this.#handle(request, undefined, asked)
        break
      case 'update':
        this.#handle(request, found.session, asked)
        break
    }
  }

  /** The first rule that objects, before the session is looked for. */
  #fault(request: Request, waived: boolean): Objection | undefined {
    const strange = strangeFault(this, request)
    if (strange !== undefined) return strange
    if (this.has('order-lookup-first')) {
      const early = lookup(this, this.#cache, request, askedFor(this, request))
      if (early.kind === 'reject') return early.status
      if (early.kind === 'new' && request.lifetime === 0) return 'drop'
    }
    return (
      (waived ? undefined : this.#checks.fault(request)) ??
      malformedFault(this, request) ??
      serviceFault(this, request)
    )
  }

  #handle(request: Request, session: Session | undefined, asked: Asked): void {
    if (fatalToSession(this, request, session)) {
      this.crash()
      return
    }
    const profile = request.node && this.#policy.find(request.node)
    const outcome = this.#registrar.handle(request, profile, session, asked)
    if (outcome.kind === 'reject') this.#reject(request, outcome)
    else if (outcome.kind === 'accept') this.#answer(request, outcome)
    harm(this, this.#cache, request, session, outcome.kind === 'accept')
    if (session !== undefined) this.#resume(session)
  }

  /** RFC 5213 §5.4.1.2-4, §5.4.1.3-3: up to MaxDelayBeforeNewBCEAssign. A repeated request takes the place of the first. */
  #wait(request: Request, asked: Asked, session: Session): void {
    const key = `${request.careOf} ${request.node?.text}`
    const waiting = this.#pending.get(key)
    if (waiting !== undefined) {
      waiting.request = request
      waiting.asked = asked
      return
    }
    if (this.has('unknown-handoff-waits-forever')) return
    const stop = this.clock.setTimer(this.config.maxDelayBeforeNewBceAssign, () => {
      const pending = this.#pending.get(key)
      this.#pending.delete(key)
      if (pending !== undefined) this.#handle(pending.request, undefined, pending.asked)
    })
    this.#pending.set(key, { request, asked, session, stop })
  }

  /** The session was de-registered: who waits for it may have it. */
  #resume(session: Session): void {
    if (
      this.#pending.size === 0 ||
      !isDeregistered(session) ||
      this.has('unknown-handoff-ignores-deregistration')
    )
      return
    for (const [key, pending] of this.#pending) {
      if (pending.session !== session) continue
      pending.stop()
      this.#pending.delete(key)
      this.#handle(pending.request, session.entries.size > 0 ? session : undefined, pending.asked)
      return
    }
  }

  #reject(request: Request, fault: Omit<Extract<Outcome, { kind: 'reject' }>, 'kind'>): void {
    this.#answer(request, { ...fault, kind: 'reject' })
    this.#afterRejection(request)
  }

  /** A rejection changes nothing (RFC 6275 §9.5.4, RFC 8278 §4.4): these defects make it. */
  #afterRejection(request: Request): void {
    const node = request.node && this.#cache.node(request.node)
    const [mmb] = findAll(request.message, 'mag-multipath-binding')
    if (node === undefined) {
      if (this.has('rejection-creates-binding'))
        this.#registrar.handle(request, undefined, undefined, { kind: 'plain' })
      return
    }
    if (this.has('rejected-timestamp-stored') && request.timestamp !== undefined)
      node.timestamp = request.timestamp.timestamp
    for (const session of [...node.sessions]) {
      if (this.has('rejection-removes-bindings')) this.#cache.unbindOthers(session, -1)
      if (this.has('rejection-ends-wait')) this.#cache.reprieve(session)
      if (mmb === undefined) continue
      if (mmb.overwrite && this.has('rejected-overwrite-removes-bindings'))
        this.#cache.unbindOthers(session, mmb.bid)
      if (!session.entries.has(mmb.bid) && this.has('refused-path-removes-others'))
        this.#cache.unbindOthers(session, -1)
    }
  }

  #answer(request: Request, decided: Decided): void {
    if (decided.kind === 'reject' && this.has('rejections-not-sent')) return
    const packet = this.#answers.write(request, decided)
    const delay = Number(this.choice['answer-delay']) + this.#defectiveDelay(request, decided)
    const copies = Number(this.choice.copies)
    const send = () => {
      for (let i = 0; i < copies && !this.#dead; i++) this.#environment.send(packet)
    }
    if (delay > 0) this.clock.setTimer(delay, send)
    else send()
  }

  #defectiveDelay(request: Request, { kind }: Decided): number {
    const late = kind === 'accept' && request.lifetime === 0 && this.has('deregistration-answered-after-wait')
    return late ? this.config.minDelayBeforeBceDelete + 200 : 0
  }

  /** Keeps count of the bindings of each gateway, for its Heartbeats. */
  #changed(session: Session): void {
    if (this.#heartbeats === undefined) return
    const before = this.#careOfBySession.get(session) ?? []
    const after = [...session.entries.values()].map((e) => e.binding.careOf)
    if (after.length === 0) this.#careOfBySession.delete(session)
    else this.#careOfBySession.set(session, after)
    for (const careOf of after) this.#count(careOf, 1)
    for (const careOf of before) this.#count(careOf, -1)
  }

  #count(careOf: string, change: number): void {
    const bindings = (this.#bindingsAt.get(careOf) ?? 0) + change
    if (bindings === 0) this.#bindingsAt.delete(careOf)
    else this.#bindingsAt.set(careOf, bindings)
    this.#heartbeats?.watch(careOf, bindings)
  }

  /** RFC 5847 §3.1, §3.2: the gateway is gone, or has forgotten its sessions. */
  #invalidate(careOf: string): void {
    for (const node of [...this.#cache.nodes()])
      for (const session of [...node.sessions])
        for (const [bid, { binding }] of [...session.entries])
          if (binding.careOf === careOf) this.#cache.unbind(session, bid)
  }
}
