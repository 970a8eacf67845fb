/**
 * `npm test [PART …]`: sets up what tests need, checks style, runs every test (or those whose path has one of the
 * parts), and ends with `N passed, N failed`.
 */
import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageRoot } from '../cli/package-root.js'
import { installTools } from './setup.js'
import type { Totals } from './test-group.js'

const say = (line: string) => process.stdout.write(`${line}\n`)
const inCi = process.env.CI === 'true'
const only = process.argv.slice(2)

installTools(say)
const styleFailed = only.length === 0 && !style()

const files = ['harness', 'suites'].flatMap((folder) => testsIn(join(packageRoot, 'dist', folder)))
// Labs wait for packets and timers most of the time: the proofs, the other labs, and what needs none run side by side.
const groups = (['proof', 'lab', 'other'] as const).map((name) =>
  files.filter((file) => groupOf(file) === name),
)
const results = await Promise.all(groups.filter((group) => group.length > 0).map(runGroup))

const sum = (key: keyof Totals) => results.reduce((total, result) => total + result[key], 0)
const passed = sum('passed') + (only.length === 0 && !styleFailed ? 1 : 0)
const failed = sum('failed') + (styleFailed ? 1 : 0) + (inCi ? sum('skipped') : 0)
if (inCi && sum('skipped') > 0) say('in CI a skipped test is a failure')
say(`${passed} passed, ${failed} failed${inCi ? '' : `, ${sum('skipped')} skipped`}`)
process.exit(failed === 0 ? 0 : 1)

/** Formatter and linter, as one test. */
function style(): boolean {
  const biome = join(packageRoot, 'node_modules', '.bin', 'biome')
  const done = spawnSync(biome, ['check', '--error-on-warnings', '.'], {
    cwd: packageRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  say(done.status === 0 ? 'style: ok' : 'style: failed; `npm run fix` mends what can be mended')
  return done.status === 0
}

/** Every x.test.js below a folder; with arguments, only those whose path has one of them. */
function testsIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .map((entry) => ({ entry, path: join(entry.parentPath, entry.name) }))
    .filter(({ entry }) => entry.isFile() && entry.name.endsWith('.test.js'))
    .map(({ path }) => path)
    .filter((path) => only.length === 0 || only.some((part) => path.includes(part)))
    .sort()
}

function groupOf(file: string): 'proof' | 'lab' | 'other' {
  const text = readFileSync(file, 'utf8')
  if (text.includes('prove-jobs')) return 'proof'
  return text.includes('lab-bench') ? 'lab' : 'other'
}

/** Runs test files in a process of their own; what it prints is shown whole when it is done. */
function runGroup(group: readonly string[]): Promise<Totals> {
  const script = fileURLToPath(new URL('test-group.js', import.meta.url))
  const child: ChildProcess = fork(script, group, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const printed: Buffer[] = []
  child.stdout?.on('data', (part: Buffer) => printed.push(part))
  child.stderr?.on('data', (part: Buffer) => printed.push(part))
  let totals: Totals | undefined
  child.on('message', (message: Totals) => {
    totals = message
  })
  return new Promise((done) => {
    child.on('close', (code) => {
      process.stdout.write(Buffer.concat(printed))
      if (totals === undefined) say(`a group of tests ended early, exit code ${code}`)
      done(totals ?? { passed: 0, failed: 1, skipped: 0 })
    })
  })
}
