/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}

/** One of `rate` keys is in the sample; whether a key is does not depend on which others there are. */
export function isSampled(key: string, rate: number, seed: number): boolean {
  return hash(`${seed} ${key}`) % rate === 0
}

/** In an order that is always the same, and different for each salt. */
export function shuffled<T extends { readonly id: string }>(items: readonly T[], salt: string): readonly T[] {
  const rank = new Map(items.map((item) => [item, hash(`${salt} ${item.id}`)]))
  return [...items].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0))
}
