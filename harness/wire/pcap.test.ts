import { expect } from 'chai'
import type { Capture } from './capture.js'
import { readCapture } from './pcap.js'
import { pcapngHeader, pcapngPacket } from './pcapng-writer.js'
import { seeded } from './testdata/octets.js'

const DATA = Uint8Array.of(1, 2, 3, 4, 5)
const TIME = 1_735_689_600_123_456_789n

function pcap(magic: number, isLittleEndian: boolean, fraction: number): Uint8Array {
  const octets = new Uint8Array(24 + 16 + DATA.length)
  const view = new DataView(octets.buffer)
  view.setUint32(0, magic, isLittleEndian)
  view.setUint32(20, 101, isLittleEndian)
  view.setUint32(24, 1_735_689_600, isLittleEndian)
  view.setUint32(28, fraction, isLittleEndian)
  view.setUint32(32, DATA.length, isLittleEndian)
  view.setUint32(36, 99, isLittleEndian)
  octets.set(DATA, 40)
  return octets
}

function pcapng(): Uint8Array {
  const interfaces = [
    { name: 'wlan', linkType: 101 },
    { name: 'lte', linkType: 1, description: 'second path' },
  ]
  return Buffer.concat([
    pcapngHeader(interfaces, { application: 'pmipspec', comment: 'a run' }),
    pcapngPacket({ interface: 1, timestampNs: TIME, octets: DATA, comment: 'PBU ü' }),
    pcapngPacket({ interface: 0, timestampNs: TIME + 1n, octets: DATA }),
  ])
}

function blockOf(type: number, ...words: readonly number[]): Uint8Array {
  const size = 12 + 4 * words.length
  const octets = new Uint8Array(size)
  const view = new DataView(octets.buffer)
  for (const [index, word] of [type, size, ...words, size].entries()) view.setUint32(4 * index, word)
  return octets
}

const failure = ({ error }: Capture) =>
  error && `${error.offset}: expected ${error.expected}, got ${error.got}`

describe('wire/pcap', () => {
  for (const isLittleEndian of [true, false]) {
    const order = isLittleEndian ? 'little-endian' : 'big-endian'
    it(`reads microseconds, ${order}`, () => {
      expect(readCapture(pcap(0xa1b2c3d4, isLittleEndian, 123_456))).to.deep.equal({
        frames: [{ number: 1, timestampNs: TIME - 789n, linkType: 101, octets: DATA, originalLength: 99 }],
      })
    })
    it(`reads nanoseconds, ${order}`, () => {
      const { frames } = readCapture(pcap(0xa1b23c4d, isLittleEndian, 123_456_789))
      expect(frames[0]?.timestampNs).to.equal(TIME)
    })
  }

  it('reads the pcapng it writes', () => {
    const frame = { octets: DATA, originalLength: 5 }
    expect(readCapture(pcapng())).to.deep.equal({
      frames: [
        { number: 1, timestampNs: TIME, linkType: 1, ...frame, comment: 'PBU ü' },
        { number: 2, timestampNs: TIME + 1n, linkType: 101, ...frame },
      ],
    })
  })

  it('reads a big-endian section with a simple packet, and one after another', () => {
    const section = blockOf(0x0a0d0d0a, 0x1a2b3c4d, 0x00010000, 0xffffffff, 0xffffffff)
    const simple = [section, blockOf(1, 0x00650000, 3), blockOf(3, 4, 0x60000000)]
    const { frames, error } = readCapture(Buffer.concat([...simple, pcapng()]))
    expect(error).to.equal(undefined)
    expect(frames.map(({ linkType }) => linkType)).to.deep.equal([101, 1, 101])
    expect(frames[0]).to.deep.include({ octets: Uint8Array.of(0x60, 0, 0), originalLength: 4 })
  })

  it('keeps the frames before a fault, and says where it is', () => {
    const whole = pcapng()
    const cut = readCapture(whole.subarray(0, whole.length - 10))
    expect(cut.frames).to.have.lengthOf(1)
    expect(failure(cut)).to.match(/^\d+: expected a block of 40 octets, got 30 octets$/)
    expect(failure(readCapture(pcap(0xa1b2c3d4, true, 0).subarray(0, 42)))).to.equal(
      '40: expected a frame of 5 octets, got 2 octets',
    )
    expect(failure(readCapture(new Uint8Array(0)))).to.match(/got an empty file$/)
    expect(failure(readCapture(Uint8Array.of(1, 2, 3, 4)))).to.match(/got 01 02 03 04$/)
  })

  it('never throws, whatever the file', () => {
    const next = seeded(3)
    const files = [pcapng(), pcap(0xa1b2c3d4, true, 1)]
    for (let i = 0; i < 20_000; i++) {
      const octets = (files[i % 2] as Uint8Array).slice(0, i % 3 === 0 ? next(300) : undefined)
      for (let changes = next(4); changes >= 0 && octets.length > 0; changes--)
        octets[next(octets.length)] = next(256)
      expect(readCapture(octets)).to.have.property('frames')
    }
  })
})
