import { canonicalIPv6, formatIPv6, parseIPv6 } from '../wire/index.js'
import type { PoolConfig } from './config.js'
import type { Profile } from './policy.js'

/** Home network prefixes are /64s: shared by all hosts of one mobile node's link. */
export const PREFIX_LENGTH = 64

/** Where the prefixes of a node come from. */
export interface Supply {
  /** Takes `count` free prefixes, or none at all when there are not enough. */
  allocate(count: number): readonly string[] | undefined
  /** May the node have it, were it free? */
  owns(prefix: string, length: number): boolean
  isFree(prefix: string): boolean
  take(prefix: string): void
}

/** All prefixes of an anchor: the pool of all nodes, pools that some have for themselves, and prefixes of single nodes. */
export class PrefixPools {
  readonly main: PrefixPool
  readonly #own = new Map<string, PrefixPool>()
  readonly #assigned = new Set<string>()

  /** `reserved`: templates of prefixes that nodes have by their profile. */
  constructor(
    pool: PoolConfig,
    private readonly reserved: readonly string[] = [],
  ) {
    this.main = new PrefixPool(pool)
  }

  of(profile: Profile | undefined): Supply {
    const { pool, ownPrefix } = profile ?? {}
    if (ownPrefix !== undefined) return this.#single(canonicalIPv6(ownPrefix) ?? ownPrefix)
    if (pool === undefined) return this.main
    const key = `${pool.prefix}/${pool.length}`
    const own = this.#own.get(key) ?? new PrefixPool(pool)
    this.#own.set(key, own)
    return own
  }

  /** It belongs to a profile: no pool that anybody is served from has it. */
  isReserved(prefix: string, length: number): boolean {
    return this.reserved.some((template) => matches(template, prefix, length))
  }

  release(prefix: string): void {
    this.main.release(prefix)
    for (const pool of this.#own.values()) pool.release(prefix)
    this.#assigned.delete(prefix)
  }

  #single(own: string): Supply {
    const isFree = (prefix: string) => prefix === own && !this.#assigned.has(own)
    return {
      isFree,
      owns: (prefix, length) => prefix === own && length === PREFIX_LENGTH,
      take: () => void this.#assigned.add(own),
      allocate: () => {
        if (!isFree(own)) return undefined
        this.#assigned.add(own)
        return [own]
      },
    }
  }
}

/**
 * The /64s that home network prefixes are taken from (RFC 5213 §5.3.2). A released one is given out again last, so
 * that a prefix just lost is not at once another node's.
 */
export class PrefixPool implements Supply {
  readonly #base: bigint
  readonly #size: number
  readonly #used = new Set<number>()
  #next = 0

  constructor(pool: PoolConfig) {
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

function matches(template: string, prefix: string, length: number): boolean {
  const [before = '', after = ''] = template.split('{n}')
  const [rest] = after.split('/')
  const number = /^[0-9a-f]{1,4}/.exec(prefix.slice(before.length))?.[0] ?? ''
  return length === PREFIX_LENGTH && canonicalIPv6(`${before}${number}${rest}`) === prefix
}
