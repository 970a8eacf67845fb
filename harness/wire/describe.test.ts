import { expect } from 'chai'
import { decode, encode } from './codec.js'
import { describe as describeFields } from './describe.js'
import type { Message } from './message.js'
import { option } from './options.js'
import { spans } from './spans.js'
import { hex } from './testdata/octets.js'
import { VECTORS } from './testdata/vectors.js'
import {
  msFromTimestamp,
  timestampDifferenceMs,
  timestampFromMs,
  timestampFromNs,
  timestampText,
} from './timestamp.js'
import { visible } from './visible.js'

const v1 = hex(VECTORS[0]?.octets ?? '')

describe('wire/describe', () => {
  const lineOf = (octets: Uint8Array, path: string) =>
    describeFields(octets, decode(octets)).find((line) => line.path === path)

  it('has a line for every field, with its name, place, value and octets', () => {
    expect(lineOf(v1, 'sequence')).to.deep.equal({
      path: 'sequence',
      name: 'Sequence #',
      offset: 6,
      length: 2,
      value: '1',
      hex: '00 01',
    })
    expect(lineOf(v1, 'type')).to.include({ value: '5 (Binding Update)' })
    expect(lineOf(v1, 'flags')).to.include({ value: '0x8200' })
    expect(lineOf(v1, 'options[6]')).to.include({ name: 'MAG Multipath Binding', offset: 70, length: 8 })
    expect(lineOf(v1, 'options[6].bid')).to.include({ name: 'Bid', value: '1', hex: '01', offset: 74 })
    expect(lineOf(v1, 'options[2].timestamp')).to.include({
      value: '113750153658368 (2025-01-01T00:00:00.500Z)',
    })
    expect(lineOf(v1, 'options[3].identifier')).to.include({ value: '"mn1@example.com"' })
  })

  it('notes what is wrong beside its field', () => {
    const octets = v1.slice()
    octets[15] = 200
    expect(lineOf(octets, 'options[0].prefixLength')?.note).to.equal(
      'option-value: expected at most 128, got 200',
    )
    expect(lineOf(v1.subarray(0, 101), 'options[8].length')).to.include({
      note: 'option-overrun: expected at most 1, got 4',
    })
    expect(lineOf(v1.subarray(0, 5), '')?.note).to.equal(
      'truncated: expected at least 6 octets, got 5 octets',
    )
  })

  it('prints nothing that a terminal would obey', () => {
    const identifier = Uint8Array.of(0x1b, 0x5b, 0x33, 0x31, 0x6d, 0x61, 0xff, 0x0a)
    const crafted: Message = {
      kind: 'binding-update',
      sequence: 0,
      flags: 0,
      lifetime: 0,
      options: [option('mobile-node-identifier', { subtype: 1, identifier })],
    }
    const octets = encode(crafted)
    expect(lineOf(octets, 'options[0].identifier')).to.include({ value: '"\\x1b[31ma\\xff\\x0a"' })
  })
})

describe('wire/spans', () => {
  it('places the fields of bits', () => {
    const places = spans(decode(v1).message).filter(({ path }) => path.startsWith('options[6].'))
    expect(places).to.deep.equal([
      { path: 'options[6].type', offset: 70, length: 1 },
      { path: 'options[6].length', offset: 71, length: 1 },
      { path: 'options[6].accessTechnology', offset: 72, length: 1 },
      { path: 'options[6].label', offset: 73, length: 1 },
      { path: 'options[6].bid', offset: 74, length: 1 },
      { path: 'options[6].bulk', offset: 75, length: 1, bits: { first: 0, width: 1 } },
      { path: 'options[6].overwrite', offset: 75, length: 1, bits: { first: 1, width: 1 } },
      { path: 'options[6].reserved', offset: 75, length: 3, bits: { first: 2, width: 22 } },
    ])
  })
})

describe('wire/visible', () => {
  const texts: readonly (readonly [string, string, string])[] = [
    ['plain text', 'mn-1@example.net', 'mn-1@example.net'],
    ['letters beyond ASCII', 'ä漢', 'ä漢'],
    ['ANSI colours', '\x1b[31m', '\\x1b[31m'],
    ['controls', '\x07\n\r\0\x7f', '\\x07\\x0a\\x0d\\x00\\x7f'],
    ['C1 controls', '\u009b', '\\u{9b}'],
    ['marks of direction', 'a\u202eb\u2066', 'a\\u{202e}b\\u{2066}'],
    ['characters of no width', '\u200b\ufeff', '\\u{200b}\\u{feff}'],
    ['line separators', '\u2028', '\\u{2028}'],
    ['a backslash', '\\x07', '\\\\x07'],
    ['a lone surrogate', '\ud800', '\\u{d800}'],
    ['odd spaces', 'a\u00a0b c', 'a\\u{a0}b c'],
  ]
  for (const [what, text, shown] of texts) {
    it(`shows ${what}`, () => {
      expect(visible(text)).to.equal(shown)
    })
  }

  it('shows octets that are no UTF-8, one by one', () => {
    expect(visible(hex('61 ff 62'))).to.equal('a\\xffb')
    expect(visible(hex('c3 a4 c3'))).to.equal('ä\\xc3')
    expect(visible(hex('c0 80'))).to.equal('\\xc0\\x80')
    expect(visible(hex('ed a0 80'))).to.equal('\\xed\\xa0\\x80')
    expect(visible(hex('ef bb bf 61'))).to.equal('\\u{feff}a')
    expect(visible(hex('f0 9f 98 80'))).to.equal('😀')
  })
})

describe('wire/timestamp', () => {
  it('has seconds in 48 bits and 1/65536 s in 16', () => {
    const ms = Date.UTC(2025, 0, 1) + 500
    expect(timestampFromMs(ms)).to.equal(0x6774_8580_8000n)
    expect(timestampFromNs(BigInt(ms) * 1_000_000n)).to.equal(0x6774_8580_8000n)
    expect(msFromTimestamp(0x6774_8580_8000n)).to.equal(ms)
    expect(timestampFromMs(ms + 0.02)).to.equal(0x6774_8580_8001n)
  })

  it('tells two apart', () => {
    expect(timestampDifferenceMs(0x6774_8581_0000n, 0x6774_8580_8000n)).to.equal(500)
    expect(timestampDifferenceMs(0n, 1n)).to.be.closeTo(-0.01526, 0.00001)
  })

  it('is text even where no date is', () => {
    expect(timestampText(0x6774_8580_8000n)).to.equal('2025-01-01T00:00:00.500Z')
    expect(timestampText(2n ** 64n - 1n)).to.equal('281474976710655 s')
  })
})
