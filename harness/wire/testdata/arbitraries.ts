import fc from 'fast-check'
import { formatIPv4, formatIPv6 } from '../address.js'
import type { Field, Row } from '../field.js'
import type { Message } from '../message.js'
import { MESSAGES, type MessageRow } from '../message-table.js'
import { OPTIONS } from '../option-table.js'
import type { Option } from '../options.js'
import { subOptionTable } from '../sub-options.js'

const octets = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength })
const ipv6 = octets(16, 16).map((value) => formatIPv6(value))
const ipv4 = octets(4, 4).map((value) => formatIPv4(value))

/** Values of a field; `least` octets at least, when it takes what is left. */
function fieldValue(field: Field, least: number): fc.Arbitrary<unknown> {
  switch (field.coding) {
    case 'uint':
      if (field.reserved) return fc.constant(0)
      return fc
        .integer({ min: 0, max: 2 ** field.bits - 1 })
        .filter((value) => field.excluded?.(value, 0) !== true)
    case 'u64':
      return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
    case 'flag':
      return fc.boolean()
    case 'optional-uint':
      return fc.option(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { nil: undefined })
    case 'ipv6':
      return ipv6
    case 'ipv4':
      return ipv4
    case 'address':
      return fc.oneof(ipv6, ipv4)
    case 'optional-address':
      return fc.oneof(ipv6, ipv4, fc.constant(''))
    case 'octets':
      return octets(least, 40)
    case 'words':
      return fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: least / 2, maxLength: 8 })
    default:
      return fc.array(optionOf(subOptionTable(field) ?? []), { maxLength: 3 })
  }
}

function rowOption(row: Row): fc.Arbitrary<unknown> {
  const fixed = row.fields.reduce((bits, field) => bits + field.bits, 0) / 8
  const least = 'min' in row.lengths ? row.lengths.min - fixed : 0
  const fields: Record<string, fc.Arbitrary<unknown>> = { kind: fc.constant(row.kind) }
  for (const field of row.fields) fields[field.name] = fieldValue(field, least)
  if (row.kind === 'padn') fields.data = fc.nat(7).map((size) => new Uint8Array(size))
  const option = fc.record(fields)
  if (row.kind !== 'delegated-mobile-network-prefix') return option
  return option.map((value) => ({ ...value, isIPv4: !String(value.prefix).includes(':') }))
}

function optionOf(rows: readonly Row[]): fc.Arbitrary<unknown> {
  const known = new Set(rows.map((row) => row.type))
  const stranger = fc.record({
    kind: fc.constant('unknown'),
    type: fc.integer({ min: 1, max: 255 }).filter((type) => !known.has(type)),
    data: octets(0, 20),
  })
  return fc.oneof(...rows.map(rowOption), stranger)
}

/** Any option with values its definition allows. */
export const anyOption = optionOf(OPTIONS) as fc.Arbitrary<Option>

function messageOf(row: MessageRow): fc.Arbitrary<unknown> {
  const fields: Record<string, fc.Arbitrary<unknown>> = { kind: fc.constant(row.kind) }
  for (const { name, size, reserved } of row.fields) {
    const largest = 256 ** size - 1
    fields[name] =
      size === 16 ? ipv6 : fc.integer({ min: 0, max: largest }).map((value) => withoutBits(value, reserved))
  }
  return fc.record({ ...fields, options: fc.array(anyOption, { maxLength: 8 }) })
}

/** 32 bits and more do not go through the operators of integers. */
function withoutBits(value: number, reserved: number): number {
  return reserved === 0 ? value : value & ~reserved
}

/** Any message with values its definition allows; the options are not aligned. */
export const anyMessage = fc.oneof(...MESSAGES.map(messageOf)) as fc.Arbitrary<Message>
