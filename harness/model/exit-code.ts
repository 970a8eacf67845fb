import type { Run } from './run.js'

/** What the exit code of a run says: whose fault it is. */
export const ExitCode = { conformant: 0, deviceFailed: 1, usage: 2, undecided: 3, suiteFault: 4 } as const

/** Several reasons at once: 4 before 2 before 1 before 3. `strict` counts a warning as a failure of the device. */
export function exitCode(run: Pick<Run, 'cases' | 'troubles' | 'complete'>, strict = false): number {
  const has = (test: (c: Run['cases'][number]) => boolean) => run.cases.some(test)
  if (
    has((c) => c.verdict === 'error' && c.blame === 'suite') ||
    run.troubles.some((t) => t.blame === 'suite')
  )
    return ExitCode.suiteFault
  if (has((c) => c.verdict === 'fail' || (strict && c.verdict === 'warn'))) return ExitCode.deviceFailed
  const undecided = has((c) => ['inconclusive', 'not-run', 'error'].includes(c.verdict))
  return undecided || run.troubles.length > 0 || !run.complete ? ExitCode.undecided : ExitCode.conformant
}

/** The exit code of several runs: 4 before 2 before 1 before 3. */
export function worstExitCode(codes: readonly number[]): number {
  const { suiteFault, usage, deviceFailed, undecided, conformant } = ExitCode
  return [suiteFault, usage, deviceFailed, undecided].find((code) => codes.includes(code)) ?? conformant
}
