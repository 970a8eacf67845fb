import { expect, lma, note, prefer, presume } from '../../harness/case/index.js'
import {
  live,
  neighbour,
  noteBindings,
  noteReaction,
  secondsLeft,
  shiftOf,
  unharmed,
} from './support/paths.js'

/** Units of 4 s; a lifetime that is short enough to see it run. */
const TEN = 10
/** Below this a device grants too little to see anything run out in between. */
const LEAST = 5

lma(
  'LMA-8278-BULK-01',
  'B set in a refresh of one path renews the lifetime of the other',
  { requirement: '8278/MP-4.1-18', notes: ['U-26'], paths: 2, observes: 'observe', lasts: 4 },
  async (t) => {
    const { first, second } = await t.twoPaths(t.node, { lifetime: TEN })
    presume(Math.min(first.lifetime ?? 0, second.lifetime ?? 0)).to.be.at.least(
      LEAST,
      '5 units of 4 s granted to each path',
    )

    const { answer, shift } = await shiftOf(t, t.lte, () =>
      t.wlan.refresh(t.node, { lifetime: TEN, multipath: { bulk: true } }),
    )
    presume(answer).to.be.multipath(t.wlan.bid)
    expect(shift ?? 0).not.to.equal(0, 'another lifetime left to the other path than before')
  },
)

lma(
  'LMA-8278-BULK-02',
  'B keeps the other path',
  { requirement: '8278/MP-4.1-18', paths: 2, observes: 'bindings' },
  async (t) => {
    await t.twoPaths()

    presume(await t.wlan.refresh(t.node, { multipath: { bulk: true } })).to.be.multipath(t.wlan.bid)
    await live(t, t.lte)
  },
)

lma(
  'LMA-8278-BULK-03',
  'Without B a refresh of one path does not touch the lifetime of the other',
  { requirement: '8278/MP-4.1-18', paths: 2, observes: 'observe', lasts: 4 },
  async (t) => {
    const { first, second } = await t.twoPaths(t.node, { lifetime: TEN })
    presume(Math.min(first.lifetime ?? 0, second.lifetime ?? 0)).to.be.at.least(
      LEAST,
      '5 units of 4 s granted to each path',
    )

    const { answer, shift } = await shiftOf(t, t.lte, () => t.wlan.refresh(t.node, { lifetime: TEN }))
    presume(answer).to.be.multipath(t.wlan.bid)
    expect(shift).to.equal(0, 'the lifetime left to the other path running on as before')
  },
)

lma(
  'LMA-8278-BULK-04',
  'B gives the other path a lifetime that is longer than its own: the new one is told',
  { requirement: '8278/MP-4.1-18', notes: ['U-26'], paths: 2, observes: 'observe', lasts: 4 },
  async (t) => {
    const { second } = await t.twoPaths(t.node, { lifetime: TEN })
    presume(second.lifetime ?? 0).to.be.at.least(LEAST, '5 units of 4 s granted to the other path')

    const { answer, shift } = await shiftOf(t, t.lte, () =>
      t.wlan.refresh(t.node, { lifetime: 3 * TEN, multipath: { bulk: true } }),
    )
    presume(answer).to.be.multipath(t.wlan.bid)
    expect(shift ?? 0).not.to.equal(0, 'another lifetime left to the other path than before')
    const left = await secondsLeft(t, t.lte)
    note(`granted with B: ${(answer.lifetime ?? 0) * 4} s; now left to the other path`, `${left ?? 0} s`)
  },
)

lma(
  'LMA-8278-BULK-05',
  'B set in a refresh of one path lets the other outlive its first lifetime',
  { requirement: '8278/MP-4.1-18', notes: ['U-26'], paths: 2, full: true, lasts: 50 },
  async (t) => {
    const { first, second } = await t.twoPaths(t.node, { lifetime: TEN })
    presume(Math.min(first.lifetime ?? 0, second.lifetime ?? 0)).to.be.at.least(
      LEAST,
      '5 units of 4 s granted to each path',
    )
    const half = (second.lifetime ?? 0) * 2000

    await t.sleep(half)
    presume(await t.wlan.refresh(t.node, { lifetime: TEN, multipath: { bulk: true } })).to.be.multipath(
      t.wlan.bid,
    )
    await t.sleep(half + 5000)
    const answer = await t.lte.deregister(t.node)
    if (answer.accepted) await t.bindings.presumeTelling()
    expect(answer).to.be.accepted()
  },
)

lma(
  'LMA-8278-BULK-06',
  'Without B a path ends with its own lifetime, whatever is refreshed beside it',
  { requirement: '8278/MP-4.1-18', paths: 2, full: true, lasts: 50 },
  async (t) => {
    const { first, second } = await t.twoPaths(t.node, { lifetime: TEN })
    presume(Math.min(first.lifetime ?? 0, second.lifetime ?? 0)).to.be.at.least(
      LEAST,
      '5 units of 4 s granted to each path',
    )
    const half = (second.lifetime ?? 0) * 2000

    await t.sleep(half)
    presume(await t.wlan.refresh(t.node, { lifetime: TEN })).to.be.multipath(t.wlan.bid)
    await t.sleep(half + 5000)
    const answer = await t.lte.deregister(t.node)
    if (answer.accepted) await t.bindings.presumeTelling()
    expect(answer).not.to.be.accepted()
  },
)

lma(
  'LMA-8278-BULK-07',
  'B in the first request of a node finds nothing to renew: it is a registration like any other',
  { requirement: '8278/MP-4.1-18', notes: ['U-15'], observes: 'bindings' },
  async (t) => {
    const answer = await t.wlan.register(t.node, { multipath: { bulk: true } })

    expect(answer).to.be.answered()
    prefer(answer).to.be.accepted()
    if (answer.accepted) await live(t, t.wlan)
  },
)

lma(
  'LMA-8278-BULK-08',
  'B in a de-registration: which paths end is told, and no other node is harmed',
  { requirement: '8278/MP-4.1-18', notes: ['U-14'], paths: 2, observes: 'bindings', lasts: 11 },
  async (t) => {
    const other = await neighbour(t)
    await t.twoPaths()

    noteReaction('de-registration with B', await t.wlan.deregister(t.node, { multipath: { bulk: true } }))
    await noteBindings(t, 'bindings after it', 'settled')
    await unharmed(t, other)
  },
)

lma(
  'LMA-8278-BULK-09',
  'B renews the paths of its own node alone',
  { requirement: '8278/MP-4.1-18', paths: 2, observes: 'observe', lasts: 4 },
  async (t) => {
    const other = await t.anotherNode()
    await t.twoPaths()
    await t.twoPaths(other, { lifetime: TEN })

    const { answer, shift } = await shiftOf(
      t,
      t.lte,
      () => t.wlan.refresh(t.node, { multipath: { bulk: true } }),
      other,
    )
    presume(answer).to.be.multipath(t.wlan.bid)
    expect(shift).to.equal(0, 'the lifetime left to the path of another node running on as before')
  },
)

lma(
  'LMA-8278-BULK-10',
  'B gives the other path a lifetime that is shorter than its own, too',
  { requirement: '8278/MP-4.1-18', notes: ['U-26'], paths: 2, observes: 'observe', lasts: 4 },
  async (t) => {
    const { second } = await t.twoPaths(t.node, { lifetime: 3 * TEN })
    presume(second.lifetime ?? 0).to.be.at.least(TEN + LEAST, '15 units of 4 s granted to the other path')

    const { answer, shift } = await shiftOf(t, t.lte, () =>
      t.wlan.refresh(t.node, { lifetime: TEN, multipath: { bulk: true } }),
    )
    presume(answer).to.be.multipath(t.wlan.bid)
    expect(shift ?? 0).not.to.equal(0, 'another lifetime left to the other path than before')
  },
)

lma(
  'LMA-8278-BULK-11',
  'B set in a refresh of the second path renews the lifetime of the first',
  { requirement: '8278/MP-4.1-18', notes: ['U-26'], paths: 2, observes: 'observe', lasts: 4 },
  async (t) => {
    const { first } = await t.twoPaths(t.node, { lifetime: TEN })
    presume(first.lifetime ?? 0).to.be.at.least(LEAST, '5 units of 4 s granted to the first path')

    const { answer, shift } = await shiftOf(t, t.wlan, () =>
      t.lte.refresh(t.node, { lifetime: TEN, multipath: { bulk: true } }),
    )
    presume(answer).to.be.multipath(t.lte.bid)
    expect(shift ?? 0).not.to.equal(0, 'another lifetime left to the first path than before')
  },
)

lma(
  'LMA-8278-BULK-12',
  'B gives the other path no longer lifetime than was asked for',
  {
    requirement: '6275/10.3.1-02',
    notes: ['U-26'],
    claims: ['multipath'],
    paths: 2,
    observes: 'observe',
  },
  async (t) => {
    await t.twoPaths(t.node, { lifetime: TEN })
    const answer = await t.wlan.refresh(t.node, { lifetime: TEN, multipath: { bulk: true } })
    presume(answer).to.be.multipath(t.wlan.bid)

    const left = await secondsLeft(t, t.lte)
    presume(left).to.be.a('number', 'a lifetime listed with each binding')
    expect(left ?? 0).to.be.at.most(TEN * 4 + 1, `at most ${TEN * 4} s left`)
  },
)
