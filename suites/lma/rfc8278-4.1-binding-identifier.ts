/** RFC 8278 section 4.1: the binding identifier, its range, and the binding kept under it. */
import { expect, lma, note, prefer, presume } from '../../harness/case/index.js'
import { usuallyGranted } from './support/options.js'
import { noteReaction } from './support/paths.js'

lma(
  'LMA-8278-BID-01',
  'BID 1 is the first of the usable range: a binding is made under it',
  { requirement: '8278/MP-4.1-14' },
  async (t) => {
    await usuallyGranted(t, 2)
    expect(await t.wlan.register(t.node, { multipath: { bid: 1 } })).to.be.multipath(1)
  },
)

lma(
  'LMA-8278-BID-02',
  'BID 0 is reserved: no binding is made under it',
  { requirement: '8278/MP-4.1-14', notes: ['U-01'], observes: 'bindings', malformed: true },
  async ({ wlan, node, bindings }) => {
    const answer = await wlan.register(node, { multipath: { bid: 0 } })

    expect(answer).to.be.refusedOrIgnored()
    noteReaction('BID 0', answer)
    // In a plain binding a listed 0 may just mean that there is no BID.
    if (!answer.accepted) expect(await bindings.of(node)).not.to.have.bid(0)
  },
)

lma(
  'LMA-8278-BID-03',
  'BID 255 is reserved: no binding is made under it',
  { requirement: '8278/MP-4.1-14', notes: ['U-01'], observes: 'bindings', malformed: true },
  async ({ wlan, node, bindings }) => {
    const answer = await wlan.register(node, { multipath: { bid: 255 } })

    expect(answer).to.be.refusedOrIgnored()
    noteReaction('BID 255', answer)
    expect(await bindings.of(node)).not.to.have.bid(255)
  },
)

lma(
  'LMA-8278-BID-04',
  'BID 254 is the last of the usable range: a binding is made under it',
  { requirement: '8278/MP-4.1-14' },
  async (t) => {
    await usuallyGranted(t)
    expect(await t.wlan.register(t.node, { multipath: { bid: 254 } })).to.be.multipath(254)
  },
)

lma(
  'LMA-8278-BID-05',
  'A BID from the middle of the range is as good as 1: 127',
  { requirement: '8278/MP-4.1-14' },
  async (t) => {
    await usuallyGranted(t)
    expect(await t.wlan.register(t.node, { multipath: { bid: 127 } })).to.be.multipath(127)
  },
)

lma(
  'LMA-8278-BID-06',
  'The BID has no sign: 128 is as good as 1',
  { requirement: '8278/MP-4.1-14' },
  async (t) => {
    await usuallyGranted(t)
    expect(await t.wlan.register(t.node, { multipath: { bid: 128 } })).to.be.multipath(128)
  },
)

lma(
  'LMA-8278-BID-07',
  'A path is de-registered by the BID it was registered under, whatever its number',
  { requirement: '8278/MP-4.1-17', notes: ['U-11'], observes: 'bindings', paths: 2, lasts: 15 },
  async (t) => {
    const { wlan, lte, node, bindings } = t
    await wlan.registered(node, { multipath: { bid: 200 } })
    await lte.registered(node, { multipath: { bid: 100 } })
    presume(await wlan.deregister(node, { multipath: { bid: 200 } })).to.be.accepted()
    await t.sleep(3000)

    const left = await bindings.settled(node)
    expect(left).not.to.have.careOf(wlan.address)
    prefer(left).to.have.careOf(lte.address)
  },
)

lma(
  'LMA-8278-BID-08',
  'Each binding stands in the binding cache under the BID of its PBU',
  { requirement: '8278/MP-4.1-17', observes: 'observe', paths: 2 },
  async ({ wlan, lte, node, bindings }) => {
    await wlan.registered(node, { multipath: { bid: 40 } })
    await lte.registered(node, { multipath: { bid: 7 } })

    const cache = await bindings.observed(node)
    expect(cache.withBid(40)?.careOf).to.equal(wlan.address, `BID 40 at ${wlan.address}`)
    expect(cache.withBid(7)?.careOf).to.equal(lte.address, `BID 7 at ${lte.address}`)
  },
)

lma(
  'LMA-8278-BID-09',
  'A BID that comes again from another care-of address moves there, or is refused; it is not at two',
  { requirement: '8278/MP-4.1-17', notes: ['U-09'], observes: 'observe', paths: 2 },
  async ({ wlan, lte, node, bindings }) => {
    await wlan.registered(node, { multipath: true })
    const answer = await lte.register(node, { multipath: { bid: wlan.bid } })

    noteReaction('a BID in use at another care-of address', answer)
    if (!answer.accepted) return
    const cache = await bindings.observed(node)
    const both = cache.hasCareOf(wlan.address) && cache.hasCareOf(lte.address)
    expect(both ? 2 : 1).to.equal(1, `BID ${wlan.bid} at one care-of address`)
  },
)

lma(
  'LMA-8278-BID-10',
  'A path that is registered again under a second BID is not lost',
  { requirement: '8278/MP-4.1-17', notes: ['U-10'], observes: 'bindings' },
  async ({ wlan, node, bindings }) => {
    await wlan.registered(node, { multipath: true })
    const answer = await wlan.refresh(node, { multipath: { bid: wlan.bid + 100 } })

    noteReaction('a second BID for one care-of address', answer)
    expect(await bindings.of(node)).to.have.careOf(wlan.address)
  },
)

lma(
  'LMA-8278-BID-11',
  'A BID belongs to one mobile node: another may use the same',
  { requirement: '8278/MP-4.1-17', observes: 'bindings' },
  async (t) => {
    await t.wlan.registered(t.node, { multipath: { bid: 33 } })
    const other = await t.anotherNode()

    expect(await t.wlan.register(other, { multipath: { bid: 33 } })).to.be.multipath(33)
    expect(await t.bindings.of(t.node)).to.have.careOf(t.wlan.address)
    expect(await t.bindings.of(other)).to.have.careOf(t.wlan.address)
  },
)

lma(
  'LMA-8278-BID-12',
  'The accepting PBA names the BID that was asked for, whatever its number',
  { requirement: '8278/MP-4.4-07', notes: ['U-08'], paths: 2 },
  async ({ wlan, lte, node }) => {
    const first = await wlan.registered(node, { multipath: { bid: 201 } })
    expect(first).to.be.multipath(201)
    const second = await lte.registered(node, { multipath: { bid: 3 } })
    expect(second).to.be.multipath(3)
    expect(await wlan.refresh(node)).to.be.multipath(201)
  },
)

lma(
  'LMA-8278-BID-13',
  'The accepting PBA has label and access technology of the PBU in its multipath option',
  { requirement: '8278/MP-4.4-07', notes: ['U-08'] },
  async ({ wlan, node }) => {
    const answer = await wlan.registered(node, { multipath: { label: 77, accessTechnology: 3 } })

    expect(answer).to.be.multipath(wlan.bid)
    prefer(answer.multipath?.label).to.equal(77, 'If-Label 77 in the PBA')
    prefer(answer.multipath?.accessTechnology).to.equal(3, 'If-ATT 3 in the PBA')
    if (answer.multipath?.bulk || answer.multipath?.overwrite)
      note('the PBA has B or O set in its multipath option')
  },
)

lma(
  'LMA-8278-BID-14',
  'Two paths whose BIDs differ in a high bit alone are two',
  { requirement: '8278/MP-4.1-17', observes: 'bindings', paths: 2 },
  async (t) => {
    for (const bit of [0x80, 0x40, 0x20]) {
      const node = await t.anotherNode()
      await t.wlan.registered(node, { multipath: { bid: 1 } })
      expect(await t.lte.register(node, { multipath: { bid: 1 + bit } })).to.be.multipath(1 + bit)

      const bindings = await t.bindings.of(node)
      expect(bindings).to.have.careOf(t.wlan.address)
      expect(bindings).to.have.careOf(t.lte.address)
    }
  },
)

for (const [id, bid] of [
  ['LMA-8278-BID-15', 0],
  ['LMA-8278-BID-16', 255],
] as const)
  lma(
    id,
    `A second path is not bound under BID ${bid} either`,
    { requirement: '8278/MP-4.1-14', notes: ['U-01'], paths: 2, malformed: true },
    async ({ wlan, lte, node }) => {
      await wlan.registered(node, { multipath: true })
      const answer = await lte.register(node, { multipath: { bid } })

      expect(answer).to.be.refusedOrIgnored()
      noteReaction(`BID ${bid} for a second path`, answer)
    },
  )
