import type { Clock } from '../link/index.js'

interface Timer {
  readonly at: number
  readonly then: () => void
}

/** Longest virtual time one {@link VirtualClock.run} may take, milliseconds, and turns of the event loop without any timer. */
const LIMIT_MS = 3_600_000
const IDLE_TURNS = 20_000

/** Time for tests: it stands still while anything is left to do, then jumps to the next timer. */
export class VirtualClock implements Clock {
  #now = 0
  readonly #timers = new Set<Timer>()

  /** `epoch` is the wall time at the start, milliseconds since 1970. */
  constructor(private readonly epoch = Date.UTC(2026, 0, 1)) {}

  now(): number {
    return this.#now
  }
  wall(): number {
    return this.epoch + this.#now
  }
  after(ms: number, then: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, ms), then }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }
  /** What a test says. */
  heldUp = (_since: number): number => 0

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((done, failed) => {
      if (signal?.aborted) return failed(signal.reason)
      const stopped = () => {
        cancel()
        failed(signal?.reason)
      }
      const cancel = this.after(ms, () => {
        signal?.removeEventListener('abort', stopped)
        done()
      })
      signal?.addEventListener('abort', stopped, { once: true })
    })
  }

  /** Lets so much time pass, with all that happens in it. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms
    do await turn()
    while (this.#jump(end))
    this.#now = end
    await turn()
  }

  /** Lets time pass until the work is settled, and gives its result; rejects when nothing is left that could end it. */
  async run<T>(work: Promise<T>): Promise<T> {
    let settled = false
    const done = () => {
      settled = true
    }
    work.then(done, done)
    const end = this.#now + LIMIT_MS
    for (let idle = 0; idle < IDLE_TURNS; ) {
      await turn()
      if (settled) return work
      // Whatever comes from outside (a process, a socket) needs turns of the real event loop.
      idle = this.#jump(end) ? 0 : idle + 1
    }
    throw new Error(`not settled at ${this.#now} ms, with ${this.#timers.size} timers left`)
  }

  /** Calls the next timer that is due until `end`; the first set of those at one instant. */
  #jump(end: number): boolean {
    let next: Timer | undefined
    for (const timer of this.#timers)
      if (timer.at <= end && (next === undefined || timer.at < next.at)) next = timer
    if (next === undefined) return false
    this.#timers.delete(next)
    this.#now = Math.max(this.#now, next.at)
    next.then()
    return true
  }
}

/** Everything that promises have to do is done. */
function turn(): Promise<void> {
  return new Promise((done) => setImmediate(done))
}
