import {
  expect,
  type MagCase,
  mag,
  NotApplicable,
  prefer,
  presume,
  type Script,
  uptake,
} from '../../harness/case/index.js'
import { withEach } from './support/lanes.js'
import { expectGreater, isNewer, mostWithin } from './support/session.js'

const HOUR = 3_600_000
/** 48.16 seconds of RFC 5213 §8.8. */
const SECOND = 65_536n

mag(
  'MAG-5213-REFUSED-01',
  'After 157 the MAG registers again, with a later Timestamp',
  {
    requirement: '5213/6.9.1.2-08',
    claims: ['timestamps'],
    lasts: 2,
  },
  async (t) => {
    const pbu = await t.attach()
    presume(pbu).to.have.option('timestamp')
    await t.answer(pbu, { status: 157 })
    const later = await t.anyPbu({
      where: (p) => (p.timestamp ?? 0n) > (pbu.timestamp ?? 0n),
      within: 10_000,
    })

    expect(later === undefined).to.equal(false, 'a new PBU with a later Timestamp within 10 s')
  },
)

mag(
  'MAG-5213-REFUSED-02',
  'After 156 the MAG does not try again and again',
  {
    requirement: '5213/6.9.1.2-09a',
    claims: ['timestamps'],
    lasts: 4,
  },
  (t) => fewFollow156(t, 4000),
)

mag(
  'MAG-5213-REFUSED-03',
  'Within ten seconds after 156 three PBUs follow at most',
  {
    requirement: '5213/6.9.1.2-09a',
    claims: ['timestamps'],
    lasts: 10,
    full: true,
  },
  (t) => fewFollow156(t, 10_000),
)

async function fewFollow156(t: MagCase, ms: number): Promise<void> {
  const pbu = await t.attach()
  presume(pbu).to.have.option('timestamp')
  t.answering({ status: 156 })
  await t.answer(pbu, { status: 156 })
  const { pbus } = await t.heard(ms, { on: pbu.path })

  expect(pbus.length).to.be.at.most(3, `three PBUs at most in ${ms / 1000} s after status 156`)
}

mag(
  'MAG-5213-REFUSED-04',
  'The MAG does not set its clock by the Timestamp of a PBA 156',
  {
    requirement: '5213/6.9.1.2-09b',
    claims: ['timestamps'],
    exclusive: true,
  },
  async (t) => {
    const pbu = await t.attach()
    presume(pbu).to.have.option('timestamp')
    const { timestamp = 0n } = pbu
    await t.answer(pbu, { status: 156, timestamp: timestamp + (BigInt(HOUR) / 1000n) * SECOND })
    await t.sleep(100)
    await t.detach()
    const since = t.clock.now()
    await t.attaching()
    const next = await t.presumedPbu({ where: (p) => p.at >= since && p.lifetime > 0, within: 30_000 })

    const ahead = Number(((next.timestamp ?? 0n) - timestamp) / SECOND) - (next.at - pbu.at) / 1000
    expect(ahead).to.be.at.most(1800, "a Timestamp by the MAG's own clock")
  },
)

mag(
  'MAG-5213-REFUSED-05',
  'After 152 no PBU is sent for the node',
  {
    requirement: '5213/6.9.1.2-07a',
    lasts: 4,
  },
  (t) => quietAfter152(t, 4000),
)

mag(
  'MAG-5213-REFUSED-06',
  'After 152 no PBU is sent for the node within a minute',
  {
    requirement: '5213/6.9.1.2-07a',
    lasts: 60,
    full: true,
  },
  (t) => quietAfter152(t, 60_000),
)

async function quietAfter152(t: MagCase, ms: number): Promise<void> {
  const pbu = await t.attach()
  t.answering({ status: 152 })
  await t.answer(pbu, { status: 152 })
  await t.sleep(500)

  expect(await t.heard(ms - 500)).to.be.nothing()
}

mag(
  'MAG-5213-REFUSED-07',
  'After 155 the same prefixes are not asked for again',
  {
    requirement: '5213/6.9.1.2-10',
    lasts: 4,
  },
  (t) => otherPrefixesAfter155(t, 4000),
)

mag(
  'MAG-5213-REFUSED-08',
  'Within a minute after 155 the same prefixes are not asked for again',
  {
    requirement: '5213/6.9.1.2-10',
    lasts: 60,
    full: true,
  },
  (t) => otherPrefixesAfter155(t, 60_000),
)

async function otherPrefixesAfter155(t: MagCase, ms: number): Promise<void> {
  let pbu = await t.attach()
  if (pbu.asksForAnyPrefix) {
    // One that comes back may ask for what it had.
    t.answering({})
    await t.answer(pbu)
    await t.sleep(100)
    await t.detach()
    await t.anyPbu({ on: pbu.path, where: (p) => p.isDeregistration, within: 1500 })
    await t.sleep(100) // until it has the answer to that, and knows that the node is gone
    t.answering(undefined)
    const since = t.clock.now()
    pbu = await t.attach(t.node, { where: (p) => p.at >= since && !p.isDeregistration })
  }
  if (pbu.asksForAnyPrefix) throw new NotApplicable('the MAG asks for no prefix of its own')
  const asked = new Set(pbu.prefixes.map((p) => p.prefix))
  t.answering({ status: 155 })
  await t.answer(pbu, { status: 155 })
  await t.sleep(500)
  const again = await t.heard(ms - 500, {
    where: (p) => !p.isDeregistration && p.prefixes.some(({ prefix }) => asked.has(prefix)),
    what: 'a PBU that asks for a prefix that was refused',
  })

  expect(again).to.be.nothing()
}

mag(
  'MAG-6275-REFUSED-09',
  'After 135 the sequence number of the acknowledgement is taken over',
  {
    requirement: '6275/11.7.3-04',
    unless: ['timestamps'],
    lasts: 2,
  },
  async (t) => {
    const pbu = await t.attach()
    if (pbu.timestamp !== undefined) throw new NotApplicable('the MAG orders its PBUs by Timestamp')
    const held = (pbu.sequence + 500) & 0xffff
    await t.answer(pbu, { status: 135, sequence: held })
    const next = await t.presumedPbu({ on: pbu.path, where: (p) => p.lifetime > 0, within: 10_000 })

    expectGreater(next, held)
  },
)

/** What an LMA may say to a first PBU; 135, 152, 155 to 157 and 180 have cases of their own. */
const USUAL = [128, 129, 130, 131, 132, 139, 142, 153, 154, 158, 159, 160, 161, 162]
const OWN_CASE = [135, 152, 155, 156, 157, 180]

const rejections: readonly (readonly [string, string, readonly number[], { readonly full?: true }])[] = [
  ['MAG-5213-REFUSED-10', 'A rejection', USUAL, {}],
  ['MAG-5213-REFUSED-11', 'A rejection with an unknown status', [200, 255], {}],
  ['MAG-5213-REFUSED-14', 'That the service is not enabled', [152], {}],
  [
    'MAG-5213-REFUSED-12',
    'A rejection with any status from 128 to 180',
    Array.from({ length: 53 }, (_, i) => 128 + i).filter((status) => !OWN_CASE.includes(status)),
    { full: true },
  ],
]

for (const [id, what, statuses, when] of rejections)
  mag(
    id,
    `${what} is not taken as acceptance`,
    {
      requirement: '5213/6.9.1.2-11',
      lasts: 3,
      ...when,
    },
    async (t) => {
      await withEach(t, statuses, async (status) => {
        const node = await t.anotherNode()
        const pbu = await t.attach(node)

        expect(await uptake(t, pbu, { status, prefixes: 1 })).to.be.ignored()
      })
    },
  )

mag(
  'MAG-5213-REFUSED-13',
  'What was rejected is not refreshed',
  {
    requirement: '5213/6.9.1.2-11',
  },
  async (t) => {
    const refused: Script = { status: 130, prefixes: 1 }
    const pbu = await t.attach()
    t.answering(refused)
    await t.answer(pbu, refused)
    await t.sleep(100)
    if (t.can('refresh')) await t.refresh()
    const refreshes = await t.heard(700, { where: (p) => p.isRefresh, what: 'a refresh', since: pbu.at })

    expect(refreshes).to.be.nothing()
  },
)

mag(
  'MAG-6275-REFUSED-14',
  'A retry after a rejection is a new PBU, within the rate limit',
  {
    requirement: '6275/11.7.3-07',
    lasts: 3,
  },
  async (t) => {
    const pbu = await t.attach()
    t.answering({ status: 128 })
    await t.answer(pbu, { status: 128 })
    const { pbus } = await t.heard(3000, { on: pbu.path, since: pbu.at })

    expect(mostWithin(pbus, 800)).to.be.at.most(3, 'three PBUs of a binding at most within any second')
    const old = pbus.filter((p, i) => i > 0 && !isNewer(p, pbus[i - 1] ?? p))
    prefer(old.length).to.equal(0, 'a later Timestamp, or else a greater sequence number, in each retry')
  },
)
