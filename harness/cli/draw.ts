import { relative } from 'node:path'
import { exitCode } from '../model/index.js'
import { progressOptions, terminalSummary, writeReports } from '../report/index.js'
import type { DrawFlags } from './flags.js'

/** Draws every report of a results folder from its journal, prints the summary, and gives the exit code of the run. */
export async function drawReports(directory: string, flags: DrawFlags): Promise<number> {
  const strict = flags.strict === true
  const run = await writeReports(directory, {
    strict,
    inconclusive: flags.inconclusive,
    ...(flags.attachmentRoot !== undefined && { attachmentRoot: flags.attachmentRoot }),
  })
  if (flags.json !== true) {
    const { color, width } = progressOptions(process.stdout, process.env)
    const where = relative(process.cwd(), directory) || '.'
    process.stdout.write(terminalSummary(run, { color, width: width(), strict, directory: where }))
  }
  return exitCode(run, strict)
}
