import { type CaptureTarget, type Clock, WireCapture } from '../link/index.js'
import type { CaptureState, Profile } from '../model/index.js'
import { endpointsOf } from './endpoints.js'
import type { JournalWriter } from './journal-writer.js'

/** What captures from the wire beside a run. */
export interface Tap {
  readonly ready: Promise<void>
  /** Resolves when the last packet of each path, given here, is captured, or has had the time to be. */
  caughtUp(lastOn: ReadonlyMap<string, Uint8Array>): Promise<void>
  stop(): Promise<void>
}

/** Captures every interface of the profile into the journal, frame by frame. */
export function openTap(profile: Profile, clock: Clock, journal: JournalWriter): Tap {
  return new WireCapture({
    targets: targetsOf(profile),
    addresses: addressesOf(profile),
    clock,
    onFrames: (frames, on) => journal.frames(frames, on),
    onState: (state) => journal.write({ event: 'capture', ...state }),
  })
}

/** The journal says that nothing captures, and why. */
export function noTap(profile: Profile, why: string, journal: JournalWriter): Tap {
  for (const target of targetsOf(profile)) {
    const state: CaptureState = { kind: 'ended', ...target, message: why }
    journal.write({ event: 'capture', ...state })
  }
  const nothing = Promise.resolve()
  return { ready: nothing, caughtUp: () => nothing, stop: () => nothing }
}

/** The interfaces of a profile with the paths on them, as packets name those. */
export function targetsOf(profile: Profile): readonly CaptureTarget[] {
  const paths = new Map<string, Set<string>>()
  for (const { name, interface: on } of [...profile.paths, ...endpointsOf(profile)]) {
    const known = paths.get(on)
    if (known === undefined) paths.set(on, new Set([name]))
    else known.add(name)
  }
  return [...paths].map(([name, names]) => ({ interface: name, paths: [...names] }))
}

/** Ours and the device's. */
export function addressesOf(profile: Profile): readonly string[] {
  const ours = endpointsOf(profile).map(({ address }) => address)
  return [...new Set([...ours, profile.lma.address, ...profile.paths.map(({ address }) => address)])]
}
