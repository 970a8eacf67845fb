import { type Answer, expect, type Prefix, parseIPv6, presume } from '../../../harness/case/index.js'

export { NOBODYS_PREFIX as outside } from '../../../harness/case/index.js'

/** `2001:db8:1::/64`, in a fixed order. */
export function named(prefixes: readonly Prefix[]): readonly string[] {
  return prefixes.map(({ prefix, prefixLength }) => `${prefix}/${prefixLength}`).sort()
}

/** The prefixes themselves, whatever length stands beside them. */
export function values(prefixes: readonly Prefix[]): readonly string[] {
  return prefixes.map(({ prefix }) => prefix).sort()
}

export function expectPrefixesOf(answer: Answer, earlier: Answer): void {
  const wanted = named(earlier.prefixes)
  presume(wanted.length).to.be.at.least(1, 'a session with a prefix')
  expect(named(answer.prefixes)).to.deep.equal(wanted, `the prefixes of the session, ${wanted.join(', ')}`)
}

/** One of the two is the other, or lies inside it. */
export function overlap(a: Prefix, b: Prefix): boolean {
  const [x, y] = [parseIPv6(a.prefix), parseIPv6(b.prefix)]
  if (x === undefined || y === undefined) return false
  const shorter = Math.min(a.prefixLength, b.prefixLength)
  const bit = (octets: Uint8Array, i: number) => ((octets[i >> 3] ?? 0) >> (7 - (i & 7))) & 1
  for (let i = 0; i < shorter; i++) if (bit(x, i) !== bit(y, i)) return false
  return true
}
