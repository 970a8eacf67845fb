import type { CaseResult, RunWaiver } from '../model/index.js'
import { waivedText } from './waiver-text.js'

export interface JunitPolicy {
  /** A warning (SHOULD, DECL) is a failure. */
  readonly strict?: boolean
  /** What becomes of a case that could not be decided; an error unless told, so that nothing is silently green. */
  readonly inconclusive?: 'error' | 'skip'
}

/** The one element that says how a test case ended. JUnit has no warning: that is a pass with a first line to read. */
export type Outcome =
  | { readonly element: 'pass' }
  | { readonly element: 'failure'; readonly type: 'nonconformance' | 'waiver' }
  | { readonly element: 'error'; readonly type: 'inconclusive' | 'not-run' | 'device' | 'lab' | 'suite' }
  | { readonly element: 'skipped'; readonly message: string }

/** `waiver` is the one that covers the failure: never a failure and a skip at once, some readers take the skip. */
export function outcomeOf(
  result: Pick<CaseResult, 'verdict' | 'blame' | 'reason'>,
  policy: JunitPolicy,
  waiver?: RunWaiver,
): Outcome {
  if (waiver !== undefined) return { element: 'skipped', message: waivedText(waiver) }
  switch (result.verdict) {
    case 'pass':
      return { element: 'pass' }
    case 'warn':
      return policy.strict ? { element: 'failure', type: 'nonconformance' } : { element: 'pass' }
    case 'fail':
      return { element: 'failure', type: 'nonconformance' }
    case 'inconclusive':
      return policy.inconclusive === 'skip'
        ? { element: 'skipped', message: `inconclusive: ${result.reason}` }
        : { element: 'error', type: 'inconclusive' }
    case 'not-applicable':
      return { element: 'skipped', message: `not applicable: ${result.reason}` }
    case 'error':
      return { element: 'error', type: result.blame ?? 'suite' }
    case 'not-run':
      return { element: 'error', type: 'not-run' }
  }
}
