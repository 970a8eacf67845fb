import { type MagCase, type Option, option, type Pbu } from '../../../harness/case/index.js'

export type Arrange = (options: readonly Option[]) => readonly Option[]

/** Puts one more octet of padding after the other in front of an option: eight places, whatever the alignment. */
export function eightPlaces(kind: Option['kind']): readonly Arrange[] {
  return Array.from({ length: 8 }, (_, octets) => (options: readonly Option[]) => [
    ...options.filter((o) => o.kind !== kind),
    ...padding(octets),
    ...options.filter((o) => o.kind === kind),
  ])
}

function padding(octets: number): readonly Option[] {
  if (octets === 0) return []
  return [octets === 1 ? option('pad1') : option('padn', { data: new Uint8Array(octets - 2) })]
}

/** Puts an option before, between and after the two of RFC 8278. */
export function placedAround(more: Option): readonly Arrange[] {
  const isOurs = (o: Option) => o.kind === 'mag-multipath-binding' || o.kind === 'mag-identifier'
  return [0, 1, 2].map((place) => (options: readonly Option[]) => {
    const ours = options.filter(isOurs)
    return [...options.filter((o) => !isOurs(o)), ...ours.slice(0, place), more, ...ours.slice(place)]
  })
}

/** The MAG Multipath Binding option that answers a PBU, with its data cut off or drawn out to a Length. */
export function multipathOfLength(t: MagCase, pbu: Pbu, length: number): Option {
  const { accessTechnology = 0, label = 0, bid = 0 } = pbu.multipath ?? {}
  const data = Uint8Array.from({ length }, (_, i) => [accessTechnology, label, bid][i] ?? 0)
  return option('malformed', { of: 'mag-multipath-binding', type: t.profile.numbers.multipathBinding, data })
}

/** A MAG Identifier option with just these octets of data. */
export function identifierOf(t: MagCase, ...data: readonly number[]): Option {
  const type = t.profile.numbers.magIdentifier
  return option('malformed', { of: 'mag-identifier', type, data: Uint8Array.from(data) })
}
