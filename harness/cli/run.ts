import { randomInt } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { join, relative } from 'node:path'
import type { Command } from 'commander'
import { type EmbeddedDevice, enterLab, insideLab } from '../lab/index.js'
import { RawIPv6Link, systemClock } from '../link/index.js'
import { exitCode, type Profile, type Role, type RunInfo } from '../model/index.js'
import { progressOptions, TerminalProgress, terminalSummary, writeReports } from '../report/index.js'
import { lmaRules } from '../rules/index.js'
import { conduct } from '../run/conduct.js'
import { endpointsOf } from '../run/endpoints.js'
import { makePlan } from '../run/plan.js'
import { loadProfile } from '../run/profile/load.js'
import { makeResultsFolder } from '../run/results-folder.js'
import { type EmbeddedFlags, embeddedProfile, startDevice } from './embedded.js'
import { collect, oneOf, usage, wholeNumber } from './options.js'
import { packageVersion } from './package-root.js'
import { loadSuites } from './suites.js'

interface RunFlags extends EmbeddedFlags {
  readonly profile?: string
  readonly suite?: Role
  readonly case: readonly string[]
  readonly requirement: readonly string[]
  readonly strict?: boolean
  readonly full?: boolean
  readonly out?: string
  readonly seed?: number
  readonly lanes?: number
  readonly quiet?: boolean
  readonly json?: boolean
  readonly inconclusive: 'error' | 'skip'
  readonly attachmentRoot?: string
  readonly defect: readonly string[]
  readonly behaviour: readonly string[]
}

export function addRun(program: Command): void {
  program
    .command('run', { isDefault: false })
    .summary('test a device, or without --profile the embedded reference devices')
    .description(
      'Tests the device of a profile and leaves a results folder. Without --profile: the embedded run, both sides in network namespaces of its own.',
    )
    .option('--profile <file>', 'what the device is, where it is, what it claims')
    .option('--suite <role>', "lma or mag; must be the role of the profile's device")
    .option('--case <glob>', 'only these cases (repeatable)', collect, [])
    .option('--requirement <glob>', 'only cases held against these requirements (repeatable)', collect, [])
    .option('--full', 'long cases too: timers of half a minute and more')
    .option('--strict', 'a warning counts as a failure')
    .option('--edition <edition>', "rfc8278 or draft-06, instead of the profile's")
    .option('--lanes <n>', "how many cases side by side, instead of the profile's", wholeNumber(1, 256))
    .option('--seed <n>', 'same identities and numbers as the run that printed it', wholeNumber(0, 2 ** 31))
    .option('--out <dir>', 'results folder (default: results/<time>-<device>)')
    .option('--inconclusive <how>', 'in junit.xml: error or skip', 'error')
    .option(
      '--attachment-root <dir>',
      'where the CI server finds the results folder, for attachments in junit.xml',
    )
    .option('--quiet', 'no progress, only the summary')
    .option('--json', 'journal events on standard output, one a line, and nothing else')
    .option('--multipath <how>', 'embedded run: the LMA has it on, off (refuses with 180), or is legacy')
    .option(
      '--defect <name>',
      'embedded run: break one rule of the reference device (repeatable)',
      collect,
      [],
    )
    .option(
      '--behaviour <name=choice>',
      'embedded run: another permitted behaviour (repeatable)',
      collect,
      [],
    )
    .addHelpText(
      'after',
      '\nExample:\n  pmipspec run --profile profiles/acme-lma.yaml --case "LMA-8278-BID-*"',
    )
    .action(async (flags: RunFlags) => {
      process.exitCode = await run(flags)
    })
}

async function run(flags: RunFlags): Promise<number> {
  checkFlags(flags)
  if (flags.profile !== undefined) return test(adjust(await loadProfile(flags.profile), flags), flags)
  const profile = adjust(await embeddedProfile(flags), flags)
  await planFor(profile, flags) // a filter that matches nothing is told before anything is started
  return insideLab() ? runEmbedded(profile, flags) : enterLab()
}

function checkFlags(flags: RunFlags): void {
  oneOf('--suite', flags.suite, ['lma', 'mag'])
  oneOf('--edition', flags.edition, ['rfc8278', 'draft-06'])
  oneOf('--multipath', flags.multipath, ['on', 'off', 'legacy'])
  oneOf('--inconclusive', flags.inconclusive, ['error', 'skip'])
}

function adjust(profile: Profile, flags: RunFlags): Profile {
  if (flags.suite !== undefined && flags.suite !== profile.device.role)
    throw usage(`--suite ${flags.suite}: the device of ${profile.source} is a ${profile.device.role}`)
  if (profile.device.role === 'mag')
    throw usage(`${profile.source}: device.role mag: testing a MAG is not supported yet`)
  return { ...profile, lanes: flags.lanes ?? profile.lanes, edition: flags.edition ?? profile.edition }
}

async function runEmbedded(profile: Profile, flags: RunFlags): Promise<number> {
  let device: EmbeddedDevice | undefined
  try {
    device = await startDevice(profile, flags)
    return await test(device.profile, flags)
  } finally {
    await device?.close()
  }
}

async function planFor(profile: Profile, flags: RunFlags) {
  const definitions = await loadSuites(profile.device.role)
  return makePlan(definitions, lmaRules, profile, {
    cases: flags.case,
    requirements: flags.requirement,
    full: flags.full === true,
  })
}

async function test(profile: Profile, flags: RunFlags): Promise<number> {
  const plan = await planFor(profile, flags)
  const started = new Date()
  const seed = flags.seed ?? randomInt(2 ** 31)
  const directory = makeResultsFolder(profile.device.name, started, flags.out)
  const stop = stopSignal()
  const progress = new TerminalProgress(progressOptions(process.stdout, process.env))
  await conduct({
    profile,
    plan,
    info: runInfo(profile, seed, started),
    journalFile: join(directory, 'journal.ndjson'),
    clock: systemClock,
    openLink: (p) => new RawIPv6Link(endpointsOf(p)),
    rerunPrefix: rerunPrefix(profile, flags),
    stop,
    onEvent: (event) => {
      if (flags.json === true) process.stdout.write(`${JSON.stringify(event)}\n`)
      else if (flags.quiet !== true) progress.on(event)
    },
  })
  const result = await writeReports(directory, {
    strict: flags.strict === true,
    inconclusive: flags.inconclusive,
    ...(flags.attachmentRoot !== undefined && { attachmentRoot: flags.attachmentRoot }),
  })
  if (flags.json !== true) {
    const { color, width } = progressOptions(process.stdout, process.env)
    const where = relative(process.cwd(), directory) || '.'
    process.stdout.write(
      terminalSummary(result, { color, width: width(), strict: flags.strict === true, directory: where }),
    )
  }
  return exitCode(result, flags.strict === true)
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

/** The command that reruns a case, up to its id: the same device, edition and behaviour. */
function rerunPrefix(profile: Profile, flags: RunFlags): string {
  const words = ['npx pmipspec run']
  if (flags.profile !== undefined) words.push(`--profile ${quote(flags.profile)}`)
  if (flags.edition !== undefined) words.push(`--edition ${profile.edition}`)
  if (flags.full === true) words.push('--full')
  if (flags.multipath !== undefined) words.push(`--multipath ${flags.multipath}`)
  for (const name of flags.defect) words.push(`--defect ${quote(name)}`)
  for (const choice of flags.behaviour) words.push(`--behaviour ${quote(choice)}`)
  return [...words, '--case'].join(' ')
}

function quote(word: string): string {
  return /^[\w./=:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** Aborted by Ctrl-C, SIGTERM, or the end of the process that put us into the lab; a second Ctrl-C ends at once. */
function stopSignal(): AbortSignal {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal) // every case in flight listens
  const stop = () => {
    if (controller.signal.aborted) process.exit(130)
    controller.abort()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  if (process.channel !== undefined) {
    process.on('disconnect', stop)
    process.channel.unref() // the channel must not keep us alive
  }
  return controller.signal
}
