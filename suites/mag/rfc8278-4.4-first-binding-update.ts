/** RFC 8278 section 4.4: the first PBU of a node, and when the second path follows. */
import { expect, IN_FLIGHT, mag, note, presume } from '../../harness/case/index.js'
import { TOLD_NOTHING_OF_IT } from './support/groups.js'

const HELD_MS = 1500

mag(
  'MAG-8278-FIRST-01',
  'The first PBU of a node asks for multipath',
  { requirement: ['8278/MP-4.4-01', '8278/MP-3.1-02'] },
  async (t) => {
    const pbu = await t.attach()

    expect(pbu).to.be.multipath()
  },
)

mag(
  'MAG-8278-FIRST-02',
  'The first PBU of a node identifies the MAG',
  { requirement: ['8278/MP-4.4-03', '8278/MP-3.1-02'] },
  async (t) => {
    const pbu = await t.attach()

    expect(pbu).to.have.option('mag-identifier')
  },
)

mag(
  'MAG-8278-FIRST-03',
  'Not knowing that the LMA supports multipath, the MAG registers no second path before it is answered',
  {
    requirement: '8278/MP-4.4-05',
    paths: 2,
    editions: ['rfc8278'],
    // What an earlier node was told counts no more: the last one met an LMA without multipath.
    exclusive: TOLD_NOTHING_OF_IT,
    afterRestart: true,
    lasts: 3,
  },
  async (t) => {
    const earlier = await t.anotherNode()
    t.answering({ multipath: false }, earlier)
    await t.attach(earlier)
    await t.sleep(t.facts.reaction)
    const first = await t.attach()
    presume(first).to.be.multipath()
    // Without a restart a MAG may know from nodes long gone that this LMA supports multipath.
    const unless = t.restarted
      ? ''
      : ', unless a node before has told the MAG (stimulus.restart makes it forget)'
    const elsewhere = await t.heard(HELD_MS, {
      where: (pbu) => pbu.path !== first.path,
      what: `a PBU over another path before the first was answered${unless}`,
      since: first.at,
    })

    if (t.restarted) expect(elsewhere).to.be.nothing()
    else presume(elsewhere).to.be.nothing()
  },
)

mag(
  'MAG-8278-FIRST-04',
  'Once multipath is accepted, the second path is registered under a BID of its own',
  { requirement: '8278/MP-4.1-15', paths: 2 },
  async (t) => {
    const { first, second } = await t.twoPaths()

    expect(second.bid).to.not.equal(first.bid)
  },
)

mag(
  'MAG-8278-DISCOVERY-01',
  'Once the LMA is known to support multipath the PBUs come one by one or together, each for a path of its own',
  { requirement: '8278/MP-4.4-04', paths: 2 },
  async (t) => {
    const first = await t.attach()
    const elsewhere = {
      where: (p: typeof first) => p.path !== first.path && p.isRegistration,
      what: 'a PBU over a second path',
    }
    const together = await t.anyPbu({ ...elsewhere, within: IN_FLIGHT })
    await t.answer(first)
    const second = together ?? (await t.presumedPbu(elsewhere))
    note(together === undefined ? 'the paths are registered one by one' : 'the paths are registered together')

    expect(second).to.be.multipath()
    expect(second.bid).to.not.equal(first.bid)
    expect(second.careOf).to.not.equal(first.careOf)
  },
)
