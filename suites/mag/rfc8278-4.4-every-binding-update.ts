/** RFC 8278 section 4.4: what every PBU of a MAG that wants multipath has in it. */
import { expect, mag, type Pbu, presume } from '../../harness/case/index.js'
import { deregistrations, refreshesTwice } from './support/multipath.js'

const SHORTEST = { lifetime: 1 }

mag(
  'MAG-8278-MMB-01',
  'The PBU of the second path asks for multipath',
  { requirement: '8278/MP-4.4-01', paths: 2 },
  async (t) => {
    const { pbu: first } = await t.registered()
    const what = 'a PBU over a second path'
    const second = await t.presumedPbu({ where: (p) => p.path !== first.path, what })

    expect(second).to.be.multipath()
  },
)

mag(
  'MAG-8278-MMB-02',
  'Each refresh asks for multipath',
  { requirement: '8278/MP-4.4-01', paths: 2 },
  async (t) => {
    await t.twoPaths()

    for (const refresh of await refreshesTwice(t)) expect(refresh).to.be.multipath()
  },
)

mag(
  'MAG-8278-MMB-03',
  'Each de-registration has a MAG Multipath Binding option too: RFC 8278 says each PBU, and rules the O flag in just this one',
  { requirement: '8278/MP-4.4-01', paths: 2 },
  async (t) => {
    await t.twoPaths()

    for (const leaving of await deregistrations(t)) expect(leaving).to.be.multipath()
  },
)

mag(
  'MAG-8278-MMB-04',
  'A refresh before a short lifetime ends asks for multipath and identifies the MAG',
  { requirement: ['8278/MP-4.4-01', '8278/MP-4.4-03'], lasts: 5 },
  async (t) => {
    await t.registered(t.node, SHORTEST)
    t.answering(SHORTEST)
    const what = 'a refresh within a lifetime of 4 s'
    const refresh = await t.presumedPbu({ where: (p) => p.isRefresh, within: 4500, what })

    expect(refresh).to.be.multipath()
    expect(refresh).to.have.option('mag-identifier')
  },
)

mag(
  'MAG-8278-MMB-05',
  'A repeated first PBU still asks for multipath and identifies the MAG',
  { requirement: ['8278/MP-4.4-01', '8278/MP-4.4-03'], lasts: 2 },
  async (t) => {
    const first = await t.attach()
    const again = await t.presumedPbu({ on: first.path, within: 5000, what: 'the first PBU again' })

    expect(again).to.be.multipath()
    expect(again).to.have.option('mag-identifier')
  },
)

mag(
  'MAG-8278-MMB-17',
  'A repeated refresh still asks for multipath and identifies the MAG',
  { requirement: ['8278/MP-4.4-01', '8278/MP-4.4-03'], lasts: 3 },
  async (t) => {
    const { pbu: first } = await t.registered()
    presume(first).to.be.multipath()
    await t.sleep(t.facts.reaction)
    const since = t.clock.now()
    await t.refresh()
    const mine = (p: Pbu) => p.isRefresh && p.path === first.path && p.at >= since
    const refresh = await t.presumedPbu({ where: mine, what: 'a refresh' })
    const again = await t.presumedPbu({ where: mine, within: 5000, what: 'the refresh again' })

    presume(refresh).to.be.multipath()
    expect(again).to.be.multipath()
    expect(again).to.have.option('mag-identifier')
  },
)

mag(
  'MAG-8278-MAGID-01',
  'The PBU of the second path identifies the MAG',
  { requirement: '8278/MP-4.4-03', paths: 2 },
  async (t) => {
    const { second } = await t.twoPaths()

    expect(second).to.have.option('mag-identifier')
  },
)

mag(
  'MAG-8278-MAGID-02',
  'Each refresh identifies the MAG',
  { requirement: '8278/MP-4.4-03', paths: 2 },
  async (t) => {
    await t.twoPaths()

    for (const refresh of await refreshesTwice(t)) expect(refresh).to.have.option('mag-identifier')
  },
)

mag(
  'MAG-8278-MAGID-03',
  'Each de-registration identifies the MAG',
  { requirement: '8278/MP-4.4-03', paths: 2 },
  async (t) => {
    await t.twoPaths()

    for (const leaving of await deregistrations(t)) expect(leaving).to.have.option('mag-identifier')
  },
)
