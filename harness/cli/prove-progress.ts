import { progressOptions } from '../report/index.js'
import type { Job } from '../run/prove/job.js'

/** Tells on standard error how a proof goes on: one line on a terminal, one line for each tenth in a log. */
export class ProveProgress {
  readonly #options = progressOptions(process.stderr, process.env)
  readonly #begun = performance.now()
  #done = 0
  #tenths = 0

  constructor(private planned: number) {}

  /** A job has ended; gives back what follows from it. */
  told(further: readonly Job[]): readonly Job[] {
    this.#done++
    this.planned += further.length
    const tenths = Math.floor((10 * this.#done) / this.planned)
    if (this.#options.live) this.#options.write(`\r\x1b[2K${this.#line()}`)
    else if (tenths > this.#tenths) {
      this.#tenths = tenths
      this.#options.write(`${this.#line()}\n`)
    }
    return further
  }

  /** Takes the line away. */
  finish(): void {
    if (this.#options.live) this.#options.write('\r\x1b[2K')
  }

  #line(): string {
    return `${this.#done}/${this.planned} devices tried, ${Math.round((performance.now() - this.#begun) / 1000)} s`
  }
}
