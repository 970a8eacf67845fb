import type { Message } from './message.js'
import { HEADER_FIELDS, HEADER_SIZE, messageRow } from './message-table.js'
import { type CompiledField, type CompiledRow, type Dialect, optionSpace, type Space } from './space.js'
import { type AnyOption, sizeOf } from './write-options.js'

/** Where a field lies in the octets of a Mobility Header. */
export interface Span {
  /** As in issues: `sequence`, `options[2].prefix`. */
  readonly path: string
  readonly offset: number
  /** Octets touched; a field of bits shares its octets with its neighbours. */
  readonly length: number
  /** First bit in the octet at `offset` and width, of a field that is not made of whole octets. */
  readonly bits?: { readonly first: number; readonly width: number }
}

/** Where everything of a message lies in its octets, in their order: what `encode` would write, or `decode` has read. */
export function spans(message: Message, dialect?: Dialect): readonly Span[] {
  if (message.kind === 'unknown' && message.fragment !== undefined) {
    return [{ path: 'fragment', offset: 0, length: message.fragment.length }]
  }
  const found: Span[] = HEADER_FIELDS.map((field) => ({
    path: field.name,
    offset: field.offset,
    length: field.size,
  }))
  const row = messageRow(message.kind)
  let at = row?.fixed ?? HEADER_SIZE
  if (row === undefined && message.kind === 'unknown') {
    found.push({ path: 'body', offset: at, length: message.body.length })
    at += message.body.length
  } else if (row !== undefined) {
    if (row.subtype !== undefined) found.push({ path: 'brType', offset: HEADER_SIZE, length: 1 })
    for (const field of row.fields) found.push({ path: field.name, offset: field.offset, length: field.size })
  }
  at = optionSpans(
    optionSpace(dialect),
    message.options as unknown as readonly AnyOption[],
    at,
    'options',
    found,
  )
  const tail = message.tail?.length ?? 0
  if (tail > 0) found.push({ path: 'tail', offset: at, length: tail })
  return found
}

function optionSpans(
  space: Space,
  options: readonly AnyOption[],
  start: number,
  path: string,
  found: Span[],
): number {
  let at = start
  options.forEach((option, index) => {
    const here = `${path}[${index}]`
    const size = sizeOf(space, option)
    const row = space.byKind.get(option.kind)
    found.push({ path: `${here}.type`, offset: at, length: 1 })
    if (row?.isPad1 !== true) found.push({ path: `${here}.length`, offset: at + 1, length: 1 })
    if (row === undefined) {
      if (size > 2) found.push({ path: `${here}.data`, offset: at + 2, length: size - 2 })
    } else {
      for (const field of row.fields) fieldSpans(row, field, option, at + 2, at + size, here, found)
    }
    at += size
  })
  return at
}

function fieldSpans(
  row: CompiledRow,
  field: CompiledField,
  option: AnyOption,
  data: number,
  end: number,
  path: string,
  found: Span[],
): void {
  const offset = data + field.at
  const length = field === row.variable ? end - offset : field.size
  if (field.space !== undefined) {
    const inner = (option[field.name] ?? []) as readonly AnyOption[]
    optionSpans(field.space, inner, offset, `${path}.${field.name}`, found)
  } else if (length > 0) {
    const width = field.field.bits
    const span = { path: `${path}.${field.name}`, offset, length }
    found.push(width % 8 === 0 && field.bit === 0 ? span : { ...span, bits: { first: field.bit, width } })
  }
}
