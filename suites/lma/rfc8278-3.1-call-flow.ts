import { expect, lma, note, prefer, Status } from '../../harness/case/index.js'
import { bothLive, live, neighbour, noteReaction, sorted, together, unharmed } from './support/paths.js'

lma(
  'LMA-8278-PATHS-01',
  'The first answer has the prefix of the session, the node, the handoff indicator and the access technology',
  { requirement: '8278/MP-3.1-05' },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node, { multipath: true })

    expect(answer).to.be.accepted()
    expect(answer).to.have.option('home-network-prefix')
    expect(answer.prefixes.every((p) => p.prefix !== '::')).to.equal(true, 'no ALL_ZERO prefix')
    expect(answer).to.have.option('mobile-node-identifier')
    expect(answer).to.have.option('handoff-indicator')
    expect(answer).to.have.option('access-technology-type')
  },
)

lma(
  'LMA-8278-PATHS-02',
  'A second path is added to the first',
  {
    requirement: ['8278/MP-3.1-08', '8278/MP-3.1-04'],
    notes: ['U-06', 'U-25', 'U-40'],
    paths: 2,
    observes: 'bindings',
  },
  async (t) => {
    await t.wlan.registered(t.node, { multipath: true })

    expect(await t.lte.register(t.node, { multipath: true })).to.be.multipath(t.lte.bid)
    await bothLive(t)
  },
)

lma(
  'LMA-8278-PATHS-03',
  'The session of the first request is a multipath one: its path is refreshed as such after the second came',
  { requirement: '8278/MP-3.1-04', notes: ['U-40'], paths: 2, observes: 'bindings' },
  async (t) => {
    await t.twoPaths()

    expect(await t.wlan.refresh(t.node)).to.be.multipath(t.wlan.bid)
    await bothLive(t)
  },
)

lma(
  'LMA-8278-PATHS-04',
  'The second answer has exactly the prefixes of the first',
  { requirement: '8278/MP-3.1-12', paths: 2 },
  async (t) => {
    const { first, second } = await t.twoPaths()

    expect(sorted(second.prefixes)).to.deep.equal(
      sorted(first.prefixes),
      `the prefixes ${sorted(first.prefixes).join(', ')}`,
    )
  },
)

lma(
  'LMA-8278-PATHS-05',
  'A second path that asks for a prefix anew leaves the first alone; which prefix it gets is told',
  { requirement: ['8278/MP-3.1-08', '8278/MP-3.1-04'], notes: ['U-24'], paths: 2, observes: 'bindings' },
  async (t) => {
    const first = await t.wlan.registered(t.node, { multipath: true })

    const answer = await t.lte.register(t.node, { multipath: true, prefixes: 'all-zero' })
    expect(answer).to.be.answered()
    noteReaction('second path with an ALL_ZERO prefix', answer)
    if (answer.accepted)
      note(
        'prefix of the second path',
        sorted(answer.prefixes).join() === sorted(first.prefixes).join()
          ? 'that of the session'
          : 'another one',
      )
    await live(t, t.wlan)
  },
)

lma(
  'LMA-8278-PATHS-06',
  'A refresh of the first path and the first request of the second, sent together, are both carried out',
  { requirement: '8278/MP-4.4-04', notes: ['U-27'], paths: 2, observes: 'bindings' },
  async (t) => {
    const { node, first, second } = await together(t, async (node) => {
      await t.wlan.registered(node, { multipath: true })
      return [() => t.wlan.refresh(node), () => t.lte.register(node, { multipath: true })]
    })
    expect(first).to.be.multipath(t.wlan.bid)
    expect(second).to.be.multipath(t.lte.bid)
    await bothLive(t, node)
  },
)

lma(
  'LMA-8278-PATHS-07',
  'Refreshes of both paths, sent together, are both carried out',
  { requirement: '8278/MP-4.4-04', notes: ['U-27'], paths: 2, observes: 'bindings' },
  async (t) => {
    const { node, first, second } = await together(t, async (node) => {
      await t.twoPaths(node)
      return [() => t.wlan.refresh(node), () => t.lte.refresh(node)]
    })
    expect(first).to.be.multipath(t.wlan.bid)
    expect(second).to.be.multipath(t.lte.bid)
    await bothLive(t, node)
  },
)

lma(
  'LMA-8278-PATHS-08',
  'With each handoff indicator a second path is answered and harms no other node; those it is accepted with are told',
  { requirement: '8278/MP-3.1-08', notes: ['U-06'], paths: 2, lasts: 4 },
  async (t) => {
    const other = await neighbour(t)
    for (const handoffIndicator of [1, 2, 3, 4]) {
      const node = await t.anotherNode()
      await t.wlan.registered(node, { multipath: true })
      const answer = await t.lte.register(node, { multipath: true, handoffIndicator })
      expect(answer).to.be.answered()
      noteReaction(`second path with handoff indicator ${handoffIndicator}`, answer)
    }
    await unharmed(t, other)
  },
)

lma(
  'LMA-8278-PATHS-09',
  'A refresh of the second path keeps the first',
  { requirement: '8278/MP-3.1-08', paths: 2, observes: 'bindings' },
  async (t) => {
    await t.twoPaths()

    expect(await t.lte.refresh(t.node)).to.be.multipath(t.lte.bid)
    await bothLive(t)
  },
)

lma(
  'LMA-8278-PATHS-10',
  'A third path is added to the other two, or refused and leaves them',
  { requirement: '8278/MP-3.1-08', notes: ['U-25'], paths: 3, observes: 'bindings' },
  async (t) => {
    await t.twoPaths()
    const third = t.paths[2] ?? t.lte

    const answer = await third.register(t.node, { multipath: true })
    expect(answer).to.be.answered()
    noteReaction('a third path', answer)
    prefer(answer).to.have.status(
      Status.ACCEPTED,
      Status.INSUFFICIENT_RESOURCES,
      t.profile.numbers.cannotSupportMultipath,
    )
    await bothLive(t)
  },
)

lma(
  'LMA-8278-PATHS-11',
  'A second path with a lower Timestamp than the first is refused as out of order, or taken: the first stays',
  { requirement: '8278/MP-3.1-08', notes: ['U-27'], paths: 2, claims: ['timestamps'], observes: 'bindings' },
  async (t) => {
    const timestamp = { shift: -Math.min(100, t.profile.timers.timestampValidityWindow / 3) }
    await t.wlan.registered(t.node, { multipath: true })

    const answer = await t.lte.register(t.node, { multipath: true, timestamp })
    expect(answer).to.be.answered()
    noteReaction('second path with a lower Timestamp than the first', answer)
    await live(t, t.wlan)
  },
)

lma(
  'LMA-8278-PATHS-12',
  'Two nodes may use the same binding identifiers',
  { requirement: '8278/MP-4.1-17', paths: 2, observes: 'bindings' },
  async (t) => {
    const other = await t.anotherNode()
    await t.twoPaths()
    await t.twoPaths(other)

    await bothLive(t)
    await bothLive(t, other)
  },
)
