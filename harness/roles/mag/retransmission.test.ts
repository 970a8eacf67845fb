import { expect } from 'chai'
import { retransmissionIntervals } from './retransmission.js'

describe('retransmission intervals', () => {
  it('start at 1 s and double up to 32 s (RFC 6275 §11.8)', () => {
    expect(retransmissionIntervals(8)).to.deep.equal([1000, 2000, 4000, 8000, 16_000, 32_000, 32_000, 32_000])
  })

  it('start where they are told to', () => {
    expect(retransmissionIntervals(3, 250)).to.deep.equal([250, 500, 1000])
    expect(retransmissionIntervals(2, 40_000)).to.deep.equal([40_000, 40_000])
    expect(retransmissionIntervals(0)).to.deep.equal([])
  })
})
