import { decode, describe, formatIPv6 } from '../../wire/index.js'

/** One field as the report shows it. */
export interface ShownField {
  readonly path: string
  readonly name: string
  readonly offset: number
  readonly length: number
  readonly value: string
  readonly note?: string
  readonly bits?: { readonly first: number; readonly width: number }
}

/** RFC 4443 §3. */
const TYPES: Readonly<Record<number, string>> = {
  1: 'Destination Unreachable',
  2: 'Packet Too Big',
  3: 'Time Exceeded',
  4: 'Parameter Problem',
  128: 'Echo Request',
  129: 'Echo Reply',
}
const FOURTH: Readonly<Record<number, string>> = { 2: 'MTU', 4: 'Pointer' }
const IPV6_HEADER = 40
const MOBILITY_HEADER = 135

/** `ICMPv6 Parameter Problem code 1`. */
export function icmpv6Label(octets: Uint8Array): string {
  const type = octets[0]
  if (type === undefined) return 'ICMPv6, empty'
  return `ICMPv6 ${TYPES[type] ?? `type ${type}`} code ${octets[1] ?? '?'}`
}

/** The fields of an ICMPv6 message; of an error also those of the packet it is about, as far as it is quoted. */
export function icmpv6Fields(octets: Uint8Array): readonly ShownField[] {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.length)
  const type = octets[0] ?? 0
  const fields: ShownField[] = []
  const add = (path: string, name: string, offset: number, length: number, value: () => string) => {
    if (offset + length <= octets.length && length > 0)
      fields.push({ path, name, offset, length, value: value() })
  }
  add('type', 'Type', 0, 1, () => `${type}${TYPES[type] === undefined ? '' : ` (${TYPES[type]})`}`)
  add('code', 'Code', 1, 1, () => String(octets[1]))
  add('checksum', 'Checksum', 2, 2, () => `0x${view.getUint16(2).toString(16).padStart(4, '0')}`)
  if (type >= 128) {
    add('body', 'Body', 4, octets.length - 4, () => `${octets.length - 4} octets`)
    return fields
  }
  add('fourth', FOURTH[type] ?? 'Unused', 4, 4, () => String(view.getUint32(4)))
  const at = 8
  if (octets.length < at + IPV6_HEADER) {
    add('invoking', 'Packet it is about', at, octets.length - at, () => `${octets.length - at} octets`)
    return fields
  }
  add('invoking', 'IPv6 header of the packet it is about', at, IPV6_HEADER, () => '')
  add('invoking.nextHeader', 'Next Header', at + 6, 1, () => String(octets[at + 6]))
  add('invoking.source', 'Source', at + 8, 16, () => formatIPv6(octets, at + 8))
  add('invoking.destination', 'Destination', at + 24, 16, () => formatIPv6(octets, at + 24))
  const inner = at + IPV6_HEADER
  if (octets[at + 6] === MOBILITY_HEADER)
    return [...fields, ...mobilityFields(octets.subarray(inner), inner, 'invoking.')]
  add('invoking.payload', 'Payload', inner, octets.length - inner, () => `${octets.length - inner} octets`)
  return fields
}

/** The fields of a Mobility Header that begins `shift` octets into what is shown. */
function mobilityFields(octets: Uint8Array, shift: number, prefix: string): readonly ShownField[] {
  return describe(octets, decode(octets)).map(({ path, name, offset, length, value }) => ({
    path: `${prefix}${path}`,
    name,
    offset: offset + shift,
    length,
    value,
  }))
}
