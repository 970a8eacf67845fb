import type { Command } from 'commander'
import { type PlannedCase, type Role, roleName } from '../model/index.js'
import { loadProfile } from '../run/profile/load.js'
import { everyTest, planFor, roles } from './everything.js'
import { count, terminalWidth, wrap } from './layout.js'
import { collect, oneOf, usage } from './options.js'
import { endWithReader } from './reader.js'

interface ListFlags {
  readonly suite?: Role
  readonly profile?: string
  readonly case: readonly string[]
  readonly requirement: readonly string[]
  readonly full?: boolean
  readonly json?: boolean
}

/** One line of the list. */
interface Listed {
  readonly planned: PlannedCase
  /** Why it does not run against the profile's device. */
  readonly notApplicable?: string
}

export function addList(program: Command): void {
  program
    .command('list')
    .summary('show the cases and standing rules, with a profile also which apply')
    .description(
      'Shows every case and standing rule: id, level, requirements, title. With --profile: why one does not apply.',
    )
    .option('--suite <role>', 'only the suite for an lma or for a mag under test')
    .option('--profile <file>', 'the device to list for')
    .option('--case <glob>', 'only these cases (repeatable)', collect, [])
    .option('--requirement <glob>', 'only cases held against these requirements (repeatable)', collect, [])
    .option('--full', 'with --profile: count long cases as applicable, as run --full does')
    .option('--json', 'one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  pmipspec list --profile profiles/acme-lma.yaml --requirement "8278/*"',
    )
    .action(list)
}

async function list(flags: ListFlags): Promise<void> {
  endWithReader()
  oneOf('--suite', flags.suite, roles)
  const listed = flags.profile === undefined ? await all(flags) : await forDevice(flags.profile, flags)
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify({ cases: listed.map(asJson) }, null, 2)}\n`)
    return
  }
  const width = terminalWidth()
  process.stdout.write(`${listed.map((item) => listedText(item, width)).join('\n')}\n\n`)
  process.stdout.write(`${wrap(summary(listed, flags.profile !== undefined), width)}\n`)
}

async function all(flags: ListFlags): Promise<readonly Listed[]> {
  const wanted = flags.suite === undefined ? roles : [flags.suite]
  const tests = await everyTest(wanted, { cases: flags.case, requirements: flags.requirement })
  return tests.map((planned) => ({ planned }))
}

async function forDevice(file: string, flags: ListFlags): Promise<readonly Listed[]> {
  const profile = await loadProfile(file)
  if (flags.suite !== undefined && flags.suite !== profile.device.role)
    throw usage(`--suite ${flags.suite}: the device of ${profile.source} is ${roleName(profile.device.role)}`)
  const plan = await planFor(profile, {
    cases: flags.case,
    requirements: flags.requirement,
    full: flags.full === true,
  })
  return plan.map(({ planned, notApplicable }) => ({
    planned,
    ...(notApplicable !== undefined && { notApplicable }),
  }))
}

function asJson({ planned, notApplicable }: Listed) {
  const { id, title, role, requirements, rfc, section, level, standing, file } = planned
  return {
    id,
    title,
    suite: role,
    requirements,
    rfc,
    section,
    level,
    standing,
    file,
    ...(notApplicable !== undefined && { notApplicable }),
  }
}

function listedText({ planned, notApplicable }: Listed, width: number): string {
  const { id, level, requirements, title, standing } = planned
  const watched = standing ? '  (standing rule)' : ''
  const lines = [
    wrap(`${id}  ${level}  ${requirements.join(', ')}${watched}`, width, 4),
    wrap(`  ${title}`, width, 4),
  ]
  if (notApplicable !== undefined) lines.push(wrap(`  not applicable: ${notApplicable}`, width, 4))
  return lines.join('\n')
}

function summary(listed: readonly Listed[], withProfile: boolean): string {
  const parts = roles.flatMap((role) => {
    const of = listed.filter(({ planned }) => planned.role === role)
    const rules = of.filter(({ planned }) => planned.standing).length
    if (of.length === 0) return []
    const parts = [[of.length - rules, 'case'] as const, [rules, 'standing rule'] as const]
    const what = parts.flatMap(([n, noun]) => (n === 0 ? [] : [count(n, noun)])).join(' and ')
    return [`${what} for ${roleName(role)} under test`]
  })
  const excluded = listed.filter((item) => item.notApplicable !== undefined).length
  return [...parts, ...(withProfile ? [`${excluded} of them not applicable`] : [])].join('; ')
}
