import type { DefectName } from '../defects.js'
import type { MagDefectName } from '../mag/index.js'

/**
 * The defect of a reference device that a case or rule must find, and what else that takes. `warns`: a warning is the
 * worst that its row allows, otherwise it fails. `with`: globs over the cases that provoke what a standing rule must
 * see, where calibration does not. `full`: the case is a long one.
 */
export interface PairInFull<D extends string = string> {
  readonly defect: D
  readonly with?: readonly string[]
  readonly edition?: 'draft-06'
  readonly full?: boolean
  readonly warns?: boolean
  /** The device is one without multipath. */
  readonly legacy?: boolean
  /**
   * How the device behaves where the RFCs leave a choice and the case applies to one choice only: `name=choice`, as
   * `--behaviour` takes it.
   */
  readonly behaviours?: readonly string[]
}

/** Of the reference LMA. */
export type Pair = DefectName | PairInFull<DefectName>

/** Of the reference MAG. */
export type MagPair = MagDefectName | PairInFull<MagDefectName>
