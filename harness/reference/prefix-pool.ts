import { formatIPv6, parseIPv6 } from '../wire/index.js'

/** Home network prefixes are /64s: shared by all hosts of one mobile node's link. */
export const PREFIX_LENGTH = 64

/**
 * The /64s that home network prefixes are taken from (RFC 5213 §5.3.2). A released one is given out again last, so
 * that a prefix just lost is not at once another node's.
 */
export class PrefixPool {
  readonly #base: bigint
  readonly #size: number
  readonly #used = new Set<number>()
  #next = 0

  constructor(pool: { readonly prefix: string; readonly length: number; readonly limit?: number }) {
    const octets = parseIPv6(pool.prefix)
    if (octets === undefined || pool.length < 8 || pool.length > PREFIX_LENGTH)
      throw new RangeError(`the prefix pool ${pool.prefix}/${pool.length} is no IPv6 prefix of 8 to 64 bits`)
    const size = 2 ** Math.min(PREFIX_LENGTH - pool.length, 40)
    this.#size = Math.min(size, pool.limit ?? size)
    this.#base = (upper(octets) >> BigInt(PREFIX_LENGTH - pool.length)) << BigInt(PREFIX_LENGTH - pool.length)
  }

  /** Takes `count` free prefixes, or none at all when there are not enough. */
  allocate(count: number): readonly string[] | undefined {
    if (this.#used.size + count > this.#size) return undefined
    const taken: string[] = []
    while (taken.length < count) {
      const index = this.#next
      this.#next = (this.#next + 1) % this.#size
      if (this.#used.has(index)) continue
      this.#used.add(index)
      taken.push(this.#format(index))
    }
    return taken
  }

  /** Is it a /64 of this pool, used or not? */
  owns(prefix: string, length: number): boolean {
    return length === PREFIX_LENGTH && this.#index(prefix) !== undefined
  }

  isFree(prefix: string): boolean {
    const index = this.#index(prefix)
    return index !== undefined && !this.#used.has(index)
  }

  take(prefix: string): void {
    const index = this.#index(prefix)
    if (index !== undefined) this.#used.add(index)
  }

  release(prefix: string): void {
    const index = this.#index(prefix)
    if (index !== undefined) this.#used.delete(index)
  }

  #index(prefix: string): number | undefined {
    const octets = parseIPv6(prefix)
    if (octets === undefined || octets.subarray(8).some((octet) => octet !== 0)) return undefined
    const distance = upper(octets) - this.#base
    return distance >= 0n && distance < BigInt(this.#size) ? Number(distance) : undefined
  }

  #format(index: number): string {
    const octets = new Uint8Array(16)
    new DataView(octets.buffer).setBigUint64(0, this.#base + BigInt(index))
    return formatIPv6(octets)
  }
}

/** The first 64 bits, as a number of /64s. */
function upper(octets: Uint8Array): bigint {
  return new DataView(octets.buffer, octets.byteOffset).getBigUint64(0)
}
