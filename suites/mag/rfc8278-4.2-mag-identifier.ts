/** RFC 8278 section 4.2: who the MAG says it is, and the same option in an answer. */
import { expect, mag, option, type Pbu, presume } from '../../harness/case/index.js'
import { deregistrations, expectEachMultipath, expectMultipath, refreshes } from './support/multipath.js'
import { eightPlaces, identifierOf } from './support/options.js'
import { expectAlive } from './support/uptake.js'

const MAG_ID = 'mag-identifier'
const NAI = 1

function identity(pbu: Pbu): string {
  presume(pbu).to.have.option(MAG_ID)
  const { subtype = 0, identifier = new Uint8Array() } = pbu.magId ?? {}
  return `subtype ${subtype}, ${Buffer.from(identifier).toString('latin1')}`
}

mag(
  'MAG-8278-MAGID-04',
  'The MAG identifies itself alike on both paths',
  { requirement: '8278/MP-4.2-02', paths: 2 },
  async (t) => {
    const { first, second } = await t.twoPaths()

    expect(identity(second)).to.equal(identity(first))
  },
)

mag(
  'MAG-8278-MAGID-05',
  'The MAG identifies itself alike for two nodes',
  { requirement: '8278/MP-4.2-02' },
  async (t) => {
    const one = await t.attach()
    const other = await t.attach(await t.anotherNode())

    expect(identity(other)).to.equal(identity(one))
  },
)

mag(
  'MAG-8278-MAGID-06',
  'The MAG identifies itself alike in registration, refresh and de-registration',
  { requirement: '8278/MP-4.2-02', paths: 2 },
  async (t) => {
    const { first } = await t.twoPaths()
    const later = [...(await refreshes(t)), ...(await deregistrations(t))]

    for (const pbu of later) expect(identity(pbu)).to.equal(identity(first))
  },
)

mag(
  'MAG-8278-MAGID-07',
  'An answer that has the MAG Identifier option too is an acceptance of multipath',
  { requirement: '8278/MP-4.2-01' },
  (t) => expectMultipath(t, { magId: true }),
)

mag(
  'MAG-8278-MAGID-08',
  'What stands in the Reserved octet of a MAG Identifier option in an answer is ignored',
  { requirement: '8278/MP-4.2-08' },
  (t) => expectMultipath(t, { magId: { reserved: 0xff } }),
)

mag(
  'MAG-8278-MAGID-09',
  'A MAG Identifier option may stand anywhere in an answer',
  { requirement: '8278/MP-4.2-03' },
  async (t) => {
    await expectEachMultipath(
      t,
      eightPlaces(MAG_ID).map((arrange) => ({ magId: true, arrange })),
    )
  },
)

for (const [id, data] of [
  ['MAG-8278-MAGID-10', []],
  ['MAG-8278-MAGID-11', [NAI]],
] as const)
  mag(
    id,
    `A MAG Identifier option of Length ${data.length} in an answer does no harm`,
    { requirement: '8278/MP-4.2-05', notes: ['U-19'], malformed: 'own-nodes' },
    async (t) => {
      await t.answer(await t.attach(), { add: [identifierOf(t, ...data)] })
      await expectAlive(t)
    },
  )

mag(
  'MAG-8278-MAGID-12',
  'Two MAG Identifier options in an answer do no harm',
  { requirement: '8278/MP-4.2-01', notes: ['U-20'], malformed: 'own-nodes' },
  async (t) => {
    const identifier = new TextEncoder().encode('mag-2@example.net')
    await t.answer(await t.attach(), {
      magId: true,
      add: [option(MAG_ID, { subtype: NAI, identifier })],
    })
    await expectAlive(t)
  },
)

mag(
  'MAG-8278-MAGID-13',
  'A Heartbeat request with a MAG Identifier option is answered as one without',
  { requirement: '8278/MP-4.2-01', claims: ['heartbeat'], malformed: true },
  async (t) => {
    presume((await t.heartbeat(t.wlan)).answered).to.equal(true, 'a plain Heartbeat request answered')
    const identifier = new TextEncoder().encode(t.profile.magId)
    const answer = await t.heartbeat(t.wlan, option(MAG_ID, { subtype: NAI, identifier }))

    if (!answer.answered)
      presume((await t.heartbeat(t.wlan)).answered).to.equal(true, 'a plain Heartbeat answered')
    expect(answer.answered).to.equal(true, 'a Heartbeat response')
  },
)
