import { enterLab, insideLab } from '../lab/index.js'
import { loadProfile } from '../run/profile/load.js'
import { casesAskedFor, eachFilterMatches } from './asked-for.js'
import { adjusted, type TestFlags } from './flags.js'
import { withResumed } from './resume.js'
import { stopController, testDevice } from './run-device.js'
import { runEmbedded } from './run-embedded.js'

/** `pmipspec run` of the device of a profile, or of a run that goes on, whatever it was of. */
export async function runHere(given: TestFlags): Promise<number> {
  const flags = await withResumed(given)
  if (flags.profile === undefined) return insideLab() ? runEmbedded(flags) : enterLab()
  const profile = adjusted(await loadProfile(flags.profile), flags)
  const plan = await casesAskedFor(profile, flags)
  if (given.resume === undefined) await eachFilterMatches([profile.device.role], flags)
  return testDevice(profile, plan, flags, stopController())
}
