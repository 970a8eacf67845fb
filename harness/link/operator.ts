import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

export type OperatorAnswer = 'done' | 'skip' | 'quit'

/**
 * Whoever moves the MAG by hand, or a program on the other end of a pipe: each request is one line on `output`, each
 * line of `input` answers the oldest open one. An empty line says done, `s` skips, `q` ends the run, as the end of
 * the input does.
 */
export class Operator {
  #lines: Interface | undefined
  #over = false
  readonly #open: { readonly what: string; readonly answer: (answer: OperatorAnswer) => void }[] = []

  constructor(
    private readonly input: Readable,
    private readonly output: Writable,
  ) {}

  /** Asks for one thing; requests of cases that run side by side are put one after the other. */
  ask(what: string): Promise<OperatorAnswer> {
    if (this.#over) return Promise.resolve('quit')
    this.#read()
    return new Promise((answer) => {
      this.#open.push({ what, answer })
      if (this.#open.length === 1) this.#prompt()
    })
  }

  /** Asks nothing more; what is open counts as ended. */
  close(): void {
    this.#over = true
    this.#lines?.close()
    for (const { answer } of this.#open.splice(0)) answer('quit')
  }

  #read(): void {
    if (this.#lines !== undefined) return
    this.#lines = createInterface({ input: this.input, terminal: false })
    this.#lines.on('line', (line) => this.#take(line))
    this.#lines.on('close', () => this.close())
  }

  #take(line: string): void {
    const word = line.trim().toLowerCase()
    const first = this.#open[0]
    if (first === undefined) return
    const answer = word === '' ? 'done' : word === 's' ? 'skip' : word === 'q' ? 'quit' : undefined
    if (answer === undefined) {
      this.#prompt()
      return
    }
    this.#open.shift()
    if (answer === 'quit') this.#over = true
    first.answer(answer)
    if (answer === 'quit') this.close()
    else if (this.#open.length > 0) this.#prompt()
  }

  #prompt(): void {
    const what = this.#open[0]?.what
    if (what !== undefined) this.output.write(`Please ${what}, then press Enter (s: skip, q: end the run).\n`)
  }
}
