import type { Profile, Role } from '../model/index.js'
import { NothingSelected, type PlanItem } from '../run/plan.js'
import { repeatItems } from '../run/repeat.js'
import { isKnownTo, profileOf } from './embedded.js'
import { planFor } from './everything.js'
import type { TestFlags } from './flags.js'
import { usage } from './options.js'

/** The cases that the command line asks for. Rejects with NothingSelected when its filters leave none. */
export async function casesAskedFor(profile: Profile, flags: TestFlags): Promise<readonly PlanItem[]> {
  const plan = await planFor(profile, {
    cases: flags.case,
    requirements: flags.requirement,
    full: flags.full === true,
  })
  return repeatItems(plan, flags.repeat ?? 1)
}

/** The roles for whose reference device the filters, defects and behaviours leave something; one at least. */
export async function rolesLeft(flags: TestFlags): Promise<readonly [Role, Role?]> {
  const roles: readonly Role[] =
    flags.suite === undefined ? (['lma', 'mag'] as const).filter((r) => isKnownTo(r, flags)) : [flags.suite]
  const left: Role[] = []
  let nothing: unknown = usage('no reference device knows all of these defects and behaviours')
  for (const role of roles) {
    try {
      await casesAskedFor(await profileOf(role, flags), flags)
      left.push(role)
    } catch (error) {
      if (!(error instanceof NothingSelected)) throw error
      nothing = error
    }
  }
  const [first, second] = left
  if (first === undefined) throw nothing
  return second === undefined ? [first] : [first, second]
}
