const NO_OCTETS = new Uint8Array(0)

/** A copy of octets, also of a Buffer (whose own `slice` is no copy); quick for the few octets there mostly are. */
export function copyOf(octets: Uint8Array, start: number, end: number): Uint8Array {
  const size = end - start
  if (size <= 0) return NO_OCTETS
  if (size > 64) return new Uint8Array(octets.subarray(start, end))
  const copy = new Uint8Array(size)
  for (let i = 0; i < size; i++) copy[i] = octets[start + i] as number
  return copy
}
