import { expect } from 'chai'
import { isHexError, readHex } from './hex.js'

const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex')

/** The packets of a text as hex, or where it is wrong. */
function read(text: string): readonly string[] | string {
  const result = readHex(text)
  return isHexError(result) ? `${result.line}:${result.column} ${result.problem}` : result.packets.map(hex)
}

describe('decode: hex', () => {
  it('takes octets with and without separators', () => {
    for (const text of [
      '3b040500',
      '3B 04 05 00',
      '3b:04:05:00',
      '3b04 0500',
      '0x3b040500',
      '0x3b, 0x04, 0x05, 0x00',
      '3b-04-05-00\r\n',
      '\n  3b04\n\n0500\n',
    ])
      expect(read(text), text).to.deep.equal(['3b040500'])
  })

  it('finds no octets in nothing', () => {
    expect(read(' \n ')).to.deep.equal([])
  })

  it('names the place and the value of what is no hex', () => {
    expect(read('3b04 05g0')).to.equal('1:8 "g" is no hex digit')
    expect(read('3b04\n05 0z')).to.equal('2:5 "z" is no hex digit')
    expect(read('0x')).to.equal('1:1 "0x" is no hex digit')
    expect(read('3b 040')).to.equal('1:4 "040" has 3 hex digits, and an octet has two')
    expect(read('3b 4 05')).to.equal('1:4 "4" has 1 hex digit, and an octet has two')
    expect(read('3b é')).to.equal('1:4 "é" is no hex digit')
  })

  it('reads what tcpdump -X prints, with the summary above', () => {
    const text = [
      '12:00:00.000000 IP6 2001:db8::1 > 2001:db8::2: mobility: BU seq#=1',
      '\t0x0000:  6000 0000 0008 8740 2001 0db8 0000 0000  `......@........',
      '\t0x0010:  0000 00ab cd                             ab.cd',
    ].join('\n')
    expect(read(text)).to.deep.equal(['600000000008874020010db800000000000000abcd'])
    expect(readHex(text)).to.have.property('passedOver', 1)
  })

  it('reads what tshark -x prints, also a last line of 8 octets', () => {
    const text = [
      '0000  60 00 00 00 00 08 87 40 20 01 0d b8 00 00 00 00   `......@ .......',
      '0010  3b 00 05 00 00 00 61 62                           ;.....ab',
    ].join('\n')
    expect(read(text)).to.deep.equal(['600000000008874020010db8000000003b00050000006162'])
  })

  it('reads what hexdump -C and xxd print', () => {
    expect(
      read('00000000  3b 04 05 00 aa bb cc dd  01 02 03 04 05 06 07 08  |;....ab|....|\n00000010\n'),
    ).to.deep.equal(['3b040500aabbccdd0102030405060708'])
    expect(
      read('00000000: 3b04 0500 aabb ccdd 0102 0304 0506 0708  ;...............\n00000010: ab  .'),
    ).to.deep.equal(['3b040500aabbccdd0102030405060708ab'])
  })

  it('takes no characters for octets, even when they look so', () => {
    const line = '0000  61 62 63 64 65 66 61 62 63 64   abcdefabcd'
    expect(read(line)).to.deep.equal(['61626364656661626364'])
  })

  it('begins a packet at each offset 0', () => {
    expect(read('0000  3b 04\n\n0000  3b 05\n')).to.deep.equal(['3b04', '3b05'])
  })

  it('tells a line that is missing, and one without offset', () => {
    expect(read('0000  3b 04\n0010  3b 05')).to.equal(
      '2:1 the offset is 0x0010 where 0x0002 has to follow; is a line missing?',
    )
    expect(read('0000  3b 04\n3b 05')).to.equal('2:1 there is no offset here, unlike in the lines before')
    expect(read('0000  3b 0g')).to.equal('1:10 "0g" is no hex octet')
  })

  it('takes hex that only looks like an offset for hex', () => {
    expect(read('3b04  0500')).to.deep.equal(['3b040500'])
  })
})
