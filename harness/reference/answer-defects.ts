import { type BindingAcknowledgement, copied, find, type Option, option } from '../wire/index.js'
import type { Decided } from './answer.js'
import type { DefectName } from './defects.js'
import type { Anchor } from './environment.js'
import { optionDefects } from './option-defects.js'
import { timestampNow } from './ordering.js'
import { ALL_ZERO, type Request } from './request.js'
import { chosen, type Spoil, spoiling } from './spoiling.js'

interface Context {
  readonly anchor: Anchor
  readonly request: Request
  readonly decided: Decided
}

/** Changes an answer before its options are laid out. */
export type ContentDefect = Spoil<BindingAcknowledgement, Context>
/** Changes it afterwards, paddings included. */
export type FormatDefect = ContentDefect

type Table = { readonly [N in DefectName]?: ContentDefect }

export function contentDefects(anchor: Anchor): readonly ContentDefect[] {
  return chosen((name) => anchor.has(name), { ...content, ...optionDefects })
}

export function formatDefects(anchor: Anchor): readonly FormatDefect[] {
  return chosen((name) => anchor.has(name), format)
}

const { header, options, without, withMore, each, twice } = spoiling<BindingAcknowledgement, Context>()

const onlyIf =
  (
    test: (message: BindingAcknowledgement, context: Context) => boolean,
    spoil: ContentDefect,
  ): ContentDefect =>
  (message, context) =>
    test(message, context) ? spoil(message, context) : message

const whenRejecting = (spoil: ContentDefect) => onlyIf((m) => m.status >= 128, spoil)
const whenAccepting = (spoil: ContentDefect) => onlyIf((m) => m.status < 128, spoil)
const with180 = (spoil: ContentDefect) =>
  onlyIf((m, { anchor }) => m.status === anchor.config.numbers.cannotSupport, spoil)

const status128InsteadOf = (status: number): ContentDefect =>
  onlyIf(
    (m) => m.status === status,
    header(() => ({ status: 128 })),
  )

const magIdentifierEchoed: ContentDefect = options((all, { request }) => {
  const id = find(request.message, 'mag-identifier')
  return id === undefined || all.some((o) => o.kind === 'mag-identifier') ? all : [...all, copied(id)]
})

/** The option of RFC 8278 §4.1 as it came, put in where it does not belong. */
const mmbAdded: ContentDefect = options((all, { request }) => {
  const mmb = find(request.message, 'mag-multipath-binding')
  return mmb === undefined || all.some((o) => o.kind === 'mag-multipath-binding')
    ? all
    : [...all, copied(mmb)]
})

const linkLayer = Uint8Array.of(2, 0, 0, 0, 0, 0x77)

const content: Table = {
  // header (RFC 6275 §6.1.8, RFC 5213 §8.2)
  'p-flag-clear': header((m) => ({ flags: m.flags & ~0x20 })),
  'p-flag-clear-in-rejection': whenRejecting(header((m) => ({ flags: m.flags & ~0x20 }))),
  'k-flag-set': header((m) => ({ flags: m.flags | 0x80 })),
  'reserved-flag-set': header((m) => ({ flags: m.flags | 0x01 })),
  'sequence-not-copied': header((m) => ({ sequence: (m.sequence + 1) & 0xffff })),
  'sequence-of-request-with-135': onlyIf(
    (m) => m.status === 135,
    header((_, { request }) => ({ sequence: request.sequence })),
  ),
  'status-1-when-accepting': whenAccepting(header(() => ({ status: 1 }))),
  'status-100-when-accepting': whenAccepting(header(() => ({ status: 100 }))),
  'granted-lifetime-zero': whenAccepting(header(() => ({ lifetime: 0 }))),
  'deregistration-lifetime-not-zero': whenAccepting(header((m) => ({ lifetime: m.lifetime || 75 }))),
  'unauthorized-mag-told-as-155': onlyIf(
    (m) => m.status === 154,
    header(() => ({ status: 155 })),
  ),
  'status-128-instead-of-130': status128InsteadOf(130),
  'status-128-instead-of-135': status128InsteadOf(135),
  'status-128-instead-of-152': status128InsteadOf(152),
  'status-128-instead-of-153': status128InsteadOf(153),
  'status-128-instead-of-154': status128InsteadOf(154),
  'status-128-instead-of-155': status128InsteadOf(155),
  'status-128-instead-of-156': status128InsteadOf(156),
  'status-128-instead-of-157': status128InsteadOf(157),
  'status-128-instead-of-158': status128InsteadOf(158),
  'status-128-instead-of-159': status128InsteadOf(159),
  'status-128-instead-of-160': status128InsteadOf(160),
  'status-128-instead-of-161': status128InsteadOf(161),
  'status-128-instead-of-162': status128InsteadOf(162),
  'status-180-without-request': onlyIf(
    (m, { request }) => m.status >= 152 && find(request.message, 'mag-multipath-binding') === undefined,
    header(() => ({ status: 180 })),
  ),

  // options of RFC 5213 §5.3.6
  'mn-id-omitted': without('mobile-node-identifier'),
  'mn-id-omitted-with-160': onlyIf((m) => m.status === 160, without('mobile-node-identifier')),
  'mn-id-not-copied': each('mobile-node-identifier', (o) => ({ ...o, identifier: altered(o.identifier) })),
  'mn-id-upper-case': each('mobile-node-identifier', (o) => ({
    ...o,
    identifier: o.identifier.map((c) => (c >= 97 && c <= 122 ? c - 32 : c)),
  })),
  'mn-id-subtype-zero': each('mobile-node-identifier', (o) => ({ ...o, subtype: 0 })),
  'mn-id-twice': twice('mobile-node-identifier'),
  'prefix-omitted': without('home-network-prefix'),
  'prefix-omitted-in-rejection': whenRejecting(without('home-network-prefix')),
  'prefix-zero-in-rejection': whenRejecting(
    each('home-network-prefix', (o) => ({ ...o, prefix: ALL_ZERO, prefixLength: 0 })),
  ),
  'only-first-prefix-in-rejection': whenRejecting(onlyFirstPrefix()),
  'two-all-zero-prefixes-with-158': onlyIf((m) => m.status === 158, withMore(option('home-network-prefix'))),
  'only-first-prefix-when-accepting': whenAccepting(onlyFirstPrefix()),
  'deregistration-lists-one-prefix': onlyIf((m) => m.status < 128 && m.lifetime === 0, onlyFirstPrefix()),
  'all-zero-prefix-when-accepting': whenAccepting(
    each('home-network-prefix', (o) => ({ ...o, prefix: ALL_ZERO })),
  ),
  'prefix-length-zero': whenAccepting(each('home-network-prefix', (o) => ({ ...o, prefixLength: 0 }))),
  'prefix-length-129': whenAccepting(each('home-network-prefix', (o) => ({ ...o, prefixLength: 129 }))),
  'prefix-reserved-set': each('home-network-prefix', (o) => ({ ...o, reserved: 0x80 })),
  'handoff-indicator-omitted': without('handoff-indicator'),
  'handoff-indicator-omitted-in-rejection': whenRejecting(without('handoff-indicator')),
  'handoff-indicator-not-copied': each('handoff-indicator', (o) => ({ ...o, value: o.value === 4 ? 1 : 4 })),
  'handoff-indicator-zero-in-rejection': whenRejecting(
    each('handoff-indicator', (o) => ({ ...o, value: 0 })),
  ),
  'handoff-indicator-reserved-set': each('handoff-indicator', (o) => ({ ...o, reserved: 1 })),
  'handoff-indicator-twice': twice('handoff-indicator'),
  'access-technology-omitted': without('access-technology-type'),
  'access-technology-omitted-in-rejection': whenRejecting(without('access-technology-type')),
  'access-technology-not-copied': each('access-technology-type', (o) => ({
    ...o,
    value: o.value === 4 ? 5 : 4,
  })),
  'access-technology-reserved-set': each('access-technology-type', (o) => ({ ...o, reserved: 1 })),
  'access-technology-twice': twice('access-technology-type'),
  'timestamp-omitted': without('timestamp'),
  'timestamp-omitted-in-rejection': whenRejecting(without('timestamp')),
  'timestamp-unasked': options((all, { anchor }) =>
    all.some((o) => o.kind === 'timestamp')
      ? all
      : [...all, option('timestamp', { timestamp: timestampNow(anchor) })],
  ),
  'timestamp-own-when-valid': whenAccepting(
    each('timestamp', (o) => ({ ...o, timestamp: o.timestamp + 65536n })),
  ),
  'timestamp-own-in-rejection': onlyIf(
    (m) => m.status >= 128 && m.status !== 156 && m.status !== 157,
    each('timestamp', (o) => ({ ...o, timestamp: o.timestamp + 65536n })),
  ),
  'timestamp-of-request-with-156': onlyIf((m) => m.status === 156, requestTimestamp()),
  'timestamp-of-request-with-157': onlyIf((m) => m.status === 157, requestTimestamp()),
  'timestamp-twice': twice('timestamp'),
  'link-layer-identifier-omitted': without('mobile-node-link-layer-identifier'),
  'link-layer-identifier-unasked': options((all) =>
    all.some((o) => o.kind === 'mobile-node-link-layer-identifier')
      ? all
      : [...all, option('mobile-node-link-layer-identifier', { identifier: linkLayer })],
  ),
  'link-layer-identifier-not-copied': each('mobile-node-link-layer-identifier', (o) => ({
    ...o,
    identifier: altered(o.identifier),
  })),
  'link-layer-identifier-reserved-set': each('mobile-node-link-layer-identifier', (o) => ({
    ...o,
    reserved: 1,
  })),
  'link-layer-identifier-twice': twice('mobile-node-link-layer-identifier'),
  'link-local-address-omitted': without('link-local-address'),
  'link-local-address-unasked': options((all) =>
    all.some((o) => o.kind === 'link-local-address')
      ? all
      : [...all, option('link-local-address', { address: 'fe80::77' })],
  ),
  'link-local-address-not-copied-in-rejection': whenRejecting(
    each('link-local-address', (o) => ({
      ...o,
      address: o.address === 'fe80::77' ? 'fe80::78' : 'fe80::77',
    })),
  ),
  'link-local-address-twice': twice('link-local-address'),
  'reserved-octets-copied': (message, context) => reservedCopied(message, context.request),
  'alternate-coa-in-answer': withMore(option('alternate-care-of-address', { address: '2001:db8:1::1' })),
  'deregistration-lists-all-zero': onlyIf(
    (m) => m.status < 128 && m.lifetime === 0,
    each('home-network-prefix', (o) => ({ ...o, prefix: ALL_ZERO, prefixLength: 0 })),
  ),
  'refresh-advice-in-deregistration': onlyIf(
    (m) => m.status < 128 && m.lifetime === 0,
    withMore(option('binding-refresh-advice', { interval: 10 })),
  ),
  'refresh-advice-above-lifetime': onlyIf(
    (m) => m.status < 128 && m.lifetime > 0,
    header((m) => ({
      options: [
        ...m.options,
        option('binding-refresh-advice', { interval: Math.min(0xffff, m.lifetime + 1) }),
      ],
    })),
  ),

  // RFC 8278 §4.4
  'mmb-omitted-when-accepting': whenAccepting(without('mag-multipath-binding')),
  'mmb-omitted-on-second-path': onlyIf(
    (m, { request }) => m.status < 128 && request.prefixes.some((p) => p.prefix !== ALL_ZERO),
    without('mag-multipath-binding'),
  ),
  'mmb-omitted-in-refresh': onlyIf(
    (m, { request }) => m.status < 128 && request.handoff?.value === 5,
    without('mag-multipath-binding'),
  ),
  'mag-identifier-under-another-type': each('mag-identifier', (o) =>
    option('unknown', { type: 250, data: Uint8Array.of(o.subtype, 0, ...o.identifier) }),
  ),
  'mag-identifier-of-its-own': each('mag-identifier', (o) => ({ ...o, identifier: altered(o.identifier) })),
  'mag-identifier-omitted-with-180': with180(without('mag-identifier')),
  'mmb-omitted-with-180': with180(without('mag-multipath-binding')),
  'mmb-label-changed-with-180': with180(
    each('mag-multipath-binding', (o) => ({ ...o, label: (o.label + 1) & 0xff })),
  ),
  'mmb-if-att-changed-with-180': with180(
    each('mag-multipath-binding', (o) => ({ ...o, accessTechnology: o.accessTechnology === 4 ? 8 : 4 })),
  ),
  'mmb-bid-changed-with-180': with180(
    each('mag-multipath-binding', (o) => ({ ...o, bid: (o.bid % 254) + 1 })),
  ),
  'mmb-bid-wrong': whenAccepting(each('mag-multipath-binding', (o) => ({ ...o, bid: (o.bid % 254) + 1 }))),
  'mmb-bid-zero': whenAccepting(each('mag-multipath-binding', (o) => ({ ...o, bid: 0 }))),
  'mmb-label-wrong': whenAccepting(
    each('mag-multipath-binding', (o) => ({ ...o, label: (o.label + 1) & 0xff })),
  ),
  'mmb-if-att-wrong': whenAccepting(
    each('mag-multipath-binding', (o) => ({ ...o, accessTechnology: o.accessTechnology === 4 ? 8 : 4 })),
  ),
  'mmb-if-att-zero': whenAccepting(each('mag-multipath-binding', (o) => ({ ...o, accessTechnology: 0 }))),
  'mmb-reserved-bits-set': each('mag-multipath-binding', (o) => ({ ...o, reserved: 1 })),
  'mmb-reserved-bits-copied': each('mag-multipath-binding', (o, { request }) => ({
    ...o,
    reserved: find(request.message, 'mag-multipath-binding')?.reserved ?? 0,
  })),
  'mmb-twice': twice('mag-multipath-binding'),
  'mmb-twice-different': options((all) =>
    all.flatMap((o): Option[] =>
      o.kind === 'mag-multipath-binding' ? [o, { ...o, bid: (o.bid % 254) + 1 }] : [o],
    ),
  ),
  'mmb-unasked': options((all) =>
    all.some((o) => o.kind === 'mag-multipath-binding')
      ? all
      : [...all, option('mag-multipath-binding', { accessTechnology: 4, label: 1, bid: 1 })],
  ),
  'mag-identifier-echoed': whenAccepting(
    onlyIf((m) => m.options.some((o) => o.kind === 'mag-multipath-binding'), magIdentifierEchoed),
  ),
  'mag-identifier-echoed-with-180': with180(magIdentifierEchoed),
  'mag-identifier-echoed-without-mmb': onlyIf(
    (_, { request }) => find(request.message, 'mag-multipath-binding') === undefined,
    magIdentifierEchoed,
  ),
  'mmb-for-mag-identifier-alone': onlyIf(
    (_, { request }) =>
      find(request.message, 'mag-identifier') !== undefined &&
      find(request.message, 'mag-multipath-binding') === undefined,
    withMore(option('mag-multipath-binding', { accessTechnology: 4, label: 1, bid: 1 })),
  ),
  'legacy-echoes-mmb': mmbAdded,
  'legacy-echoes-mag-identifier': magIdentifierEchoed,
}

const format: Table = {
  'mmb-beside-8n+2': options((all) => [
    option('padn', { data: new Uint8Array(2) }),
    ...all,
    option('padn', { data: new Uint8Array(2) }),
  ]),
  'payload-proto-6': header(() => ({ payloadProto: 6 })),
  'payload-proto-0': header(() => ({ payloadProto: 0 })),
  'header-length-too-long': header((m) => ({ headerLength: stated(m) + 1 })),
  'header-length-too-short': header((m) => ({ headerLength: stated(m) - 1 })),
  'header-reserved-set': header(() => ({ reserved: 0x80 })),
  'checksum-zero': header(() => ({ checksum: 0 })),
  'checksum-wrong-with-missing-option': onlyIf(
    refusesMissingOption,
    header(() => ({ checksum: 0 })),
  ),
  'options-not-aligned': options((all) => {
    const bare = all.filter((o) => o.kind !== 'pad1' && o.kind !== 'padn')
    const one = option('pad1')
    const total = 12 + 1 + bare.reduce((sum, o) => sum + size(o), 0)
    return [one, ...bare, ...Array.from({ length: (8 - (total % 8)) % 8 }, () => one)]
  }),
  'padding-not-zero': options((all) => {
    const pads = all.map((o) =>
      o.kind === 'padn' && o.data.length > 0 ? { ...o, data: o.data.map(() => 0xff) } : o,
    )
    return [...pads, option('padn', { data: Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff) })]
  }),
  'last-option-overruns': options((all) => [...all, option('padn', { data: new Uint8Array(6), length: 40 })]),
  'not-a-multiple-of-8': options((all) => [...all, option('pad1')]),
  'handoff-indicator-length-3': each('handoff-indicator', (o) => ({ ...o, length: 3 })),
  'mmb-length-4': each('mag-multipath-binding', (o) => ({ ...o, length: 4 })),
  'mmb-length-8': each('mag-multipath-binding', (o) => ({ ...o, length: 8 })),
}

/** 158, 160 to 162. */
export function refusesMissingOption({ status }: Pick<BindingAcknowledgement, 'status'>): boolean {
  return status === 158 || (status >= 160 && status <= 162)
}

function altered(identifier: Uint8Array): Uint8Array {
  return identifier.length === 0 ? Uint8Array.of(120) : identifier.map((c, i) => (i === 0 ? c ^ 1 : c))
}

function onlyFirstPrefix(): ContentDefect {
  return options((all) => {
    const first = all.find((o) => o.kind === 'home-network-prefix')
    return all.filter((o) => o.kind !== 'home-network-prefix' || o === first)
  })
}

function requestTimestamp(): ContentDefect {
  return each('timestamp', (o, { request }) => ({
    ...o,
    timestamp: request.timestamp?.timestamp ?? o.timestamp,
  }))
}

function reservedCopied(message: BindingAcknowledgement, request: Request): BindingAcknowledgement {
  const changed = message.options.map((o) => {
    switch (o.kind) {
      case 'home-network-prefix':
        return { ...o, reserved: request.prefixes[0]?.reserved ?? 0 }
      case 'handoff-indicator':
        return { ...o, reserved: request.handoff?.reserved ?? 0 }
      case 'access-technology-type':
        return { ...o, reserved: request.accessTechnology?.reserved ?? 0 }
      case 'mobile-node-link-layer-identifier':
        return { ...o, reserved: request.linkLayer?.reserved ?? 0 }
      default:
        return o
    }
  })
  return { ...message, options: changed }
}

/** Octets of an option with its Type and Length, for the kinds a PBA has. */
function size(o: Option): number {
  switch (o.kind) {
    case 'pad1':
      return 1
    case 'home-network-prefix':
      return 20
    case 'link-local-address':
      return 18
    case 'timestamp':
      return 10
    case 'mobile-node-identifier':
      return 3 + o.identifier.length
    case 'mobile-node-link-layer-identifier':
    case 'mag-identifier':
      return 4 + o.identifier.length
    case 'mag-multipath-binding':
      return 8
    case 'unknown':
    case 'padn':
      return 2 + o.data.length
    default:
      return 4
  }
}

/** Header Len of the message as it stands. */
function stated(message: BindingAcknowledgement): number {
  return Math.ceil((12 + message.options.reduce((sum, o) => sum + size(o), 0)) / 8) - 1
}
