import type { Blame } from '../model/index.js'

/** The case was stopped from outside: its time ran out, or the operator ended the run. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  constructor(
    message: string,
    readonly blame: Blame,
  ) {
    super(message)
  }
}
