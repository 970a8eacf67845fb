import { setTimeout as delay } from 'node:timers/promises'

/** Time, injected: nothing above `link` reads a clock of its own. */
export interface Clock {
  /** Monotonic milliseconds, with fractions. */
  now(): number
  /** Milliseconds since 1970-01-01 UTC, with fractions. */
  wall(): number
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Calls `then` once after `ms`, unless the returned function is called first. */
  after(ms: number, then: () => void): () => void
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => performance.timeOrigin + performance.now(),
  sleep: async (ms, signal) => {
    await delay(Math.max(0, ms), undefined, signal === undefined ? {} : { signal })
  },
  after: (ms, then) => {
    const timer = setTimeout(then, Math.max(0, ms))
    return () => clearTimeout(timer)
  },
}
