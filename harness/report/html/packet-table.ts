import type { Packet } from '../../model/index.js'
import { decode, describe, spans } from '../../wire/index.js'
import { answers, type Read } from './answers.js'
import type { FieldRow, PacketRow, PacketTable } from './data.js'
import { icmpv6Fields, icmpv6Label, type ShownField } from './icmpv6-fields.js'
import { exchangeOf, gloss, label } from './label.js'
import { safeText } from './safe-text.js'

const MOBILITY_HEADER = 135
const ICMPV6 = 58

interface Reading extends Read {
  readonly label: string
  readonly fields: readonly ShownField[]
}

export interface PacketTables {
  readonly table: PacketTable
  /** Frame of the request → frame of its answer, 0 for none. */
  readonly answers: ReadonlyMap<number, number>
}

/** Every packet decoded once; packets of one layout share the places and names of their fields. */
export function packetTables(packets: readonly Packet[]): PacketTables {
  const paths = new Numbering<string>()
  const addresses = new Numbering<string>()
  const layouts = new Numbering<readonly FieldRow[]>()
  const reads: Read[] = []
  // The fields of a packet are not kept: of 20,000 packets they would be a million objects.
  const rows = packets.map((packet): PacketRow => {
    const { exchange, label, fields } = read(packet)
    reads.push({ packet, exchange })
    const layout = fields.map(fieldRow)
    return [
      packet.frame,
      Math.round(packet.at * 1000) / 1000,
      packet.direction === 'received' ? 1 : 0,
      paths.of(safeText(packet.path)),
      addresses.of(safeText(packet.source)),
      addresses.of(safeText(packet.destination)),
      label,
      safeText(packet.step ?? ''),
      packet.attempt ?? 1,
      packet.octets.replace(/[^0-9a-f]/gi, ''),
      layouts.of(layout, layoutKey(fields)),
      fields.map(({ value }) => safeText(value)).join('\n'),
      fields.flatMap(({ note }, index) => (note === undefined ? [] : [[index, safeText(note)] as const])),
    ]
  })
  const answered = answers(reads)
  return {
    table: {
      paths: paths.values,
      addresses: addresses.values,
      layouts: layouts.values,
      packets: rows,
      answers: packets.map(({ frame }) => answered.get(frame) ?? -1),
    },
    answers: answered,
  }
}

/** Equal for fields of the same names at the same places. */
function layoutKey(fields: readonly ShownField[]): string {
  let key = ''
  for (const { path, name, offset, length, bits } of fields)
    key += `${path},${name},${offset},${length}${bits === undefined ? '' : `,${bits.first},${bits.width}`};`
  return key
}

function fieldRow({ path, name, offset, length, bits }: ShownField): FieldRow {
  return bits === undefined
    ? [path, name, offset, length]
    : [path, name, offset, length, bits.first, bits.width]
}

/** Never throws: a fault of the codec costs the fields of one packet, not the report. */
function read(packet: Packet): Reading {
  const octets = new Uint8Array(Buffer.from(packet.octets, 'hex'))
  try {
    if (packet.protocol === MOBILITY_HEADER) return readMobilityHeader(packet, octets)
    if (packet.protocol === ICMPV6)
      return { packet, exchange: undefined, label: icmpv6Label(octets), fields: icmpv6Fields(octets) }
  } catch (error) {
    const value = `not decoded, a fault of this suite: ${error instanceof Error ? error.message : String(error)}`
    const fields = [{ path: '', name: 'Octets', offset: 0, length: octets.length, value }]
    return { packet, exchange: undefined, label: `next header ${packet.protocol}`, fields }
  }
  const fields = [{ path: '', name: 'Octets', offset: 0, length: octets.length, value: '' }]
  return { packet, exchange: undefined, label: `next header ${packet.protocol}`, fields }
}

function readMobilityHeader(packet: Packet, octets: Uint8Array): Reading {
  const decoded = decode(octets, packet)
  const { message } = decoded
  const bits = new Map(spans(message).map((span) => [span.path, span.bits]))
  const fields = describe(octets, decoded).map((line): ShownField => {
    const { path, name, offset, length, value, note } = line
    const part = bits.get(path)
    return {
      path,
      name,
      offset,
      length,
      value: value + gloss(message, path),
      ...(note === undefined ? {} : { note }),
      ...(part === undefined ? {} : { bits: part }),
    }
  })
  return { packet, exchange: exchangeOf(message), label: label(message), fields }
}

/** Values by the order in which they were first seen. */
class Numbering<T> {
  readonly values: T[] = []
  readonly #numbers = new Map<unknown, number>()

  of(value: T, key: unknown = value): number {
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    this.#numbers.set(key, this.values.length)
    return this.values.push(value) - 1
  }
}
