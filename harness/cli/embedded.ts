import { join } from 'node:path'
import { type DeviceSockets, type EmbeddedDevice, startEmbeddedLma, startEmbeddedMag } from '../lab/index.js'
import type { Profile, Role } from '../model/index.js'
import { isDefectName, isMagDefectName, parseBehaviour, parseMagBehaviour } from '../reference/index.js'
import { loadProfile } from '../run/profile/load.js'
import { adjusted, type EmbeddedFlags, type TestFlags } from './flags.js'
import { packageRoot } from './package-root.js'

const LANES = { lma: 32, mag: 32 } as const

/** The reference device of a role has all the defects and behaviours that are asked for. */
export function isKnownTo(role: Role, { defect = [], behaviour = [], multipath }: EmbeddedFlags): boolean {
  if (role === 'mag' && multipath === 'legacy') return false
  const isDefect = role === 'lma' ? isDefectName : isMagDefectName
  const parse = role === 'lma' ? parseBehaviour : parseMagBehaviour
  return defect.every((name) => isDefect(name)) && behaviour.every((text) => parses(() => parse(text)))
}

function parses(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}

function profileFile(role: Role): string {
  return join(packageRoot, 'profiles', `reference-${role}.yaml`)
}

/** The embedded run's device, as a profile: the one shipped for the reference device, with room for many lanes. */
export async function embeddedProfile(
  { edition, multipath = 'on', behaviour = [] }: EmbeddedFlags,
  role: Role = 'lma',
): Promise<Profile> {
  const profile = await loadProfile(profileFile(role))
  return {
    ...profile,
    source: 'embedded',
    lanes: LANES[role],
    edition: edition ?? profile.edition,
    claims: { ...claimsUnder(profile, behaviour), multipath: multipath === 'on' },
    ...variablesUnder(profile, behaviour),
    stimulus: rareStimuli(role),
  }
}

/** The same, with all that the command line says. */
export async function profileOf(role: Role, flags: TestFlags): Promise<Profile> {
  return adjusted(await embeddedProfile(flags, role), flags)
}

/** Those that are not taken for granted of whoever has a socket. */
function rareStimuli(role: Role): Profile['stimulus'] {
  const restart = ['socket']
  if (role === 'lma') return { restart }
  return { restart, 'attach-other-interface': ['socket'], 'attach-other-mag': ['socket'] }
}

/** How a variable of the reference MAG is set when it behaves like this: with no fixed address it asks, or brings one. */
export function variablesUnder(
  profile: Profile,
  behaviours: readonly string[],
): Pick<Profile, 'fixedLinkLocal'> {
  const { fixedLinkLocal } = profile
  if (fixedLinkLocal === undefined) return {}
  const isFree = behaviours.some((text) => /^link-local-address=(?!absent)/.test(text))
  return { fixedLinkLocal: isFree ? '::' : fixedLinkLocal }
}

/** What the device of a profile claims when it behaves like this, `name=choice` each: without a capability it claims none. */
export function claimsUnder({ claims, device }: Profile, behaviours: readonly string[]): Profile['claims'] {
  const isWithoutTimestamps = device.role === 'mag' && behaviours.includes('ordering=sequence')
  return {
    ...claims,
    timestamps: claims.timestamps && !isWithoutTimestamps,
    heartbeat: claims.heartbeat && !behaviours.includes('heartbeats=unknown'),
  }
}

/** Starts the reference device of a profile beside this process, which must be inside the lab. */
export function startDevice(profile: Profile, flags: EmbeddedFlags): Promise<EmbeddedDevice> {
  const { role } = profile.device
  const serve = (sockets: DeviceSockets) => serveCommand(role, sockets, flags)
  return role === 'lma' ? startEmbeddedLma(profile, serve) : startEmbeddedMag(profile, serve)
}

function serveCommand(role: Role, sockets: DeviceSockets, flags: EmbeddedFlags): readonly string[] {
  const main = join(packageRoot, 'dist', 'harness', 'cli', 'main.js')
  return [
    ...[process.execPath, main, 'serve', role, '--profile', profileFile(role)],
    ...['--observe', sockets.observe, '--control', sockets.control, '--until-input-ends'],
    ...(flags.edition === undefined ? [] : ['--edition', flags.edition]),
    ...(flags.multipath === undefined ? [] : ['--multipath', flags.multipath]),
    ...(flags.defect ?? []).flatMap((name) => ['--defect', name]),
    ...(flags.behaviour ?? []).flatMap((choice) => ['--behaviour', choice]),
  ]
}
