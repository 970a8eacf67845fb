import {
  type BindingRefreshRequest,
  type Decoded,
  type DecodedMessage,
  decode,
  find,
} from '../../wire/index.js'
import type { Environment, IncomingPacket } from '../environment.js'
import { ErrorReporter } from '../errors.js'
import { checkHeader } from '../header.js'
import { afterRestart, HeartbeatMonitor } from '../heartbeat.js'
import type { Listing } from '../observe.js'
import { withStrayCopies } from '../stray-headers.js'
import { type Acknowledgement, answered, differs, isIncomplete, isReadable, readAnswer } from './answer.js'
import { isDropped, isFatal, statusTaken } from './answer-defects.js'
import { type MagBehaviours, magBehaviours } from './behaviours.js'
import { type MagConfig, type MagSettings, magConfig } from './config.js'
import type { MagDefectName } from './defects.js'
import { Exchanges } from './exchanges.js'
import type { Gateway } from './gateway.js'
import { type Entry, type Exchange, liveEntries, type MobileNode, stopTimers } from './list.js'
import { listUpdateList } from './listing.js'
import { Registrar } from './registrar.js'
import { Rejections } from './rejections.js'
import { RequestWriter } from './request.js'
import { revocationAnswer, revoked } from './revocation.js'
import { Stations } from './stations.js'

export interface MagOptions {
  readonly config: MagSettings
  /** Choices where the RFCs leave one; the defaults where left out. */
  readonly behaviours?: Partial<MagBehaviours>
  /** Rules to break. */
  readonly defects?: readonly MagDefectName[]
}

/**
 * A mobile access gateway, signalling plane: RFC 5213 §6.9, RFC 6275 §11.7 and §11.8, RFC 5846, RFC 5847 and
 * RFC 8278 over any number of paths. It takes Mobility Headers and orders in, and sends PBUs through its
 * environment; it never throws. Orders return undefined, or a sentence that says what is wrong with them.
 */
export class ReferenceMag implements Gateway {
  readonly config: MagConfig
  readonly choice: MagBehaviours
  readonly #defects: ReadonlySet<MagDefectName>
  readonly #environment: Environment
  readonly #exchanges: Exchanges
  readonly #registrar: Registrar
  readonly #rejections: Rejections
  readonly #stations: Stations
  readonly #errors: ErrorReporter
  /** By proxy care-of address. */
  readonly #heartbeats = new Map<string, HeartbeatMonitor>()
  /** Entries with a binding, by name of the path. */
  readonly #live = new Map<string, Set<Entry>>()
  #capability: boolean | undefined
  #dead = false

  constructor(options: MagOptions, environment: Environment) {
    this.config = magConfig(options.config)
    this.choice = magBehaviours(options.behaviours)
    this.#defects = new Set(options.defects)
    this.#environment = withStrayCopies(environment, (defect) => this.has(defect))
    const send: Environment['send'] = (packet) => {
      if (!this.#dead) this.#environment.send(packet)
    }
    this.#exchanges = new Exchanges(this, new RequestWriter(this), send, (entry, exchange) =>
      this.#unanswered(entry, exchange),
    )
    this.#registrar = new Registrar(this, this.#exchanges, {
      paths: () => this.#stations.pathsUp(),
      capability: () =>
        this.config.lmaSupportsMultipath ||
        (this.choice.discovery === 'remembered' && this.#capability === true),
      learned: (capability) => {
        this.#capability = capability
      },
      changed: (entry) => this.#changed(entry),
      gone: (entry) => this.#stations.gone(entry),
    })
    this.#rejections = new Rejections(this, this.#exchanges, this.#registrar, {
      changed: (entry) => this.#changed(entry),
      disableMultipath: () => this.#stations.disableMultipath(),
    })
    this.#stations = new Stations(this, this.#registrar)
    this.#errors = new ErrorReporter(this, (packet) => {
      const delay = Number(this.choice['error-delay'])
      if (delay === 0) send(packet)
      else environment.clock.setTimer(delay, () => send(packet))
    })
    const { heartbeat, numbers, lma } = this.config
    if (heartbeat !== undefined && this.choice.heartbeats === 'supported')
      for (const { address } of this.config.paths) {
        const device = { ...this.#device(), config: { address, numbers } }
        this.#heartbeats.set(
          address,
          new HeartbeatMonitor(device, heartbeat, send, (peer) => this.#lost(peer, lma, address)),
        )
      }
  }

  get clock() {
    return this.#environment.clock
  }

  get random() {
    return this.#environment.random
  }

  has(defect: MagDefectName): boolean {
    return this.#defects.size > 0 && this.#defects.has(defect)
  }

  crash(): void {
    this.#dead = true
    this.close()
    this.#environment.crash?.()
  }

  /**
   * A mobile node is on the access link; `handoff` is the indicator where it is known what brought it. An operator's
   * word as well: what was halted is tried again.
   */
  attach(node: string, handoff?: number): string | undefined {
    return this.#dead ? DEAD : this.#stations.attach(node, handoff)
  }

  /** It has gone. A node that is not here is no error. */
  detach(node: string): string | undefined {
    return this.#dead ? DEAD : this.#stations.detach(node)
  }

  /** The bindings of the node are refreshed now, on every path. */
  refresh(node: string): string | undefined {
    return this.#dead ? DEAD : this.#stations.refresh(node)
  }

  pathUp(path: string): string | undefined {
    return this.#dead ? DEAD : this.#stations.pathUp(path)
  }

  pathDown(path: string): string | undefined {
    return this.#dead ? DEAD : this.#stations.pathDown(path)
  }

  /** One Mobility Header. Whatever is in it, this returns. */
  receive(packet: IncomingPacket) {
    if (this.#dead) return
    const { source, destination, octets } = packet
    const decoded = decode(octets, { source, destination }, this.config.numbers)
    const verdict = checkHeader(this, decoded, {
      heartbeat: this.#heartbeats.size > 0,
      revocation: this.config.revocation,
    })
    if (this.#dead) return
    switch (verdict.kind) {
      case 'discard':
        if (this.has('bad-checksum-answered')) this.#errors.parameterProblem(packet, CHECKSUM)
        return
      case 'binding-error':
        return this.#errors.unknownType(packet)
      case 'parameter-problem':
        return this.#errors.parameterProblem(packet, verdict.offset)
      case 'process':
        return this.#process(packet, decoded)
    }
  }

  /** Paths that have bindings, by proxy care-of address, as far as Heartbeats go out on them. */
  heartbeatPeers(): readonly string[] {
    return [...this.#heartbeats].filter(([, monitor]) => monitor.peers.length > 0).map(([careOf]) => careOf)
  }

  /** What of the configuration outlives a restart, and is another then. */
  configAfterRestart(): Partial<MagConfig> {
    return { heartbeat: afterRestart(this.config.heartbeat, (defect) => this.has(defect)) }
  }

  /** Tells the LMA on those paths that the sessions are lost, where it remembers them. */
  announceRestart(paths: readonly string[]): void {
    if (this.choice['peers-after-restart'] !== 'remembered') return
    for (const careOf of paths) this.#heartbeats.get(careOf)?.announce([this.config.lma])
  }

  /** The accepted entries of the Binding Update List, as `observe` prints them. */
  bindings(): Listing {
    return listUpdateList(this, this.#stations.all())
  }

  /** Ends all timers. Nothing is de-registered. */
  close(): void {
    for (const monitor of this.#heartbeats.values()) monitor.close()
    for (const node of this.#stations.all()) {
      node.stopRetry()
      for (const entry of node.entries.values()) stopTimers(entry)
    }
  }

  #process(packet: IncomingPacket, { message }: Decoded) {
    switch (message.kind) {
      case 'binding-acknowledgement':
        return this.#answer(packet, message)
      case 'heartbeat':
        return this.#heartbeats.get(packet.destination)?.receive(packet, message)
      case 'binding-error':
        return this.#bindingError(packet, message.status)
      case 'binding-refresh-request':
        return this.#refreshRequest(packet, message)
      case 'binding-revocation-indication': {
        if (packet.source !== this.config.lma) return
        if (this.has('crashes-on-revocation')) return this.crash()
        const { status, entries } = revoked(this, message, [...this.#stations.all()])
        this.#environment.send(revocationAnswer(this, packet, message, status))
        for (const entry of entries) this.#revoke(entry)
        return
      }
      default: // what is left is for home agents and correspondent nodes
    }
  }

  /** A Proxy Binding Acknowledgement: RFC 5213 §6.9.1.2. */
  #answer(packet: IncomingPacket, message: Acknowledgement) {
    const answer = readAnswer(this, message, packet.source, packet.destination)
    if (isFatal(this, answer)) return this.crash()
    if (packet.source !== this.config.lma) return
    const unknown = message.options.some((o) => o.kind === 'unknown')
    if (unknown && this.has('unknown-option-answered-with-error')) this.#errors.unknownType(packet)
    if (answer.node !== undefined && this.#stations.named(answer.node) === undefined)
      if (this.has('crashes-on-answer-for-unknown-node')) return this.crash()
    if (!isReadable(this, answer) || isDropped(this, answer)) return
    for (const entry of this.#stations.addressees(answer)) {
      const { exchange } = entry
      const sent = exchange && answered(this, exchange, answer)
      if (exchange === undefined || sent === undefined) continue
      if (isIncomplete(this, exchange, answer)) return
      if (differs(this, entry, exchange, answer)) {
        if (!this.has('retransmits-after-mismatch')) this.#rejections.halt(entry)
        return
      }
      const { mmb } = answer
      if (mmb.kind === 'present' && mmb.option.bid !== entry.bid && exchange.multipath) {
        if (this.has('bid-of-answer-used')) entry.bid = mmb.option.bid
        else if (answer.status < 128 && this.choice['foreign-bid'] === 'ignore') return
      }
      const status = statusTaken(this, answer)
      if (status < 128) this.#registrar.accepted(entry, exchange, answer, sent)
      else this.#rejections.rejected(entry, exchange, answer)
      return
    }
  }

  /** RFC 6275 §11.3.6. */
  #bindingError({ source, destination }: IncomingPacket, status: number) {
    if (this.has('crashes-on-binding-error')) return this.crash()
    if (source !== this.config.lma && this.has('binding-error-of-stranger-ends-bindings'))
      for (const node of [...this.#stations.all()]) for (const entry of liveEntries(node)) this.#revoke(entry)
    if (status === 2) this.#heartbeats.get(destination)?.unsupportedBy(source)
  }

  /** RFC 6275 §6.1.2; which binding it is for only an MN-ID can tell here. */
  #refreshRequest(packet: IncomingPacket, message: DecodedMessage & BindingRefreshRequest) {
    if (this.has('crashes-on-refresh-request')) return this.crash()
    const id = find(message, 'mobile-node-identifier')
    const node = id && this.#stations.named(Buffer.from(id.identifier).toString('utf8'))
    if (
      node === undefined ||
      packet.source !== this.config.lma ||
      this.choice['refresh-request'] === 'ignore'
    )
      return
    const entry = liveEntries(node).find((e) => e.path.address === packet.destination)
    if (entry !== undefined && entry.exchange === undefined) this.#registrar.refresh(entry)
  }

  /** RFC 5846 §9.1: it is not registered again by itself. */
  #revoke(entry: Entry): void {
    const { node } = entry
    this.#registrar.remove(entry)
    if (liveEntries(node).length === 0) node.halted = true
    else node.entries.set(entry.path.name, { ...entry, refused: true })
  }

  #unanswered(entry: Entry, { purpose }: Exchange): void {
    if (purpose === 'deregister') this.#registrar.deregistered(entry)
    else if (purpose === 'register') this.#rejections.halt(entry)
  }

  /** Keeps count of the bindings of each path, for its Heartbeats. */
  #changed(entry: Entry): void {
    const monitor = this.#heartbeats.get(entry.path.address)
    if (monitor === undefined) return
    const { name } = entry.path
    const live = this.#live.get(name) ?? new Set()
    this.#live.set(name, live)
    if (entry.binding === undefined) live.delete(entry)
    else live.add(entry)
    monitor.watch(this.config.lma, live.size)
  }

  /** RFC 5847 §3.1, §3.2: the LMA cannot be reached on this path, or has forgotten its sessions. */
  #lost(peer: string, lma: string, address: string): void {
    if (peer !== lma) return
    const touched: MobileNode[] = []
    for (const node of [...this.#stations.all()])
      for (const entry of liveEntries(node))
        if (entry.path.address === address) {
          this.#registrar.remove(entry)
          touched.push(node)
        }
    for (const node of touched) this.#registrar.advance(node)
  }

  #device() {
    return {
      clock: this.#environment.clock,
      random: this.#environment.random,
      has: (defect: MagDefectName) => this.has(defect),
    }
  }
}

const DEAD = 'the gateway has crashed'
/** Its offset in a Mobility Header. */
const CHECKSUM = 4
