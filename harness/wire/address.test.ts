import { isIPv4, isIPv6 } from 'node:net'
import { expect } from 'chai'
import {
  canonicalIPv4,
  canonicalIPv6,
  formatIPv4,
  formatIPv6,
  isUnicastRoutable,
  parseIPv4,
  parseIPv6,
} from './address.js'
import { seeded } from './testdata/octets.js'

describe('wire/address', () => {
  const forms: readonly (readonly [string, string])[] = [
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['0:0:1::', '0:0:1::'],
    ['1:2:3:4:5:6::', '1:2:3:4:5:6::'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ]
  for (const [text, canonical] of forms) {
    it(`writes ${text} as ${canonical}`, () => {
      expect(canonicalIPv6(text)).to.equal(canonical)
    })
  }

  const wrong = [
    '',
    ':',
    ':::',
    '1',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '12345::',
    '1:',
    ':1',
    '::g',
  ]
  const alsoWrong = [
    'fe80::1%eth0',
    '2001:db8::/64',
    '::1.2.3',
    '::256.0.0.1',
    '1.2.3.4',
    '1:2:3:4:5:6:7:1.2.3.4',
    ' ::',
  ]
  for (const text of [...wrong, ...alsoWrong, '1:2:3:4:5:6:7:8::', '::1:2:3:4:5:6:7:8']) {
    it(`takes "${text}" for no IPv6 address`, () => {
      expect(parseIPv6(text)).to.equal(undefined)
    })
  }

  it('agrees with Node on what is an address, for mangled texts', () => {
    const next = seeded(1)
    const alphabet = '0:1f:2:.:9::'
    for (let i = 0; i < 30_000; i++) {
      let text = ''
      for (let size = next(18) + 1; size > 0; size--) text += alphabet[next(alphabet.length)]
      expect(parseIPv6(text) !== undefined, text).to.equal(isIPv6(text))
      expect(parseIPv4(text) !== undefined, text).to.equal(isIPv4(text))
    }
  })

  it('reads back whatever it writes', () => {
    const next = seeded(2)
    for (let i = 0; i < 30_000; i++) {
      const octets = Uint8Array.from({ length: 16 }, () => (next(3) === 0 ? next(256) : 0))
      expect(parseIPv6(formatIPv6(octets))).to.deep.equal(octets)
    }
  })

  it('reads and writes IPv4', () => {
    expect(parseIPv4('192.0.2.10')).to.deep.equal(Uint8Array.of(192, 0, 2, 10))
    expect(formatIPv4(Uint8Array.of(9, 192, 0, 2, 255), 1)).to.equal('192.0.2.255')
    expect(canonicalIPv4('1.2.3')).to.equal(undefined)
    expect(canonicalIPv4('01.2.3.4')).to.equal(undefined)
    expect(canonicalIPv4('1.2.3.4.5')).to.equal(undefined)
  })

  for (const text of ['2001:db8::1', '::2', '192.0.2.1', 'fd00::1']) {
    it(`${text} can be routed`, () => {
      expect(isUnicastRoutable(text)).to.equal(true)
    })
  }
  for (const text of [
    '::',
    '::1',
    'fe80::1',
    'febf::1',
    'ff02::1',
    '0.0.0.0',
    '127.0.0.1',
    '224.0.0.1',
    '169.254.1.1',
    'x',
  ]) {
    it(`${text} cannot`, () => {
      expect(isUnicastRoutable(text)).to.equal(false)
    })
  }
})
