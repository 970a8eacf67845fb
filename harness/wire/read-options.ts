import { formatIPv4, formatIPv6 } from './address.js'
import { copyOf } from './copy-of.js'
import type { Alignment, Row } from './field.js'
import type { Issue } from './message.js'
import type { CompiledField, CompiledRow, Space } from './space.js'

/** An option while its fields are being filled in. */
type Draft = Record<string, unknown>

/** Options read from a stretch of octets; `end` is where reading stopped. */
export interface OptionsRead {
  readonly options: readonly unknown[]
  readonly end: number
}

/** Reads options from `start` until `end` or until one does not fit. Everything wrong is added to `issues`. */
export function readOptions(
  space: Space,
  octets: Uint8Array,
  start: number,
  end: number,
  issues: Issue[],
  path: string,
): OptionsRead {
  const options: unknown[] = []
  let at = start
  while (at < end) {
    const type = octets[at] as number
    const row = space.byType[type]
    if (row?.isPad1) {
      options.push({ kind: 'pad1', type, length: 0, offset: at })
      at++
      continue
    }
    const room = end - at - 2
    const length = room < 0 ? -1 : (octets[at + 1] as number)
    if (length > room || length < 0) {
      const expected = room < 0 ? 'a Length octet' : `at most ${room}`
      const got = room < 0 ? 'the end of the message' : String(length)
      const field = `${path}[${options.length}].length`
      issues.push({ code: 'option-overrun', path: field, offset: at + 1, expected, got })
      break
    }
    options.push(readOption(row, octets, at, type, length, issues, path, options.length))
    at += 2 + length
  }
  return { options, end: at }
}

function readOption(
  row: CompiledRow | undefined,
  octets: Uint8Array,
  at: number,
  type: number,
  length: number,
  issues: Issue[],
  path: string,
  index: number,
): Draft {
  const start = at + 2
  if (row === undefined) {
    return { kind: 'unknown', type, length, offset: at, data: copyOf(octets, start, start + length) }
  }
  const option: Draft = { kind: row.kind, type, length, offset: at }
  const before = issues.length
  if (row.lengths[length] === 0) {
    const expected = lengthsText(row.row)
    issues.push({
      code: 'option-length',
      path: `${path}[${index}].length`,
      offset: at + 1,
      expected,
      got: String(length),
    })
  } else if (readFields(row, octets, start, length, option, issues, path, index)) {
    if (row.row.alignment !== undefined)
      checkAlignment(row.row.alignment, at, length, issues, `${path}[${index}]`)
    return option
  } else {
    // What its sub-options said before they broke off is part of an option that is not read as one.
    issues.splice(before, issues.length - before - 1)
  }
  const data = copyOf(octets, start, start + length)
  return { kind: 'malformed', of: row.kind, type, length, offset: at, data }
}

/** False when the sub-options do not fit; that issue is then the last one. */
function readFields(
  row: CompiledRow,
  octets: Uint8Array,
  start: number,
  length: number,
  option: Draft,
  issues: Issue[],
  path: string,
  index: number,
): boolean {
  const end = start + length
  const fields = row.fields
  for (let i = 0; i < fields.length; i++) {
    const compiled = fields[i] as CompiledField
    const at = start + compiled.at
    switch (compiled.field.coding) {
      case 'uint': {
        const value = readUint(compiled, octets, at)
        option[compiled.name] = value
        const { reserved, excluded } = compiled.field
        if (reserved ? value !== 0 : excluded?.(value, length))
          pushValueIssue(compiled, at, value, issues, `${path}[${index}]`)
        break
      }
      case 'flag': {
        const value = readUint(compiled, octets, at)
        option[compiled.name] = value === 1
        if (compiled.field.excluded?.(value, length)) {
          pushValueIssue(compiled, at, value, issues, `${path}[${index}]`)
        }
        break
      }
      case 'octets': {
        const data = copyOf(octets, at, end)
        option[compiled.name] = data
        if (row.kind === 'padn') checkPadding(data, at, issues, `${path}[${index}].data`)
        break
      }
      case 'ipv6':
        option[compiled.name] = formatIPv6(octets, at)
        break
      case 'ipv4':
        option[compiled.name] = formatIPv4(octets, at)
        break
      case 'address':
      case 'optional-address':
        option[compiled.name] =
          end - at === 16 ? formatIPv6(octets, at) : end > at ? formatIPv4(octets, at) : ''
        break
      case 'u64':
        option[compiled.name] = (BigInt(readUint32(octets, at)) << 32n) | BigInt(readUint32(octets, at + 4))
        break
      case 'optional-uint':
        option[compiled.name] = at < end ? readUint(compiled, octets, at) : undefined
        break
      case 'words': {
        const words: number[] = []
        for (let p = at; p < end; p += 2) words.push(((octets[p] as number) << 8) | (octets[p + 1] as number))
        option[compiled.name] = words
        break
      }
      default: {
        const inner = `${path}[${index}].${compiled.name}`
        const read = readOptions(compiled.space as Space, octets, at, end, issues, inner)
        if (read.end < end) return false
        option[compiled.name] = read.options
      }
    }
  }
  return true
}

function readUint32(octets: Uint8Array, at: number): number {
  const upper = ((octets[at] as number) << 8) | (octets[at + 1] as number)
  return ((upper << 16) | ((octets[at + 2] as number) << 8) | (octets[at + 3] as number)) >>> 0
}

function readUint(compiled: CompiledField, octets: Uint8Array, at: number): number {
  switch (compiled.size) {
    case 1:
      return ((octets[at] as number) >> compiled.shift) & compiled.mask
    case 2:
      return ((((octets[at] as number) << 8) | (octets[at + 1] as number)) >> compiled.shift) & compiled.mask
    case 3: {
      const upper = ((octets[at] as number) << 8) | (octets[at + 1] as number)
      return (((upper << 8) | (octets[at + 2] as number)) >> compiled.shift) & compiled.mask
    }
    default:
      return readUint32(octets, at)
  }
}

function pushValueIssue(
  compiled: CompiledField,
  offset: number,
  value: number,
  issues: Issue[],
  option: string,
): void {
  const path = `${option}.${compiled.name}`
  const got = compiled.field.reserved ? `0x${value.toString(16)}` : String(value)
  if (compiled.field.reserved) issues.push({ code: 'option-reserved', path, offset, expected: '0', got })
  else issues.push({ code: 'option-value', path, offset, expected: compiled.field.allowed ?? '', got })
}

function checkPadding(data: Uint8Array, start: number, issues: Issue[], path: string): void {
  for (let i = 0; i < data.length; i++) {
    if (data[i] === 0) continue
    const got = `0x${(data[i] as number).toString(16).padStart(2, '0')}`
    issues.push({ code: 'padding-data', path, offset: start + i, expected: '0x00', got })
    return
  }
}

/** The alignment an option with this Length octet has to keep. */
export function alignmentOf(alignment: NonNullable<Row['alignment']>, length: number): Alignment {
  return typeof alignment === 'function' ? alignment(length) : alignment
}

/** As in the RFCs: 8n+2, 4n. */
export function alignmentText([x, y]: Alignment): string {
  return y === 0 ? `${x}n` : `${x}n+${y}`
}

function checkAlignment(
  stated: NonNullable<Row['alignment']>,
  at: number,
  length: number,
  issues: Issue[],
  path: string,
): void {
  const alignment = alignmentOf(stated, length)
  const [x, y] = alignment
  if (at % x === y) return
  const got = `offset ${at}, ${alignmentText([x, at % x])}`
  issues.push({ code: 'option-alignment', path, offset: at, expected: alignmentText(alignment), got })
}

/** `18`, `2 or 6`, `at least 1`. */
export function lengthsText({ lengths }: Row): string {
  if (!('min' in lengths)) return lengths.join(' or ')
  const steps = lengths.step === 1 ? '' : ` in steps of ${lengths.step}`
  return `at least ${lengths.min}${steps}`
}
