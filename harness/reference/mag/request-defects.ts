import {
  type BindingUpdate,
  encode,
  type Option,
  type OptionKind,
  type OptionOf,
  option,
  UpdateFlag,
} from '../../wire/index.js'
import { chosen, type Spoil as SpoilAny, spoiling } from '../spoiling.js'
import type { MagDefectName } from './defects.js'
import type { Gateway } from './gateway.js'
import type { Entry, Exchange } from './list.js'

interface Context {
  readonly gateway: Gateway
  readonly entry: Entry
  readonly exchange: Exchange
}

/** Changes a PBU before its options are laid out, or afterwards. */
export type Spoil = SpoilAny<BindingUpdate, Context>

type Table = { readonly [N in MagDefectName]?: Spoil }

export function contentSpoilers(gateway: Gateway): readonly Spoil[] {
  return chosen((name) => gateway.has(name), content)
}

export function formatSpoilers(gateway: Gateway): readonly Spoil[] {
  return chosen((name) => gateway.has(name), format)
}

const { header, options, without, withMore, each, twice } = spoiling<BindingUpdate, Context>()

const onlyIf =
  (test: (context: Context) => boolean, spoil: Spoil): Spoil =>
  (message, context) =>
    test(context) ? spoil(message, context) : message

const inRefresh = (spoil: Spoil) => onlyIf(({ exchange }) => exchange.purpose === 'refresh', spoil)
/** A refresh of a path that has been refreshed before. */
const inSecondRefresh = (spoil: Spoil) => {
  const firsts = new WeakMap<Entry, Exchange>()
  return inRefresh((message, context) => {
    const { entry, exchange } = context
    const first = firsts.get(entry) ?? exchange
    firsts.set(entry, first)
    return first === exchange ? message : spoil(message, context)
  })
}
const inDeregistration = (spoil: Spoil) => onlyIf(({ exchange }) => exchange.purpose === 'deregister', spoil)
const onFirstPath = (spoil: Spoil) => onlyIf((c) => isFirstPath(c), spoil)
const onSecondPath = (spoil: Spoil) => onlyIf((c) => !isFirstPath(c), spoil)
/** On a path that the node has been on before. */
const onReturn = (spoil: Spoil) =>
  onlyIf(
    ({ entry, exchange }) => exchange.purpose === 'register' && entry.node.bound.has(entry.path.name),
    spoil,
  )
const inFirst = (spoil: Spoil) =>
  onlyIf(
    ({ entry, exchange }) =>
      exchange.purpose === 'register' &&
      [...entry.node.entries.values()].every((e) => e.binding === undefined),
    spoil,
  )

function isFirstPath({ gateway, entry }: Context): boolean {
  return entry.path === gateway.config.paths[0]
}

const mmb = (change: (o: OptionOf<'mag-multipath-binding'>, c: Context) => Option) =>
  each('mag-multipath-binding', change)
const bid = (value: number) => mmb((o) => ({ ...o, bid: value }))
const magId = (change: (o: OptionOf<'mag-identifier'>, c: Context) => Option) =>
  each('mag-identifier', change)
const identifier = (text: string) => Buffer.from(text)
const handoff = (value: number) => each('handoff-indicator', (o) => ({ ...o, value }))
const ofLength3 = (kind: 'handoff-indicator' | 'access-technology-type', type: number) =>
  each(kind, (o) => option('malformed', { of: kind, type, data: Uint8Array.of(0, o.value, 0) }))
const onlyFirstPrefix = options((all) => {
  const first = all.find((o) => o.kind === 'home-network-prefix')
  return all.filter((o) => o.kind !== 'home-network-prefix' || o === first)
})
const onlyPrefix = (prefix: string, prefixLength: number) =>
  options((all) => [
    option('home-network-prefix', { prefix, prefixLength }),
    ...all.filter((o) => o.kind !== 'home-network-prefix'),
  ])
const asAllZero = onlyPrefix('::', 0)
const asForeign = onlyPrefix('2001:db8:dead:beef::', 64)
const vendor = option('vendor-specific', { vendorId: 32473, subtype: 1, data: Uint8Array.of(1, 2, 3) })

const service = option('service-selection', { identifier: identifier('internet') })

const content: Table = {
  // RFC 8278
  'mmb-omitted': without('mag-multipath-binding'),
  'mmb-omitted-in-first': inFirst(without('mag-multipath-binding')),
  'mmb-omitted-on-second-path': onSecondPath(without('mag-multipath-binding')),
  'mmb-omitted-in-refresh': inRefresh(without('mag-multipath-binding')),
  'mmb-omitted-in-deregistration': inDeregistration(without('mag-multipath-binding')),
  'mmb-omitted-in-retransmission': onlyIf(
    ({ exchange }) => exchange.transmissions.length > 1,
    without('mag-multipath-binding'),
  ),
  'mmb-omitted-when-path-comes-back': onReturn(without('mag-multipath-binding')),
  'mag-identifier-omitted': without('mag-identifier'),
  'mag-identifier-omitted-on-second-path': onSecondPath(without('mag-identifier')),
  'mag-identifier-omitted-in-refresh': inRefresh(without('mag-identifier')),
  'mag-identifier-omitted-in-deregistration': inDeregistration(without('mag-identifier')),
  'all-zero-prefix-on-second-path': onSecondPath(asAllZero),
  'foreign-prefix-on-second-path': onSecondPath(asForeign),
  'foreign-prefix-when-path-comes-back': onReturn(asForeign),
  'only-first-prefix-when-path-comes-back': onReturn(onlyFirstPrefix),
  'only-first-prefix-on-second-path': onSecondPath(onlyFirstPrefix),
  'wrong-label': mmb((o) => ({ ...o, label: (o.label + 1) & 0xff })),
  'label-of-other-path': mmb((o, { gateway, entry }) => {
    const other = gateway.config.paths.find((p) => p !== entry.path && p.label !== entry.path.label)
    return { ...o, label: other?.label ?? o.label ^ 1 }
  }),
  'label-changes-in-refresh': inRefresh(mmb((o) => ({ ...o, label: (o.label + 1) & 0xff }))),
  'label-changes-in-deregistration': inDeregistration(mmb((o) => ({ ...o, label: (o.label + 1) & 0xff }))),
  'wrong-access-technology-in-mmb': mmb((o, { gateway }) => ({
    ...o,
    accessTechnology:
      [1, 2, 3].find((a) => a !== o.accessTechnology && a !== gateway.config.accessTechnology) ?? 5,
  })),
  'mmb-access-technology-zero': mmb((o) => ({ ...o, accessTechnology: 0 })),
  'mmb-access-technology-unassigned': mmb((o) => ({ ...o, accessTechnology: 200 })),
  'bid-0': onFirstPath(bid(0)),
  'bid-255': onFirstPath(bid(255)),
  'bid-255-on-second-path': onSecondPath(bid(255)),
  'same-bid-on-both-paths': bid(1),
  'bid-changes-in-refresh': inRefresh(mmb((o) => ({ ...o, bid: (o.bid % 254) + 1 }))),
  'bid-changes-in-second-refresh': inSecondRefresh(mmb((o) => ({ ...o, bid: (o.bid % 254) + 1 }))),
  'mmb-omitted-in-second-refresh': inSecondRefresh(without('mag-multipath-binding')),
  'mag-identifier-omitted-in-second-refresh': inSecondRefresh(without('mag-identifier')),
  'bid-changes-in-deregistration': inDeregistration(mmb((o) => ({ ...o, bid: (o.bid % 254) + 100 }))),
  'both-flags-set': mmb((o) => ({ ...o, bulk: true, overwrite: true })),
  'both-flags-set-in-refresh': inRefresh(mmb((o) => ({ ...o, bulk: true, overwrite: true }))),
  'overwrite-in-deregistration': inDeregistration(mmb((o) => ({ ...o, overwrite: true }))),
  'mmb-reserved-bits-set': mmb((o) => ({ ...o, reserved: 0x3fffff })),
  'mag-identifier-differs-per-path': magId((o, { entry }) => ({
    ...o,
    identifier: identifier(`${entry.path.name}.${Buffer.from(o.identifier).toString()}`),
  })),
  'mag-identifier-differs-per-node': magId((o, { entry }) => ({
    ...o,
    identifier: identifier(`mag.${entry.node.id}`),
  })),
  'mag-identifier-changes-in-refresh': inRefresh(
    magId((o) => ({ ...o, identifier: identifier('another.example.net') })),
  ),
  'mag-identifier-subtype-0': magId((o) => ({ ...o, subtype: 0 })),
  'mag-identifier-subtype-99': magId((o) => ({ ...o, subtype: 99 })),
  'mag-identifier-reserved-set': magId((o) => ({ ...o, reserved: 0xff })),
  'mag-identifier-of-wrong-form': magId((o) => ({ ...o, subtype: 5, identifier: new Uint8Array(7) })),
  'mag-identifier-empty': magId((o) => ({ ...o, identifier: new Uint8Array() })),
  'mmb-of-other-type': mmb(({ accessTechnology, label, bid: id }) =>
    option('unknown', { type: 163, data: Uint8Array.of(accessTechnology, label, id, 0, 0, 0) }),
  ),
  'mag-identifier-of-other-type': magId(({ subtype, identifier: id }) =>
    option('unknown', { type: 164, data: Uint8Array.of(subtype, 0, ...id) }),
  ),
  'mmb-length-4': mmb(({ accessTechnology, label, bid: id }, c) =>
    ofLength(c, accessTechnology, label, id, 0),
  ),
  'mmb-length-10': mmb(({ accessTechnology, label, bid: id }, c) =>
    ofLength(c, accessTechnology, label, id, 0, 0, 0, 0, 0, 0, 0),
  ),

  // header (RFC 6275 §6.1.7, RFC 5213 §8.1)
  'a-flag-clear': header((m) => ({ flags: m.flags & ~UpdateFlag.A })),
  'p-flag-clear': header((m) => ({ flags: m.flags & ~UpdateFlag.P })),
  'reserved-flags-set': header((m) => ({ flags: m.flags | 0x000f })),
  'm-flag-set': header((m) => ({ flags: m.flags | UpdateFlag.M })),
  'lifetime-zero': header(() => ({ lifetime: 0 })),
  'payload-proto-6': header(() => ({ payloadProto: 6 })),
  'header-reserved-set': header(() => ({ reserved: 0x55 })),

  // options of RFC 5213 §6.9.1
  'mn-id-omitted': without('mobile-node-identifier'),
  'mn-id-omitted-in-refresh': inRefresh(without('mobile-node-identifier')),
  'mn-id-shared': each('mobile-node-identifier', (o) => ({ ...o, identifier: identifier('mn@example.net') })),
  'mn-id-twice': twice('mobile-node-identifier'),
  'prefix-omitted': without('home-network-prefix'),
  'all-zero-prefix-twice': options((all) => all.flatMap((o) => (isAllZero(o) ? [o, o] : [o]))),
  'all-zero-beside-other-prefix': options((all) => {
    const more = all.some(isAllZero)
      ? option('home-network-prefix', { prefix: '2001:db8:dead:beef::', prefixLength: 64 })
      : option('home-network-prefix')
    return [more, ...all]
  }),
  'all-zero-prefix-in-refresh': inRefresh(asAllZero),
  'only-first-prefix-in-refresh': inRefresh(onlyFirstPrefix),
  'all-zero-prefix-in-deregistration': inDeregistration(asAllZero),
  'prefix-omitted-in-deregistration': inDeregistration(without('home-network-prefix')),
  'only-first-prefix-in-deregistration': inDeregistration(onlyFirstPrefix),
  'prefix-length-129': each('home-network-prefix', (o) => ({ ...o, prefixLength: 129 })),
  'prefix-reserved-set': each('home-network-prefix', (o) => ({ ...o, reserved: 0xff })),
  'handoff-indicator-omitted': without('handoff-indicator'),
  'handoff-indicator-0': inFirst(handoff(0)),
  'handoff-indicator-2': inFirst(handoff(2)),
  'handoff-indicator-3': inFirst(handoff(3)),
  'handoff-indicator-5': inFirst(handoff(5)),
  'handoff-indicator-not-5-in-refresh': inRefresh(handoff(4)),
  'handoff-indicator-not-4-in-deregistration': inDeregistration(handoff(5)),
  'handoff-indicator-unassigned': handoff(77),
  'handoff-indicator-reserved-set': each('handoff-indicator', (o) => ({ ...o, reserved: 0xff })),
  'handoff-indicator-length-3': ofLength3('handoff-indicator', 23),
  'handoff-indicator-twice': twice('handoff-indicator'),
  'access-technology-omitted': without('access-technology-type'),
  'access-technology-0': each('access-technology-type', (o) => ({ ...o, value: 0 })),
  'access-technology-omitted-in-deregistration': inDeregistration(without('access-technology-type')),
  'access-technology-reserved-set': each('access-technology-type', (o) => ({ ...o, reserved: 0xff })),
  'access-technology-length-3': ofLength3('access-technology-type', 24),
  'access-technology-twice': twice('access-technology-type'),
  'timestamp-omitted-in-refresh': inRefresh(without('timestamp')),
  'timestamp-omitted-in-deregistration': inDeregistration(without('timestamp')),
  'timestamp-length-4': each('timestamp', (o) =>
    option('malformed', { of: o.kind, type: 27, data: Uint8Array.of(0, 0, 0, Number(o.timestamp & 0xffn)) }),
  ),
  'timestamp-twice': twice('timestamp'),
  'link-layer-identifier-all-zero': each('mobile-node-link-layer-identifier', (o) => ({
    ...o,
    identifier: new Uint8Array(6),
  })),
  'link-layer-identifier-omitted-in-refresh': inRefresh(without('mobile-node-link-layer-identifier')),
  'link-layer-identifier-omitted-in-deregistration': inDeregistration(
    without('mobile-node-link-layer-identifier'),
  ),
  'link-layer-identifier-reserved-set': each('mobile-node-link-layer-identifier', (o) => ({
    ...o,
    reserved: 0xffff,
  })),
  'link-layer-identifier-twice': twice('mobile-node-link-layer-identifier'),
  'link-local-address-is-global': options((all) => [
    ...all.filter((o) => o.kind !== 'link-local-address'),
    option('link-local-address', { address: '2001:db8::55' }),
  ]),
  'link-local-address-omitted': without('link-local-address'),
  'link-local-address-beside-fixed': options((all) => [
    ...all.filter((o) => o.kind !== 'link-local-address'),
    option('link-local-address', { address: 'fe80::200:5eff:fe00:5213' }),
  ]),
  'foreign-alternate-coa': options((all) => [
    ...all.filter((o) => o.kind !== 'alternate-care-of-address'),
    option('alternate-care-of-address', { address: '2001:db8:ffff::1' }),
  ]),
  'empty-service-selection': withMore(option('service-selection')),
  'two-service-selections': withMore(service, service),
  'service-selection-before-identifier': options((all) => [service, ...all]),
  'vendor-option-length-4': withMore(
    option('malformed', { of: 'vendor-specific', type: 19, data: Uint8Array.of(0, 0, 0x7e, 0xd9) }),
  ),
  'new-option-in-refresh': inRefresh(withMore(vendor)),
}

const format: Table = {
  'mmb-not-aligned': atOddOffset('mag-multipath-binding'),
  'link-layer-identifier-not-aligned': atOddOffset('mobile-node-link-layer-identifier'),
  'mag-identifier-length-too-short': magId((o) => ({ ...o, length: 1 + o.identifier.length })),
  'checksum-wrong-in-deregistration': inDeregistration(header(() => ({ checksum: 0xdead }))),
  'header-length-too-long': header((m) => ({ headerLength: size(m.options) / 8 })),
  'not-a-multiple-of-8': withMore(option('pad1')),
  'last-option-overruns': options((all) => [...all, option('padn', { data: new Uint8Array(6), length: 60 })]),
  'options-not-aligned': options((all) => {
    const bare = all.filter((o) => o.kind !== 'pad1' && o.kind !== 'padn')
    const ending = (8 - ((size(bare) + 1) % 8)) % 8
    return [option('pad1'), ...bare, ...Array.from({ length: ending }, () => option('pad1'))]
  }),
  'padding-not-zero': options((all) =>
    [...all, option('padn', { data: new Uint8Array(6) })].map((o) =>
      o.kind === 'padn' ? { ...o, data: o.data.map(() => 0xa5) } : o,
    ),
  ),
}

/** Moves the option behind everything else. */
function atOddOffset(kind: OptionKind): Spoil {
  return options((all) => {
    const own = all.find((o) => o.kind === kind)
    if (own === undefined) return all
    const rest = all.filter((o) => o !== own)
    const moved = [...rest, ...(size(rest) % 2 === 0 ? [option('pad1')] : []), own]
    return [...moved, ...Array.from({ length: (8 - (size(moved) % 8)) % 8 }, () => option('pad1'))]
  })
}

function isAllZero(o: Option): boolean {
  return o.kind === 'home-network-prefix' && o.prefix === '::'
}

function ofLength({ gateway }: Context, ...data: readonly number[]): Option {
  return option('malformed', {
    of: 'mag-multipath-binding',
    type: gateway.config.numbers.multipathBinding,
    data: Uint8Array.from(data),
  })
}

/** Octets of a PBU with these options. */
function size(all: readonly Option[]): number {
  return encode({ kind: 'binding-update', sequence: 0, flags: 0, lifetime: 0, options: all }).length
}
