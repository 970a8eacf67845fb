import { expect } from 'chai'
import {
  type Interpretation,
  interpretation,
  interpretations,
  isInterpretationId,
  isRequirementId,
  type RequirementId,
  requirement,
  requirementIds,
} from './index.js'

const rows = requirementIds.map(requirement)
const readings = Object.entries<Interpretation>(interpretations)

/** Where a text is listed twice the second one is a slip of copying. */
function twice(texts: readonly string[]): readonly string[] {
  return texts.filter((text, index) => texts.indexOf(text) !== index)
}

describe('catalogue', () => {
  it('finds a requirement by its full id', () => {
    const row = requirement('8278/MP-4.1-14')
    expect(row.id).to.equal('8278/MP-4.1-14')
    expect(row.rfc).to.equal('8278')
    expect(row.section).to.equal('4.1')
    expect(row.binds).to.equal('lma')
  })

  it('checks ids at compile time and at run time', () => {
    // @ts-expect-error no such row
    const wrong: RequirementId = '8278/MP-4.1-99'
    expect(isRequirementId(wrong)).to.equal(false)
    expect(isRequirementId('8278/MP-4.1-14')).to.equal(true)
    expect(isRequirementId('toString')).to.equal(false)
    expect(isInterpretationId('U-42')).to.equal(true)
    expect(isInterpretationId('U-43')).to.equal(false)
  })

  it('has well-formed ids', () => {
    for (const id of requirementIds) {
      expect(id).to.match(/^(8278\/MP-\d+(\.\d+)*-\d\db?|\d{4}\/\d+(\.(\d+|x))*-(\d\d|S\d)[a-e]?)$/)
    }
  })

  it('has words in every field, and none too long', () => {
    for (const row of rows) {
      for (const field of ['section', 'text', 'observed', 'oracle'] as const) {
        expect(row[field].trim(), `${row.id} ${field}`).to.equal(row[field])
        expect(row[field].length, `${row.id} ${field}`).to.be.within(1, 600)
      }
      for (const reason of Object.values(row.untested ?? {})) expect(reason.why, row.id).to.match(/\S/)
    }
  })

  it('says nothing twice', () => {
    // The same may be asked of an LMA and of a MAG, or again by a later RFC.
    expect(twice(rows.map((row) => `${row.rfc} ${row.binds}: ${row.text}`))).to.deep.equal([])
  })

  it('has every row of every RFC', () => {
    const counts: Record<string, number> = {}
    for (const { rfc } of rows) counts[rfc] = (counts[rfc] ?? 0) + 1
    expect(counts).to.deep.equal({
      '8278': 85,
      '5213': 247,
      '6275': 74,
      '5847': 23,
      '5094': 5,
      '5149': 2,
      '6543': 1,
    })
  })

  it('gives reasons only for roles the row binds', () => {
    for (const row of rows) {
      if (row.binds === 'lma') expect(row.untested?.mag, row.id).to.equal(undefined)
      if (row.binds === 'mag') expect(row.untested?.lma, row.id).to.equal(undefined)
    }
  })

  it('references only notes that exist', () => {
    for (const row of rows) {
      for (const note of row.notes ?? [])
        expect(isInterpretationId(note), `${row.id}: ${note}`).to.equal(true)
      expect(twice(row.notes ?? []), row.id).to.deep.equal([])
    }
  })
})

describe('interpretations', () => {
  it('are 42 of RFC 8278 and 35 of the base, numbered without gap', () => {
    const numbered = (prefix: string, count: number): readonly string[] =>
      Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`)
    expect(readings.map(([id]) => id)).to.deep.equal([...numbered('U', 42), ...numbered('BU', 35)])
  })

  it('ask a question and give a reading', () => {
    for (const [id, { question, reading }] of readings) {
      expect(question, id).to.match(/\?$/)
      expect(reading.length, id).to.be.within(5, 600)
    }
    expect(twice(readings.map(([, { question }]) => question))).to.deep.equal([])
  })

  it('bear on requirements that exist', () => {
    for (const [id, reading] of readings) {
      for (const named of reading.requirements) {
        expect(isRequirementId(named), `${id}: ${named}`).to.equal(true)
      }
    }
  })

  it('list every row that refers to them', () => {
    for (const row of rows) {
      for (const note of row.notes ?? []) expect(interpretation(note)?.requirements, note).to.include(row.id)
    }
  })

  it('of RFC 8278 and its rows name each other', () => {
    for (const [id, reading] of readings) {
      if (!id.startsWith('U-')) continue
      const naming = rows.filter((row) => row.rfc === '8278' && row.notes?.includes(id)).map((row) => row.id)
      expect([...reading.requirements].sort(), id).to.deep.equal(naming.sort())
    }
  })

  it('are found by id', () => {
    expect(interpretation('U-01')).to.include({ id: 'U-01' })
    expect(interpretation('U-43')).to.equal(undefined)
    expect(interpretation('BU-35').requirements).to.include('5213/6.9.4-01')
  })
})
