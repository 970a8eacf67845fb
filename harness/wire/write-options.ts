import { readIPv4, readIPv6 } from './address.js'
import type { CompiledField, CompiledRow, Space } from './space.js'

/** An option of any space, seen without its layout. */
export type AnyOption = { readonly kind: string; readonly length?: number } & Readonly<
  Record<string, unknown>
>

const NO_OCTETS = new Uint8Array(0)

/** Octets the option takes, with Type and Length. */
export function sizeOf(space: Space, option: AnyOption): number {
  const row = space.byKind.get(option.kind)
  if (row === undefined) return 2 + dataOf(option).length
  if (row.isPad1) return 1
  return (
    2 + row.fixed + (row.variable === undefined ? 0 : variableSize(row.variable, option[row.variable.name]))
  )
}

function dataOf(option: AnyOption): Uint8Array {
  const { data } = option
  return data instanceof Uint8Array ? data : NO_OCTETS
}

function variableSize(compiled: CompiledField, value: unknown): number {
  if (value === undefined) return 0
  switch (compiled.field.coding) {
    case 'octets':
      return (value as Uint8Array).length
    case 'address':
    case 'optional-address':
      return value === '' ? 0 : (value as string).includes(':') ? 16 : 4
    case 'words':
      return 2 * (value as readonly number[]).length
    case 'optional-uint':
      return compiled.size
    default: {
      let size = 0
      for (const inner of value as readonly AnyOption[]) size += sizeOf(compiled.space as Space, inner)
      return size
    }
  }
}

/** Writes one option at `at`; gives the offset after it. RangeError for a value its field cannot hold. */
export function writeOption(space: Space, option: AnyOption, octets: Uint8Array, at: number): number {
  const row = space.byKind.get(option.kind)
  if (row === undefined) return writeRaw(option, octets, at)
  octets[at] = row.type
  if (row.isPad1) return at + 1
  const end = writeFields(row, option, octets, at + 2)
  octets[at + 1] = lengthOctet(option, end - at - 2)
  return end
}

function writeRaw(option: AnyOption, octets: Uint8Array, at: number): number {
  const data = dataOf(option)
  octets[at] = inRange(option.type, 0xff, option.kind, 'type')
  octets[at + 1] = lengthOctet(option, data.length)
  octets.set(data, at + 2)
  return at + 2 + data.length
}

function lengthOctet(option: AnyOption, size: number): number {
  return inRange(option.length ?? size, 0xff, option.kind, 'length')
}

function writeFields(row: CompiledRow, option: AnyOption, octets: Uint8Array, start: number): number {
  const fields = row.fields
  let end = start + row.fixed
  for (let i = 0; i < fields.length; i++) {
    const compiled = fields[i] as CompiledField
    const value = option[compiled.name]
    if (value !== undefined) {
      const after = writeField(compiled, value, octets, start + compiled.at, row.kind)
      if (compiled === row.variable) end = after
    }
  }
  return end
}

function writeField(
  compiled: CompiledField,
  value: unknown,
  octets: Uint8Array,
  at: number,
  kind: string,
): number {
  switch (compiled.field.coding) {
    case 'uint':
    case 'optional-uint':
      writeUint(compiled, inRange(value, compiled.mask, kind, compiled.name), octets, at)
      return at + compiled.size
    case 'flag':
      writeUint(compiled, value === true ? 1 : 0, octets, at)
      return at
    case 'octets':
      octets.set(value as Uint8Array, at)
      return at + (value as Uint8Array).length
    case 'ipv6':
      return writeAddress(value as string, true, octets, at, kind)
    case 'ipv4':
      return writeAddress(value as string, false, octets, at, kind)
    case 'address':
    case 'optional-address':
      return value === ''
        ? at
        : writeAddress(value as string, (value as string).includes(':'), octets, at, kind)
    case 'u64':
      return writeU64(value as bigint, octets, at, kind)
    case 'words':
      for (const word of value as readonly number[]) {
        inRange(word, 0xffff, kind, compiled.name)
        octets[at++] = word >> 8
        octets[at++] = word
      }
      return at
    default:
      for (const inner of value as readonly AnyOption[])
        at = writeOption(compiled.space as Space, inner, octets, at)
      return at
  }
}

function writeUint(compiled: CompiledField, value: number, octets: Uint8Array, at: number): void {
  const { size } = compiled
  // Two fields share an octet: it starts as 0, and each adds its bits.
  const placed = compiled.shift === 0 ? value : value << compiled.shift
  for (let i = size - 1, rest = placed; i >= 0; i--, rest >>>= 8)
    octets[at + i] = (octets[at + i] as number) | rest
}

function writeU64(value: bigint, octets: Uint8Array, at: number, kind: string): number {
  if (value < 0n || value > 0xffff_ffff_ffff_ffffn) throw outOfRange(value, kind, 'timestamp')
  let upper = Number(value >> 32n)
  let lower = Number(value & 0xffff_ffffn)
  for (let i = 3; i >= 0; i--) {
    octets[at + i] = upper
    octets[at + 4 + i] = lower
    upper >>>= 8
    lower >>>= 8
  }
  return at + 8
}

function writeAddress(text: string, isIPv6: boolean, octets: Uint8Array, at: number, kind: string): number {
  const isWritten = isIPv6 ? readIPv6(text, octets, at) : readIPv4(text, octets, at)
  if (!isWritten) throw new RangeError(`${kind}: "${text}" is no ${isIPv6 ? 'IPv6' : 'IPv4'} address`)
  return at + (isIPv6 ? 16 : 4)
}

/** The value, when it is an integer from 0 to `largest`. */
export function inRange(value: unknown, largest: number, kind: string, name: string): number {
  if (typeof value === 'number' && value >= 0 && value <= largest && Number.isInteger(value)) return value
  throw outOfRange(value, kind, name)
}

function outOfRange(value: unknown, kind: string, name: string): RangeError {
  return new RangeError(`${kind}: ${name} cannot be ${value}`)
}
