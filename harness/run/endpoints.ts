import type { Endpoint } from '../link/index.js'
import type { Profile } from '../model/index.js'

/** The addresses of ours that packets leave and arrive at. */
export function endpointsOf(profile: Profile): readonly Endpoint[] {
  return profile.device.role === 'lma' ? careOfAddresses(profile) : anchorAddresses(profile)
}

/** Towards an LMA: one per path, then the foreign MAG. */
function careOfAddresses(profile: Profile): readonly Endpoint[] {
  const foreign = profile.foreignMag
  return [
    ...profile.paths.map(({ name, interface: on, address }) => ({ name, interface: on, address })),
    ...(foreign === undefined ? [] : [{ name: 'foreign-mag', ...foreign }]),
  ]
}

/** Towards a MAG: our LMAA, once on each interface that a path comes in on. */
function anchorAddresses({ paths, lma: { address } }: Profile): readonly Endpoint[] {
  const interfaces = [...new Set(paths.map((p) => p.interface))]
  return interfaces.map((on) => ({ name: on, interface: on, address, anywhere: true as const }))
}
