import type { ObservedBinding, Observer } from '../link/index.js'
import type { Profile } from '../model/index.js'
import { type Mag, type MobileNode, type Prefix, sessionOf, type Tag } from '../roles/index.js'
import { canonicalIPv6, visible } from '../wire/index.js'
import { presumeTelling } from './idle-deregistrations.js'
import { Undecided } from './outcome.js'

/** The live bindings of one mobile node, as `observe` lists them or as the wire gave them away. */
export class NodeBindings {
  constructor(
    readonly node: MobileNode,
    readonly seenBy: 'observe' | 'wire',
    readonly list: readonly ObservedBinding[],
  ) {}

  get count(): number {
    return this.list.length
  }
  hasBid(bid: number): boolean {
    return this.list.some((b) => b.bid === bid)
  }
  hasCareOf(address: string): boolean {
    return this.list.some((b) => canonicalIPv6(b.careOf) === address)
  }
  withBid(bid: number): ObservedBinding | undefined {
    return this.list.find((b) => b.bid === bid)
  }
  words(): string {
    const shown = this.list.map(
      (b) =>
        `BID ${b.bid ?? 'none'} at ${visible(b.careOf)}${this.seenBy === 'observe' ? `, ${b.lifetime} s left` : ''}`,
    )
    return `${this.count === 0 ? 'no binding' : shown.join('; ')} (${this.seenBy === 'observe' ? 'observe' : 'told by de-registrations'})`
  }
}

/** How a case looks at the device's binding cache. */
export class BindingCache {
  constructor(
    readonly mag: Mag,
    private readonly profile: Profile,
    private readonly observer: Observer | undefined,
    readonly tag: (step: string) => Tag,
    readonly fresh: () => Promise<MobileNode>,
  ) {}

  get observable(): boolean {
    return this.observer !== undefined
  }

  /**
   * The node's bindings now. Without `observe` this is the last look: each path that was asked for is de-registered,
   * and an acceptance says that its binding was there (RFC 5213 §5.3.5). Undecided where the device accepts any.
   */
  of(node: MobileNode): Promise<NodeBindings> {
    return this.observer === undefined ? this.#byDeregistration(node) : this.observed(node)
  }

  /** The node's bindings once the device has deleted what was de-registered (MinDelayBeforeBCEDelete). */
  async settled(node: MobileNode): Promise<NodeBindings> {
    await this.mag.clock.sleep(this.profile.timers.minDelayBeforeBceDelete + 500)
    return this.of(node)
  }

  /** An accepted de-registration tells that there was a binding; undecided where the device accepts those of none. */
  presumeTelling(): Promise<void> {
    return presumeTelling(this)
  }

  /** The node's bindings by `observe`; undecided where the profile has none. */
  async observed(node: MobileNode): Promise<NodeBindings> {
    if (this.observer === undefined)
      throw new Undecided({
        code: 'not-observable',
        message: 'only the binding cache can tell: configure `observe` in the profile',
      })
    const entries = (await this.observer.read()).filter((n) => n.id === node.id)
    const list = entries.flatMap((n) => n.bindings)
    return new NodeBindings(node, 'observe', list)
  }

  /**
   * The bindings of the session with these prefixes, by `observe`. Where the device lists the sessions of a node as
   * one entry, or lists no prefixes, those of all.
   */
  async ofSession(node: MobileNode, [first]: readonly Prefix[]): Promise<NodeBindings> {
    const entries = ((await this.observer?.read()) ?? []).filter((n) => n.id === node.id)
    const wanted = first && canonicalIPv6(first.prefix)
    const own = entries.filter(
      ({ prefixes }) =>
        prefixes.length === 0 || prefixes.some((p) => canonicalIPv6(p.replace(/\/.*$/, '')) === wanted),
    )
    const list = own.flatMap((n) => n.bindings)
    return new NodeBindings(node, 'observe', list)
  }

  /** The node's home network prefixes by `observe`. */
  async prefixes(node: MobileNode): Promise<readonly string[]> {
    const nodes = (await this.observer?.read()) ?? []
    return nodes.filter((n) => n.id === node.id).flatMap((n) => n.prefixes)
  }

  async #byDeregistration(node: MobileNode): Promise<NodeBindings> {
    const list: ObservedBinding[] = []
    for (const registration of [...node.registrations]) {
      const { endpoint, bid, multipath } = registration
      const { accessTechnology, label } = this.profile.paths.find((p) => p.name === endpoint.name) ?? {}
      const answer = await this.mag.ask(
        node,
        endpoint,
        'deregister',
        sessionOf(registration),
        this.tag(`de-register ${node.id} from ${endpoint.name} to learn whether it is bound`),
      )
      if (!answer.accepted) continue
      list.push({
        bid: multipath ? bid : null,
        careOf: endpoint.address,
        lifetime: 0,
        ...(accessTechnology !== undefined && { accessTechnology }),
        ...(label !== undefined && { label }),
      })
    }
    if (list.length > 0) await this.presumeTelling()
    return new NodeBindings(node, 'wire', list)
  }
}
