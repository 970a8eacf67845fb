import { expect } from 'chai'
import type { Requirement } from './requirement.js'
import { rfc5094 } from './rfc5094.js'
import { rfc5149 } from './rfc5149.js'
import { rfc5213Lma } from './rfc5213-lma.js'
import { rfc5213Mag } from './rfc5213-mag.js'
import { rfc5847 } from './rfc5847.js'
import { rfc6275 } from './rfc6275.js'
import { rfc6543 } from './rfc6543.js'

type Rows = Readonly<Record<string, Requirement>>

const rfc5213Tables: readonly Rows[] = [rfc5213Lma, rfc5213Mag]
const rfcs: readonly { readonly rfc: string; readonly count: number; readonly tables: readonly Rows[] }[] = [
  { rfc: '6275', count: 74, tables: [rfc6275] },
  { rfc: '5213', count: 247, tables: rfc5213Tables },
  { rfc: '5847', count: 23, tables: [rfc5847] },
  { rfc: '5094', count: 5, tables: [rfc5094] },
  { rfc: '5149', count: 2, tables: [rfc5149] },
  { rfc: '6543', count: 1, tables: [rfc6543] },
]

const entriesOf = (tables: readonly Rows[]) => tables.flatMap((table) => Object.entries(table))
const everyRow = rfcs.flatMap(({ rfc, tables }) =>
  entriesOf(tables).map(([id, row]) => ({ name: `${rfc}/${id}`, id, row })),
)

describe('base requirements', () => {
  for (const { rfc, count, tables } of rfcs) {
    it(`has the ${count} rows of RFC ${rfc}, each id once`, () => {
      const ids = entriesOf(tables).map(([id]) => id)
      expect(ids).to.have.length(count)
      expect(new Set(ids).size).to.equal(count)
    })
  }

  it('splits RFC 5213 into 155 rows that bind an LMA and 92 for a MAG alone', () => {
    const rows = entriesOf(rfc5213Tables).map(([, row]) => row)
    expect(rows.filter((row) => row.binds !== 'mag')).to.have.length(155)
    expect(rows.filter((row) => row.binds === 'mag')).to.have.length(92)
  })

  it('has ids of the form section, dash, number', () => {
    for (const { name, id } of everyRow) {
      expect(id, name).to.match(/^\d+(\.(\d+|x))*-(S\d|\d{2}[a-e]?)$/)
    }
  })

  it('names the section the id begins with', () => {
    for (const { name, id, row } of everyRow) {
      const fromId = id.slice(0, id.lastIndexOf('-'))
      // 8.x stands for the option formats of four sections at once.
      expect(row.section, name).to.equal(fromId === '8.x' ? '8.3 to 8.6' : fromId)
    }
  })

  it('says what is required, how it is seen and how it is judged', () => {
    for (const { name, row } of everyRow) {
      for (const sentence of [row.text, row.observed, row.oracle]) {
        expect(sentence, name).to.match(/^[A-Z0-9(].*\.$/s)
      }
      expect(row.oracle, name).to.match(/^(Passes|Undecided|No verdict of its own)/)
    }
  })

  it('has no two texts alike', () => {
    const first = new Map<string, string>()
    for (const { name, row } of everyRow) {
      expect(first.get(row.text), `${name} repeats the text of`).to.equal(undefined)
      first.set(row.text, name)
    }
  })

  it('refers to interpretation notes by their ids', () => {
    for (const { name, row } of everyRow) {
      for (const note of row.notes ?? []) expect(note, name).to.match(/^(BU|U)-\d+$/)
    }
  })

  it('gives a reason only for a role the row binds', () => {
    for (const { name, row } of everyRow) {
      if (row.binds === 'lma') expect(row.untested?.mag, name).to.equal(undefined)
      if (row.binds === 'mag') expect(row.untested?.lma, name).to.equal(undefined)
    }
  })

  it('makes every row of RFC 5847 depend on the claim, but for the answer of a node without Heartbeats', () => {
    const without = entriesOf([rfc5847]).filter(([, row]) => row.claim !== 'heartbeat')
    expect(without.map(([id]) => id)).to.deep.equal(['3-07'])
  })
})
