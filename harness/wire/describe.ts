import type { Decoded } from './codec.js'
import type { Field } from './field.js'
import { HEADER_FIELDS, messageRow } from './message-table.js'
import { type CompiledRow, type Dialect, optionSpace, type Space } from './space.js'
import { spans } from './spans.js'
import { timestampText } from './timestamp.js'
import { visible } from './visible.js'
import type { AnyOption } from './write-options.js'

/** One field of a message, for people. All texts are safe to print. */
export interface FieldLine {
  /** As in issues; the row of an option itself is `options[2]`. */
  readonly path: string
  readonly name: string
  readonly offset: number
  readonly length: number
  readonly value: string
  readonly hex: string
  /** What the issues say about this field. */
  readonly note?: string
}

/** The message field by field, in the order of the octets. An option has a line of its own before its fields. */
export function describe(octets: Uint8Array, decoded: Decoded, dialect?: Dialect): readonly FieldLine[] {
  const { message, issues } = decoded
  const names = new Map<string, Named>()
  nameHeader(decoded, names)
  nameOptions(optionSpace(dialect), message.options as unknown as readonly AnyOption[], 'options', names)
  const lines: FieldLine[] = []
  const add = (path: string, offset: number, length: number, named: Named | undefined) => {
    const notes =
      issues.length === 0
        ? []
        : issues
            .filter((issue) => issue.path === path)
            .map((issue) => `${issue.code}: expected ${issue.expected}, got ${issue.got}`)
    const hex = hexText(octets.subarray(offset, offset + length))
    const line = { path, name: named?.name ?? path, offset, length, value: named?.value ?? hex, hex }
    lines.push(notes.length === 0 ? line : { ...line, note: visible(notes.join('; ')) })
  }
  for (const issue of issues) {
    if (issue.path === '') {
      add('', 0, octets.length, { name: 'Mobility Header', value: `${octets.length} octets` })
      break
    }
  }
  for (const span of spans(message, dialect)) {
    const option = /^(.*\])\.type$/.exec(span.path)?.[1]
    const named = option === undefined ? undefined : names.get(option)
    if (option !== undefined && named !== undefined) {
      add(option, span.offset, named.size ?? span.length, { name: named.name, value: named.value })
    }
    add(span.path, span.offset, span.length, names.get(span.path))
  }
  // An option that runs over the end is in the tail, and has no line of its own.
  for (const issue of issues) {
    if (lines.some((line) => line.path === issue.path)) continue
    add(issue.path, issue.offset, issue.offset < octets.length ? 1 : 0, {
      name: issue.path,
      value: issue.got,
    })
  }
  return lines
}

interface Named {
  readonly name: string
  readonly value: string
  readonly size?: number
}

function nameHeader({ message }: Decoded, names: Map<string, Named>): void {
  const row = messageRow(message.kind)
  const fields = message as unknown as Readonly<Record<string, unknown>>
  for (const field of [...HEADER_FIELDS, ...(row?.fields ?? [])]) {
    const value = field.name === 'type' ? (row?.type ?? fields.type) : fields[field.name]
    const isHex = field.name === 'flags' || field.name === 'checksum' || field.reserved !== 0
    const digits = 2 * field.size
    const text =
      isHex && typeof value === 'number' ? `0x${value.toString(16).padStart(digits, '0')}` : String(value)
    const kind = field.name === 'type' && row !== undefined ? ` (${row.name})` : ''
    names.set(field.name, { name: field.label, value: text + kind })
  }
  if (row?.subtype !== undefined) names.set('brType', { name: 'B.R. Type', value: String(row.subtype) })
  names.set('tail', { name: 'Octets that are no option', value: `${message.tail.length} octets` })
}

function nameOptions(
  space: Space,
  options: readonly AnyOption[],
  path: string,
  names: Map<string, Named>,
): void {
  options.forEach((option, index) => {
    const here = `${path}[${index}]`
    const row = space.byKind.get(option.kind)
    const length = typeof option.length === 'number' ? option.length : 0
    const size = row?.isPad1 === true ? 1 : 2 + length
    const of = space.byKind.get(String(option.of))?.row.name
    const name = row?.row.name ?? (of === undefined ? 'Unknown option' : `${of} (not as laid out)`)
    names.set(here, { name, value: row === undefined ? '' : row.row.source, size })
    names.set(`${here}.type`, { name: 'Type', value: String(row?.type ?? option.type) })
    names.set(`${here}.length`, { name: 'Length', value: String(length) })
    names.set(`${here}.data`, { name: 'Data', value: valueText('octets', option.data) })
    if (row !== undefined) nameFields(row, option, here, names)
  })
}

function nameFields(row: CompiledRow, option: AnyOption, path: string, names: Map<string, Named>): void {
  for (const { name, field, space } of row.fields) {
    const value = option[name]
    if (space !== undefined)
      nameOptions(space, (value ?? []) as readonly AnyOption[], `${path}.${name}`, names)
    else
      names.set(`${path}.${name}`, {
        name: label(name),
        value: valueText(field.coding, value, isText(option, name)),
      })
  }
}

const labels = new Map<string, string>()

/** `prefixLength` → `Prefix Length`. The names are those of our tables, so few that all may be kept. */
function label(name: string): string {
  const known = labels.get(name)
  if (known !== undefined) return known
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
  const made = spaced.charAt(0).toUpperCase() + spaced.slice(1)
  labels.set(name, made)
  return made
}

function valueText(coding: Field['coding'], value: unknown, isText = false): string {
  if (value === undefined) return ''
  if (value instanceof Uint8Array) return isText ? `"${visible(value)}"` : hexText(value)
  if (coding === 'u64') return `${value} (${timestampText(value as bigint)})`
  if (coding === 'flag') return value === true ? '1' : '0'
  return visible(Array.isArray(value) ? value.join(', ') : String(value))
}

/** RFC 4283 §3.1: the subtype of a Network Access Identifier. */
const NAI = 1

/** Whether the octets of `identifier` are text by definition; all others are shown as hex. */
function isText(option: AnyOption, name: string): boolean {
  if (name !== 'identifier') return false
  return option.kind === 'service-selection' || option.subtype === NAI
}

const PAIRS: readonly string[] = Array.from({ length: 256 }, (_, octet) =>
  octet.toString(16).padStart(2, '0'),
)

/** `3b 0c 05`. */
export function hexText(octets: Uint8Array): string {
  let text = ''
  for (let i = 0; i < octets.length; i++)
    text += i === 0 ? PAIRS[octets[i] ?? 0] : ` ${PAIRS[octets[i] ?? 0]}`
  return text
}
