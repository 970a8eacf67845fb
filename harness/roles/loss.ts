/** Below this probability, chance no longer explains that something stayed out every time. */
const CHANCE = 1e-6
const LEAST_TRIES = 3
const MOST_TRIES = 12
/** So many harmless requests tell whether a path loses packets. */
const SAMPLE = 60

/**
 * Whether the path loses packets, told by harmless requests: a device that lives answers each, so one that stays
 * unanswered beside answered ones was lost, or its answer was. On such a path a single silence means nothing.
 */
export class Loss {
  #asked = 0
  #lost = 0
  /** Unanswered ones since the last answer: lost, or the device is dead. */
  #open = 0

  answered(): void {
    this.#asked += 1 + this.#open
    this.#lost += this.#open
    this.#open = 0
  }
  unanswered(): void {
    this.#open++
  }
  /** One that counted as answered was lost after all. */
  lostAfterAll(): void {
    this.#lost++
  }
  /** What was learned before the device was known well enough does not count. */
  forget(): void {
    this.#asked = 0
    this.#lost = 0
    this.#open = 0
  }

  get seen(): boolean {
    return this.#lost > 0
  }
  get isKnown(): boolean {
    return this.seen || this.#asked >= SAMPLE
  }
  /** How often the same step must stay unanswered before that is the device's doing. */
  get tries(): number {
    if (!this.seen) return LEAST_TRIES
    const rate = (this.#lost + 1) / (this.#asked + 2)
    return Math.min(Math.max(LEAST_TRIES, Math.ceil(Math.log(CHANCE) / Math.log(rate))), MOST_TRIES)
  }
  /** `12 of 180 harmless requests stayed unanswered`. */
  words(): string {
    return `${this.#lost} of ${this.#asked} harmless requests stayed unanswered`
  }
}
