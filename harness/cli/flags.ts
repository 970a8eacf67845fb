import { type Edition, type Profile, type Role, roleName } from '../model/index.js'
import { parseShard } from '../run/shard.js'
import { oneOf, usage } from './options.js'
import type { Left } from './resume.js'

/** How the embedded reference devices are to be. */
export interface EmbeddedFlags {
  readonly edition?: Edition
  readonly multipath?: 'on' | 'off' | 'legacy'
  readonly defect?: readonly string[]
  readonly behaviour?: readonly string[]
}

/** What of the command line bears on how a run is reported. */
export interface DrawFlags {
  readonly strict?: boolean
  readonly inconclusive: 'error' | 'skip'
  readonly attachmentRoot?: string
  readonly json?: boolean
}

/** What of the command line bears on how a run goes and what is left of it. */
export interface TestFlags extends EmbeddedFlags, DrawFlags {
  readonly profile?: string
  readonly suite?: Role
  readonly case: readonly string[]
  readonly requirement: readonly string[]
  readonly lanes?: number
  /** `2/3`. */
  readonly shard?: string
  /** How often each case. */
  readonly repeat?: number
  /** Results folder of a run that is to go on, and then what is left of it. */
  readonly resume?: string
  readonly left?: Left
  readonly edition?: Edition
  readonly full?: boolean
  readonly out?: string
  readonly seed?: number
  readonly quiet?: boolean
  readonly capture: 'wire' | 'journal'
  /** Waivers are judged on this day, `YYYY-MM-DD`; left out, the day the run is started (UTC). */
  readonly waiversAsOf?: string
  readonly defect: readonly string[]
  readonly behaviour: readonly string[]
}

export function checkDrawFlags({ inconclusive, attachmentRoot }: DrawFlags): void {
  oneOf('--inconclusive', inconclusive, ['error', 'skip'])
  if (attachmentRoot !== undefined && (attachmentRoot === '' || /[[\]|\p{Cc}]/u.test(attachmentRoot)))
    throw usage(
      `--attachment-root ${JSON.stringify(attachmentRoot)}: readers of JUnit files take no path with [, ] or | in it`,
    )
}

/** The profile, with what the command line says in its stead. */
export function adjusted(profile: Profile, flags: TestFlags): Profile {
  if (flags.suite !== undefined && flags.suite !== profile.device.role)
    throw usage(`--suite ${flags.suite}: the device of ${profile.source} is ${roleName(profile.device.role)}`)
  return { ...profile, lanes: flags.lanes ?? profile.lanes, edition: flags.edition ?? profile.edition }
}

/** Tells the first of these that cannot be meant. Loads nothing of the suite: it is asked before a lab is opened. */
export function checkTestFlags(flags: TestFlags): void {
  oneOf('--suite', flags.suite, ['lma', 'mag'])
  oneOf('--edition', flags.edition, ['rfc8278', 'draft-06'])
  oneOf('--capture', flags.capture, ['wire', 'journal'])
  oneOf('--multipath', flags.multipath, ['on', 'off', 'legacy'])
  checkDrawFlags(flags)
  const embedded = (['multipath', 'defect', 'behaviour'] as const).find((name) => flags[name]?.length)
  if (flags.profile !== undefined && embedded !== undefined)
    throw usage(
      `--${embedded}: it is for the reference devices of the embedded run; the device of --profile ${flags.profile} is as it is`,
    )
  if (flags.shard !== undefined && parseShard(flags.shard) === undefined)
    throw usage(`--shard ${JSON.stringify(flags.shard)}: it must be I/N, with I from 1 to N`)
}
