import { expect } from 'chai'
import { find } from '../wire/index.js'
import { Bench, MAG1, MAG2, MAG3, type Pbu, prefixesOf } from './testing/bench.js'

const P1 = '2001:db8:1000::'
const P2 = '2001:db8:1000:1::'
const other = 'mn-2@example.net'

/** First request(s), then the one looked up; what it gets, and where the sessions are afterwards. */
interface Row {
  readonly what: string
  readonly first: readonly Pbu[]
  readonly request: Pbu
  readonly status?: number | 'silence'
  readonly prefixes?: readonly string[]
  readonly at?: readonly string[]
}

const rows: readonly Row[] = [
  // §5.4.1.1
  {
    what: 'free prefix: new session with it',
    first: [],
    request: { prefixes: [P2] },
    status: 0,
    prefixes: [P2],
  },
  { what: "another node's prefix", first: [{}], request: { node: other, prefixes: [P1] }, status: 155 },
  {
    what: 'one prefix more',
    first: [{}],
    request: { handoff: 4, prefixes: [P1, '2001:db8:ffff::'] },
    status: 159,
  },
  {
    what: 'one prefix less',
    first: [{ node: 'two-1@example.net' }],
    request: { node: 'two-1@example.net', handoff: 5, prefixes: [P1] },
    status: 159,
  },
  { what: 'same prefix twice', first: [{}], request: { handoff: 5, prefixes: [P1, P1] }, status: 159 },
  {
    what: 'LL-ID and ATT equal',
    first: [{ linkLayer: 1 }],
    request: { from: MAG2, handoff: 4, linkLayer: 1, prefixes: [P1] },
    status: 0,
    at: [MAG2],
  },
  {
    what: 'HI 2, other interface',
    first: [{ linkLayer: 1 }],
    request: { from: MAG2, handoff: 2, linkLayer: 2, access: 3, prefixes: [P1] },
    status: 0,
    at: [MAG2],
  },
  {
    what: 'HI 3, no LL-ID on either side',
    first: [{}],
    request: { from: MAG2, handoff: 3, prefixes: [P1] },
    status: 0,
    at: [MAG2],
  },
  {
    what: 'HI 3 without LL-ID, session has one',
    first: [{ linkLayer: 1 }],
    request: { from: MAG2, handoff: 3, prefixes: [P1] },
    status: 155,
    at: [MAG1],
  },
  {
    what: 'HI 3 with LL-ID, session has none',
    first: [{}],
    request: { from: MAG2, handoff: 3, linkLayer: 1, prefixes: [P1] },
    status: 155,
    at: [MAG1],
  },
  {
    what: 'same CoA and ATT with HI 1',
    first: [{}],
    request: { handoff: 1, prefixes: [P1] },
    status: 0,
    at: [MAG1],
  },
  {
    what: 'same CoA, other ATT, HI 1',
    first: [{}],
    request: { handoff: 1, access: 3, prefixes: [P1] },
    status: 155,
    at: [MAG1],
  },
  {
    what: 'HI 1 from another MAG',
    first: [{}],
    request: { from: MAG2, handoff: 1, access: 3, prefixes: [P1] },
    status: 155,
    at: [MAG1],
  },
  {
    what: 'prefix before LL-ID',
    first: [{ linkLayer: 1 }, { linkLayer: 2, from: MAG2 }],
    request: { from: MAG3, linkLayer: 2, prefixes: [P1] },
    status: 155,
    at: [MAG1, MAG2],
  },
  {
    what: 'lifetime 0 for a free prefix',
    first: [],
    request: { handoff: 4, lifetime: 0, prefixes: [P2] },
    status: 'silence',
  },
  // §5.4.1.2
  {
    what: 'LL-ID finds it',
    first: [{ linkLayer: 1 }],
    request: { from: MAG2, handoff: 4, linkLayer: 1 },
    status: 0,
    prefixes: [P1],
    at: [MAG2],
  },
  {
    what: 'LL-ID finds it with HI 1',
    first: [{ linkLayer: 1 }],
    request: { from: MAG2, linkLayer: 1 },
    status: 0,
    prefixes: [P1],
    at: [MAG2],
  },
  {
    what: 'LL-ID with other ATT is another interface',
    first: [{ linkLayer: 1 }],
    request: { from: MAG2, access: 3, linkLayer: 1 },
    status: 0,
    prefixes: [P2],
  },
  {
    what: 'HI 2, one session',
    first: [{ linkLayer: 1 }],
    request: { from: MAG2, handoff: 2, linkLayer: 2 },
    status: 0,
    prefixes: [P1],
    at: [MAG2],
  },
  {
    what: 'HI 2, two sessions',
    first: [{ linkLayer: 1 }, { linkLayer: 2 }],
    request: { from: MAG2, handoff: 2, linkLayer: 3 },
    status: 0,
    prefixes: ['2001:db8:1000:2::'],
    at: [MAG1, MAG1, MAG2],
  },
  {
    what: 'HI 4, two sessions',
    first: [{ linkLayer: 1 }, { linkLayer: 2 }],
    request: { from: MAG2, handoff: 4, linkLayer: 3 },
    status: 0,
    prefixes: ['2001:db8:1000:2::'],
  },
  {
    what: 'HI 1, other LL-ID',
    first: [{ linkLayer: 1 }],
    request: { from: MAG2, linkLayer: 2 },
    status: 0,
    prefixes: [P2],
    at: [MAG1, MAG2],
  },
  {
    what: 'HI 1, other LL-ID, lifetime 0',
    first: [{ linkLayer: 1 }],
    request: { linkLayer: 2, lifetime: 0 },
    status: 'silence',
    at: [MAG1],
  },
  // §5.4.1.3
  {
    what: 'HI 3, one session',
    first: [{}],
    request: { from: MAG2, handoff: 3 },
    status: 0,
    prefixes: [P1],
    at: [MAG2],
  },
  {
    what: 'HI 2, one session, no LL-ID',
    first: [{}],
    request: { from: MAG2, handoff: 2, access: 3 },
    status: 0,
    prefixes: [P1],
    at: [MAG2],
  },
  {
    what: 'HI 3, two sessions',
    first: [{}, {}],
    request: { from: MAG2, handoff: 3 },
    status: 0,
    prefixes: ['2001:db8:1000:2::'],
  },
  { what: 'HI 1', first: [{}], request: {}, status: 0, prefixes: [P2], at: [MAG1, MAG1] },
  { what: 'lifetime 0 without session', first: [], request: { lifetime: 0 }, status: 'silence' },
]

describe('lookup of RFC 5213 §5.4.1', () => {
  for (const { what, first, request, status, prefixes, at } of rows)
    it(`${what}: ${status}${prefixes ? ` ${prefixes}` : ''}`, () => {
      const bench = new Bench()
      for (const each of first) expect(bench.pbu(each)?.status).to.equal(0)
      const pba = bench.pbu(request)
      expect(pba?.status ?? 'silence').to.equal(status)
      if (prefixes !== undefined) expect(prefixesOf(pba)).to.deep.equal(prefixes)
      if (at !== undefined) expect(bench.paths()).to.deep.equal(at.map((a) => `null@${a}`))
    })
})

describe('HI 4 with one session, RFC 5213 §5.4.1.2-4', () => {
  it('waits, and takes the session over when it is de-registered', () => {
    const bench = new Bench()
    bench.pbu({ linkLayer: 1 })
    expect(bench.pbu({ from: MAG2, handoff: 4, linkLayer: 2 })).to.equal(undefined)
    bench.clock.pass(700)
    const before = bench.sent.length
    bench.pbu({ handoff: 4, linkLayer: 1, lifetime: 0, prefixes: [P1] })
    const [deregistered, taken] = bench.answers(before)
    expect(deregistered?.lifetime).to.equal(0)
    expect(taken?.status).to.equal(0)
    expect(prefixesOf(taken)).to.deep.equal([P1])
    expect(bench.paths()).to.deep.equal([`null@${MAG2}`])
    bench.clock.pass(20_000)
    expect(bench.paths()).to.deep.equal([`null@${MAG2}`])
  })

  it('makes a new session after MaxDelayBeforeNewBCEAssign, once', () => {
    const bench = new Bench()
    bench.pbu({})
    const before = bench.sent.length
    bench.pbu({ from: MAG2, handoff: 4 })
    bench.clock.pass(500)
    bench.pbu({ from: MAG2, handoff: 4 })
    bench.clock.pass(980)
    expect(bench.answers(before)).to.deep.equal([])
    bench.clock.pass(1500)
    expect(bench.answers(before).map((a) => prefixesOf(a))).to.deep.equal([[P2]])
    expect(bench.paths()).to.deep.equal([`null@${MAG1}`, `null@${MAG2}`])
  })
})

describe('de-registration and lifetime, RFC 5213 §5.3.5', () => {
  const leave: Pbu = { lifetime: 0, handoff: 4, prefixes: [P1] }

  it('keeps the entry for MinDelayBeforeBCEDelete, then deletes it', () => {
    const bench = new Bench()
    bench.pbu({})
    expect(bench.pbu(leave)).to.include({ status: 0, lifetime: 0 })
    const probe = { handoff: 4, prefixes: [P1, '2001:db8:ffff::'] }
    bench.clock.pass(9900)
    expect(bench.pbu(probe)?.status).to.equal(159)
    bench.clock.pass(100)
    expect(bench.pbu(probe)?.status).to.equal(155)
  })

  it('ignores it from another care-of address, and takes the Alternate CoA for it', () => {
    const bench = new Bench()
    bench.pbu({ linkLayer: 1 })
    const away = { ...leave, linkLayer: 1, from: MAG2 }
    expect(bench.pbu(away)).to.equal(undefined)
    expect(bench.pbu({ ...away, from: MAG1, alternate: MAG2 })).to.equal(undefined)
    expect(bench.paths()).to.deep.equal([`null@${MAG1}`])
    expect(bench.pbu({ ...away, alternate: MAG1 })?.status).to.equal(0)
    expect(bench.paths()).to.deep.equal([])
  })

  it('is answered twice, and called off by a registration', () => {
    const bench = new Bench()
    bench.pbu({})
    bench.pbu(leave)
    bench.clock.pass(3000)
    expect(bench.pbu(leave)?.status).to.equal(0)
    expect(bench.pbu({ from: MAG2, handoff: 3, prefixes: [P1] })?.status).to.equal(0)
    bench.clock.pass(60_000)
    expect(bench.paths()).to.deep.equal([`null@${MAG2}`])
  })

  it('the lifetime is in units of 4 s and starts anew with each refresh', () => {
    const bench = new Bench()
    expect(bench.pbu({ lifetime: 10 })?.lifetime).to.equal(10)
    bench.clock.pass(20_000)
    bench.pbu({ handoff: 5, lifetime: 20, prefixes: [P1] })
    bench.clock.pass(79_000)
    expect(bench.paths()).to.have.length(1)
    bench.clock.pass(1001)
    expect(bench.paths()).to.have.length(0)
    expect(bench.pbu({ handoff: 5, prefixes: [P1] })?.status).to.equal(0)
  })
})

describe('link-local address, RFC 5213 §5.3.6', () => {
  it('is generated once and stays over a handoff', () => {
    const bench = new Bench()
    const linkLocal = (pbu: Pbu) => {
      const pba = bench.pbu(pbu)
      return pba && find(pba, 'link-local-address')?.address
    }
    const generated = linkLocal({ linkLocal: '::' })
    expect(generated)
      .to.match(/^fe80::/)
      .and.not.equal('fe80::')
    expect(linkLocal({ from: MAG2, handoff: 3, prefixes: [P1], linkLocal: '::' })).to.equal(generated)
    expect(linkLocal({ from: MAG2, handoff: 5, prefixes: [P1], linkLocal: 'fe80::99' })).to.equal('fe80::99')
    expect(linkLocal({ from: MAG2, handoff: 5, prefixes: [P1], linkLocal: '::' })).to.equal('fe80::99')
    expect(linkLocal({ from: MAG2, handoff: 5, prefixes: [P1] })).to.equal(undefined)
  })
})
