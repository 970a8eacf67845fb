import { type Clock, type Endpoint, saysNobodyListens } from '../../link/index.js'
import type { Profile } from '../../model/index.js'
import { type BindingUpdate, find, type Message } from '../../wire/index.js'
import type { BindingErrors } from '../binding-errors.js'
import type { Damage } from '../fields.js'
import type { HeartbeatAnswer, HeartbeatAsk } from '../heartbeat.js'
import type { HeartbeatsHeard } from '../heartbeats-heard.js'
import { Loss } from '../loss.js'
import type { MobileNode } from '../node.js'
import type { NodePool } from '../node-pool.js'
import type { Tag } from '../trace.js'
import { Answer, type Reaction, type Request } from './answer.js'
import { type Changes, type Composer, compose, Handoff, type Purpose } from './compose.js'
import { Correspondence, type CorrespondenceOptions, type Seen } from './correspondence.js'
import type { DeviceFacts } from './facts.js'
import { remember, sessionOf } from './remember.js'
import { retransmissionIntervals } from './retransmission.js'

/** Nothing is answered any more, not even a plain registration of a fresh node, three times in a row. */
export class DeviceMute extends Error {
  override readonly name = 'DeviceMute'
  constructor(readonly request: Request) {
    super('the device answers nothing any more')
  }
}

/** The device lives, but this request did not reach it: ICMPv6 says so. */
export class Undelivered extends Error {
  override readonly name = 'Undelivered'
  constructor(readonly request: Request) {
    super('the request did not reach the device')
  }
}

export interface MagOptions extends CorrespondenceOptions {
  readonly facts: DeviceFacts
  readonly nodes: NodePool
  /** First sequence number; each PBU of the run takes the next one. */
  readonly firstSequence?: number
}

export interface ExchangeOptions {
  /** Milliseconds on top of the usual wait, for requests that a device may hold back (handoff state unknown). */
  readonly patience?: number
  /** Waits as long as the profile allows before silence is tested. */
  readonly full?: boolean
  /** What is done to the octets before they leave. */
  readonly damage?: Damage
}

const BARRIER_TRIES = 3
/** So often a de-registration is sent; more often where packets get lost: what stays behind is in the way of others. */
const RELEASES = 2
const RELEASES_WHERE_LOST = 5
const HEARTBEAT_TRIES = 3
/** Registrations at a time that only learn whether packets get lost. */
const ASKED_AT_ONCE = 4

/** An emulated MAG with several paths, towards an LMA under test (RFC 5213 §6.9, RFC 8278 §4.4). */
export class Mag implements Composer {
  readonly profile: Profile
  readonly facts: DeviceFacts
  readonly clock: Clock
  readonly loss = new Loss()
  readonly #options: MagOptions
  readonly #letters: Correspondence
  readonly #tidying = new Set<Promise<void>>()
  /** Attempts of cases in which something stayed unanswered, for a while or to the end. */
  readonly #missed = new Map<string, 'late' | 'yes'>()
  #sequence: number

  constructor(options: MagOptions) {
    this.#options = options
    this.profile = options.profile
    this.facts = options.facts
    this.clock = options.clock
    const onLate = (request: Request, seen: Seen) => {
      const attempt = attemptOf(request.tag)
      if (this.#missed.has(attempt)) this.#missed.set(attempt, 'late')
      options.onLate?.(request, seen)
    }
    this.#letters = new Correspondence({ ...options, onLate }, () => this.facts.answer / 2)
    this.#sequence = options.firstSequence ?? 0
  }

  /** The last PBU sent on behalf of a case. */
  lastAsked(id: string): Request | undefined {
    return this.#letters.lastAsked(id)
  }

  get endpoints(): readonly Endpoint[] {
    return this.#options.link.endpoints
  }

  /** Whether a message of this attempt of a case was given up, and whether an answer came all the same. */
  missed(id: string, attempt: number): 'no' | 'late' | 'yes' {
    return this.#missed.get(attemptOf({ case: id, attempt, step: '' })) ?? 'no'
  }

  /** The request that has waited longest for its answer. */
  get oldestUnanswered(): Request | undefined {
    return this.#letters.oldestUnanswered
  }

  /** Sends the PBU of a purpose, with changes, and resolves to what came back; silence is proven before it is told. */
  async ask(
    node: MobileNode,
    endpoint: Endpoint,
    purpose: Purpose,
    changes: Changes,
    tag: Tag,
    options: ExchangeOptions = {},
  ): Promise<Answer> {
    await this.#keepDistance(node)
    const message = compose(this, node, endpoint, purpose, this.#nextSequence(), changes)
    return this.exchange(node, endpoint, message, tag, {
      patience: this.#patience(message),
      ...(changes.damage !== undefined && { damage: changes.damage }),
      ...options,
    })
  }

  /** Sends a PBU as it is, and resolves to what came back. */
  async exchange(
    node: MobileNode,
    endpoint: Endpoint,
    message: BindingUpdate,
    tag: Tag,
    { patience = 0, full = false, damage }: ExchangeOptions = {},
  ): Promise<Answer> {
    const { request, reaction, done } = this.#letters.send(node, endpoint, message, tag, damage)
    const wait = (full ? this.profile.timing.answer : this.facts.answer) + patience
    try {
      const first = (await this.#within(reaction, wait)) ?? (await this.#testSilence(request, reaction))
      const objected = first.kind === 'icmp-error' && saysNobodyListens(first.error)
      const came = objected ? await this.#undelivered(request) : first
      if (came.kind === 'silence') {
        this.#miss(tag)
        node.exchanges.givenUp(request)
      }
      return conclude(request, came)
    } finally {
      done()
    }
  }

  /**
   * As {@link ask}, repeating an unanswered PBU with a newer Timestamp and a greater sequence number at growing
   * intervals (RFC 6275 §11.8, RFC 5213 §6.9.4). Only for PBUs that may be repeated without opening a second
   * session. Resolves to undefined when no try was answered.
   */
  async insist(
    node: MobileNode,
    endpoint: Endpoint,
    purpose: Purpose,
    changes: Changes,
    tag: Tag,
    tries: number,
    firstInterval?: number,
  ): Promise<Answer | undefined> {
    for (const interval of retransmissionIntervals(tries, firstInterval)) {
      await this.#keepDistance(node)
      const message = compose(this, node, endpoint, purpose, this.#nextSequence(), changes)
      const { request, reaction, done } = this.#letters.send(node, endpoint, message, tag)
      let came: Reaction | undefined
      try {
        came = await this.#within(reaction, interval)
      } finally {
        done()
      }
      if (isHarmless(purpose, changes)) this.#count(came)
      if (came !== undefined) return conclude(request, came)
      this.#miss(tag)
    }
    return undefined
  }

  /** Sends octets as they are, as one path's Mobility Header, and waits for nothing. */
  inject(endpoint: Endpoint, octets: Uint8Array, tag: Tag): Promise<void> {
    return this.#letters.inject(endpoint, octets, tag)
  }

  /** Sends a message that is no PBU, and waits for nothing. */
  send(endpoint: Endpoint, message: Message, tag: Tag): Promise<void> {
    return this.#letters.sendMessage(endpoint, message, tag)
  }

  /** Binding Errors of the device, asked for or not. */
  get errors(): BindingErrors {
    return this.#letters.errors
  }

  /** What the device's own Heartbeats find here. */
  get heard(): HeartbeatsHeard {
    return this.#letters.heard
  }

  /** Sends a Heartbeat request, three times at most, and resolves to the response (RFC 5847 §3.2) or to silence. */
  async heartbeat(endpoint: Endpoint, ask: HeartbeatAsk, tag: Tag): Promise<HeartbeatAnswer> {
    const { heartbeats } = this.#letters
    const waits = retransmissionIntervals(HEARTBEAT_TRIES, this.facts.answer)
    const requests: ReturnType<typeof heartbeats.request>[] = []
    try {
      for (const [i, wait] of waits.entries()) {
        const request = heartbeats.request(endpoint, ask, tag)
        requests.push(request)
        await this.#letters.sendMessage(endpoint, request.message, tag, ask.damage)
        // How fast PBUs are answered says nothing of Heartbeats: at last there is all the time that the profile gives.
        const most = i < waits.length - 1 ? wait : Math.max(wait, this.profile.timing.answer)
        const came = await this.#within(Promise.race(requests.map(({ response }) => response)), most)
        if (came !== undefined) return came
      }
    } finally {
      for (const { giveUp } of requests) giveUp()
    }
    this.#miss(tag)
    return { answered: false }
  }

  /** De-registers what the nodes have registered, beside whatever runs next, and gives them back to the pool. */
  tidy(nodes: readonly MobileNode[], tag: Tag): void {
    const work = this.#tidy(nodes, tag).finally(() => this.#tidying.delete(work))
    this.#tidying.add(work)
  }

  /** Resolves when nothing is left to be de-registered. */
  async tidied(): Promise<void> {
    while (this.#tidying.size > 0) await Promise.all(this.#tidying)
  }

  async #tidy(nodes: readonly MobileNode[], tag: Tag): Promise<void> {
    for (const node of nodes) {
      await this.release(node, tag)
      this.#options.nodes.rest(node)
    }
  }

  /** De-registers whatever is live of a node; repeated when unanswered. Never throws. */
  async release(node: MobileNode, tag: Tag): Promise<void> {
    for (const registration of node.registrations) {
      if (!registration.live) continue
      try {
        await this.insist(
          node,
          registration.endpoint,
          'deregister',
          sessionOf(registration),
          tag,
          this.loss.seen ? RELEASES_WHERE_LOST : RELEASES,
          this.facts.answer + this.facts.grace,
        )
      } catch (error) {
        this.#options.onFault(error)
      }
      registration.live = false
    }
  }

  /** Asks plain registrations of fresh nodes until it is known whether the path loses packets. */
  async learnLoss(tag: Tag): Promise<void> {
    const [endpoint] = this.endpoints
    const ask = async () => {
      while (endpoint !== undefined && !this.loss.isKnown)
        if ((await this.barrier(endpoint, tag)) === undefined) return
    }
    await Promise.all(Array.from({ length: Math.min(this.profile.lanes, ASKED_AT_ONCE) }, ask))
  }

  #miss(tag: Tag): void {
    const attempt = attemptOf(tag)
    if (!this.#missed.has(attempt)) this.#missed.set(attempt, 'yes')
  }

  #count(came: Reaction | undefined): void {
    if (came === undefined) this.loss.unanswered()
    else if (came.kind === 'acknowledgement') this.loss.answered()
  }

  #nextSequence(): number {
    this.#sequence = (this.#sequence + 1) & 0xffff
    return this.#sequence
  }

  /** A device may hold back its answer while it waits for a de-registration by another MAG (RFC 5213 §5.4.1.2). */
  #patience(message: BindingUpdate): number {
    const unknown = find(message, 'handoff-indicator')?.value === Handoff.unknown
    return unknown && message.lifetime > 0 ? this.profile.timers.maxDelayBeforeNewBceAssign : 0
  }

  /** PBUs of one node keep the distance that calibration found safe, for devices that stamp them on arrival. */
  async #keepDistance(node: MobileNode): Promise<void> {
    const left = node.lastHeardOf + this.facts.spacing - this.clock.now()
    if (left > 0) await this.clock.sleep(left)
  }

  get dialect() {
    return this.#letters.dialect
  }

  /**
   * The network, or the host in the service's stead, says that nobody has got the request. Where it says so of what
   * is answered too, nothing but the silence counts.
   */
  async #undelivered(request: Request): Promise<Reaction> {
    const lives = await this.barrier(request.endpoint, request.tag)
    if (lives === undefined) throw new DeviceMute(request)
    if (!this.#letters.hostObjects) throw new Undelivered(request)
    return this.#silence(request)
  }

  async #testSilence(request: Request, reaction: Promise<Reaction>): Promise<Reaction> {
    const barrier = await this.barrier(request.endpoint, request.tag)
    if (barrier === undefined) throw new DeviceMute(request)
    return (await this.#within(reaction, this.facts.grace)) ?? this.#silence(request)
  }

  #silence(request: Request): Reaction {
    return {
      kind: 'silence',
      proof: 'a plain registration sent after it was answered, this was not',
      frame: undefined,
      after: this.clock.now() - request.sentAt,
    }
  }

  /** A plain valid registration of a fresh node on the same path: answered, the device lives and has read what came before. */
  async barrier(endpoint: Endpoint, tag: Tag): Promise<Answer | undefined> {
    const from = endpoint.beside === undefined ? endpoint : (this.endpoints[0] ?? endpoint)
    for (let i = 0; i < BARRIER_TRIES; i++) {
      const node = await this.#options.nodes.take()
      const step = { ...tag, step: 'barrier' }
      const answer = await this.insist(node, from, 'register', {}, step, 1, this.profile.timing.answer)
      if (answer?.pba === undefined) continue // an ICMPv6 error is a sign of the host, not of its mobility service
      this.tidy([node], { ...tag, step: 'clean-up of the barrier' })
      return answer
    }
    return undefined
  }

  #within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const cancel = this.clock.after(ms, () => resolve(undefined))
      promise.then(
        (value) => {
          cancel()
          resolve(value)
        },
        (error: unknown) => {
          cancel()
          reject(error)
        },
      )
    })
  }
}

/** The plainest registration: a device that lives answers it. */
function isHarmless(purpose: Purpose, changes: Changes): boolean {
  return purpose === 'register' && Object.keys(changes).length === 0
}

function attemptOf({ case: id, attempt = 1 }: Tag): string {
  return `${id ?? ''} ${attempt}`
}

function conclude(request: Request, reaction: Reaction): Answer {
  const answer = new Answer(request, reaction)
  remember(answer)
  return answer
}
