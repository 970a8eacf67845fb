import { expect } from 'chai'
import type { Requirement } from './requirement.js'
import { rfc8278 } from './rfc8278.js'

const rows = Object.entries<Requirement>(rfc8278)

describe('catalogue of RFC 8278', () => {
  it('has all 85 rows, section by section', () => {
    const sections: Record<string, number> = {}
    for (const [id] of rows) {
      const section = id.slice('MP-'.length, id.lastIndexOf('-'))
      sections[section] = (sections[section] ?? 0) + 1
    }
    expect(sections).to.deep.equal({
      '1': 5,
      '3.1': 12,
      '3.2': 9,
      '4.1': 26,
      '4.2': 9,
      '4.3': 3,
      '4.4': 18,
      '5': 1,
      '6': 2,
    })
    expect(rows).to.have.length(85)
  })

  it('numbers the rows of a section without gap', () => {
    const last: Record<string, number> = {}
    for (const [id] of rows) {
      const match = /^MP-([\d.]+)-(\d\d)(b?)$/.exec(id)
      expect(match, id).not.to.equal(null)
      const [, section = '', number = '', letter] = match ?? []
      if (letter === 'b') expect(last[section], id).to.equal(Number(number))
      else expect(Number(number), id).to.equal((last[section] ?? 0) + 1)
      last[section] = Number(number)
    }
  })

  it('keeps each row in the section of its id', () => {
    for (const [id, row] of rows) {
      expect(row.section.split(', ')[0], id).to.equal(id.slice('MP-'.length, id.lastIndexOf('-')))
    }
  })

  it('names only rows it has where another one covers', () => {
    for (const [id, row] of rows) {
      for (const reason of Object.values(row.untested ?? {})) {
        if (reason.because !== 'covered by') continue
        const named = reason.why.match(/MP-[\d.]+-\d+b?/g) ?? []
        expect(named, id).not.to.deep.equal([])
        for (const other of named) expect(rfc8278, id).to.have.property(other)
      }
    }
  })

  it('tells an oracle that can only be "covered by" from one that judges', () => {
    for (const [id, row] of rows) {
      const covered = Object.values(row.untested ?? {}).some((reason) => reason.because === 'covered by')
      expect(row.oracle.startsWith('Has no verdict of its own'), id).to.equal(covered)
    }
  })

  it('gives rows of a legacy LMA no multipath claim', () => {
    for (const id of ['MP-4.3-03', 'MP-4.4-02', 'MP-4.4-06', 'MP-4.4-09', 'MP-4.4-10'] as const) {
      expect(rfc8278[id], id).not.to.have.property('claim')
    }
  })
})
