import { expect, lma, presume, Status } from '../../harness/case/index.js'
import { expectPrefixesOf, named, overlap } from './support/prefixes.js'

const nodes = ['two-prefixes'] as const

lma(
  'LMA-5213-TWO-01',
  'An acceptance lists both prefixes of a session that has two',
  { requirement: '5213/5.3.6-09', nodes },
  async (t) => {
    const { prefixes } = await t.wlan.registered(await t.anotherNode('two-prefixes'))
    const [first, second] = prefixes

    expect(prefixes.length).to.equal(2, 'two Home Network Prefixes')
    if (first !== undefined && second !== undefined)
      expect(overlap(first, second)).to.equal(
        false,
        `two prefixes apart, not ${named(prefixes).join(' and ')}`,
      )
  },
)

lma(
  'LMA-5213-TWO-02',
  'One refresh keeps both prefixes of a session',
  { requirement: '5213/5.4-02', nodes },
  async (t) => {
    const node = await t.anotherNode('two-prefixes')
    const first = await t.wlan.registered(node)
    presume(first.prefixes.length).to.equal(2, 'two Home Network Prefixes')
    for (let times = 0; times < 2; times++) {
      const refreshed = await t.wlan.refresh(node, { prefixes: first.prefixes })
      expect(refreshed).to.have.status(Status.ACCEPTED)
      expectPrefixesOf(refreshed, first)
    }
  },
)

lma(
  'LMA-5213-TWO-03',
  'A session keeps its two prefixes through refreshes and a hand-over',
  { requirement: '5213/6.11-02', nodes, paths: 2 },
  async (t) => {
    const node = await t.anotherNode('two-prefixes')
    const first = await t.wlan.registered(node)
    presume(first.prefixes.length).to.equal(2, 'two Home Network Prefixes')
    const { prefixes } = first
    const refresh = () => t.wlan.refresh(node, { prefixes })
    const handoff = () => t.lte.handoff(node, { prefixes })
    for (const ask of [refresh, refresh, refresh, handoff]) {
      const answer = await ask()
      expect(answer).to.be.accepted()
      expectPrefixesOf(answer, first)
    }
  },
)

lma(
  'LMA-5213-TWO-04',
  'One prefix of two is refused with 159, and the session stays as it was',
  { requirement: '5213/5.4.1.1-04', nodes },
  async (t) => {
    const node = await t.anotherNode('two-prefixes')
    const first = await t.wlan.registered(node)
    presume(first.prefixes.length).to.equal(2, 'two Home Network Prefixes')
    for (const prefix of first.prefixes) {
      const answer = await t.wlan.refresh(node, { prefixes: [prefix] })
      expect(answer).to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
    }

    const refreshed = await t.wlan.refresh(node, { prefixes: first.prefixes })
    expect(refreshed).to.be.accepted()
    expectPrefixesOf(refreshed, first)
  },
)

lma(
  'LMA-5213-TWO-05',
  'The answer to the de-registration of a session lists both its prefixes',
  { requirement: '5213/5.3.5-07', nodes },
  async (t) => {
    const node = await t.anotherNode('two-prefixes')
    const first = await t.wlan.registered(node)
    presume(first.prefixes.length).to.equal(2, 'two Home Network Prefixes')
    const answer = await t.wlan.deregister(node, { prefixes: first.prefixes })

    expect(answer).to.have.status(Status.ACCEPTED)
    expectPrefixesOf(answer, first)
  },
)

lma(
  'LMA-5213-TWO-06',
  'A session is known by its two prefixes in whatever order they come',
  { requirement: '5213/5.4.1.1-05d', nodes },
  async (t) => {
    const node = await t.anotherNode('two-prefixes')
    const first = await t.wlan.registered(node)
    presume(first.prefixes.length).to.equal(2, 'two Home Network Prefixes')
    for (const prefixes of [first.prefixes.toReversed(), first.prefixes]) {
      const refreshed = await t.wlan.refresh(node, { prefixes })
      expect(refreshed).to.have.status(Status.ACCEPTED)
      expectPrefixesOf(refreshed, first)
    }
  },
)
