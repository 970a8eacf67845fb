import type { Prefix } from '../node.js'

/** What the emulated LMA has granted on one proxy care-of address of a node. */
export interface Binding {
  readonly careOf: string
  readonly bid: number | undefined
  /** Units of 4 s. */
  readonly lifetime: number
}

/** The session of a mobile node, as far as an LMA that means well needs one. */
export interface Session {
  prefixes: readonly Prefix[]
  /** By BID and proxy care-of address. */
  readonly bindings: Map<string, Binding>
}

/** First 16 bits after 2001:db8: and how many of them the pool 2001:db8:2000::/36 has. */
const POOL = { start: 0x2000, size: 0x1000 } as const

/** Sessions by MN-ID, and a pool of 64-bit prefixes of 2001:db8:2000::/36 that none is assigned twice from. */
export class Sessions {
  readonly #byNode = new Map<string, Session>()
  readonly #given = new Map<string, Prefix[]>()
  #assigned = 0

  of(node: string): Session | undefined {
    return this.#byNode.get(node)
  }

  /** The node's session, opened when there is none. */
  open(node: string): Session {
    const known = this.#byNode.get(node)
    if (known !== undefined) return known
    const session: Session = { prefixes: [], bindings: new Map() }
    this.#byNode.set(node, session)
    return session
  }

  end(node: string): void {
    this.#byNode.delete(node)
  }

  /** Every prefix that an answer for the node has named, right or wrong: a MAG may repeat any of them. */
  givenTo(node: string): readonly Prefix[] {
    return this.#given.get(node) ?? []
  }

  give(node: string, prefixes: readonly Prefix[]): void {
    const known = this.#given.get(node) ?? []
    const isKnown = (p: Prefix) =>
      known.some((k) => k.prefix === p.prefix && k.prefixLength === p.prefixLength)
    this.#given.set(node, [...known, ...prefixes.filter((p) => !isKnown(p))])
  }

  nextPrefix(): Prefix {
    const n = ++this.#assigned
    const third = POOL.start + (Math.floor(n / 0x10000) % POOL.size)
    return { prefix: `2001:db8:${third.toString(16)}:${(n & 0xffff).toString(16)}::`, prefixLength: 64 }
  }
}
