import { expect } from 'chai'
import { requirement, requirementIds } from '../catalogue/index.js'
import { contradictions, coverage, stateOf, type Test, totals } from './coverage.js'
import { snapshot } from './coverage-text.js'

const forLma = requirementIds.find((id) => requirement(id).binds === 'lma') ?? '5213/5.3.1-04'
const forMag = requirementIds.find((id) => requirement(id).binds === 'mag') ?? '6543/1-01'
const excused = requirementIds.find((id) => requirement(id).untested?.lma !== undefined) ?? '8278/MP-1-01'
const bare = requirementIds.find(
  (id) => requirement(id).binds !== 'mag' && requirement(id).untested?.lma === undefined,
)
const test = (id: string, requirements: readonly string[], role: Test['role'] = 'lma'): Test => ({
  id,
  role,
  requirements,
})

describe('cli: coverage', () => {
  it('has a line for each row and each role it binds, sorted', () => {
    const rows = coverage([])
    const bound = requirementIds.reduce((sum, id) => sum + (requirement(id).binds === 'both' ? 2 : 1), 0)
    expect(rows).to.have.length(bound)
    const keys = rows.map((row) => `${row.id} ${row.role}`)
    expect(keys).to.deep.equal([...keys].sort())
  })

  it('gives a row its cases, sorted, for their own role only', () => {
    const rows = coverage([test('LMA-2', [forLma]), test('LMA-1', [forLma]), test('MAG-1', [forLma], 'mag')])
    const row = rows.find(({ id, role }) => id === forLma && role === 'lma')
    expect(row?.cases).to.deep.equal(['LMA-1', 'LMA-2'])
    expect(row && stateOf(row)).to.equal('tested')
  })

  it('tells a row with neither case nor reason', () => {
    const told = contradictions(coverage([]), []).filter((line) => line.startsWith(`${bare} `))
    expect(told).to.deep.equal([
      `${bare} binds the lma and has neither a case nor a reason why not`,
      `${bare} binds the mag and has neither a case nor a reason why not`,
    ])
  })

  it('tells a row with both a case and a reason', () => {
    const tests = [test('LMA-1', [excused])]
    const told = contradictions(coverage(tests), tests).filter((line) =>
      line.startsWith(`${excused} is tested`),
    )
    expect(told).to.have.length(1)
    expect(told[0]).to.contain('LMA-1').and.to.contain('untested.lma')
  })

  it('tells a case of the wrong role, and a requirement that is none', () => {
    const tests = [test('LMA-1', [forMag]), test('LMA-2', ['8278/none'])]
    const told = contradictions(coverage(tests), tests)
    expect(told).to.include(`LMA-1 tests the lma, but ${forMag} binds the mag only`)
    expect(told).to.include('LMA-2 is held against 8278/none, which is not in the catalogue')
  })

  it('totals add up to the rows', () => {
    const rows = coverage([test('LMA-1', [forLma])])
    const sums = totals(rows)
    expect(sums.reduce((sum, { rows: n }) => sum + n, 0)).to.equal(rows.length)
    for (const { rows: n, counts } of sums)
      expect(Object.values(counts).reduce((a, b) => a + b, 0)).to.equal(n)
    expect(sums.reduce((sum, { counts }) => sum + counts.tested, 0)).to.equal(1)
  })

  it('the snapshot has one line for each row and role', () => {
    const rows = coverage([test('LMA-1', [forLma])])
    const lines = snapshot(rows).trimEnd().split('\n').slice(1)
    expect(lines).to.have.length(rows.length)
    expect(lines.find((line) => line.startsWith(`${forLma} lma `))).to.match(/: LMA-1$/)
    expect(lines.find((line) => line.startsWith(`${bare} lma `))).to.match(/: MISSING$/)
  })
})
