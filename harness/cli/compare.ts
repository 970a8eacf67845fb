import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { Command } from 'commander'
import { ExitCode } from '../model/index.js'
import { type Contestant, compareRuns, comparisonHtml, comparisonText } from '../report/compare/index.js'
import { progressOptions, readJournal } from '../report/index.js'
import { terminalWidth } from './layout.js'
import { usage } from './options.js'
import { readable, requireJournal } from './report.js'

interface CompareFlags {
  readonly json?: boolean
  readonly html?: string
}

export function addCompare(program: Command): void {
  program
    .command('compare <dir...>')
    .summary('what changed between runs of a device, or several devices side by side')
    .description(
      'Compares results folders. Runs of one device: what changed from the first to the last, and what of device, version, profile, edition and suite may be why. Several devices: cases × devices. Exit code: 0 the same or better, 1 something got worse, 2 usage.',
    )
    .option('--json', 'the whole comparison as JSON')
    .option(
      '--html <file>',
      'a matrix in one file, each verdict leading to its case in the report of its run',
    )
    .addHelpText(
      'after',
      '\nExample:\n  pmipspec compare results/2026-03-01T120000Z-acme-lma results/latest --html changes.html',
    )
    .action(async (dirs: readonly string[], flags: CompareFlags) => {
      process.exitCode = await compare(dirs, flags)
    })
}

async function compare(dirs: readonly string[], flags: CompareFlags): Promise<number> {
  if (dirs.length < 2) throw usage('compare needs two results folders or more')
  const contestants: Contestant[] = []
  for (const [i, folder] of dirs.entries()) {
    const journal = requireJournal(resolve(folder))
    contestants.push({ letter: letter(i), folder, run: await readable(folder, () => readJournal(journal)) })
  }
  const comparison = compareRuns(contestants)
  if (flags.html !== undefined) writeHtml(flags.html, comparisonHtml(comparison, linksFrom(flags.html, dirs)))
  const { color } = progressOptions(process.stdout, process.env)
  process.stdout.write(
    flags.json === true
      ? `${JSON.stringify(comparison, undefined, 2)}\n`
      : comparisonText(comparison, terminalWidth(), color),
  )
  return comparison.counts.worse > 0 ? ExitCode.deviceFailed : ExitCode.conformant
}

/** `A` … `Z`, `A2` … */
function letter(index: number): string {
  const round = Math.floor(index / 26)
  return String.fromCharCode(65 + (index % 26)) + (round === 0 ? '' : String(round + 1))
}

/** Where the report of each run is, seen from the page; relative, so that the folders can be moved together. */
function linksFrom(page: string, dirs: readonly string[]): readonly (string | undefined)[] {
  return dirs.map((dir) => {
    const report = join(resolve(dir), 'report.html')
    if (!existsSync(report)) return undefined
    const path = relative(dirname(resolve(page)), report)
      .split(sep)
      .map(encodeURIComponent)
      .join('/')
    return `./${path}`
  })
}

function writeHtml(file: string, content: string): void {
  try {
    writeFileSync(file, content)
  } catch (error) {
    throw usage(`--html ${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`)
  }
}
