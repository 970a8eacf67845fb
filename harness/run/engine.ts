import Mocha from 'mocha'
import type { CaseEnd, PlannedCase } from '../model/index.js'

/** Keeps mocha silent: our reports are drawn from the journal. */
class SilentReporter {}

/**
 * Shows a run to mocha: one suite per RFC section, one test per case, each taking its result from the lane that
 * runs it. Mocha judges nothing; verdicts are data of ours, and its exit code is not used.
 */
export async function runInMocha(
  cases: readonly PlannedCase[],
  resultOf: (id: string) => Promise<CaseEnd>,
): Promise<void> {
  const mocha = new Mocha({ reporter: SilentReporter as unknown as string, timeout: 0 })
  const suites = new Map<string, Mocha.Suite>()
  for (const { id, title, rfc, section } of cases) {
    const name = `RFC ${rfc} section ${section}`
    let suite = suites.get(name)
    if (suite === undefined) {
      suite = Mocha.Suite.create(mocha.suite, name)
      suites.set(name, suite)
    }
    suite.addTest(
      new Mocha.Test(`${id} ${title}`, async function (this: Mocha.Context) {
        const { verdict, reason } = await resultOf(id)
        if (verdict === 'not-applicable') this.skip()
        if (verdict !== 'pass' && verdict !== 'warn') throw new Error(reason)
      }),
    )
  }
  await new Promise<void>((done) => {
    mocha.run(() => done())
  })
  mocha.dispose() // takes its listeners off the process
}
