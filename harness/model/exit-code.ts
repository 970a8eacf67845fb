import type { Run } from './run.js'
import { failsRun, reviewWaivers } from './waivers.js'

/** What the exit code of a run says: whose fault it is. */
export const ExitCode = { conformant: 0, deviceFailed: 1, usage: 2, undecided: 3, suiteFault: 4 } as const

/**
 * Several reasons at once: 4 before 2 before 1 before 3. `strict` counts a warning as a failure of the device. A waived
 * failure does not count; a waiver that is expired or unused does.
 */
export function exitCode(run: Pick<Run, 'info' | 'cases' | 'troubles' | 'complete'>, strict = false): number {
  const has = (test: (c: Run['cases'][number]) => boolean) => run.cases.some(test)
  if (
    has((c) => c.verdict === 'error' && c.blame === 'suite') ||
    run.troubles.some((t) => t.blame === 'suite')
  )
    return ExitCode.suiteFault
  const { proposals, notices } = reviewWaivers(run, strict)
  if (proposals.length > 0 || notices.some(failsRun)) return ExitCode.deviceFailed
  const undecided = has((c) => ['inconclusive', 'not-run', 'error'].includes(c.verdict))
  return undecided || run.troubles.length > 0 || !run.complete ? ExitCode.undecided : ExitCode.conformant
}

/** The exit code of several runs: 4 before 2 before 1 before 3. */
export function worstExitCode(codes: readonly number[]): number {
  const { suiteFault, usage, deviceFailed, undecided, conformant } = ExitCode
  return [suiteFault, usage, deviceFailed, undecided].find((code) => codes.includes(code)) ?? conformant
}
