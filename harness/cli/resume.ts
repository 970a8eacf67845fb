import { createHash } from 'node:crypto'
import { readFileSync, truncateSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Profile, Run, RunOptions } from '../model/index.js'
import { readJournalAsWritten } from '../report/index.js'
import { endOf } from '../run/journal-of.js'
import type { PlanItem } from '../run/plan.js'
import type { Resumed } from '../run/resumed.js'
import type { TestFlags } from './flags.js'
import { usage } from './options.js'
import { packageVersion } from './package-root.js'
import { readable, requireJournal } from './report.js'
import { processWith } from './writer.js'

/** A run that goes on: what its journal tells, and where it is. */
export interface Left {
  readonly directory: string
  readonly run: Run
}

/** The flags of a run, or with `--resume` those of the run that is to go on, beside how it is to be reported. */
export async function withResumed(flags: TestFlags): Promise<TestFlags> {
  if (flags.resume === undefined) return flags
  refuseOthers(flags)
  const directory = resolve(flags.resume)
  const journal = requireJournal(directory)
  const writer = processWith(journal)
  if (writer !== undefined)
    throw usage(`${directory} cannot be resumed: process ${writer} has its journal open, the run goes on`)
  dropTail(journal)
  const run = await readable(directory, () => readJournalAsWritten(journal))
  const { options, version, role, seed } = run.info
  if (options === undefined)
    throw usage(`${directory} cannot be resumed: its journal does not say how it was run`)
  if (version !== packageVersion())
    throw usage(`${directory} was run by pmipspec ${version}, this is ${packageVersion()}: start a new run`)
  return { ...flags, ...options, suite: role, seed, left: { directory, run } }
}

const decided = [
  'profile',
  'suite',
  'full',
  'edition',
  'lanes',
  'multipath',
  'shard',
  'repeat',
  'seed',
  'out',
] as const

function refuseOthers(flags: TestFlags): void {
  const lists = (['case', 'requirement', 'defect', 'behaviour'] as const).filter(
    (name) => flags[name].length > 0,
  )
  const [given] = [...decided.filter((name) => flags[name] !== undefined), ...lists]
  if (given !== undefined) throw usage(`--resume goes on as the run was begun: leave out --${given}`)
}

/** What comes after the last newline was cut off by a kill; what is appended must begin on a line of its own. */
function dropTail(journal: string): void {
  const octets = readFileSync(journal)
  const end = octets.lastIndexOf(0x0a) + 1
  if (end > 0 && end < octets.length) truncateSync(journal, end)
}

/** What decides a run, for its journal. */
export function optionsOf(flags: TestFlags, profile: Profile): RunOptions {
  const { profile: file, suite, full, edition, lanes, multipath, shard, repeat, waiversAsOf, capture } = flags
  return {
    ...(file !== undefined && { profile: file }),
    ...(suite !== undefined && { suite }),
    case: flags.case,
    requirement: flags.requirement,
    ...(full !== undefined && { full }),
    ...(edition !== undefined && { edition }),
    ...(lanes !== undefined && { lanes }),
    ...(multipath !== undefined && { multipath }),
    defect: flags.defect,
    behaviour: flags.behaviour,
    ...(shard !== undefined && { shard }),
    ...(repeat !== undefined && { repeat }),
    ...(waiversAsOf !== undefined && { waiversAsOf }),
    ...(capture === 'journal' && { capture }),
    profileDigest: digestOf(profile),
  }
}

/**
 * How the device is reached and watched may change between the pieces of a run, and where the profile lies from one CI
 * runner to the next; what is tested may not.
 */
function digestOf(profile: Profile): string {
  const { source: _, directory: __, observe: ___, stimulus: ____, stimulusSocket: _____, ...rest } = profile
  const { lanes: ______, ...tested } = rest
  return createHash('sha256').update(JSON.stringify(tested)).digest('hex')
}

/** What stands of a run that is to go on with this profile and plan; undefined when there is nothing left to run. */
export function resumedFrom(
  { directory, run }: Left,
  profile: Profile,
  plan: readonly PlanItem[],
): Resumed | undefined {
  if (run.info.options?.profileDigest !== digestOf(profile))
    throw usage(`${directory} cannot be resumed: the profile has changed since; start a new run`)
  const then = new Set(run.cases.map(({ id }) => id))
  const now = new Set(plan.map(({ planned }) => planned.id))
  const added = [...now].filter((id) => !then.has(id))
  const gone = [...then].filter((id) => !now.has(id))
  if (then.size > 0 && (added.length > 0 || gone.length > 0))
    throw usage(
      `${directory} cannot be resumed: the plan has changed since (${added.length} new, ${gone.length} gone); start a new run`,
    )
  const ended = run.cases.filter((result) => result.verdict !== 'not-run')
  if (run.complete && ended.length === run.cases.length) return undefined
  const last = Math.max(0, ...run.packets.slice(-100).map(({ at }) => at))
  return {
    ended: ended.filter(({ standing, attempts }) => !standing || attempts === 0).map(endOf),
    standing: run.standing,
    frames: run.packets.reduce((most, { frame }) => Math.max(most, frame), 0),
    captured: run.wire.length,
    repeatedSteps: run.repeatedSteps,
    elapsed: Math.max(last, Date.now() - Date.parse(run.info.started)),
  }
}
