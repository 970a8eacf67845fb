import type { Profile, Role } from '../model/index.js'
import { NothingSelected, type PlanItem } from '../run/plan.js'
import { repeatItems } from '../run/repeat.js'
import { isKnownTo, profileOf } from './embedded.js'
import { everyTest, planFor, roles } from './everything.js'
import type { TestFlags } from './flags.js'
import { usage } from './options.js'
import { unknownWords } from './unknown-words.js'

/** The cases that the command line asks for. Rejects with NothingSelected when its filters leave none. */
export async function casesAskedFor(profile: Profile, flags: TestFlags): Promise<readonly PlanItem[]> {
  const plan = await planFor(profile, {
    cases: flags.case,
    requirements: flags.requirement,
    full: flags.full === true,
  })
  return repeatItems(plan, flags.repeat ?? 1)
}

/** Of several filters each must match something: a typo in one would leave out cases unseen. Rejects with NothingSelected. */
export async function eachFilterMatches(
  among: readonly Role[],
  { case: cases, requirement }: Pick<TestFlags, 'case' | 'requirement'>,
): Promise<void> {
  if (cases.length > 1) for (const glob of cases) await everyTest(among, { cases: [glob] })
  if (requirement.length > 1) for (const glob of requirement) await everyTest(among, { requirements: [glob] })
}

/** The roles for whose reference device the filters, defects and behaviours leave something; one at least. */
export async function rolesLeft(flags: TestFlags): Promise<readonly [Role, Role?]> {
  const wanted = flags.suite === undefined ? roles : [flags.suite]
  const able = wanted.filter((role) => isKnownTo(role, flags))
  if (able.length === 0) throw unknownWords(flags, wanted)
  await eachFilterMatches(able, flags)
  const left: Role[] = []
  for (const role of able) {
    try {
      await casesAskedFor(await profileOf(role, flags), flags)
      left.push(role)
    } catch (error) {
      if (!(error instanceof NothingSelected)) throw error
    }
  }
  const [first, second] = left
  if (first !== undefined) return second === undefined ? [first] : [first, second]
  await everyTest(able, { cases: flags.case, requirements: flags.requirement }) // which says so
  throw usage('there is nothing to run')
}
