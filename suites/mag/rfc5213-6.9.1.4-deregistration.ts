import { expect, mag, note, type Pbu, prefer } from '../../harness/case/index.js'
import { addedKinds, leftSession, missingKinds, repeats, session, twoPrefixes } from './support/session.js'

/** RFC 5213 leaves open how soon a MAG must know; milliseconds. */
const DETACHED = 2000

mag(
  'MAG-5213-DEREG-01',
  'A node that has gone is de-registered',
  {
    requirement: ['5213/6.9.1.4-01', '5213/6.13-02'],
  },
  async (t) => {
    const first = await session(t)
    await t.detach()
    const left = await t.nextPbu({
      on: first.path,
      where: (pbu) => !repeats(pbu, first), // a repetition that crossed our answer
      what: 'a de-registration of the node that has gone',
    })

    expect(left).to.be.deregistration()
  },
)

mag(
  'MAG-5213-DEREG-02',
  'A de-registration lists the prefix that was assigned',
  {
    requirement: '5213/6.9.1.4-02',
  },
  async (t) => {
    const [prefix] = twoPrefixes(t)
    const prefixes = prefix === undefined ? [] : [prefix]
    const { deregistration } = await leftSession(t, { prefixes })

    expect(deregistration).to.have.prefixes(prefixes)
  },
)

mag(
  'MAG-5213-DEREG-03',
  'A de-registration lists each of two assigned prefixes',
  {
    requirement: '5213/6.9.1.4-02',
  },
  async (t) => {
    const { deregistration } = await leftSession(t, { prefixes: twoPrefixes(t) })

    expect(deregistration).to.have.prefixes(twoPrefixes(t))
  },
)

mag(
  'MAG-5213-DEREG-04',
  'A de-registration has the options of the first PBU',
  {
    requirement: '5213/6.9.1.4-05',
  },
  async (t) => {
    const { first, deregistration } = await leftSession(t)

    expect(missingKinds(deregistration, first)).to.deep.equal([], 'no option of the first PBU missing')
    prefer(addedKinds(deregistration, first)).to.deep.equal([], 'no option that the first PBU had not')
  },
)

mag(
  'MAG-5213-DEREG-05',
  'An unanswered de-registration is not repeated for long',
  {
    requirement: '5213/6.9.1.4-04b',
    lasts: 5,
  },
  async (t) => {
    const first = await session(t)
    t.answering(undefined)
    await t.detach()
    await t.presumedPbu({ on: first.path, where: (p) => p.isDeregistration, what: 'a de-registration' })
    await t.sleep(1700)
    const more = await t.heard(2800, { on: first.path, what: 'a de-registration 1.7 s after the first' })

    expect(more).to.be.nothing()
  },
)

mag(
  'MAG-5213-DEREG-06',
  'A node that has gone is neither refreshed nor registered',
  {
    requirement: '5213/6.13-01',
    lasts: 5,
  },
  async (t) => {
    await session(t, { lifetime: 1 })
    await t.detach()
    await t.sleep(DETACHED)
    const more = await t.heard(3000, { where: (p) => !p.isDeregistration, what: 'a PBU with a lifetime' })

    expect(more).to.be.nothing()
  },
)

mag(
  'MAG-5213-DEREG-07',
  'A node that has gone is de-registered on each of its paths',
  {
    requirement: '5213/6.9.1.4-01',
    claims: ['multipath'],
    notes: ['U-14'],
    paths: 2,
  },
  async (t) => {
    await t.twoPaths()
    t.answering({})
    const since = t.clock.now()
    await t.detach()
    const leaves = (p: Pbu) => p.isDeregistration && p.at >= since
    const left = await t.nextPbu({ where: leaves, what: 'a de-registration of the node that has gone' })
    // Without the option it speaks for the whole session.
    if (left.multipath === undefined) return note('one de-registration without binding identifier')
    // RFC 8278 §4.1: with the B flag it is about the lifetimes of all bindings.
    if (left.multipath.bulk === true) return note('one de-registration with the B flag')
    const what = 'a de-registration of its other path'
    const other = await t.nextPbu({ where: (p) => leaves(p) && p.bid !== left.bid, what })

    expect(other).to.be.deregistration()
  },
)
