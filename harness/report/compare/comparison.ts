import type { CaseResult, Role, Run, RunOptions, Verdict } from '../../model/index.js'
import { bySection, totals } from '../overview.js'

/** A run to compare, and what to call it. */
export interface Contestant {
  /** `A`, `B` … in the order they were named. */
  readonly letter: string
  /** Its results folder, as it was named. */
  readonly folder: string
  readonly run: Run
}

export const facts = [
  'device',
  'vendor',
  'deviceVersion',
  'role',
  'edition',
  'profile',
  'version',
  'seed',
  'profileDigest',
  'selection',
  'waivers',
] as const
export type Fact = (typeof facts)[number]

/**
 * From the first run to the last. `worse` and `better` go by what is known of the device; what cannot be put in such
 * an order (a failure that is now undecided, a claim taken back) is `changed`; `other-reason` is the same verdict for
 * another finding. `new` and `gone` say nothing about the device.
 */
export type Change = 'worse' | 'changed' | 'better' | 'new' | 'gone' | 'other-reason' | 'same'

export const changes = [
  'worse',
  'changed',
  'better',
  'new',
  'gone',
  'other-reason',
  'same',
] as const satisfies readonly Change[]

export interface Cell {
  readonly verdict: Verdict
  readonly reason: string
}

export interface ComparedCase {
  readonly id: string
  readonly title: string
  /** `RFC 8278 §4.1`. */
  readonly section: string
  /** By run; null where the run has no such case. */
  readonly cells: readonly (Cell | null)[]
  readonly change: Change
  /** What of the suite's own idea of the case is not the same: its level, the words of its requirement. */
  readonly restated: readonly ('level' | 'requirement')[]
}

export interface Comparison {
  /** `history`: runs of one device in the order they were named; `side-by-side`: several devices. */
  readonly kind: 'history' | 'side-by-side'
  readonly runs: readonly {
    readonly letter: string
    readonly folder: string
    readonly facts: Readonly<Record<Fact, string | null>>
    readonly started: string
    readonly complete: boolean
    readonly totals: Readonly<Record<Verdict, number>>
  }[]
  /** Facts that are not the same in all runs: what may explain the changes. */
  readonly differs: readonly Fact[]
  readonly cases: readonly ComparedCase[]
  /** How many cases of each change; in `side-by-side` only `same` and `changed` occur. */
  readonly counts: Readonly<Record<Change, number>>
}

/** Compares two runs or more. Runs of one device and role are its history; anything else stands side by side. */
export function compareRuns(contestants: readonly Contestant[]): Comparison {
  const identity = new Set(contestants.map(({ run: { info } }) => JSON.stringify([info.device, info.role])))
  const kind = identity.size === 1 ? 'history' : 'side-by-side'
  const known = contestants.map(({ run }) => new Map(run.cases.map((result) => [result.id, result])))
  const latest = new Map(
    contestants.flatMap(({ run }) => run.cases.map((result) => [result.id, result] as const)),
  )
  const cases = bySection([...latest.values()]).flatMap(({ name, cases: members }) =>
    members.map((result) =>
      compared(
        result,
        name,
        known.map((run) => run.get(result.id)),
        kind,
        contestants.map(({ run }) => run.info.role),
      ),
    ),
  )
  const runs = contestants.map(({ letter, folder, run }) => ({
    letter,
    folder,
    facts: Object.fromEntries(facts.map((fact) => [fact, factOf(run, fact)])) as Record<Fact, string | null>,
    started: run.info.started,
    complete: run.complete,
    totals: totals(run.cases),
  }))
  return {
    kind,
    runs,
    differs: facts.filter((fact) =>
      factDiffers(
        fact,
        runs.map((run) => run.facts[fact]),
      ),
    ),
    cases,
    counts: Object.fromEntries(
      changes.map((change) => [change, cases.filter((each) => each.change === change).length]),
    ) as Record<Change, number>,
  }
}

function factOf({ info }: Run, fact: Fact): string | null {
  switch (fact) {
    case 'profileDigest':
      return info.options?.profileDigest.slice(0, 12) ?? null
    case 'selection':
      return info.options === undefined ? null : selectionOf(info.options)
    case 'waivers': {
      const each = (info.waivers ?? []).map((waiver) => `${waiver.case} until ${waiver.expires}`)
      return each.length === 0 ? null : each.sort().join(', ')
    }
    default: {
      const value = info[fact]
      return value === undefined ? null : String(value)
    }
  }
}

/** Which cases were asked for, and of what reference device, in the words of the command line. */
function selectionOf({ full, repeat, multipath, shard, ...lists }: RunOptions): string {
  const repeated = (['case', 'requirement', 'defect', 'behaviour'] as const).flatMap((name) =>
    lists[name].map((value) => `--${name} ${value}`),
  )
  const single = Object.entries({ repeat, multipath, shard }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${value}`],
  )
  const words = [...repeated, ...(full === true ? ['--full'] : []), ...single]
  return words.length === 0 ? 'the usual cases' : words.join(' ')
}

/** A profile or selection that a run does not tell is not said to be another. */
function factDiffers(fact: Fact, values: readonly (string | null)[]): boolean {
  const known =
    fact === 'profileDigest' || fact === 'selection' ? values.filter((value) => value !== null) : values
  return new Set(known).size > 1
}

function compared(
  { id, title }: CaseResult,
  section: string,
  results: readonly (CaseResult | undefined)[],
  kind: Comparison['kind'],
  roles: readonly Role[],
): ComparedCase {
  const there = results.filter((result) => result !== undefined)
  const differs = (get: (result: CaseResult) => string) => new Set(there.map(get)).size > 1
  return {
    id,
    title,
    section,
    cells: results.map((result) =>
      result === undefined ? null : { verdict: result.verdict, reason: result.reason },
    ),
    change: kind === 'history' ? changeBetween(results[0], results.at(-1)) : changeAmong(results, roles),
    restated: [
      ...(differs((result) => result.level) ? (['level'] as const) : []),
      ...(differs((result) => result.requirement) ? (['requirement'] as const) : []),
    ],
  }
}

/** A device of the other role has no such case, and that is no difference. */
function changeAmong(results: readonly (CaseResult | undefined)[], roles: readonly Role[]): Change {
  const role = results.find((result) => result !== undefined)?.role
  const due = results.filter((_, i) => roles[i] === role)
  return new Set(due.map((result) => result?.verdict)).size <= 1 ? 'same' : 'changed'
}

/** What a verdict says of the device: undecided ones nothing, and a case that does not apply is in no order. */
function standing(verdict: Verdict): 'pass' | 'warn' | 'undecided' | 'fail' | 'not-applicable' {
  switch (verdict) {
    case 'inconclusive':
    case 'error':
    case 'not-run':
      return 'undecided'
    default:
      return verdict
  }
}

function changeBetween(before: CaseResult | undefined, after: CaseResult | undefined): Change {
  if (before === undefined) return after === undefined ? 'same' : 'new'
  if (after === undefined) return 'gone'
  if (before.verdict === after.verdict)
    return signature(before) === signature(after) ? 'same' : 'other-reason'
  const from = standing(before.verdict)
  const to = standing(after.verdict)
  if (to === 'fail') return 'worse'
  if (from === 'not-applicable' || to === 'not-applicable') return 'changed'
  if (from === 'fail') return to === 'undecided' ? 'changed' : 'better'
  if (from === to) return 'changed'
  if (to === 'undecided') return 'worse'
  if (from === 'undecided') return to === 'pass' ? 'better' : 'changed'
  return to === 'warn' ? 'worse' : 'better'
}

/** What was found, without the words and numbers that differ from run to run. */
function signature({ findings, blame }: CaseResult): string {
  const codes = findings
    .filter(({ severity }) => severity !== 'note')
    .map((f) => `${f.severity} ${f.requirement ?? ''} ${f.code}`)
  return JSON.stringify([blame, [...new Set(codes)].sort()])
}
