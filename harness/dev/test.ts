/** `npm test`: sets up what tests need, checks style, runs every test, and ends with `N passed, N failed`. */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Mocha from 'mocha'
import { packageRoot } from '../cli/package-root.js'
import { installTools } from './setup.js'

const say = (line: string) => process.stdout.write(`${line}\n`)
const inCi = process.env['CI'] === 'true'
const only = process.argv.slice(2)

installTools(say)

const styleFailed = only.length === 0 && !style()
const { passed, failed, skipped } = await runTests()
const failures = failed + (styleFailed ? 1 : 0) + (inCi ? skipped : 0)
if (inCi && skipped > 0) say('in CI a skipped test is a failure')
say(
  `${passed + (only.length === 0 && !styleFailed ? 1 : 0)} passed, ${failures} failed${inCi ? '' : `, ${skipped} skipped`}`,
)
process.exit(failures === 0 ? 0 : 1)

/** Formatter and linter, as one test. */
function style(): boolean {
  const biome = join(packageRoot, 'node_modules', '.bin', 'biome')
  const done = spawnSync(biome, ['check', '.'], { cwd: packageRoot, stdio: ['ignore', 'inherit', 'inherit'] })
  say(done.status === 0 ? 'style: ok' : 'style: failed; `npm run fix` mends what can be mended')
  return done.status === 0
}

interface Totals {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

function runTests(): Promise<Totals> {
  const mocha = new Mocha({ reporter: 'dot', timeout: 30_000, color: process.stdout.isTTY === true })
  for (const folder of ['harness', 'suites']) addTests(mocha, join(packageRoot, 'dist', folder))
  return mocha.loadFilesAsync().then(
    () =>
      new Promise((done) => {
        const runner = mocha.run(() => {
          const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {}
          done({ passed: passes, failed: failures, skipped: pending })
        })
        runner.on('pending', (test) => say(`skipped: ${test.fullTitle()}`))
      }),
  )
}

/** Every x.test.js below a folder; with arguments, only those whose path has one of them. */
function addTests(mocha: Mocha, folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !entry.name.endsWith('.test.js')) continue
    if (only.length === 0 || only.some((part) => path.includes(part))) mocha.addFile(path)
  }
}
