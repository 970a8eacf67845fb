import { timestampFromMs } from '../../wire/index.js'
import type { OutgoingPacket } from '../environment.js'
import type { Gateway } from './gateway.js'
import type { Entry, Exchange, Transmission } from './list.js'
import type { RequestWriter } from './request.js'

/** RFC 6275 §11.8: no more than MAX_UPDATE_RATE messages of a type in a second. */
const MAX_UPDATE_RATE = 3
const SECOND = 1000
/** What `retries-without-limit` and `several-copies` send at once. */
const COPIES = 5

/** A PBU to begin with. */
export type NewExchange = Omit<Exchange, 'transmissions' | 'interval' | 'stop' | 'corrections'> & {
  readonly corrections?: number
}

/** Sends PBUs and repeats them (RFC 5213 §6.9.4, RFC 6275 §11.8). */
export class Exchanges {
  /** One Timestamp is never used twice, and none is lower than one before, whatever the clock does. */
  #lastTimestamp = 0n
  /** RFC 5213 §6.9.1.1-6: a counter of the gateway's beside Timestamps. */
  #counter: number
  /** Without Timestamps: sequence numbers by mobile node; they outlive its sessions. */
  readonly #sequences = new Map<string, number>()
  /** Of the last exchange that was repeated, for `back-off-shared`. */
  #sharedInterval: number | undefined
  /** Milliseconds our clock was set off by, for `clock-set-from-answer`. */
  clockError = 0

  constructor(
    private readonly gateway: Gateway,
    private readonly writer: RequestWriter,
    private readonly transmit: (packet: OutgoingPacket) => void,
    /** No answer came to the end: to a de-registration after its time, to another when it is given up. */
    private readonly onUnanswered: (entry: Entry, exchange: Exchange) => void,
  ) {
    this.#counter = Math.floor(gateway.random() * 0x10000)
  }

  /** Takes the place of the entry's exchange, if it has one. */
  begin(entry: Entry, asked: NewExchange): void {
    entry.exchange?.stop()
    const shared = this.gateway.has('back-off-shared') ? this.#sharedInterval : undefined
    entry.exchange = {
      ...asked,
      corrections: asked.corrections ?? 0,
      transmissions: [],
      interval: shared ?? this.#firstInterval(asked),
      stop: () => {},
    }
    this.#send(entry, entry.exchange)
  }

  /** RFC 6275 §11.7.3: the number the LMA holds; the next one is greater. */
  takeSequence(node: string, sequence: number): void {
    this.#counter = sequence
    this.#sequences.set(node, sequence)
  }

  #firstInterval({ purpose }: NewExchange): number {
    if (purpose === 'deregister') return this.gateway.config.deregistrationTimeout
    if (this.gateway.has('first-interval-5-seconds')) return 5000
    return Number(this.gateway.choice['initial-timeout'])
  }

  #send(entry: Entry, exchange: Exchange): void {
    const { gateway } = this
    const now = gateway.clock.now()
    const recent = entry.sentAt.filter((at) => now - at < SECOND)
    const [oldest] = recent
    if (recent.length >= MAX_UPDATE_RATE && oldest !== undefined && !this.#unlimited()) {
      exchange.stop = gateway.clock.setTimer(oldest + SECOND - now, () => this.#send(entry, exchange))
      return
    }
    entry.sentAt = [...recent, now]
    const transmission = this.#stamp(entry, exchange)
    exchange.transmissions.push(transmission)
    const packet = this.writer.write(entry, exchange, transmission)
    const copies = gateway.has('several-copies') ? COPIES : 1
    for (let i = 0; i < copies; i++) this.transmit(packet)
    exchange.stop = gateway.clock.setTimer(exchange.interval, () => this.#unanswered(entry, exchange))
  }

  #unlimited(): boolean {
    return this.gateway.has('retries-without-limit') || this.gateway.has('rejection-retried-at-once')
  }

  /** RFC 5213 §6.9.4-4: a repetition has the latest Timestamp, or a greater sequence number. */
  #stamp(entry: Entry, exchange: Exchange): Transmission {
    const { gateway } = this
    const at = gateway.clock.now()
    const last = exchange.transmissions.at(-1)
    const same = last !== undefined && gateway.has('retransmission-unchanged') ? last : undefined
    if (same !== undefined) return { ...same, at }
    const kept =
      last !== undefined && gateway.has('retransmission-keeps-timestamp') ? last.timestamp : undefined
    const timestamped = gateway.choice.ordering === 'timestamp' && !gateway.has('timestamp-omitted')
    return {
      sequence: this.#sequence(entry),
      timestamp: timestamped ? (kept ?? this.#timestamp()) : undefined,
      at,
    }
  }

  #timestamp(): bigint {
    const { gateway } = this
    const epoch = gateway.has('timestamp-epoch-1900') ? 2_208_988_800_000 : 0
    const now = timestampFromMs(gateway.clock.wallMs() + this.clockError + epoch)
    if (gateway.has('timestamp-stands-still') && this.#lastTimestamp > 0n) return this.#lastTimestamp
    this.#lastTimestamp = now > this.#lastTimestamp ? now : this.#lastTimestamp + 1n
    return this.#lastTimestamp
  }

  #sequence({ node }: Entry): number {
    const { gateway } = this
    if (gateway.has('sequence-stands-still')) return 7
    const step = gateway.has('sequence-falls') ? 0xffff : 1
    if (gateway.choice.ordering === 'timestamp') {
      this.#counter = (this.#counter + step) & 0xffff
      return this.#counter
    }
    const last = this.#sequences.get(node.id) ?? Math.floor(gateway.random() * 0x10000)
    const next = (last + step) & 0xffff
    this.#sequences.set(node.id, next)
    return next
  }

  #unanswered(entry: Entry, exchange: Exchange) {
    const { gateway } = this
    if (entry.exchange !== exchange) return
    if (exchange.purpose === 'deregister') {
      const again =
        gateway.choice['deregistration-repeated'] === 'yes' || gateway.has('deregistration-repeated-for-ever')
      const forEver = gateway.has('deregistration-repeated-for-ever')
      if (again && (exchange.transmissions.length < 2 || forEver)) this.#send(entry, exchange)
      if (!forEver) this.#end(entry, exchange)
      return
    }
    if (gateway.has('no-retransmission')) return this.#end(entry, exchange)
    const longest = gateway.has('interval-grows-beyond-cap') ? Infinity : gateway.config.maxBindackTimeout
    const capped = exchange.interval >= longest
    if (capped && gateway.choice['retransmission-end'] === 'gives-up') return this.#end(entry, exchange)
    if (gateway.has('gives-up-after-three') && exchange.transmissions.length >= 3)
      return this.#end(entry, exchange)
    exchange.interval = Math.min(this.#next(exchange.interval), longest)
    this.#sharedInterval = exchange.interval
    this.#send(entry, exchange)
  }

  #next(interval: number): number {
    if (this.gateway.has('constant-interval')) return interval
    if (this.gateway.has('interval-triples')) return interval * 3
    return this.gateway.has('interval-grows-by-one-second') ? interval + 1000 : interval * 2
  }

  #end(entry: Entry, exchange: Exchange): void {
    exchange.stop()
    entry.exchange = undefined
    this.onUnanswered(entry, exchange)
  }
}
