import {
  type Blame,
  type CaseResult,
  type Finding,
  type Run,
  type RunInfo,
  type RunWaiver,
  reviewWaivers,
  type Totals,
  type Verdict,
  type Waiver,
} from '../model/index.js'
import { writeAtomically } from './atomic.js'
import { type CaptureKind, captureKind, captureText } from './capture-text.js'
import { totals } from './overview.js'

/**
 * The shape of `run.json`. A run that was cut off has `finished: null`; a case nobody is to blame for, `blame: null`. A
 * waived failure stays a `fail`, in the totals too.
 */
export interface RunJson
  extends Pick<RunInfo, 'tool' | 'version' | 'device' | 'role' | 'edition' | 'seed' | 'started'> {
  readonly finished: string | null
  /** Where the packets of `capture.pcapng` are from. */
  readonly capture: { readonly from: CaptureKind; readonly note: string }
  readonly totals: Totals
  readonly cases: readonly CaseJson[]
}

export interface CaseJson {
  readonly id: string
  readonly title: string
  readonly requirements: readonly string[]
  readonly level: string
  readonly verdict: Verdict
  readonly blame: Blame | null
  /** The one that covers its failure. */
  readonly waiver?: Waiver
  readonly reason: string
  readonly durationMs: number
  readonly findings: readonly Finding[]
  readonly frames: readonly number[]
}

export interface RunJsonOptions {
  /** A warning counts as a failure, so it can be waived. */
  readonly strict?: boolean
}

export function runJson(run: Run, { strict = false }: RunJsonOptions = {}): RunJson {
  const { waived } = reviewWaivers(run, strict)
  const { tool, version, device, role, edition, seed, started, finished } = run.info
  return {
    tool,
    version,
    device,
    role,
    edition,
    seed,
    started,
    finished: run.complete ? (finished ?? null) : null,
    capture: { from: captureKind(run), note: captureText(run) },
    totals: totals(run.cases),
    cases: run.cases.map((result) => caseJson(result, waived.get(result.id))),
  }
}

/** Writes `run.json`, one property a line. */
export async function writeRunJson(run: Run, file: string, options: RunJsonOptions = {}): Promise<void> {
  await writeAtomically(file, `${JSON.stringify(runJson(run, options), undefined, 2)}\n`)
}

function caseJson(result: CaseResult, waiver: RunWaiver | undefined): CaseJson {
  const { id, title, requirements, level, verdict, blame, reason, durationMs, findings, frames } = result
  return {
    id,
    title,
    requirements,
    level,
    verdict,
    blame: blame ?? null,
    ...(waiver !== undefined && { waiver: asWritten(waiver) }),
    reason,
    durationMs,
    findings,
    frames,
  }
}

/** Without what the run worked out of it. */
function asWritten({ matches: _, leftOut: __, ...waiver }: RunWaiver): Waiver {
  return waiver
}
