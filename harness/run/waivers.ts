import { caseOf, type RunWaiver, type Waiver } from '../model/index.js'
import { matchesGlob } from './glob.js'
import type { PlanItem } from './plan.js'

/**
 * The waivers of a profile with the cases they are about. `everything` is the plan of all there is for the device,
 * `--full` and without a filter; `plan` is the one that runs.
 */
export function resolveWaivers(
  waivers: readonly Waiver[],
  everything: readonly PlanItem[],
  plan: readonly PlanItem[],
): readonly RunWaiver[] {
  const runs = new Set(applicable(plan))
  const ids = [...new Set([...everything, ...plan].map(({ planned }) => planned.id))]
  const missing = new Set(applicable(everything).filter((id) => !runs.has(id)))
  return waivers.map((waiver) => {
    const matches = ids.filter((id) => matchesGlob(caseOf(id), waiver.case))
    return { ...waiver, matches, leftOut: matches.filter((id) => missing.has(id)) }
  })
}

function applicable(plan: readonly PlanItem[]): readonly string[] {
  return plan.flatMap(({ planned, notApplicable }) => (notApplicable === undefined ? [planned.id] : []))
}
