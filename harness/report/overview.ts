import {
  type CaseResult,
  ExitCode,
  exitCode,
  type Run,
  reviewWaivers,
  type Totals,
  type Verdict,
  verdicts,
} from '../model/index.js'
import { sectionText } from './finding-text.js'

/** How many cases ended how; every verdict is there, 0 included. */
export function totals(cases: readonly Pick<CaseResult, 'verdict'>[]): Totals {
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>
  for (const { verdict } of cases) counts[verdict]++
  return counts
}

/** The order in which verdicts are counted up to people. */
export const verdictOrder = [
  'pass',
  'warn',
  'fail',
  'inconclusive',
  'error',
  'not-run',
  'not-applicable',
] as const satisfies readonly Verdict[]

/** The run in a few words; it says the same as the exit code. */
export function headline(run: Run, strict = false): string {
  switch (exitCode(run, strict)) {
    case ExitCode.conformant:
      return judged(run) === 0 ? 'Nothing was judged' : conformant(run, strict)
    case ExitCode.deviceFailed:
      return reviewWaivers(run, strict).proposals.length > 0 ? 'Not conformant' : 'Waivers to put right'
    case ExitCode.suiteFault:
      return 'No verdict on the device: the test suite itself failed'
    default:
      return 'Undecided'
  }
}

function conformant(run: Run, strict: boolean): string {
  const { waived } = reviewWaivers(run, strict)
  return waived.size === 0
    ? 'Conformant, as far as tested'
    : `Conformant but for ${count(waived.size, 'waived failure')}`
}

function judged(run: Run): number {
  return run.cases.filter(({ verdict }) => verdict !== 'not-applicable').length
}

/** A warning too when warnings count as failures. */
export function isFailure({ verdict }: Pick<CaseResult, 'verdict'>, strict = false): boolean {
  return verdict === 'fail' || (strict && verdict === 'warn')
}

/** Undecided: someone has to configure or repair something before these say anything about the device. */
export function isUndecided({ verdict }: Pick<CaseResult, 'verdict'>): boolean {
  return verdict === 'inconclusive' || verdict === 'not-run' || verdict === 'error'
}

export interface Section {
  /** `RFC 8278 §4.1`. */
  readonly name: string
  readonly rfc: string
  readonly section: string
  readonly cases: readonly CaseResult[]
}

/** The cases by RFC section, in the order of numbers (`§5.10` after `§5.9`); cases by id within. */
export function bySection(cases: readonly CaseResult[]): readonly Section[] {
  const groups = new Map<string, CaseResult[]>()
  for (const result of cases) {
    const name = sectionText(result)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [result])
    else group.push(result)
  }
  return [...groups]
    .sort(([a], [b]) => byNumbers(a, b))
    .map(([name, members]) => ({
      name,
      rfc: members[0]?.rfc ?? '',
      section: members[0]?.section ?? '',
      cases: members.sort((a, b) => byNumbers(a.id, b.id)),
    }))
}

const collator = new Intl.Collator('en', { numeric: true })

export function byNumbers(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}

/** `1 case`, `3 cases`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** `412 ms`, `4.2 s`, `3 min 20 s`, `2 h 05 min`. */
export function durationText(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return '?'
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}
