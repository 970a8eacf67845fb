import { expect } from 'chai'
import { fieldName, printable, printableValue } from './printable.js'

describe('printable', () => {
  it('escapes what steers a terminal or hides text, and nothing else', () => {
    expect(printable('é 😀 \u0007\u001b]0;x\u009b\r\n\u2028\u202e\u200b\ud800')).to.equal(
      'é 😀 \\u{7}\\u{1b}]0;x\\u{9b}\\u{d}\\u{a}\\u{2028}\\u{202e}\\u{200b}\\u{d800}',
    )
  })
})

describe('printableValue', () => {
  it('keeps text, numbers and truth values apart', () => {
    expect(['9', 9, true, null, [], Number.NaN].map(printableValue)).to.deep.equal([
      '"9"',
      '9',
      'true',
      'null',
      '[]',
      'NaN',
    ])
  })

  it('cuts a long value', () => {
    expect(printableValue('x'.repeat(1000))).to.equal(`"${'x'.repeat(71)}…`)
  })
})

describe('fieldName', () => {
  it('is what people write', () => {
    expect(fieldName(['paths', 1, 'access-technology'])).to.equal('paths[1].access-technology')
    expect(fieldName(['claims', 'a.b\u001b'])).to.equal('claims["a.b\\u001b"]')
    expect(fieldName([])).to.equal('')
  })
})
