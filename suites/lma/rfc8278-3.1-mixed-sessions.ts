import { expect, lma, note, presume } from '../../harness/case/index.js'
import { neighbour, noteBindings, noteReaction, unharmed } from './support/paths.js'

// RFC 8278 is silent on these: each case tells what the device does, and fails only for harm it does by it.

lma(
  'LMA-8278-PATHS-20',
  'A path registered by another MAG for a node with one path: the device tells which of both it keeps, and no other node is harmed',
  { requirement: '8278/MP-3.1-08', notes: ['U-23'], paths: 2, observes: 'bindings' },
  async (t) => {
    const other = await neighbour(t)
    await t.wlan.registered(t.node, { multipath: true })

    const identifier = new TextEncoder().encode('mag-2.other@example.net')
    const answer = await t.lte.register(t.node, { multipath: true, magId: { identifier } })
    expect(answer).to.be.answered()
    noteReaction('path of a MAG with another identifier', answer)
    const bindings = await noteBindings(t, 'bindings after the path of another MAG')
    expect(bindings).to.have.careOf(answer.accepted ? t.lte.address : t.wlan.address)
    await unharmed(t, other)
  },
)

lma(
  'LMA-8278-PATHS-21',
  'A plain registration of a node with two paths leaves the one it registers; what becomes of the other is told',
  { requirement: ['8278/MP-3.1-08', '8278/MP-3.1-04'], notes: ['U-12'], paths: 2, observes: 'bindings' },
  async (t) => {
    const other = await neighbour(t)
    await t.twoPaths()

    const answer = await t.wlan.refresh(t.node, { multipath: false })
    expect(answer).to.be.answered()
    noteReaction('PBU without the option over two paths', answer)
    expect(await noteBindings(t, 'bindings after it')).to.have.careOf(t.wlan.address)
    await unharmed(t, other)
  },
)

lma(
  'LMA-8278-PATHS-22',
  'A multipath request at the care-of address of a plain binding does not lose the node',
  { requirement: '8278/MP-3.1-04', notes: ['U-39'], observes: 'bindings' },
  async (t) => {
    const other = await neighbour(t)
    await t.wlan.registered(t.node)

    const answer = await t.wlan.refresh(t.node, { multipath: true })
    expect(answer).to.be.answered()
    noteReaction('PBU with the option over a plain binding, same care-of address', answer)
    expect(await noteBindings(t, 'bindings after it')).to.have.careOf(t.wlan.address)
    await unharmed(t, other)
  },
)

lma(
  'LMA-8278-PATHS-23',
  'A multipath request from another care-of address than that of a plain binding does not lose the node',
  { requirement: '8278/MP-3.1-04', notes: ['U-39'], paths: 2, observes: 'bindings' },
  async (t) => {
    const other = await neighbour(t)
    await t.wlan.registered(t.node)

    const answer = await t.lte.register(t.node, { multipath: true })
    expect(answer).to.be.answered()
    noteReaction('PBU with the option over a plain binding, other care-of address', answer)
    const bindings = await noteBindings(t, 'bindings after it')
    expect(bindings).not.to.have.bindings(0)
    await unharmed(t, other)
  },
)

lma(
  'LMA-8278-PATHS-24',
  'Two paths of one interface of a node leave the session of its other interface alone',
  { requirement: '8278/MP-3.1-08', notes: ['U-42'], paths: 2, observes: 'observe' },
  async (t) => {
    const interfaceB = { accessTechnology: 5, linkLayerId: Uint8Array.of(2, 0, 0x5e, 0, 0, 1), lifetime: 15 }
    await t.wlan.registered(t.node, { linkLayerId: true })
    presume(
      await t.wlan.register(t.node, {
        ...interfaceB,
        multipath: true,
        prefixes: 'all-zero',
        handoffIndicator: 1,
      }),
    ).to.be.multipath(t.wlan.bid)
    presume(await t.lte.register(t.node, { ...interfaceB, multipath: true })).to.be.multipath(t.lte.bid)

    const { list } = await t.bindings.observed(t.node)
    expect(list.some((b) => !b.bid && b.careOf === t.wlan.address)).to.equal(
      true,
      `the binding of the other interface at ${t.wlan.address}`,
    )
    await t.lte.refresh(t.node, { ...interfaceB, multipath: { bid: t.lte.bid, overwrite: true } })
    note(
      'all bindings after a replacement on one interface (RFC 8278 §4.1 speaks of all bindings of the node)',
      (await t.bindings.observed(t.node)).words(),
    )
  },
)
