import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { RawIPv6Link, systemClock } from '../link/index.js'
import type { Profile, RunInfo } from '../model/index.js'
import { progressOptions, TerminalProgress } from '../report/index.js'
import { conduct } from '../run/conduct.js'
import { endpointsOf } from '../run/endpoints.js'
import type { PlanItem } from '../run/plan.js'
import { makeResultsFolder } from '../run/results-folder.js'
import { parseShard, shardItems } from '../run/shard.js'
import { noTap, openTap } from '../run/tap.js'
import { resolveWaivers } from '../run/waivers.js'
import { drawReports } from './draw.js'
import { planFor } from './everything.js'
import type { TestFlags } from './flags.js'
import { interruption } from './interruption.js'
import { packageVersion } from './package-root.js'
import { optionsOf, resumedFrom } from './resume.js'
import { untestedBy } from './untested.js'

/** Tests the device of a profile, leaves a results folder, prints the summary, and gives the exit code. */
export async function testDevice(
  profile: Profile,
  plan: readonly PlanItem[],
  flags: TestFlags,
  stop: AbortController,
): Promise<number> {
  const { left } = flags
  const items = sharded(plan, flags.shard)
  const resumed = left && resumedFrom(left, profile, items)
  if (left !== undefined && resumed === undefined) return drawReports(left.directory, flags)
  const started = left === undefined ? new Date() : new Date(left.run.info.started)
  const seed = flags.seed ?? randomInt(2 ** 31)
  const directory = left?.directory ?? makeResultsFolder(profile.device.name, started, flags.out)
  const everything = await planFor(profile, { full: true })
  const progress = new TerminalProgress(progressOptions(process.stdout, process.env))
  // An operator who is asked to do things reads them on the same terminal.
  const manual = Object.values(profile.stimulus).some(([word]) => word === 'manual')
  await conduct({
    profile,
    plan: items,
    info: {
      ...runInfo(profile, seed, started),
      ...shardInfo(plan, flags.shard),
      waivers: resolveWaivers(profile.waivers, everything, items),
      waiversAsOf: flags.waiversAsOf ?? left?.run.info.waiversAsOf ?? started.toISOString().slice(0, 10),
      untested: untestedBy(plan, everything, profile.device.role),
      options: optionsOf(flags, profile),
    },
    ...(resumed !== undefined && { resumed }),
    journalFile: join(directory, 'journal.ndjson'),
    clock: systemClock,
    openTap: (journal) =>
      flags.capture === 'wire'
        ? openTap(profile, systemClock, journal)
        : noTap(profile, 'nothing else was asked for', journal),
    openLink: (p) => new RawIPv6Link(endpointsOf(p)),
    rerunPrefix: rerunPrefix(profile, flags),
    ownObserve: flags.profile === undefined,
    stop: stop.signal,
    onQuit: () => stop.abort(),
    onEvent: (event) => {
      if (flags.json === true) process.stdout.write(`${JSON.stringify(event)}\n`)
      else if (flags.quiet !== true && !manual) progress.on(event)
    },
  })
  return drawReports(directory, flags)
}

function runInfo(profile: Profile, seed: number, started: Date): RunInfo {
  const { name, role, vendor, version } = profile.device
  return {
    tool: 'pmipspec',
    version: packageVersion(),
    device: name,
    ...(vendor !== undefined && { vendor }),
    ...(version !== undefined && { deviceVersion: version }),
    role,
    edition: profile.edition,
    profile: profile.source,
    seed,
    started: started.toISOString(),
  }
}

function sharded(plan: readonly PlanItem[], text: string | undefined): readonly PlanItem[] {
  const shard = text === undefined ? undefined : parseShard(text)
  return shard === undefined ? plan : shardItems(plan, shard)
}

function shardInfo(plan: readonly PlanItem[], text: string | undefined): Pick<RunInfo, 'shard'> {
  const shard = text === undefined ? undefined : parseShard(text)
  return shard === undefined ? {} : { shard: { ...shard, plan: plan.map(({ planned }) => planned.id) } }
}

/** The command that reruns a case, up to its id: the same device, edition and behaviour. */
function rerunPrefix(profile: Profile, flags: TestFlags): string {
  const words = ['npx pmipspec run']
  if (flags.profile !== undefined) words.push(`--profile ${quote(flags.profile)}`)
  else words.push(`--suite ${profile.device.role}`)
  if (flags.edition !== undefined) words.push(`--edition ${profile.edition}`)
  if (flags.full === true) words.push('--full')
  if (flags.multipath !== undefined) words.push(`--multipath ${flags.multipath}`)
  if (flags.waiversAsOf !== undefined) words.push(`--waivers-as-of ${flags.waiversAsOf}`)
  for (const name of flags.defect) words.push(`--defect ${quote(name)}`)
  for (const choice of flags.behaviour) words.push(`--behaviour ${quote(choice)}`)
  return [...words, '--case'].join(' ')
}

function quote(word: string): string {
  return /^[\w./=:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** Aborted by signals, and by the end of the process that put us into the lab. */
export function stopController(): AbortController {
  const controller = interruption()
  if (process.channel !== undefined) {
    process.on('disconnect', () => controller.abort())
    process.channel.unref() // the channel must not keep us alive
  }
  return controller
}
