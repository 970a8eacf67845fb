import { expect } from 'chai'
import { checksumMatches } from './checksum.js'
import { decode, encode } from './codec.js'
import { aligned } from './layout.js'
import type { Issue, Message } from './message.js'
import { find, findAll, type Option, option } from './options.js'
import { hex } from './testdata/octets.js'
import { VECTORS } from './testdata/vectors.js'

/** Without what only a received option has. */
function unplaced(options: readonly Option[]): readonly unknown[] {
  return options.map(({ type: _type, length: _length, offset: _offset, ...rest }) => rest)
}

const codes = (issues: readonly Issue[]) =>
  issues.map((issue) => `${issue.code} ${issue.path} @${issue.offset}`)
const update = (options: readonly Option[], rest: object = {}): Message => ({
  kind: 'binding-update',
  sequence: 1,
  flags: 0x8200,
  lifetime: 75,
  options,
  ...rest,
})

describe('wire/codec: vectors', () => {
  for (const { id, title, octets, addresses, message } of VECTORS) {
    it(`${id}, ${title}: decodes without an issue`, () => {
      const decoded = decode(hex(octets), addresses)
      const { options, ...fields } = message
      expect(decoded.issues).to.deep.equal([])
      expect(decoded.message).to.deep.include(fields)
      expect(unplaced(decoded.message.options)).to.deep.equal(unplaced(options))
    })
    it(`${id}, ${title}: encodes to the same octets`, () => {
      expect(encode(message, addresses)).to.deep.equal(hex(octets))
      expect(encode(decode(hex(octets)).message)).to.deep.equal(hex(octets))
    })
  }

  it('lays out the options of V1 as they stand there', () => {
    const message = VECTORS[0]?.message as Message
    const bare = message.options.filter(({ kind }) => kind !== 'padn')
    expect(aligned(bare)).to.deep.equal(message.options)
  })
})

describe('wire/codec: what is wrong', () => {
  const v1 = VECTORS[0] as (typeof VECTORS)[number]
  const octets = hex(v1.octets)
  const changed = (...changes: readonly (readonly [number, number])[]) => {
    const copy = octets.slice()
    for (const [at, value] of changes) copy[at] = value
    return copy
  }
  const cases: readonly (readonly [string, Uint8Array, readonly string[]])[] = [
    ['Payload Proto 6', changed([0, 6]), ['payload-proto payloadProto @0']],
    ['Header Len too small', changed([1, 11]), ['header-length headerLength @1']],
    ['Header Len too large', changed([1, 13]), ['header-length headerLength @1']],
    ['Reserved set', changed([3, 1]), ['reserved reserved @3']],
    ['a reserved flag set', changed([9, 1]), ['reserved flags @8']],
    ['an unassigned MH type', changed([2, 200]), ['unknown-type type @2']],
    ['a reserved field of an option', changed([14, 1]), ['option-reserved options[0].reserved @14']],
    ['prefix length 200', changed([15, 200]), ['option-value options[0].prefixLength @15']],
    ['BID 0', changed([74, 0]), ['option-value options[6].bid @74']],
    ['BID 255', changed([74, 255]), ['option-value options[6].bid @74']],
    ['reserved bits beside B and O', changed([75, 0x3f]), ['option-reserved options[6].reserved @75']],
    ['padding that is not 0', changed([101, 7]), ['padding-data options[8].data @101']],
    ['a HI of Length 3', changed([63, 3], [67, 1]), ['option-length options[4].length @63']],
    ['an option over the end', changed([99, 9]), ['option-overrun options[8].length @99']],
    ['100 octets', octets.subarray(0, 100), ['not-multiple-of-8  @96', 'header-length headerLength @1']],
    ['4 octets', octets.subarray(0, 4), ['truncated  @0']],
    ['no octets', octets.subarray(0, 0), ['truncated  @0']],
    [
      '10 octets of a PBU',
      octets.subarray(0, 10),
      ['truncated  @0', 'not-multiple-of-8  @8', 'header-length headerLength @1'],
    ],
  ]
  for (const [what, wrong, expected] of cases) {
    it(`names ${what}, and writes it back`, () => {
      const { message, issues } = decode(wrong)
      expect(codes(issues).slice(0, expected.length)).to.deep.equal(expected)
      expect(encode(message)).to.deep.equal(wrong)
    })
  }

  it('says what a checksum should be', () => {
    const { issues } = decode(changed([5, 0]), v1.addresses)
    expect(issues).to.deep.equal([
      { code: 'checksum', path: 'checksum', offset: 4, expected: '0xdbdc', got: '0xdb00' },
    ])
    expect(checksumMatches(octets, v1.addresses)).to.equal(true)
    expect(checksumMatches(changed([60, 0]), v1.addresses)).to.equal(false)
  })

  it('looks at no checksum between addresses it cannot read, and past a zone', () => {
    expect(decode(octets, { source: 'rubbish', destination: '::' }).issues).to.deep.equal([])
    const zoned = { source: `${v1.addresses.source}%wlan0`, destination: v1.addresses.destination }
    expect(decode(octets, zoned).issues).to.deep.equal([])
  })

  it('wants checksum 0 over IPv4', () => {
    const addresses = { source: '192.0.2.1', destination: '192.0.2.2' }
    expect(codes(decode(octets, addresses).issues)).to.deep.equal(['checksum checksum @4'])
  })

  it('names an option that is not aligned', () => {
    const { issues } = decode(encode(update([option('padn'), option('home-network-prefix'), option('padn')])))
    expect(issues.at(-1)).to.deep.equal({
      code: 'option-alignment',
      path: 'options[1]',
      offset: 14,
      expected: '8n+4',
      got: 'offset 14, 8n+6',
    })
  })

  it('keeps what follows an overrun', () => {
    const { message } = decode(changed([13, 255]))
    expect(message.options).to.deep.equal([])
    expect(message.tail).to.deep.equal(changed([13, 255]).subarray(12))
  })

  it('keeps no part of a Buffer, which may be received into again', () => {
    const long = update([option('vendor-specific', { data: new Uint8Array(100) })], {
      tail: new Uint8Array(90).fill(23),
    })
    for (const sent of [
      encode(long),
      encode({ kind: 'unknown', type: 99, body: new Uint8Array(100), options: [] }),
    ]) {
      const buffer = Buffer.from(sent)
      const { message } = decode(buffer)
      const cut = decode(buffer.subarray(0, 5)).message
      buffer.fill(0xff)
      expect(encode(message)).to.deep.equal(sent)
      expect(encode(cut)).to.deep.equal(sent.slice(0, 5))
    }
  })

  it('names a delegated prefix whose V flag does not go with its Length', () => {
    const crafted = option('delegated-mobile-network-prefix', { isIPv4: true, prefix: '2001:db8::' })
    const { issues } = decode(encode(update([option('padn', { data: new Uint8Array(4) }), crafted])))
    expect(codes(issues)).to.deep.equal([
      'not-multiple-of-8  @32',
      'header-length headerLength @1',
      'option-value options[1].isIPv4 @20',
    ])
  })

  it('does not look at the received octets again', () => {
    const buffer = octets.slice()
    const { message } = decode(buffer)
    buffer.fill(0xff)
    expect(encode(message)).to.deep.equal(octets)
  })
})

describe('wire/codec: written as it is given', () => {
  it('Header Len, checksum, reserved fields, Payload Proto, tail', () => {
    const crafted = {
      headerLength: 9,
      checksum: 0xbeef,
      reserved: 7,
      payloadProto: 58,
      tail: Uint8Array.of(1, 2, 3),
    }
    const octets = encode(update([], crafted))
    expect(octets).to.deep.equal(hex('3a 09 05 07 be ef 00 01 82 00 00 4b 01 02 03'))
    expect(decode(octets).message).to.deep.include({ headerLength: 9, checksum: 0xbeef, reserved: 7 })
  })

  it('a Length octet, with the data untouched', () => {
    const crafted = option('mag-multipath-binding', {
      bid: 1,
      bulk: true,
      overwrite: true,
      reserved: 5,
      length: 99,
    })
    expect(encode(update([crafted])).subarray(12)).to.deep.equal(hex('3f 63 00 00 01 c0 00 05'))
  })

  it('a known option as a stranger', () => {
    const crafted = option('malformed', { of: 'handoff-indicator', type: 23, data: Uint8Array.of(0) })
    const octets = encode(update([crafted, option('pad1')]))
    expect(octets.subarray(12)).to.deep.equal(hex('17 01 00 00'))
    expect(decode(octets).message.options[0]).to.deep.equal({ ...crafted, length: 1, offset: 12 })
  })

  it('an MH of any type', () => {
    const octets = encode({ kind: 'unknown', type: 200, body: Uint8Array.of(1, 2), options: [] })
    expect(octets).to.deep.equal(hex('3b 00 c8 00 00 00 01 02'))
  })

  it('refuses what a field cannot hold', () => {
    const build = (bid: number) => () => encode(update([option('mag-multipath-binding', { bid })]))
    expect(build(256)).to.throw(RangeError, 'mag-multipath-binding: bid cannot be 256')
    expect(build(-1)).to.throw(RangeError)
    expect(build(1.5)).to.throw(RangeError)
    const prefix = option('home-network-prefix', { prefix: '2001:db8' })
    expect(() => encode(update([prefix]))).to.throw(
      RangeError,
      'home-network-prefix: "2001:db8" is no IPv6 address',
    )
    const long = option('mag-identifier', { identifier: new Uint8Array(254) })
    expect(() => encode(update([long]))).to.throw(RangeError, 'mag-identifier: length cannot be 256')
  })

  it('the numbers of a dialect', () => {
    const dialect = { multipathBinding: 251, magIdentifier: 252 }
    const options = [option('mag-multipath-binding', { bid: 3 }), option('mag-identifier', { subtype: 1 })]
    const octets = encode(update(options), undefined, dialect)
    expect(octets.subarray(12)).to.deep.equal(hex('fb 06 00 00 03 00 00 00 fc 02 01 00'))
    expect(decode(octets, undefined, dialect).message.options.map(({ kind }) => kind)).to.deep.equal([
      'mag-multipath-binding',
      'mag-identifier',
    ])
    expect(decode(octets).message.options.map(({ kind }) => kind)).to.deep.equal(['unknown', 'unknown'])
  })
})

describe('wire/options', () => {
  const message = update([
    option('home-network-prefix', { prefixLength: 64 }),
    option('home-network-prefix', { prefixLength: 63 }),
  ])
  it('finds the first option of a kind, and all', () => {
    expect(find(message, 'home-network-prefix')?.prefixLength).to.equal(64)
    expect(find(message, 'timestamp')).to.equal(undefined)
    expect(findAll(message, 'home-network-prefix').map(({ prefixLength }) => prefixLength)).to.deep.equal([
      64, 63,
    ])
  })

  it('breaks no sub-option off silently', () => {
    const octets = encode(
      update([option('padn'), option('unknown', { type: 45, data: hex('00 01 00 01 00 00 02 04 00 01') })]),
    )
    const { message: read, issues } = decode(octets)
    expect(read.options[1]).to.deep.include({ kind: 'malformed', of: 'flow-identification' })
    expect(codes(issues)).to.include('option-overrun options[1].subOptions[0].length @23')
  })
})
