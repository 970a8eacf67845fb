import { setTimeout as delay } from 'node:timers/promises'

/** Time, injected: nothing above `link` reads a clock of its own. */
export interface Clock {
  /** Monotonic milliseconds, with fractions. */
  now(): number
  /** Milliseconds since 1970-01-01 UTC, with fractions. */
  wall(): number
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /**
   * Calls `then` once after `ms`, unless the returned function is called first. What came in before that time is
   * delivered first, also when this process was held up.
   */
  after(ms: number, then: () => void): () => void
  /**
   * The longest time since then that this process was held up, milliseconds: what came in meanwhile was read so much
   * late. Nothing is known of the time before the first question.
   */
  heldUp(since: number): number
}

/** A timer that rings so much later than asked for tells that this process was held up, milliseconds. */
const HELD_UP_MS = 20
/** As long as that at most it takes to read what came meanwhile. */
const CATCH_UP_MS = 500

/** Looks every so often how late it is, milliseconds; remembers so many hold-ups. */
const TICK_MS = 25
const REMEMBERED = 1000

class HoldUps {
  readonly #seen: { readonly at: number; readonly ms: number }[] = []
  #last: number | undefined

  longestSince(since: number): number {
    if (this.#last === undefined) setInterval(() => this.#tick(), TICK_MS).unref()
    this.#tick()
    return Math.max(0, ...this.#seen.filter(({ at }) => at >= since).map(({ ms }) => ms))
  }

  #tick(): void {
    const at = performance.now()
    const ms = at - (this.#last ?? at) - TICK_MS
    this.#last = at
    if (ms < HELD_UP_MS) return
    this.#seen.push({ at, ms })
    if (this.#seen.length > REMEMBERED) this.#seen.shift()
  }
}

const holdUps = new HoldUps()

export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => performance.timeOrigin + performance.now(),
  sleep: async (ms, signal) => {
    await delay(Math.max(0, ms), undefined, signal === undefined ? {} : { signal })
  },
  after: (ms, then) => {
    let due = performance.now() + ms
    let left = CATCH_UP_MS
    let timer = setTimeout(ring, Math.max(0, ms))
    // Node.js runs timers before it looks at sockets, and raw-socket reads one packet a turn: a process that was held
    // up would take answers that wait in its sockets for missing ones.
    function ring(): void {
      const late = performance.now() - due
      const wait = Math.min(late, left)
      if (late < HELD_UP_MS || wait === 0) then()
      else timer = setTimeout(ring, wait)
      left -= wait
      due += late + wait
    }
    return () => clearTimeout(timer)
  },
  heldUp: (since) => holdUps.longestSince(since),
}
