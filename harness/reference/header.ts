import type { Decoded, IssueCode } from '../wire/index.js'

/** What RFC 6275 §9.2 does with a message before anybody looks inside. */
export type HeaderVerdict =
  | { readonly kind: 'process' }
  | { readonly kind: 'discard'; readonly overrun?: true }
  | { readonly kind: 'binding-error' }
  /** ICMPv6 Parameter Problem; `offset` of the field in the Mobility Header. */
  | { readonly kind: 'parameter-problem'; readonly offset: number }

/** Broken rules of these checks. */
export const headerDefects = [
  'reserved-header-octet-not-ignored',
  'bad-checksum-accepted',
  'unknown-type-unanswered',
  'payload-proto-not-checked',
  'header-length-not-checked',
  'option-overrun-accepted',
  'crashes-on-unknown-type',
  'crashes-on-short-header',
  'crashes-on-header-length-beyond-packet',
  'crashes-on-option-overrun',
] as const

type HeaderDefect = (typeof headerDefects)[number]

/** What of a device these checks ask for. */
export interface Receiver {
  has(defect: HeaderDefect): boolean
  crash(): void
}

/** The message types a device may do without. */
export interface Known {
  readonly heartbeat: boolean
  readonly revocation: boolean
}

const PAYLOAD_PROTO = 0
const HEADER_LENGTH = 1
const accepted: HeaderVerdict = { kind: 'process' }
const discard: HeaderVerdict = { kind: 'discard' }
const unknownType: HeaderVerdict = { kind: 'binding-error' }

/** The checks of RFC 6275 §9.2 in their order: checksum, MH type, Payload Proto, Header Len. */
export function checkHeader(receiver: Receiver, { message, issues }: Decoded, known: Known): HeaderVerdict {
  const has = (code: IssueCode) => issues.some((issue) => issue.code === code)
  const { crash } = watchdog(receiver)
  if (message.reserved !== 0 && receiver.has('reserved-header-octet-not-ignored')) return discard
  if (issues.length === 0 && message.kind === 'binding-update') return accepted // nearly all of them
  if (has('checksum') && !receiver.has('bad-checksum-accepted')) return discard
  if (message.kind === 'unknown' && message.fragment !== undefined) return discard
  if (!isKnown(message, known)) {
    crash('crashes-on-unknown-type')
    return receiver.has('unknown-type-unanswered') ? discard : unknownType
  }
  if (message.payloadProto !== 59 && !receiver.has('payload-proto-not-checked'))
    return { kind: 'parameter-problem', offset: PAYLOAD_PROTO }
  if (has('truncated') || message.headerLength < leastHeaderLength(message.kind)) {
    crash('crashes-on-short-header')
    return { kind: 'parameter-problem', offset: HEADER_LENGTH }
  }
  if (has('header-length') && !receiver.has('header-length-not-checked')) {
    crash('crashes-on-header-length-beyond-packet')
    return discard
  }
  if (has('not-multiple-of-8')) return discard
  if (has('option-overrun')) {
    crash('crashes-on-option-overrun')
    if (!receiver.has('option-overrun-accepted')) return { kind: 'discard', overrun: true }
  }
  return accepted
}

function watchdog(receiver: Receiver) {
  type Crash = Extract<HeaderDefect, `crashes-on-${string}`>
  return {
    crash: (defect: Crash) => {
      if (receiver.has(defect)) receiver.crash()
    },
  }
}

/** Heartbeats and Binding Revocation are unknown types to who does not support them (RFC 5847 §3, RFC 5846 §6.2). */
function isKnown(message: Decoded['message'], known: Known): boolean {
  switch (message.kind) {
    case 'binding-update':
    case 'binding-acknowledgement':
    case 'binding-error':
    case 'binding-refresh-request':
      return true
    case 'heartbeat':
      return known.heartbeat
    case 'binding-revocation-indication':
    case 'binding-revocation-acknowledgement':
      return known.revocation
    case 'unknown':
      return (
        [0, 5, 6, 7].includes(message.type) ||
        (message.type === 13 && known.heartbeat) ||
        (message.type === 16 && known.revocation)
      )
    default:
      return false
  }
}

function leastHeaderLength(kind: Decoded['message']['kind']): number {
  if (kind === 'binding-error') return 2
  return kind === 'binding-refresh-request' ? 0 : 1
}
