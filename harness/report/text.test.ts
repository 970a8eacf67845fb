import { expect } from 'chai'
import { hostile } from './hostile.js'
import {
  markdownCode,
  markdownText,
  oneLine,
  shorten,
  terminalText,
  textLine,
  visibleText,
  xmlAttribute,
  xmlText,
} from './text.js'

const unsafe = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}]|\ufffe|\uffff/u

describe('texts of reports', () => {
  for (const [name, text] of Object.entries(hostile)) {
    it(`holds nothing that acts: ${name}`, () => {
      for (const safe of [
        xmlText(text),
        xmlAttribute(text),
        markdownText(text),
        markdownCode(text),
        terminalText(text),
      ])
        expect(safe).not.to.match(unsafe)
      expect(xmlText(text))
        .not.to.include(']]>')
        .and.not.to.match(/\[\[ATTACHMENT/i)
    })
  }

  it('spells what does not print', () => {
    expect(visibleText('x\0\x07\rredy\x85')).to.equal('x\\x00\\x07\\x0dredy\\x85')
    expect(visibleText('a\u202eb \ud800 \uffff')).to.equal('a\\u{202e}b \\u{d800} \\u{ffff}')
    expect(visibleText('tab\tline\nÅ 漢 😀')).to.equal('tab\tline\nÅ 漢 😀')
  })

  it('takes ANSI sequences out as a whole', () => {
    expect(visibleText('\x1b[1;31mred\x1b[0m\x1b]0;title\x07!')).to.equal('red!')
    expect(visibleText('\x1b\x1b[31m[31m')).to.equal('\\x1b[31m')
    expect(visibleText('\x1b]0;never ended')).to.equal('\\x1b]0;never ended')
  })

  it('breaks every end of a CDATA section, not only the first', () => {
    expect(xmlText('a]]>b]]>c]]]]>>')).to.equal('a]]\\u003eb]]\\u003ec]]]]\\u003e>')
  })

  it('breaks attachment orders, nested ones too', () => {
    expect(xmlText('[[ATTACHMENT|/etc/passwd]]')).to.equal('[ [ATTACHMENT|/etc/passwd]]')
    expect(xmlText('[[[[ATTACHMENT|x')).to.equal('[[[ [ATTACHMENT|x')
  })

  it('cuts long texts in the middle, between characters, and says so', () => {
    const cut = xmlText(`first ${'😀'.repeat(50_000)} last`, 10_000)
    expect(Buffer.byteLength(cut)).to.be.at.most(10_000)
    expect(cut)
      .to.match(/^first /)
      .and.match(/ last$/)
      .and.include('journal.ndjson')
    expect(cut).not.to.include('\ufffd')
    expect(xmlText('short', 5)).to.equal('short')
  })

  it('keeps a value on its line', () => {
    expect(textLine('  a\nrerun: x\t')).to.equal('  a\\nrerun: x\\t')
    expect(oneLine(' a\n\n b\t c ')).to.equal('a b c')
    expect(shorten('😀😀😀', 2)).to.equal('😀…')
    expect(shorten('abc', 3)).to.equal('abc')
  })

  it('escapes Markdown', () => {
    expect(markdownText('| a_b *c* `d` <b> [x](http://y) @me #1')).to.equal(
      '\\| a\\_b \\*c\\* \\`d\\` &lt;b&gt; \\[x\\](http&#58;//y) &#64;me \\#1',
    )
    expect(markdownText('- no list')).to.equal('\\- no list')
    expect(markdownText('1. no list, 0.1.0')).to.equal('1\\. no list, 0.1.0')
  })

  it('fences code longer than its backticks', () => {
    expect(markdownCode('a`b``c|d')).to.equal('```a`b``c\\|d```')
    expect(markdownCode('`x`')).to.equal('`` `x` ``')
    expect(markdownCode('')).to.equal('')
  })
})
