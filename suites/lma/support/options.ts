import {
  type Answer,
  aligned,
  type LmaCase,
  type Option,
  type OptionKind,
  option,
  presume,
} from '../../../harness/case/index.js'

/** Multipath is granted in the ordinary way: whatever else is refused, is refused for the one thing that differs. */
export async function usuallyGranted(t: LmaCase, bid = t.wlan.bid): Promise<Answer> {
  return t.wlan.registered(await t.anotherNode(), { multipath: { bid } })
}

/**
 * Multipath is granted with the option of a kind at one offset at least, 8n+2 first: a device may have any taste.
 * Edition draft-06 aligns the multipath option, which is then sent nowhere else.
 */
export async function grantedAtSomeOffset(t: LmaCase, kind: OptionKind): Promise<void> {
  const aligned = kind === 'mag-multipath-binding' && t.profile.edition === 'draft-06'
  for (const remainder of aligned ? [] : [2, 0, 4, 6, 1, 3, 5]) {
    const answer = await t.wlan.register(await t.anotherNode(), {
      multipath: true,
      arrange: atOffset(kind, remainder),
    })
    if (inFull(answer)) return
  }
  await usuallyGranted(t)
}

/** A MAG that the profile does not name gets multipath too: the device does not authorise MAGs by their identifier. */
export async function otherMagGranted(t: LmaCase): Promise<void> {
  const answer = await t.wlan.register(await t.anotherNode(), {
    multipath: true,
    magId: { identifier: octets('another-mag@example.net') },
  })
  presume(answer).to.be.multipath()
}

export function octets(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** Accepted, and multipath with it. */
export function inFull(answer: Answer): boolean {
  return answer.accepted && answer.multipath !== undefined
}

/** A MAG Multipath Binding option of this Length: its fields as far as they go, then zeros. */
export function multipathOfLength({ profile, wlan }: LmaCase, length: number, stated = length): Option {
  const data = new Uint8Array(length)
  data.set([wlan.accessTechnology, wlan.label, wlan.bid].slice(0, length))
  return option('malformed', {
    of: 'mag-multipath-binding',
    type: profile.numbers.multipathBinding,
    data,
    length: stated,
  })
}

/** A MAG Identifier option of this Length, with these octets after it. */
export function magIdOfLength({ profile }: LmaCase, data: Uint8Array, stated = data.length): Option {
  return option('malformed', {
    of: 'mag-identifier',
    type: profile.numbers.magIdentifier,
    data,
    length: stated,
  })
}

type Arrange = (options: readonly Option[]) => readonly Option[]

/** This option in the place of the one of a kind. */
export function instead(kind: OptionKind, replacement: Option): Arrange {
  return (options) => options.map((o) => (o.kind === kind ? replacement : o))
}

/** The options of these kinds before all others, in this order. */
export function inFront(...kinds: readonly OptionKind[]): Arrange {
  return (options) => [...taken(options, kinds), ...options.filter((o) => !kinds.includes(o.kind))]
}

/** The options of these kinds after all others, in this order. */
export function atEnd(...kinds: readonly OptionKind[]): Arrange {
  return (options) => [...options.filter((o) => !kinds.includes(o.kind)), ...taken(options, kinds)]
}

/** Options around the one of a kind. */
export function around(kind: OptionKind, before: readonly Option[], after: readonly Option[]): Arrange {
  return (options) => options.flatMap((o) => (o.kind === kind ? [...before, o, ...after] : [o]))
}

/** The option of a kind last, at an offset of this remainder when divided by 8. */
export function atOffset(kind: OptionKind, remainder: number): Arrange {
  return (options) => [
    ...ending8(options.filter((o) => o.kind !== kind)),
    ...padding(remainder),
    ...options.filter((o) => o.kind === kind),
  ]
}

/** The last option of the message, with not one octet of padding after its own. */
export function endingWith(last: Option, without: OptionKind): Arrange {
  return (options) => [...ending8(options.filter((o) => o.kind !== without)), last]
}

/** Aligned, and padded to a multiple of 8. The alignment that draft-06 has for option 63 does no harm in the RFC's edition. */
function ending8(options: readonly Option[]): readonly Option[] {
  return aligned(options, 12, 'padn', { 'mag-multipath-binding': [8, 2] })
}

function padding(count: number): readonly Option[] {
  if (count === 0) return []
  return count === 1 ? [option('pad1')] : [option('padn', { data: new Uint8Array(count - 2) })]
}

function taken(options: readonly Option[], kinds: readonly OptionKind[]): readonly Option[] {
  return kinds.flatMap((kind) => options.filter((o) => o.kind === kind))
}
