import {
  isRequirementId,
  type RequirementId,
  requirement,
  requirementIds,
  type Untested,
} from '../catalogue/index.js'
import type { PlannedCase, Role } from '../model/index.js'

/** What of a test counts here. */
export type Test = Pick<PlannedCase, 'id' | 'role' | 'requirements'>

/** A row of the catalogue, for one role that it binds. */
export interface Coverage {
  readonly id: RequirementId
  readonly rfc: string
  readonly section: string
  readonly level: string
  readonly text: string
  readonly role: Role
  /** Ids of the cases and standing rules held against it. */
  readonly cases: readonly string[]
  /** Why there is none, as the catalogue says. */
  readonly untested?: Untested
}

export const states = ['tested', 'not yet', 'untestable', 'covered by', 'missing'] as const
export type State = (typeof states)[number]

/** Each row of the catalogue, once for each role it binds, sorted by id and role. */
export function coverage(tests: readonly Test[]): readonly Coverage[] {
  const cases = new Map<string, string[]>()
  for (const { id, role, requirements } of tests)
    for (const row of requirements) {
      const key = `${row} ${role}`
      cases.set(key, [...(cases.get(key) ?? []), id])
    }
  return [...requirementIds].sort(byText).flatMap((id) => {
    const { rfc, section, level, text, binds, untested } = requirement(id)
    const bound: readonly Role[] = binds === 'both' ? ['lma', 'mag'] : [binds]
    return bound.map((role) => {
      const reason = untested?.[role]
      return {
        id,
        rfc,
        section,
        level,
        text,
        role,
        cases: (cases.get(`${id} ${role}`) ?? []).sort(byText),
        ...(reason !== undefined && { untested: reason }),
      }
    })
  })
}

export function stateOf({ cases, untested }: Coverage): State {
  return cases.length > 0 ? 'tested' : (untested?.because ?? 'missing')
}

/** One sentence for each thing that is not in order: neither case nor reason, both of them, or the wrong role. */
export function contradictions(rows: readonly Coverage[], tests: readonly Test[]): readonly string[] {
  const missing = rows
    .filter((row) => stateOf(row) === 'missing')
    .map((row) => `${row.id} binds the ${row.role} and has neither a case nor a reason why not`)
  const both = rows
    .filter((row) => row.cases.length > 0 && row.untested !== undefined)
    .map(
      (row) =>
        `${row.id} is tested by ${row.cases.join(', ')}, but its untested.${row.role} says "${reasonText(row.untested)}"; remove that`,
    )
  const strays = tests.flatMap(({ id, role, requirements }) =>
    requirements.flatMap((row) => {
      if (!isRequirementId(row)) return [`${id} is held against ${row}, which is not in the catalogue`]
      const { binds } = requirement(row)
      return binds === 'both' || binds === role
        ? []
        : [`${id} tests the ${role}, but ${row} binds the ${binds} only`]
    }),
  )
  return [...missing, ...both, ...strays]
}

/** `not yet: data plane`. */
export function reasonText(untested: Untested | undefined): string {
  return untested === undefined ? 'MISSING' : `${untested.because}: ${untested.why}`
}

export interface Total {
  readonly rfc: string
  readonly role: Role
  readonly rows: number
  readonly counts: Readonly<Record<State, number>>
}

/** How many rows of each RFC and role are in which state. */
export function totals(rows: readonly Coverage[]): readonly Total[] {
  const groups = new Map<string, Coverage[]>()
  for (const row of rows) {
    const key = `${row.rfc} ${row.role}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()].flatMap((group) => {
    const first = group[0]
    if (first === undefined) return []
    const counts = Object.fromEntries(
      states.map((state) => [state, group.filter((row) => stateOf(row) === state).length]),
    ) as Record<State, number>
    return [{ rfc: first.rfc, role: first.role, rows: group.length, counts }]
  })
}

/** By code points: the same on every machine. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
