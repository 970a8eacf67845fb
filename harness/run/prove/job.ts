import type { Edition, Role, Verdict } from '../../model/index.js'

/** One run against a reference device that is told how to be: which rule it breaks, or which reading it takes. */
export interface Job {
  /** `defect accepts-bid-0`, `behaviour reserved-bid=silence`. */
  readonly name: string
  readonly defects: readonly string[]
  readonly behaviours: Readonly<Record<string, string>>
  /** Of the reference device; an LMA unless said. */
  readonly role?: Role
  readonly legacy?: boolean
  readonly edition?: Edition
  readonly full?: boolean
  /** Only cases that wait for nothing but answers. */
  readonly quick?: boolean
  /** Globs over case ids; all when empty. */
  readonly cases: readonly string[]
}

export interface JobResult {
  readonly name: string
  readonly cases: readonly {
    readonly id: string
    readonly verdict: Verdict
    readonly reason: string
    readonly requirements: readonly string[]
  }[]
  readonly troubles: readonly string[]
  readonly durationMs: number
}
