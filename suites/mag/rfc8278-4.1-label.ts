/** RFC 8278 section 4.1: If-Label. */
import { expect, type MagCase, mag, NotApplicable, type Pbu, presume } from '../../harness/case/index.js'
import { becomesMultipath, deregistrations, expectEachMultipath, refreshes } from './support/multipath.js'

/** Neither end of the range, and what no profile of ours declares. */
const ORDINARY = 200

function expectDeclared(t: MagCase, pbu: Pbu): void {
  presume(pbu).to.be.multipath()
  const declared = t.paths.find(({ address }) => address === pbu.careOf)?.label
  presume(declared).to.be.a('number', `a label declared for ${pbu.careOf}`)
  // The B flag speaks for all paths at once: no label is wrong there.
  if (pbu.multipath?.bulk !== true) expect(pbu.label).to.equal(declared)
}

mag(
  'MAG-8278-LABEL-01',
  'Each path is registered with the label of its WAN interface',
  { requirement: '8278/MP-4.1-11', paths: 2 },
  async (t) => {
    const { first, second } = await t.twoPaths()

    expectDeclared(t, first)
    expectDeclared(t, second)
  },
)

mag(
  'MAG-8278-LABEL-02',
  'A refresh keeps the label of its WAN interface',
  { requirement: '8278/MP-4.1-03', paths: 2 },
  async (t) => {
    await t.twoPaths()

    for (const refresh of await refreshes(t)) expectDeclared(t, refresh)
  },
)

mag(
  'MAG-8278-LABEL-03',
  'A de-registration keeps the label of its WAN interface',
  { requirement: '8278/MP-4.1-03', paths: 2 },
  async (t) => {
    await t.twoPaths()

    for (const leaving of await deregistrations(t)) expectDeclared(t, leaving)
  },
)

mag(
  'MAG-8278-LABEL-04',
  'The ends of the range of labels are labels like any other in an answer',
  { requirement: '8278/MP-4.1-08', notes: ['U-08'] },
  async (t) => {
    const ordinary = await becomesMultipath(t, { multipath: { label: ORDINARY } })
    presume(ordinary).to.equal(true, 'a MAG that takes answers with other labels than its own')

    await expectEachMultipath(t, [{ multipath: { label: 0 } }, { multipath: { label: 255 } }])
  },
)

mag(
  'MAG-8278-LABEL-05',
  'Two WAN interfaces with one label are two paths',
  { requirement: '8278/MP-4.1-10', paths: 2 },
  async (t) => {
    if (t.wlan.label !== t.lte.label)
      throw new NotApplicable('the profile declares different labels for its first two paths')
    const { pbu: first } = await t.registered()
    const second = await t.nextPbu({
      where: (p) => p.path !== first.path && p.isRegistration,
      what: 'a PBU over the second path',
    })

    expect(second).to.be.multipath()
    expect(second.bid).to.not.equal(first.bid)
  },
)
