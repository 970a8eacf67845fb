import { expect } from 'chai'
import { find, option } from '../../wire/index.js'
import { given, LTE, MagBench, MN, P1, WLAN } from './testing/bench.js'

const both = [`1@${WLAN}`, `2@${LTE}`]

describe('multipath of the reference MAG', () => {
  it('finds out on one path, then registers the other with the prefix it learned', () => {
    const bench = new MagBench()
    const first = bench.attach()
    expect(first.map((s) => [s.from, s.bid, s.prefixes, s.handoff])).to.deep.equal([[WLAN, 1, ['::'], 1]])
    expect(find(given(first[0]).pbu, 'mag-multipath-binding')).to.include({
      accessTechnology: 4,
      label: 9,
      reserved: 0,
    })
    expect(Buffer.from(given(find(given(first[0]).pbu, 'mag-identifier')).identifier).toString()).to.equal(
      'mag-1@example.net',
    )
    expect(bench.pass(900)).to.deep.equal([])
    const second = bench.answer(first[0])
    expect(second.map((s) => [s.from, s.bid, s.prefixes])).to.deep.equal([[LTE, 2, [P1]]])
    expect(bench.paths()).to.deep.equal([both[0]])
    expect(bench.answer(second[0])).to.deep.equal([])
    expect(bench.paths()).to.deep.equal(both)
    expect(bench.prefixes()).to.deep.equal([`${P1}/64`])
  })

  it('sends all at once where the LMA is known', () => {
    const bench = new MagBench({ config: { lmaSupportsMultipath: true } })
    expect(bench.attach().map((s) => [s.bid, s.prefixes])).to.deep.equal([
      [1, ['::']],
      [2, ['::']],
    ])
    const one = new MagBench({
      config: { lmaSupportsMultipath: true },
      behaviours: { 'several-paths': 'sequential' },
    })
    expect(one.attach().map((s) => s.bid)).to.deep.equal([1])
    expect(one.answer(one.sent[0]).map((s) => s.bid)).to.deep.equal([2])
  })

  it('remembers what an LMA can do, when told to', () => {
    const bench = new MagBench({ behaviours: { discovery: 'remembered' } })
    bench.settle()
    expect(bench.attach('mn-2@example.net')).to.have.length(2)
    const forgetful = new MagBench()
    forgetful.settle()
    expect(forgetful.attach('mn-2@example.net')).to.have.length(1)
  })

  it('stays on one path with an LMA that has never heard of it', () => {
    const bench = new MagBench()
    const [first] = bench.attach()
    expect(bench.answer(first, { mmb: null })).to.deep.equal([])
    expect(bench.paths()).to.deep.equal([`null@${WLAN}`])
    const [refresh] = bench.pass(300_000)
    expect(refresh).to.include({ handoff: 5, bid: undefined })
    expect(find(given(refresh).pbu, 'mag-identifier')).to.equal(undefined)
    // another node asks anew
    expect(bench.attach('mn-2@example.net')[0]?.bid).to.equal(1)
  })

  it('retries without the options after 180, or not at all', () => {
    const bench = new MagBench()
    const again = bench.answer(bench.attach()[0], { status: 180 })
    expect(again.map((s) => [s.from, s.bid])).to.deep.equal([[WLAN, undefined]])
    bench.answer(again[0])
    expect(bench.paths()).to.deep.equal([`null@${WLAN}`])
    const stops = new MagBench({ behaviours: { 'after-180': 'stop' } })
    expect(stops.answer(stops.attach()[0], { status: 180 })).to.deep.equal([])
    expect(stops.pass(100_000)).to.deep.equal([])
    expect(stops.attach('mn-2@example.net')[0]?.bid).to.equal(1)
  })

  it('keeps the first path when the second gets 180', () => {
    const bench = new MagBench()
    const [second] = bench.answer(bench.attach()[0])
    expect(bench.answer(second, { status: 180 })).to.deep.equal([])
    expect(bench.paths()).to.deep.equal([`1@${WLAN}`])
    expect(bench.refresh().map((s) => s.bid)).to.deep.equal([undefined])
  })

  it('takes an answer with a foreign BID in each of the three ways', () => {
    const of = (choice: 'match-by-sequence' | 'ignore' | 'disable') => {
      const bench = new MagBench({ behaviours: { 'foreign-bid': choice } })
      const next = bench.answer(bench.attach()[0], { mmb: 77 })
      return [bench.paths(), next.map((s) => s.bid)]
    }
    expect(of('match-by-sequence')).to.deep.equal([[`1@${WLAN}`], [2]])
    expect(of('ignore')).to.deep.equal([[], []])
    expect(of('disable')).to.deep.equal([[`null@${WLAN}`], []])
  })

  it('takes an MMB it cannot read for none, or passes the answer over', () => {
    const short = option('malformed', { of: 'mag-multipath-binding', type: 63, data: Uint8Array.of(4, 9, 1) })
    const of = (choice: 'no-multipath' | 'ignore') => {
      const bench = new MagBench({ behaviours: { 'malformed-mmb': choice } })
      bench.answer(bench.attach()[0], { mmb: null, more: [short] })
      return bench.paths()
    }
    expect(of('no-multipath')).to.deep.equal([`null@${WLAN}`])
    expect(of('ignore')).to.deep.equal([])
  })

  it('passes over a MAG Identifier in the answer', () => {
    const bench = new MagBench()
    bench.settle(MN, { magId: true })
    expect(bench.paths()).to.deep.equal(both)
  })

  it('de-registers a lost path on itself, over another, or not', () => {
    const of = (choice: 'on-path' | 'over-other-path' | 'silent') => {
      const bench = new MagBench({ behaviours: { 'path-down': choice } })
      bench.settle()
      const sent = bench.path('lte', 'down')
      for (const each of sent) bench.answer(each)
      const what = sent.map((s) => [s.from, s.lifetime, s.handoff, s.bid, s.prefixes])
      return [what, sent.map((s) => find(s.pbu, 'alternate-care-of-address')?.address), bench.paths()]
    }
    expect(of('on-path')).to.deep.equal([[[LTE, 0, 4, 2, [P1]]], [undefined], [both[0]]])
    expect(of('over-other-path')).to.deep.equal([[[WLAN, 0, 4, 2, [P1]]], [LTE], [both[0]]])
    expect(of('silent')).to.deep.equal([[], [], [both[0]]])
  })

  it('registers a path that comes back, with its BID', () => {
    const bench = new MagBench()
    bench.settle()
    bench.answer(bench.path('lte', 'down')[0])
    const [back] = bench.path('lte', 'up')
    expect(back).to.include({ from: LTE, bid: 2, handoff: 1 })
    bench.answer(back)
    expect(bench.paths()).to.deep.equal(both)
    // back before the de-registration was answered: registered when its second is over
    bench.path('lte', 'down')
    expect(bench.path('lte', 'up')).to.deep.equal([])
    expect(bench.pass(1000).map((s) => s.bid)).to.deep.equal([2])
  })

  it('moves a single-path node to the WAN that is left, or stays', () => {
    const of = (choice: 'move' | 'stay') => {
      const bench = new MagBench({ behaviours: { 'single-path-move': choice } })
      bench.answer(bench.attach()[0], { mmb: null })
      return bench.path('wlan', 'down').map((s) => [s.from, s.lifetime, s.handoff, s.prefixes, s.bid])
    }
    expect(of('move')).to.deep.equal([[LTE, 75, 4, [P1], undefined]])
    expect(of('stay')).to.deep.equal([[WLAN, 0, 4, [P1], undefined]])
  })

  it('starts on the path that is up', () => {
    const bench = new MagBench()
    bench.path('wlan', 'down')
    expect(bench.attach()[0]).to.include({ from: LTE, bid: 2 })
    expect(bench.mag.pathDown('dsl')).to.equal('no path is called dsl; there are wlan, lte')
  })

  it('refreshes all paths, each for itself or with one B', () => {
    const bench = new MagBench()
    bench.settle()
    expect(bench.refresh().map((s) => [s.bid, s.handoff, s.prefixes])).to.deep.equal([
      [1, 5, [P1]],
      [2, 5, [P1]],
    ])
    const bulk = new MagBench({ behaviours: { 'bulk-refresh': 'yes' } })
    bulk.settle()
    bulk.pass(100_000)
    const [one, ...none] = bulk.refresh()
    expect(none).to.deep.equal([])
    expect(find(given(one).pbu, 'mag-multipath-binding')).to.include({ bid: 1, bulk: true, overwrite: false })
    bulk.answer(one)
    expect(bulk.mag.bindings().mobileNodes[0]?.bindings.map((b) => b.lifetime)).to.deep.equal([300, 300])
  })

  it('has the O flag in a first PBU when told to, and never later', () => {
    const bench = new MagBench({ behaviours: { 'overwrite-on-first': 'yes' } })
    bench.auto = () => ({})
    bench.attach()
    bench.refresh()
    bench.detach()
    const flags = bench.sent.map((s) => find(s.pbu, 'mag-multipath-binding')?.overwrite)
    expect(flags).to.deep.equal([true, false, false, false, false, false])
  })
})
