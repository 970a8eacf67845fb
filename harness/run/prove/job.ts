import type { Edition, Role, Verdict } from '../../model/index.js'

/** How the device of a job is apart from its defects: its kind, and what it does where the RFCs leave a choice. */
export interface Circumstances {
  readonly edition?: Edition
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
  /** `name=choice`, as `--behaviour` takes it. */
  readonly behaviours?: readonly string[]
}

/** One run against a reference device that is told how to be: which rule it breaks, or which reading it takes. */
export interface Job extends Omit<Circumstances, 'behaviours'> {
  /** `defect accepts-bid-0`, `behaviour reserved-bid=silence`. */
  readonly name: string
  readonly defects: readonly string[]
  readonly behaviours: Readonly<Record<string, string>>
  /** Of the reference device; an LMA unless said. */
  readonly role?: Role
  readonly full?: boolean
  /** Only cases that wait for nothing but answers. */
  readonly quick?: boolean
  /** Globs over case ids; all when empty. */
  readonly cases: readonly string[]
}

/** How a case of a job ended. */
export interface JobCase {
  readonly id: string
  readonly verdict: Verdict
  readonly reason: string
  readonly requirements: readonly string[]
  /** The device died of it. */
  readonly died: boolean
}

export interface JobResult {
  readonly name: string
  readonly cases: readonly JobCase[]
  readonly troubles: readonly string[]
  /** The device could be learned; otherwise a trouble says why no case was run. */
  readonly calibrated: boolean
  readonly durationMs: number
}
