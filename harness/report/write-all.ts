import { access } from 'node:fs/promises'
import { join, posix, sep } from 'node:path'
import type { Run } from '../model/index.js'
import { writeCapture } from './capture.js'
import { writeHtml } from './html/index.js'
import { readJournal } from './journal.js'
import { writeJunit } from './junit.js'
import type { JunitPolicy } from './junit-outcome.js'
import { writeMarkdown } from './markdown.js'
import { writeRunJson } from './run-json.js'

export interface ReportOptions extends JunitPolicy {
  /**
   * The results folder as the CI server finds it, relative to its workspace: with it the JUnit file names the capture
   * (or the journal, when there is none) as an attachment.
   */
  readonly attachmentRoot?: string
}

/** One file drawn from a run. No report knows another. */
export interface Report {
  readonly file: string
  readonly write: (run: Run, file: string, options: ReportOptions, directory: string) => Promise<void>
}

export const reports: readonly Report[] = [
  { file: 'capture.pcapng', write: (run, file) => writeCapture(run, file) },
  { file: 'run.json', write: (run, file, options) => writeRunJson(run, file, options) },
  {
    file: 'junit.xml',
    write: async (run, file, options, directory) => {
      const path = await attachment(directory, options.attachmentRoot)
      await writeJunit(run, file, { ...options, ...(path === undefined ? {} : { attachment: path }) })
    },
  },
  { file: 'summary.md', write: (run, file, options) => writeMarkdown(run, file, options) },
  { file: 'report.html', write: (run, file, options) => writeHtml(run, file, options) },
]

/** Reports that could not be written; the others are there. The fault is the host's, or the suite's. */
export class ReportError extends AggregateError {
  override readonly name = 'ReportError'
  /** File name of each report that is missing or old. */
  readonly files: readonly string[]

  constructor(
    failed: readonly { readonly file: string; readonly error: unknown }[],
    /** What they were to be drawn from. */
    readonly run: Run,
  ) {
    const reasons = failed.map(
      ({ file, error }) => `${file}: ${error instanceof Error ? error.message : String(error)}`,
    )
    super(
      failed.map(({ error }) => error),
      `could not write ${reasons.join('; ')}`,
    )
    this.files = failed.map(({ file }) => file)
  }
}

/**
 * Reads the journal of a results folder and draws every report into it. One that fails does not stop the others.
 * Throws a `JournalError` when there is nothing to draw from, and a `ReportError` at the end for what failed.
 */
export async function writeReports(
  directory: string,
  options: ReportOptions = {},
  drawn: readonly Report[] = reports,
): Promise<Run> {
  const run = await readJournal(join(directory, 'journal.ndjson'))
  const failed: { file: string; error: unknown }[] = []
  for (const report of drawn) {
    try {
      await report.write(run, join(directory, report.file), options, directory)
    } catch (error) {
      failed.push({ file: report.file, error })
    }
  }
  if (failed.length > 0) throw new ReportError(failed, run)
  return run
}

async function attachment(directory: string, root: string | undefined): Promise<string | undefined> {
  if (root === undefined) return undefined
  const file = (await exists(join(directory, 'capture.pcapng'))) ? 'capture.pcapng' : 'journal.ndjson'
  return posix.join(root.split(sep).join(posix.sep), file)
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
