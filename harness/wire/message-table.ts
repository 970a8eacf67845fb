import type { MessageKind } from './message.js'

/** A field of a message: 1, 2 or 4 octets are an unsigned integer, 16 an IPv6 address. */
export interface MessageField {
  readonly name: string
  readonly label: string
  readonly offset: number
  readonly size: number
  /** Bits that are sent as 0. */
  readonly reserved: number
}

export interface MessageRow {
  readonly kind: MessageKind
  readonly type: number
  /** The value of the octet after the checksum that tells two messages of one type apart (RFC 5846 §5). */
  readonly subtype: number | undefined
  readonly name: string
  readonly source: string
  readonly fields: readonly MessageField[]
  /** Octets before the first option. */
  readonly fixed: number
}

const field = (name: string, label: string, offset: number, size: number, reserved = 0): MessageField => ({
  name,
  label,
  offset,
  size,
  reserved,
})

/** What every Mobility Header starts with, RFC 6275 §6.1.1. The type is told by the kind. */
export const HEADER_FIELDS: readonly MessageField[] = [
  field('payloadProto', 'Payload Proto', 0, 1),
  field('headerLength', 'Header Len', 1, 1),
  field('type', 'MH Type', 2, 1),
  field('reserved', 'Reserved', 3, 1, 0xff),
  field('checksum', 'Checksum', 4, 2),
]
export const HEADER_SIZE = 6

export const MESSAGES: readonly MessageRow[] = [
  {
    kind: 'binding-refresh-request',
    type: 0,
    subtype: undefined,
    name: 'Binding Refresh Request',
    source: 'RFC 6275 §6.1.2',
    fields: [field('bodyReserved', 'Reserved', 6, 2, 0xffff)],
    fixed: 8,
  },
  {
    kind: 'binding-update',
    type: 5,
    subtype: undefined,
    name: 'Binding Update',
    source: 'RFC 6275 §6.1.7, RFC 5213 §8.1',
    fields: [
      field('sequence', 'Sequence #', 6, 2),
      field('flags', 'Flags', 8, 2, 0x000f),
      field('lifetime', 'Lifetime', 10, 2),
    ],
    fixed: 12,
  },
  {
    kind: 'binding-acknowledgement',
    type: 6,
    subtype: undefined,
    name: 'Binding Acknowledgement',
    source: 'RFC 6275 §6.1.8, RFC 5213 §8.2',
    fields: [
      field('status', 'Status', 6, 1),
      field('flags', 'Flags', 7, 1, 0x01),
      field('sequence', 'Sequence #', 8, 2),
      field('lifetime', 'Lifetime', 10, 2),
    ],
    fixed: 12,
  },
  {
    kind: 'binding-error',
    type: 7,
    subtype: undefined,
    name: 'Binding Error',
    source: 'RFC 6275 §6.1.9',
    fields: [
      field('status', 'Status', 6, 1),
      field('bodyReserved', 'Reserved', 7, 1, 0xff),
      field('homeAddress', 'Home Address', 8, 16),
    ],
    fixed: 24,
  },
  {
    kind: 'heartbeat',
    type: 13,
    subtype: undefined,
    name: 'Heartbeat',
    source: 'RFC 5847 §3.3',
    fields: [field('flags', 'Flags', 6, 2, 0xfffc), field('sequence', 'Sequence Number', 8, 4)],
    fixed: 12,
  },
  {
    kind: 'binding-revocation-indication',
    type: 16,
    subtype: 1,
    name: 'Binding Revocation Indication',
    source: 'RFC 5846 §5.1',
    fields: [
      field('trigger', 'Revocation Trigger', 7, 1),
      field('sequence', 'Sequence #', 8, 2),
      field('flags', 'Flags', 10, 2, 0x1fff),
    ],
    fixed: 12,
  },
  {
    kind: 'binding-revocation-acknowledgement',
    type: 16,
    subtype: 2,
    name: 'Binding Revocation Acknowledgement',
    source: 'RFC 5846 §5.2',
    fields: [
      field('status', 'Status', 7, 1),
      field('sequence', 'Sequence #', 8, 2),
      field('flags', 'Flags', 10, 2, 0x1fff),
    ],
    fixed: 12,
  },
]

const BY_KIND: ReadonlyMap<MessageKind, MessageRow> = new Map(MESSAGES.map((row) => [row.kind, row]))
const BY_TYPE: readonly (readonly MessageRow[])[] = Array.from({ length: 256 }, (_, type) =>
  MESSAGES.filter((row) => row.type === type),
)

/** The layout of a kind of message; undefined for `unknown`. */
export function messageRow(kind: MessageKind): MessageRow | undefined {
  return BY_KIND.get(kind)
}

/** The layouts that share an MH type: none, one, or the two of Binding Revocation. */
export function rowsOfType(type: number): readonly MessageRow[] {
  return BY_TYPE[type] ?? []
}
