import { type Capture, type CaptureError, type Frame, shortOf, viewOf } from './capture.js'
import { isPcapng, readPcapng } from './pcapng.js'

/** Octets of a pcap (microseconds or nanoseconds, either byte order) or pcapng file → frames. Never throws. */
export function readCapture(octets: Uint8Array): Capture {
  if (isPcapng(octets)) return readPcapng(octets)
  const format = pcapFormat(octets)
  if ('expected' in format) return { frames: [], error: format }
  if (octets.length < FILE_HEADER) {
    return { frames: [], error: shortOf(FILE_HEADER, 'a file header', 0, octets.length) }
  }
  return readPcap(octets, format)
}

/** What the first octets of a pcap file say of the rest. */
export function pcapFormat(octets: Uint8Array): PcapFormat | CaptureError {
  const format = octets.length < 4 ? undefined : PCAP_FORMATS.get(viewOf(octets).getUint32(0))
  return format ?? noCapture(octets)
}

export interface PcapFormat {
  readonly isLittleEndian: boolean
  /** Nanoseconds in a unit of the second half of a time. */
  readonly unitNs: bigint
}

/** By the magic number, read as big-endian. */
const PCAP_FORMATS: ReadonlyMap<number, PcapFormat> = new Map([
  [0xa1b2c3d4, { isLittleEndian: false, unitNs: 1000n }],
  [0xd4c3b2a1, { isLittleEndian: true, unitNs: 1000n }],
  [0xa1b23c4d, { isLittleEndian: false, unitNs: 1n }],
  [0x4d3cb2a1, { isLittleEndian: true, unitNs: 1n }],
])
export const FILE_HEADER = 24
export const RECORD_HEADER = 16
/** No link has frames as large; a length beyond it is a sign of a broken file. */
export const LARGEST_FRAME = 0x40000

function readPcap(octets: Uint8Array, { isLittleEndian, unitNs }: PcapFormat): Capture {
  const view = viewOf(octets)
  const u32 = (at: number) => view.getUint32(at, isLittleEndian)
  // The upper 4 bits tell of a frame check sequence.
  const linkType = u32(20) & 0x0fffffff
  const frames: Frame[] = []
  let at = FILE_HEADER
  while (at < octets.length) {
    const room = octets.length - at
    if (room < RECORD_HEADER) return { frames, error: shortOf(RECORD_HEADER, 'a record header', at, room) }
    const size = u32(at + 8)
    if (size > LARGEST_FRAME) {
      const expected = `a frame of at most ${LARGEST_FRAME} octets`
      return { frames, error: { offset: at + 8, expected, got: String(size) } }
    }
    const start = at + RECORD_HEADER
    if (start + size > octets.length) {
      return { frames, error: shortOf(size, 'a frame', start, octets.length - start) }
    }
    const timestampNs = BigInt(u32(at)) * 1_000_000_000n + BigInt(u32(at + 4)) * unitNs
    const data = octets.subarray(start, start + size)
    frames.push({
      number: frames.length + 1,
      timestampNs,
      linkType,
      octets: data,
      originalLength: u32(at + 12),
    })
    at = start + size
  }
  return { frames }
}

function noCapture(octets: Uint8Array): CaptureError {
  const got = Array.from(octets.subarray(0, 4), (octet) => octet.toString(16).padStart(2, '0')).join(' ')
  return {
    offset: 0,
    expected: 'the first octets of a pcap or pcapng file',
    got: got === '' ? 'an empty file' : got,
  }
}
