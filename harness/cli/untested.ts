import type { Role, UntestedRequirement } from '../model/index.js'
import type { PlanItem } from '../run/plan.js'
import { coverage } from './coverage.js'

/**
 * Requirements that bind a device of this role and that no case of the plan is held against: what the catalogue says
 * why there is none, or that a filter left them out. `everything` is the plan of all there is for the device.
 */
export function untestedBy(
  plan: readonly PlanItem[],
  everything: readonly PlanItem[],
  role: Role,
): readonly UntestedRequirement[] {
  const tested = new Set(plan.flatMap(({ planned }) => planned.requirements))
  return coverage(everything.map(({ planned }) => planned)).flatMap((row) => {
    if (row.role !== role || tested.has(row.id)) return []
    const { id, rfc, section, level, text, cases, untested } = row
    const reason = cases.length > 0 ? leftOut(cases) : untested
    return reason === undefined ? [] : [{ id, rfc, section, level, text, ...reason }]
  })
}

function leftOut(cases: readonly string[]): Pick<UntestedRequirement, 'because' | 'why'> {
  const some = cases.slice(0, 3).join(', ')
  return { because: 'left out', why: cases.length > 3 ? `${some} and ${cases.length - 3} more` : some }
}
