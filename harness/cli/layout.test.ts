import { expect } from 'chai'
import { count, wrap } from './layout.js'

describe('cli: layout', () => {
  it('breaks between words and hangs what follows', () => {
    expect(wrap('one two three four', 9, 2)).to.equal('one two\n  three\n  four')
  })

  it('keeps the indentation of the first line', () => {
    expect(wrap('  one two three', 11, 4)).to.equal('  one two\n    three')
  })

  it('cuts a word that is longer than a line', () => {
    expect(wrap('ab abcdefghijklmnopqrstuvwxyz', 12, 2)).to.equal('ab\n  abcdefghij\n  klmnopqrst\n  uvwxyz')
  })

  it('no line is longer than the width, and no word is lost', () => {
    const text = 'LMA-8278-BID-03  MUST NOT  8278/MP-4.1-14, 8278/MP-4.1-15, 5213/5.3.1-04'
    for (let width = 20; width < 90; width++) {
      const lines = wrap(text, width, 4).split('\n')
      expect(Math.max(...lines.map((line) => line.length))).to.be.at.most(width)
      expect(
        lines
          .map((line) => line.trim())
          .join(' ')
          .replace(/\s+/g, ''),
      ).to.equal(text.replace(/\s+/g, ''))
    }
  })

  it('lets no control character through', () => {
    expect(wrap('a\u001b[31mb\u202ec', 40)).to.equal('ab\\u{202e}c')
  })

  it('counts in words', () => {
    expect([count(0, 'case'), count(1, 'case'), count(2, 'case')]).to.deep.equal([
      '0 cases',
      '1 case',
      '2 cases',
    ])
  })
})
