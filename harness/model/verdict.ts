/** How a case ends; later in the list is worse, and a verdict only ever gets worse within a case. */
export const verdicts = [
  'pass',
  'not-applicable',
  'warn',
  'not-run',
  'inconclusive',
  'error',
  'fail',
] as const

export type Verdict = (typeof verdicts)[number]

/** Who has to act on a verdict that is not a pass. */
export type Blame = 'device' | 'lab' | 'suite'

export function worse(a: Verdict, b: Verdict): Verdict {
  return verdicts.indexOf(a) >= verdicts.indexOf(b) ? a : b
}
