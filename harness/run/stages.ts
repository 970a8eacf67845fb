import type { PlanItem } from './plan.js'

/** Cases that run together; the next stage begins when all of them have ended and are tidied up after. */
export interface Stage {
  readonly items: readonly PlanItem[]
  /** How many run side by side. */
  readonly lanes: number
  /** No other case runs beside one of these. */
  readonly alone: boolean
  /** Each is followed by a look whether the device lives on. */
  readonly examined: boolean
}

/**
 * In which order cases run. First what may run side by side, the longest at the front; then each exclusive case by
 * itself, and each named group of exclusive ones. What is malformed comes last and alone: a device that dies of it
 * has told everything else, and is caught in the act. After that comes only what a device may never forget.
 */
export function stagesOf(due: readonly PlanItem[], lanes: number): readonly Stage[] {
  const forGood = due.filter(({ definition }) => definition?.forGood === true)
  const malformed = due.filter((item) => isMalformed(item) && !forGood.includes(item))
  const fair = due.filter((item) => !isMalformed(item) && !forGood.includes(item))
  const groupOf = ({ definition }: PlanItem) => definition?.exclusive
  const groups = new Set(fair.map(groupOf).filter((group) => typeof group === 'string'))
  const sideBySide = (items: readonly PlanItem[]): Stage => ({
    items: [...items].sort((a, b) => lasting(b) - lasting(a)),
    lanes,
    alone: false,
    examined: false,
  })
  return [
    sideBySide(fair.filter((item) => groupOf(item) === undefined)),
    ...fair
      .filter((item) => groupOf(item) === true)
      .map((item) => ({ items: [item], lanes: 1, alone: true, examined: false })),
    ...[...groups].map((group) => sideBySide(fair.filter((item) => groupOf(item) === group))),
    { items: malformed, lanes: 1, alone: true, examined: true },
    { items: forGood, lanes: 1, alone: true, examined: false },
  ].filter(({ items }) => items.length > 0)
}

function isMalformed({ definition }: PlanItem): boolean {
  return definition?.malformed === true
}

function lasting({ definition }: PlanItem): number {
  return definition?.lasts ?? 0
}
