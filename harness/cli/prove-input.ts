import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Role } from '../model/index.js'
import { defects, magDefects } from '../reference/index.js'
import type { PairInFull, Table } from '../reference/pairs/pair.js'
import { lmaReach, magReach, type ReachTable } from '../reference/pairs/reach.js'
import { lmaUnfound, magUnfound, type UnfoundTable } from '../reference/pairs/unfound.js'
import { standingRules } from '../rules/index.js'
import { matchesGlob } from '../run/glob.js'
import { makePlan, NothingSelected } from '../run/plan.js'
import type { ProofInput } from '../run/prove/judge.js'
import type { Defect, Pairing, Subject } from '../run/prove/relation.js'
import { embeddedProfile } from './embedded.js'
import { packageRoot } from './package-root.js'
import { loadSuites } from './suites.js'

/** All that a proof is about: the cases and rules of these roles, the defects of their reference devices, the tables. */
export async function proofInput(roles: readonly Role[]): Promise<ProofInput> {
  const parts = await Promise.all(
    roles.map(async (role) => ({
      subjects: await subjectsOf(role),
      defects: defectsOf(role),
      pairings: await pairingsOf(role),
    })),
  )
  return {
    subjects: parts.flatMap(({ subjects }) => subjects),
    defects: parts.flatMap((part) => part.defects),
    pairings: parts.flatMap(({ pairings }) => pairings),
    partial: false,
  }
}

export interface ProofFilter {
  /** Globs over names, `bid-*` or `lma/bid-*`. */
  readonly defects: readonly string[]
  /** Globs over ids. Without defects they meet those of their tables. */
  readonly cases: readonly string[]
  /** Cases of `--full` too. */
  readonly full: boolean
}

/** The part of it that is asked for. Throws NothingSelected. */
export function selectProof(all: ProofInput, { defects: names, cases, full }: ProofFilter): ProofInput {
  const anyOf = (globs: readonly string[], ...values: readonly string[]) =>
    globs.length === 0 || globs.some((glob) => values.some((value) => matchesGlob(value, glob)))
  const subjects = all.subjects.filter((s) => anyOf(cases, s.id) && (full || !s.full))
  if (subjects.length === 0) throw new NothingSelected(`no case matches ${cases.join(' or ')}`)
  const pairings = all.pairings.filter((p) => subjects.some((s) => s.role === p.role && s.id === p.id))
  const named = all.defects.filter(({ role, name }) => anyOf(names, name, `${role}/${name}`))
  if (named.length === 0)
    throw new NothingSelected(`no defect matches ${names.join(' or ')}; harness/catalogue/proof.md lists all`)
  const inTables = (d: Defect) => pairings.some((p) => p.role === d.role && p.defect === d.name)
  return {
    subjects,
    defects: cases.length > 0 && names.length === 0 ? named.filter(inTables) : named,
    pairings,
    partial: cases.length > 0 || names.length > 0,
  }
}

/** As they are for the reference device: its intervals tell how long some cases wait. */
async function subjectsOf(role: Role): Promise<readonly Subject[]> {
  const profile = await embeddedProfile({}, role)
  const plan = makePlan(await loadSuites(role), standingRules, profile, { full: true })
  return plan.map(({ planned: { id, requirements, standing }, definition }) => ({
    ...{ id, role, requirements, standing },
    lasting: definition?.lasts !== undefined,
    full: definition?.full === true,
  }))
}

function defectsOf(role: Role): readonly Defect[] {
  const reaches: ReachTable = role === 'lma' ? lmaReach : magReach
  const reasons: UnfoundTable = role === 'lma' ? lmaUnfound : magUnfound
  return (role === 'lma' ? defects : magDefects).map(({ name, breaks, what }) => {
    const [reach, unfound] = [reaches[name], reasons[name]]
    return {
      ...{ role, name, breaks, what, kills: name.includes('crashes-on-') },
      ...(reach && { reach }),
      ...(unfound !== undefined && { unfound }),
    }
  })
}

/** The tables of a role: which defect each case or rule must find. */
async function pairingsOf(role: Role): Promise<readonly Pairing[]> {
  const folder = join(packageRoot, 'dist', 'harness', 'reference', 'pairs')
  const isTable = (file: string) =>
    file.endsWith('.js') &&
    !['pair.js', 'reach.js', 'unfound.js'].includes(file) &&
    file.startsWith('mag-') === (role === 'mag')
  const tables = await Promise.all(
    readdirSync(folder)
      .filter(isTable)
      .sort()
      .map(
        (file) =>
          import(pathToFileURL(join(folder, file)).href) as Promise<{
            readonly pairs: Table<string | PairInFull>
          }>,
      ),
  )
  return tables
    .flatMap(({ pairs }) => Object.entries(pairs))
    .flatMap(([id, one]) => [one].flat().map((pair) => ({ id, pair })))
    .map(({ id, pair }): Pairing => {
      const {
        with: provoked = [],
        warns,
        full: _,
        ...rest
      } = typeof pair === 'string' ? { defect: pair } : pair
      return { role, id, with: provoked, verdict: warns === true ? 'warn' : 'fail', ...rest }
    })
}
