import {
  type Clock,
  type Endpoint,
  type Link,
  type Received,
  readError,
  saysNobodyListens,
} from '../../link/index.js'
import type { Profile } from '../../model/index.js'
import {
  type BindingUpdate,
  type Decoded,
  type Dialect,
  decode,
  encode,
  find,
  type Message,
} from '../../wire/index.js'
import { BindingErrors } from '../binding-errors.js'
import type { Damage } from '../fields.js'
import { Heartbeats } from '../heartbeat.js'
import { type HeardHeartbeat, HeartbeatsHeard } from '../heartbeats-heard.js'
import type { MobileNode, Prefix } from '../node.js'
import type { Tag, Trace } from '../trace.js'
import type { Reaction, Request } from './answer.js'
import { isCertain, Pending, type Waiting } from './pending.js'

/** A message of the device, with the request it belongs to: what standing rules look at. */
export interface Seen {
  readonly packet: Received
  readonly decoded: Decoded
  readonly frame: number
  readonly request: Request | undefined
  /** Of a PBU: home network prefixes that answers of ours have named for its node. */
  readonly given?: readonly Prefix[]
}

export interface CorrespondenceOptions {
  readonly profile: Profile
  readonly link: Link
  readonly clock: Clock
  readonly trace: Trace
  readonly onSeen?: (seen: Seen) => void
  /** An answer to a request that was given up as unanswered. */
  readonly onLate?: (request: Request, seen: Seen) => void
  readonly onFault: (error: unknown) => void
}

/** A request on its way: settled by what answers it. */
export interface Underway {
  readonly request: Request
  readonly reaction: Promise<Reaction>
  /** Nobody waits for it any more; what comes now is late. */
  readonly done: () => void
}

interface Attribution {
  readonly waiting: Waiting | undefined
  readonly request: Request | undefined
  readonly isCopy: boolean
  readonly certain: boolean
}

const asIs: Damage = (octets) => octets

/** What goes to the LMA and comes from it: each packet taken down, each answer given to the request it belongs to. */
export class Correspondence {
  readonly #options: CorrespondenceOptions
  readonly #pending = new Pending()
  readonly heartbeats = new Heartbeats()
  readonly heard: HeartbeatsHeard
  readonly errors = new BindingErrors()
  /** How often the device was seen sending one answer. */
  #copies = 1
  #hostObjects = false

  /** @param held how long an answer may trail behind an objection of the device's host, milliseconds. */
  constructor(
    options: CorrespondenceOptions,
    private readonly held: () => number,
  ) {
    this.#options = options
    this.heard = new HeartbeatsHeard(options.clock)
    options.link.listen(
      (packet) => this.#receive(packet),
      options.onFault,
      (packet) => this.#showCorrupt(packet),
    )
  }

  get dialect(): Dialect {
    return this.#options.profile.numbers
  }
  get #lmaa(): string {
    return this.#options.profile.lma.address
  }

  /** The host objects to Mobility Headers that its mobility service answers: what it says of others tells nothing. */
  get hostObjects(): boolean {
    return this.#hostObjects
  }
  /** The last PBU sent on behalf of a case. */
  lastAsked(id: string): Request | undefined {
    return this.#pending.last(id)
  }
  /** The request that has waited longest for its answer. */
  get oldestUnanswered(): Request | undefined {
    return this.#pending.oldest
  }

  /** Sends a PBU. A host that refuses to send it rejects the reaction. */
  send(node: MobileNode, endpoint: Endpoint, message: BindingUpdate, tag: Tag, damage = asIs): Underway {
    const { clock, link, profile } = this.#options
    const addresses = { source: endpoint.address, destination: this.#lmaa }
    const octets = damage(encode(message, addresses, this.dialect), addresses)
    const frame = this.#traceSent(endpoint, octets, tag)
    const request: Request = {
      endpoint,
      node,
      destination: this.#lmaa,
      tag,
      message,
      octets,
      frame,
      sentAt: clock.now(),
      ...(find(message, 'timestamp')?.timestamp === node.lastTimestamp && {
        validFor: profile.timers.timestampValidityWindow,
      }),
      besides: node.exchanges.underway,
    }
    node.exchanges.sent(request)
    node.lastHeardOf = request.sentAt
    let waiting: Waiting | undefined
    const reaction = new Promise<Reaction>((resolve, reject) => {
      waiting = { request, settle: resolve }
      this.#pending.add(waiting)
      link.send(endpoint, this.#lmaa, octets).catch(reject)
    })
    return { request, reaction, done: () => waiting && this.#pending.done(waiting) }
  }

  /** Sends octets as they are, as one path's Mobility Header, and waits for nothing. */
  inject(endpoint: Endpoint, octets: Uint8Array, tag: Tag): Promise<void> {
    this.#traceSent(endpoint, octets, tag)
    return this.#options.link.send(endpoint, this.#lmaa, octets)
  }

  /** Sends any message that is no PBU, and waits for nothing. */
  sendMessage(endpoint: Endpoint, message: Message, tag: Tag, damage = asIs): Promise<void> {
    const addresses = { source: endpoint.address, destination: this.#lmaa }
    return this.inject(endpoint, damage(encode(message, addresses, this.dialect), addresses), tag)
  }

  #receive(packet: Received): void {
    if (packet.protocol === 58) this.#receiveError(packet)
    else this.#receiveMessage(packet)
  }

  #receiveMessage(packet: Received): void {
    const { source, endpoint, octets } = packet
    const decoded = decode(octets, { source, destination: endpoint.address }, this.dialect)
    const { waiting, request, isCopy, certain } = this.#attribute(packet, decoded)
    // Whoever else is on the link is none of ours, unless it answers a request of ours.
    if (source !== this.#lmaa && request === undefined) return
    const heartbeat = this.heartbeats.match(packet, decoded.message)
    const stray = waiting === undefined && heartbeat === undefined
    const watched = decoded.message.kind === 'heartbeat' ? this.heard.tagOf(endpoint.name) : undefined
    const frame = this.#traceReceived(packet, request?.tag ?? heartbeat?.tag ?? watched, stray)
    const seen: Seen = { packet, decoded, frame, request }
    this.#options.onSeen?.(certain ? seen : { ...seen, request: undefined })
    if (decoded.message.kind === 'binding-error') this.errors.add(endpoint.name, packet.at)
    if (decoded.message.kind === 'heartbeat') {
      heartbeat?.settle({ answered: true, message: decoded.message, frame })
      this.#respond(endpoint, { message: decoded.message, path: endpoint.name, frame, at: packet.at })
      return
    }
    if (request === undefined) return
    request.node.lastHeardOf = packet.at
    if (isCopy) return
    if (waiting?.objected) this.#hostObjects = true
    if (waiting !== undefined) waiting.settle(reactionOf(packet, decoded, frame, request, certain))
    else this.#options.onLate?.(request, seen)
    request.node.exchanges.answered(request, octets, certain)
  }

  /** The request that a message answers, waiting for it or given up, and whether it could be no other. */
  #attribute(packet: Received, decoded: Decoded): Attribution {
    const matched = this.#pending.match(packet, decoded) ?? this.#answeredByError(packet, decoded)
    const request = matched?.request ?? this.#pending.past(packet, decoded)
    const kept = request?.node.exchanges.copied(packet.octets)
    // Two requests may be refused with the same octets: what has come as often as answers do is the next one's own.
    if (kept !== undefined && (matched === undefined || kept.times < this.#copies)) {
      this.#copies = Math.max(this.#copies, ++kept.times)
      return { waiting: undefined, request: kept.request, isCopy: true, certain: kept.certain }
    }
    return { waiting: matched, request, isCopy: false, certain: isCertain(decoded, request) }
  }

  /** With a wrong checksum a PBA is none that a MAG may take (RFC 6275 §9.2); the rule about that looks at it. */
  #showCorrupt(packet: Received): void {
    const { source, endpoint, octets } = packet
    if (source !== this.#lmaa) return
    const decoded = decode(octets, { source, destination: endpoint.address }, this.dialect)
    const request = this.#pending.match(packet, decoded)?.request ?? this.#pending.past(packet, decoded)
    if (request === undefined) return
    // Where it went is not known: to where it should, as far as the rule is concerned.
    const shown = { ...packet, endpoint: request.endpoint }
    const frame = this.#traceReceived(shown, request.tag, true)
    this.#options.onSeen?.({ packet: shown, decoded, frame, request })
  }

  /** The device watches us: it is told that we live (RFC 5847 §3.2). */
  #respond(endpoint: Endpoint, heard: HeardHeartbeat): void {
    const response = this.heard.hear(heard)
    if (response === undefined) return
    const tag = { ...this.heard.tagOf(endpoint.name), step: `${response.kind} to a Heartbeat` }
    this.sendMessage(endpoint, response, tag).catch(this.#options.onFault)
  }

  #answeredByError(packet: Received, { message }: Decoded): Waiting | undefined {
    return message.kind === 'binding-error' ? this.#pending.erroneous(packet) : undefined
  }

  #receiveError(packet: Received): void {
    const error = readError(packet.octets)
    const waiting = this.#pending.quoted(packet)
    if (error === undefined || error.destination !== this.#lmaa) return
    const frame = this.#traceReceived(packet, waiting?.request.tag, waiting === undefined)
    if (waiting === undefined) return
    const { request } = waiting
    const settle = () => {
      if (!this.#pending.has(waiting)) return
      request.node.exchanges.givenUp(request)
      waiting.settle({ kind: 'icmp-error', error, frame, after: packet.at - request.sentAt })
    }
    // A service that reads the wire beside its host answers what the host knows nobody for.
    const objection = saysNobodyListens(error)
    if (objection) waiting.objected = true
    if (!objection) settle()
    else if (!this.#hostObjects) this.#options.clock.after(this.held(), settle)
  }

  #traceSent(endpoint: Endpoint, octets: Uint8Array, tag: Tag): number {
    return this.#options.trace.packet(
      {
        step: tag.step,
        at: this.#options.clock.now(),
        direction: 'sent',
        path: endpoint.name,
        source: endpoint.address,
        destination: this.#lmaa,
        protocol: 135,
        octets,
      },
      tag,
    )
  }

  #traceReceived(packet: Received, tag: Tag | undefined, stray: boolean): number {
    const { at, endpoint, protocol, octets, source } = packet
    const destination = endpoint.address
    const step = wordStep(tag, stray)
    return this.#options.trace.packet(
      { step, at, direction: 'received', path: endpoint.name, source, destination, protocol, octets },
      tag,
    )
  }
}

function wordStep(tag: Tag | undefined, stray: boolean): string {
  if (tag === undefined) return 'nobody asked for it'
  return stray ? `again, or late: ${tag.step}` : `answer to ${tag.step}`
}

function reactionOf(
  packet: Received,
  decoded: Decoded,
  frame: number,
  request: Request,
  certain: boolean,
): Reaction {
  const after = packet.at - request.sentAt
  const { message, issues } = decoded
  if (message.kind === 'binding-acknowledgement')
    return {
      kind: 'acknowledgement',
      pba: message,
      issues,
      octets: packet.octets,
      source: packet.source,
      destination: packet.endpoint.address,
      frame,
      after,
      crossed: !certain || request.node.exchanges.crossed(request),
    }
  if (message.kind === 'binding-error') return { kind: 'binding-error', message, frame, after }
  throw new RangeError(`a ${message.kind} answers no PBU`)
}
