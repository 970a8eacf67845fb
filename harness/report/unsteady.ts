import { type CaseResult, caseOf, type Run } from '../model/index.js'
import { totals, verdictOrder } from './overview.js'

/** A case of a repeated run that did not end alike in every round. */
export interface Unsteady {
  readonly id: string
  /** `2 pass, 1 fail`. */
  readonly verdicts: string
}

/** The repeated cases that ended now so, now otherwise, in the order of the run. */
export function unsteadyCases(run: Pick<Run, 'cases'>): readonly Unsteady[] {
  const rounds = new Map<string, CaseResult[]>()
  for (const result of run.cases) {
    const id = caseOf(result.id)
    const known = rounds.get(id)
    if (known === undefined) rounds.set(id, [result])
    else known.push(result)
  }
  return [...rounds].flatMap(([id, results]) => {
    if (new Set(results.map(({ verdict }) => verdict)).size < 2) return []
    const numbers = totals(results)
    const told = verdictOrder.filter((verdict) => numbers[verdict] > 0)
    return [{ id, verdicts: told.map((verdict) => `${numbers[verdict]} ${verdict}`).join(', ') }]
  })
}
