import type { Field, FieldValues, Row } from './field.js'
import { OPTIONS } from './option-table.js'

/** Where an option came from, and how to write it wrong on purpose. */
export interface Placement {
  /** The Type octet as received. The kind, not this, decides what is written. */
  readonly type?: number
  /** The Length octet: as received; when given to `encode`, written as it is, with the data untouched. */
  readonly length?: number
  /** Offset of the Type octet in the Mobility Header, as received; `encode` does not look at it. */
  readonly offset?: number
}

type FieldsIn<F extends readonly Field[]> = {
  readonly [E in F[number] as E['name']]: FieldValues[E['coding']]
}

type KnownIn<R> = R extends Row<infer K, infer F> ? { readonly kind: K } & FieldsIn<F> & Placement : never

/** An option of a type without a layout here; `data` are the octets after Length. */
export interface UnknownOption extends Placement {
  readonly kind: 'unknown'
  readonly type: number
  readonly data: Uint8Array
}

/** An option of known type whose Length or inner structure its layout does not allow; `data` as in `UnknownOption`. */
export interface MalformedOption extends Placement {
  readonly kind: 'malformed'
  /** The kind its type stands for. */
  readonly of: string
  readonly type: number
  readonly data: Uint8Array
}

/** Any option of a table, told apart by `kind`. */
export type OptionIn<T extends readonly Row[]> = KnownIn<T[number]> | UnknownOption | MalformedOption

/** A mobility option with all its fields. */
export type Option = OptionIn<typeof OPTIONS>

export type OptionKind = Option['kind']
export type OptionOf<K extends OptionKind> = Extract<Option, { readonly kind: K }>

/** An option as received: where it stood is known. */
export type DecodedOption = Option & Required<Placement>

type Needed = 'of' | 'type'
type Given<K extends OptionKind> = Omit<OptionOf<K>, 'kind' | 'type' | 'offset' | 'of'>

/** What may be said about an option to build; the rest is 0, false, empty or `::`. */
export type OptionFields<K extends OptionKind> = Partial<Given<K>> &
  (K extends 'unknown' | 'malformed' ? Pick<OptionOf<K>, Extract<keyof OptionOf<K>, Needed>> : unknown)

/** `OptionFields` with its kind: an option to build, as one value. */
export type OptionSpec = { [K in OptionKind]: { readonly kind: K } & OptionFields<K> }[OptionKind]

/** The row of an option's kind; undefined for `unknown` and `malformed`. */
export function optionRow(kind: OptionKind): Row | undefined {
  return ROWS.get(kind)
}

const ROWS: ReadonlyMap<string, Row> = new Map(OPTIONS.map((row) => [row.kind, row]))

const NO_OCTETS = new Uint8Array(0)

function blank(field: Field): FieldValues[keyof FieldValues] {
  switch (field.coding) {
    case 'uint':
      return 0
    case 'u64':
      return 0n
    case 'flag':
      return false
    case 'optional-uint':
      return undefined
    case 'ipv6':
    case 'address':
      return '::'
    case 'ipv4':
      return '0.0.0.0'
    case 'optional-address':
      return ''
    case 'octets':
      return NO_OCTETS
    default:
      return []
  }
}

const BLANKS: ReadonlyMap<string, object> = new Map(
  OPTIONS.map((row) => [row.kind, Object.fromEntries(row.fields.map((field) => [field.name, blank(field)]))]),
)

/** An option to send. */
export function option<K extends OptionKind>(
  kind: K,
  ...fields: K extends 'unknown' | 'malformed' ? [OptionFields<K>] : [OptionFields<K>?]
): OptionOf<K> {
  const base = BLANKS.get(kind) ?? { data: NO_OCTETS }
  return { kind, ...base, ...fields[0] } as unknown as OptionOf<K>
}

/** The option without its place in the message it came in: to send it again in another. */
export function copied<O extends Option>(source: O): O {
  const { length: _length, offset: _offset, ...rest } = source
  return rest as unknown as O
}

/** The first option of a kind. */
export function find<K extends OptionKind>(
  message: { readonly options: readonly Option[] },
  kind: K,
): OptionOf<K> | undefined {
  return message.options.find((candidate): candidate is OptionOf<K> => candidate.kind === kind)
}

/** All options of a kind, in their order. */
export function findAll<K extends OptionKind>(
  message: { readonly options: readonly Option[] },
  kind: K,
): readonly OptionOf<K>[] {
  return message.options.filter((candidate): candidate is OptionOf<K> => candidate.kind === kind)
}
