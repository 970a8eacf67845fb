import { join } from 'node:path'
import type { Command } from 'commander'
import { enterLab, insideLab } from '../lab/index.js'
import { ExitCode, type Profile, type Role, worstExitCode } from '../model/index.js'
import { standingRules } from '../rules/index.js'
import { makePlan, NothingSelected, type PlanItem } from '../run/plan.js'
import { loadProfile } from '../run/profile/load.js'
import { repeatItems } from '../run/repeat.js'
import { parseShard } from '../run/shard.js'
import { checkDrawFlags } from './draw.js'
import { embeddedProfile, isKnownTo, startDevice } from './embedded.js'
import { calendarDay, collect, oneOf, usage, wholeNumber } from './options.js'
import { withResumed } from './resume.js'
import { testBeside } from './run-beside.js'
import { stopController, type TestFlags, testDevice } from './run-device.js'
import { loadSuites } from './suites.js'

export function addRun(program: Command): void {
  program
    .command('run', { isDefault: false })
    .summary('test a device, or without --profile the embedded reference devices')
    .description(
      'Tests the device of a profile and leaves a results folder. Without --profile: the embedded run, both sides in network namespaces of its own.',
    )
    .option('--profile <file>', 'what the device is, where it is, what it claims')
    .option(
      '--suite <role>',
      "lma or mag: the role of the profile's device; without a profile only this half",
    )
    .option('--case <glob>', 'only these cases (repeatable)', collect, [])
    .option('--requirement <glob>', 'only cases held against these requirements (repeatable)', collect, [])
    .option('--full', 'long cases too: timers of half a minute and more')
    .option('--strict', 'a warning counts as a failure')
    .option('--edition <edition>', "rfc8278 or draft-06, instead of the profile's")
    .option('--lanes <n>', "how many cases side by side, instead of the profile's", wholeNumber(1, 256))
    .option('--seed <n>', 'same identities and numbers as the run that printed it', wholeNumber(0, 2 ** 31))
    .option(
      '--repeat <n>',
      'each case so many times, to see whether it always ends alike',
      wholeNumber(1, 1000),
    )
    .option('--out <dir>', 'results folder (default: results/<time>-<device>)')
    .option('--capture <how>', 'capture.pcapng from the wire, or drawn from the journal', 'wire')
    .option('--shard <i/n>', 'only the i-th of n parts of the cases; see pmipspec merge')
    .option('--resume <dir>', 'go on with a run that was cut off, as it was begun')
    .option('--inconclusive <how>', 'in junit.xml: error or skip', 'error')
    .option(
      '--attachment-root <dir>',
      'where the CI server finds the results folder, for attachments in junit.xml',
    )
    .option(
      '--waivers-as-of <date>',
      'judge the waivers on this day, YYYY-MM-DD, for an old build (default: today)',
      calendarDay,
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
    .action(async (flags: TestFlags) => {
      process.exitCode = await run(flags)
    })
}

async function run(given: TestFlags): Promise<number> {
  checkFlags(given)
  const flags = await withResumed(given)
  if (flags.profile !== undefined) {
    const profile = adjust(await loadProfile(flags.profile), flags)
    return testDevice(profile, await planFor(profile, flags), flags, stopController())
  }
  // Inside, so that the suites are loaded once: a filter that matches nothing is told there, before a device starts.
  return insideLab() ? runEmbedded(await embeddedHalves(flags), flags) : enterLab()
}

function checkFlags(flags: TestFlags): void {
  oneOf('--suite', flags.suite, ['lma', 'mag'])
  oneOf('--edition', flags.edition, ['rfc8278', 'draft-06'])
  oneOf('--capture', flags.capture, ['wire', 'journal'])
  oneOf('--multipath', flags.multipath, ['on', 'off', 'legacy'])
  checkDrawFlags(flags)
  if (flags.shard !== undefined && parseShard(flags.shard) === undefined)
    throw usage(`--shard ${JSON.stringify(flags.shard)}: it must be I/N, with I from 1 to N`)
}

function adjust(profile: Profile, flags: TestFlags): Profile {
  if (flags.suite !== undefined && flags.suite !== profile.device.role)
    throw usage(`--suite ${flags.suite}: the device of ${profile.source} is a ${profile.device.role}`)
  return { ...profile, lanes: flags.lanes ?? profile.lanes, edition: flags.edition ?? profile.edition }
}

async function planFor(profile: Profile, flags: TestFlags): Promise<readonly PlanItem[]> {
  const plan = makePlan(await loadSuites(profile.device.role), standingRules, profile, {
    cases: flags.case,
    requirements: flags.requirement,
    full: flags.full === true,
  })
  return repeatItems(plan, flags.repeat ?? 1)
}

interface Half {
  readonly profile: Profile
  readonly plan: readonly PlanItem[]
}

/** The reference devices to test: those of the suite that is asked for, else all that the filters and defects leave. */
async function embeddedHalves(flags: TestFlags): Promise<readonly Half[]> {
  const roles: readonly Role[] =
    flags.suite === undefined ? (['lma', 'mag'] as const).filter((r) => isKnownTo(r, flags)) : [flags.suite]
  const halves: Half[] = []
  let nothing: unknown = usage('no reference device knows all of these defects and behaviours')
  for (const role of roles) {
    const profile = adjust(await embeddedProfile(flags, role), flags)
    try {
      halves.push({ profile, plan: await planFor(profile, flags) })
    } catch (error) {
      if (!(error instanceof NothingSelected)) throw error
      nothing = error
    }
  }
  if (halves.length === 0) throw nothing
  return halves
}

/** Tests the reference devices side by side, each in a lab of its own; the exit code is that of the worse. */
async function runEmbedded([half, other]: readonly Half[], flags: TestFlags): Promise<number> {
  if (half === undefined) return ExitCode.usage
  if (other === undefined) return runHalf(half, flags)
  const ofRole = ({ profile }: Half) =>
    flags.out === undefined ? undefined : join(flags.out, profile.device.role)
  const out = ofRole(other)
  const beside = testBeside([
    ...['--suite', other.profile.device.role],
    ...(out === undefined ? [] : ['--out', out]),
  ])
  try {
    const mine = ofRole(half)
    const code = await runHalf(half, { ...flags, ...(mine !== undefined && { out: mine }) })
    return worstExitCode([code, await beside.shown()])
  } finally {
    beside.end()
  }
}

async function runHalf({ profile, plan }: Half, flags: TestFlags): Promise<number> {
  const device = await startDevice(profile, flags)
  try {
    return await testDevice(device.profile, plan, flags, stopController())
  } finally {
    await device.close()
  }
}
