import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { packageRoot } from '../cli/package-root.js'
import type { Job, JobResult } from '../run/prove/job.js'

const run = promisify(execFile)
const LABS = '6'

/** Runs jobs by the command line, each lab in namespaces of its own; results by name. */
export async function proveJobs(jobs: readonly Job[]): Promise<ReadonlyMap<string, JobResult>> {
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-jobs-'))
  try {
    const file = join(folder, 'jobs.json')
    writeFileSync(file, JSON.stringify(jobs))
    const main = join(packageRoot, 'dist', 'harness', 'cli', 'main.js')
    const { stdout } = await run(process.execPath, [main, 'prove', '--jobs', file, '--labs', LABS], {
      maxBuffer: 2 ** 30,
    })
    const results = stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as JobResult)
    return new Map(results.map((result) => [result.name, result]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
