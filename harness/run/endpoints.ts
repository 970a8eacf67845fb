import type { Endpoint } from '../link/index.js'
import type { Profile } from '../model/index.js'

/** The addresses of ours that a profile names: one per path, then the foreign MAG. */
export function endpointsOf(profile: Profile): readonly Endpoint[] {
  const foreign = profile.foreignMag
  return [
    ...profile.paths.map(({ name, interface: on, address }) => ({ name, interface: on, address })),
    ...(foreign === undefined ? [] : [{ name: 'foreign-mag', ...foreign }]),
  ]
}
