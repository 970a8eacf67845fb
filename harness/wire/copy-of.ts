import { allocate } from './allocate.js'

const NO_OCTETS = new Uint8Array(0)

/** A copy of octets, also of a Buffer (whose own `slice` is no copy); quick for the few octets there mostly are. */
export function copyOf(octets: Uint8Array, start: number, end: number): Uint8Array {
  const size = end - start
  if (size <= 0) return NO_OCTETS
  if (size > 64) {
    const copy = allocate(size)
    copy.set(octets.subarray(start, end))
    return copy
  }
  const copy = new Uint8Array(size)
  for (let i = 0; i < size; i++) copy[i] = octets[start + i] as number
  return copy
}
