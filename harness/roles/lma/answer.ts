import type { Profile } from '../../model/index.js'
import {
  AcknowledgementFlag,
  aligned,
  type BindingAcknowledgement,
  findAll,
  type Option,
  option,
  timestampFromMs,
} from '../../wire/index.js'
import { editionAlignments } from '../mag/compose.js'
import type { Prefix } from '../node.js'
import type { Pbu } from './pbu.js'
import type { Script } from './script.js'
import type { Sessions } from './sessions.js'

const REJECTED = 128
const TIMESTAMP_MISMATCH = [156, 157] as const
/** RFC 6275 §6.1.8: longest lifetime the emulated LMA grants, units of 4 s. */
const LONGEST = 75
const ALL_ZERO: Prefix = { prefix: '::', prefixLength: 0 }
/** For a node that asks its LMA for the MAG's link-local address (RFC 5213 §8.7). */
const LINK_LOCAL = 'fe80::5213'

export interface Answerer {
  readonly profile: Profile
  readonly sessions: Sessions
  /** Our time, milliseconds since 1970. */
  wall(): number
}

/** The PBA that answers a PBU as RFC 5213 §5.3.6 and RFC 8278 §4.4 define it, with the changes of a script. */
export function composeAnswer(answerer: Answerer, pbu: Pbu, script: Script): BindingAcknowledgement {
  const { profile } = answerer
  const usual = standard(answerer, pbu, script)
  const options = script.arrange?.(usual) ?? usual
  return {
    kind: 'binding-acknowledgement',
    status: script.status ?? 0,
    flags: script.flags ?? AcknowledgementFlag.P,
    sequence: sequence(pbu, script),
    lifetime: script.lifetime ?? Math.min(pbu.lifetime, LONGEST),
    options: script.exactly === true ? options : aligned(options, 12, 'padn', editionAlignments(profile)),
    ...script.header,
  }
}

function sequence(pbu: Pbu, { sequence: wanted }: Script): number {
  if (wanted === undefined) return pbu.sequence
  return typeof wanted === 'number' ? wanted : (pbu.sequence + wanted.shift) & 0xffff
}

function standard(answerer: Answerer, pbu: Pbu, script: Script): readonly Option[] {
  return [
    ...prefixes(answerer, pbu, script).map((p) => option('home-network-prefix', { ...p })),
    ...timestampOption(answerer, pbu, script),
    ...nodeOption(pbu, script),
    ...valueOption('handoff-indicator', script.handoffIndicator ?? pbu.handoffIndicator),
    ...valueOption('access-technology-type', script.accessTechnology ?? pbu.accessTechnology),
    ...linkLayerOption(pbu, script),
    ...linkLocalOption(pbu, script),
    ...multipathOption(answerer.profile, pbu, script),
    ...magIdOption(answerer.profile, pbu, script),
    ...(script.add ?? []),
  ]
}

function isRejection({ status = 0 }: Script): boolean {
  return status >= REJECTED
}

/** An acceptance names every prefix of the session; a rejection gives the request's own back. */
function prefixes({ sessions }: Answerer, pbu: Pbu, script: Script): readonly Prefix[] {
  const wanted = script.prefixes
  if (wanted === false) return []
  if (wanted === 'all-zero') return [ALL_ZERO]
  if (wanted === 'asked' || (wanted === undefined && isRejection(script))) return pbu.prefixes
  if (Array.isArray(wanted)) return wanted
  const asked = pbu.prefixes.filter(({ prefix }) => prefix !== '::')
  const known = pbu.nodeId === undefined ? undefined : sessions.of(pbu.nodeId)?.prefixes
  if (asked.length > 0 && (wanted === undefined || pbu.isDeregistration)) return asked
  if (known !== undefined && known.length > 0) return known
  if (pbu.prefixes.length === 0 && wanted === undefined) return []
  return Array.from({ length: typeof wanted === 'number' ? wanted : 1 }, () => sessions.nextPrefix())
}

function timestampOption(answerer: Answerer, pbu: Pbu, script: Script): readonly Option[] {
  const wanted = script.timestamp
  if (wanted === false) return []
  if (typeof wanted === 'bigint') return [option('timestamp', { timestamp: wanted })]
  const told = TIMESTAMP_MISMATCH.some((status) => status === script.status)
  if (wanted === 'ours' || (wanted === undefined && told && pbu.timestamp !== undefined))
    return [option('timestamp', { timestamp: timestampFromMs(answerer.wall()) })]
  if (pbu.timestamp === undefined) return []
  const shift = wanted === undefined ? 0n : (BigInt(Math.round(wanted.shift)) * 65536n) / 1000n
  return [option('timestamp', { timestamp: BigInt.asUintN(64, pbu.timestamp + shift) })]
}

function nodeOption(pbu: Pbu, { mobileNodeId }: Script): readonly Option[] {
  if (mobileNodeId === false) return []
  const asked = pbu.option('mobile-node-identifier')
  if (asked === undefined && mobileNodeId === undefined) return []
  const { subtype = 1, identifier = new Uint8Array() } = asked ?? {}
  return [option('mobile-node-identifier', { subtype, identifier, ...mobileNodeId })]
}

function valueOption(
  kind: 'handoff-indicator' | 'access-technology-type',
  value: false | number | undefined,
): readonly Option[] {
  return value === undefined || value === false ? [] : [option(kind, { value })]
}

function linkLayerOption(pbu: Pbu, { linkLayerId = pbu.linkLayerId }: Script): readonly Option[] {
  if (linkLayerId === undefined || linkLayerId === false) return []
  return [option('mobile-node-link-layer-identifier', { identifier: linkLayerId })]
}

function linkLocalOption(pbu: Pbu, { linkLocal }: Script): readonly Option[] {
  const asked = pbu.option('link-local-address')?.address
  const address = linkLocal ?? (asked === '::' ? LINK_LOCAL : asked)
  return address === undefined || address === false ? [] : [option('link-local-address', { address })]
}

/** Status 180 gives the option back too, other rejections do not (RFC 8278 §4.4). */
function multipathOption(profile: Profile, pbu: Pbu, script: Script): readonly Option[] {
  const wanted = script.multipath
  const asked = pbu.multipath
  const usual = !isRejection(script) || script.status === profile.numbers.cannotSupportMultipath
  if (wanted === false || (wanted === undefined && !usual)) return []
  if (asked === undefined && (wanted === undefined || wanted === true)) return []
  const { accessTechnology = 0, label = 0, bid = 0, bulk = false, overwrite = false } = asked ?? {}
  return [
    option('mag-multipath-binding', {
      ...{ accessTechnology, label, bid, bulk, overwrite },
      ...(typeof wanted === 'object' ? wanted : {}),
    }),
  ]
}

function magIdOption(profile: Profile, pbu: Pbu, script: Script): readonly Option[] {
  const wanted = script.magId ?? (profile.edition === 'draft-06' && !isRejection(script))
  if (wanted === false) return []
  const asked = pbu.magId
  if (asked === undefined && wanted === true) return []
  const { subtype = 1, identifier = new TextEncoder().encode(profile.magId) } = asked ?? {}
  return [option('mag-identifier', { subtype, identifier, ...(wanted === true ? {} : wanted) })]
}

/** Keeps the session as the PBA that was sent says, so that the next one agrees with it. */
export function remember(sessions: Sessions, pbu: Pbu, pba: BindingAcknowledgement): void {
  const node = pbu.nodeId
  if (node === undefined || pba.status >= REJECTED) return
  const session = sessions.open(node)
  const key = `${pbu.bid ?? ''} ${pbu.careOf}`
  if (pbu.isDeregistration) session.bindings.delete(key)
  else session.bindings.set(key, { careOf: pbu.careOf, bid: pbu.bid, lifetime: pba.lifetime })
  const given = findAll(pba, 'home-network-prefix').filter(({ prefix }) => prefix !== '::')
  if (given.length > 0) session.prefixes = given.map(({ prefix, prefixLength }) => ({ prefix, prefixLength }))
  if (session.bindings.size === 0) sessions.end(node)
}
