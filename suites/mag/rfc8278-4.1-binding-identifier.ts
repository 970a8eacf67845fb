/** RFC 8278 section 4.1: binding identifiers and the flags beside them. */
import { expect, IN_FLIGHT, type MagCase, mag, note, type Pbu, presume } from '../../harness/case/index.js'
import {
  deregistrations,
  nextRefresh,
  refreshes,
  refreshesTwice,
  registeredBids,
} from './support/multipath.js'

/** Never one of two paths, and permitted. */
const FOREIGN = 77

/** A refresh or de-registration has an identifier that was registered from its proxy care-of address. */
function expectRegistered(t: MagCase, pbu: Pbu): void {
  presume(pbu).to.be.multipath()
  expect(registeredBids(t, pbu)).to.include(pbu.bid, `the binding identifier registered from ${pbu.careOf}`)
}

mag(
  'MAG-8278-BID-01',
  'A refresh has the binding identifier its path was registered under',
  { requirement: '8278/MP-4.1-16', paths: 2 },
  async (t) => {
    await t.twoPaths()

    for (const refresh of await refreshesTwice(t)) expectRegistered(t, refresh)
  },
)

mag(
  'MAG-8278-BID-02',
  'A de-registration has the binding identifier its path was registered under',
  { requirement: '8278/MP-4.1-16', paths: 2 },
  async (t) => {
    await t.twoPaths()

    for (const leaving of await deregistrations(t)) expectRegistered(t, leaving)
  },
)

for (const [id, bid, malformed, title] of [
  ['MAG-8278-BID-03', FOREIGN, false, 'A binding identifier that an answer brings up is never used'],
  ['MAG-8278-BID-04', 0, 'own-nodes', 'The reserved binding identifier 0 is not taken from an answer'],
  ['MAG-8278-BID-05', 255, 'own-nodes', 'The reserved binding identifier 255 is not taken from an answer'],
] as const)
  mag(id, title, { requirement: '8278/MP-4.1-16', notes: ['U-08'], paths: 2, malformed }, async (t) => {
    const first = await t.attach()
    presume(first).to.be.multipath()
    t.answering({})
    await t.answer(first, { multipath: { bid } })
    await t.sleep(t.facts.reaction)
    noteReaction(t, first)
    await t.detach()
    await t.anyPbu({ on: first.path, where: (p) => p.isDeregistration, within: t.facts.reaction })

    const used = t
      .log()
      .filter(({ careOf }) => careOf === first.careOf)
      .map((p) => p.bid)
    if (first.bid !== bid) expect(used).to.not.include(bid, `no PBU of this path under BID ${bid}`)
  })

function noteReaction(t: MagCase, first: Pbu): void {
  const [next] = t.log().filter((p) => p !== first)
  if (next === undefined) note('nothing came after the answer with another binding identifier')
  else if (next.path === first.path) note('the answer with another binding identifier was ignored')
  else note(`a second path followed, ${next.multipath === undefined ? 'without' : 'with'} multipath`)
}

mag(
  'MAG-8278-BID-06',
  'The identifier of the first path in the answer to the second does not become that of the second',
  { requirement: '8278/MP-4.1-16', notes: ['U-08'], paths: 2 },
  async (t) => {
    const { pbu: first } = await t.registered()
    const second = await t.presumedPbu({
      where: (p) => p.path !== first.path && p.isRegistration,
      what: 'a PBU over a second path',
    })
    presume(second).to.be.multipath()
    presume(first.bid).to.not.equal(second.bid)
    t.answering({})
    await t.answer(second, { multipath: { bid: first.bid ?? 0 } })
    await nextRefresh(t)
    await t.sleep(IN_FLIGHT)
    const ofSecond = t.log().filter((p) => p.careOf === second.careOf && p.multipath !== undefined)

    for (const pbu of ofSecond) expect(pbu.bid).to.not.equal(first.bid, 'the identifier of its own path')
  },
)

mag(
  'MAG-8278-FLAGS-01',
  'The B and the O flag are never set together, in a refresh neither',
  { requirement: '8278/MP-4.1-19', paths: 2 },
  async (t) => {
    await t.twoPaths()
    await refreshes(t)
    const both = t.log().filter(({ multipath }) => multipath?.bulk === true && multipath.overwrite)

    expect(both.length).to.equal(0, 'no PBU with both flags')
  },
)

mag(
  'MAG-8278-FLAGS-02',
  'The O flag is clear in the de-registration of each path',
  { requirement: '8278/MP-4.1-22', paths: 2 },
  async (t) => {
    await t.twoPaths()
    const leaving = await deregistrations(t)
    presume(leaving.some((p) => p.multipath !== undefined)).to.equal(
      true,
      'an option that could have the flag',
    )

    for (const pbu of leaving) expect(pbu.multipath?.overwrite ?? false).to.equal(false, 'O clear')
  },
)
