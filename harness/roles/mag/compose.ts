import type { Clock, Endpoint } from '../../link/index.js'
import type { Path, Profile } from '../../model/index.js'
import {
  type Alignments,
  aligned,
  type BindingUpdate,
  type Header,
  type Option,
  option,
  timestampFromMs,
  UpdateFlag,
} from '../../wire/index.js'
import type { Damage, MagIdFields, MultipathFields } from '../fields.js'
import { type MobileNode, NOBODYS_PREFIX, type Prefix } from '../node.js'
import type { DeviceFacts } from './facts.js'

/** Handoff indicators of RFC 5213 §8.4. */
export const Handoff = {
  newInterface: 1,
  betweenInterfaces: 2,
  betweenMags: 3,
  unknown: 4,
  unchanged: 5,
} as const

/**
 * How a PBU differs from the well-formed one of its purpose. `false` leaves an option out. Everything can be said
 * raw: `add` puts options at the end, `arrange` has the last word on options and their order, `header` on the
 * fixed part, `exactly` keeps padding from being added, `damage` has the last word on the octets.
 */
export interface Changes {
  /** Units of 4 s. */
  readonly lifetime?: number
  readonly sequence?: number
  /** The whole flags word. */
  readonly flags?: number
  readonly mobileNodeId?: false | { readonly subtype?: number; readonly identifier?: Uint8Array }
  readonly prefixes?: false | 'all-zero' | readonly Prefix[]
  readonly handoffIndicator?: false | number
  readonly accessTechnology?: false | number
  /** A 48.16 value, or milliseconds away from the device's time, or none. */
  readonly timestamp?: false | bigint | { readonly shift: number }
  readonly linkLayerId?: boolean | Uint8Array
  readonly linkLocal?: string
  readonly alternateCareOf?: string
  /** RFC 8278: true asks for multipath with the path's BID, label and access technology, and with MAG Identifier. */
  readonly multipath?: boolean | MultipathFields
  readonly magId?: boolean | MagIdFields
  readonly add?: readonly Option[]
  readonly arrange?: (options: readonly Option[]) => readonly Option[]
  readonly exactly?: boolean
  readonly header?: Partial<Omit<Header, 'options'>>
  readonly damage?: Damage
}

export type Purpose = 'register' | 'refresh' | 'deregister' | 'handoff' | 'probe'

const LIFETIME = 75 // 300 s
const PLAIN_ACCESS = 4
const ALL_ZERO: Prefix = { prefix: '::', prefixLength: 0 }

export interface Composer {
  readonly profile: Profile
  readonly facts: DeviceFacts
  readonly clock: Clock
}

/** Path of the profile an endpoint stands for; the foreign MAG borrows the values of the first. */
export function pathOf(profile: Profile, endpoint: Endpoint): Path {
  const path = profile.paths.find((p) => p.name === endpoint.name) ?? profile.paths[0]
  if (path === undefined) throw new RangeError('a profile has at least one path')
  return path
}

/** BID that a path's requests carry unless a case says otherwise: 1 for the first path, 2 for the second. */
export function bidOf(profile: Profile, endpoint: Endpoint): number {
  return (
    Math.max(
      0,
      profile.paths.findIndex((p) => p.name === endpoint.name),
    ) + 1
  )
}

/** The PBU of a purpose as RFC 5213 §6.9.1 and RFC 8278 §4.4 define it, with the changes made. */
export function compose(
  composer: Composer,
  node: MobileNode,
  endpoint: Endpoint,
  purpose: Purpose,
  sequence: number,
  changes: Changes,
): BindingUpdate {
  const { facts, profile } = composer
  const usual = standard(composer, node, endpoint, purpose, changes)
  const options = changes.arrange?.(usual) ?? usual
  return {
    kind: 'binding-update',
    sequence: changes.sequence ?? sequence,
    flags: changes.flags ?? UpdateFlag.A | UpdateFlag.P | (facts.homeRegistration ? UpdateFlag.H : 0),
    lifetime: changes.lifetime ?? (purpose === 'deregister' ? 0 : LIFETIME),
    options: changes.exactly === true ? options : aligned(options, 12, 'padn', editionAlignments(profile)),
    ...changes.header,
  }
}

/** The draft aligns the MAG Multipath Binding option at 8n+2; RFC 8278 §4.1 has no alignment. */
export function editionAlignments(profile: Profile): Alignments {
  return profile.edition === 'draft-06' ? { 'mag-multipath-binding': [8, 2] } : {}
}

function standard(
  composer: Composer,
  node: MobileNode,
  endpoint: Endpoint,
  purpose: Purpose,
  changes: Changes,
): readonly Option[] {
  const { profile } = composer
  const multipath = multipathOption(profile, node, endpoint, purpose, changes)
  const withMagId = changes.magId ?? multipath !== undefined
  return [
    ...prefixes(composer, node, purpose, changes).map((p) => option('home-network-prefix', { ...p })),
    ...timestampOption(composer, node, changes),
    ...(changes.mobileNodeId === false
      ? []
      : [
          option('mobile-node-identifier', {
            subtype: 1,
            identifier: node.identifier,
            ...changes.mobileNodeId,
          }),
        ]),
    ...valueOption(
      'handoff-indicator',
      changes.handoffIndicator ?? handoff(composer, node, endpoint, purpose),
    ),
    ...valueOption(
      'access-technology-type',
      changes.accessTechnology ?? node.accessTechnology ?? PLAIN_ACCESS,
    ),
    ...linkLayerOption(node, purpose, changes, multipath !== undefined),
    ...(changes.linkLocal === undefined
      ? []
      : [option('link-local-address', { address: changes.linkLocal })]),
    ...(multipath === undefined ? [] : [multipath]),
    ...(withMagId === false ? [] : [magIdOption(profile, withMagId)]),
    ...(changes.alternateCareOf === undefined
      ? []
      : [option('alternate-care-of-address', { address: changes.alternateCareOf })]),
    ...(changes.add ?? []),
  ]
}

function prefixes(
  { facts }: Composer,
  node: MobileNode,
  purpose: Purpose,
  changes: Changes,
): readonly Prefix[] {
  if (changes.prefixes === false) return []
  if (changes.prefixes === 'all-zero') return [ALL_ZERO]
  const ofSession = changes.prefixes ?? node.prefixes
  if (changes.prefixes === undefined && ofSession.length === 0) return [ALL_ZERO]
  // Half known, half foreign: refused whatever happens, with a status that tells whether the session exists.
  return purpose === 'probe' ? mixed(facts, ofSession) : ofSession
}

/** A prefix of a session and one that no LMA gives away, in the order in which the device finds the session by them. */
function mixed(
  { foreignPrefixFirst }: Pick<DeviceFacts, 'foreignPrefixFirst'>,
  ofSession: readonly Prefix[],
): readonly Prefix[] {
  const both = [...ofSession.slice(0, 1), NOBODYS_PREFIX]
  return foreignPrefixFirst ? both.reverse() : both
}

function handoff({ facts }: Composer, node: MobileNode, endpoint: Endpoint, purpose: Purpose): number {
  switch (purpose) {
    case 'register': {
      const elsewhere = node.registrations.some((r) => r.live && r.endpoint.name !== endpoint.name)
      return elsewhere ? facts.secondPathHandoffIndicator : Handoff.newInterface
    }
    case 'refresh':
      return Handoff.unchanged
    case 'handoff':
      return Handoff.betweenMags
    case 'deregister':
    case 'probe':
      return Handoff.unknown
  }
}

function timestampOption({ facts, clock }: Composer, node: MobileNode, changes: Changes): readonly Option[] {
  const wanted = changes.timestamp
  if (wanted === false || (wanted === undefined && !facts.timestamps)) return []
  if (typeof wanted === 'bigint') return [option('timestamp', { timestamp: wanted })]
  const now = clock.wall() + facts.clockOffset
  if (wanted !== undefined) return [option('timestamp', { timestamp: timestampFromMs(now + wanted.shift) })]
  const value = timestampFromMs(now)
  const timestamp = value > node.lastTimestamp ? value : node.lastTimestamp + 1n
  node.lastTimestamp = timestamp
  return [option('timestamp', { timestamp })]
}

function valueOption(
  kind: 'handoff-indicator' | 'access-technology-type',
  value: false | number,
): readonly Option[] {
  return value === false ? [] : [option(kind, { value })]
}

/** Option 25 opens a multipath session, so that a second path is seen to belong to the same interface of the node. */
function linkLayerOption(
  node: MobileNode,
  purpose: Purpose,
  changes: Changes,
  multipath: boolean,
): readonly Option[] {
  const opens = purpose === 'register' && multipath
  const wanted = changes.linkLayerId ?? (node.carriesLinkLayerId || opens)
  if (wanted === false) return []
  return [
    option('mobile-node-link-layer-identifier', { identifier: wanted === true ? node.linkLayerId : wanted }),
  ]
}

function multipathOption(
  profile: Profile,
  node: MobileNode,
  endpoint: Endpoint,
  purpose: Purpose,
  changes: Changes,
): Option | undefined {
  const registered = node.registrations.findLast((r) => r.endpoint.name === endpoint.name && r.multipath)
  const wanted = changes.multipath ?? (purpose !== 'register' && registered !== undefined)
  if (wanted === false) return undefined
  const path = pathOf(profile, endpoint)
  return option('mag-multipath-binding', {
    accessTechnology: path.accessTechnology,
    label: path.label,
    bid: registered?.bid ?? bidOf(profile, endpoint),
    ...(wanted === true ? {} : wanted),
  })
}

function magIdOption(profile: Profile, wanted: true | MagIdFields): Option {
  return option('mag-identifier', {
    subtype: 1,
    identifier: new TextEncoder().encode(profile.magId),
    ...(wanted === true ? {} : wanted),
  })
}
