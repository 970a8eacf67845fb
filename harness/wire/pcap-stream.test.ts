import { expect } from 'chai'
import { readCapture } from './pcap.js'
import { PcapStream } from './pcap-stream.js'

/** A pcap file of frames of these sizes, microseconds, little-endian. */
function pcap(...sizes: readonly number[]): Buffer {
  const header = Buffer.alloc(24)
  header.writeUInt32LE(0xa1b2c3d4, 0)
  header.writeUInt32LE(1, 20)
  const records = sizes.map((size, i) => {
    const record = Buffer.alloc(16 + size, i)
    record.writeUInt32LE(1_700_000_000 + i, 0)
    record.writeUInt32LE(i, 4)
    record.writeUInt32LE(size, 8)
    record.writeUInt32LE(size, 12)
    return record
  })
  return Buffer.concat([header, ...records])
}

describe('pcap stream', () => {
  const file = pcap(60, 0, 1500, 61)

  it('gives the frames of the file, however it comes in', () => {
    const whole = readCapture(file)
    expect(whole.error).to.equal(undefined)
    for (const step of [1, 7, 24, 100, file.length]) {
      const stream = new PcapStream()
      const frames = []
      for (let at = 0; at < file.length; at += step) frames.push(...stream.push(file.subarray(at, at + step)))
      expect(frames, `in pieces of ${step}`).to.deep.equal(
        whole.frames.map((frame) => ({ ...frame, octets: Uint8Array.from(frame.octets) })),
      )
      expect(stream.end()).to.equal(undefined)
    }
  })

  it('keeps frames that the reader of the pieces writes over', () => {
    const stream = new PcapStream()
    const piece = Buffer.from(file)
    const frames = stream.push(piece)
    piece.fill(0xff)
    expect(frames[3]?.octets).to.deep.equal(new Uint8Array(61).fill(3))
  })

  it('says what is wrong, and gives no more', () => {
    const cut = new PcapStream()
    expect(cut.push(file.subarray(0, file.length - 1))).to.have.length(3)
    expect(cut.end()).to.include({ offset: file.length - 61 - 16 })
    const none = new PcapStream()
    expect(none.push(Buffer.from('tcpdump: no such device, nothing here'))).to.deep.equal([])
    expect(none.error).to.include({ offset: 0, got: '74 63 70 64' })
    const large = Buffer.from(file)
    large.writeUInt32LE(0x7fffffff, 24 + 8)
    const broken = new PcapStream()
    expect(broken.push(large)).to.deep.equal([])
    expect(broken.error?.got).to.equal(String(0x7fffffff))
    expect(broken.push(file)).to.deep.equal([])
  })
})
