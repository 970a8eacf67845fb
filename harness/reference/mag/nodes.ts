import type { MagConfig, MagNodeFamily } from './config.js'
import { linkLayerOf } from './identity.js'
import type { MobileNode, Prefix } from './list.js'

const anybody: MagNodeFamily = { pattern: '{n}', service: 'multipath' }

/** Everybody else may use all there is. */
export function familyOf(config: MagConfig, id: string): MagNodeFamily {
  return config.nodes.find(({ pattern }) => isOf(pattern, id)) ?? anybody
}

function isOf(pattern: string, id: string): boolean {
  const [before = '', after] = pattern.split('{n}')
  if (after === undefined) return id === pattern
  const middle = id.slice(before.length, id.length - after.length)
  return id.startsWith(before) && id.endsWith(after) && /^\d+$/.test(middle)
}

export function newNode(config: MagConfig, name: string, id: string): MobileNode {
  return {
    name,
    id,
    family: familyOf(config, name),
    linkLayer: linkLayerOf(name),
    attached: true,
    multipath: 'untried',
    arrival: undefined,
    prefixes: [],
    prefixesRefused: false,
    linkLocal: undefined,
    halted: false,
    rejections: 0,
    stopRetry: () => {},
    bound: new Set(),
    entries: new Map(),
  }
}

/** What to ask for: the prefixes assigned, else those of the profile, else (empty) whatever the LMA chooses. */
export function wantedPrefixes({ prefixes, family, prefixesRefused }: MobileNode): readonly Prefix[] {
  if (prefixes.length > 0) return prefixes
  return prefixesRefused ? [] : (family.prefixes ?? []).map(prefixFrom)
}

function prefixFrom(text: string): Prefix {
  const [prefix = '::', length = '64'] = text.split('/')
  return { prefix, prefixLength: Number(length) }
}
