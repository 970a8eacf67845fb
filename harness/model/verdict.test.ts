import { expect } from 'chai'
import { type Verdict, verdicts, worse } from './verdict.js'

describe('verdicts', () => {
  it('only get worse', () => {
    const order: readonly Verdict[] = [
      'pass',
      'not-applicable',
      'warn',
      'not-run',
      'inconclusive',
      'error',
      'fail',
    ]
    expect(verdicts).to.deep.equal(order)
    for (const [i, milder] of order.entries())
      for (const graver of order.slice(i)) {
        expect(worse(milder, graver), `${milder} then ${graver}`).to.equal(graver)
        expect(worse(graver, milder), `${graver} then ${milder}`).to.equal(graver)
      }
  })
})
