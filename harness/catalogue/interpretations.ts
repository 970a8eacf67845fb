/** Where the RFCs are silent or contradict themselves: our readings. U- is RFC 8278, BU- the RFCs below it. */
import { baseOpenPoints } from './interpretations/base.js'
import type { Interpretation } from './interpretations/interpretation.js'
import { openPoints } from './interpretations/rfc8278.js'

export type { Interpretation } from './interpretations/interpretation.js'
export { generalReading } from './interpretations/rfc8278.js'

export const interpretations = { ...openPoints, ...baseOpenPoints } as const satisfies Record<
  string,
  Interpretation
>

export type InterpretationId = keyof typeof interpretations
