import { expect } from 'chai'
import { ansiHtml } from './ansi.js'

describe('terminal output as HTML', () => {
  it('has colours as classes and nothing that is no text', () => {
    expect(ansiHtml('a\x1b[31m\x1b[1mb<\x1b[22m\x1b[39m & c\r\nd')).to.equal(
      'a<span class="red bold">b&lt;</span><span class=""> &amp; c</span>\nd',
    )
  })

  it('leaves out what was drawn over', () => {
    expect(ansiHtml('\r\x1b[2K\x1b[2m1/9\x1b[22m\r\x1b[2K✗ failed\nend')).to.equal('✗ failed\nend')
  })
})
