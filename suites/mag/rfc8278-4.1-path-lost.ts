/** RFC 8278 sections 3.1 and 4.1: a WAN interface is lost and comes back. */
import {
  aligned,
  expect,
  IN_FLIGHT,
  type MagCase,
  mag,
  note,
  type Other,
  option,
  type Pbu,
  prefer,
  presume,
  type Script,
} from '../../harness/case/index.js'
import { nextRefresh, registeredBids } from './support/multipath.js'
import { twoPrefixes } from './support/session.js'

const PROXY = 0x8000
/** RFC 5846 §5.1: administrative reason. */
const ADMINISTRATIVE = 1
const ANSWERS = ['binding-revocation-acknowledgement', 'binding-error']

/** Two paths are registered, everything later is answered, and the second one is down. */
async function secondLost(t: MagCase, script: Script = {}) {
  const { first, second } = await t.twoPaths(t.node, script)
  t.answering({})
  const path = t.paths.find(({ name }) => name === second.path) ?? t.lte
  await t.pathDown(path)
  await t.sleep(t.facts.reaction)
  return { first, second, path }
}

/** The PBU that registers a path again. */
function back(t: MagCase, { careOf }: Pbu, since: number): Promise<Pbu> {
  const isBack = (p: Pbu) => p.isRegistration && p.careOf === careOf && p.at >= since
  return t.presumedPbu({ where: isBack, what: `a registration from ${careOf}, which is up again` })
}

mag(
  'MAG-8278-PATHLOSS-01',
  'If a lost path is de-registered, then under the binding identifier of its own',
  { requirement: ['8278/MP-4.1-16', '8278/MP-4.4-01'], paths: 2, exclusive: true },
  async (t) => {
    await secondLost(t)
    const leaving = t.log().filter((p) => p.isDeregistration)
    if (leaving.length === 0) note('the path that was lost is left to expire')

    for (const pbu of leaving) {
      expect(pbu).to.be.multipath()
      expect(registeredBids(t, pbu)).to.include(pbu.bid, `the identifier registered from ${pbu.careOf}`)
    }
  },
)

mag(
  'MAG-8278-PATHLOSS-02',
  'With one path lost, the refresh of the other still asks for multipath',
  { requirement: '8278/MP-4.4-01', paths: 2, exclusive: true },
  async (t) => {
    const { first } = await secondLost(t)

    expect(await nextRefresh(t, (p) => p.careOf === first.careOf)).to.be.multipath()
  },
)

mag(
  'MAG-8278-PATHLOSS-03',
  'A path that comes back asks for multipath, identifies the MAG, and has an identifier of its own',
  { requirement: ['8278/MP-4.4-01', '8278/MP-4.4-03', '8278/MP-4.1-15'], paths: 2, exclusive: true },
  async (t) => {
    const { first, second, path } = await secondLost(t)
    const since = t.clock.now()
    await t.pathUp(path)
    const again = await back(t, second, since)

    expect(again).to.be.multipath()
    expect(again).to.have.option('mag-identifier')
    expect(again.bid).to.not.equal(first.bid)
  },
)

mag(
  'MAG-8278-PATHLOSS-04',
  'A path that comes back names the prefixes of the node',
  { requirement: '8278/MP-3.1-07', paths: 2, exclusive: true },
  async (t) => {
    const prefixes = twoPrefixes(t)
    const { second, path } = await secondLost(t, { prefixes })
    const since = t.clock.now()
    await t.pathUp(path)
    const again = await back(t, second, since)

    prefer(again).to.have.prefixes(prefixes)
    if (!again.asksForAnyPrefix) expect(again).to.have.prefixes(prefixes)
  },
)

/** Short enough to be waited for; units of 4 s. */
const SHORTEST = { lifetime: 1 }

mag(
  'MAG-8278-PATHLOSS-07',
  'With one path lost, the MAG still refreshes the other before its lifetime ends',
  { requirement: '6275/11.7.3-05', claims: ['multipath'], paths: 2, exclusive: true, lasts: 8, full: true },
  async (t) => {
    const { first, second } = await t.twoPaths(t.node, SHORTEST)
    t.answering(SHORTEST)
    const of = (pbu: Pbu) => pbu.lifetime > 0 && pbu.careOf === first.careOf
    const before = { where: (p: Pbu) => of(p) && p.isRefresh, within: 4500, what: 'a refresh of both paths' }
    await t.presumedPbu(before)
    await t.pathDown(t.paths.find(({ name }) => name === second.path) ?? t.lte)
    const since = t.clock.now()

    const after = await t.anyPbu({ where: (p) => of(p) && p.at > since, within: 4500 })
    expect(after === undefined ? 'none' : 'a refresh').to.equal(
      'a refresh',
      'a refresh of the path that is left, within the lifetime of 4 s',
    )
  },
)

mag(
  'MAG-8278-PATHLOSS-05',
  'The second path of a node that attached while one WAN interface was down has its own care-of address',
  { requirement: '8278/MP-3.1-01', paths: 2, exclusive: true },
  async (t) => {
    await t.pathDown(t.lte)
    await t.sleep(t.facts.reaction)
    const { pbu: first } = await t.registered()
    presume(first).to.be.multipath()
    const isFurther = (p: Pbu) => p.isRegistration && p.bid !== undefined && p.bid !== first.bid
    await t.sleep(t.facts.reaction)
    await t.pathUp(t.lte)
    const second = await t.presumedPbu({ where: isFurther, what: 'a PBU under a second binding identifier' })

    expect(second.careOf).to.not.equal(first.careOf, 'a second proxy care-of address')
  },
)

mag(
  'MAG-8278-PATHLOSS-06',
  'With one path revoked, the refresh of the other still asks for multipath',
  { requirement: '8278/MP-4.4-01', notes: ['U-28'], paths: 2 },
  async (t) => {
    const { first, second } = await t.twoPaths()
    t.answering({})
    const identifier = new TextEncoder().encode(t.node.id)
    const address = second.careOf
    await t.send(t.paths.find(({ name }) => name === second.path) ?? t.lte, {
      kind: 'binding-revocation-indication',
      ...{ trigger: ADMINISTRATIVE, sequence: 1, flags: PROXY },
      options: aligned([
        option('mobile-node-identifier', { subtype: 1, identifier }),
        ...second.prefixes.map((prefix) => option('home-network-prefix', prefix)),
        option('alternate-care-of-address', { address }),
      ]),
    })
    const isAnswer = (other: Other) =>
      other.kind === 'icmp-error' || ANSWERS.includes(other.decoded.message.kind)
    const answer = await t.nextOther(isAnswer, t.facts.reaction)
    const what = answer?.kind === 'message' ? answer.decoded.message.kind : (answer?.kind ?? 'nothing')
    note(`a Binding Revocation Indication for one path was answered by ${what}`)
    await t.sleep(IN_FLIGHT)
    await t.refresh()
    const isOther = (p: Pbu) => p.isRefresh && p.careOf === first.careOf
    const refresh = await t.anyPbu({ where: isOther })
    prefer(refresh === undefined ? 'none' : 'a refresh').to.equal(
      'a refresh',
      'a refresh of the path not revoked',
    )

    if (refresh !== undefined) expect(refresh).to.be.multipath()
  },
)
