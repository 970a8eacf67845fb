import { canonicalIPv6, isUnicastRoutable } from '../../wire/address.js'
import type { Mistake } from './error.js'
import { type FieldPath, fieldName, printableValue } from './printable.js'
import { list, mapping, type Unchecked } from './written.js'

/** Every address is one a packet can be sent to, and no two of them are the same. */
export function checkAddresses(profile: Unchecked): Mistake[] {
  const mistakes: Mistake[] = []
  const seen = new Map<string, FieldPath>()
  for (const { path, value } of addresses(profile)) {
    const address = canonicalIPv6(value)
    if (address === undefined) {
      const text = `must be an IPv6 address such as 2001:db8:1::1, without prefix length or zone, not ${printableValue(value)}`
      mistakes.push({ path, value, text })
      continue
    }
    const wrong = unusable(address)
    if (wrong !== undefined) {
      mistakes.push({ path, value, text: `must be a global unicast IPv6 address; ${address} is ${wrong}` })
      continue
    }
    const first = seen.get(address)
    if (first === undefined) seen.set(address, path)
    else
      mistakes.push({
        path,
        value,
        text: `must be an address of its own; ${address} is ${fieldName(first)} already`,
      })
  }
  return mistakes
}

function unusable(address: string): string | undefined {
  if (address.startsWith('::ffff:') && address.includes('.')) return 'an IPv4-mapped address'
  if (isUnicastRoutable(address)) return undefined
  if (address === '::') return 'the unspecified address'
  if (address === '::1') return 'the loopback address'
  return address.startsWith('ff') ? 'a multicast address' : 'a link-local address'
}

/** Paths before the others: where two are equal, the other one is the odd one out. */
function addresses(profile: Unchecked): { readonly path: FieldPath; readonly value: string }[] {
  const foreign = profile['foreign-mag']
  const beside = (path: FieldPath, value: unknown): readonly [FieldPath, unknown] =>
    typeof value === 'string' ? [path, value] : [[...path, 'address'], mapping(value).address]
  const fields: (readonly [FieldPath, unknown])[] = [
    ...list(profile.paths).map(
      (path, index) => [['paths', index, 'address'], mapping(path).address] as const,
    ),
    [['lma', 'address'], mapping(profile.lma).address],
    beside(['foreign-mag'], foreign),
    ...list(mapping(profile.heartbeat).mags).map((mag, index) => beside(['heartbeat', 'mags', index], mag)),
  ]
  return fields.flatMap(([path, value]) => (typeof value === 'string' ? [{ path, value }] : []))
}
