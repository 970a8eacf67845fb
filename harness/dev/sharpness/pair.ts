import type { DefectName } from '../../reference/defects.js'
import type { MagDefectName } from '../../reference/mag/index.js'

/**
 * The defect of the reference LMA that a case must find: the case fails on it. `warns`: a warning is the worst that
 * its row allows. `with`: globs over the cases that provoke what a standing rule must see, where calibration does not.
 * `legacy`: the device is one without multipath. `full`: the case is a long one.
 */
export type Pair =
  | DefectName
  | {
      readonly defect: DefectName
      readonly with?: readonly string[]
      readonly legacy?: boolean
      readonly edition?: 'draft-06'
      readonly full?: boolean
      readonly warns?: boolean
    }

/**
 * The same for the reference MAG. `behaviours`: how it behaves where the RFCs leave a choice, as `--behaviour` takes
 * it, where only then the case applies.
 */
export type MagPair =
  | MagDefectName
  | {
      readonly defect: MagDefectName
      readonly with?: readonly string[]
      readonly behaviours?: readonly string[]
      readonly full?: boolean
      readonly warns?: boolean
    }
