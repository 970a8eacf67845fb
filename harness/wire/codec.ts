import { formatIPv6, readIPv6 } from './address.js'
import { allocate } from './allocate.js'
import { checksum as computeChecksum, computed } from './checksum.js'
import { copyOf } from './copy-of.js'
import { headerIssues } from './header-issues.js'
import type { Addresses, Issue, Message } from './message.js'
import { HEADER_SIZE, type MessageField, type MessageRow, messageRow, rowsOfType } from './message-table.js'
import type { DecodedOption } from './options.js'
import { readOptions } from './read-options.js'
import { type Dialect, optionSpace } from './space.js'
import { type AnyOption, inRange, sizeOf, writeOption } from './write-options.js'

export type { Dialect } from './space.js'

/** A message as received: every header field and the place of every option are known. */
export type DecodedMessage = Message & {
  readonly payloadProto: number
  readonly headerLength: number
  readonly reserved: number
  readonly checksum: number
  readonly options: readonly DecodedOption[]
  readonly tail: Uint8Array
}

export interface Decoded {
  readonly message: DecodedMessage
  readonly issues: readonly Issue[]
}

type Fields = Readonly<Record<string, unknown>>

const NO_OCTETS = new Uint8Array(0)
const IPPROTO_NONE = 59
/** By the octets of a field. */
const LARGEST = [0, 0xff, 0xffff, 0, 0xffffffff]

/**
 * Octets of a Mobility Header → message. Never throws: whatever is wrong is an issue, and `encode` of the message
 * gives the same octets back. The checksum is looked at only with addresses.
 */
export function decode(octets: Uint8Array, addresses?: Addresses, dialect?: Dialect): Decoded {
  const issues: Issue[] = []
  if (octets.length < HEADER_SIZE) return decodeFragment(octets, issues)
  const type = octets[2] as number
  const row = rowFor(type, octets)
  headerIssues(octets, row, issues)
  if (addresses !== undefined) checkChecksum(octets, addresses, issues)
  const message: Record<string, unknown> = {
    kind: row === undefined ? 'unknown' : row.kind,
    payloadProto: octets[0],
    headerLength: octets[1],
    reserved: octets[3],
    checksum: readUint(octets, 4, 2),
  }
  if (row === undefined) {
    message.type = type
    message.body = copyOf(octets, HEADER_SIZE, octets.length)
    message.options = []
    message.tail = NO_OCTETS
  } else {
    for (const field of row.fields) message[field.name] = readField(octets, field, issues)
    const read = readOptions(optionSpace(dialect), octets, row.fixed, octets.length, issues, 'options')
    message.options = read.options
    message.tail = copyOf(octets, read.end, octets.length)
  }
  return { message: message as unknown as DecodedMessage, issues }
}

/** The layout of these octets; undefined for a type without one, or when they do not reach the first option. */
function rowFor(type: number, octets: Uint8Array): MessageRow | undefined {
  for (const row of rowsOfType(type)) {
    if (octets.length >= row.fixed && (row.subtype === undefined || row.subtype === octets[6])) return row
  }
  return undefined
}

function decodeFragment(octets: Uint8Array, issues: Issue[]): Decoded {
  const got = `${octets.length} octets`
  issues.push({ code: 'truncated', path: '', offset: 0, expected: `at least ${HEADER_SIZE} octets`, got })
  const fragment = copyOf(octets, 0, octets.length)
  const header = { payloadProto: octets[0] ?? 0, headerLength: octets[1] ?? 0, reserved: octets[3] ?? 0 }
  const message: DecodedMessage = {
    kind: 'unknown',
    type: octets[2] ?? 0,
    ...header,
    checksum: 0,
    body: NO_OCTETS,
    options: [],
    tail: NO_OCTETS,
    fragment,
  }
  return { message, issues }
}

function checkChecksum(octets: Uint8Array, addresses: Addresses, issues: Issue[]): void {
  const expected = computed(octets, addresses)
  const got = readUint(octets, 4, 2)
  if (expected === undefined || expected === got) return
  issues.push({ code: 'checksum', path: 'checksum', offset: 4, expected: hex16(expected), got: hex16(got) })
}

function hex16(value: number): string {
  return `0x${value.toString(16).padStart(4, '0')}`
}

function readField(octets: Uint8Array, field: MessageField, issues: Issue[]): number | string {
  if (field.size === 16) return formatIPv6(octets, field.offset)
  const value = readUint(octets, field.offset, field.size)
  const stray = value & field.reserved
  if (stray !== 0) {
    const got = `0x${stray.toString(16)}`
    issues.push({ code: 'reserved', path: field.name, offset: field.offset, expected: '0', got })
  }
  return value
}

function readUint(octets: Uint8Array, offset: number, size: number): number {
  let value = 0
  for (let i = 0; i < size; i++) value = value * 256 + (octets[offset + i] as number)
  return value
}

/**
 * Message → octets of a Mobility Header, with the options and the padding just as they are given. Header Len and
 * Checksum are worked out when left out (the checksum only with addresses, else it is 0). RangeError for a value its
 * field cannot hold, such as a BID of 256 or an address that is none.
 */
export function encode(message: Message, addresses?: Addresses, dialect?: Dialect): Uint8Array {
  if (message.kind === 'unknown' && message.fragment !== undefined)
    return copyOf(message.fragment, 0, message.fragment.length)
  const row = messageRow(message.kind)
  const space = optionSpace(dialect)
  const options = message.options as unknown as readonly AnyOption[]
  const tail = message.tail ?? NO_OCTETS
  const body = message.kind === 'unknown' ? message.body : NO_OCTETS
  let total = (row === undefined ? HEADER_SIZE + body.length : row.fixed) + tail.length
  for (const option of options) total += sizeOf(space, option)

  const octets = allocate(total)
  writeHeader(message, row, octets)
  let at = HEADER_SIZE
  if (row === undefined) {
    octets.set(body, at)
    at += body.length
  } else {
    for (const field of row.fields) writeField(message as unknown as Fields, field, octets)
    at = row.fixed
  }
  for (const option of options) at = writeOption(space, option, octets, at)
  octets.set(tail, at)

  const checksum = message.checksum ?? (addresses === undefined ? 0 : computeChecksum(octets, addresses))
  writeUint(octets, 4, 2, inRange(checksum, 0xffff, message.kind, 'checksum'))
  return octets
}

function writeHeader(message: Message, row: MessageRow | undefined, octets: Uint8Array): void {
  const type = row === undefined ? (message as { readonly type?: unknown }).type : row.type
  const headerLength = message.headerLength ?? Math.max(0, Math.ceil(octets.length / 8) - 1)
  octets[0] = inRange(message.payloadProto ?? IPPROTO_NONE, 0xff, message.kind, 'payloadProto')
  octets[1] = inRange(headerLength, 0xff, message.kind, 'headerLength')
  octets[2] = inRange(type, 0xff, message.kind, 'type')
  octets[3] = inRange(message.reserved ?? 0, 0xff, message.kind, 'reserved')
  if (row?.subtype !== undefined) octets[HEADER_SIZE] = row.subtype
}

function writeField(message: Fields, field: MessageField, octets: Uint8Array): void {
  const value = message[field.name]
  if (field.size === 16) {
    if (readIPv6(String(value ?? '::'), octets, field.offset)) return
    throw new RangeError(`${message.kind}: ${field.name} "${value}" is no IPv6 address`)
  }
  const number = inRange(value ?? 0, LARGEST[field.size] ?? 0, String(message.kind), field.name)
  writeUint(octets, field.offset, field.size, number)
}

function writeUint(octets: Uint8Array, offset: number, size: number, value: number): void {
  for (let i = size - 1, rest = value; i >= 0; i--, rest >>>= 8) octets[offset + i] = rest
}
