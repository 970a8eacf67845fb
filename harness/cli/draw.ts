import { relative } from 'node:path'
import { exitCode, type Run } from '../model/index.js'
import { progressOptions, ReportError, terminalSummary, writeReports } from '../report/index.js'
import type { DrawFlags } from './flags.js'

/**
 * Draws every report of a results folder from its journal, prints the summary, and gives the exit code of the run.
 * What could not be written is told when the summary has been.
 */
export async function drawReports(directory: string, flags: DrawFlags): Promise<number> {
  const strict = flags.strict === true
  const { run, failure } = await drawn(directory, { ...flags, strict })
  if (flags.json !== true) {
    const { color, width } = progressOptions(process.stdout, process.env)
    const where = relative(process.cwd(), directory) || '.'
    process.stdout.write(terminalSummary(run, { color, width: width(), strict, directory: where }))
  }
  if (failure !== undefined) throw failure
  return exitCode(run, strict)
}

async function drawn(
  directory: string,
  { strict, inconclusive, attachmentRoot }: DrawFlags & { readonly strict: boolean },
): Promise<{ readonly run: Run; readonly failure?: ReportError }> {
  try {
    const options = { strict, inconclusive, ...(attachmentRoot !== undefined && { attachmentRoot }) }
    return { run: await writeReports(directory, options) }
  } catch (error) {
    if (!(error instanceof ReportError)) throw error
    return { run: error.run, failure: error }
  }
}
