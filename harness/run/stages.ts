import type { PlanItem } from './plan.js'

/** Cases that run together; the next stage begins when all of them have ended and are tidied up after. */
export interface Stage {
  readonly items: readonly PlanItem[]
  /** How many run side by side. */
  readonly lanes: number
  /** No other case runs beside one of these. */
  readonly alone: boolean
  /** After what a look follows whether the device lives on. */
  readonly examined: 'nothing' | 'case' | 'message'
}

/** So many malformed cases wait at a time: an answer of ours that waits for its turn must not come too late. */
const WAITING_AT_A_TIME = 8

/**
 * In which order cases run. First what may run side by side, the longest at the front; then each exclusive case by
 * itself, and each named group of exclusive ones. What is malformed comes last, a case or a message at a time: a
 * device that dies of it has told everything else, and is caught in the act. After that comes only what a device may
 * never forget.
 */
export function stagesOf(due: readonly PlanItem[], lanes: number, looksQuickly: boolean): readonly Stage[] {
  const forGood = due.filter(({ definition }) => definition?.forGood === true)
  const malformed = due.filter((item) => isMalformed(item) && !forGood.includes(item))
  const ownNodes =
    lanes > 1 && looksQuickly ? malformed.filter((item) => item.definition?.malformed === 'own-nodes') : []
  const fair = due.filter((item) => !isMalformed(item) && !forGood.includes(item))
  const groupOf = ({ definition }: PlanItem) => definition?.exclusive
  const groups = new Set(fair.map(groupOf).filter((group) => typeof group === 'string'))
  const sideBySide = (items: readonly PlanItem[]): Stage => ({
    items: [...items].sort((a, b) => lasting(b) - lasting(a)),
    lanes,
    alone: false,
    examined: 'nothing',
  })
  const singly = (items: readonly PlanItem[], examined: Stage['examined']): Stage => ({
    items,
    lanes: 1,
    alone: true,
    examined,
  })
  return [
    sideBySide(fair.filter((item) => groupOf(item) === undefined)),
    ...fair.filter((item) => groupOf(item) === true).map((item) => singly([item], 'nothing')),
    ...[...groups].map((group) => sideBySide(fair.filter((item) => groupOf(item) === group))),
    { ...sideBySide(ownNodes), lanes: Math.min(lanes, WAITING_AT_A_TIME), examined: 'message' as const },
    singly(
      malformed.filter((item) => !ownNodes.includes(item)),
      'case',
    ),
    singly(forGood, 'nothing'),
  ].filter(({ items }) => items.length > 0)
}

function isMalformed({ definition }: PlanItem): boolean {
  return (definition?.malformed ?? false) !== false
}

function lasting({ definition }: PlanItem): number {
  return definition?.lasts ?? 0
}
