/** RFC 6275 §12, RFC 5213 §6.9.4: 1 s at first, doubled each time up to 32 s. */
export const INITIAL_BINDACK_TIMEOUT = 1000
export const MAX_BINDACK_TIMEOUT = 32_000

/** Milliseconds to wait after each of `tries` transmissions. */
export function retransmissionIntervals(tries: number, first = INITIAL_BINDACK_TIMEOUT): readonly number[] {
  return Array.from({ length: tries }, (_, i) =>
    Math.min(first * 2 ** i, Math.max(first, MAX_BINDACK_TIMEOUT)),
  )
}
