import { type CaptureError, type Frame, shortOf, viewOf } from './capture.js'
import { FILE_HEADER, LARGEST_FRAME, type PcapFormat, pcapFormat, RECORD_HEADER } from './pcap.js'

const NONE = new Uint8Array()

/** Reads a pcap file while it is being written, piece by piece. Never throws; after an error it gives nothing more. */
export class PcapStream {
  #rest: Uint8Array = NONE
  #format: PcapFormat | undefined
  #linkType = 0
  #frames = 0
  #at = 0
  error: CaptureError | undefined

  /** The frames that are whole with this piece. */
  push(piece: Uint8Array): readonly Frame[] {
    if (this.error !== undefined) return []
    const octets = this.#rest.length === 0 ? piece : joined(this.#rest, piece)
    let at = this.#format === undefined ? this.#readHeader(octets) : 0
    const frames: Frame[] = []
    while (this.#format !== undefined && this.error === undefined) {
      const frame = this.#readRecord(octets, at, this.#format)
      if (frame === undefined) break
      frames.push(frame)
      at += RECORD_HEADER + frame.octets.length
    }
    this.#rest = octets.subarray(at)
    this.#at += at
    return frames
  }

  /** What is wrong with the end: a frame that was begun and not finished. */
  end(): CaptureError | undefined {
    const room = this.#rest.length
    if (this.error !== undefined || (room === 0 && this.#format !== undefined)) return this.error
    return this.#format === undefined
      ? shortOf(FILE_HEADER, 'a file header', 0, room)
      : shortOf(RECORD_HEADER, 'a whole frame', this.#at, room)
  }

  #readHeader(octets: Uint8Array): number {
    if (octets.length < FILE_HEADER) return 0
    const format = pcapFormat(octets)
    if ('expected' in format) {
      this.error = format
      return 0
    }
    this.#format = format
    this.#linkType = viewOf(octets).getUint32(20, format.isLittleEndian) & 0x0fffffff
    return FILE_HEADER
  }

  #readRecord(octets: Uint8Array, at: number, { isLittleEndian, unitNs }: PcapFormat): Frame | undefined {
    if (octets.length - at < RECORD_HEADER) return undefined
    const view = viewOf(octets)
    const u32 = (offset: number) => view.getUint32(at + offset, isLittleEndian)
    const size = u32(8)
    if (size > LARGEST_FRAME) {
      const expected = `a frame of at most ${LARGEST_FRAME} octets`
      this.error = { offset: this.#at + at + 8, expected, got: String(size) }
      return undefined
    }
    const start = at + RECORD_HEADER
    if (octets.length < start + size) return undefined
    return {
      number: ++this.#frames,
      timestampNs: BigInt(u32(0)) * 1_000_000_000n + BigInt(u32(4)) * unitNs,
      linkType: this.#linkType,
      // A copy: the piece is the caller's, and may be large. (`slice` of a Buffer makes none.)
      octets: new Uint8Array(octets.subarray(start, start + size)),
      originalLength: u32(12),
    }
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length)
  whole.set(a)
  whole.set(b, a.length)
  return whole
}
