import { type Endpoint, LinkError, type QuotedError, type Received, readError } from '../../link/index.js'
import type { Path } from '../../model/index.js'
import {
  type Decoded,
  type DecodedMessage,
  decode,
  encode,
  HeartbeatFlag,
  type Message,
} from '../../wire/index.js'
import { BindingErrors } from '../binding-errors.js'
import type { Damage } from '../fields.js'
import { type HeartbeatAnswer, type HeartbeatAsk, Heartbeats } from '../heartbeat.js'
import { type HeardHeartbeat, HeartbeatsHeard, isRequest } from '../heartbeats-heard.js'
import type { CorrespondenceOptions as AsMag } from '../mag/correspondence.js'
import { retransmissionIntervals } from '../mag/retransmission.js'
import type { Prefix } from '../node.js'
import type { Tag } from '../trace.js'
import { Pbu } from './pbu.js'

/** Answers that come late are none of an LMA's. */
export type CorrespondenceOptions = Omit<AsMag, 'onLate'>

/** Who gets what comes, and knows whose it is. */
export interface Recipient {
  /** Under which case and step a PBU is taken down. */
  tagOf(pbu: Pbu): Tag
  /** What names no node belongs to the case that is alone with the MAG, if one is. */
  tagOfNobody(step: string): Tag
  /** Prefixes that answers of ours have named for the node of a PBU. */
  given(pbu: Pbu): readonly Prefix[]
  takePbu(pbu: Pbu): void
  takeOther(other: Other): void
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

const HEARTBEAT_TRIES = 3

/**
 * What goes to the MAG and comes from it: each packet taken down, Heartbeats paired and answered, the rest given to the
 * recipient. Nothing is ever sent to an address that the profile does not declare as a path of the MAG.
 */
export class Correspondence {
  readonly #options: CorrespondenceOptions
  readonly #recipient: Recipient
  readonly #heartbeats = new Heartbeats()
  /** What the device's own Heartbeats find here. */
  readonly heard: HeartbeatsHeard
  /** Binding Errors of the device, asked for or not. */
  readonly errors = new BindingErrors()
  readonly #lastSent = new Map<string, Sent>()
  /** Link clock of the last message of the MAG. */
  lastHeard = Number.NEGATIVE_INFINITY

  constructor(options: CorrespondenceOptions, recipient: Recipient) {
    this.#options = options
    this.#recipient = recipient
    this.heard = new HeartbeatsHeard(options.clock)
    options.link.listen(
      (packet) => this.#receive(packet),
      options.onFault,
      (packet) => this.#showCorrupt(packet),
    )
  }

  /** The last message sent on behalf of a case. */
  lastSent(id: string): Sent | undefined {
    return this.#lastSent.get(id)
  }

  /** Sends the message that answers a PBU back to where that came from. */
  answer(
    pbu: Pbu,
    message: Message,
    damage?: Damage,
  ): { readonly octets: Uint8Array; send(tag: Tag): Promise<Sent> } {
    const path = this.#pathOf(pbu.source)
    const endpoint = this.#endpointOn(pbu.interface)
    if (path === undefined || endpoint === undefined)
      throw new LinkError(
        'address',
        `a Proxy Binding Update came from ${pbu.source}, which is no path of the profile: nothing is sent there; declare it under paths`,
      )
    const octets = this.#encode(path, endpoint, message, damage)
    return { octets, send: (tag) => this.#sendOctets(path, endpoint, octets, tag) }
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
        cancel = this.#options.clock.after(wait, () => done(undefined))
      })
      const came = await Promise.race([request.response, late])
      cancel()
      request.giveUp()
      if (came !== undefined) return came
    }
    return { answered: false }
  }

  #pathOf(address: string): Path | undefined {
    return this.#options.profile.paths.find((p) => p.address === address)
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
    const octets = encode(message, addresses, this.#options.profile.numbers)
    return damage?.(octets, addresses) ?? octets
  }

  async #sendOctets(path: Path, endpoint: Endpoint, octets: Uint8Array, tag: Tag): Promise<Sent> {
    const at = this.#options.clock.now()
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
    const decoded = decode(octets, { source, destination: endpoint.address }, this.#options.profile.numbers)
    const path = this.#pathOf(source)
    const { message } = decoded
    if (message.kind === 'binding-update') {
      const arrival = { decoded, octets, path, source, interface: packet.interface ?? endpoint.interface, at }
      this.#takePbu(packet, (frame) => new Pbu({ ...arrival, frame }, message), decoded)
      return
    }
    const heartbeat = this.#heartbeats.match(packet, message)
    const watched = message.kind === 'heartbeat' ? this.heard.tagOf(path?.name ?? source) : undefined
    const frame = this.#trace(
      packet,
      path,
      heartbeat?.tag ?? watched ?? this.#recipient.tagOfNobody(message.kind),
    )
    this.#options.onSeen?.({ packet, decoded, frame, request: undefined })
    if (message.kind === 'heartbeat') {
      heartbeat?.settle({ answered: true, message, frame })
      if (path !== undefined) this.#respond(path, { message, path: path.name, frame, at })
    }
    if (isOfItsOwnAccord(message)) return
    if (message.kind === 'binding-error') this.errors.add(path?.name ?? source, at)
    // Of its own accord the MAG asks: that is no reaction to anything a case has sent.
    if (message.kind === 'heartbeat' && isRequest({ message })) return
    this.#recipient.takeOther({ kind: 'message', decoded, octets, path: path?.name ?? source, frame, at })
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
    const decoded = decode(octets, { source, destination: endpoint.address }, this.#options.profile.numbers)
    const frame = this.#trace(
      packet,
      path,
      this.#recipient.tagOfNobody(`${decoded.message.kind} with a wrong checksum`),
    )
    this.#options.onSeen?.({ packet, decoded, frame, request: undefined })
  }

  #takePbu(packet: Received, pbuIn: (frame: number) => Pbu, decoded: Decoded): void {
    const unnumbered = pbuIn(0)
    const frame = this.#trace(packet, unnumbered.declared, this.#recipient.tagOf(unnumbered))
    const pbu = pbuIn(frame)
    const given = this.#recipient.given(pbu)
    this.#options.onSeen?.({ packet, decoded, frame, request: undefined, given })
    this.#recipient.takePbu(pbu)
  }

  #receiveError(packet: Received): void {
    const error = readError(packet.octets)
    if (error === undefined) return
    const path = this.#pathOf(error.destination)
    if (path === undefined) return
    const frame = this.#trace(packet, path, this.#recipient.tagOfNobody('ICMPv6 error'))
    this.#recipient.takeOther({ kind: 'icmp-error', error, path: path.name, frame, at: packet.at })
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
