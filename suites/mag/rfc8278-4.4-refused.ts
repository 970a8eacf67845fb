/** RFC 8278 sections 4.3 and 4.4: status 180, the LMA will not have multipath for this node. */
import { expect, IN_FLIGHT, mag, note, type Pbu, prefer, presume, Status } from '../../harness/case/index.js'
import { REFUSED } from './support/groups.js'
import { laterMultipath, nextRefresh } from './support/multipath.js'
import { expectAlive } from './support/uptake.js'

const REFUSAL = { status: Status.CANNOT_SUPPORT_MULTIPATH_BINDING }

mag(
  'MAG-8278-STATUS-01',
  'After status 180 the node is not registered with multipath any more',
  { requirement: '8278/MP-4.4-15', exclusive: REFUSED, lasts: 2 },
  async (t) => {
    const first = await t.attach()
    presume(first).to.be.multipath()
    const sent = await t.answer(first, REFUSAL)

    expect(await laterMultipath(t, sent, first)).to.be.nothing()
  },
)

mag(
  'MAG-8278-STATUS-02',
  'A registration that was refused with status 180 is none: nothing of it is de-registered',
  { requirement: '8278/MP-4.3-01', exclusive: REFUSED },
  async (t) => {
    const first = await t.attach()
    presume(first).to.be.multipath()
    await t.answer(first, REFUSAL)
    await t.sleep(IN_FLIGHT)
    const since = t.clock.now()
    await t.detach()
    const leaving = await t.heard(IN_FLIGHT, {
      where: (p) => p.isDeregistration && p.careOf === first.careOf && p.bid === first.bid,
      what: 'a de-registration of what was refused',
      since,
    })

    prefer(leaving).to.be.nothing()
  },
)

mag(
  'MAG-8278-STATUS-03',
  'After status 180 for one node another still gets multipath',
  { requirement: '8278/MP-4.4-15', exclusive: REFUSED },
  async (t) => {
    const first = await t.attach()
    presume(first).to.be.multipath()
    await t.answer(first, REFUSAL)
    await t.sleep(IN_FLIGHT)
    const other = await t.attach(await t.anotherNode())

    prefer(other).to.be.multipath()
  },
)

mag(
  'MAG-8278-STATUS-04',
  'With the second path refused by status 180, the first is refreshed without multipath',
  { requirement: '8278/MP-4.4-15', paths: 2, exclusive: REFUSED },
  async (t) => {
    const { pbu: first } = await t.registered()
    const elsewhere = (p: Pbu) => p.path !== first.path && p.isRegistration
    const second = await t.presumedPbu({ where: elsewhere, what: 'a PBU over a second path' })
    presume(second).to.be.multipath()
    await t.answer(second, REFUSAL)

    expect(await nextRefresh(t)).to.not.be.multipath()
  },
)

mag(
  'MAG-8278-STATUS-05',
  'What follows status 180 is free, and the MAG lives on',
  { requirement: '8278/MP-4.3-01', notes: ['U-31'], exclusive: REFUSED },
  async (t) => {
    const first = await t.attach()
    presume(first).to.be.multipath()
    const { at } = await t.answer(first, REFUSAL)
    const again = await t.anyPbu({ where: (p) => p.at > at, within: t.facts.reaction })
    const how = again?.multipath === undefined ? 'without' : 'with'
    note(again === undefined ? 'nothing followed status 180' : `the node was registered ${how} multipath`)
    if (again !== undefined) await t.answer(again)

    await expectAlive(t)
  },
)

mag(
  'MAG-8278-STATUS-06',
  'Status 180 that does not give the option back is status 180 too',
  { requirement: '8278/MP-4.4-15', exclusive: REFUSED, lasts: 2 },
  async (t) => {
    const first = await t.attach()
    presume(first).to.be.multipath()
    const sent = await t.answer(first, { ...REFUSAL, multipath: false })

    prefer(await laterMultipath(t, sent, first)).to.be.nothing()
    await expectAlive(t)
  },
)

mag(
  'MAG-8278-STATUS-07',
  'A refresh refused with status 180 ends multipath for the other path as well',
  { requirement: '8278/MP-4.4-15', paths: 2, exclusive: REFUSED },
  async (t) => {
    await t.twoPaths()
    await t.refresh()
    const refused = await t.presumedPbu({ where: (p) => p.isRefresh, what: 'a refresh' })
    presume(refused).to.be.multipath()
    const isOther = (p: Pbu) => p.isRefresh && p.careOf !== refused.careOf
    const other = await t.anyPbu({ where: isOther, within: t.facts.reaction })
    if (other !== undefined) await t.answer(other)
    await t.answer(refused, REFUSAL)

    expect(await nextRefresh(t, isOther)).to.not.be.multipath()
  },
)

mag(
  'MAG-8278-STATUS-08',
  'What was refused with status 180 is not refreshed',
  { requirement: '8278/MP-4.3-01', exclusive: REFUSED, lasts: 5, full: true },
  async (t) => {
    const first = await t.attach()
    presume(first).to.be.multipath()
    await t.answer(first, { ...REFUSAL, lifetime: 1 })
    const refreshed = await t.heard(4200, {
      where: (p) => p.isRefresh && p.careOf === first.careOf,
      what: 'a refresh of what was refused',
    })

    expect(refreshed).to.be.nothing()
  },
)
