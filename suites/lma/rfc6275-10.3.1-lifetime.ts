import { expect, type LmaCase, lma, NotApplicable, presume } from '../../harness/case/index.js'
import {
  about,
  endsAfter,
  exists,
  expectUpdated,
  open,
  presumeProbe,
  type Session,
} from './support/sessions.js'

/** Unit of the Lifetime field, milliseconds (RFC 6275 §6.1.7). */
const UNIT = 4000
/** How many other nodes register while a session lives. */
const OTHERS = 20
/** How long before the end of a lifetime a session has to be there still, milliseconds. */
const BEFORE_END = 1500
/** A session may outlive its lifetime: so long, and so long with a warning. */
const IN_TIME = 5000
const TOO_LATE = 15_000

type Lasting = Session & { readonly end: number }

/** A session of so many units, or fewer if the device grants no more, and when it ends on our clock. */
async function lasting(t: LmaCase, lifetime: number): Promise<Lasting> {
  const session = await open(t, t.wlan, undefined, { lifetime }, await t.anotherNode())
  const granted = session.answer.lifetime ?? 0
  presume(granted).to.be.within(1, lifetime, `a granted lifetime of 1 to ${lifetime} units of 4 s`)
  await presumeProbe(session)
  return { ...session, end: session.answer.request.sentAt + granted * UNIT }
}

/**
 * A session that is alive shortly before its end, with something done meanwhile. Where that takes too long, on a host
 * that is busy or over a slow path, it is done again with a longer lifetime.
 */
async function livesToTheEnd(
  t: LmaCase,
  [lifetime = 1, ...longer]: readonly number[],
  meanwhile: (session: Session) => Promise<void> = () => Promise.resolve(),
): Promise<Lasting> {
  const session = await lasting(t, lifetime)
  await meanwhile(session)
  await t.sleep(session.end - BEFORE_END - t.clock.now())
  const tooLate = t.clock.now() > session.end - BEFORE_END / 2
  if (tooLate && longer.length > 0) return livesToTheEnd(t, longer, meanwhile)
  presume(tooLate).to.equal(false, 'a look before the lifetime is over')
  await exists(session)
  return session
}

lma(
  'LMA-6275-LIFETIME-01',
  'A session that is not refreshed lives for its lifetime, in units of 4 s, and ends then',
  { requirement: ['6275/6.1.7-04', '6275/10.3.1-03'], lasts: 6 },
  async (t) => {
    const session = await livesToTheEnd(t, [1, 3])

    await endsAfter(t, session, session.end, IN_TIME, TOO_LATE)
  },
)

lma(
  'LMA-6275-LIFETIME-02',
  'A session is kept to the end of its lifetime while other nodes register',
  { requirement: '6275/10.3.1-05', lasts: 6 },
  async (t) => {
    await livesToTheEnd(t, [1, 5], async () => {
      let accepted = 0
      for (let others = 0; others < OTHERS; others++)
        if ((await t.wlan.register(await t.anotherNode())).accepted) accepted++
      presume(accepted).to.be.above(OTHERS / 2, 'registrations of other nodes that are accepted')
    })
  },
)

lma(
  'LMA-6275-LIFETIME-03',
  'A session is kept for its whole lifetime, though the device advised to refresh it earlier',
  { requirement: '6275/10.3.1-06', lasts: 8 },
  async (t) => {
    await livesToTheEnd(t, [2, 4], async ({ answer }) => {
      if (answer.option('binding-refresh-advice') === undefined)
        throw new NotApplicable('the PBA has no Binding Refresh Advice')
    })
  },
)

/** More than 8 bits of units, 16 bits of seconds, or 32 bits of microseconds hold: cut, they would end within 4 s. */
const LONG = [257, 16_385, 1074]

lma(
  'LMA-6275-LIFETIME-04',
  'A long lifetime is kept as long as it was granted',
  { requirement: '6275/10.3.1-05', lasts: 7 },
  async (t) => {
    const sessions = await Promise.all(LONG.map((lifetime) => lasting(t, lifetime)))
    const end = Math.min(...sessions.map((session) => session.end))
    presume(end - t.clock.now()).to.be.at.least(3 * UNIT, 'at least 3 units of 4 s granted')
    await t.sleep(UNIT + IN_TIME / 2)
    for (const session of sessions) await exists(session)
  },
)

lma(
  'LMA-5213-REFRESH-01',
  'A refresh gives the session the lifetime that is granted with it',
  { requirement: '5213/5.3.3-01', observes: 'observe' },
  async (t) => {
    const session = await open(t, t.wlan, undefined, { lifetime: 10 })
    const refreshed = await t.wlan.refresh(t.node, about(session, { lifetime: 20 }))
    expectUpdated(refreshed, session)
    const granted = refreshed.lifetime ?? 0
    expect(granted).to.be.within(1, 20, 'a granted lifetime of 1 to 20 units of 4 s')

    const { list } = await t.bindings.observed(t.node)
    const seconds = list.find(({ careOf }) => careOf === t.wlan.address)?.lifetime ?? 0
    expect(seconds).to.be.within(granted * 4 - 5, granted * 4 + 1, `about ${granted * 4} s left`)
  },
)

lma(
  'LMA-5213-REFRESH-02',
  'A session that was refreshed outlives its first lifetime, and ends with the second',
  { requirement: '5213/5.3.3-01', lasts: 30, full: true },
  async (t) => {
    const first = await lasting(t, 2)
    await t.sleep((first.end - t.clock.now()) / 2)
    const refreshed = await t.wlan.refresh(first.node, about(first, { lifetime: 5 }))
    expectUpdated(refreshed, first)
    const granted = refreshed.lifetime ?? 0
    expect(granted).to.be.within(1, 5, 'a granted lifetime of 1 to 5 units of 4 s')
    const end = refreshed.request.sentAt + granted * UNIT

    const wellAfterFirst = first.end + IN_TIME
    presume(wellAfterFirst).to.be.below(end - BEFORE_END, 'a second lifetime that goes well beyond the first')
    await t.sleep(wellAfterFirst - t.clock.now())
    await exists(first)
    await endsAfter(t, first, end, IN_TIME, TOO_LATE)
  },
)
