import { repetitionId } from '../model/index.js'
import type { PlanItem } from './plan.js'

/**
 * A plan with every case so many times, round after round, each time with new nodes. What does not apply is told
 * once, and a standing rule watches all rounds.
 */
export function repeatItems(plan: readonly PlanItem[], rounds: number): readonly PlanItem[] {
  const due = plan.filter(({ definition, notApplicable }) => definition && notApplicable === undefined)
  const more = Array.from({ length: rounds - 1 }, (_, i) => due.map((item) => inRound(item, i + 2)))
  const rules = plan.filter(({ rule }) => rule !== undefined)
  return [...plan.filter(({ rule }) => rule === undefined), ...more.flat(), ...rules]
}

function inRound({ planned, definition, ...rest }: PlanItem, round: number): PlanItem {
  const id = repetitionId(planned.id, round)
  return { ...rest, planned: { ...planned, id }, definition: definition && { ...definition, id } }
}
