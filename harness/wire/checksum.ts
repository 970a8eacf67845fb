import { parseIPv4, readIPv6 } from './address.js'
import type { Addresses } from './message.js'

/** RFC 6275 §6.1.1. */
const MOBILITY_HEADER = 135
const scratch = new Uint8Array(16)
/** The sums of addresses seen lately: a run has few, and each is needed for every message. */
const sums = new Map<string, number>()
const MOST_SUMS = 4096

/**
 * The checksum of a Mobility Header (RFC 6275 §6.1.1), with its Checksum field taken as 0. 0 when the addresses are
 * IPv4: then it is sent as 0 (RFC 5844 §4.1.3.2). RangeError when they are no addresses at all.
 */
export function checksum(octets: Uint8Array, addresses: Addresses): number {
  const value = computed(octets, addresses)
  if (value === undefined)
    throw new RangeError(`no addresses: "${addresses.source}", "${addresses.destination}"`)
  return value
}

/** Whether the Checksum field is what it has to be between these addresses. */
export function checksumMatches(octets: Uint8Array, addresses: Addresses): boolean {
  const field = ((octets[4] ?? 0) << 8) | (octets[5] ?? 0)
  return field === computed(octets, addresses)
}

/** As `checksum`, but undefined where that throws. */
export function computed(octets: Uint8Array, addresses: Addresses): number | undefined {
  const source = addressSum(addresses.source)
  if (source === undefined) return isOverIPv4(addresses) ? 0 : undefined
  const destination = addressSum(addresses.destination)
  if (destination === undefined) return undefined
  const pseudo = source + destination + (octets.length >>> 16) + (octets.length & 0xffff) + MOBILITY_HEADER
  const field = octets.length >= 6 ? ((octets[4] as number) << 8) | (octets[5] as number) : 0
  return ~fold(pseudo + sum(octets) - field) & 0xffff
}

/** Undefined for what is no IPv6 address. */
function addressSum(text: string): number | undefined {
  const known = sums.get(text)
  if (known !== undefined) return known
  if (!readIPv6(withoutZone(text), scratch, 0)) return undefined
  const total = sum(scratch)
  if (sums.size === MOST_SUMS) sums.clear()
  sums.set(text, total)
  return total
}

function withoutZone(text: string): string {
  const zone = text.indexOf('%')
  return zone < 0 ? text : text.slice(0, zone)
}

/** Signalling over IPv4 and UDP. */
export function isOverIPv4(addresses: Addresses): boolean {
  return parseIPv4(addresses.source) !== undefined && parseIPv4(addresses.destination) !== undefined
}

/** One's complement sum of 16-bit words, not folded yet; an odd last octet counts as the upper one. */
export function sum(octets: Uint8Array, start = 0, end: number = octets.length): number {
  let total = 0
  const even = end - ((end - start) & 1)
  for (let i = start; i < even; i += 2) total += ((octets[i] as number) << 8) | (octets[i + 1] as number)
  return even < end ? total + ((octets[even] as number) << 8) : total
}

/** Carries back in, until 16 bits are left. */
export function fold(total: number): number {
  let folded = total
  while (folded > 0xffff) folded = Math.floor(folded / 0x10000) + (folded % 0x10000)
  return folded
}
