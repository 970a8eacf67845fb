/** RFC 8278 section 3.1: two access networks, one session. */
import { expect, IN_FLIGHT, mag, note, type Pbu, type Prefix, prefer } from '../../harness/case/index.js'
import { deregistrations, refreshes } from './support/multipath.js'

const HELD_MS = 700

/** ALL_ZERO is W where the prefixes are known; any others fail. */
function expectLearned(pbu: Pbu, prefixes: readonly Prefix[]): void {
  prefer(pbu).to.have.prefixes(prefixes)
  if (!pbu.asksForAnyPrefix) expect(pbu).to.have.prefixes(prefixes)
}

mag(
  'MAG-8278-PATHS-01',
  'Each access network has a proxy care-of address of its own',
  { requirement: '8278/MP-3.1-01', paths: 2 },
  async (t) => {
    const { pbu: first } = await t.registered()
    const second = await t.presumedPbu({
      where: (p) => p.isRegistration && p.bid !== undefined && p.bid !== first.bid,
      what: 'a PBU under a second binding identifier',
    })

    expect(second.careOf).to.not.equal(first.careOf, 'a second proxy care-of address')
  },
)

for (const [id, count, title] of [
  ['MAG-8278-PATHS-02', 1, 'The PBU of the second path names the prefix that was learned on the first'],
  ['MAG-8278-PATHS-03', 2, 'Of two prefixes learned on the first path, the PBU of the second names both'],
] as const)
  mag(id, title, { requirement: '8278/MP-3.1-07', paths: 2 }, async (t) => {
    const first = await t.attach()
    const early = await t.anyPbu({ where: (p) => p.path !== first.path, within: HELD_MS })
    if (early !== undefined) {
      note('the second path was asked for before the first was answered')
      return
    }
    await t.answer(first, { prefixes: count })
    const second = await t.presumedPbu({
      where: (p) => p.path !== first.path && p.isRegistration,
      what: 'a PBU over a second path',
    })

    expectLearned(second, t.lma.sessions.of(t.node.id)?.prefixes ?? [])
  })

mag(
  'MAG-8278-PATHS-04',
  'A refresh of either path names all prefixes of the node',
  { requirement: '8278/MP-3.1-07', paths: 2 },
  async (t) => {
    await t.twoPaths(t.node, { prefixes: 2 })
    const prefixes = t.lma.sessions.of(t.node.id)?.prefixes ?? []

    for (const refresh of await refreshes(t)) expect(refresh).to.have.prefixes(prefixes)
  },
)

mag(
  'MAG-8278-PATHS-05',
  'A de-registration of either path names all prefixes of the node',
  { requirement: '8278/MP-3.1-07', paths: 2 },
  async (t) => {
    await t.twoPaths(t.node, { prefixes: 2 })
    const prefixes = t.lma.sessions.of(t.node.id)?.prefixes ?? []
    await t.sleep(IN_FLIGHT)

    for (const leaving of await deregistrations(t)) expect(leaving).to.have.prefixes(prefixes)
  },
)
