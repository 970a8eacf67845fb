import { join } from 'node:path'
import { type DeviceSockets, type EmbeddedDevice, startEmbeddedLma } from '../lab/index.js'
import type { Edition, Profile } from '../model/index.js'
import { loadProfile } from '../run/profile/load.js'
import { packageRoot } from './package-root.js'

/** How the embedded reference LMA is to be. */
export interface EmbeddedFlags {
  readonly edition?: Edition
  readonly multipath?: 'on' | 'off' | 'legacy'
  readonly defect?: readonly string[]
  readonly behaviour?: readonly string[]
}

const profileFile = join(packageRoot, 'profiles', 'reference-lma.yaml')

/** The embedded run's device, as a profile: the one shipped for the reference LMA, with room for many lanes. */
export async function embeddedProfile({ edition, multipath = 'on' }: EmbeddedFlags): Promise<Profile> {
  const profile = await loadProfile(profileFile)
  return {
    ...profile,
    source: 'embedded',
    lanes: 16,
    edition: edition ?? profile.edition,
    claims: { ...profile.claims, multipath: multipath === 'on' },
  }
}

/** Starts the reference LMA beside this process, which must be inside the lab. */
export function startDevice(profile: Profile, flags: EmbeddedFlags): Promise<EmbeddedDevice> {
  return startEmbeddedLma(profile, (sockets) => serveCommand(sockets, flags))
}

function serveCommand(sockets: DeviceSockets, flags: EmbeddedFlags): readonly string[] {
  const main = join(packageRoot, 'dist', 'harness', 'cli', 'main.js')
  return [
    ...[process.execPath, main, 'serve', 'lma', '--profile', profileFile],
    ...['--observe', sockets.observe, '--control', sockets.control, '--until-input-ends'],
    ...(flags.edition === undefined ? [] : ['--edition', flags.edition]),
    ...(flags.multipath === undefined ? [] : ['--multipath', flags.multipath]),
    ...(flags.defect ?? []).flatMap((name) => ['--defect', name]),
    ...(flags.behaviour ?? []).flatMap((choice) => ['--behaviour', choice]),
  ]
}
