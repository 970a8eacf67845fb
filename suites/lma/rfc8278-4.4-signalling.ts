import { expect, lma, prefer } from '../../harness/case/index.js'
import { bothLive, neighbour, noteReaction, unharmed } from './support/paths.js'

lma(
  'LMA-8278-SIGNAL-01',
  'The answer to a multipath request has the MAG Multipath Binding option of its path',
  { requirement: '8278/MP-4.4-07', notes: ['U-08'] },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node, { multipath: true })

    expect(answer).to.be.multipath(wlan.bid)
    const [option, ...more] = answer.options('mag-multipath-binding')
    prefer(option?.label).to.equal(wlan.label, `the label of the request, ${wlan.label}`)
    prefer(option?.accessTechnology).to.equal(
      wlan.accessTechnology,
      `the If-ATT of the request, ${wlan.accessTechnology}`,
    )
    expect(more.every((o) => o.bid === option?.bid && o.label === option?.label)).to.equal(
      true,
      'no second, different option 63',
    )
    prefer(more.length).to.equal(0, 'the option once')
  },
)

lma(
  'LMA-8278-SIGNAL-02',
  'The answer to the second path has the option too, under its own binding identifier',
  { requirement: '8278/MP-4.4-07', notes: ['U-08'], paths: 2 },
  async ({ wlan, lte, node }) => {
    await wlan.registered(node, { multipath: true })
    const answer = await lte.register(node, { multipath: true })

    expect(answer).to.be.multipath(lte.bid)
    prefer(answer.multipath?.label).to.equal(lte.label, `the label of the request, ${lte.label}`)
  },
)

lma(
  'LMA-8278-SIGNAL-03',
  'The answer to a refresh of a path has the option',
  { requirement: '8278/MP-4.4-07', notes: ['U-08'] },
  async ({ wlan, node }) => {
    await wlan.registered(node, { multipath: true })

    expect(await wlan.refresh(node)).to.be.multipath(wlan.bid)
  },
)

lma(
  'LMA-8278-SIGNAL-04',
  'The answer to a multipath request does not repeat the MAG Identifier',
  { requirement: '8278/MP-4.4-08', editions: ['rfc8278'] },
  async ({ wlan, node }) => {
    const answer = await wlan.registered(node, { multipath: true })

    expect(answer).not.to.have.option('mag-identifier')
  },
)

lma(
  'LMA-8278-SIGNAL-05',
  'The answer to a second path does not repeat the MAG Identifier',
  { requirement: '8278/MP-4.4-08', editions: ['rfc8278'], paths: 2 },
  async (t) => {
    const { second } = await t.twoPaths()

    expect(second).not.to.have.option('mag-identifier')
  },
)

lma(
  'LMA-8278-SIGNAL-06',
  'A request without the option is none for multipath: its answer has none either',
  { requirement: '8278/MP-4.4-02' },
  async ({ wlan, node }) => {
    const answer = await wlan.registered(node)

    expect(answer).not.to.have.option('mag-multipath-binding')
  },
)

lma(
  'LMA-8278-SIGNAL-07',
  'A plain session stays one when it is refreshed and handed over',
  { requirement: '8278/MP-4.4-02', paths: 2 },
  async ({ wlan, lte, node }) => {
    await wlan.registered(node)

    for (const answer of [await wlan.refresh(node), await lte.handoff(node)]) {
      expect(answer).to.be.answered()
      expect(answer).not.to.have.option('mag-multipath-binding')
    }
  },
)

lma(
  'LMA-8278-SIGNAL-08',
  'A MAG Identifier alone asks for nothing: the answer has no MAG Multipath Binding option',
  { requirement: '8278/MP-4.4-02', notes: ['U-05'] },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node, { magId: true })

    expect(answer).to.be.answered()
    expect(answer).not.to.have.option('mag-multipath-binding')
    prefer(answer).not.to.have.option('mag-identifier')
    prefer(answer).to.be.accepted()
  },
)

lma(
  'LMA-8278-SIGNAL-09',
  'A multipath request without MAG Identifier: how it is taken is told, and no other node is harmed',
  { requirement: '8278/MP-4.4-02', notes: ['U-04'] },
  async (t) => {
    const other = await neighbour(t)

    const answer = await t.wlan.register(t.node, { multipath: true, magId: false })
    noteReaction('multipath request without MAG Identifier', answer)
    prefer(answer).to.be.answered()
    await unharmed(t, other)
  },
)

lma(
  'LMA-8278-SIGNAL-10',
  'A second path of one node does not disturb the paths of another',
  { requirement: '8278/MP-3.1-08', paths: 2, observes: 'bindings' },
  async (t) => {
    const other = await t.anotherNode()
    await t.twoPaths(other)
    await t.twoPaths()

    await bothLive(t, other)
  },
)

lma(
  'LMA-8278-SIGNAL-11',
  'De-registering the path of one node leaves the path of another under the same identifier',
  { requirement: '8278/MP-4.1-17', notes: ['U-11'], paths: 2, observes: 'bindings', lasts: 11 },
  async (t) => {
    const other = await t.anotherNode()
    await t.twoPaths(other)
    await t.twoPaths()

    expect(await t.wlan.deregister(t.node)).to.be.accepted()
    await t.sleep(t.profile.timers.minDelayBeforeBceDelete + 500)
    await bothLive(t, other)
  },
)
