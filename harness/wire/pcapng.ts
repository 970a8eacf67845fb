import { type Capture, type CaptureError, type Frame, shortOf, viewOf } from './capture.js'

/** Block types of pcapng (draft-ietf-opsawg-pcapng). */
export const Block = { section: 0x0a0d0d0a, interface: 1, simplePacket: 3, enhancedPacket: 6 } as const
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d
/** Option codes. */
export const OptionCode = {
  end: 0,
  comment: 1,
  name: 2,
  description: 3,
  resolution: 9,
  timeOffset: 14,
} as const

interface Interface {
  readonly linkType: number
  readonly snapLength: number
  /** A time is `value * numerator / denominator` nanoseconds, plus the offset. */
  readonly numerator: bigint
  readonly denominator: bigint
  readonly offsetNs: bigint
}

/** What is kept while the blocks are walked through. */
interface Section {
  readonly view: DataView
  readonly octets: Uint8Array
  isLittleEndian: boolean
  interfaces: Interface[]
  readonly frames: Frame[]
}

export function isPcapng(octets: Uint8Array): boolean {
  return octets.length >= 4 && viewOf(octets).getUint32(0) === Block.section
}

/** Octets of a pcapng file → frames. Blocks of other types are passed over. Never throws. */
export function readPcapng(octets: Uint8Array): Capture {
  const section: Section = { view: viewOf(octets), octets, isLittleEndian: true, interfaces: [], frames: [] }
  let at = 0
  while (at < octets.length) {
    const size = blockSize(section, at)
    if (typeof size !== 'number') return { frames: section.frames, error: size }
    const error = readBlock(section, at, size)
    if (error !== undefined) return { frames: section.frames, error }
    at += size
  }
  return { frames: section.frames }
}

/** The length of the block that starts here; a section header tells the byte order first. */
function blockSize(section: Section, at: number): number | CaptureError {
  const { view, octets } = section
  const room = octets.length - at
  if (room < 12) return shortOf(12, 'a block', at, room)
  if (view.getUint32(at) === Block.section) {
    const magic = view.getUint32(at + 8, true)
    section.isLittleEndian = magic === BYTE_ORDER_MAGIC
    if (!section.isLittleEndian && view.getUint32(at + 8) !== BYTE_ORDER_MAGIC) {
      return { offset: at + 8, expected: 'the byte-order magic', got: `0x${magic.toString(16)}` }
    }
  }
  const size = view.getUint32(at + 4, section.isLittleEndian)
  if (size < 12 || size % 4 !== 0) {
    return { offset: at + 4, expected: 'a block length of at least 12, a multiple of 4', got: String(size) }
  }
  if (size > room) return shortOf(size, 'a block', at, room)
  const again = view.getUint32(at + size - 4, section.isLittleEndian)
  if (again === size) return size
  return { offset: at + size - 4, expected: `the block length ${size} again`, got: String(again) }
}

function readBlock(section: Section, at: number, size: number): CaptureError | undefined {
  switch (section.view.getUint32(at, section.isLittleEndian)) {
    case Block.section:
      section.interfaces = []
      return size < 28 ? shortOf(28, 'a section header', at, size) : undefined
    case Block.interface:
      return readInterface(section, at, size)
    case Block.enhancedPacket:
      return readEnhancedPacket(section, at, size)
    case Block.simplePacket:
      return readSimplePacket(section, at, size)
    default:
      return undefined
  }
}

function readInterface(section: Section, at: number, size: number): CaptureError | undefined {
  if (size < 20) return shortOf(20, 'an interface description', at, size)
  const { view, isLittleEndian } = section
  let numerator = 1000n
  let denominator = 1n
  let offsetNs = 0n
  forEachOption(section, at + 16, at + size - 4, (code, start, length) => {
    if (code === OptionCode.resolution && length === 1) {
      const resolution = view.getUint8(start)
      numerator = 1_000_000_000n
      denominator = resolution & 0x80 ? 1n << BigInt(resolution & 0x7f) : 10n ** BigInt(resolution)
    }
    if (code === OptionCode.timeOffset && length === 8) {
      offsetNs = view.getBigInt64(start, isLittleEndian) * 1_000_000_000n
    }
  })
  const linkType = view.getUint16(at + 8, isLittleEndian)
  const snapLength = view.getUint32(at + 12, isLittleEndian)
  section.interfaces.push({ linkType, snapLength, numerator, denominator, offsetNs })
  return undefined
}

function readEnhancedPacket(section: Section, at: number, size: number): CaptureError | undefined {
  if (size < 32) return shortOf(32, 'an enhanced packet', at, size)
  const { view, isLittleEndian, octets, frames } = section
  const index = view.getUint32(at + 8, isLittleEndian)
  const source = section.interfaces[index]
  if (source === undefined) return noInterface(section, at + 8, index)
  const captured = view.getUint32(at + 20, isLittleEndian)
  const start = at + 28
  const end = at + size - 4
  if (start + captured > end) return shortOf(captured, 'a frame', start, end - start)
  const upper = BigInt(view.getUint32(at + 12, isLittleEndian))
  const time = (upper << 32n) | BigInt(view.getUint32(at + 16, isLittleEndian))
  const comments: string[] = []
  forEachOption(section, start + captured + (-captured & 3), end, (code, from, length) => {
    if (code === OptionCode.comment) comments.push(decoder.decode(octets.subarray(from, from + length)))
  })
  const frame = {
    number: frames.length + 1,
    timestampNs: (time * source.numerator) / source.denominator + source.offsetNs,
    linkType: source.linkType,
    octets: octets.subarray(start, start + captured),
    originalLength: view.getUint32(at + 24, isLittleEndian),
  }
  frames.push(comments.length === 0 ? frame : { ...frame, comment: comments.join('\n') })
  return undefined
}

const decoder = new TextDecoder()

function readSimplePacket(section: Section, at: number, size: number): CaptureError | undefined {
  if (size < 16) return shortOf(16, 'a simple packet', at, size)
  const source = section.interfaces[0]
  if (source === undefined) return noInterface(section, at + 8, 0)
  const { view, isLittleEndian, octets, frames } = section
  const originalLength = view.getUint32(at + 8, isLittleEndian)
  const captured = source.snapLength === 0 ? originalLength : Math.min(originalLength, source.snapLength)
  const start = at + 12
  const room = at + size - 4 - start
  if (captured > room) return shortOf(captured, 'a frame', start, room)
  const data = octets.subarray(start, start + captured)
  const number = frames.length + 1
  frames.push({ number, timestampNs: 0n, linkType: source.linkType, octets: data, originalLength })
  return undefined
}

function noInterface({ interfaces }: Section, offset: number, got: number): CaptureError {
  const expected =
    interfaces.length === 0 ? 'an interface description first' : `an interface below ${interfaces.length}`
  return { offset, expected, got: `interface ${got}` }
}

/** Options that run over the end of the block are passed over: a frame is not worth losing for its comment. */
function forEachOption(
  { view, isLittleEndian }: Section,
  start: number,
  end: number,
  visit: (code: number, start: number, length: number) => void,
): void {
  let at = start
  while (at + 4 <= end) {
    const code = view.getUint16(at, isLittleEndian)
    const length = view.getUint16(at + 2, isLittleEndian)
    if (code === OptionCode.end || at + 4 + length > end) return
    visit(code, at + 4, length)
    at += 4 + length + (-length & 3)
  }
}
