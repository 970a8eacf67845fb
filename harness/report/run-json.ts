import type { Blame, CaseResult, Finding, Run, RunInfo, Totals, Verdict } from '../model/index.js'
import { writeAtomically } from './atomic.js'
import { totals } from './overview.js'

/** The shape of `run.json`. A run that was cut off has `finished: null`; a case nobody is to blame for, `blame: null`. */
export interface RunJson
  extends Pick<RunInfo, 'tool' | 'version' | 'device' | 'role' | 'edition' | 'seed' | 'started'> {
  readonly finished: string | null
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
  readonly reason: string
  readonly durationMs: number
  readonly findings: readonly Finding[]
  readonly frames: readonly number[]
}

export function runJson(run: Run): RunJson {
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
    totals: totals(run.cases),
    cases: run.cases.map(caseJson),
  }
}

/** Writes `run.json`, one property a line. */
export async function writeRunJson(run: Run, file: string): Promise<void> {
  await writeAtomically(file, `${JSON.stringify(runJson(run), undefined, 2)}\n`)
}

function caseJson(result: CaseResult): CaseJson {
  const { id, title, requirements, level, verdict, blame, reason, durationMs, findings, frames } = result
  return {
    id,
    title,
    requirements,
    level,
    verdict,
    blame: blame ?? null,
    reason,
    durationMs,
    findings,
    frames,
  }
}
