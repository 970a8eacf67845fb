import { find } from '../../wire/index.js'
import type { Answer } from './answer.js'
import { bidOf, type MagPath } from './config.js'
import type { Exchanges } from './exchanges.js'
import type { Gateway } from './gateway.js'
import {
  type Entry,
  type Exchange,
  Handoff,
  liveEntries,
  type MobileNode,
  type Prefix,
  pendingEntries,
  stopTimers,
  type Transmission,
} from './list.js'
import { wantedPrefixes } from './nodes.js'

/** RFC 6275 §6.1.7. */
const LIFETIME_UNIT_MS = 4000

/** What the registrar may ask of the gateway around it. */
export interface World {
  readonly paths: () => readonly MagPath[]
  /** Does the LMA support multipath, as far as is known without asking for this node? */
  readonly capability: () => boolean
  readonly learned: (capability: boolean) => void
  /** Its binding came or went. */
  readonly changed: (entry: Entry) => void
  /** A de-registration is over. */
  readonly gone: (entry: Entry) => void
}

/** Decides which PBU is due next, and keeps the Binding Update List (RFC 5213 §6.9.1, RFC 8278 §4.4). */
export class Registrar {
  constructor(
    private readonly gateway: Gateway,
    private readonly exchanges: Exchanges,
    private readonly world: World,
  ) {}

  /** Sends whatever is due for a node: the first PBU, or those of further paths. */
  advance(node: MobileNode): void {
    const { gateway } = this
    if (!node.attached || node.halted || gateway.has('never-registers')) return
    if (node.family.service === 'barred' && !gateway.has('serves-barred-node')) return
    const free = this.world
      .paths()
      .filter((path) => isFree(node.entries.get(path.name)) && !this.#isLeftOut(node, path))
    const pending = pendingEntries(node).length
    if (this.#isMultipath(node)) {
      const known =
        node.multipath === 'enabled' || this.world.capability() || gateway.has('second-path-before-answer')
      const atOnce =
        known &&
        (gateway.choice['several-paths'] === 'concurrent' || gateway.has('second-path-before-answer'))
      if (pending > 0 && !atOnce) return
      const others = node.entries.size > 0 && gateway.choice['further-paths'] === 'never' ? [] : free
      for (const path of atOnce ? others : others.slice(0, 1)) this.#register(node, path)
    } else if (pending === 0 && liveEntries(node).length === 0 && free[0] !== undefined)
      this.#register(node, free[0])
  }

  /** The LMA has to hear of the node again, before its lifetime is half over or not. */
  refresh(entry: Entry, bulk = false): void {
    const { node } = entry
    if (entry.binding === undefined) return
    entry.stopRefresh()
    this.exchanges.begin(entry, {
      purpose: 'refresh',
      handoff: Handoff.unchanged,
      multipath: entry.binding.multipath && this.#mayUse(node),
      bulk: bulk && entry.binding.multipath && this.#mayUse(node),
      overwrite: false,
      prefixes: entry.binding.prefixes,
      lifetime: this.gateway.config.lifetime,
      over: entry.path,
    })
  }

  /** RFC 5213 §6.9.1.4. `over`: another path it leaves on, with Alternate Care-of Address (RFC 8278 §4.1). */
  deregister(entry: Entry, over: MagPath = entry.path): void {
    const { binding, node } = entry
    const prefixes = binding?.prefixes ?? wantedPrefixes(node)
    const multipath = (binding?.multipath ?? entry.exchange?.multipath ?? false) && this.#mayUse(node)
    entry.stopRefresh()
    this.exchanges.begin(entry, {
      purpose: 'deregister',
      handoff: Handoff.unknown,
      multipath,
      bulk: false,
      overwrite: false,
      prefixes,
      lifetime: 0,
      over,
    })
  }

  /** RFC 5213 §6.9.1.4: answered, or not answered in time. */
  deregistered(entry: Entry): void {
    entry.exchange?.stop()
    entry.exchange = undefined
    if (this.gateway.has('entry-kept-after-deregistration')) return
    this.remove(entry)
    this.world.gone(entry)
  }

  /** Takes an entry off the list. */
  remove(entry: Entry): void {
    stopTimers(entry)
    entry.binding = undefined
    entry.exchange = undefined
    const { node, path } = entry
    if (node.entries.get(path.name) === entry) node.entries.delete(path.name)
    this.world.changed(entry)
  }

  /** RFC 5213 §6.9.1.2-12 to -14, RFC 8278 §4.4. */
  accepted(entry: Entry, exchange: Exchange, answer: Answer, sent: Transmission): void {
    const { gateway } = this
    const { node } = entry
    node.rejections = 0
    if (exchange.purpose === 'deregister') {
      this.deregistered(entry)
      return
    }
    if (gateway.has('retransmits-after-acceptance'))
      this.#grant(entry, exchange, answer, sent, exchange.multipath)
    else {
      exchange.stop()
      entry.exchange = undefined
      this.#grant(entry, exchange, answer, sent, this.#settle(entry, exchange, answer))
    }
    this.advance(node)
  }

  /** True when the LMA has enabled multipath for this binding. An answer without MMB disables it for the node. */
  #settle(entry: Entry, exchange: Exchange, { mmb }: Answer): boolean {
    const { gateway, world } = this
    const { node } = entry
    if (!exchange.multipath) return false
    const supported =
      mmb.kind === 'present' && (mmb.option.bid === entry.bid || gateway.choice['foreign-bid'] !== 'disable')
    if (
      supported ||
      gateway.has('multipath-after-legacy-answer') ||
      gateway.has('second-path-after-legacy-answer')
    ) {
      node.multipath = 'enabled'
      world.learned(true)
      return supported || gateway.has('multipath-after-legacy-answer')
    }
    node.multipath = 'disabled'
    world.learned(false)
    for (const other of liveEntries(node)) if (other !== entry) this.remove(other)
    for (const other of pendingEntries(node)) if (other !== entry) this.remove(other)
    return false
  }

  #grant(entry: Entry, exchange: Exchange, answer: Answer, sent: Transmission, multipath: boolean): void {
    const { gateway } = this
    const { node } = entry
    const prefixes = this.#prefixesOf(exchange, answer)
    const granted = gateway.has('granted-lifetime-ignored')
      ? exchange.lifetime
      : Math.min(answer.lifetime, exchange.lifetime)
    const linkLocal = find(answer.message, 'link-local-address')?.address
    if (linkLocal !== undefined && linkLocal !== '::') node.linkLocal = linkLocal
    node.prefixes = prefixes
    const advice =
      gateway.choice['refresh-advice'] === 'follow'
        ? find(answer.message, 'binding-refresh-advice')
        : undefined
    const others = exchange.bulk ? liveEntries(node).filter((e) => e !== entry && e.binding?.multipath) : []
    this.#bind(entry, prefixes, multipath, sent.at, granted, advice?.interval)
    for (const other of others)
      this.#bind(other, other.binding?.prefixes ?? prefixes, true, sent.at, granted, undefined)
  }

  /** RFC 6275 §11.7.3: the lifetime counts from when the PBU was sent. */
  #bind(
    entry: Entry,
    prefixes: readonly Prefix[],
    multipath: boolean,
    sentAt: number,
    lifetime: number,
    advised: number | undefined,
  ): void {
    const { gateway } = this
    const { clock } = gateway
    entry.binding?.stop()
    entry.stopRefresh()
    const whole = lifetime * LIFETIME_UNIT_MS
    const expiresAt = sentAt + whole
    const expire = () => this.#expired(entry)
    const stop = gateway.has('binding-never-expires')
      ? () => {}
      : clock.setTimer(expiresAt - clock.now(), expire)
    entry.binding = { prefixes, multipath, expiresAt, stop }
    entry.node.bound.add(entry.path.name)
    entry.refused = false
    const advisedMs = advised === undefined ? whole : advised * LIFETIME_UNIT_MS
    const early = Math.min(advisedMs > 0 ? advisedMs : whole, whole * Number(gateway.choice['refresh-at']))
    const due = gateway.has('refreshes-too-late') ? whole + 1000 : early
    if (!gateway.has('never-refreshes'))
      entry.stopRefresh = clock.setTimer(sentAt + due - clock.now(), () => this.#refreshDue(entry))
    this.world.changed(entry)
  }

  #refreshDue(entry: Entry): void {
    const { gateway } = this
    if (entry.exchange !== undefined) return
    if (gateway.has('no-refresh-after-path-loss') && hasLostPath(entry.node)) return
    if (entry.binding !== undefined) {
      this.refresh(entry, gateway.choice['bulk-refresh'] === 'yes')
      return
    }
    // Only a defect gets here: the binding has gone before its refresh.
    this.advance(entry.node)
  }

  #expired(entry: Entry): void {
    const { node } = entry
    const { exchange } = entry
    entry.binding = undefined
    this.world.changed(entry)
    if (exchange?.purpose === 'deregister') return
    if (exchange === undefined && this.gateway.has('refreshes-too-late')) return
    this.remove(entry)
    if (exchange !== undefined && node.attached) this.advance(node)
  }

  #prefixesOf({ prefixes: asked }: Exchange, { prefixes }: Answer): readonly Prefix[] {
    if (prefixes.length === 0 || this.gateway.has('prefix-of-answer-not-taken')) return asked
    return this.gateway.has('only-first-prefix-taken') ? prefixes.slice(0, 1) : prefixes
  }

  #register(node: MobileNode, path: MagPath): void {
    const { gateway } = this
    const others = [...node.entries.values()].filter((e) => e.path !== path && !e.refused)
    const existing = node.entries.get(path.name)
    const entry: Entry = existing ?? {
      node,
      path,
      bid: bidOf(gateway.config, path),
      binding: undefined,
      exchange: undefined,
      refused: false,
      stopRefresh: () => {},
      sentAt: [],
    }
    node.entries.set(path.name, entry)
    const prefixes = wantedPrefixes(node)
    const multipath = this.#isMultipath(node)
    this.exchanges.begin(entry, {
      purpose: 'register',
      handoff: this.#handoff(node, multipath && others.length > 0),
      multipath,
      bulk: false,
      overwrite: multipath && others.length === 0 && gateway.choice['overwrite-on-first'] === 'yes',
      prefixes,
      lifetime: gateway.config.lifetime,
      over: path,
    })
  }

  /** RFC 5213 §6.9.1.1-4. With a prefix from before, whether the LMA still has the session cannot be told. */
  #handoff(node: MobileNode, further: boolean): number {
    if (further) return Number(this.gateway.choice['second-path-handoff-indicator'])
    if (node.arrival !== undefined && node.bound.size === 0) return node.arrival
    return node.prefixes.length > 0 ? Handoff.unknown : Number(this.gateway.choice['first-handoff-indicator'])
  }

  #isLeftOut(node: MobileNode, path: MagPath): boolean {
    if (!this.gateway.has('same-label-not-registered')) return false
    return [...node.entries.values()].some((e) => e.path !== path && e.path.label === path.label)
  }

  #isMultipath(node: MobileNode): boolean {
    return (
      this.gateway.config.multipath === 'on' && node.family.service !== 'single-path' && this.#mayUse(node)
    )
  }

  #mayUse(node: MobileNode): boolean {
    return node.multipath !== 'disabled' || this.gateway.has('multipath-after-180')
  }
}

function isFree(entry: Entry | undefined): boolean {
  return (
    entry === undefined || (entry.binding === undefined && entry.exchange === undefined && !entry.refused)
  )
}

/** It was registered over a path that it is not registered over any more. */
function hasLostPath({ bound, entries }: MobileNode): boolean {
  return [...bound].some((name) => entries.get(name)?.binding === undefined)
}
