import type { BindingCache, Session } from './binding-cache.js'
import type { Anchor } from './environment.js'

/** A binding as `observe` lists it. */
export interface ListedBinding {
  /** Null for a single-path binding. */
  readonly bid: number | null
  readonly careOf: string
  readonly accessTechnology: number
  readonly label?: number
  /** Seconds left. */
  readonly lifetime: number
}

export interface ListedNode {
  readonly id: string
  readonly multipath: boolean
  readonly magId?: string
  readonly prefixes: readonly string[]
  readonly bindings: readonly ListedBinding[]
}

/** The binding cache as JSON: what an operator's `show` command would print. */
export interface Listing {
  readonly mobileNodes: readonly ListedNode[]
}

export function listBindings(anchor: Anchor, cache: BindingCache): Listing {
  const mobileNodes: ListedNode[] = []
  for (const node of cache.nodes())
    for (const session of node.sessions) {
      const listed = listSession(anchor, session)
      if (listed.bindings.length === 0) continue
      if (anchor.choice['observe-entries'] === 'session') mobileNodes.push(listed)
      else mobileNodes.push(...listed.bindings.map((binding) => ({ ...listed, bindings: [binding] })))
    }
  return { mobileNodes }
}

function listSession(anchor: Anchor, session: Session): ListedNode {
  const now = anchor.clock.now()
  const listed = [...session.entries.values()]
    .filter((entry) => !entry.waiting || anchor.choice['observe-waiting'] === 'yes')
    .map(({ binding, expiresAt }) => ({
      bid: binding.bid,
      careOf: binding.careOf,
      accessTechnology: binding.accessTechnology,
      ...(binding.label === undefined ? {} : { label: binding.label }),
      lifetime: Math.max(0, Math.round((expiresAt - now) / 1000)),
    }))
  return {
    id: session.node.identity.text,
    multipath: session.multipath,
    ...(session.magId === undefined ? {} : { magId: magIdText(session.magId) }),
    prefixes: session.prefixes.map((prefix) => `${prefix}/64`),
    bindings: listed,
  }
}

/** A NAI as text, other identifiers (`subtype hex`) as they are kept. */
function magIdText(magId: string): string {
  const [subtype, hex = ''] = magId.split(' ')
  return subtype === '1' ? Buffer.from(hex, 'hex').toString('utf8') : hex
}
