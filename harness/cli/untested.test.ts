import { expect } from 'chai'
import { testProfile } from '../dev/device.js'
import { coverage, stateOf } from './coverage.js'
import { planFor } from './everything.js'
import { untestedBy } from './untested.js'

describe('what a run leaves untested', () => {
  it('is every requirement of the role without a case, with the reason of the catalogue', async () => {
    const everything = await planFor(testProfile(), { full: true })
    const rows = untestedBy(everything, everything, 'lma')
    const bare = coverage(everything.map(({ planned }) => planned)).filter(
      (row) => row.role === 'lma' && stateOf(row) !== 'tested',
    )
    expect(rows.map(({ id }) => id)).to.deep.equal(bare.map(({ id }) => id))
    expect(rows.filter(({ because, why }) => because === 'left out' || why === '')).to.deep.equal([])
  })

  it('is also what a filter leaves out, with the cases that would tell', async () => {
    const everything = await planFor(testProfile(), { full: true })
    const plan = await planFor(testProfile(), { full: true, cases: ['LMA-8278-BID-*'] })
    const rows = untestedBy(plan, everything, 'lma')
    const row = rows.find(({ id }) => id === '5213/4-01')
    expect(row).to.include({ because: 'left out', why: 'LMA-5213-AUTH-04', section: '4', level: 'MUST' })
    expect(rows.map(({ id }) => id)).not.to.include('8278/MP-4.1-14')
  })
})
