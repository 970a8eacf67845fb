import type { AccessNetworkSubOption, FlowSubOption, MagParameterSubOption } from './sub-options.js'

/** What a field of an option is in TypeScript, by the way it is coded. */
export interface FieldValues {
  readonly uint: number
  readonly u64: bigint
  readonly flag: boolean
  /** An unsigned integer that is there only when Length says so. */
  readonly 'optional-uint': number | undefined
  /** RFC 5952 text. */
  readonly ipv6: string
  /** Dotted quad. */
  readonly ipv4: string
  /** 16 octets as IPv6 text, 4 as IPv4 text. */
  readonly address: string
  /** The same, or none as ''. */
  readonly 'optional-address': string
  /** All octets that are left. */
  readonly octets: Uint8Array
  /** All octets that are left, as 16-bit integers. */
  readonly words: readonly number[]
  readonly 'flow-sub-options': readonly FlowSubOption[]
  readonly 'access-network-sub-options': readonly AccessNetworkSubOption[]
  readonly 'mag-parameter-sub-options': readonly MagParameterSubOption[]
}

export type Coding = keyof FieldValues

/** One field of a layout. Fields follow each other without gaps, most significant bit first. */
export interface Field<Name extends string = string, C extends Coding = Coding> {
  readonly name: Name
  readonly coding: C
  /** Width in bits; 0 when the field takes what is left. */
  readonly bits: number
  /** Sent as 0 and ignored on receipt. */
  readonly reserved: boolean
  /** The values the definition of the field allows, in words; and a test, by value and Length octet, for all others. */
  readonly allowed: string | undefined
  readonly excluded: ((value: number, length: number) => boolean) | undefined
}

/** Length octets a layout allows: these, or any from `min` in steps of `step`. */
export type Lengths = readonly number[] | { readonly min: number; readonly step: number }

/** xn+y: the Type octet stands at an offset from the start of the Mobility Header that is y modulo x. */
export type Alignment = readonly [x: number, y: number]

/** The layout of one option or sub-option: everything the codec, the field spans and the display know about it. */
export interface Row<K extends string = string, F extends readonly Field[] = readonly Field[]> {
  readonly kind: K
  readonly type: number
  readonly name: string
  /** Where it is defined, as `RFC 5213 §8.3`. */
  readonly source: string
  /** By the Length octet, where the layout depends on it. */
  readonly alignment: Alignment | ((length: number) => Alignment) | undefined
  readonly lengths: Lengths
  readonly fields: F
}

export function row<const K extends string, const F extends readonly Field[]>(
  type: number,
  kind: K,
  name: string,
  source: string,
  alignment: Row['alignment'],
  lengths: Lengths,
  fields: F,
): Row<K, F> {
  return { kind, type, name, source, alignment, lengths, fields }
}

function field<N extends string, C extends Coding>(name: N, coding: C, bits: number): Field<N, C> {
  return { name, coding, bits, reserved: false, allowed: undefined, excluded: undefined }
}

export const bits = <N extends string>(name: N, width: number) => field(name, 'uint', width)
export const u8 = <N extends string>(name: N) => field(name, 'uint', 8)
export const u16 = <N extends string>(name: N) => field(name, 'uint', 16)
export const u32 = <N extends string>(name: N) => field(name, 'uint', 32)
export const u64 = <N extends string>(name: N) => field(name, 'u64', 64)
export const flag = <N extends string>(name: N) => field(name, 'flag', 1)
export const ipv6 = <N extends string>(name: N) => field(name, 'ipv6', 128)
export const ipv4 = <N extends string>(name: N) => field(name, 'ipv4', 32)
export const address = <N extends string>(name: N) => field(name, 'address', 0)
export const optionalAddress = <N extends string>(name: N) => field(name, 'optional-address', 0)
export const octets = <N extends string>(name: N) => field(name, 'octets', 0)
export const words = <N extends string>(name: N) => field(name, 'words', 0)
export const optionalU32 = <N extends string>(name: N) => field(name, 'optional-uint', 32)
export const subOptions = <C extends Coding>(coding: C) => field('subOptions', coding, 0)
export const reserved = (width: number) => ({ ...field('reserved', 'uint', width), reserved: true })

/** The same field with the values its definition excludes. */
export function without<N extends string, C extends Coding>(
  base: Field<N, C>,
  allowed: string,
  excluded: (value: number, length: number) => boolean,
): Field<N, C> {
  return { ...base, allowed, excluded }
}
