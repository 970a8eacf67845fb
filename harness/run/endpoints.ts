import type { Endpoint } from '../link/index.js'
import type { Profile } from '../model/index.js'

/** The addresses of ours that packets leave and arrive at. */
export function endpointsOf(profile: Profile): readonly Endpoint[] {
  return profile.device.role === 'lma' ? careOfAddresses(profile) : anchorAddresses(profile)
}

/** Towards an LMA: one per path, then the foreign MAG, then those of the Heartbeat cases. */
function careOfAddresses(profile: Profile): readonly Endpoint[] {
  const foreign = profile.foreignMag
  return [
    ...profile.paths.map(({ name, interface: on, address }) => ({ name, interface: on, address })),
    ...(foreign === undefined ? [] : [{ name: 'foreign-mag', beside: 'foreign-mag' as const, ...foreign }]),
    ...profile.heartbeat.mags.map((mag, i) => ({
      name: `heartbeat-mag-${i + 1}`,
      beside: 'heartbeat-mag' as const,
      ...mag,
    })),
  ]
}

/** Towards a MAG: our LMAA, once on each interface that a path comes in on. */
function anchorAddresses({ paths, lma: { address } }: Profile): readonly Endpoint[] {
  const interfaces = [...new Set(paths.map((p) => p.interface))]
  return interfaces.map((on) => ({ name: on, interface: on, address, anywhere: true as const }))
}
