import type { AnchorClock } from '../environment.js'
import type { MagBehaviours } from './behaviours.js'
import type { MagConfig } from './config.js'
import type { MagDefectName } from './defects.js'

/** What every part of the gateway may look at. */
export interface Gateway {
  readonly config: MagConfig
  readonly choice: MagBehaviours
  readonly clock: AnchorClock
  readonly random: () => number
  /** Is this rule broken on purpose? */
  has(defect: MagDefectName): boolean
  /** The process dies: nothing is sent from here on. */
  crash(): void
}
