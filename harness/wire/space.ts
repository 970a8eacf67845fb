import type { Field, Row } from './field.js'
import { OPTIONS } from './option-table.js'
import { subOptionTable } from './sub-options.js'

/** A field with its place worked out once: `size` octets at `at` (from the octet after Length), then `shift` and `mask`. */
export interface CompiledField {
  readonly name: string
  readonly field: Field
  readonly at: number
  readonly size: number
  /** First bit within the octet at `at`. */
  readonly bit: number
  readonly shift: number
  readonly mask: number
  /** Of a field of sub-options. */
  readonly space: Space | undefined
}

export interface CompiledRow {
  readonly row: Row
  readonly kind: string
  readonly type: number
  readonly fields: readonly CompiledField[]
  /** Octets of all fields but the one of varying size. */
  readonly fixed: number
  /** The last field, when its size varies. */
  readonly variable: CompiledField | undefined
  /** 1 at every Length octet the layout allows. */
  readonly lengths: Uint8Array
  /** One octet, without Length. */
  readonly isPad1: boolean
}

/** One number space of type, length, value: the mobility options, or the sub-options of one of them. */
export interface Space {
  readonly byType: readonly (CompiledRow | undefined)[]
  readonly byKind: ReadonlyMap<string, CompiledRow>
}

/** Option numbers of builds made before IANA assigned 63 and 64 (draft-ietf-dmm-mag-multihoming). */
export interface Dialect {
  readonly multipathBinding?: number
  readonly magIdentifier?: number
}

function compileField(field: Field, start: number): CompiledField {
  const at = start >> 3
  const end = start + field.bits
  const size = field.bits === 0 ? 0 : ((end + 7) >> 3) - at
  const table = subOptionTable(field)
  return {
    name: field.name,
    field,
    at,
    size,
    bit: start & 7,
    shift: field.bits === 0 ? 0 : (8 - (end & 7)) & 7,
    mask: field.bits >= 32 ? 0xffffffff : 2 ** field.bits - 1,
    space: table === undefined ? undefined : compile(table),
  }
}

function allowedLengths(lengths: Row['lengths']): Uint8Array {
  const allowed = new Uint8Array(256)
  if ('min' in lengths) for (let n = lengths.min; n < 256; n += lengths.step) allowed[n] = 1
  else for (const n of lengths) allowed[n] = 1
  return allowed
}

function compileRow(row: Row): CompiledRow {
  let start = 0
  const fields = row.fields.map((field) => {
    const compiled = compileField(field, start)
    start += field.bits
    return compiled
  })
  const last = fields.at(-1)
  const variable =
    last !== undefined && (last.size === 0 || last.field.coding === 'optional-uint') ? last : undefined
  const fixed = variable === undefined ? start >> 3 : variable.at
  const isPad1 = row.kind === 'pad1'
  return {
    row,
    kind: row.kind,
    type: row.type,
    fields,
    fixed,
    variable,
    lengths: allowedLengths(row.lengths),
    isPad1,
  }
}

function compile(rows: readonly Row[]): Space {
  const byType = new Array<CompiledRow | undefined>(256).fill(undefined)
  const byKind = new Map<string, CompiledRow>()
  for (const row of rows) {
    const compiled = compileRow(row)
    byType[row.type] = compiled
    byKind.set(row.kind, compiled)
  }
  return { byType, byKind }
}

const STANDARD = compile(OPTIONS)
const RENUMBERED = new Map<string, Space>()

/** The mobility options, with the numbers of a dialect where it has its own. */
export function optionSpace(dialect: Dialect | undefined): Space {
  if (dialect === undefined) return STANDARD
  const { multipathBinding = 63, magIdentifier = 64 } = dialect
  if (multipathBinding === 63 && magIdentifier === 64) return STANDARD
  const key = `${multipathBinding}/${magIdentifier}`
  let space = RENUMBERED.get(key)
  if (space === undefined) {
    const others = OPTIONS.filter((row) => row.type !== 63 && row.type !== 64)
    const renumbered = OPTIONS.filter((row) => row.type === 63 || row.type === 64).map((row) => ({
      ...row,
      type: row.type === 63 ? multipathBinding : magIdentifier,
    }))
    // The renumbered come last: a dialect may take a number that means something else to everybody else.
    space = compile([...others, ...renumbered])
    RENUMBERED.set(key, space)
  }
  return space
}
