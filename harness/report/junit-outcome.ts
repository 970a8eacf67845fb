import type { CaseResult } from '../model/index.js'

export interface JunitPolicy {
  /** A warning (SHOULD, DECL) is a failure. */
  readonly strict?: boolean
  /** What becomes of a case that could not be decided; an error unless told, so that nothing is silently green. */
  readonly inconclusive?: 'error' | 'skip'
}

/** The one element that says how a test case ended. JUnit has no warning: that is a pass with a first line to read. */
export type Outcome =
  | { readonly element: 'pass' }
  | { readonly element: 'failure'; readonly type: 'nonconformance' }
  | { readonly element: 'error'; readonly type: 'inconclusive' | 'not-run' | 'device' | 'lab' | 'suite' }
  | { readonly element: 'skipped'; readonly message: string }

export function outcomeOf(
  result: Pick<CaseResult, 'verdict' | 'blame' | 'reason'>,
  policy: JunitPolicy,
): Outcome {
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
