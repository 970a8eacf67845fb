import { nodeKinds } from '../../model/index.js'
import { canonicalIPv6 } from '../../wire/address.js'
import type { Mistake } from './error.js'
import { printableValue } from './printable.js'
import { list, mapping, type Unchecked } from './written.js'

/** RFC 4283 §3: the option's length is one octet and counts the subtype. */
const longestNodeId = 254
/** RFC 8278 §4.2: subtype and a reserved octet are counted. */
const longestMagId = 253

/** How many nodes of each kind are compared; a run that needs more has none of them twice either. */
const compared = 10_000

/** Identifiers fit their options, and no node is of two kinds. */
export function checkNodes(profile: Unchecked): Mistake[] {
  const mistakes: Mistake[] = checkPrefix(mapping(profile.nodes))
  const magId = profile['mag-id']
  if (typeof magId === 'string' && Buffer.byteLength(magId) > longestMagId) {
    mistakes.push({ path: ['mag-id'], value: magId, text: tooLong(longestMagId, Buffer.byteLength(magId)) })
  }
  if (profile.nodes === undefined) return [...mistakes, ...checkNeed(profile)]
  const nodes = mapping(profile.nodes)
  const count = typeof nodes.count === 'number' && nodes.count > 0 ? nodes.count : compared
  const earlier: { readonly kind: string; readonly template: string }[] = []
  for (const kind of nodeKinds) {
    const template = nodes[kind]
    if (typeof template !== 'string' || !template.includes('{n}')) continue
    const path = ['nodes', kind]
    const length = Buffer.byteLength(nodeName(template, count))
    if (length > longestNodeId) mistakes.push({ path, value: template, text: tooLong(longestNodeId, length) })
    for (const other of earlier) {
      const name = commonName(template, other.template, Math.min(count, compared))
      if (name === undefined) continue
      const text = `must name other nodes than nodes.${other.kind}; both make ${printableValue(name)}`
      mistakes.push({ path, value: template, text })
      break
    }
    earlier.push({ kind, template })
  }
  return mistakes
}

/** A kind of nodes and what has to be known of it come together. */
function checkPrefix(nodes: Unchecked): Mistake[] {
  const mistakes: Mistake[] = []
  for (const [kind, key, what] of [
    ['scarce', 'scarce-prefixes', 'how many prefixes their pool has'],
    ['preassigned', 'preassigned-prefix', 'the prefix each of them has'],
  ] as const) {
    if (nodes[kind] !== undefined && nodes[key] === undefined)
      mistakes.push({ path: ['nodes', key], text: `missing; with nodes.${kind} it must say ${what}` })
    if (nodes[kind] === undefined && nodes[key] !== undefined)
      mistakes.push({ path: ['nodes', kind], text: `missing; nodes.${key} is about these nodes` })
  }
  const prefix = nodes['preassigned-prefix']
  if (typeof prefix !== 'string') return mistakes
  const path = ['nodes', 'preassigned-prefix']
  const [address = '', length] = prefix.split('/')
  const largest = typeof nodes.count === 'number' ? nodes.count : compared
  for (const n of [1, largest])
    if (canonicalIPv6(address.replaceAll('{n}', n.toString(16))) === undefined || !(Number(length) <= 64))
      return [
        ...mistakes,
        {
          path,
          value: prefix,
          text: `must be an IPv6 prefix for each {n} up to ${largest} (${largest.toString(16)} in hexadecimal), not ${printableValue(prefix)}`,
        },
      ]
  return mistakes
}

/** A name that both templates make; nearly always their first or last letters tell that there is none. */
function commonName(template: string, other: string, count: number): string | undefined {
  const ends = (each: string) => [
    each.slice(0, each.indexOf('{n}')),
    each.slice(each.lastIndexOf('{n}') + '{n}'.length),
  ]
  const [start = '', end = ''] = ends(template)
  const [otherStart = '', otherEnd = ''] = ends(other)
  if (!start.startsWith(otherStart) && !otherStart.startsWith(start)) return undefined
  if (!end.endsWith(otherEnd) && !otherEnd.endsWith(end)) return undefined
  const names = (of: string) => Array.from({ length: count }, (_, i) => nodeName(of, i + 1))
  const taken = new Set(names(other))
  return names(template).find((name) => taken.has(name))
}

/** Where the nodes have to be known by the device, or to a command, they have to be named. */
function checkNeed(profile: Unchecked): Mistake[] {
  const role = mapping(profile.device).role
  if (role === 'lma') {
    const text = 'missing; with role lma it must give nodes.multipath, the nodes the device accepts'
    return [{ path: ['nodes'], text }]
  }
  const words = Object.values(mapping(profile.stimulus)).flatMap(list)
  if (!words.some((word) => typeof word === 'string' && word.includes('{node}'))) return []
  return [{ path: ['nodes'], text: 'missing; stimulus names {node}, so it must give nodes.multipath' }]
}

function nodeName(template: string, n: number): string {
  return template.replaceAll('{n}', String(n))
}

function tooLong(limit: number, length: number): string {
  return `must be at most ${limit} octets to fit its option, not ${length}`
}
