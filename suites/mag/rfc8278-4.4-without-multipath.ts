/** RFC 8278 section 4.4: an LMA that accepts without a word on multipath, and one that stops doing so. */
import { expect, IN_FLIGHT, mag, type Pbu, presume } from '../../harness/case/index.js'
import { REFUSED, TOLD_NOTHING_OF_IT } from './support/groups.js'
import { laterMultipath, nextRefresh } from './support/multipath.js'

const SILENT = { multipath: false } as const

mag(
  'MAG-8278-LEGACY-01',
  'Accepted without multipath, a node is not registered with it any more',
  { requirement: '8278/MP-4.4-11', exclusive: TOLD_NOTHING_OF_IT, lasts: 2 },
  async (t) => {
    const first = await t.attach()
    presume(first).to.be.multipath()
    const sent = await t.answer(first, SILENT)

    expect(await laterMultipath(t, sent, first)).to.be.nothing()
  },
)

mag(
  'MAG-8278-LEGACY-02',
  'Accepted without multipath, a node is refreshed without it',
  { requirement: '8278/MP-4.4-11', exclusive: TOLD_NOTHING_OF_IT },
  async (t) => {
    const first = await t.attach()
    presume(first).to.be.multipath()
    t.answering(SILENT)
    await t.answer(first, SILENT)

    expect(await nextRefresh(t)).to.not.be.multipath()
  },
)

mag(
  'MAG-8278-LEGACY-03',
  'Accepted without multipath, a node is de-registered without it',
  { requirement: '8278/MP-4.4-11', exclusive: TOLD_NOTHING_OF_IT },
  async (t) => {
    const first = await t.attach()
    presume(first).to.be.multipath()
    t.answering(SILENT)
    await t.answer(first, SILENT)
    await t.sleep(IN_FLIGHT)
    await t.detach()
    const leaving = await t.presumedPbu({ where: (p) => p.isDeregistration, what: 'a de-registration' })

    expect(leaving).to.not.be.multipath()
  },
)

mag(
  'MAG-8278-LEGACY-04',
  'With the second path accepted without multipath, the node is refreshed without it',
  { requirement: '8278/MP-4.4-11', paths: 2, exclusive: REFUSED },
  async (t) => {
    const { pbu: first } = await t.registered()
    const elsewhere = (p: Pbu) => p.path !== first.path && p.isRegistration
    const second = await t.presumedPbu({ where: elsewhere, what: 'a PBU over a second path' })
    presume(second).to.be.multipath()
    await t.answer(second, SILENT)

    expect(await nextRefresh(t)).to.not.be.multipath()
  },
)

mag(
  'MAG-8278-LEGACY-05',
  'A refresh accepted without multipath is followed by refreshes without it',
  { requirement: '8278/MP-4.4-11', paths: 2, exclusive: REFUSED },
  async (t) => {
    await t.twoPaths()
    t.answering(SILENT)
    await t.refresh()
    const refresh = await t.presumedPbu({ where: (p) => p.isRefresh, what: 'a refresh' })
    presume(refresh).to.be.multipath()
    const next = await nextRefresh(t)

    expect(next).to.not.be.multipath()
  },
)
