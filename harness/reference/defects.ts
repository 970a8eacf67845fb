import { answerDefects } from './defects/answers.js'
import { checkDefects } from './defects/checks.js'
import type { Fault } from './defects/defect.js'
import { harmDefects } from './defects/harm.js'
import { messageDefects } from './defects/messages.js'
import { multipathDefects } from './defects/multipath.js'
import { sessionDefects } from './defects/sessions.js'

const table = {
  ...multipathDefects,
  ...harmDefects,
  ...checkDefects,
  ...sessionDefects,
  ...answerDefects,
  ...messageDefects,
} as const satisfies Record<string, Fault>

export type DefectName = keyof typeof table

/** One rule the anchor can be told to break. A new one is a row of a table in `defects/` and one `has('…')`. */
export interface Defect extends Fault {
  readonly name: DefectName
}

export const defects: readonly Defect[] = (Object.keys(table) as DefectName[]).map((name) => ({
  name,
  ...table[name],
}))

export function isDefectName(name: string): name is DefectName {
  return Object.hasOwn(table, name)
}
