import { expect } from 'chai'
import { find, findAll, msFromTimestamp } from '../wire/index.js'
import { Bench, MAG2, MAG3, MULTICAST, type Pbu, prefixesOf, STRANGER } from './testing/bench.js'

const unknown = 'ghost-1@example.net'
const barred = 'barred-1@example.net'

describe('checks of RFC 5213 §5.3.1', () => {
  const single: readonly (readonly [string, Pbu, number])[] = [
    ['no MN-ID', { node: null }, 160],
    ['unauthorized MAG', { from: STRANGER }, 154],
    ['unauthorized Alternate CoA', { alternate: STRANGER }, 154],
    ['unknown node', { node: unknown }, 153],
    ['node number out of range', { node: 'mn-100001@example.net' }, 153],
    ['node number with a leading zero', { node: 'mn-01@example.net' }, 153],
    ['node without the service', { node: barred }, 152],
    ['Timestamp before the window', { timestamp: -301 }, 156],
    ['Timestamp after the window', { timestamp: 301 }, 156],
    ['no prefix', { prefixes: null }, 158],
    ['no Handoff Indicator', { handoff: null }, 161],
    ['no Access Technology Type', { access: null }, 162],
    ['foreign prefix', { prefixes: ['2001:db8:ffff::'] }, 155],
    ['one of two prefixes foreign', { prefixes: ['2001:db8:1000::', '2001:db8:ffff::'] }, 155],
  ]
  for (const [what, fields, status] of single)
    it(`${what}: ${status}, and no binding`, () => {
      const bench = new Bench()
      const pba = bench.pbu(fields)
      expect(pba?.status).to.equal(status)
      expect(pba?.flags).to.equal(0x20)
      expect(bench.lma.bindings().mobileNodes).to.deep.equal([])
    })

  const pairs: readonly (readonly [string, Pbu, number])[] = [
    ['MN-ID and MAG', { node: null, from: STRANGER }, 160],
    ['MN-ID and prefix', { node: null, prefixes: null }, 160],
    ['MAG and service', { node: barred, from: STRANGER }, 154],
    ['MAG and unknown node', { node: unknown, from: STRANGER }, 154],
    ['MAG and prefix', { from: STRANGER, prefixes: null }, 154],
    ['node and Timestamp', { node: unknown, timestamp: -5000 }, 153],
    ['node and prefix', { node: unknown, prefixes: null }, 153],
    ['service and Timestamp', { node: barred, timestamp: -5000 }, 152],
    ['service and prefix', { node: barred, prefixes: null }, 152],
    ['Timestamp and prefix', { timestamp: -5000, prefixes: null }, 156],
    ['Timestamp and HI', { timestamp: -5000, handoff: null }, 156],
    ['prefix and HI', { prefixes: null, handoff: null }, 158],
    ['prefix and ATT', { prefixes: null, access: null }, 158],
    ['HI and ATT', { handoff: null, access: null }, 161],
    ['ATT and foreign prefix', { access: null, prefixes: ['2001:db8:ffff::'] }, 162],
    [
      'foreign prefix and multipath not authorized',
      { node: 'nomp-1@example.net', prefixes: ['2001:db8:ffff::'], mmb: { bid: 1 } },
      155,
    ],
  ]
  for (const [what, fields, status] of pairs)
    it(`${what} at fault: ${status} comes first`, () => {
      expect(new Bench().pbu(fields)?.status).to.equal(status)
    })

  it('a refusal carries all that was asked for', () => {
    const bench = new Bench()
    const wanted = ['2001:db8:1000:1::', '2001:db8:1000:2::', '2001:db8:1000:3::']
    const pba = bench.pbu({
      handoff: null,
      prefixes: wanted,
      linkLayer: 7,
      linkLocal: 'fe80::1',
      sequence: 77,
    })
    if (pba === undefined) throw new Error('no answer')
    expect(prefixesOf(pba)).to.deep.equal(wanted)
    expect(pba.sequence).to.equal(77)
    expect(find(pba, 'handoff-indicator')?.value).to.equal(0)
    expect(find(pba, 'access-technology-type')?.value).to.equal(4)
    expect(find(pba, 'mobile-node-link-layer-identifier')?.identifier[5]).to.equal(7)
    expect(find(pba, 'link-local-address')?.address).to.equal('fe80::1')
    expect(msFromTimestamp(find(pba, 'timestamp')?.timestamp ?? 0n)).to.be.closeTo(bench.clock.wallMs(), 0.1)
  })

  it('a refusal without MN-ID, prefix, HI and ATT has them empty', () => {
    const pba = new Bench().pbu({ node: null, prefixes: null, handoff: null, access: null, timestamp: null })
    if (pba === undefined) throw new Error('no answer')
    expect(find(pba, 'mobile-node-identifier')?.length).to.equal(1)
    expect(prefixesOf(pba)).to.deep.equal(['::'])
    expect(find(pba, 'timestamp')).to.equal(undefined)
    expect(find(pba, 'access-technology-type')?.value).to.equal(0)
  })

  it('says nothing to a multicast source, nor for a care-of address that is none', () => {
    const bench = new Bench()
    expect(bench.pbu({ from: MULTICAST })).to.equal(undefined)
    for (const alternate of ['ff02::1', '::', 'fe80::1', '::1'])
      expect(bench.pbu({ alternate })).to.equal(undefined)
  })
})

describe('order of messages, RFC 5213 §5.5', () => {
  const refresh = (bench: Bench, fields: Pbu) => {
    const [prefix = ''] = bench.lma.bindings().mobileNodes[0]?.prefixes ?? []
    return bench.pbu({ handoff: 5, prefixes: [prefix.replace('/64', '')], ...fields })
  }

  it('157 for a lower Timestamp of the session, with the time of the anchor', () => {
    const bench = new Bench()
    bench.pbu({})
    const pba = refresh(bench, { timestamp: -50 })
    expect(pba?.status).to.equal(157)
    const told = pba && find(pba, 'timestamp')?.timestamp
    expect(msFromTimestamp(told ?? 0n)).to.be.closeTo(bench.clock.wallMs(), 0.1)
  })

  it('157 also when the Timestamp is out of the window, or HI is missing too', () => {
    const bench = new Bench()
    bench.pbu({})
    expect(refresh(bench, { timestamp: -20_000 })?.status).to.equal(157)
    expect(refresh(bench, { timestamp: -50, handoff: null })?.status).to.equal(157)
  })

  it('156 for an equal Timestamp, and for one of another session', () => {
    const bench = new Bench()
    bench.pbu({ linkLayer: 1 })
    expect(refresh(bench, { timestamp: -10, linkLayer: 1 })?.status).to.equal(156)
    expect(bench.pbu({ linkLayer: 2, timestamp: -50 })?.status).to.equal(156)
  })

  it('a refused Timestamp does not count', () => {
    const bench = new Bench()
    expect(bench.pbu({ timestamp: 10_300 })?.status).to.equal(156)
    expect(bench.pbu({})?.status).to.equal(0)
  })

  for (const [next, status] of [
    [16, 0],
    [32782, 0],
    [15, 135],
    [0, 135],
    [65535, 135],
    [32783, 135],
  ] as const)
    it(`without Timestamp ${next} after 15 is ${status}`, () => {
      const bench = new Bench()
      bench.pbu({ timestamp: null, sequence: 15 })
      const pba = refresh(bench, { timestamp: null, sequence: next })
      expect(pba?.status).to.equal(status)
      expect(pba?.sequence).to.equal(status === 135 ? 15 : next)
      expect(refresh(bench, { timestamp: null, sequence: status === 135 ? 16 : next + 1 })?.status).to.equal(
        0,
      )
    })

  it('with Timestamp the sequence number does not matter', () => {
    const bench = new Bench()
    bench.pbu({ sequence: 100 })
    expect(refresh(bench, { sequence: 5 })?.status).to.equal(0)
  })

  it('a used-up pool is 130', () => {
    const bench = new Bench({ config: { pool: { prefix: '2001:db8:1000::', length: 36, limit: 1 } } })
    expect(bench.pbu({})?.status).to.equal(0)
    expect(bench.pbu({ node: 'mn-2@example.net', from: MAG2 })?.status).to.equal(130)
    bench.pbu({ lifetime: 0, handoff: 4, prefixes: ['2001:db8:1000::'] })
    bench.clock.pass(10_001)
    expect(prefixesOf(bench.pbu({ node: 'mn-2@example.net', from: MAG3 }))).to.deep.equal(['2001:db8:1000::'])
  })

  it('a node with two prefixes gets both told', () => {
    const pba = new Bench().pbu({ node: 'two-1@example.net' })
    expect(pba && findAll(pba, 'home-network-prefix').length).to.equal(2)
  })
})
