import type { Role } from '../model/index.js'
import { profileOf, startDevice } from './embedded.js'
import type { TestFlags } from './flags.js'

/** Tests the reference device of a role, in this lab. */
export async function testRole(role: Role, flags: TestFlags): Promise<number> {
  const profile = await profileOf(role, flags)
  // All else is loaded while the device starts.
  const starting = startDevice(profile, flags)
  const suite = import('./run-device.js').then(async ({ stopController, testDevice }) => {
    const { casesAskedFor } = await import('./asked-for.js')
    return { plan: await casesAskedFor(profile, flags), stopController, testDevice }
  })
  try {
    const [{ plan, stopController, testDevice }, device] = await Promise.all([suite, starting])
    return await testDevice(device.profile, plan, flags, stopController())
  } finally {
    await (await starting).close()
  }
}
