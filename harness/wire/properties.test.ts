import { expect } from 'chai'
import fc from 'fast-check'
import { decode, encode } from './codec.js'
import { describe as describeFields } from './describe.js'
import { aligned } from './layout.js'
import { messageRow } from './message-table.js'
import { parsePacket } from './packet.js'
import { spans } from './spans.js'
import { anyMessage } from './testdata/arbitraries.js'
import { hex, seeded } from './testdata/octets.js'
import { VECTORS } from './testdata/vectors.js'

const SEED = 8278
const settings = { seed: SEED, numRuns: 3000 }
const ADDRESSES = { source: '2001:db8:a::1', destination: '2001:db8:1::1' }

/** The message as somebody builds it: without what is only known once it has been on the wire. */
function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped)
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value
  const { type, length: _length, offset: _offset, ...rest } = value as Record<string, unknown>
  const kept = rest.kind === 'unknown' ? { ...rest, type } : rest
  return Object.fromEntries(Object.entries(kept).map(([name, inner]) => [name, stripped(inner)]))
}

/** Octets of a vector with up to four of them changed, some cut off or some added. */
function mutated(next: (limit: number) => number, vectors: readonly Uint8Array[]): Uint8Array {
  const base = vectors[next(vectors.length)] as Uint8Array
  const size = next(8) === 0 ? next(base.length + 20) : base.length
  const octets = new Uint8Array(size)
  octets.set(base.subarray(0, size))
  for (let changes = next(4) + 1; changes > 0 && size > 0; changes--) octets[next(size)] = next(256)
  return octets
}

describe('wire: properties', () => {
  const vectors = VECTORS.map(({ octets }) => hex(octets))

  it('what is encoded is decoded to the same message', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const decoded = decode(encode(message, ADDRESSES), ADDRESSES)
        const { options, ...fields } = message
        expect(decoded.message).to.deep.include(fields)
        expect(stripped(decoded.message.options)).to.deep.equal(stripped(options))
        expect(decoded.message.tail).to.have.lengthOf(0)
      }),
      settings,
    )
  })

  it('what is aligned has no issue', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const options = aligned(message.options, messageRow(message.kind)?.fixed)
        expect(decode(encode({ ...message, options }, ADDRESSES), ADDRESSES).issues).to.deep.equal([])
      }),
      settings,
    )
  })

  it('the spans of a message cover its octets, in their order', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        let covered = 0
        for (const { path, offset, length } of spans(message)) {
          expect(offset, path).to.be.at.most(covered)
          covered = Math.max(covered, offset + length)
        }
        expect(covered).to.equal(encode(message).length)
      }),
      { ...settings, numRuns: 1000 },
    )
  })

  it('any octets are written back as they came', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
        expect(encode(decode(octets).message)).to.deep.equal(octets)
      }),
      settings,
    )
  })

  it('1,000,000 random and mutated inputs: nothing throws, every one is written back as it came', () => {
    const next = seeded(SEED)
    for (let i = 0; i < 1_000_000; i++) {
      let octets: Uint8Array
      if (i % 4 === 0) {
        octets = new Uint8Array(next(48))
        for (let at = 0; at < octets.length; at++) octets[at] = next(256)
        // Half of them with a type that is read further.
        if (i % 8 === 0 && octets.length > 2) octets[2] = [0, 5, 6, 7, 13, 16][next(6)] as number
      } else {
        octets = mutated(next, vectors)
      }
      const { message } = decode(octets, ADDRESSES)
      const back = encode(message)
      if (Buffer.compare(back, octets) !== 0) expect(back, `input ${i}`).to.deep.equal(octets)
    }
  })

  it('what is described and parsed as a packet may be anything', () => {
    const next = seeded(SEED + 1)
    for (let i = 0; i < 5_000; i++) {
      const octets = mutated(next, vectors)
      const lines = describeFields(octets, decode(octets))
      expect(lines.every(({ offset, length }) => offset + length <= octets.length)).to.equal(true)
      const packet = Uint8Array.from({ length: next(120) }, () => (next(2) === 0 ? 0 : next(256)))
      if (packet.length > 40)
        packet.set([
          next(2) === 0 ? 0x60 : 0x45,
          0,
          0,
          0,
          0,
          next(90),
          [0, 43, 44, 51, 60, 135][next(6)] as number,
        ])
      expect(parsePacket(packet)).to.have.property('kind')
    }
  })
})
