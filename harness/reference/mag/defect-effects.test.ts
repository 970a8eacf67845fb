import { expect } from 'chai'
import { decode, find } from '../../wire/index.js'
import type { MagConfig } from './config.js'
import type { MagDefectName } from './defects.js'
import { given, LMAA, MagBench, MN, P1, P2, type Sent, WLAN } from './testing/bench.js'

const MN2 = 'mn-2@example.net'

function broken(defect: MagDefectName, config: Partial<MagConfig> = {}): MagBench {
  return new MagBench({ defects: [defect], config })
}

function single(defect: MagDefectName): MagBench {
  return broken(defect, { multipath: 'off' })
}

const issues = (sent: Sent | undefined) =>
  sent && decode(sent.octets, { source: sent.from, destination: LMAA }).issues.map((i) => i.code)
const seconds = (sent: readonly Sent[]) => sent.map((s) => s.at / 1000)
const mmb = (sent: Sent | undefined) => sent && find(sent.pbu, 'mag-multipath-binding')

describe('defects of the reference MAG do what they say', () => {
  it('in what is asked for', () => {
    expect(mmb(broken('bid-0').attach()[0])?.bid).to.equal(0)
    expect(mmb(broken('wrong-label').attach()[0])?.label).to.equal(10)
    expect(mmb(broken('label-of-other-path').attach()[0])?.label).to.equal(11)
    expect(mmb(broken('both-flags-set').attach()[0])).to.include({ bulk: true, overwrite: true })
    expect(mmb(broken('mmb-reserved-bits-set').attach()[0])?.reserved).to.equal(0x3fffff)
    expect(mmb(broken('mmb-not-aligned').attach()[0])?.offset).to.satisfy((at: number) => at % 2 === 1)
    expect(
      broken('same-bid-on-both-paths')
        .settle()
        .map((s) => s.bid),
    ).to.deep.equal([1, 1])
    expect(
      broken('mmb-omitted-on-second-path')
        .settle()
        .map((s) => s.bid),
    ).to.deep.equal([1, undefined])
    expect(broken('foreign-prefix-on-second-path').settle()[1]?.prefixes).to.deep.equal([
      '2001:db8:dead:beef::',
    ])
    expect(
      broken('same-care-of-address-on-both-paths')
        .settle()
        .map((s) => [s.from, s.bid]),
    ).to.deep.equal([
      [WLAN, 1],
      [WLAN, 2],
    ])
    const third = broken('bid-changes-in-deregistration')
    third.settle()
    expect(third.detach().map((s) => s.bid)).to.deep.equal([101, 102])
  })

  it('in how it is written', () => {
    expect(issues(broken('header-length-too-long').attach()[0])).to.deep.equal(['header-length'])
    expect(issues(broken('not-a-multiple-of-8').attach()[0])).to.include('not-multiple-of-8')
    expect(issues(broken('options-not-aligned').attach()[0])).to.include('option-alignment')
    expect(issues(broken('options-not-aligned').attach()[0])).not.to.include('header-length')
    expect(issues(broken('padding-not-zero').attach()[0])).to.include('padding-data')
    expect(issues(broken('last-option-overruns').attach()[0])).to.include('option-overrun')
    expect(issues(broken('mmb-length-4').attach()[0])).to.deep.equal(['option-length'])
    expect(issues(broken('payload-proto-6').attach()[0])).to.deep.equal(['payload-proto'])
    expect(issues(broken('prefix-length-129').attach()[0])).to.deep.equal(['option-value'])
    expect(issues(broken('mag-identifier-reserved-set').attach()[0])).to.deep.equal(['option-reserved'])
  })

  it('in finding out what the LMA can do', () => {
    expect(
      broken('second-path-before-answer')
        .attach()
        .map((s) => s.bid),
    ).to.deep.equal([1, 2])
    const legacy = broken('multipath-after-legacy-answer')
    legacy.answer(legacy.attach()[0], { mmb: null })
    expect(legacy.refresh()[0]?.bid).to.equal(1)
    const second = broken('second-path-after-legacy-answer')
    expect(second.answer(second.attach()[0], { mmb: null }).map((s) => s.bid)).to.deep.equal([2])
    const refused = broken('multipath-after-180')
    expect(refused.answer(refused.attach()[0], { status: 180 })[0]?.bid).to.equal(1)
    const all = broken('status-180-disables-all-nodes')
    all.answer(all.attach()[0], { status: 180 })
    expect(all.attach(MN2)[0]?.bid).to.equal(undefined)
    const taken = broken('status-180-taken-as-acceptance')
    taken.answer(taken.attach()[0], { status: 180, lifetime: 75 })
    expect(taken.paths()).to.deep.equal([`1@${WLAN}`])
    const foreign = broken('bid-of-answer-used')
    foreign.answer(foreign.attach()[0], { mmb: 77 })
    expect(foreign.refresh()[0]?.bid).to.equal(77)
  })

  it('in which answers count', () => {
    const accepted = (defect: MagDefectName, pba: Parameters<MagBench['answer']>[1]) => {
      const bench = single(defect)
      bench.answer(bench.attach()[0], pba)
      return bench.paths().length === 1
    }
    expect(accepted('answer-without-p-flag-accepted', { flags: 0 })).to.equal(true)
    expect(accepted('wrong-sequence-accepted', { sequence: 77 })).to.equal(true)
    expect(accepted('unmatched-answer-accepted', { sequence: 77, node: MN2, timestamp: 5n })).to.equal(true)
    expect(accepted('other-node-accepted', { node: MN2 })).to.equal(true)
    expect(accepted('other-handoff-indicator-accepted', { handoff: 3 })).to.equal(true)
    expect(accepted('rejection-taken-as-acceptance', { status: 130, lifetime: 75 })).to.equal(true)
    expect(accepted('unknown-acceptance-not-taken', { status: 100 })).to.equal(false)
    expect(accepted('mag-identifier-drops-answer', { magId: true })).to.equal(false)
    const repeats = single('retransmits-after-mismatch')
    repeats.answer(repeats.attach()[0], { handoff: 3 })
    expect(repeats.pass(1000)).to.have.length(1)
    const prefixes = single('only-first-prefix-taken')
    prefixes.settle(MN, { prefixes: [P1, P2] })
    expect(prefixes.refresh()[0]?.prefixes).to.deep.equal([P1])
  })

  it('in what follows a status', () => {
    const clock = single('clock-set-from-answer')
    clock.answer(clock.attach()[0], { status: 156, timestamp: 1_700_003_600n << 16n })
    expect(given(clock.pass(10_000)[0]?.timestamp) >> 16n).to.equal(1_700_003_610n)
    const silent = single('status-157-not-followed')
    expect(silent.answer(silent.attach()[0], { status: 157 })).to.deep.equal([])
    const haste = single('rejection-retried-at-once')
    haste.auto = () => ({ status: 130 })
    haste.attach()
    haste.pass(1000)
    expect(haste.sent.length).to.be.greaterThan(8)
    const denied = single('registers-after-152')
    denied.answer(denied.attach()[0], { status: 152 })
    expect(seconds(denied.pass(60_000))[0]).to.equal(2)
  })

  it('in when something is sent', () => {
    const alone = (defect: MagDefectName, ms: number) => {
      const bench = single(defect)
      bench.attach()
      bench.pass(ms)
      return seconds(bench.sent)
    }
    expect(alone('no-retransmission', 60_000)).to.deep.equal([0])
    expect(alone('constant-interval', 4000)).to.deep.equal([0, 1, 2, 3, 4])
    expect(alone('interval-grows-by-one-second', 10_000)).to.deep.equal([0, 1, 3, 6, 10])
    expect(alone('interval-triples', 13_000)).to.deep.equal([0, 1, 4, 13])
    expect(alone('interval-grows-beyond-cap', 130_000)).to.deep.equal([0, 1, 3, 7, 15, 31, 63, 127])
    expect(alone('first-interval-5-seconds', 6000)).to.deep.equal([0, 5])
    expect(alone('gives-up-after-three', 600_000)).to.deep.equal([0, 1, 3])
    expect(alone('several-copies', 0)).to.have.length(5)
    const same = single('retransmission-unchanged')
    same.attach()
    same.pass(1000)
    expect(same.sent[1]?.octets).to.deep.equal(same.sent[0]?.octets)
    const shared = single('back-off-shared')
    shared.attach()
    shared.pass(20_000)
    shared.attach(MN2)
    const own = (s: Sent) =>
      Buffer.from(given(find(s.pbu, 'mobile-node-identifier')).identifier).toString() === MN2
    expect(shared.pass(20_000).filter(own)[0]?.at).to.equal(36_000)
    const absent = single('refreshes-absent-node')
    absent.settle()
    expect(absent.detach()).to.deep.equal([])
    expect(absent.pass(300_000)[0]).to.include({ handoff: 5 })
    const late = single('refreshes-too-late')
    late.settle()
    expect(seconds(late.pass(302_000))[0]).to.equal(301)
    const kept = single('entry-kept-after-deregistration')
    kept.settle()
    kept.answer(kept.detach()[0], { lifetime: 0 })
    expect(kept.paths()).to.have.length(1)
    const one = broken('deregisters-one-path-only')
    one.settle()
    expect(one.detach().map((s) => s.from)).to.deep.equal([WLAN])
    expect(broken('never-registers').attach()).to.deep.equal([])
  })

  it('in what kills it', () => {
    const bench = broken('crashes-on-status-180')
    bench.answer(bench.attach()[0], { status: 180 })
    expect(bench.crashed).to.equal(true)
    expect(bench.mag.attach(MN2)).to.equal('the gateway has crashed')
    expect(bench.pass(100_000)).to.deep.equal([])
  })
})
