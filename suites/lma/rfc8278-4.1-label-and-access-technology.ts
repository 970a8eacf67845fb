/** RFC 8278 section 4.1: interface label and access technology of a path. */
import { expect, type LmaCase, lma, note, prefer, presume } from '../../harness/case/index.js'
import { usuallyGranted } from './support/options.js'
import { noteReaction } from './support/paths.js'

/** Registers with a label, after another one was seen to be taken. */
async function registerWithLabel(t: LmaCase, label: number) {
  const other = label === 100 ? 101 : 100
  await t.wlan.registered(await t.anotherNode(), { multipath: { label: other } })
  return t.wlan.register(t.node, { multipath: { label } })
}

lma(
  'LMA-8278-LABEL-01',
  'If-Label 0 is a label like any other',
  { requirement: '8278/MP-4.1-08' },
  async (t) => {
    expect(await registerWithLabel(t, 0)).to.be.accepted()
  },
)

lma(
  'LMA-8278-LABEL-02',
  'If-Label 9, which the RFC gives to Wi-Fi in its example, is accepted',
  { requirement: '8278/MP-4.1-08' },
  async (t) => {
    expect(await registerWithLabel(t, 9)).to.be.accepted()
  },
)

lma(
  'LMA-8278-LABEL-03',
  'If-Label 11, which the RFC gives to LTE in its example, is accepted',
  { requirement: '8278/MP-4.1-08' },
  async (t) => {
    expect(await registerWithLabel(t, 11)).to.be.accepted()
  },
)

lma(
  'LMA-8278-LABEL-04',
  'If-Label 255 is a label like any other',
  { requirement: '8278/MP-4.1-08' },
  async (t) => {
    expect(await registerWithLabel(t, 255)).to.be.accepted()
  },
)

lma(
  'LMA-8278-LABEL-05',
  'Two paths of a node may bear the same label',
  { requirement: '8278/MP-4.1-10', observes: 'bindings', paths: 2 },
  async (t) => {
    const other = await t.anotherNode()
    await t.wlan.registered(other, { multipath: { label: 50 } })
    await t.lte.registered(other, { multipath: { label: 51 } })
    await t.wlan.registered(t.node, { multipath: { label: 50 } })

    expect(await t.lte.register(t.node, { multipath: { label: 50 } })).to.be.accepted()
    expect(await t.bindings.of(t.node)).to.have.careOf(t.wlan.address)
  },
)

lma(
  'LMA-8278-LABEL-06',
  'A refresh may bring another label',
  { requirement: '8278/MP-4.1-11', notes: ['U-21'] },
  async ({ wlan, node }) => {
    await wlan.registered(node, { multipath: { label: 50 } })
    const answer = await wlan.refresh(node, { multipath: { label: 51 } })

    noteReaction('a label changed in a refresh', answer)
    expect(answer).to.be.accepted()
  },
)

lma(
  'LMA-8278-LABEL-07',
  'The binding is marked with the label of its PBU',
  { requirement: '8278/MP-4.1-11', observes: 'observe', paths: 2 },
  async ({ wlan, lte, node, bindings }) => {
    await wlan.registered(node, { multipath: { label: 61 } })
    await lte.registered(node, { multipath: { label: 62 } })

    const cache = await bindings.observed(node)
    const labels = [wlan, lte].map(({ bid }) => cache.withBid(bid)?.label)
    presume(labels).not.to.include(undefined, 'a label listed with each binding')
    expect(labels).to.deep.equal([61, 62], `label 61 at BID ${wlan.bid}, 62 at BID ${lte.bid}`)
  },
)

lma(
  'LMA-8278-LABEL-08',
  'After a refresh with another label the binding is marked with that one',
  { requirement: '8278/MP-4.1-11', notes: ['U-21'], observes: 'observe' },
  async ({ wlan, node, bindings }) => {
    await wlan.registered(node, { multipath: { label: 63 } })
    const refreshed = await wlan.refresh(node, { multipath: { label: 64 } })
    presume(refreshed).to.be.answered()
    if (refreshed.refused) return note('the new label was refused')

    const shown = (await bindings.observed(node)).withBid(wlan.bid)?.label
    presume(shown).to.be.a('number', 'a label listed with the binding')
    expect(shown).to.equal(64, `label 64 at BID ${wlan.bid}`)
  },
)

lma(
  'LMA-8278-LABEL-09',
  'A refresh of one path leaves the mark of the other as it was',
  { requirement: '8278/MP-4.1-11', observes: 'observe', paths: 2 },
  async ({ wlan, lte, node, bindings }) => {
    await wlan.registered(node, { multipath: { label: 65 } })
    await lte.registered(node, { multipath: { label: 66 } })
    presume(await wlan.refresh(node, { multipath: { label: 65 } })).to.be.multipath(wlan.bid)

    const label = (await bindings.observed(node)).withBid(lte.bid)?.label
    presume(label).to.be.a('number', 'a label listed with each binding')
    expect(label).to.equal(66, `label 66 at BID ${lte.bid}`)
  },
)

lma(
  'LMA-8278-ATT-01',
  'If-ATT 0, which is reserved, is no reason to refuse',
  { requirement: '8278/MP-4.1-07', notes: ['U-18'], malformed: true },
  async (t) => {
    await usuallyGranted(t)
    const answer = await t.wlan.register(t.node, { multipath: { accessTechnology: 0 } })

    noteReaction('If-ATT 0', answer)
    prefer(answer).to.be.accepted()
  },
)

lma(
  'LMA-8278-ATT-02',
  'An If-ATT that nobody has assigned is no reason to refuse: the registry grows',
  { requirement: '8278/MP-4.1-07', notes: ['U-18'], malformed: true },
  async (t) => {
    await usuallyGranted(t)
    const answer = await t.wlan.register(t.node, { multipath: { accessTechnology: 200 } })

    noteReaction('If-ATT 200', answer)
    prefer(answer).to.be.accepted()
  },
)

lma(
  'LMA-8278-ATT-03',
  'A refresh may bring another If-ATT',
  { requirement: '8278/MP-4.1-11', notes: ['U-21'] },
  async ({ wlan, node }) => {
    await wlan.registered(node, { multipath: { accessTechnology: 4 } })
    const answer = await wlan.refresh(node, { multipath: { accessTechnology: 5 } })

    noteReaction('an If-ATT changed in a refresh', answer)
    expect(answer).to.be.accepted()
  },
)

lma(
  'LMA-8278-ATT-04',
  "If-ATT need not equal the access technology of the node's own link",
  { requirement: '8278/MP-4.1-07', notes: ['U-07'] },
  async (t) => {
    const other = await t.anotherNode()
    await t.wlan.registered(other, { accessTechnology: 4, multipath: { accessTechnology: 4 } })
    const answer = await t.wlan.register(t.node, { accessTechnology: 4, multipath: { accessTechnology: 3 } })

    noteReaction('If-ATT 3 beside access technology 4', answer)
    prefer(answer).to.be.multipath(t.wlan.bid)
  },
)

lma(
  'LMA-8278-ATT-05',
  'Two paths of a node may be of the same access technology',
  { requirement: '8278/MP-3.1-08', observes: 'bindings', paths: 2 },
  async (t) => {
    const other = await t.anotherNode()
    await t.wlan.registered(other, { multipath: { accessTechnology: 4 } })
    await t.lte.registered(other, { multipath: { accessTechnology: 8 } })
    await t.wlan.registered(t.node, { multipath: { accessTechnology: 8 } })

    expect(await t.lte.register(t.node, { multipath: { accessTechnology: 8 } })).to.be.accepted()
    expect(await t.bindings.of(t.node)).to.have.careOf(t.wlan.address)
  },
)
