/** Things that one case has at a time; who finds none free waits for the next. */
export class Lending<T> {
  readonly #free: T[]
  readonly #waiting: ((item: T | undefined) => void)[] = []
  /** How many there are, lent or not. */
  #left: number

  constructor(items: readonly T[]) {
    this.#free = [...items]
    this.#left = items.length
  }

  /** The next free one, or undefined once none will ever come back. */
  take(): Promise<T | undefined> {
    const item = this.#free.shift()
    if (item !== undefined || this.#left === 0) return Promise.resolve(item)
    return new Promise((lent) => void this.#waiting.push(lent))
  }

  giveBack(item: T): void {
    const next = this.#waiting.shift()
    if (next !== undefined) next(item)
    else this.#free.push(item)
  }

  /** One that is lent out does not come back. */
  lose(): void {
    this.#left--
    if (this.#left === 0) for (const waiting of this.#waiting.splice(0)) waiting(undefined)
  }
}
