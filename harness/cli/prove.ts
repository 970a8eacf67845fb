import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import type { Job } from '../run/prove/job.js'
import { wholeNumber } from './options.js'
import { runInLabs } from './prove-labs.js'
import { runJobs } from './prove-worker.js'

interface ProveFlags {
  readonly jobs?: string
  readonly worker?: string
  readonly labs: number
}

export function addProve(program: Command): void {
  program
    .command('prove', { hidden: true })
    .description('Runs the suite against reference devices that break a rule, or read one otherwise.')
    .option('--jobs <file>', 'JSON list of jobs')
    .option('--worker <file>', 'inside the lab: run these jobs')
    .option('--labs <n>', 'labs at once', wholeNumber(1, 64), 4)
    .action(async (flags: ProveFlags) => {
      const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`)
      if (flags.worker !== undefined) return runJobs(readJobs(flags.worker), print)
      await runInLabs(readJobs(flags.jobs ?? ''), flags.labs, print)
    })
}

function readJobs(file: string): readonly Job[] {
  return JSON.parse(readFileSync(file, 'utf8')) as readonly Job[]
}
