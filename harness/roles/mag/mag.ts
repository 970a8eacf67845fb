import type { Clock, Endpoint, Link, Received } from '../../link/index.js'
import { readError, saysNobodyListens } from '../../link/index.js'
import type { Profile } from '../../model/index.js'
import {
  type BindingUpdate,
  type Decoded,
  decode,
  encode,
  find,
  findAll,
  type Heartbeat,
  type Option,
} from '../../wire/index.js'
import type { Damage } from '../fields.js'
import { type HeartbeatAnswer, Heartbeats, heartbeatResponse } from '../heartbeat.js'
import type { MobileNode } from '../node.js'
import type { NodePool } from '../node-pool.js'
import type { Tag, Trace } from '../trace.js'
import { Answer, type Reaction, type Request } from './answer.js'
import { type Changes, type Composer, compose, Handoff, type Purpose } from './compose.js'
import type { DeviceFacts } from './facts.js'
import { Pending, type Waiting } from './pending.js'
import { retransmissionIntervals } from './retransmission.js'

/** Nothing is answered any more, not even a plain registration of a fresh node, three times in a row. */
export class DeviceMute extends Error {
  override readonly name = 'DeviceMute'
  constructor(readonly request: Request) {
    super('the device answers nothing any more')
  }
}

/** A message of the device, with the request it belongs to: what standing rules look at. */
export interface Seen {
  readonly packet: Received
  readonly decoded: Decoded
  readonly frame: number
  readonly request: Request | undefined
}

export interface MagOptions {
  readonly profile: Profile
  readonly link: Link
  readonly clock: Clock
  readonly trace: Trace
  readonly facts: DeviceFacts
  readonly nodes: NodePool
  /** First sequence number; each PBU of the run takes the next one. */
  readonly firstSequence?: number
  readonly onSeen?: (seen: Seen) => void
  /** An answer to a request that was given up as unanswered. */
  readonly onLate?: (request: Request, seen: Seen) => void
  readonly onFault: (error: unknown) => void
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
const HEARTBEAT_TRIES = 3

/** An emulated MAG with several paths, towards an LMA under test (RFC 5213 §6.9, RFC 8278 §4.4). */
export class Mag implements Composer {
  readonly profile: Profile
  readonly facts: DeviceFacts
  readonly clock: Clock
  readonly #link: Link
  readonly #trace: Trace
  readonly #options: MagOptions
  readonly #pending = new Pending()
  readonly #heartbeats = new Heartbeats()
  readonly #tidying = new Set<Promise<void>>()
  #sequence: number
  /** The device was seen sending an answer more than once. */
  #sendsCopies = false
  /** Link clock of the last message of the device. */
  lastHeard = Number.NEGATIVE_INFINITY

  constructor(options: MagOptions) {
    this.#options = options
    this.profile = options.profile
    this.facts = options.facts
    this.clock = options.clock
    this.#link = options.link
    this.#trace = options.trace
    this.#sequence = options.firstSequence ?? 0
    this.#link.listen((packet) => this.#receive(packet), options.onFault)
  }

  /** The last PBU sent on behalf of a case. */
  lastAsked(id: string): Request | undefined {
    return this.#pending.last(id)
  }

  get endpoints(): readonly Endpoint[] {
    return this.#link.endpoints
  }

  /** The request that has waited longest for its answer. */
  get oldestUnanswered(): Request | undefined {
    return this.#pending.oldest
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
    const { waiting, reaction } = this.#send(node, endpoint, message, tag, damage)
    const wait = (full ? this.profile.timing.answer : this.facts.answer) + patience
    try {
      const came =
        (await this.#within(reaction, wait)) ?? (await this.#testSilence(waiting.request, reaction))
      if (came.kind === 'icmp-error' && saysNobodyListens(came.error)) await this.#testLife(waiting.request)
      return this.#conclude(waiting.request, came)
    } finally {
      this.#pending.done(waiting)
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
      const { waiting, reaction } = this.#send(node, endpoint, message, tag)
      const came = await this.#within(reaction, interval).finally(() => this.#pending.done(waiting))
      if (came !== undefined) return this.#conclude(waiting.request, came)
    }
    return undefined
  }

  #conclude(request: Request, reaction: Reaction): Answer {
    const answer = new Answer(request, reaction)
    remember(request.node, request.endpoint, answer)
    return answer
  }

  /** Sends octets as they are, as one path's Mobility Header, and waits for nothing. */
  inject(endpoint: Endpoint, octets: Uint8Array, tag: Tag): Promise<void> {
    this.#traceSent(endpoint, octets, tag)
    return this.#link.send(endpoint, this.profile.lma.address, octets)
  }

  /** Sends a Heartbeat request, three times at most, and resolves to the response (RFC 5847 §3.2) or to silence. */
  async heartbeat(endpoint: Endpoint, options: readonly Option[], tag: Tag): Promise<HeartbeatAnswer> {
    for (const wait of retransmissionIntervals(HEARTBEAT_TRIES, this.facts.answer)) {
      const request = this.#heartbeats.request(endpoint, options, tag)
      await this.#sendHeartbeat(endpoint, request.message, tag)
      const came = await this.#within(request.response, wait).finally(request.giveUp)
      if (came !== undefined) return came
    }
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

  #sendHeartbeat(endpoint: Endpoint, message: Heartbeat, tag: Tag): Promise<void> {
    const addresses = { source: endpoint.address, destination: this.profile.lma.address }
    return this.inject(endpoint, encode(message, addresses, this.dialect), tag)
  }

  /** De-registers whatever is live of a node; repeated when unanswered. Never throws. */
  async release(node: MobileNode, tag: Tag): Promise<void> {
    for (const registration of node.registrations) {
      if (!registration.live) continue
      const { bid, prefixes } = registration
      const changes: Changes = {
        multipath: bid === null ? false : { bid },
        ...(prefixes.length > 0 && { prefixes }),
      }
      try {
        await this.insist(
          node,
          registration.endpoint,
          'deregister',
          changes,
          tag,
          2,
          this.facts.answer + this.facts.grace,
        )
      } catch (error) {
        this.#options.onFault(error)
      }
      registration.live = false
    }
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
    const left = node.lastSentAt + this.facts.spacing - this.clock.now()
    if (left > 0) await this.clock.sleep(left)
  }

  #send(
    node: MobileNode,
    endpoint: Endpoint,
    message: BindingUpdate,
    tag: Tag,
    damage: Damage = (octets) => octets,
  ): { readonly waiting: Waiting; readonly reaction: Promise<Reaction> } {
    const destination = this.profile.lma.address
    const addresses = { source: endpoint.address, destination }
    const octets = damage(encode(message, addresses, this.dialect), addresses)
    const frame = this.#traceSent(endpoint, octets, tag)
    const request: Request = {
      endpoint,
      node,
      destination,
      tag,
      message,
      octets,
      frame,
      sentAt: this.clock.now(),
      ...(find(message, 'timestamp')?.timestamp === node.lastTimestamp && {
        validFor: this.profile.timers.timestampValidityWindow,
      }),
    }
    node.lastSentAt = request.sentAt
    node.lastSequence = message.sequence
    const { promise, resolve, reject } = deferred<Reaction>()
    const waiting: Waiting = { request, settle: resolve }
    this.#pending.add(waiting)
    this.#link.send(endpoint, destination, octets).catch(reject)
    return { waiting, reaction: promise }
  }

  get dialect() {
    const { multipathBinding, magIdentifier } = this.profile.numbers
    return { multipathBinding, magIdentifier }
  }

  /** The host has answered for a service that may be gone. */
  async #testLife(request: Request): Promise<void> {
    if ((await this.barrier(request.endpoint, request.tag)) === undefined) throw new DeviceMute(request)
  }

  async #testSilence(request: Request, reaction: Promise<Reaction>): Promise<Reaction> {
    const barrier = await this.barrier(request.endpoint, request.tag)
    if (barrier === undefined) throw new DeviceMute(request)
    const late = await this.#within(reaction, this.facts.grace)
    return (
      late ?? {
        kind: 'silence',
        proof: `a plain registration sent after it (frame ${barrier.request.frame}) was answered in frame ${barrier.frame}, this was not`,
        frame: undefined,
        after: this.clock.now() - request.sentAt,
      }
    )
  }

  /** A plain valid registration of a fresh node on the same path: answered, the device lives and has read what came before. */
  async barrier(endpoint: Endpoint, tag: Tag): Promise<Answer | undefined> {
    const path = this.#link.endpoints.find((e) => e.name === endpoint.name && e.name !== 'foreign-mag')
    const from = path ?? this.#link.endpoints[0] ?? endpoint
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

  #traceSent(endpoint: Endpoint, octets: Uint8Array, tag: Tag): number {
    return this.#trace.packet({
      ...tag,
      at: this.clock.now(),
      direction: 'sent',
      path: endpoint.name,
      source: endpoint.address,
      destination: this.profile.lma.address,
      protocol: 135,
      octets,
    })
  }

  #receive(packet: Received): void {
    if (packet.protocol === 58) return this.#receiveError(packet)
    if (packet.source !== this.profile.lma.address) return
    this.lastHeard = packet.at
    const decoded = decode(
      packet.octets,
      { source: packet.source, destination: packet.endpoint.address },
      this.dialect,
    )
    const matched = this.#pending.match(packet, decoded) ?? this.#answeredByError(packet, decoded)
    const copy = this.#copyOf(packet, matched?.request)
    const waiting = copy === undefined ? matched : undefined
    const request = waiting?.request ?? copy ?? this.#pending.past(packet, decoded)
    const heartbeat = this.#heartbeats.match(packet, decoded.message)
    const stray = waiting === undefined && heartbeat === undefined
    const frame = this.#traceReceived(packet, request?.tag ?? heartbeat?.tag, stray)
    const seen: Seen = { packet, decoded, frame, request }
    this.#options.onSeen?.(seen)
    if (decoded.message.kind === 'heartbeat') {
      heartbeat?.settle({ answered: true, message: decoded.message, frame })
      this.#respond(packet.endpoint, decoded.message)
      return
    }
    if (waiting !== undefined) {
      waiting.request.node.lastAnswer = { octets: packet.octets, request: waiting.request }
      waiting.settle(reactionOf(packet, decoded, frame, waiting.request))
    } else if (request !== undefined) {
      if (sameOctets(packet.octets, request.node.lastAnswer?.octets)) this.#sendsCopies = true
      else this.#options.onLate?.(request, seen)
    }
  }

  /** Second copies of an answer may come when the next request of the node is out already. */
  #copyOf(packet: Received, request: Request | undefined): Request | undefined {
    const last = request?.node.lastAnswer
    return this.#sendsCopies && sameOctets(packet.octets, last?.octets) ? last?.request : undefined
  }

  /** The device watches us: it is told that we live (RFC 5847 §3.2). */
  #respond(endpoint: Endpoint, request: Heartbeat): void {
    const response = heartbeatResponse(request)
    if (response === undefined) return
    this.#sendHeartbeat(endpoint, response, { step: 'Heartbeat response' }).catch(this.#options.onFault)
  }

  #answeredByError(packet: Received, { message }: Decoded): Waiting | undefined {
    return message.kind === 'binding-error' ? this.#pending.only(packet) : undefined
  }

  #receiveError(packet: Received): void {
    const error = readError(packet.octets)
    const waiting = this.#pending.quoted(packet)
    if (error === undefined || error.destination !== this.profile.lma.address) return
    const frame = this.#traceReceived(packet, waiting?.request.tag, waiting === undefined)
    waiting?.settle({ kind: 'icmp-error', error, frame, after: packet.at - waiting.request.sentAt })
  }

  #traceReceived(packet: Received, tag: Tag | undefined, stray: boolean): number {
    const step =
      tag === undefined
        ? 'nobody asked for it'
        : stray
          ? `again, or late: ${tag.step}`
          : `answer to ${tag.step}`
    return this.#trace.packet({
      ...tag,
      step,
      at: packet.at,
      direction: 'received',
      path: packet.endpoint.name,
      source: packet.source,
      destination: packet.endpoint.address,
      protocol: packet.protocol,
      octets: packet.octets,
    })
  }
}

function reactionOf(packet: Received, decoded: Decoded, frame: number, request: Request): Reaction {
  const after = packet.at - request.sentAt
  if (decoded.message.kind === 'binding-acknowledgement')
    return {
      kind: 'acknowledgement',
      pba: decoded.message,
      issues: decoded.issues,
      octets: packet.octets,
      source: packet.source,
      frame,
      after,
    }
  if (decoded.message.kind === 'binding-error')
    return { kind: 'binding-error', message: decoded.message, frame, after }
  throw new RangeError(`a ${decoded.message.kind} answers no PBU`)
}

/** Keeps the node's Binding Update List entry as the answer says (RFC 5213 §6.9.1.2). */
function remember(node: MobileNode, endpoint: Endpoint, answer: Answer): void {
  const bid = askedBid(answer)
  const registration = node.registration(endpoint, bid)
  if (!answer.accepted) return
  if (answer.request.message.lifetime === 0) {
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
  node.accessTechnology ??= find(answer.request.message, 'access-technology-type')?.value
  if (find(answer.request.message, 'mobile-node-link-layer-identifier') !== undefined)
    node.carriesLinkLayerId = true
}

/** BID a request asked for. An option sent malformed on purpose names the one it was granted. */
function askedBid({ request: { message }, multipath }: Answer): number | null {
  const asked = find(message, 'mag-multipath-binding')
  if (asked !== undefined) return asked.bid
  const spoilt = findAll(message, 'malformed').some((o) => o.of === 'mag-multipath-binding')
  return spoilt ? (multipath?.bid ?? null) : null
}

function sameOctets(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && a.length === b.length && a.every((octet, i) => octet === b[i])
}

function deferred<T>() {
  let resolve!: (value: T) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
