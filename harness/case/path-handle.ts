import type { Endpoint } from '../link/index.js'
import type { Path, Profile } from '../model/index.js'
import {
  type Answer,
  bidOf,
  type Changes,
  compose,
  type ExchangeOptions,
  type HeartbeatAnswer,
  type HeartbeatAsk,
  type Mag,
  type MobileNode,
  type Purpose,
  pathOf,
  type Tag,
} from '../roles/index.js'
import { encode, type Message, type Option } from '../wire/index.js'
import { presume } from './expect.js'

/** One proxy care-of address of the emulated MAG, with what it can ask the LMA for. */
export class PathHandle {
  readonly name: string
  readonly address: string
  /** BID that its requests carry unless a case says otherwise. */
  readonly bid: number
  readonly label: number
  readonly accessTechnology: number

  constructor(
    private readonly mag: Mag,
    profile: Profile,
    readonly endpoint: Endpoint,
    private readonly tag: (step: string) => Tag,
    private readonly options: ExchangeOptions,
  ) {
    const path: Path = pathOf(profile, endpoint)
    this.name = endpoint.name
    this.address = endpoint.address
    this.bid = bidOf(profile, endpoint)
    this.label = path.label
    this.accessTechnology = path.accessTechnology
  }

  /** A registration: the first of a session, or a further path of the node's multipath session. */
  register(node: MobileNode, changes: Changes = {}): Promise<Answer> {
    return this.#ask('register', node, changes)
  }
  /** Re-registration: handoff indicator 5, the session's prefixes (RFC 5213 §6.9.1.3). */
  refresh(node: MobileNode, changes: Changes = {}): Promise<Answer> {
    return this.#ask('refresh', node, changes)
  }
  /** Lifetime 0, handoff indicator 4, the session's prefixes (RFC 5213 §6.9.1.4). */
  deregister(node: MobileNode, changes: Changes = {}): Promise<Answer> {
    return this.#ask('deregister', node, changes)
  }
  /** As a refresh, but handoff indicator 3: the node has come from another MAG. */
  handoff(node: MobileNode, changes: Changes = {}): Promise<Answer> {
    return this.#ask('handoff', node, changes)
  }
  /** A PBU that is refused either way: status 159 while the session exists, 155 when it does not. */
  probe(node: MobileNode, changes: Changes = {}): Promise<Answer> {
    return this.#ask('probe', node, changes)
  }
  /** A registration the case builds on: it is inconclusive when this is refused. */
  async registered(node: MobileNode, changes: Changes = {}): Promise<Answer> {
    const answer = await this.register(node, changes)
    presume(answer).to.be.accepted()
    if (changes.multipath !== undefined && changes.multipath !== false) presume(answer).to.be.multipath()
    return answer
  }
  /** The octets of a PBU, for a case that damages them; nothing is sent. */
  octetsOf(purpose: Purpose, node: MobileNode, changes: Changes = {}): Uint8Array {
    const message = compose(this.mag, node, this.endpoint, purpose, 0, changes)
    return encode(
      message,
      { source: this.address, destination: this.mag.profile.lma.address },
      this.mag.dialect,
    )
  }
  /** Asks the LMA for a Heartbeat response, with these options in the request (RFC 5847 §3.2). */
  heartbeat(...options: readonly Option[]): Promise<HeartbeatAnswer> {
    return this.heartbeatLike({ options })
  }
  /** The same with flags or a sequence number of its own. */
  heartbeatLike(ask: HeartbeatAsk): Promise<HeartbeatAnswer> {
    const names = (ask.options ?? []).map((o) => o.kind).join(', ')
    return this.mag.heartbeat(
      this.endpoint,
      ask,
      this.tag(`Heartbeat request ${names === '' ? '' : `with ${names} `}on ${this.name}`),
    )
  }
  /** The octets of any message, as they would go to the LMA. */
  encoded(message: Message): Uint8Array {
    const addresses = { source: this.address, destination: this.mag.profile.lma.address }
    return encode(message, addresses, this.mag.dialect)
  }
  /** How many Binding Errors have come here since a time of the link clock, asked for or not. */
  errorsSince(at: number): number {
    return this.mag.errors.since(this.name, at)
  }
  /** Sends octets as they are. */
  inject(octets: Uint8Array, what: string): Promise<void> {
    return this.mag.inject(this.endpoint, octets, this.tag(`${what} on ${this.name}`))
  }

  #ask(purpose: Purpose, node: MobileNode, changes: Changes): Promise<Answer> {
    return this.mag.ask(
      node,
      this.endpoint,
      purpose,
      changes,
      this.tag(`${purpose} ${node.id} on ${this.name}`),
      this.options,
    )
  }
}
