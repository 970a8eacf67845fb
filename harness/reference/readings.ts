import { Status } from '../catalogue/status-codes.js'
import { find, UpdateFlag } from '../wire/index.js'
import type { Anchor } from './environment.js'
import type { Request } from './request.js'

const RESERVED_FLAGS = 0x000f

/** Refusals that no rule asks for: defects, and the one permitted habit of insisting on the H flag (BU-01). */
export function strangeFault(anchor: Anchor, request: Request): number | 'drop' | undefined {
  const { flags, message } = request
  if (anchor.choice['h-flag'] === 'required' && (flags & UpdateFlag.H) === 0) return 'drop'
  if ((flags & UpdateFlag.H) !== 0 && anchor.has('h-flag-rejected')) return Status.REASON_UNSPECIFIED
  if ((flags & RESERVED_FLAGS) !== 0 && anchor.has('reserved-flags-rejected'))
    return Status.REASON_UNSPECIFIED
  if ((flags & UpdateFlag.A) === 0 && anchor.has('answers-only-with-a-flag')) return 'drop'
  for (const o of message.options) if (misread(anchor, o)) return Status.REASON_UNSPECIFIED
  const first = message.options.find((o) => o.kind !== 'pad1' && o.kind !== 'padn')
  if (first?.kind !== 'home-network-prefix' && anchor.has('option-order-matters'))
    return Status.REASON_UNSPECIFIED
  return undefined
}

function misread(anchor: Anchor, o: Request['message']['options'][number]): boolean {
  switch (o.kind) {
    case 'unknown':
      return anchor.has('unknown-option-rejected')
    case 'vendor-specific':
      return anchor.has('vendor-option-rejected')
    case 'pad1':
      return anchor.has('pad1-rejected')
    case 'padn':
      return o.data.some((octet) => octet !== 0) && anchor.has('padding-content-rejected')
    case 'mag-multipath-binding':
      return anchor.config.multipath === 'legacy' && anchor.has('legacy-rejects-mmb')
    case 'mag-identifier':
      return anchor.config.multipath === 'legacy' && anchor.has('legacy-rejects-mag-identifier')
    case 'home-network-prefix':
    case 'handoff-indicator':
    case 'access-technology-type':
    case 'mobile-node-link-layer-identifier':
      return o.reserved !== 0 && anchor.has('reserved-octets-rejected')
    default:
      return false
  }
}

/** RFC 5149 §4.2: the service that the request selects is none that the node may use. */
export function serviceFault(anchor: Anchor, request: Request): number | undefined {
  const { services } = anchor.config
  const selected = find(request.message, 'service-selection')
  if (services === undefined || selected === undefined) return undefined
  if (services.includes(Buffer.from(selected.identifier).toString('utf8'))) return undefined
  if (anchor.has('unknown-service-accepted')) return undefined
  return anchor.has('unknown-service-told-as-128')
    ? Status.REASON_UNSPECIFIED
    : Status.SERVICE_AUTHORIZATION_FAILED
}

/** BU-09: a Timestamp or prefix of a wrong length beside all that is needed. */
export function malformedFault(anchor: Anchor, request: Request): number | undefined {
  const malformed = (kind: string) =>
    request.message.options.some((o) => o.kind === 'malformed' && o.of === kind)
  if (malformed('timestamp')) return Status.REASON_UNSPECIFIED
  if (malformed('home-network-prefix') && !anchor.has('malformed-prefix-accepted'))
    return Status.REASON_UNSPECIFIED
  if (malformed('alternate-care-of-address')) return Status.REASON_UNSPECIFIED
  return undefined
}
