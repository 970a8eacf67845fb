import type { Answer } from './answer.js'
import type { MagPath } from './config.js'
import type { Gateway } from './gateway.js'
import { type Entry, liveEntries, type MobileNode, type Prefix } from './list.js'
import { newNode } from './nodes.js'
import type { Registrar } from './registrar.js'

/** RFC 4282 §2.2 leaves room for this much. */
const LONGEST_NAI = 253

/** The mobile nodes on the access links, and which WAN interfaces are up. */
export class Stations {
  /** By the name orders use. */
  readonly #nodes = new Map<string, MobileNode>()
  /** By MN-ID. */
  readonly #byId = new Map<string, MobileNode>()
  readonly #up: Set<string>
  /** Of nodes that have gone, for those that come back. */
  readonly #prefixes = new Map<string, readonly Prefix[]>()
  /** How often each has come. */
  readonly #attachments = new Map<string, number>()
  #multipathDisabled = false

  constructor(
    private readonly gateway: Gateway,
    private readonly registrar: Registrar,
  ) {
    this.#up = new Set(gateway.config.paths.map((path) => path.name))
  }

  all(): IterableIterator<MobileNode> {
    return this.#nodes.values()
  }

  named(id: string): MobileNode | undefined {
    return this.#byId.get(id)
  }

  pathsUp(): readonly MagPath[] {
    return this.gateway.config.paths.filter((path) => this.#up.has(path.name))
  }

  /** Entries an answer may be for: of its node, with a PBU outstanding that left from where it arrived. */
  addressees({ node, destination }: Answer): readonly Entry[] {
    const { gateway } = this
    const byId = node === undefined ? undefined : this.#byId.get(node)
    const anyNode =
      node === undefined
        ? gateway.choice['answer-without-mn-id'] === 'match-by-sequence' || gateway.has('mn-id-omitted')
        : gateway.has('other-node-accepted') || gateway.has('unmatched-answer-accepted')
    const nodes = anyNode ? [...this.#nodes.values()] : byId === undefined ? [] : [byId]
    return nodes.flatMap((n) =>
      [...n.entries.values()].filter((e) => e.exchange?.over.address === destination),
    )
  }

  attach(name: string, handoff?: number): string | undefined {
    if (name === '' || Buffer.byteLength(name) > LONGEST_NAI)
      return `a node is named by an NAI of 1 to ${LONGEST_NAI} octets`
    const here = this.#nodes.get(name)
    if (here?.attached) {
      this.#intervene(here)
      return undefined
    }
    if (here !== undefined) this.#forget(here)
    const { gateway } = this
    const times = (this.#attachments.get(name) ?? 0) + 1
    if (gateway.has('mn-id-differs-per-attachment')) this.#attachments.set(name, times)
    const id = times > 1 ? `${times}.${name}` : name
    const node = newNode(gateway.config, name, id)
    node.arrival = handoff
    if (this.#multipathDisabled) node.multipath = 'disabled'
    if (gateway.choice['prefix-after-detach'] === 'remembered') node.prefixes = this.#prefixes.get(name) ?? []
    this.#nodes.set(name, node)
    this.#byId.set(id, node)
    this.registrar.advance(node)
    return undefined
  }

  detach(name: string): string | undefined {
    const node = this.#nodes.get(name)
    if (node === undefined || !node.attached) return undefined
    node.attached = false
    node.stopRetry()
    if (node.prefixes.length > 0) this.#prefixes.set(name, node.prefixes)
    if (this.gateway.has('refreshes-absent-node')) return undefined
    for (const [index, entry] of [...node.entries.values()].entries()) this.#leave(entry, index === 0)
    this.#tidy(node)
    return undefined
  }

  refresh(name: string): string | undefined {
    const node = this.#nodes.get(name)
    if (node === undefined || !node.attached) return `${name} is not attached`
    const live = liveEntries(node).filter((e) => e.exchange?.purpose !== 'deregister')
    const bulk = this.gateway.choice['bulk-refresh'] === 'yes'
    for (const entry of bulk ? live.slice(0, 1) : live) this.registrar.refresh(entry, bulk)
    this.#intervene(node)
    return undefined
  }

  pathUp(name: string): string | undefined {
    if (!this.#knows(name)) return this.#unknownPath(name)
    this.#up.add(name)
    for (const node of [...this.all()]) {
      const entry = node.entries.get(name)
      if (entry?.refused) this.registrar.remove(entry)
      this.registrar.advance(node)
    }
    return undefined
  }

  pathDown(name: string): string | undefined {
    if (!this.#knows(name)) return this.#unknownPath(name)
    this.#up.delete(name)
    for (const node of [...this.all()]) {
      const entry = node.entries.get(name)
      if (entry !== undefined) this.#lose(entry)
    }
    return undefined
  }

  /** A de-registration is over: an absent node is forgotten, another may use the path again. */
  gone({ node }: Entry): void {
    if (node.attached) this.registrar.advance(node)
    else this.#tidy(node)
  }

  disableMultipath(): void {
    this.#multipathDisabled = true
    for (const node of this.all()) node.multipath = 'disabled'
  }

  /** RFC 5213 §6.9.1.4-1. */
  #leave(entry: Entry, first: boolean): void {
    const { gateway, registrar } = this
    const registering = entry.binding === undefined && entry.exchange !== undefined
    if (registering && gateway.has('retransmits-after-detach')) return
    if (entry.exchange?.purpose === 'deregister') return
    const known =
      entry.binding !== undefined ||
      (registering && gateway.choice['detach-while-registering'] === 'deregister')
    const silent = gateway.has('silent-on-detach') || (gateway.has('deregisters-one-path-only') && !first)
    if (known && !silent) registrar.deregister(entry)
    else registrar.remove(entry)
  }

  /** The WAN of an entry is lost. */
  #lose(entry: Entry): void {
    const { gateway, registrar } = this
    const { node, binding, exchange } = entry
    if (exchange?.purpose === 'deregister') return
    const [other] = this.pathsUp()
    const choice = gateway.choice['path-down']
    const moves = binding !== undefined && !binding.multipath && gateway.choice['single-path-move'] === 'move'
    if (binding === undefined || choice === 'silent' || (moves && other !== undefined))
      registrar.remove(entry)
    else if (choice === 'over-other-path' && binding.multipath && other !== undefined)
      registrar.deregister(entry, other)
    else registrar.deregister(entry)
    const stays = binding !== undefined && !binding.multipath && !moves
    if (!stays) registrar.advance(node)
  }

  /** An administrative action: what was halted or refused is tried again. */
  #intervene(node: MobileNode): void {
    node.halted = false
    for (const entry of [...node.entries.values()]) if (entry.refused) this.registrar.remove(entry)
    this.registrar.advance(node)
  }

  #forget(node: MobileNode): void {
    for (const entry of [...node.entries.values()]) this.registrar.remove(entry)
    this.#nodes.delete(node.name)
    this.#byId.delete(node.id)
  }

  #tidy(node: MobileNode): void {
    if (node.entries.size === 0 && !node.attached && this.#nodes.get(node.name) === node) this.#forget(node)
  }

  #knows(name: string): boolean {
    return this.gateway.config.paths.some((path) => path.name === name)
  }

  #unknownPath(name: string): string {
    const names = this.gateway.config.paths.map((path) => path.name)
    return `no path is called ${name || '""'}; there are ${names.join(', ')}`
  }
}
