import { expect } from 'chai'
import {
  checkOrder,
  eitherPairs,
  expectedReaction,
  expectedStatuses,
  type Fault,
  faults,
} from './check-order.js'

describe('order of checks', () => {
  it('gives every fault alone its own outcome', () => {
    for (const [fault, { outcome }] of Object.entries(faults)) {
      expect(expectedReaction([fault as Fault]), fault).to.deep.equal(
        outcome === 'silence' ? { statuses: [], silence: 'must' } : { statuses: [outcome], silence: 'no' },
      )
    }
  })

  it('lists for each step the outcomes of its faults', () => {
    for (const { step, outcomes } of checkOrder) {
      const own = Object.values(faults).filter((fault) => fault.step === step)
      expect(new Set(own.map((fault) => fault.outcome)), String(step)).to.deep.equal(new Set(outcomes))
    }
    expect(checkOrder.map(({ step }) => step)).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('lets the earlier fault decide', () => {
    expect(expectedStatuses(['no-att', 'no-hi'])).to.deep.equal([161])
    expect(expectedStatuses(['no-hnp', 'no-mn-id'])).to.deep.equal([160])
    expect(expectedStatuses(['no-hnp', 'unknown-mn'])).to.deep.equal([153])
    expect(expectedStatuses(['no-hi', 'old-timestamp'])).to.deep.equal([157])
    expect(expectedStatuses(['stale-timestamp', 'old-timestamp'])).to.deep.equal([157])
    expect(expectedStatuses(['unauthorized-mag', 'barred-mn'])).to.deep.equal([154])
    expect(expectedStatuses(['prefix-set-mismatch', 'unauthorized-prefix'])).to.deep.equal([159])
  })

  it('allows either of two whose order is open', () => {
    expect(expectedStatuses(['unknown-mn', 'unauthorized-mag'])).to.deep.equal([153, 154])
    expect(expectedStatuses(['old-sequence', 'no-hnp'])).to.deep.equal([135, 158])
    expect(expectedStatuses(['old-sequence', 'no-hi'])).to.deep.equal([135, 161])
    expect(expectedStatuses(['old-sequence', 'no-att'])).to.deep.equal([135, 162])
    expect(expectedStatuses(['old-sequence', 'foreign-prefix'])).to.deep.equal([135, 155])
    expect(expectedStatuses(['old-sequence', 'unauthorized-prefix'])).to.deep.equal([135, 155])
    expect(expectedStatuses(['old-sequence', 'prefix-set-mismatch'])).to.deep.equal([135, 159])
  })

  it('keeps the order of the others beside an open pair', () => {
    expect(expectedStatuses(['old-sequence', 'no-hnp', 'no-hi'])).to.deep.equal([135, 158])
    expect(expectedStatuses(['unknown-mn', 'unauthorized-mag', 'no-hnp'])).to.deep.equal([153, 154])
    expect(expectedStatuses(['old-sequence', 'barred-mn'])).to.deep.equal([152])
    expect(expectedStatuses(['old-sequence', 'foreign-prefix', 'prefix-set-mismatch'])).to.deep.equal([
      135, 155, 159,
    ])
  })

  it('does not depend on the order the faults are named in', () => {
    for (const [a, b] of eitherPairs) {
      expect(expectedReaction([a, b])).to.deep.equal(expectedReaction([b, a]))
    }
  })

  it('forgets the sequence number where it does not count', () => {
    expect(expectedStatuses(['old-sequence', 'stale-timestamp'])).to.deep.equal([156])
    expect(expectedStatuses(['old-sequence', 'no-prefix-left'])).to.deep.equal([130])
    expect(expectedReaction(['old-sequence', 'no-session'])).to.deep.equal({ statuses: [], silence: 'must' })
  })

  it('is silent before anything else', () => {
    for (const fault of ['not-authenticated', 'malformed-header', 'source-not-unicast'] as const) {
      expect(expectedReaction([fault, 'no-mn-id'])).to.deep.equal({ statuses: [], silence: 'must' })
    }
  })

  it('lets a bad care-of address and a fault of steps 1 to 8 compete', () => {
    expect(expectedReaction(['care-of-not-unicast', 'no-hi'])).to.deep.equal({
      statuses: [161],
      silence: 'may',
    })
    expect(expectedReaction(['care-of-not-unicast', 'foreign-prefix'])).to.deep.equal({
      statuses: [],
      silence: 'must',
    })
  })

  it('silences a de-registration only when it gets that far', () => {
    expect(expectedReaction(['no-session', 'old-timestamp'])).to.deep.equal({
      statuses: [157],
      silence: 'no',
    })
    expect(expectedReaction(['no-session'])).to.deep.equal({ statuses: [], silence: 'must' })
  })

  it('puts codes without a place after all others', () => {
    expect(expectedStatuses(['multipath-refused', 'no-hi'])).to.deep.equal([161])
    expect(expectedStatuses(['multipath-refused', 'unauthorized-mag'])).to.deep.equal([154])
    expect(expectedStatuses(['multipath-refused', 'gre-key-missing'])).to.deep.equal([163, 180])
  })

  it('expects acceptance without fault', () => {
    expect(expectedReaction([])).to.deep.equal({ statuses: [0], silence: 'no' })
  })
})
