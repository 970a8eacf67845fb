import type { Waiver } from './profile.js'
import { caseOf } from './repetition.js'
import type { CaseResult, Run, RunInfo } from './run.js'

/** A waiver as a run carries it: the glob has been resolved, so that whoever reads the journal needs none. */
export interface RunWaiver extends Waiver {
  /** Ids of the device's role that the glob matches; empty when there is no such case. */
  readonly matches: readonly string[]
  /** Those of them that the device could be tested with and this run leaves out (a filter, a shard, no `--full`). */
  readonly leftOut: readonly string[]
}

/** What is wrong with a waiver, or soon will be. */
export type WaiverNotice =
  | { readonly kind: 'expired'; readonly waiver: RunWaiver; readonly failing: readonly string[] }
  | { readonly kind: 'no-such-case'; readonly waiver: RunWaiver }
  | { readonly kind: 'passing'; readonly waiver: RunWaiver; readonly passing: readonly string[] }
  | {
      readonly kind: 'other-finding'
      readonly waiver: RunWaiver
      readonly failing: readonly string[]
      /** What they fail with instead. */
      readonly signatures: readonly string[]
    }
  /** `days` until the last day it holds; 0 is that day. */
  | { readonly kind: 'expiring'; readonly waiver: RunWaiver; readonly days: number }

/** What a waiver for a failure would have to say; owner, reason and issue are for people to fill in. */
export type WaiverProposal = Pick<Waiver, 'case' | 'expires' | 'signature'>

export interface WaiverReview {
  /** By case id: the waiver that covers its failure; of several that are needed, the first to expire. */
  readonly waived: ReadonlyMap<string, RunWaiver>
  readonly notices: readonly WaiverNotice[]
  /** For every failure that is not waived. */
  readonly proposals: readonly WaiverProposal[]
}

type Ended = Pick<CaseResult, 'id' | 'verdict' | 'findings'>

const warnedDays = 14
const proposedDays = 90
const msPerDay = 86_400_000

/** Holds the waivers of a run against its results. With `strict` a warning is a failure and can be waived. */
export function reviewWaivers(run: Pick<Run, 'info' | 'cases'>, strict = false): WaiverReview {
  const { waivers = [] } = run.info
  const asOf = waiverDay(run.info)
  const waived = new Map<string, RunWaiver>()
  const proposals: WaiverProposal[] = []
  for (const result of run.cases) {
    if (!fails(result, strict)) continue
    const covers = coverOf(result, waivers, asOf)
    const open = [...covers].filter(([, waiver]) => waiver === undefined)
    const first = [...covers.values()].reduce((a, b) => earlier(a, b))
    if (open.length === 0 && first !== undefined) waived.set(result.id, first)
    else
      for (const [signature] of open) {
        // Rounds of a case that fail alike need one waiver.
        const id = caseOf(result.id)
        if (proposals.some((known) => known.case === id && known.signature === signature)) continue
        proposals.push({
          case: id,
          expires: dayAfter(asOf, proposedDays),
          ...(signature !== undefined && { signature }),
        })
      }
  }
  const byId = new Map(run.cases.map((result) => [result.id, result]))
  return { waived, notices: waivers.flatMap((waiver) => noticeOf(waiver, byId, asOf) ?? []), proposals }
}

/** The waiver that covers a single failure; undefined when none does, or there is nothing to cover. */
export function waiverOf(
  result: Pick<CaseResult, 'id' | 'verdict' | 'findings'>,
  info: Pick<RunInfo, 'started' | 'waivers' | 'waiversAsOf'>,
  strict = false,
): RunWaiver | undefined {
  if (!fails(result, strict)) return undefined
  const covers = [...coverOf(result, info.waivers ?? [], waiverDay(info)).values()]
  return covers.includes(undefined) ? undefined : covers.reduce((a, b) => earlier(a, b))
}

/** A waiver that fails the run: it has to be renewed, corrected or removed. */
export function failsRun({ kind }: WaiverNotice): boolean {
  return kind !== 'expiring'
}

/** The day (UTC) that the waivers of a run are judged on. */
export function waiverDay({ started, waiversAsOf }: Pick<RunInfo, 'started' | 'waiversAsOf'>): string {
  return waiversAsOf ?? new Date(started).toISOString().slice(0, 10)
}

/** `YYYY-MM-DD`, and a day of the calendar. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/**
 * For each signature a case fails with (or `undefined` when it has none) the live waiver of it that holds longest.
 * A waiver that names a finding does not hide another one of the same case.
 */
function coverOf(
  result: Pick<CaseResult, 'id' | 'verdict' | 'findings'>,
  waivers: readonly RunWaiver[],
  asOf: string,
): ReadonlyMap<string | undefined, RunWaiver | undefined> {
  const live = waivers.filter(({ expires, matches }) => expires >= asOf && matches.includes(result.id))
  const signatures = signaturesOf(result)
  return new Map(
    (signatures.length === 0 ? [undefined] : signatures).map((signature) => [
      signature,
      live
        .filter((waiver) => waiver.signature === undefined || waiver.signature === signature)
        .reduce<RunWaiver | undefined>(
          (a, b) => (a === undefined || b.expires > a.expires ? b : a),
          undefined,
        ),
    ]),
  )
}

function noticeOf(
  waiver: RunWaiver,
  byId: ReadonlyMap<string, Ended>,
  asOf: string,
): WaiverNotice | undefined {
  const ran = waiver.matches.flatMap((id) => {
    const result = byId.get(id)
    return result === undefined || result.verdict === 'not-applicable' ? [] : [result]
  })
  if (ran.length === 0 && waiver.matches.length > 0) return undefined // about cases of other runs
  const broken = ran.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
  const about = broken.filter(
    (result) => waiver.signature === undefined || signaturesOf(result).includes(waiver.signature),
  )
  if (waiver.expires < asOf) return { kind: 'expired', waiver, failing: about.map(({ id }) => id) }
  if (waiver.matches.length === 0) return { kind: 'no-such-case', waiver }
  // A warning that does not count, or a case without a result, may be what the waiver is for.
  const unsure = ran.some(isUndecided) || waiver.leftOut.some((id) => !ran.some((r) => r.id === id))
  if (about.length === 0 && !unsure) {
    if (broken.length === 0) return { kind: 'passing', waiver, passing: ran.map(({ id }) => id) }
    const signatures = [...new Set(broken.flatMap(signaturesOf))]
    return { kind: 'other-finding', waiver, failing: broken.map(({ id }) => id), signatures }
  }
  const days = daysBetween(asOf, waiver.expires)
  return days <= warnedDays ? { kind: 'expiring', waiver, days } : undefined
}

function fails({ verdict }: Pick<CaseResult, 'verdict'>, strict: boolean): boolean {
  return verdict === 'fail' || (strict && verdict === 'warn')
}

function isUndecided({ verdict }: Ended): boolean {
  return verdict === 'inconclusive' || verdict === 'error' || verdict === 'not-run'
}

/** Codes of the findings that made the verdict. */
function signaturesOf({ verdict, findings }: Pick<CaseResult, 'verdict' | 'findings'>): readonly string[] {
  return [...new Set(findings.flatMap(({ severity, code }) => (severity === verdict ? [code] : [])))]
}

function earlier(a: RunWaiver | undefined, b: RunWaiver | undefined): RunWaiver | undefined {
  if (a === undefined || b === undefined) return undefined
  return b.expires < a.expires ? b : a
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / msPerDay)
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * msPerDay).toISOString().slice(0, 10)
}
