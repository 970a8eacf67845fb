import type { Verdict } from '../model/index.js'
import type { Loss } from '../roles/index.js'
import type { Trial } from './session.js'

/** How an attempt of a case ended: with a verdict, or without the answer that it needs. */
export type AttemptEnd = Verdict | 'again'

type Missed = Trial['missed']

/** So often in a row silence is taken for the device's where packets get lost. */
const PASSES = 3

/** Verdicts that a lost message may have brought about: silence may also be what was required. */
const UNSURE: Readonly<Record<Missed, readonly Verdict[]>> = {
  yes: ['pass', 'fail', 'warn', 'inconclusive'],
  late: ['fail', 'warn', 'inconclusive'],
  perhaps: ['fail', 'warn', 'inconclusive'],
  no: [],
}

/** Of those, what an answer has decided as far as is known: it stands on a path that neither loses nor holds up. */
const DECIDED: readonly string[] = ['pass', 'fail'] satisfies readonly Verdict[]

export function mayBeOfThePath(end: AttemptEnd, missed: Missed): boolean {
  return end === 'again' || UNSURE[missed].includes(end)
}

/** Whether attempts of a case that stay without an answer tell something yet. */
export class Repetition {
  #last = { steps: 0, end: '', times: 0 }

  constructor(private readonly loss: Loss) {}

  /** After an attempt that ended so at this step: not often enough in a row to be told from chance. */
  isWorthAnother(end: AttemptEnd, missed: Missed, steps: number): boolean {
    const times = this.#count(end, steps)
    const decided = DECIDED.includes(end) || (missed === 'perhaps' && end !== 'again')
    if (decided && !this.loss.seen && missed !== 'late') return false
    return times < (end === 'pass' ? PASSES : this.loss.tries)
  }

  #count(end: AttemptEnd, steps: number): number {
    // An earlier attempt came beyond this step: what it asks for is answered, if it arrives.
    if (end === 'again' && steps < this.#last.steps) return 0
    const same = steps === this.#last.steps && end === this.#last.end
    this.#last = { steps, end, times: same ? this.#last.times + 1 : 1 }
    return this.#last.times
  }
}
