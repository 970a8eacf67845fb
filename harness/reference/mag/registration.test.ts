import { expect } from 'chai'
import { decode, find, option, UpdateFlag } from '../../wire/index.js'
import { given, LMAA, MagBench, MN, P1, P2, WLAN } from './testing/bench.js'

const single = { multipath: 'off' } as const

describe('registration by the reference MAG', () => {
  it('sends a PBU without a fault', () => {
    const bench = new MagBench()
    const [first] = bench.attach()
    const { issues } = decode(given(first).octets, { source: WLAN, destination: LMAA })
    expect(issues).to.deep.equal([])
    expect(first?.pbu.flags).to.equal(UpdateFlag.A | UpdateFlag.P)
    expect(first).to.include({ lifetime: 75, handoff: 1 })
    expect(Number(given(first?.timestamp) >> 16n)).to.equal(1_700_000_000)
  })

  it('repeats it after 1, 2, 4 … 32 s with newer Timestamps, as long as the node is there', () => {
    const bench = new MagBench({ config: single })
    bench.attach()
    bench.pass(127_000)
    expect(bench.sent.map((s) => s.at / 1000)).to.deep.equal([0, 1, 3, 7, 15, 31, 63, 95, 127])
    const times = bench.sent.map((s) => given(s.timestamp))
    expect(times.every((t, i) => i === 0 || t > given(times[i - 1]))).to.equal(true)
    const sequences = bench.sent.map((s) => s.sequence)
    expect(sequences.every((s, i) => i === 0 || s === given(sequences[i - 1]) + 1)).to.equal(true)
    expect(bench.detach()).to.deep.equal([])
    expect(bench.pass(100_000)).to.deep.equal([])
  })

  it('gives up at 32 s, begins with 1.5 s, de-registers what was never answered: when told to', () => {
    const bench = new MagBench({
      config: single,
      behaviours: { 'retransmission-end': 'gives-up', 'initial-timeout': '1500' },
    })
    bench.attach()
    bench.pass(600_000)
    expect(bench.sent.map((s) => s.at / 1000)).to.deep.equal([0, 1.5, 4.5, 10.5, 22.5, 46.5])
    const tidy = new MagBench({ config: single, behaviours: { 'detach-while-registering': 'deregister' } })
    tidy.attach()
    expect(tidy.detach().map((s) => [s.lifetime, s.handoff])).to.deep.equal([[0, 4]])
  })

  it('honours a shorter lifetime, counted from when the PBU was sent', () => {
    const bench = new MagBench({ config: single })
    const [first] = bench.attach()
    bench.pass(500)
    bench.answer(first, { lifetime: 10, prefixes: [P1, P2] })
    const refresh = bench.pass(30_000)
    expect(refresh.map((s) => [s.at, s.handoff, s.prefixes])).to.deep.equal([[30_000, 5, [P1, P2]]])
    bench.pass(9_400)
    expect(bench.paths()).to.deep.equal([`null@${WLAN}`])
    bench.pass(200)
    expect(bench.paths()).to.deep.equal([])
    expect(bench.sent.at(-1)).to.include({ handoff: 4, at: 40_000 })
  })

  it('refreshes at the part of the lifetime it is told, or when the LMA advises', () => {
    const at = (choice: '0.75' | '0.5' | '0.9', more = {}) => {
      const bench = new MagBench({ config: single, behaviours: { 'refresh-at': choice, ...more } })
      bench.answer(bench.attach()[0], { more: [option('binding-refresh-advice', { interval: 5 })] })
      return bench.pass(300_000)[0]?.at
    }
    expect(at('0.75')).to.equal(20_000)
    expect(at('0.75', { 'refresh-advice': 'ignore' })).to.equal(225_000)
    expect(at('0.5', { 'refresh-advice': 'ignore' })).to.equal(150_000)
    expect(at('0.9', { 'refresh-advice': 'ignore' })).to.equal(270_000)
  })

  it('de-registers with all prefixes, and forgets after the answer or a second', () => {
    for (const answered of [true, false]) {
      const bench = new MagBench({ config: single })
      bench.answer(bench.attach()[0], { prefixes: [P1, P2] })
      const [gone] = bench.detach()
      expect(gone).to.deep.include({ lifetime: 0, handoff: 4, prefixes: [P1, P2] })
      if (answered) bench.answer(gone, { lifetime: 0 })
      else expect(bench.pass(1000)).to.deep.equal([])
      expect(bench.paths()).to.deep.equal([])
      expect(bench.pass(500_000)).to.deep.equal([])
    }
    const repeats = new MagBench({ config: single, behaviours: { 'deregistration-repeated': 'yes' } })
    repeats.settle()
    repeats.detach()
    expect(repeats.pass(20_000).map((s) => [s.at, s.lifetime])).to.deep.equal([[1000, 0]])
  })

  it('asks for the prefixes of the profile, or those of the last attachment', () => {
    const nodes = [{ pattern: MN, service: 'multipath', prefixes: ['2001:db8:7::/64'] }] as const
    expect(new MagBench({ config: { nodes } }).attach()[0]?.prefixes).to.deep.equal(['2001:db8:7::'])
    const bench = new MagBench({ behaviours: { 'prefix-after-detach': 'remembered' } })
    bench.auto = () => ({})
    bench.attach()
    bench.detach()
    expect(bench.attach()[0]).to.deep.include({ prefixes: [P1], handoff: 4 })
  })

  it('sends nothing for a barred node, and one path for a single-path node', () => {
    const bench = new MagBench()
    expect(bench.attach('barred-1@example.net')).to.deep.equal([])
    expect(bench.attach('nomp-1@example.net').map((s) => s.bid)).to.deep.equal([undefined])
    expect(bench.mag.attach('')).to.match(/named by an NAI/)
    expect(bench.mag.refresh('nobody')).to.equal('nobody is not attached')
  })

  it('sends no more than three PBUs of a binding in a second', () => {
    const bench = new MagBench({ config: single })
    bench.settle()
    for (let i = 0; i < 5; i++) bench.refresh()
    expect(bench.sent).to.have.length(3)
    expect(bench.pass(1000)).to.have.length.greaterThan(0)
    expect(bench.pass(500).length).to.be.lessThan(3)
  })

  it('counts sequence numbers by node, without Timestamps, when told to', () => {
    const bench = new MagBench({ behaviours: { ordering: 'sequence' } })
    bench.auto = () => ({})
    bench.attach()
    bench.refresh()
    bench.attach('mn-2@example.net')
    expect(bench.sent.map((s) => s.timestamp)).to.deep.equal(Array(6).fill(undefined))
    const counted = bench.sent.map((s) => s.sequence)
    const [first = 0, , , , other = 0] = counted
    expect(counted).to.deep.equal([first, first + 1, first + 2, first + 3, other, other + 1])
  })

  it('asks for a link-local address, or brings its own; refreshes with the one assigned', () => {
    const bench = new MagBench({ config: single, behaviours: { 'link-local-address': 'asked' } })
    const [first] = bench.attach()
    expect(find(given(first).pbu, 'link-local-address')?.address).to.equal('::')
    bench.answer(first, { more: [option('link-local-address', { address: 'fe80::55' })] })
    expect(find(given(bench.refresh()[0]).pbu, 'link-local-address')?.address).to.equal('fe80::55')
    const own = new MagBench({ behaviours: { 'link-local-address': 'own' } }).attach()[0]
    expect(find(given(own).pbu, 'link-local-address')?.address).to.match(/^fe80::/)
  })
})
