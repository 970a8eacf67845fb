import { expect } from 'chai'
import { option } from '../../wire/index.js'
import type { MagBehaviours } from './behaviours.js'
import type { MagDefectName } from './defects.js'
import { given, MagBench, MN, P1, type Pba, WLAN } from './testing/bench.js'

const live = [`null@${WLAN}`]

function single(behaviours: Partial<MagBehaviours> = {}, defects: readonly MagDefectName[] = []): MagBench {
  return new MagBench({ config: { multipath: 'off' }, behaviours, defects })
}

/** The list after one PBU that was answered so. */
function listedAfter(
  pba: Pba,
  behaviours: Partial<MagBehaviours> = {},
  defects: readonly MagDefectName[] = [],
) {
  const bench = single(behaviours, defects)
  bench.answer(bench.attach()[0], pba)
  return bench.paths()
}

describe('answers to the reference MAG', () => {
  it('takes what is right, in any order and with things it does not know', () => {
    expect(listedAfter({})).to.deep.equal(live)
    expect(listedAfter({ order: 'reversed' })).to.deep.equal(live)
    expect(listedAfter({ status: 1 })).to.deep.equal(live)
    expect(listedAfter({ status: 100 })).to.deep.equal(live)
    expect(listedAfter({ flags: 0x21 })).to.deep.equal(live)
    expect(
      listedAfter({ more: [option('unknown', { type: 200, data: new Uint8Array(5) }), option('pad1')] }),
    ).to.deep.equal(live)
  })

  it('passes over what answers no PBU of its own', () => {
    expect(listedAfter({ flags: 0 })).to.deep.equal([])
    expect(listedAfter({ node: 'mn-9@example.net' })).to.deep.equal([])
    expect(listedAfter({ node: '' })).to.deep.equal([])
    expect(listedAfter({ from: '2001:db8:ff::bad' })).to.deep.equal([])
    expect(listedAfter({ sequence: 5 })).to.deep.equal([])
    expect(listedAfter({ to: '2001:db8:2::1' })).to.deep.equal([])
    const bench = single()
    const [first] = bench.attach()
    bench.answer(first, { node: 'mn-9@example.net' })
    bench.answer(first)
    expect(bench.paths()).to.deep.equal(live)
  })

  it('matches by sequence number or by Timestamp', () => {
    expect(listedAfter({ sequence: 5 }, { 'answer-matching': 'timestamp' })).to.deep.equal(live)
    expect(listedAfter({ timestamp: 5n }, { 'answer-matching': 'timestamp' })).to.deep.equal([])
    expect(listedAfter({ timestamp: 5n })).to.deep.equal(live)
    expect(listedAfter({ timestamp: 5n }, { 'answer-timestamp': 'must-match' })).to.deep.equal([])
    expect(listedAfter({ timestamp: null }, { 'answer-timestamp': 'must-match' })).to.deep.equal([])
  })

  it('takes an answer to an earlier transmission, or not', () => {
    const of = (choice: 'accept' | 'ignore') => {
      const bench = single({ 'answer-to-older-transmission': choice })
      const [first] = bench.attach()
      bench.pass(1500)
      bench.answer(first)
      return bench.paths()
    }
    expect(of('accept')).to.deep.equal(live)
    expect(of('ignore')).to.deep.equal([])
  })

  it('leaves out what the answer leaves out, or passes it over', () => {
    expect(listedAfter({ handoff: null, access: null })).to.deep.equal(live)
    expect(listedAfter({ handoff: null }, { 'answer-without-option': 'ignore' })).to.deep.equal([])
    expect(listedAfter({ prefixes: null })).to.deep.equal([]) // nothing would be assigned
    expect(listedAfter({ lifetime: 0 })).to.deep.equal([])
    expect(listedAfter({ node: null })).to.deep.equal([])
    expect(listedAfter({ node: null }, { 'answer-without-mn-id': 'match-by-sequence' })).to.deep.equal(live)
  })

  for (const wrong of [
    { handoff: 3 },
    { access: 9 },
    { linkLayer: Uint8Array.of(1, 2, 3, 4, 5, 6) },
  ] satisfies Pba[])
    it(`stops sending after ${Object.keys(wrong)[0]} of another value, until somebody intervenes`, () => {
      const bench = single()
      bench.answer(bench.attach()[0], wrong)
      expect(bench.paths()).to.deep.equal([])
      expect(bench.pass(100_000)).to.deep.equal([])
      expect(bench.attach()).to.have.length(1)
    })

  it('follows 135, 157, 156, 155 and 152', () => {
    const sequence = single({ ordering: 'sequence' })
    expect(sequence.answer(sequence.attach()[0], { status: 135, sequence: 500 })[0]?.sequence).to.equal(501)

    const lower = single()
    const [first] = lower.attach()
    const [again] = lower.answer(first, { status: 157, timestamp: 1n })
    expect(given(again?.timestamp) > given(first?.timestamp)).to.equal(true)

    const clock = single()
    expect(clock.answer(clock.attach()[0], { status: 156, timestamp: 1n })).to.deep.equal([])
    expect(clock.pass(9_999)).to.deep.equal([])
    expect(given(clock.pass(1)[0]?.timestamp) >> 16n).to.equal(1_700_000_010n)
    const stopped = single({ 'after-156': 'stop' })
    stopped.answer(stopped.attach()[0], { status: 156 })
    expect(stopped.pass(100_000)).to.deep.equal([])

    const nodes = [{ pattern: MN, service: 'single-path', prefixes: ['2001:db8:7::/64'] }] as const
    const prefix = new MagBench({ config: { nodes } })
    expect(prefix.answer(prefix.attach()[0], { status: 155 }).map((s) => s.prefixes)).to.deep.equal([['::']])

    const denied = single()
    denied.answer(denied.attach()[0], { status: 152 })
    expect(denied.pass(100_000)).to.deep.equal([])
    expect(denied.attach()).to.have.length(1)
  })

  it('does not answer 157 for ever', () => {
    const bench = single()
    bench.auto = () => ({ status: 157 })
    bench.attach()
    bench.pass(60_000)
    expect(bench.sent).to.have.length(4)
  })

  it('stops after another rejection, or tries again later and later', () => {
    const stops = single()
    stops.answer(stops.attach()[0], { status: 130 })
    expect(stops.pass(100_000)).to.deep.equal([])
    const retries = single({ 'after-rejection': 'retry' })
    retries.auto = () => ({ status: 200 })
    retries.attach()
    retries.pass(75_000)
    expect(retries.sent.map((s) => s.at / 1000)).to.deep.equal([0, 10, 30, 70])
  })

  it('ends a binding whose refresh is refused', () => {
    const bench = single()
    bench.settle()
    bench.answer(bench.refresh()[0], { status: 130 })
    expect(bench.paths()).to.deep.equal([])
  })

  it('takes other prefixes than it asked for, or not', () => {
    const of = (choice: 'accept' | 'ignore') => {
      const bench = single({ 'answer-with-other-prefixes': choice })
      bench.settle()
      bench.answer(bench.refresh()[0], { prefixes: ['2001:db8:1000:9::'] })
      return bench.prefixes()
    }
    expect(of('accept')).to.deep.equal(['2001:db8:1000:9::/64'])
    expect(of('ignore')).to.deep.equal([`${P1}/64`])
  })
})
