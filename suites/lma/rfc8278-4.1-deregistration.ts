import { expect, type LmaCase, lma, note, prefer, presume, Status } from '../../harness/case/index.js'
import {
  afterDeletion,
  live,
  neighbour,
  noteBindings,
  noteReaction,
  sessionGone,
  sorted,
  unharmed,
} from './support/paths.js'
import { presumeProbeTells } from './support/sessions.js'

/** De-registers the second path too; where the first de-registration took all with it, nobody answers (U-11). */
async function lastPathGone(t: LmaCase): Promise<void> {
  const answer = await t.lte.deregister(t.node)
  noteReaction('de-registration of the second path', answer)
  if (!answer.silent) presume(answer).to.be.accepted()
}

lma(
  'LMA-8278-DEREG-01',
  'De-registering the first path ends it and leaves the second',
  { requirement: '8278/MP-4.1-17', notes: ['U-11'], paths: 2, observes: 'bindings', lasts: 11 },
  async (t) => {
    await t.twoPaths()

    expect(await t.wlan.deregister(t.node)).to.be.accepted()
    const bindings = await afterDeletion(t, (b) => !b.hasCareOf(t.wlan.address))
    expect(bindings).not.to.have.careOf(t.wlan.address)
    prefer(bindings).to.have.careOf(t.lte.address)
  },
)

lma(
  'LMA-8278-DEREG-02',
  'De-registering the second path ends it and leaves the first',
  { requirement: '8278/MP-4.1-17', notes: ['U-11'], paths: 2, observes: 'bindings', lasts: 11 },
  async (t) => {
    await t.twoPaths()

    expect(await t.lte.deregister(t.node)).to.be.accepted()
    const bindings = await afterDeletion(t, (b) => !b.hasCareOf(t.lte.address))
    expect(bindings).not.to.have.careOf(t.lte.address)
    prefer(bindings).to.have.careOf(t.wlan.address)
  },
)

lma(
  'LMA-8278-DEREG-03',
  'The session ends with its last path',
  { requirement: '8278/MP-4.1-17', notes: ['U-11'], paths: 2, observes: 'bindings', lasts: 11 },
  async (t) => {
    await t.twoPaths()

    expect(await t.wlan.deregister(t.node)).to.be.accepted()
    await lastPathGone(t)
    expect(await afterDeletion(t, (b) => b.count === 0)).to.have.bindings(0)
  },
)

lma(
  'LMA-8278-DEREG-04',
  'Once its last path is gone, a request for the prefix of a node finds no session any more',
  { requirement: '8278/MP-4.1-17', notes: ['U-11'], paths: 2, lasts: 13 },
  async (t) => {
    await t.twoPaths()
    presumeProbeTells(await t.wlan.probe(t.node))

    expect(await t.wlan.deregister(t.node)).to.be.accepted()
    await lastPathGone(t)
    await sessionGone(t)
  },
)

lma(
  'LMA-8278-DEREG-05',
  "A de-registration of the first path from the second one's address is ignored, being from another care-of address",
  { requirement: '8278/MP-4.1-25', paths: 2, observes: 'bindings', lasts: 11 },
  async (t) => {
    await t.twoPaths()

    const answer = await t.lte.deregister(t.node, { multipath: { bid: t.wlan.bid } })
    prefer(answer).not.to.be.answered()
    const bindings = await t.bindings.settled(t.node)
    expect(bindings).to.have.careOf(t.lte.address)
    prefer(bindings).to.have.careOf(t.wlan.address)
  },
)

lma(
  'LMA-8278-DEREG-06',
  'With the Alternate Care-of Address of the first path, a de-registration over the second ends the first',
  { requirement: '8278/MP-4.1-26', notes: ['U-11'], paths: 2, observes: 'bindings', lasts: 11 },
  async (t) => {
    await t.twoPaths()

    const { bid, label, accessTechnology, address } = t.wlan
    const answer = await t.lte.deregister(t.node, {
      multipath: { bid, label, accessTechnology },
      alternateCareOf: address,
    })
    noteReaction('de-registration of the first path over the second', answer)
    const bindings = await afterDeletion(t, (b) => !b.hasCareOf(address))
    // One de-registration may end all paths (U-11).
    if (bindings.hasCareOf(address)) expect(bindings).to.have.careOf(t.lte.address)
    else prefer(bindings).to.have.careOf(t.lte.address)
    if (answer.accepted) expect(bindings).not.to.have.careOf(address)
    else prefer(bindings).not.to.have.careOf(address)
  },
)

lma(
  'LMA-8278-DEREG-07',
  'A de-registration without the option, with two paths there: which end is told, and no other node is harmed',
  { requirement: '8278/MP-4.1-17', notes: ['U-13'], paths: 2, observes: 'bindings', lasts: 11 },
  async (t) => {
    const other = await neighbour(t)
    await t.twoPaths()

    noteReaction('de-registration without the option', await t.wlan.deregister(t.node, { multipath: false }))
    await noteBindings(t, 'bindings after it', 'settled')
    await unharmed(t, other)
  },
)

lma(
  'LMA-8278-DEREG-08',
  'A de-registration with the option of a binding made without it: once accepted, it is carried out',
  { requirement: '8278/MP-4.1-17', notes: ['U-41'], lasts: 13 },
  async (t) => {
    const other = await neighbour(t)
    await t.wlan.registered(t.node)
    presumeProbeTells(await t.wlan.probe(t.node))

    const answer = await t.wlan.deregister(t.node, { multipath: true })
    noteReaction('de-registration with the option of a plain binding', answer)
    if (answer.accepted) await sessionGone(t)
    await unharmed(t, other)
  },
)

lma(
  'LMA-8278-DEREG-09',
  'A de-registration under a binding identifier nobody registered leaves the path of another care-of address alone',
  { requirement: '8278/MP-4.1-17', paths: 2, observes: 'bindings', lasts: 11 },
  async (t) => {
    const other = await neighbour(t)
    await t.twoPaths()

    const answer = await t.wlan.deregister(t.node, { multipath: { bid: 77 } })
    noteReaction('de-registration under a binding identifier nobody registered', answer)
    const bindings = await t.bindings.settled(t.node)
    note('bindings after it', bindings.words())
    expect(bindings).to.have.careOf(t.lte.address)
    await unharmed(t, other)
  },
)

lma(
  'LMA-8278-DEREG-10',
  'A path registered again before its deletion stays',
  { requirement: '5213/5.3.5-05', claims: ['multipath'], paths: 2, observes: 'bindings', lasts: 5 },
  async (t) => {
    await t.twoPaths()
    presume(await t.wlan.deregister(t.node)).to.be.accepted()

    expect(await t.wlan.register(t.node, { multipath: true })).to.be.multipath(t.wlan.bid)
    await t.sleep(t.profile.timers.minDelayBeforeBceDelete + 3000)
    await live(t, t.wlan)
  },
)

lma(
  'LMA-8278-DEREG-11',
  'A path that was de-registered can be registered again, beside the other',
  {
    requirement: ['8278/MP-3.1-08', '8278/MP-3.1-12'],
    notes: ['U-11'],
    paths: 2,
    observes: 'bindings',
    lasts: 11,
  },
  async (t) => {
    await t.twoPaths()
    presume(await t.wlan.deregister(t.node)).to.be.accepted()
    await t.sleep(t.profile.timers.minDelayBeforeBceDelete + 500)
    // Where one de-registration ends all paths (U-11) the session has gone with them.
    if (t.bindings.observable) presume(await t.bindings.of(t.node)).to.have.careOf(t.lte.address)
    else presume(await t.wlan.probe(t.node)).to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)

    const prefixes = sorted(t.node.prefixes)
    const answer = await t.wlan.register(t.node, { multipath: true })
    expect(answer).to.be.multipath(t.wlan.bid)
    expect(sorted(answer.prefixes)).to.deep.equal(prefixes, 'the prefixes of the session')
    await live(t, t.wlan)
  },
)
