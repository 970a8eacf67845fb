import { viewOf } from './capture.js'
import { Block, BYTE_ORDER_MAGIC, OptionCode } from './pcapng.js'

/** An interface as a capture file names it; `linkType` as in `LinkType`. */
export interface CaptureInterface {
  readonly name: string
  readonly linkType: number
  readonly description?: string
}

export interface CapturedPacket {
  /** Index in the interfaces of the file. */
  readonly interface: number
  /** Nanoseconds since 1970. */
  readonly timestampNs: bigint
  readonly octets: Uint8Array
  /** How long it was on the link; left out, as long as its octets. */
  readonly originalLength?: number
  readonly comment?: string
}

const encoder = new TextEncoder()
const NANOSECONDS = Uint8Array.of(9)
const APPLICATION = 4

/** The beginning of a pcapng file: the section header and its interfaces. Packets are appended to it. */
export function pcapngHeader(
  interfaces: readonly CaptureInterface[],
  about: { readonly application?: string; readonly comment?: string } = {},
): Uint8Array {
  const section = new Uint8Array(16)
  const view = viewOf(section)
  view.setUint32(0, BYTE_ORDER_MAGIC, true)
  view.setUint16(4, 1, true)
  // A section length of -1: not known yet.
  view.setBigInt64(8, -1n, true)
  const options = [textOption(OptionCode.comment, about.comment), textOption(APPLICATION, about.application)]
  return concatenated([block(Block.section, section, options), ...interfaces.map(interfaceBlock)])
}

function interfaceBlock({ linkType, name, description }: CaptureInterface): Uint8Array {
  const body = new Uint8Array(8)
  viewOf(body).setUint16(0, linkType, true)
  const options = [
    textOption(OptionCode.name, name),
    textOption(OptionCode.description, description),
    { code: OptionCode.resolution, value: NANOSECONDS },
  ]
  return block(Block.interface, body, options)
}

/** One packet, to be appended to the file. */
export function pcapngPacket(packet: CapturedPacket): Uint8Array {
  const { octets, timestampNs } = packet
  const body = new Uint8Array(20 + octets.length + (-octets.length & 3))
  const view = viewOf(body)
  view.setUint32(0, packet.interface, true)
  view.setUint32(4, Number(BigInt.asUintN(32, timestampNs >> 32n)), true)
  view.setUint32(8, Number(BigInt.asUintN(32, timestampNs)), true)
  view.setUint32(12, octets.length, true)
  view.setUint32(16, packet.originalLength ?? octets.length, true)
  body.set(octets, 20)
  return block(Block.enhancedPacket, body, [textOption(OptionCode.comment, packet.comment)])
}

interface BlockOption {
  readonly code: number
  readonly value: Uint8Array
}

function textOption(code: number, text: string | undefined): BlockOption | undefined {
  return text === undefined ? undefined : { code, value: cut(encoder.encode(text)) }
}

/** An option has 16 bits for its length; what is cut is cut between two characters. */
function cut(text: Uint8Array): Uint8Array {
  if (text.length <= 0xffff) return text
  let end = 0xffff
  while (end > 0 && ((text[end] as number) & 0xc0) === 0x80) end--
  return text.subarray(0, end)
}

function block(type: number, body: Uint8Array, options: readonly (BlockOption | undefined)[]): Uint8Array {
  const given = options.filter((option) => option !== undefined)
  const optionsSize = given.reduce((size, { value }) => size + 4 + value.length + (-value.length & 3), 0)
  const size = 12 + body.length + (given.length === 0 ? 0 : optionsSize + 4)
  const octets = new Uint8Array(size)
  const view = viewOf(octets)
  view.setUint32(0, type, true)
  view.setUint32(4, size, true)
  view.setUint32(size - 4, size, true)
  octets.set(body, 8)
  let at = 8 + body.length
  for (const { code, value } of given) {
    view.setUint16(at, code, true)
    view.setUint16(at + 2, value.length, true)
    octets.set(value, at + 4)
    at += 4 + value.length + (-value.length & 3)
  }
  return octets
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
