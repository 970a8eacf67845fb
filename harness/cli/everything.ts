import { join } from 'node:path'
import type { PlannedCase, Profile, Role } from '../model/index.js'
import { standingRules } from '../rules/index.js'
import { makePlan, NothingSelected, nothingMatches, type PlanItem, type Selection } from '../run/plan.js'
import { loadProfile } from '../run/profile/load.js'
import { packageRoot } from './package-root.js'
import { loadSuites } from './suites.js'

export const roles: readonly Role[] = ['lma', 'mag']

/** What would run against this device, and why the rest does not apply. Throws NothingSelected. */
export async function planFor(profile: Profile, selection: Selection): Promise<readonly PlanItem[]> {
  return makePlan(await loadSuites(profile.device.role), standingRules, profile, selection)
}

/** Every case and standing rule of these roles that is selected, whatever the device. Throws NothingSelected. */
export async function everyTest(
  wanted: readonly Role[],
  selection: Selection = {},
): Promise<readonly PlannedCase[]> {
  // A plan is made for a device; of this one nothing but the role is used.
  const any = await loadProfile(join(packageRoot, 'profiles', 'reference-lma.yaml'))
  const found: PlannedCase[] = []
  for (const role of wanted) {
    try {
      const plan = await planFor({ ...any, device: { ...any.device, role } }, selection)
      found.push(...plan.map((item) => item.planned))
    } catch (error) {
      if (!(error instanceof NothingSelected)) throw error
    }
  }
  if (found.length > 0) return found
  const [only, other] = wanted
  throw nothingMatches(selection, await everyTest(wanted), other === undefined ? only : undefined)
}
