import type { ListedNode, Listing } from '../observe.js'
import type { Gateway } from './gateway.js'
import { liveEntries, type MobileNode } from './list.js'

/** The accepted entries of the Binding Update List, in the form `observe` has for a binding cache. */
export function listUpdateList(gateway: Gateway, nodes: Iterable<MobileNode>): Listing {
  const mobileNodes: ListedNode[] = []
  for (const node of nodes) {
    const listed = listNode(gateway, node)
    if (listed !== undefined) mobileNodes.push(listed)
  }
  return { mobileNodes }
}

function listNode({ clock, config }: Gateway, node: MobileNode): ListedNode | undefined {
  const live = liveEntries(node)
  if (live.length === 0) return undefined
  const multipath = live.some((e) => e.binding?.multipath)
  const prefixes = live.flatMap((e) => e.binding?.prefixes ?? []).map((p) => `${p.prefix}/${p.prefixLength}`)
  return {
    id: node.id,
    multipath,
    ...(multipath && { magId: config.magId }),
    prefixes: [...new Set(prefixes)],
    bindings: live.map(({ binding, bid, path }) => ({
      bid: binding?.multipath ? bid : null,
      careOf: path.address,
      accessTechnology: binding?.multipath ? path.accessTechnology : config.accessTechnology,
      ...(binding?.multipath && { label: path.label }),
      lifetime: Math.max(0, Math.round(((binding?.expiresAt ?? 0) - clock.now()) / 1000)),
    })),
  }
}
