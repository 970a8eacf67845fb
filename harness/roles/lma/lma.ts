import {
  type Clock,
  type Endpoint,
  type Link,
  LinkError,
  type QuotedError,
  type Received,
  readError,
} from '../../link/index.js'
import type { Path, Profile } from '../../model/index.js'
import {
  type Decoded,
  type DecodedMessage,
  decode,
  encode,
  findAll,
  HeartbeatFlag,
  type Message,
} from '../../wire/index.js'
import { BindingErrors } from '../binding-errors.js'
import type { Damage } from '../fields.js'
import { type HeartbeatAnswer, type HeartbeatAsk, Heartbeats } from '../heartbeat.js'
import { type HeardHeartbeat, HeartbeatsHeard, isRequest } from '../heartbeats-heard.js'
import { Loss } from '../loss.js'
import type { Seen } from '../mag/correspondence.js'
import { retransmissionIntervals } from '../mag/retransmission.js'
import type { Prefix } from '../node.js'
import type { Tag, Trace } from '../trace.js'
import { type Answerer, composeAnswer, remember } from './answer.js'
import { Inbox } from './inbox.js'
import { Pbu } from './pbu.js'
import { PlainAnswers } from './plain-answers.js'
import { type Answering, type Script, scriptFor } from './script.js'
import { Sessions } from './sessions.js'

export interface LmaOptions {
  readonly profile: Profile
  readonly link: Link
  readonly clock: Clock
  readonly trace: Trace
  readonly onSeen?: (seen: Seen) => void
  readonly onFault: (error: unknown) => void
}

/** Which PBU is waited for. */
export interface Wanted {
  /** MN-ID. */
  readonly node: string
  /** Name of a path. */
  readonly on?: string
  readonly where?: (pbu: Pbu) => boolean
}

/** A message of ours as it was sent. */
export interface Sent {
  readonly octets: Uint8Array
  readonly tag: Tag
  readonly frame: number
  /** Link clock, milliseconds. */
  readonly at: number
}

/** Anything of the MAG that is no Binding Update. */
export type Other =
  | {
      readonly kind: 'message'
      readonly decoded: Decoded
      readonly octets: Uint8Array
      readonly path: string
      readonly frame: number
      readonly at: number
    }
  | {
      readonly kind: 'icmp-error'
      readonly error: QuotedError
      readonly path: string
      readonly frame: number
      readonly at: number
    }

/** A node that a case has in its hands. */
interface Held {
  readonly tag: (step: string) => Tag
  answering: Answering<Pbu> | undefined
  /** PBUs that `answering` was asked for. */
  asked: number
  readonly log: Pbu[]
}

const HEARTBEAT_TRIES = 3
const STRANGERS = 50
/** Answers of our own accord to one node in a second: a MAG that answers each with a new PBU must not keep us busy. */
const ANSWERS_PER_SECOND = 20
const MISSING_MN_IDENTIFIER: Script = { status: 160, mobileNodeId: { identifier: new Uint8Array() } }

/**
 * An emulated LMA towards a MAG under test (RFC 5213 §5, RFC 8278 §4.4). Nodes that a case holds get the answers the
 * case says; every other PBU gets the right one, so that the MAG is content between cases. Nothing is ever sent to an
 * address that the profile does not declare as a path of the MAG.
 */
export class Lma implements Answerer {
  readonly profile: Profile
  readonly clock: Clock
  readonly sessions = new Sessions()
  readonly loss = new Loss()
  readonly #options: LmaOptions
  readonly #held = new Map<string, Held>()
  readonly #pbus: Inbox<Pbu>
  readonly #others: Inbox<Other>
  readonly #heartbeats = new Heartbeats()
  /** What the device's own Heartbeats find here. */
  readonly heard: HeartbeatsHeard
  /** Binding Errors of the device, asked for or not. */
  readonly errors = new BindingErrors()
  readonly #strangers: Pbu[] = []
  readonly #plainAnswers = new PlainAnswers(this.loss)
  readonly #lastSent = new Map<string, Sent>()
  readonly #answered = new Map<string, number[]>()
  /** Link clock of the last message of the MAG. */
  lastHeard = Number.NEGATIVE_INFINITY

  constructor(options: LmaOptions) {
    this.#options = options
    this.profile = options.profile
    this.clock = options.clock
    this.heard = new HeartbeatsHeard(options.clock)
    this.#pbus = new Inbox(options.clock)
    this.#others = new Inbox(options.clock, 200)
    options.link.listen(
      (packet) => this.#receive(packet),
      options.onFault,
      (packet) => this.#showCorrupt(packet),
    )
  }

  wall(): number {
    return this.clock.wall()
  }

  /** From now on the node's PBUs wait for what its case does about them. */
  hold(node: string, tag: (step: string) => Tag): void {
    this.#held.set(node, { tag, answering: undefined, asked: 0, log: [] })
  }

  /** Every further PBU of a held node is answered by itself, as the scripts say; without any it waits again. */
  answering(node: string, answering: Answering<Pbu> | undefined): void {
    const held = this.#held.get(node)
    if (held === undefined) return
    held.answering = answering
    held.asked = 0
  }

  /** The node is answered like any other again. */
  release(node: string): void {
    this.#held.delete(node)
    this.#pbus.drop((pbu) => pbu.nodeId === node)
  }

  /** The oldest such PBU that nobody has taken, waiting `ms` at most for one. */
  next({ node, on, where = () => true }: Wanted, ms: number): Promise<Pbu | undefined> {
    return this.#pbus.take((p) => p.nodeId === node && (on === undefined || p.path === on) && where(p), ms)
  }

  /** Every PBU of a held node since it is held, taken or not. */
  log(node: string): readonly Pbu[] {
    return this.#held.get(node)?.log ?? []
  }

  /** PBUs for nodes that nobody holds, or for none, since a time of the link clock. */
  strangers(since: number): readonly Pbu[] {
    return this.#strangers.filter((pbu) => pbu.at >= since)
  }

  /** The oldest message other than a PBU that fits and nobody has taken, waiting `ms` at most for one. */
  nextOther(wanted: (other: Other) => boolean, ms: number): Promise<Other | undefined> {
    return this.#others.take(wanted, ms)
  }

  /** The last message sent on behalf of a case. */
  lastSent(id: string): Sent | undefined {
    return this.#lastSent.get(id)
  }

  /**
   * Answers a PBU where it came from. PBUs that it repeated are answered with it: they are taken out of what waits.
   * Resolves to what was sent, or to undefined when the script says never.
   */
  answer(pbu: Pbu, script: Script, tag: Tag): Promise<Sent | undefined> {
    this.#pbus.drop((p) => p.nodeId === pbu.nodeId && p.path === pbu.path && p.frame <= pbu.frame)
    return this.#answer(pbu, script, tag)
  }

  async #answer(pbu: Pbu, script: Script, tag: Tag): Promise<Sent | undefined> {
    if (script.never === true) return undefined
    if (script.delay !== undefined) await this.clock.sleep(script.delay)
    const message = composeAnswer(this, pbu, script)
    const path = this.#pathOf(pbu.source)
    const endpoint = this.#endpointOn(pbu.interface)
    if (path === undefined || endpoint === undefined)
      throw new LinkError(
        'address',
        `a Proxy Binding Update came from ${pbu.source}, which is no path of the profile: nothing is sent there; declare it under paths`,
      )
    remember(this.sessions, pbu, message)
    const octets = this.#encode(path, endpoint, message, script.damage)
    if (pbu.nodeId !== undefined) this.sessions.give(pbu.nodeId, prefixesIn(decode(octets).message))
    const sent = await this.#sendOctets(path, endpoint, octets, tag)
    if (Object.keys(script).length === 0) this.#plainAnswers.sent(pbu, sent.at)
    return script.twice === true ? this.#sendOctets(path, endpoint, octets, tag) : sent
  }

  /** Sends a message to a path of the MAG; `source` is another address than ours. */
  send(path: Path, message: Message, tag: Tag, source?: string): Promise<Sent> {
    const endpoint = this.#endpointFor(path)
    const from = source === undefined ? endpoint : { ...endpoint, address: source }
    return this.#sendOctets(path, from, this.#encode(path, from, message), tag)
  }

  /** Sends octets as they are. */
  inject(path: Path, octets: Uint8Array, tag: Tag): Promise<Sent> {
    return this.#sendOctets(path, this.#endpointFor(path), octets, tag)
  }

  /** Sends a Heartbeat request, three times at most, and resolves to the response (RFC 5847 §3.2) or to silence. */
  async heartbeat(path: Path, ask: HeartbeatAsk, ms: number, tag: Tag): Promise<HeartbeatAnswer> {
    const endpoint = this.#endpointFor(path)
    for (const wait of retransmissionIntervals(HEARTBEAT_TRIES, ms)) {
      const request = this.#heartbeats.request(endpoint, ask, tag)
      await this.send(path, request.message, tag)
      let cancel = () => {}
      const late = new Promise<undefined>((done) => {
        cancel = this.clock.after(wait, () => done(undefined))
      })
      const came = await Promise.race([request.response, late])
      cancel()
      request.giveUp()
      if (came !== undefined) return came
    }
    return { answered: false }
  }

  get #dialect() {
    const { multipathBinding, magIdentifier } = this.profile.numbers
    return { multipathBinding, magIdentifier }
  }

  #pathOf(address: string): Path | undefined {
    return this.profile.paths.find((p) => p.address === address)
  }

  #endpointOn(name: string): Endpoint | undefined {
    return this.#options.link.endpoints.find((e) => e.interface === name)
  }

  #endpointFor(path: Path): Endpoint {
    const endpoint = this.#endpointOn(path.interface)
    if (endpoint === undefined)
      throw new LinkError('interface', `path ${path.name}: interface ${path.interface} is not open`)
    return endpoint
  }

  #encode(path: Path, endpoint: Endpoint, message: Message, damage?: Damage): Uint8Array {
    const addresses = { source: endpoint.address, destination: path.address }
    const octets = encode(message, addresses, this.#dialect)
    return damage?.(octets, addresses) ?? octets
  }

  async #sendOctets(path: Path, endpoint: Endpoint, octets: Uint8Array, tag: Tag): Promise<Sent> {
    const at = this.clock.now()
    const frame = this.#options.trace.packet(
      {
        step: tag.step,
        at,
        direction: 'sent',
        path: path.name,
        source: endpoint.address,
        destination: path.address,
        protocol: 135,
        octets,
      },
      tag,
    )
    const sent: Sent = { octets, tag, frame, at }
    if (tag.case !== undefined) this.#lastSent.set(tag.case, sent)
    await this.#options.link.send(endpoint, path.address, octets)
    return sent
  }

  #receive(packet: Received): void {
    if (packet.protocol === 58) {
      this.#receiveError(packet)
      return
    }
    const { source, endpoint, octets, at } = packet
    this.lastHeard = at
    const decoded = decode(octets, { source, destination: endpoint.address }, this.#dialect)
    const path = this.#pathOf(source)
    const { message } = decoded
    if (message.kind === 'binding-update') {
      const arrival = { decoded, octets, path, source, interface: packet.interface ?? endpoint.interface, at }
      this.#takePbu(packet, (frame) => new Pbu({ ...arrival, frame }, message), decoded)
      return
    }
    const heartbeat = this.#heartbeats.match(packet, message)
    const watched = message.kind === 'heartbeat' ? this.heard.tagOf(path?.name ?? source) : undefined
    const frame = this.#trace(packet, path, heartbeat?.tag ?? watched ?? this.#onlyCase(message.kind))
    this.#options.onSeen?.({ packet, decoded, frame, request: undefined })
    if (message.kind === 'heartbeat') {
      heartbeat?.settle({ answered: true, message, frame })
      if (path !== undefined) this.#respond(path, { message, path: path.name, frame, at })
    }
    if (isOfItsOwnAccord(message)) return
    if (message.kind === 'binding-error') this.errors.add(path?.name ?? source, at)
    // Of its own accord the MAG asks: that is no reaction to anything a case has sent.
    if (message.kind === 'heartbeat' && isRequest({ message })) return
    this.#others.add({ kind: 'message', decoded, octets, path: path?.name ?? source, frame, at })
  }

  /** The device watches us: it is told that we live (RFC 5847 §3.2). */
  #respond(path: Path, heard: HeardHeartbeat): void {
    const response = this.heard.hear(heard)
    if (response === undefined) return
    const tag = { ...this.heard.tagOf(path.name), step: `${response.kind} to a Heartbeat` }
    this.send(path, response, tag).catch(this.#options.onFault)
  }

  /** With a wrong checksum it is none that an LMA may take (RFC 6275 §9.2); the rule about that looks at it. */
  #showCorrupt(packet: Received): void {
    const { source, endpoint, octets } = packet
    const path = this.#pathOf(source)
    if (path === undefined) return
    const decoded = decode(octets, { source, destination: endpoint.address }, this.#dialect)
    const frame = this.#trace(packet, path, this.#onlyCase(`${decoded.message.kind} with a wrong checksum`))
    this.#options.onSeen?.({ packet, decoded, frame, request: undefined })
  }

  #takePbu(packet: Received, pbuIn: (frame: number) => Pbu, decoded: Decoded): void {
    const unnumbered = pbuIn(0)
    const held = unnumbered.nodeId === undefined ? undefined : this.#held.get(unnumbered.nodeId)
    const step = wordPbu(unnumbered)
    const frame = this.#trace(packet, unnumbered.declared, held?.tag(step) ?? { step: `${step}, unasked` })
    const pbu = pbuIn(frame)
    const given = pbu.nodeId === undefined ? [] : this.sessions.givenTo(pbu.nodeId)
    this.#options.onSeen?.({ packet, decoded, frame, request: undefined, given })
    if (held === undefined) {
      this.#answerStranger(pbu)
      return
    }
    this.#plainAnswers.see(pbu)
    held.log.push(pbu)
    this.#pbus.add(pbu)
    if (held.answering === undefined) return
    const script = scriptFor(held.answering, pbu, held.asked++)
    this.#answerUnasked(pbu, script, held.tag(`answer to ${step}`))
  }

  #answerStranger(pbu: Pbu): void {
    this.#strangers.push(pbu)
    if (this.#strangers.length > STRANGERS) this.#strangers.shift()
    // A Binding Update of Mobile IPv6 is not for an LMA; a stranger's address is nowhere to send to.
    if (!pbu.isProxy || pbu.declared === undefined) return
    const script = pbu.nodeId === undefined ? MISSING_MN_IDENTIFIER : {}
    this.#answerUnasked(pbu, script, { step: `answer to ${wordPbu(pbu)}` })
  }

  #answerUnasked(pbu: Pbu, script: Script, tag: Tag): void {
    const now = this.clock.now()
    const key = pbu.nodeId ?? ''
    const recent = (this.#answered.get(key) ?? []).filter((at) => now - at < 1000)
    if (recent.length >= ANSWERS_PER_SECOND) return
    this.#answered.set(key, [...recent, now])
    this.#answer(pbu, script, tag).catch(this.#options.onFault)
  }

  #receiveError(packet: Received): void {
    const error = readError(packet.octets)
    if (error === undefined) return
    const path = this.#pathOf(error.destination)
    if (path === undefined) return
    const frame = this.#trace(packet, path, this.#onlyCase('ICMPv6 error'))
    this.#others.add({ kind: 'icmp-error', error, path: path.name, frame, at: packet.at })
  }

  /** What names no node belongs to the case that is alone with the MAG, if one is. */
  #onlyCase(step: string): Tag {
    const tags = [...this.#held.values()].map((held) => held.tag(step))
    const [first] = tags
    return first !== undefined && tags.every((t) => t.case === first.case) ? first : { step }
  }

  #trace(packet: Received, path: Path | undefined, tag: Tag): number {
    const { at, endpoint, protocol, octets, source } = packet
    const via = path?.name ?? packet.interface ?? endpoint.name
    const destination = endpoint.address
    return this.#options.trace.packet(
      { step: tag.step, at, direction: 'received', path: via, source, destination, protocol, octets },
      tag,
    )
  }
}

/** Heartbeat requests and unsolicited responses come when the MAG wants: no reaction to anything of ours. */
function isOfItsOwnAccord(message: DecodedMessage): boolean {
  const { R, U } = HeartbeatFlag
  return message.kind === 'heartbeat' && (message.flags & (R | U)) !== R
}

function prefixesIn(message: DecodedMessage): readonly Prefix[] {
  return findAll(message, 'home-network-prefix').map(({ prefix, prefixLength }) => ({ prefix, prefixLength }))
}

function wordPbu(pbu: Pbu): string {
  const what = pbu.isDeregistration ? 'de-registration' : pbu.isRefresh ? 'refresh' : 'registration'
  return `${what} of ${pbu.nodeId ?? 'a node without identifier'} on ${pbu.path}`
}
