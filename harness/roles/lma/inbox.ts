import type { Clock } from '../../link/index.js'

interface Waiter<T> {
  readonly wanted: (item: T) => boolean
  readonly settle: (item: T) => void
}

/** What has come and nobody has taken yet, oldest first; who waits for something is served at once. */
export class Inbox<T> {
  readonly #items: T[] = []
  readonly #waiters = new Set<Waiter<T>>()

  constructor(
    private readonly clock: Clock,
    /** The oldest are forgotten beyond that many. */
    private readonly room = 10_000,
  ) {}

  add(item: T): void {
    for (const waiter of this.#waiters)
      if (waiter.wanted(item)) {
        this.#waiters.delete(waiter)
        waiter.settle(item)
        return
      }
    this.#items.push(item)
    if (this.#items.length > this.room) this.#items.shift()
  }

  /** Takes the oldest that is wanted, waiting `ms` at most for one. */
  take(wanted: (item: T) => boolean, ms: number): Promise<T | undefined> {
    const i = this.#items.findIndex(wanted)
    if (i >= 0) return Promise.resolve(this.#items.splice(i, 1)[0])
    return new Promise((done) => {
      const waiter: Waiter<T> = {
        wanted,
        settle: (item) => {
          cancel()
          done(item)
        },
      }
      const cancel = this.clock.after(ms, () => {
        this.#waiters.delete(waiter)
        done(undefined)
      })
      this.#waiters.add(waiter)
    })
  }

  /** Takes all that is unwanted out. */
  drop(unwanted: (item: T) => boolean): void {
    for (let i = this.#items.length - 1; i >= 0; i--) {
      const item = this.#items[i]
      if (item !== undefined && unwanted(item)) this.#items.splice(i, 1)
    }
  }
}
