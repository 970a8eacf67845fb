import type { Decoded, IssueCode } from '../wire/index.js'
import type { Anchor } from './environment.js'

/** What RFC 6275 §9.2 does with a message before anybody looks inside. */
export type HeaderVerdict =
  | { readonly kind: 'process' }
  | { readonly kind: 'discard' }
  | { readonly kind: 'binding-error' }
  /** ICMPv6 Parameter Problem; `offset` of the field in the Mobility Header. */
  | { readonly kind: 'parameter-problem'; readonly offset: number }

const PAYLOAD_PROTO = 0
const HEADER_LENGTH = 1
const accepted: HeaderVerdict = { kind: 'process' }
const discard: HeaderVerdict = { kind: 'discard' }
const unknownType: HeaderVerdict = { kind: 'binding-error' }

/** The checks of RFC 6275 §9.2 in their order: checksum, MH type, Payload Proto, Header Len. */
export function checkHeader(anchor: Anchor, { message, issues }: Decoded, knowsHeartbeat: boolean): HeaderVerdict {
  const has = (code: IssueCode) => issues.some((issue) => issue.code === code)
  const { crash } = watchdog(anchor)
  if (message.reserved !== 0 && anchor.has('reserved-header-octet-not-ignored')) return discard
  if (issues.length === 0 && message.kind === 'binding-update') return accepted // nearly all of them
  if (has('checksum') && !anchor.has('bad-checksum-accepted')) return discard
  if (message.kind === 'unknown' && message.fragment !== undefined) return discard
  const known = isKnown(message, knowsHeartbeat)
  if (!known) {
    crash('crashes-on-unknown-type')
    return anchor.has('unknown-type-unanswered') ? discard : unknownType
  }
  if (message.payloadProto !== 59 && !anchor.has('payload-proto-not-checked'))
    return { kind: 'parameter-problem', offset: PAYLOAD_PROTO }
  if (has('truncated') || message.headerLength < leastHeaderLength(message.kind)) {
    crash('crashes-on-short-header')
    return { kind: 'parameter-problem', offset: HEADER_LENGTH }
  }
  if (has('header-length') && !anchor.has('header-length-not-checked')) {
    crash('crashes-on-header-length-beyond-packet')
    return discard
  }
  if (has('not-multiple-of-8')) return discard
  if (has('option-overrun')) {
    crash('crashes-on-option-overrun')
    if (!anchor.has('option-overrun-accepted')) return discard
  }
  return accepted
}

function watchdog(anchor: Anchor) {
  type Crash = Extract<Parameters<Anchor['has']>[0], `crashes-on-${string}`>
  return {
    crash: (defect: Crash) => {
      if (anchor.has(defect)) anchor.crash()
    },
  }
}

/** RFC 5846 is not supported here, so a Binding Revocation is an unknown type (§6.2). */
function isKnown(message: Decoded['message'], knowsHeartbeat: boolean): boolean {
  switch (message.kind) {
    case 'binding-update':
    case 'binding-acknowledgement':
    case 'binding-error':
    case 'binding-refresh-request':
      return true
    case 'heartbeat':
      return knowsHeartbeat
    case 'unknown':
      return [0, 5, 6, 7].includes(message.type) || (message.type === 13 && knowsHeartbeat)
    default:
      return false
  }
}

function leastHeaderLength(kind: Decoded['message']['kind']): number {
  if (kind === 'binding-error') return 2
  return kind === 'binding-refresh-request' ? 0 : 1
}
