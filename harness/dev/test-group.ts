/** Runs the test files named as arguments with mocha and tells the parent process the totals. */
import Mocha from 'mocha'

export interface Totals {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

const mocha = new Mocha({ reporter: 'dot', timeout: 300_000 })
for (const file of process.argv.slice(2)) mocha.addFile(file)
await mocha.loadFilesAsync()
const runner = mocha.run(() => {
  const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {}
  process.send?.({ passed: passes, failed: failures, skipped: pending } satisfies Totals, () =>
    process.exit(0),
  )
})
runner.on('pending', (test) => process.stdout.write(`\nskipped: ${test.fullTitle()}\n`))
