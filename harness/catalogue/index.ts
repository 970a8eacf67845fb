/** The catalogue: what the RFCs ask, how we judge it, and the numbers they register. Pure data. */
import { type Interpretation, type InterpretationId, interpretations } from './interpretations.js'
import type { Requirement } from './requirement.js'
import { rfc5094 } from './rfc5094.js'
import { rfc5149 } from './rfc5149.js'
import { rfc5213Lma } from './rfc5213-lma.js'
import { rfc5213Mag } from './rfc5213-mag.js'
import { rfc5847 } from './rfc5847.js'
import { rfc6275 } from './rfc6275.js'
import { rfc6543 } from './rfc6543.js'
import { rfc8278 } from './rfc8278.js'

export * from './check-order.js'
export * from './interpretations.js'
export * from './registries.js'
export type { Level, Requirement, Untested } from './requirement.js'
export * from './status-codes.js'
export * from './timers.js'

type Keyed<Rfc extends string, Rows> = {
  readonly [Row in keyof Rows & string as `${Rfc}/${Row}`]: Requirement
}

function keyed<const Rfc extends string, Rows extends Readonly<Record<string, Requirement>>>(
  rfc: Rfc,
  rows: Rows,
): Keyed<Rfc, Rows> {
  const entries = Object.entries(rows).map(([row, requirement]) => [`${rfc}/${row}`, requirement])
  return Object.fromEntries(entries) as Keyed<Rfc, Rows>
}

/** Every row by its full id, `8278/MP-4.1-14` or `5213/5.3.1-04`: the RFC, then the row. */
export const requirements = {
  ...keyed('8278', rfc8278),
  ...keyed('5213', rfc5213Lma),
  ...keyed('5213', rfc5213Mag),
  ...keyed('6275', rfc6275),
  ...keyed('5847', rfc5847),
  ...keyed('5094', rfc5094),
  ...keyed('5149', rfc5149),
  ...keyed('6543', rfc6543),
}

export type RequirementId = keyof typeof requirements

/** All ids, in the order of the catalogue. */
export const requirementIds = Object.keys(requirements) as readonly RequirementId[]

export function isRequirementId(text: string): text is RequirementId {
  return Object.hasOwn(requirements, text)
}

export interface CataloguedRequirement extends Requirement {
  readonly id: RequirementId
  /** Number of the RFC, without the word. */
  readonly rfc: string
}

export function requirement(id: RequirementId): CataloguedRequirement {
  return { ...requirements[id], id, rfc: id.slice(0, id.indexOf('/')) }
}

type CataloguedInterpretation = Interpretation & { readonly id: InterpretationId }

/** The reading by its id; undefined for a text that is no id. */
export function interpretation(id: InterpretationId): CataloguedInterpretation
export function interpretation(id: string): CataloguedInterpretation | undefined
export function interpretation(id: string): CataloguedInterpretation | undefined {
  return isInterpretationId(id) ? { ...interpretations[id], id } : undefined
}

export function isInterpretationId(text: string): text is InterpretationId {
  return Object.hasOwn(interpretations, text)
}
