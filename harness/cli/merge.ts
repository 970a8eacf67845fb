import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { readJournalAsWritten } from '../report/index.js'
import { journalOf } from '../run/journal-of.js'
import { mergeRuns, type ShardRun } from '../run/merge.js'
import { makeResultsFolder } from '../run/results-folder.js'
import { drawReports } from './draw.js'
import { checkDrawFlags, type DrawFlags } from './flags.js'
import { readable, requireJournal } from './report.js'

interface MergeFlags extends DrawFlags {
  readonly out?: string
}

export function addMerge(program: Command): void {
  program
    .command('merge <dir...>')
    .summary('one report of the shards of a run')
    .description(
      'Merges the results folders of `run --shard 1/N` … `run --shard N/N` into one, with the reports and the exit code of one run. A shard that is missing or was cut off is told, and makes the run undecided.',
    )
    .option('--out <dir>', 'results folder of the whole (default: results/<time>-<device>)')
    .option('--strict', 'a warning counts as a failure')
    .option('--inconclusive <how>', 'in junit.xml: error or skip', 'error')
    .option(
      '--attachment-root <dir>',
      'where the CI server finds the results folder, for attachments in junit.xml',
    )
    .addHelpText(
      'after',
      '\nExample, each line but the last a CI job:\n  pmipspec run --profile acme.yaml --shard 1/2 --out shard-1\n  pmipspec run --profile acme.yaml --shard 2/2 --out shard-2\n  pmipspec merge shard-1 shard-2 --out whole',
    )
    .action(async (dirs: readonly string[], flags: MergeFlags) => {
      process.exitCode = await merge(dirs, flags)
    })
}

async function merge(dirs: readonly string[], flags: MergeFlags): Promise<number> {
  checkDrawFlags(flags)
  const shards: ShardRun[] = []
  for (const folder of dirs) {
    const journal = requireJournal(resolve(folder))
    shards.push({ folder, run: await readable(folder, () => readJournalAsWritten(journal)) })
  }
  const run = mergeRuns(shards)
  const directory = makeResultsFolder(run.info.device, new Date(run.info.started), flags.out)
  const lines = journalOf(run).map((event) => `${JSON.stringify(event)}\n`)
  writeFileSync(join(directory, 'journal.ndjson'), lines.join(''))
  return drawReports(directory, flags)
}
