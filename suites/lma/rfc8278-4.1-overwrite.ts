import { type Changes, expect, lma, note, prefer, presume } from '../../harness/case/index.js'
import {
  bothLive,
  live,
  neighbour,
  noteBindings,
  noteReaction,
  secondsLeft,
  shiftOf,
  unharmed,
  within3s,
} from './support/paths.js'

lma(
  'LMA-8278-OVERWRITE-01',
  'O set in a refresh of the second path replaces the first',
  { requirement: '8278/MP-4.1-20', notes: ['U-29'], paths: 2, observes: 'bindings' },
  async (t) => {
    await t.twoPaths()

    presume(await t.lte.refresh(t.node, { multipath: { overwrite: true } })).to.be.multipath(t.lte.bid)
    const bindings = await within3s(t, (b) => !b.hasCareOf(t.wlan.address))
    expect(bindings).not.to.have.careOf(t.wlan.address)
    expect(bindings).to.have.careOf(t.lte.address)
  },
)

lma(
  'LMA-8278-OVERWRITE-02',
  'O set in a request under a new binding identifier replaces all bindings there were, or is refused',
  { requirement: '8278/MP-4.1-20', notes: ['U-10', 'U-29'], paths: 2, observes: 'bindings' },
  async (t) => {
    await t.twoPaths()

    const bid = t.lte.bid + 1
    const answer = await t.lte.register(t.node, { multipath: { bid, overwrite: true } })
    expect(answer).to.be.answered()
    noteReaction('O under a second identifier for a care-of address', answer)
    if (answer.refused) return bothLive(t)
    presume(answer).to.be.multipath(bid)
    const bindings = await within3s(t, (b) => !b.hasCareOf(t.wlan.address))
    expect(bindings).not.to.have.careOf(t.wlan.address)
    expect(bindings).to.have.careOf(t.lte.address)
    if (bindings.seenBy === 'observe') expect(bindings).to.have.bindings(1)
  },
)

lma(
  'LMA-8278-OVERWRITE-03',
  'O set in the first request of a second path replaces the first path',
  { requirement: '8278/MP-4.1-20', notes: ['U-06', 'U-29'], paths: 2, observes: 'bindings' },
  async (t) => {
    await t.wlan.registered(t.node, { multipath: true })

    presume(await t.lte.register(t.node, { multipath: { overwrite: true } })).to.be.multipath(t.lte.bid)
    const bindings = await within3s(t, (b) => !b.hasCareOf(t.wlan.address))
    expect(bindings).not.to.have.careOf(t.wlan.address)
    expect(bindings).to.have.careOf(t.lte.address)
  },
)

lma(
  'LMA-8278-OVERWRITE-04',
  'The path that was replaced can be registered again beside the one that replaced it',
  { requirement: ['8278/MP-4.1-20', '8278/MP-3.1-08'], paths: 2, observes: 'bindings' },
  async (t) => {
    await t.twoPaths()
    presume(await t.lte.refresh(t.node, { multipath: { overwrite: true } })).to.be.multipath(t.lte.bid)

    expect(await t.wlan.register(t.node, { multipath: true })).to.be.multipath(t.wlan.bid)
    await bothLive(t)
  },
)

const refusals: readonly (readonly [id: string, missing: string, changes: Changes])[] = [
  ['LMA-8278-OVERWRITE-05', 'without Handoff Indicator', { handoffIndicator: false }],
  ['LMA-8278-OVERWRITE-06', 'without Access Technology Type', { accessTechnology: false }],
  ['LMA-8278-OVERWRITE-07', 'without Home Network Prefix', { prefixes: false }],
]
for (const [id, missing, changes] of refusals)
  lma(
    id,
    `A request with O that is refused, being ${missing}, removes no path`,
    { requirement: '8278/MP-4.1-20', paths: 2, observes: 'bindings' },
    async (t) => {
      await t.twoPaths()

      presume(await t.lte.refresh(t.node, { ...changes, multipath: { overwrite: true } })).to.be.refused()
      await bothLive(t)
    },
  )

lma(
  'LMA-8278-OVERWRITE-08',
  'O in the first request of a node finds nothing to replace: it is a registration like any other',
  { requirement: '8278/MP-4.1-20', notes: ['U-15'], observes: 'bindings' },
  async (t) => {
    const answer = await t.wlan.register(t.node, { multipath: { overwrite: true } })

    expect(answer).to.be.answered()
    prefer(answer).to.be.accepted()
    if (answer.accepted) await live(t, t.wlan)
  },
)

lma(
  'LMA-8278-OVERWRITE-09',
  'O replaces the paths of its own node alone',
  { requirement: '8278/MP-4.1-20', paths: 2, observes: 'bindings' },
  async (t) => {
    const other = await t.anotherNode()
    await t.twoPaths()
    await t.twoPaths(other)

    presume(await t.lte.refresh(t.node, { multipath: { overwrite: true } })).to.be.multipath(t.lte.bid)
    await bothLive(t, other)
  },
)

lma(
  'LMA-8278-OVERWRITE-10',
  'O gives the path of the request the lifetime that is granted with it',
  { requirement: '8278/MP-4.1-20', paths: 2, observes: 'observe' },
  async (t) => {
    const { second } = await t.twoPaths(t.node, { lifetime: 10 })
    const answer = await t.lte.refresh(t.node, { lifetime: 30, multipath: { overwrite: true } })
    presume(answer).to.be.multipath(t.lte.bid)
    const [before, granted] = [second.lifetime ?? 0, answer.lifetime ?? 0].map((units) => units * 4)
    presume(granted).to.be.at.least((before ?? 0) + 20, '20 s more granted than before')

    const left = await secondsLeft(t, t.lte)
    presume(left).to.be.a('number', 'a lifetime listed with each binding')
    expect(left ?? 0).to.be.within((granted ?? 0) - 8, (granted ?? 0) + 1, `about ${granted} s left`)
  },
)

lma(
  'LMA-8278-FLAGS-01',
  'B and O set together: the path of the request is not lost, and no binding comes that nobody asked for',
  { requirement: '8278/MP-4.1-20', notes: ['U-02'], paths: 2, observes: 'bindings' },
  async (t) => {
    await t.twoPaths()

    const answer = await t.wlan.refresh(t.node, { multipath: { bulk: true, overwrite: true } })
    noteReaction('B and O together', answer)
    const bindings = await noteBindings(t, 'bindings after it')
    expect(bindings).to.have.careOf(t.wlan.address)
    const ours = [t.wlan.address, t.lte.address]
    expect(bindings.list.every((b) => ours.includes(b.careOf))).to.equal(
      true,
      'no binding of another care-of address',
    )
    if (answer.accepted && answer.multipath !== undefined) prefer(bindings).to.have.careOf(t.lte.address)
  },
)

lma(
  'LMA-8278-FLAGS-02',
  'B and O set together: when accepted, the device should not act on B',
  { requirement: '8278/MP-4.1-18', notes: ['U-02'], paths: 2, observes: 'observe', lasts: 4 },
  async (t) => {
    await t.twoPaths()

    const { answer, shift } = await shiftOf(t, t.lte, () =>
      t.wlan.refresh(t.node, { multipath: { bulk: true, overwrite: true } }),
    )
    noteReaction('B and O together', answer)
    if (!answer.accepted || answer.multipath === undefined) return
    if (shift === undefined) note('the other path was replaced, as O says')
    else prefer(shift).to.equal(0, 'the lifetime of the other path running on as before')
    await live(t, t.wlan)
  },
)

lma(
  'LMA-8278-FLAGS-03',
  'O in a de-registration: which paths end is told, and no other node is harmed',
  { requirement: '8278/MP-4.1-20', notes: ['U-03'], paths: 2, observes: 'bindings', lasts: 11 },
  async (t) => {
    const other = await neighbour(t)
    await t.twoPaths()

    noteReaction(
      'de-registration with O',
      await t.wlan.deregister(t.node, { multipath: { overwrite: true } }),
    )
    await noteBindings(t, 'bindings after it', 'settled')
    await unharmed(t, other)
  },
)
