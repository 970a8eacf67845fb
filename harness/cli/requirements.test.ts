import { expect } from 'chai'
import { contradictions, coverage, stateOf } from './coverage.js'
import { everyTest, roles } from './everything.js'
import { staleSnapshot } from './requirements.js'

// What the suites cover today, not how it is worked out: that is in coverage.test.ts.
describe('coverage of the requirements', () => {
  for (const rfc of ['8278', '6275', '5213', '5847', '5094', '5149', '6543'])
    it(`each row of RFC ${rfc} that binds an LMA has a case, or a reason why not`, async () => {
      const rows = coverage(await everyTest(roles)).filter((row) => row.rfc === rfc && row.role === 'lma')
      const missing = rows.filter((row) => stateOf(row) === 'missing').map((row) => row.id)
      expect(missing, `${missing.length} rows have neither: ${missing.join(' ')}`).to.be.empty
    })

  it('no row has both a case and a reason why not, and each case tests a requirement of its role', async () => {
    const tests = await everyTest(roles)
    const rows = coverage(tests).filter((row) => stateOf(row) !== 'missing')
    const told = contradictions(rows, tests)
    expect(told, told.join('\n')).to.be.empty
  })

  it('the snapshot in the repository is up to date', async () => {
    const stale = staleSnapshot(coverage(await everyTest(roles)))
    expect(stale, stale.join('\n')).to.be.empty
  })
})
