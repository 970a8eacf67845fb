import { accessSync, constants, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { ExitCode } from '../model/index.js'
import { JournalError, readJournal, runJson } from '../report/index.js'
import { drawReports } from './draw.js'
import { CommandFailure } from './failure.js'
import { checkDrawFlags, type DrawFlags } from './flags.js'
import { usage } from './options.js'

export function addReport(program: Command): void {
  program
    .command('report <dir>')
    .summary('draw every report of a run again, from its journal alone')
    .description(
      'Draws every report of a results folder again from its journal.ndjson, also of a run that was killed: what had been decided by then is reported, the rest is not-run. Ends with the exit code of the run.',
    )
    .option('--strict', 'a warning counts as a failure')
    .option('--inconclusive <how>', 'in junit.xml: error or skip', 'error')
    .option(
      '--attachment-root <dir>',
      'where the CI server finds the results folder, for attachments in junit.xml',
    )
    .option('--json', 'run.json on standard output, and nothing else')
    .addHelpText('after', '\nExample:\n  pmipspec report results/latest --strict')
    .action(async (dir: string, flags: DrawFlags) => {
      process.exitCode = await report(resolve(dir), flags)
    })
}

async function report(directory: string, flags: DrawFlags): Promise<number> {
  checkDrawFlags(flags)
  const journal = requireJournal(directory)
  const code = await readable(directory, () => drawReports(directory, flags))
  if (flags.json === true) {
    const json = runJson(await readJournal(journal), { strict: flags.strict === true })
    process.stdout.write(`${JSON.stringify(json, undefined, 2)}\n`)
  }
  return code
}

/** Path of the journal of a results folder; a folder without one is a mistake of whoever named it. */
export function requireJournal(directory: string): string {
  const journal = join(directory, 'journal.ndjson')
  try {
    accessSync(journal, constants.R_OK)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw usage(
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `${directory} is no results folder of pmipspec: it has no journal.ndjson`
        : `${journal} cannot be read: ${message}`,
    )
  }
  if (statSync(journal).isDirectory()) throw usage(`${journal} is a folder`)
  return journal
}

/** A journal without a beginning tells nothing about the device; a damaged one is the wrong file to name. */
export async function readable<T>(directory: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof JournalError)) throw error
    const code = error.line === undefined ? ExitCode.undecided : ExitCode.usage
    throw new CommandFailure(`${directory}: ${error.message}`, code)
  }
}
