import { expect, type MagCase, mag, option, prefer } from '../../harness/case/index.js'
import { addedKinds, missingKinds, refreshedSession, session, twoPrefixes } from './support/session.js'
import { expectAccepted } from './support/uptake.js'

mag(
  'MAG-5213-REFRESH-01',
  'A refresh has handoff indicator 5',
  {
    requirement: '5213/6.9.1.3-03',
  },
  async (t) => {
    const { refresh } = await refreshedSession(t)

    expect(refresh).to.have.handoff(5)
  },
)

mag(
  'MAG-5213-REFRESH-02',
  'A refresh has the options of the first PBU',
  {
    requirement: '5213/6.9.1.3-01',
  },
  async (t) => {
    const { first, refresh } = await refreshedSession(t)

    expect(missingKinds(refresh, first)).to.deep.equal([], 'no option of the first PBU missing')
    prefer(addedKinds(refresh, first)).to.deep.equal([], 'no option that the first PBU had not')
  },
)

mag(
  'MAG-5213-REFRESH-03',
  'A refresh lists each of two assigned prefixes',
  {
    requirement: '5213/6.9.1.3-02',
  },
  async (t) => {
    const { refresh } = await refreshedSession(t, { prefixes: twoPrefixes(t) })

    expect(refresh).to.have.prefixes(twoPrefixes(t))
  },
)

mag(
  'MAG-5213-REFRESH-04',
  'A refresh comes before a granted lifetime of 4 s ends',
  {
    requirement: '6275/11.7.3-05',
    lasts: 4,
  },
  (t) => refreshedWithin(t, 1),
)

mag(
  'MAG-5213-REFRESH-05',
  'A refresh comes before a granted lifetime of 60 s ends',
  {
    requirement: '6275/11.7.3-05',
    lasts: 60,
    full: true,
  },
  (t) => refreshedWithin(t, 15),
)

async function refreshedWithin(t: MagCase, lifetime: number): Promise<void> {
  const ms = lifetime * 4000
  const first = await session(t, { lifetime })
  const refresh = await t.anyPbu({ where: (p) => p.isRefresh, within: first.at + ms - t.clock.now() + 100 })

  const after = refresh === undefined ? Number.POSITIVE_INFINITY : refresh.at - first.at
  expect(after).to.be.below(ms, `a refresh within the granted ${ms / 1000} s`)
}

mag(
  'MAG-5213-REFRESH-06',
  'An accepted PBU is not sent again',
  {
    requirement: ['6275/11.7.3-02', '5213/6.9.1.2-04'],
    lasts: 3,
  },
  async (t) => {
    const first = await session(t)
    const again = await t.heard(3000, {
      on: first.path,
      where: (p) =>
        p.isRegistration && p.handoffIndicator === first.handoffIndicator && p.at - first.at > 600,
      what: 'the PBU that was accepted',
    })

    expect(again).to.be.nothing()
  },
)

mag(
  'MAG-5213-REFRESH-07',
  'A PBA with Binding Refresh Advice is accepted',
  {
    requirement: '6275/11.7.3-06',
  },
  async (t) => {
    const advice = option('binding-refresh-advice', { interval: 5 })

    await expectAccepted(t, await t.attach(), { add: [advice] })
  },
)
