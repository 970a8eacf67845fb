import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ended, spawnInLab } from '../lab/index.js'
import { ExitCode } from '../model/index.js'
import type { Job, JobResult } from '../run/prove/job.js'
import { CommandFailure } from './failure.js'

/**
 * Runs jobs in several labs at once, each with a reference device of its own: exchanges wait more than they compute.
 * Results come in the order of the jobs.
 */
export async function runInLabs(
  jobs: readonly Job[],
  labs: number,
  onResult: (result: JobResult) => void = () => {},
): Promise<readonly JobResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-prove-'))
  const results = new Map<string, JobResult>()
  const one = async (mine: readonly Job[], i: number) => {
    const file = join(folder, `jobs-${i}.json`)
    writeFileSync(file, JSON.stringify(mine))
    const child = spawnInLab(['prove', '--worker', file], 'pipe')
    if (child.stdout !== null)
      createInterface({ input: child.stdout }).on('line', (line) => {
        const result = JSON.parse(line) as JobResult
        results.set(result.name, result)
        onResult(result)
      })
    const code = await ended(child)
    if (code !== 0)
      throw new CommandFailure(`a lab of \`prove\` ended with exit code ${code}`, ExitCode.suiteFault)
  }
  try {
    const shares = Array.from({ length: Math.min(labs, jobs.length) }, (_, i) =>
      jobs.filter((_, j) => j % labs === i),
    )
    await Promise.all(shares.map(one))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return jobs.flatMap((job) => results.get(job.name) ?? [])
}
