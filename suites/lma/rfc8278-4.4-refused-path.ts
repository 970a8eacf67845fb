import { type CaseSpec, type Changes, expect, type LmaCase, lma, presume } from '../../harness/case/index.js'
import { live, secondsLeft } from './support/paths.js'
import { outside } from './support/prefixes.js'

/** Seconds that a lifetime may be off from what is left of it, by rounding. */
const ROUNDING = 1.5

/** The first path as it was: there, under its label, with its lifetime running on. */
async function asBefore(t: LmaCase, refuse: () => Promise<void>): Promise<void> {
  const path = async () => (await t.bindings.observed(t.node)).list.find((b) => b.careOf === t.wlan.address)
  if (t.bindings.observable) {
    const before = await path()
    const at = t.clock.now()
    await refuse()
    const after = await path()
    const passed = (t.clock.now() - at) / 1000
    expect(after?.label).to.equal(before?.label, `the label ${before?.label} of the first path`)
    const shift = (after?.lifetime ?? 0) + passed - (before?.lifetime ?? 0)
    expect(Math.abs(shift)).to.be.at.most(ROUNDING, 'the lifetime left to the first path running on')
  } else await refuse()
  await live(t, t.wlan)
}

const refused: readonly (readonly [
  id: string,
  because: string,
  spec: Partial<CaseSpec>,
  changes: Changes,
])[] = [
  ['LMA-8278-SIGNAL-20', 'for want of a Handoff Indicator', {}, { handoffIndicator: false }],
  ['LMA-8278-SIGNAL-21', 'for want of an Access Technology Type', {}, { accessTechnology: false }],
  ['LMA-8278-SIGNAL-22', 'for want of a Home Network Prefix', {}, { prefixes: false }],
  [
    'LMA-8278-SIGNAL-23',
    'for a Timestamp of an hour ago',
    { claims: ['timestamps'] },
    { timestamp: { shift: -3_600_000 } },
  ],
]

for (const [id, because, spec, changes] of refused)
  lma(
    id,
    `A second path that is refused ${because} leaves the first as it was`,
    { requirement: '8278/MP-4.4-17', paths: 2, observes: 'bindings', ...spec },
    async (t) => {
      await t.wlan.registered(t.node, { multipath: true })
      await asBefore(t, async () => {
        presume(await t.lte.register(t.node, { multipath: true, ...changes })).to.be.refused()
      })
    },
  )

lma(
  'LMA-8278-SIGNAL-24',
  'A second path that is refused for a prefix of nobody beside that of the session leaves the first as it was',
  { requirement: '8278/MP-4.4-17', paths: 2, observes: 'bindings' },
  async (t) => {
    await t.wlan.registered(t.node, { multipath: true })
    const prefixes = [...t.node.prefixes.slice(0, 1), outside]
    await asBefore(t, async () => {
      presume(await t.lte.register(t.node, { multipath: true, prefixes })).to.be.refused()
    })
  },
)

lma(
  'LMA-8278-SIGNAL-25',
  'A second path that is refused for the prefix of another node leaves the first as it was, and the other node',
  { requirement: '8278/MP-4.4-17', paths: 2, observes: 'bindings' },
  async (t) => {
    const other = await t.anotherNode()
    await t.wlan.registered(other, { multipath: true })
    await t.wlan.registered(t.node, { multipath: true })
    const { prefixes } = other
    await asBefore(t, async () => {
      presume(await t.lte.register(t.node, { multipath: true, prefixes })).to.be.refused()
    })
    await live(t, t.wlan, other)
  },
)

lma(
  'LMA-8278-SIGNAL-26',
  'A second path that is refused leaves the first with what is left of its lifetime',
  { requirement: '8278/MP-4.4-17', paths: 2, observes: 'observe' },
  async (t) => {
    await t.wlan.registered(t.node, { multipath: true })
    const before = (await secondsLeft(t, t.wlan)) ?? 0
    presume(before).to.be.above(10, 'a first path that lives on for a while')
    presume(
      await t.lte.register(t.node, { multipath: true, handoffIndicator: false, lifetime: 1 }),
    ).to.be.refused()

    expect((await secondsLeft(t, t.wlan)) ?? 0).to.be.within(
      before - 10,
      before + 1,
      `about ${before} s left to the first path`,
    )
  },
)
