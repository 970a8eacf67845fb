import type { Option } from './options.js'

/** IPv6 source and destination of the packet, as text: they are part of the checksum (RFC 6275 §6.1.1). */
export interface Addresses {
  readonly source: string
  readonly destination: string
}

/**
 * What every Mobility Header carries. A decoded message has every field as it was on the wire; in a message to
 * encode each of these may be left out (then it is computed, or 0) or given (then it is written as it is, right
 * or wrong).
 */
export interface Header {
  /** RFC 6275 §6.1.1; 59 when left out. */
  readonly payloadProto?: number
  /** In units of 8 octets, not counting the first 8. */
  readonly headerLength?: number
  readonly reserved?: number
  readonly checksum?: number
  readonly options: readonly Option[]
  /** Octets after the last option that do not parse as one, or that are cut off; written as they are. */
  readonly tail?: Uint8Array
}

/** RFC 6275 §6.1.2. */
export interface BindingRefreshRequest extends Header {
  readonly kind: 'binding-refresh-request'
  /** The 16 reserved bits of the message body. */
  readonly bodyReserved?: number
}

/** RFC 6275 §6.1.7; a Proxy Binding Update when `flags` has P (RFC 5213 §8.1). Lifetime in units of 4 s. */
export interface BindingUpdate extends Header {
  readonly kind: 'binding-update'
  readonly sequence: number
  readonly flags: number
  readonly lifetime: number
}

/** RFC 6275 §6.1.8; a Proxy Binding Acknowledgement when `flags` has P (RFC 5213 §8.2). Lifetime in units of 4 s. */
export interface BindingAcknowledgement extends Header {
  readonly kind: 'binding-acknowledgement'
  readonly status: number
  readonly flags: number
  readonly sequence: number
  readonly lifetime: number
}

/** RFC 6275 §6.1.9. */
export interface BindingError extends Header {
  readonly kind: 'binding-error'
  readonly status: number
  readonly bodyReserved?: number
  readonly homeAddress: string
}

/** RFC 5847 §3.3. */
export interface Heartbeat extends Header {
  readonly kind: 'heartbeat'
  /** 14 reserved bits, then U (0x0002) and R (0x0001). */
  readonly flags: number
  readonly sequence: number
}

/** Binding Revocation Indication, RFC 5846 §5.1. */
export interface BindingRevocationIndication extends Header {
  readonly kind: 'binding-revocation-indication'
  readonly trigger: number
  readonly sequence: number
  readonly flags: number
}

/** Binding Revocation Acknowledgement, RFC 5846 §5.2. */
export interface BindingRevocationAcknowledgement extends Header {
  readonly kind: 'binding-revocation-acknowledgement'
  readonly status: number
  readonly sequence: number
  readonly flags: number
}

/** Any other MH type, or one too short for its fixed part: everything after the checksum is `body`, `options` is empty. */
export interface UnknownMessage extends Header {
  readonly kind: 'unknown'
  readonly type: number
  readonly body: Uint8Array
  /** All that came, when it was less than the 6 octets of the fixed header; then only this is written. */
  readonly fragment?: Uint8Array
}

export type Message =
  | BindingRefreshRequest
  | BindingUpdate
  | BindingAcknowledgement
  | BindingError
  | Heartbeat
  | BindingRevocationIndication
  | BindingRevocationAcknowledgement
  | UnknownMessage

export type MessageKind = Message['kind']

/** RFC 6275 §6.1.7 and its relatives: masks of the Binding Update's flags word. */
export const UpdateFlag = {
  A: 0x8000,
  H: 0x4000,
  L: 0x2000,
  K: 0x1000,
  M: 0x0800,
  R: 0x0400,
  P: 0x0200,
  F: 0x0100,
  T: 0x0080,
  B: 0x0040,
} as const

/** RFC 6275 §6.1.8 and its relatives: masks of the Binding Acknowledgement's flags octet. */
export const AcknowledgementFlag = { K: 0x80, R: 0x40, P: 0x20, T: 0x10, B: 0x08 } as const

/** RFC 5847 §3.3. */
export const HeartbeatFlag = { U: 0x0002, R: 0x0001 } as const

/** One thing wrong with received octets. `path` names the field (`options[2].length`), `offset` its first octet. */
export interface Issue {
  readonly code: IssueCode
  readonly path: string
  readonly offset: number
  readonly expected: string
  readonly got: string
}

export type IssueCode =
  | 'truncated' // fewer octets than the fixed part needs
  | 'payload-proto' // not 59
  | 'header-length' // does not match the octets there are, or below the minimum of the type
  | 'not-multiple-of-8'
  | 'reserved' // a reserved field of the header or message body is not 0
  | 'checksum' // only when addresses were given
  | 'unknown-type' // MH type nobody here knows
  | 'option-overrun' // an option's Length runs past the end
  | 'option-length' // a Length its layout does not allow
  | 'option-reserved' // a reserved field of an option is not 0
  | 'option-alignment' // an option with a stated alignment stands elsewhere
  | 'option-value' // a value its definition excludes (for example a prefix length of 200)
  | 'padding-data' // PadN with other octets than 0
