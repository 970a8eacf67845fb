/**
 * The 64-bit Timestamp of RFC 5213 §8.8: seconds since 1970-01-01 00:00 UTC in the upper 48 bits, 1/65536 s in the
 * lower 16.
 */

/** One unit of a Timestamp: 1/65536 s. */
export const TIMESTAMP_UNITS_PER_SECOND = 65536n

/** Milliseconds since 1970 (fractions allowed) → Timestamp. What 48 bits of seconds cannot hold is cut off. */
export function timestampFromMs(ms: number): bigint {
  const seconds = Math.floor(ms / 1000)
  const fraction = Math.min(65535, Math.floor(((ms - seconds * 1000) * 65536) / 1000))
  return BigInt.asUintN(64, (BigInt(seconds) << 16n) | BigInt(fraction))
}

/** Nanoseconds since 1970 → Timestamp. */
export function timestampFromNs(ns: bigint): bigint {
  return BigInt.asUintN(64, (ns * TIMESTAMP_UNITS_PER_SECOND) / 1_000_000_000n)
}

/** Timestamp → milliseconds since 1970, with fractions; exact to the microsecond for dates of this age. */
export function msFromTimestamp(timestamp: bigint): number {
  return Number(timestamp >> 16n) * 1000 + (Number(timestamp & 0xffffn) * 1000) / 65536
}

/** How far `a` is after `b`, in milliseconds with fractions. */
export function timestampDifferenceMs(a: bigint, b: bigint): number {
  return (Number(a - b) * 1000) / 65536
}

/** `2025-01-01T00:00:00.500Z`; the raw value where the seconds are beyond what a date can be. */
export function timestampText(timestamp: bigint): string {
  const ms = msFromTimestamp(timestamp)
  return ms <= 8.64e15 ? new Date(ms).toISOString() : `${timestamp >> 16n} s`
}
