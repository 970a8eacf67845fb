import { join } from 'node:path'
import { type Role, worstExitCode } from '../model/index.js'
import type { TestFlags } from './flags.js'
import { testBeside } from './run-beside.js'

/**
 * Tests the reference devices side by side, each in a lab of its own; the exit code is that of the worse. Only what is
 * needed is loaded, so that the other lab is open before this one has its suite.
 */
export async function runEmbedded(flags: TestFlags): Promise<number> {
  const [role, other] = await rolesAskedFor(flags)
  const out = (of: Role) => (flags.out === undefined ? undefined : join(flags.out, of))
  const othersOut = other && out(other)
  const beside =
    other && testBeside(['--suite', other, ...(othersOut === undefined ? [] : ['--out', othersOut])])
  try {
    const mine = beside && out(role)
    const { testRole } = await import('./run-role.js')
    const code = await testRole(role, { ...flags, ...(mine !== undefined && { out: mine }) })
    return beside === undefined ? code : worstExitCode([code, await beside.shown()])
  } finally {
    beside?.end()
  }
}

/** The roles whose reference device is to be tested: that of the suite, or all that the filters and defects leave. */
async function rolesAskedFor(flags: TestFlags): Promise<readonly [Role, Role?]> {
  const { suite, multipath } = flags
  const isFiltered = flags.case.length + flags.requirement.length > 0
  const isOther = flags.defect.length + flags.behaviour.length > 0 || multipath !== undefined
  if (suite !== undefined && !isFiltered && !isOther) return [suite]
  if (suite === undefined && !isFiltered && !isOther) return ['lma', 'mag']
  return (await import('./asked-for.js')).rolesLeft(flags)
}
