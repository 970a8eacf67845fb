import type { Fault } from '../defects/defect.js'
import { answerDefects } from './defects/answers.js'
import { messageDefects } from './defects/messages.js'
import { multipathDefects } from './defects/multipath.js'
import { requestDefects } from './defects/requests.js'
import { timingDefects } from './defects/timing.js'

const table = {
  ...multipathDefects,
  ...requestDefects,
  ...answerDefects,
  ...timingDefects,
  ...messageDefects,
} as const satisfies Record<string, Fault>

export type MagDefectName = keyof typeof table

/** One rule the gateway can be told to break. A new one is a row of a table in `defects/` and one `has('…')`. */
export interface MagDefect extends Fault {
  readonly name: MagDefectName
}

export const magDefects: readonly MagDefect[] = (Object.keys(table) as MagDefectName[]).map((name) => ({
  name,
  ...table[name],
}))

export function isMagDefectName(name: string): name is MagDefectName {
  return Object.hasOwn(table, name)
}
