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
  /** The device is one without multipath, and an LMA has never heard of it. */
  readonly legacy?: boolean
  /** The device has multipath and it is switched off. */
  readonly off?: boolean
  /** Both WAN interfaces of the MAG have one label. */
  readonly oneLabel?: boolean
  /** The profile does not say that the interval of its Heartbeats was set: it counts as that of a device as it came. */
  readonly factory?: boolean
  /** Cases run one after the other: what the defect does to others it would do to those beside. */
  readonly alone?: boolean
  /**
   * How the device behaves where the RFCs leave a choice and the case applies to one choice only: `name=choice`, as
   * `--behaviour` takes it.
   */
  readonly behaviours?: readonly string[]
}

/** By ids of cases and rules. Several, where a case finds things that differ, or under circumstances that do. */
export type Table<P> = Readonly<Record<string, P | readonly P[]>>

/** Of the reference LMA. */
export type Pair = DefectName | PairInFull<DefectName>

/** Of the reference MAG. */
export type MagPair = MagDefectName | PairInFull<MagDefectName>
