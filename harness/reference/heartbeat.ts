import {
  aligned,
  type DecodedMessage,
  type Dialect,
  encode,
  find,
  type Heartbeat,
  HeartbeatFlag,
  type Option,
  option,
} from '../wire/index.js'
import type { HeartbeatConfig } from './config.js'
import type { AnchorClock, IncomingPacket, OutgoingPacket } from './environment.js'

/** Broken rules of Heartbeats. */
export const heartbeatDefects = [
  'heartbeat-after-binding-error',
  'heartbeat-counter-rises',
  'heartbeat-counter-taken-for-restart',
  'heartbeat-gives-up-after-one',
  'heartbeat-interval-halved',
  'heartbeat-missing-count-not-reset',
  'heartbeat-reserved-bits-not-ignored',
  'heartbeat-reserved-bits-set',
  'heartbeat-restart-counter-in-request',
  'heartbeat-restart-counter-omitted',
  'heartbeat-sequence-not-copied',
  'heartbeat-sequence-stands-still',
  'heartbeat-stray-response-answered',
  'heartbeat-u-flag-set',
  'heartbeat-unanswered',
  'heartbeat-unsolicited-answered',
  'heartbeat-with-option-unanswered',
  'heartbeat-without-binding',
  'restart-counter-falls',
  'restart-counter-stands-still',
  'mag-identifier-in-heartbeat',
  'mmb-in-heartbeat',
] as const

/** What of a device its Heartbeats ask for; `address` is where they come from. */
export interface HeartbeatDevice {
  readonly config: { readonly address: string; readonly numbers: Dialect }
  readonly clock: AnchorClock
  readonly random: () => number
  has(defect: (typeof heartbeatDefects)[number]): boolean
}

/** A peer with bindings (RFC 5847 §3). */
interface Peer {
  sequence: number
  /** Requests in a row without an answer. */
  missing: number
  outstanding: boolean
  restartCounter: number | undefined
  stop: () => void
}

/** The Heartbeats of a device that has restarted and lost its sessions (RFC 5847 §3.2). */
export function afterRestart(
  heartbeat: HeartbeatConfig | undefined,
  has: (defect: 'restart-counter-falls' | 'restart-counter-stands-still') => boolean,
): HeartbeatConfig | undefined {
  if (heartbeat === undefined) return undefined
  const step = has('restart-counter-stands-still') ? 0 : has('restart-counter-falls') ? -1 : 1
  return { ...heartbeat, restartCounter: (heartbeat.restartCounter + step) >>> 0 }
}

/** Answers Heartbeats, and watches the peers there are bindings with (RFC 5847). */
export class HeartbeatMonitor {
  readonly #peers = new Map<string, Peer>()
  /** Peers that answered with Binding Error 2: they know no Heartbeats, and are never sent one again (§3). */
  readonly #unable = new Set<string>()

  constructor(
    private readonly anchor: HeartbeatDevice,
    private readonly config: HeartbeatConfig,
    private readonly send: (packet: OutgoingPacket) => void,
    /** The peer is unreachable, or has restarted: its bindings are invalid. */
    private readonly onLost: (careOf: string) => void,
  ) {}

  receive(packet: IncomingPacket, message: DecodedMessage & Heartbeat): void {
    const isResponse = (message.flags & HeartbeatFlag.R) !== 0
    if (isResponse) this.#response(packet.source, message)
    const unsolicited = (message.flags & HeartbeatFlag.U) !== 0
    if (!isResponse && !unsolicited) this.#answer(packet, message)
    else if (unsolicited && this.anchor.has('heartbeat-unsolicited-answered')) this.#answer(packet, message)
    else if (
      !unsolicited &&
      this.anchor.has('heartbeat-stray-response-answered') &&
      this.#isStray(packet, message)
    )
      this.#answer(packet, message)
  }

  #isStray({ source }: IncomingPacket, { sequence }: Heartbeat): boolean {
    return this.#peers.get(source)?.sequence !== sequence
  }

  /** The number of bindings of a care-of address changed. */
  watch(careOf: string, bindings: number): void {
    const peer = this.#peers.get(careOf)
    if (bindings > 0 && peer === undefined) this.#start(careOf)
    if (bindings === 0 && peer !== undefined && !this.anchor.has('heartbeat-without-binding')) {
      peer.stop()
      this.#peers.delete(careOf)
    }
  }

  /** RFC 5847 §3: Binding Error 2 in answer to a request ends the Heartbeats to that peer. */
  unsupportedBy(source: string): void {
    const peer = this.#peers.get(source)
    if (peer === undefined || this.anchor.has('heartbeat-after-binding-error')) return
    this.#unable.add(source)
    peer.stop()
  }

  /** Who is watched: peers with bindings, and those that a restart has made forget them. */
  get peers(): readonly string[] {
    return [...this.#peers.keys()]
  }

  /** RFC 5847 §3.2: after a restart that lost the sessions each former peer is told the new Restart Counter. */
  announce(peers: readonly string[]): void {
    const { R, U } = HeartbeatFlag
    const options = [option('restart-counter', { counter: this.config.restartCounter })]
    for (const source of peers)
      this.#send(
        { source, destination: this.anchor.config.address },
        { kind: 'heartbeat', flags: R | U, sequence: 0, options },
      )
  }

  close(): void {
    for (const peer of this.#peers.values()) peer.stop()
    this.#peers.clear()
  }

  /** §3.2: a response carries the request's number and our Restart Counter. */
  #answer(packet: IncomingPacket, request: DecodedMessage & Heartbeat): void {
    const { anchor } = this
    if (anchor.has('heartbeat-unanswered')) return
    const unknown = request.options.some((o) => o.kind !== 'pad1' && o.kind !== 'padn')
    if (unknown && anchor.has('heartbeat-with-option-unanswered')) return
    if ((request.flags & 0xfffc) !== 0 && anchor.has('heartbeat-reserved-bits-not-ignored')) return
    const options: Option[] = []
    if (anchor.has('heartbeat-counter-rises')) this.#extra++
    const counter = (this.config.restartCounter + this.#extra) >>> 0
    if (!anchor.has('heartbeat-restart-counter-omitted')) options.push(option('restart-counter', { counter }))
    if (anchor.has('mmb-in-heartbeat'))
      options.push(option('mag-multipath-binding', { accessTechnology: 4, bid: 1 }))
    if (anchor.has('mag-identifier-in-heartbeat'))
      options.push(option('mag-identifier', { subtype: 1, identifier: Uint8Array.of(109) }))
    this.#send(packet, {
      kind: 'heartbeat',
      flags: HeartbeatFlag.R | (anchor.has('heartbeat-u-flag-set') ? HeartbeatFlag.U : 0),
      sequence: anchor.has('heartbeat-sequence-not-copied') ? (request.sequence + 1) >>> 0 : request.sequence,
      options,
    })
  }
  #extra = 0

  #response(source: string, message: Heartbeat): void {
    const peer = this.#peers.get(source)
    if (peer === undefined) return
    const solicited = (message.flags & HeartbeatFlag.U) === 0
    if (solicited && message.sequence !== peer.sequence) return
    if (solicited && !this.anchor.has('heartbeat-missing-count-not-reset')) {
      peer.missing = 0
      peer.outstanding = false
    }
    const counter = find(message, 'restart-counter')?.counter
    if (counter === undefined) return
    const restarted =
      (peer.restartCounter !== undefined && counter !== peer.restartCounter) ||
      this.anchor.has('heartbeat-counter-taken-for-restart')
    peer.restartCounter = counter
    if (restarted) this.onLost(source)
  }

  #start(careOf: string): void {
    const peer: Peer = {
      sequence: Math.floor(this.anchor.random() * 0x10000),
      missing: 0,
      outstanding: false,
      restartCounter: undefined,
      stop: () => {},
    }
    this.#peers.set(careOf, peer)
    this.#schedule(careOf, peer)
  }

  #schedule(careOf: string, peer: Peer): void {
    const interval = this.anchor.has('heartbeat-interval-halved')
      ? this.config.interval / 2
      : this.config.interval
    peer.stop = this.anchor.clock.setTimer(interval, () => this.#probe(careOf, peer))
  }

  /** §3.1: unreachable when more requests in a row than MISSING_HEARTBEATS_ALLOWED went unanswered. */
  #probe(careOf: string, peer: Peer): void {
    if (this.#unable.has(careOf) || this.#peers.get(careOf) !== peer) return
    if (peer.outstanding) peer.missing++
    const allowed = this.anchor.has('heartbeat-gives-up-after-one') ? 0 : this.config.missingAllowed
    if (peer.missing > allowed) {
      this.onLost(careOf)
      if (this.#peers.get(careOf) !== peer) return
    }
    if (!this.anchor.has('heartbeat-sequence-stands-still')) peer.sequence = (peer.sequence + 1) >>> 0
    peer.outstanding = true
    const options = this.anchor.has('heartbeat-restart-counter-in-request')
      ? [option('restart-counter', { counter: this.config.restartCounter })]
      : []
    const { address } = this.anchor.config
    this.#send(
      { source: careOf, destination: address },
      { kind: 'heartbeat', flags: 0, sequence: peer.sequence, options },
    )
    this.#schedule(careOf, peer)
  }

  /** To where `packet` came from. */
  #send({ source, destination }: Pick<IncomingPacket, 'source' | 'destination'>, message: Heartbeat): void {
    const addresses = { source: destination, destination: source }
    const reserved = this.anchor.has('heartbeat-reserved-bits-set') ? 0x8000 : 0
    const octets = encode(
      { ...message, flags: message.flags | reserved, options: aligned(message.options) },
      addresses,
      this.anchor.config.numbers,
    )
    this.send({ ...addresses, octets })
  }
}
