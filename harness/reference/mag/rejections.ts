import { Status } from '../../catalogue/status-codes.js'
import { msFromTimestamp } from '../../wire/index.js'
import type { Answer } from './answer.js'
import type { Exchanges } from './exchanges.js'
import type { Gateway } from './gateway.js'
import { type Entry, type Exchange, liveEntries } from './list.js'
import type { Registrar, World } from './registrar.js'

/** Tries that one answer may lead to at once. */
const MOST_CORRECTIONS = 3
const MOST_DOUBLINGS = 4
/** Milliseconds; how fast some defects try again. */
const HASTE = 100
const SOON = 2000

/** What follows when the LMA says no: RFC 5213 §6.9.1.2, items 7 to 11, RFC 8278 §4.4. */
export class Rejections {
  constructor(
    private readonly gateway: Gateway,
    private readonly exchanges: Exchanges,
    private readonly registrar: Registrar,
    private readonly world: Pick<World, 'changed'> & { readonly disableMultipath: () => void },
  ) {}

  rejected(entry: Entry, exchange: Exchange, answer: Answer) {
    const { gateway, registrar } = this
    exchange.stop()
    entry.exchange = undefined
    if (exchange.purpose === 'deregister') return registrar.deregistered(entry)
    if (!gateway.has('refused-refresh-keeps-binding')) this.#unbind(entry)
    switch (answer.status) {
      case Status.SEQUENCE_NUMBER_OUT_OF_WINDOW:
        if (!gateway.has('sequence-of-135-not-taken'))
          this.exchanges.takeSequence(entry.node.id, answer.sequence)
        return this.#again(entry, exchange)
      case Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED:
        return gateway.has('status-157-not-followed') ? this.halt(entry) : this.#again(entry, exchange)
      case Status.TIMESTAMP_MISMATCH:
        return this.#timestampMismatch(entry, answer)
      case Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX:
        return this.#prefixRefused(entry, exchange)
      case Status.PROXY_REG_NOT_ENABLED:
        return this.#serviceDenied(entry)
      case gateway.config.numbers.cannotSupport:
        return this.#multipathRefused(entry)
      default:
        return this.#refused(entry)
    }
  }

  /** No PBU follows until an administrative action; other paths live on. */
  halt(entry: Entry): void {
    entry.exchange?.stop()
    entry.exchange = undefined
    entry.refused = true
    const { node } = entry
    if ([...node.entries.values()].every((e) => e.binding === undefined && e.exchange === undefined))
      node.halted = true
  }

  #unbind(entry: Entry): void {
    entry.binding?.stop()
    entry.stopRefresh()
    entry.binding = undefined
    this.world.changed(entry)
  }

  #again(entry: Entry, exchange: Exchange) {
    const corrections = exchange.corrections + 1
    if (corrections > MOST_CORRECTIONS) return this.#refused(entry)
    this.exchanges.begin(entry, { ...exchange, corrections })
  }

  /** The clock is for somebody else to set right; here time passes meanwhile. */
  #timestampMismatch(entry: Entry, { timestamp }: Answer): void {
    const { gateway } = this
    if (gateway.has('clock-set-from-answer') && timestamp !== undefined)
      this.exchanges.clockError = msFromTimestamp(timestamp) - gateway.clock.wallMs()
    if (gateway.has('status-156-retried-at-once')) this.#later(entry, HASTE)
    else if (gateway.choice['after-156'] === 'wait') this.#later(entry, gateway.config.timestampRetry)
    else this.halt(entry)
  }

  #prefixRefused(entry: Entry, { prefixes }: Exchange) {
    const { gateway, registrar } = this
    const { node } = entry
    if (gateway.has('same-prefix-after-155')) return this.#later(entry, SOON)
    const alone = liveEntries(node).length === 0
    if (!alone || prefixes.length === 0 || gateway.choice['after-155'] === 'stop') return this.halt(entry)
    node.prefixes = []
    node.prefixesRefused = true
    registrar.remove(entry)
    registrar.advance(node)
  }

  #serviceDenied(entry: Entry) {
    const { node } = entry
    if (this.gateway.has('registers-after-152')) return this.#later(entry, SOON)
    for (const each of [...node.entries.values()]) this.registrar.remove(each)
    node.halted = true
  }

  /** RFC 8278 §4.4: no multipath for this node any more. A path that the LMA holds already stays, but only one. */
  #multipathRefused(entry: Entry): void {
    const { gateway, registrar } = this
    const { node } = entry
    node.multipath = 'disabled'
    if (gateway.has('status-180-disables-all-nodes')) this.world.disableMultipath()
    const [kept, ...others] = liveEntries(node)
    for (const each of others) registrar.remove(each)
    for (const each of [...node.entries.values()])
      if (each !== kept && each.exchange?.purpose === 'register') registrar.remove(each)
    if (kept !== undefined) entry.refused = true
    else if (gateway.choice['after-180'] === 'stop' && !gateway.has('multipath-after-180')) this.halt(entry)
    else {
      registrar.remove(entry)
      registrar.advance(node)
    }
  }

  #refused(entry: Entry) {
    const { gateway } = this
    if (gateway.has('rejection-retried-at-once')) return this.#later(entry, HASTE)
    if (gateway.choice['after-rejection'] === 'stop') return this.halt(entry)
    const doublings = Math.min(entry.node.rejections, MOST_DOUBLINGS)
    entry.node.rejections++
    this.#later(entry, gateway.config.rejectionRetry * 2 ** doublings)
  }

  #later(entry: Entry, ms: number): void {
    const { node } = entry
    this.halt(entry)
    node.stopRetry()
    node.stopRetry = this.gateway.clock.setTimer(ms, () => {
      node.halted = false
      entry.refused = false
      this.registrar.advance(node)
    })
  }
}
