import { expect } from 'chai'
import { drawnReports } from './draw-bench.js'

describe('the reports of 1,000 cases of 20 packets', () => {
  it('are drawn in less than 300 MB', async () => {
    const { ms, mb } = await drawnReports(1_000)
    // The time is told and not judged: how busy this machine is, nobody knows.
    console.log(`      ${ms} ms, ${mb} MB`)
    expect(mb).to.be.below(300)
  })
})
