import type { CaseEnd, StandingTally } from '../model/index.js'

/** What is left of a run that was cut off. */
export interface Resumed {
  /** Results that stand: these cases are not run again. */
  readonly ended: readonly CaseEnd[]
  readonly standing: StandingTally
  /** The last frame number that was given. */
  readonly frames: number
  /** How many captured frames the journal has. */
  readonly captured: number
  readonly repeatedSteps: number
  /** Milliseconds from the start of the run until now. */
  readonly elapsed: number
}
