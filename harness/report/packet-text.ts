import type { Packet } from '../model/index.js'
import { type Decoded, type DecodedMessage, decode } from '../wire/codec.js'
import { describe, type FieldLine } from '../wire/describe.js'
import {
  AcknowledgementFlag,
  type Addresses,
  HeartbeatFlag,
  type Issue,
  UpdateFlag,
} from '../wire/message.js'
import { oneLine } from './text.js'

const mobilityHeader = 135
const icmpv6 = 58

/** A packet on one line: `frame 12  received on lte at 1.234 s  Proxy Binding Acknowledgement, …  (88 octets, for: …)`. */
export function packetLine(packet: Packet): string {
  return lineOf(packet, readPacket(packet))
}

/** A packet in full: its line, the addresses, every field with its octet offset, what is wrong with it, the octets. */
export function packetLines(packet: Packet): readonly string[] {
  const reading = readPacket(packet)
  return [
    lineOf(packet, reading),
    `  from ${oneLine(packet.source)} to ${oneLine(packet.destination)}`,
    ...reading.fields().map((field) => `  ${field}`),
    ...reading.issues.map((issue) => `  ! ${issue}`),
    ...hexLines(packet.octets).map((line) => `  ${line}`),
  ]
}

function lineOf(packet: Packet, { summary }: Reading): string {
  const step = packet.step === undefined ? '' : `, for: ${oneLine(packet.step, 100)}`
  return `${heading(packet)}  ${summary}  (${octetCount(packet.octets.length / 2)}${step})`
}

/** Hex dump of 16 octets a line, with their ASCII; lower-case hex in. */
export function hexLines(octets: string): readonly string[] {
  const lines: string[] = []
  for (let offset = 0; offset * 2 < octets.length; offset += 16) {
    const row = octets.slice(offset * 2, offset * 2 + 32).match(/../g) ?? []
    const ascii = row.map((octet) => printable(Number.parseInt(octet, 16))).join('')
    lines.push(`${offset.toString(16).padStart(4, '0')}  ${row.join(' ').padEnd(47)}  ${ascii}`)
  }
  return lines
}

function printable(octet: number): string {
  return octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '.'
}

function heading(packet: Packet): string {
  const seconds = (packet.at / 1_000).toFixed(3)
  return `frame ${packet.frame}  ${packet.direction} on ${oneLine(packet.path)} at ${seconds} s`
}

interface Reading {
  readonly summary: string
  readonly fields: () => readonly string[]
  readonly issues: readonly string[]
}

const none = () => []

function readPacket(packet: Packet): Reading {
  const octets = Buffer.from(packet.octets, 'hex')
  if (packet.protocol === mobilityHeader) return readMobilityHeader(octets, packet)
  const summary =
    packet.protocol === icmpv6
      ? `ICMPv6 type ${octets[0] ?? '?'}, code ${octets[1] ?? '?'}`
      : `next header ${packet.protocol}`
  return { summary, fields: none, issues: [] }
}

/** Never throws: a fault of the codec costs the fields, not the report. */
function readMobilityHeader(octets: Uint8Array, addresses: Addresses): Reading {
  try {
    const decoded = decode(octets, addresses)
    return {
      summary: summary(decoded.message),
      fields: () => fieldLines(octets, decoded),
      issues: decoded.issues.map(issueLine),
    }
  } catch (error) {
    return { summary: 'Mobility Header', fields: none, issues: [codecFault(error)] }
  }
}

function fieldLines(octets: Uint8Array, decoded: Decoded): readonly string[] {
  try {
    return describe(octets, decoded).filter(isTelling).map(fieldLine)
  } catch (error) {
    return [codecFault(error)]
  }
}

function codecFault(error: unknown): string {
  return `not decoded, a fault of this suite: ${error instanceof Error ? error.message : String(error)}`
}

function summary(message: DecodedMessage): string {
  switch (message.kind) {
    case 'binding-update': {
      const name = message.flags & UpdateFlag.P ? 'Proxy Binding Update' : 'Binding Update'
      return `${name}, sequence ${message.sequence}, lifetime ${message.lifetime * 4} s`
    }
    case 'binding-acknowledgement': {
      const isProxy = message.flags & AcknowledgementFlag.P
      const name = isProxy ? 'Proxy Binding Acknowledgement' : 'Binding Acknowledgement'
      return `${name}, status ${message.status}, sequence ${message.sequence}, lifetime ${message.lifetime * 4} s`
    }
    case 'heartbeat':
      return `Heartbeat ${message.flags & HeartbeatFlag.R ? 'response' : 'request'}, sequence ${message.sequence}`
    case 'binding-error':
      return `Binding Error, status ${message.status}`
    case 'binding-revocation-indication':
      return `Binding Revocation Indication, trigger ${message.trigger}, sequence ${message.sequence}`
    case 'binding-revocation-acknowledgement':
      return `Binding Revocation Acknowledgement, status ${message.status}, sequence ${message.sequence}`
    case 'binding-refresh-request':
      return 'Binding Refresh Request'
    case 'unknown':
      return `Mobility Header of type ${message.type}`
  }
}

/** The Type and Length of an option stand in its own line, unless something is wrong with them. */
function isTelling({ path, note }: FieldLine): boolean {
  return note !== undefined || !/\]\.(?:type|length)$/.test(path)
}

/** `octet  14      Identifier: "mn-4@example.net"`, an option's fields under the option. */
function fieldLine({ path, name, offset, length, value, note }: FieldLine): string {
  const indent = '  '.repeat(path.split('.').length - 1)
  const isOption = path.endsWith(']')
  const text = isOption
    ? `${name}, ${octetCount(length)}${value === '' ? '' : `, ${value}`}`
    : `${name}: ${value}`
  return `octet ${String(offset).padStart(3)}  ${indent}${text}${note === undefined ? '' : `  ! ${note}`}`
}

function issueLine({ code, path, offset, expected, got }: Issue): string {
  return `${path || 'message'} at octet ${offset}: expected ${expected}, got ${got} (${code})`
}

function octetCount(count: number): string {
  return `${count} octet${count === 1 ? '' : 's'}`
}
