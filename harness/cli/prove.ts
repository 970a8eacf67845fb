import { readFileSync } from 'node:fs'
import { type Command, Option } from 'commander'
import { ExitCode, type Role } from '../model/index.js'
import { terminalText } from '../report/index.js'
import type { Job } from '../run/prove/job.js'
import type { ProofInput } from '../run/prove/judge.js'
import { type Proof, scoreOf } from '../run/prove/proof.js'
import { Prover } from '../run/prove/prover.js'
import { roles } from './everything.js'
import { collect, oneOf, usage, wholeNumber } from './options.js'
import { proofInput, selectProof } from './prove-input.js'
import { runInLabs } from './prove-labs.js'
import { ProveProgress } from './prove-progress.js'
import { proofText } from './prove-text.js'
import { runJobs } from './prove-worker.js'
import { writeProof } from './prove-write.js'
import { endWithReader } from './reader.js'

interface ProveFlags {
  readonly suite?: Role
  readonly defect: readonly string[]
  readonly case: readonly string[]
  readonly labs: number
  readonly seed: number
  readonly quick?: boolean
  readonly json?: boolean
  readonly write?: boolean
  readonly jobs?: string
  readonly worker?: boolean
}

/** How thorough: the quick part fits into everyday tests. */
const depths = {
  quick: { related: 4, sample: 64 },
  whole: { related: Number.POSITIVE_INFINITY, sample: 16 },
} as const

export function addProve(program: Command): void {
  program
    .command('prove')
    .summary('hold the suite against reference devices that break one rule each')
    .description(
      'The proof of the suite itself: each defect of the reference devices must be found by a case, each case must find a defect, and no case may fail for a defect that is none of its business. Prints which case finds which defect. Exit code 0 when all that holds, 4 when it does not.',
    )
    .option('--suite <role>', 'only lma or mag')
    .option('--defect <glob>', 'only these defects (repeatable)', collect, [])
    .option('--case <glob>', 'only these cases; without --defect against those of their tables', collect, [])
    .option('--quick', 'fewer cases for each defect, and none of --full')
    .option('--labs <n>', 'network namespaces at once, each with a device', wholeNumber(1, 64), 8)
    .option('--seed <n>', 'another sample of cases beside each defect', wholeNumber(0, 2 ** 31), 1)
    .option('--json', 'the score as JSON, and nothing else')
    .option('--write', 'write the matrix and the score into a checkout of the project')
    .addHelpText('after', '\nExample:\n  pmipspec prove --suite lma --defect "bid-*"')
    .addOption(hidden('--jobs <file>', 'run these jobs, and print each result as JSON'))
    .addOption(hidden('--worker', 'inside the lab: run the jobs that come over the channel'))
    .action(async (flags: ProveFlags) => {
      if (flags.worker === true) return runJobs()
      if (flags.jobs !== undefined) return printJobs(readJobs(flags.jobs), flags.labs)
      process.exitCode = await prove(flags)
    })
}

async function prove(flags: ProveFlags): Promise<number> {
  endWithReader()
  oneOf('--suite', flags.suite, roles)
  if (flags.write === true && !isWhole(flags))
    throw usage('--write takes the whole proof: leave --suite, --defect, --case and --quick out')
  const all = await proofInput(flags.suite === undefined ? roles : [flags.suite])
  const input = selectProof(all, { defects: flags.defect, cases: flags.case, full: flags.quick !== true })
  const proof = await runProof(input, flags)
  if (flags.write === true) writeProof(proof)
  process.stdout.write(flags.json === true ? `${JSON.stringify(scoreOf(proof))}\n` : proofText(proof))
  if (flags.json === true)
    for (const line of [...proof.troubles, ...proof.unsteady]) process.stderr.write(`${terminalText(line)}\n`)
  return exitCodeOf(proof)
}

function isWhole({ suite, defect, case: cases, quick }: ProveFlags): boolean {
  return suite === undefined && defect.length === 0 && cases.length === 0 && quick !== true
}

/** Runs all jobs that a proof takes, in labs. */
export async function runProof(
  input: ProofInput,
  flags: Pick<ProveFlags, 'quick' | 'labs' | 'seed'>,
): Promise<Proof> {
  const depth = depths[flags.quick === true ? 'quick' : 'whole']
  const prover = new Prover(input, { ...depth, seed: flags.seed })
  const jobs = prover.jobs()
  const progress = new ProveProgress(jobs.length)
  try {
    await runInLabs(jobs, flags.labs, (result) => progress.told(prover.take(result)))
  } finally {
    progress.finish()
  }
  return prover.proof()
}

export function exitCodeOf(proof: Proof): number {
  const { survivors, withoutDefect, unrelated } = scoreOf(proof)
  const wrong = survivors.length + withoutDefect.length + unrelated.length + proof.troubles.length
  return wrong === 0 ? ExitCode.conformant : ExitCode.suiteFault
}

async function printJobs(jobs: readonly Job[], labs: number): Promise<void> {
  await runInLabs(jobs, labs, (result) => {
    process.stdout.write(`${JSON.stringify(result)}\n`)
    return []
  })
}

function readJobs(file: string): readonly Job[] {
  return JSON.parse(readFileSync(file, 'utf8')) as readonly Job[]
}

function hidden(flags: string, description: string): Option {
  return new Option(flags, description).hideHelp()
}
