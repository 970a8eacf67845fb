import {
  type DecodedMessage,
  type DecodedOption,
  find,
  findAll,
  isUnicastRoutable,
  type OptionOf,
  UpdateFlag,
} from '../wire/index.js'
import type { Anchor } from './environment.js'

/** Who the request is for (RFC 4283 §3). */
export interface NodeIdentity {
  readonly subtype: number
  readonly identifier: Uint8Array
  /** The identifier as text; a NAI in practice. */
  readonly text: string
}

/** A Proxy Binding Update as the rules of RFC 5213 §5.3 look at it. */
export interface Request {
  readonly source: string
  readonly destination: string
  readonly message: DecodedMessage & { readonly kind: 'binding-update' }
  readonly sequence: number
  readonly flags: number
  /** Units of 4 s; 0 asks for de-registration. */
  readonly lifetime: number
  /** Proxy-CoA: the Alternate Care-of Address option, else the source (RFC 6275 §9.5.1, RFC 5213 §6.9.1.5). */
  readonly careOf: string
  readonly node: NodeIdentity | undefined
  readonly prefixes: readonly OptionOf<'home-network-prefix'>[]
  readonly handoff: OptionOf<'handoff-indicator'> | undefined
  readonly accessTechnology: OptionOf<'access-technology-type'> | undefined
  readonly linkLayer: OptionOf<'mobile-node-link-layer-identifier'> | undefined
  /** Its identifier in hex; '' stands for ALL_ZERO, which is also what a missing option means (RFC 5213 §5.1). */
  readonly linkLayerKey: string
  readonly linkLocal: OptionOf<'link-local-address'> | undefined
  readonly timestamp: OptionOf<'timestamp'> | undefined
}

/** Handoff Indicator values (RFC 5213 §8.4). */
export const Handoff = {
  newInterface: 1,
  betweenInterfaces: 2,
  betweenMags: 3,
  unknown: 4,
  unchanged: 5,
} as const

export const ALL_ZERO = '::'

/** The prefixes asked for by value. */
export function requestedPrefixes(request: Request): readonly OptionOf<'home-network-prefix'>[] {
  return request.prefixes.filter((p) => p.prefix !== ALL_ZERO)
}

export function isProxy(message: DecodedMessage, evenWithoutFlag = false): message is Request['message'] {
  return message.kind === 'binding-update' && (evenWithoutFlag || (message.flags & UpdateFlag.P) !== 0)
}

export function readRequest(
  anchor: Anchor,
  message: Request['message'],
  source: string,
  destination: string,
): Request {
  const seen = anchor.has('option-after-unknown-lost') ? upToUnknown(message) : message
  const alternate = find(seen, 'alternate-care-of-address')
  const linkLayer = find(seen, 'mobile-node-link-layer-identifier')
  const id = find(seen, 'mobile-node-identifier')
  return {
    source,
    destination,
    message: seen,
    sequence: message.sequence,
    flags: message.flags,
    lifetime: message.lifetime,
    careOf: alternate === undefined || anchor.has('alternate-coa-ignored') ? source : alternate.address,
    node: id && { subtype: id.subtype, identifier: id.identifier, text: text(id.identifier) },
    prefixes: findAll(seen, 'home-network-prefix'),
    handoff: find(seen, 'handoff-indicator'),
    accessTechnology: find(seen, 'access-technology-type'),
    linkLayer,
    linkLayerKey: linkLayer === undefined ? '' : key(linkLayer.identifier),
    linkLocal: find(seen, 'link-local-address'),
    timestamp: find(seen, 'timestamp'),
  }
}

/** RFC 6275 §9.5.4 and §6.1.7: where no answer may go, and a care-of address no packet could be sent to. */
export function unusableAddress(anchor: Anchor, request: Request): boolean {
  if (!isUnicast(request.source)) return true
  return !isUnicastRoutable(request.careOf) && !anchor.has('unusable-coa-accepted')
}

export function isUnicast(address: string): boolean {
  return address !== '::' && !address.startsWith('ff')
}

function upToUnknown(message: Request['message']): Request['message'] {
  const unknown = message.options.findIndex((o) => o.kind === 'unknown')
  const options: readonly DecodedOption[] = message.options
  return unknown < 0 ? message : { ...message, options: options.slice(0, unknown) }
}

function key(identifier: Uint8Array): string {
  return identifier.some((octet) => octet !== 0) ? Buffer.from(identifier).toString('hex') : ''
}

function text(identifier: Uint8Array): string {
  return Buffer.from(identifier.buffer, identifier.byteOffset, identifier.byteLength).toString('utf8')
}
