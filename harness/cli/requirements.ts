import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { ExitCode, type Role } from '../model/index.js'
import { NothingSelected } from '../run/plan.js'
import { type Coverage, contradictions, coverage, stateOf, type Test, totals } from './coverage.js'
import { caseText, rowText, snapshot, snapshotCommand, snapshotFile, totalsText } from './coverage-text.js'
import { everyTest, roles } from './everything.js'
import { CommandFailure } from './failure.js'
import { count, terminalWidth } from './layout.js'
import { oneOf, usage } from './options.js'
import { packageRoot } from './package-root.js'
import { endWithReader } from './reader.js'

interface RequirementsFlags {
  readonly role?: Role
  readonly rfc?: string
  readonly untested?: boolean
  readonly json?: boolean
  readonly check?: boolean
  readonly snapshot?: boolean
}

export function addRequirements(program: Command): void {
  program
    .command('requirements')
    .summary('show which case tests which requirement, and why others are not tested')
    .description(
      'The traceability matrix both ways: each requirement with its cases, or the reason why it has none; then each case with its requirements; then totals.',
    )
    .option('--role <role>', 'only what binds an lma, or a mag')
    .option('--rfc <number>', 'only this RFC')
    .option('--untested', 'only what no case tests')
    .option('--json', 'one JSON document')
    .option(
      '--check',
      `look for requirements with neither case nor reason, and for changes against ${snapshotFile}`,
    )
    .option('--snapshot', `write ${snapshotFile} anew (in a checkout of the project)`)
    .addHelpText('after', '\nExample:\n  pmipspec requirements --role lma --rfc 8278 --untested')
    .action(requirements)
}

async function requirements(flags: RequirementsFlags): Promise<void> {
  endWithReader()
  oneOf('--role', flags.role, roles)
  const tests = await everyTest(roles)
  const all = coverage(tests)
  if (flags.check === true || flags.snapshot === true) {
    if (flags.role !== undefined || flags.rfc !== undefined || flags.untested === true || flags.json === true)
      throw usage('--check and --snapshot take all rows: leave --role, --rfc, --untested and --json out')
    if (flags.snapshot === true) writeSnapshot(all)
    if (flags.check === true) check(all, tests)
    return
  }
  const rows = select(all, flags)
  const ids = new Set(rows.map((row) => `${row.id} ${row.role}`))
  const cited = tests.filter((test) => test.requirements.some((id) => ids.has(`${id} ${test.role}`)))
  process.stdout.write(flags.json === true ? json(rows, cited) : text(rows, cited))
}

function select(all: readonly Coverage[], { role, rfc, untested }: RequirementsFlags): readonly Coverage[] {
  const rows = all.filter((row) => (role ?? row.role) === row.role && (rfc ?? row.rfc) === row.rfc)
  if (rows.length === 0) {
    const words = [
      ...(role === undefined ? [] : [`--role ${role}`]),
      ...(rfc === undefined ? [] : [`--rfc ${rfc}`]),
    ]
    const known = [...new Set(all.map((row) => `${row.rfc} (${row.role})`))].join(', ')
    throw new NothingSelected(
      `no requirement matches ${JSON.stringify(words.join(' '))}; there are: ${known}`,
    )
  }
  // That nothing is untested is an answer, not a mistake in the filter.
  return untested === true ? rows.filter((row) => row.cases.length === 0) : rows
}

function text(rows: readonly Coverage[], cited: readonly Test[]): string {
  const width = terminalWidth()
  const parts = [
    rows.map((row) => rowText(row, width)).join('\n') || 'every requirement asked for has a case',
  ]
  if (cited.length > 0) parts.push(`By case:\n${cited.map((test) => caseText(test, width)).join('\n')}`)
  if (rows.length > 0) parts.push(`Totals:\n${totalsText(rows, width)}`)
  return `${parts.join('\n\n')}\n`
}

function json(rows: readonly Coverage[], cited: readonly Test[]): string {
  const document = {
    requirements: rows.map((row) => ({ ...row, state: stateOf(row) })),
    cases: cited.map(({ id, role, requirements: ids }) => ({ id, role, requirements: ids })),
    totals: totals(rows),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function writeSnapshot(all: readonly Coverage[]): void {
  const file = join(packageRoot, snapshotFile)
  if (!existsSync(dirname(file)))
    throw usage(
      `--snapshot: ${snapshotFile} belongs to a checkout of the project, and this is an installed package`,
    )
  writeFileSync(file, snapshot(all))
  process.stdout.write(`${snapshotFile}: ${count(all.length, 'line')} written\n`)
}

/** Everything that is not in order, or nothing but a word that all is. */
function check(all: readonly Coverage[], tests: readonly Test[]): void {
  const problems = [...contradictions(all, tests), ...staleSnapshot(all)]
  if (problems.length > 0)
    throw new CommandFailure(
      `the coverage is not in order:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
      ExitCode.suiteFault,
    )
  process.stdout.write(`${count(all.length, 'row')} checked: each has a case or a reason\n`)
}

/** The first difference between the snapshot and what there is; an installed package has no snapshot. */
export function staleSnapshot(all: readonly Coverage[]): readonly string[] {
  const file = join(packageRoot, snapshotFile)
  if (!existsSync(dirname(file))) return []
  const kept = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  const now = snapshot(all).split('\n')
  const at = now.findIndex((line, i) => line !== kept[i])
  if (at < 0 && kept.length === now.length) return []
  const line = at < 0 ? now.length : at
  const differs = `it has ${JSON.stringify(kept[line] ?? 'nothing')}, now it is ${JSON.stringify(now[line] ?? 'nothing')}`
  return [
    `${snapshotFile}:${line + 1} is out of date (${differs}): run ${snapshotCommand} and commit the change`,
  ]
}
