let slab = new ArrayBuffer(0)
let used = 0

/** Zeroed octets cut from a larger piece that is never handed out twice: a buffer of its own costs more than encoding. */
export function allocate(size: number): Uint8Array {
  if (size > 2048) return new Uint8Array(size)
  if (used + size > slab.byteLength) {
    slab = new ArrayBuffer(0x8000)
    used = 0
  }
  const octets = new Uint8Array(slab, used, size)
  used += size
  return octets
}
