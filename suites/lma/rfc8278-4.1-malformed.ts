/** RFC 8278 section 4.1: multipath options of a wrong Length, two of them, and one where it does not belong. */
import { expect, lma, option, prefer, presume } from '../../harness/case/index.js'
import { endingWith, inFull, instead, multipathOfLength } from './support/options.js'
import { noteReaction } from './support/paths.js'

const MMB = 'mag-multipath-binding'
const RESPONSE = 'a Heartbeat response'

lma(
  'LMA-8278-MMB-10',
  'A multipath option of Length 0 names no binding: no multipath comes of it',
  { requirement: '8278/MP-4.1-06', notes: ['U-17'], malformed: true },
  async (t) => {
    const arrange = instead(MMB, multipathOfLength(t, 0))
    const answer = await t.wlan.register(t.node, { multipath: true, arrange })

    expect(answer).to.be.refusedOrIgnored()
    noteReaction('a multipath option of Length 0', answer)
  },
)

for (const [id, length] of [
  ['LMA-8278-MMB-11', 4],
  ['LMA-8278-MMB-12', 5],
] as const)
  lma(
    id,
    `A multipath option of Length ${length}, its end cut off, does no harm`,
    { requirement: '8278/MP-4.1-06', notes: ['U-17'], malformed: true },
    async (t) => {
      const arrange = instead(MMB, multipathOfLength(t, length))
      const answer = await t.wlan.register(t.node, { multipath: true, arrange })

      noteReaction(`a multipath option of Length ${length}`, answer)
      prefer(answer).to.be.refusedOrIgnored()
      if (inFull(answer)) expect(answer).to.be.multipath(t.wlan.bid)
    },
  )

for (const [id, length] of [
  ['LMA-8278-MMB-13', 7],
  ['LMA-8278-MMB-14', 14],
] as const)
  lma(
    id,
    `A multipath option of Length ${length} may be accepted for its first six octets`,
    { requirement: '8278/MP-4.1-06', notes: ['U-17'], malformed: true },
    async (t) => {
      const arrange = instead(MMB, multipathOfLength(t, length))
      const answer = await t.wlan.register(t.node, { multipath: true, arrange })

      noteReaction(`a multipath option of Length ${length}`, answer)
      if (inFull(answer)) expect(answer).to.be.multipath(t.wlan.bid)
    },
  )

lma(
  'LMA-8278-MMB-15',
  'A multipath option that runs past the end of the message by one octet does no harm',
  { requirement: '8278/MP-4.1-06', notes: ['U-17', 'BU-08'], malformed: true },
  async (t) => {
    const arrange = endingWith(multipathOfLength(t, 6, 7), MMB)
    const answer = await t.wlan.register(t.node, { multipath: true, arrange })

    noteReaction('a multipath option that ends one octet behind the message', answer)
    prefer(answer).not.to.be.accepted()
  },
)

lma(
  'LMA-8278-MMB-16',
  'A multipath option of Length 255 in a short message does no harm',
  { requirement: '8278/MP-4.1-06', notes: ['U-17', 'BU-08'], malformed: true },
  async (t) => {
    const arrange = instead(MMB, multipathOfLength(t, 6, 255))
    const answer = await t.wlan.register(t.node, { multipath: true, arrange })

    noteReaction('a multipath option of Length 255', answer)
    prefer(answer).not.to.be.accepted()
  },
)

lma(
  'LMA-8278-MMB-17',
  'The same multipath option twice makes no two bindings',
  { requirement: '8278/MP-4.4-07', notes: ['U-16'], observes: 'observe', malformed: true },
  async ({ wlan, node, bindings }) => {
    const { label, accessTechnology, bid } = wlan
    const answer = await wlan.register(node, {
      multipath: true,
      add: [option(MMB, { label, accessTechnology, bid })],
    })

    noteReaction('the same multipath option twice', answer)
    prefer(answer).to.be.refusedOrIgnored()
    if (inFull(answer))
      expect((await bindings.observed(node)).count).to.be.at.most(1, 'one live binding at most')
  },
)

lma(
  'LMA-8278-MMB-18',
  'Two multipath options that differ make no two bindings: a PBU has one care-of address',
  { requirement: '8278/MP-4.4-07', notes: ['U-16'], observes: 'observe', malformed: true },
  async ({ wlan, node, bindings }) => {
    const { label, accessTechnology, bid } = wlan
    const answer = await wlan.register(node, {
      multipath: true,
      add: [option(MMB, { label, accessTechnology, bid: bid + 100 })],
    })

    noteReaction('two multipath options that differ', answer)
    prefer(answer).to.be.refusedOrIgnored()
    if (inFull(answer))
      expect((await bindings.observed(node)).count).to.be.at.most(1, 'one live binding at most')
  },
)

lma(
  'LMA-8278-MMB-19',
  'A Heartbeat request with a multipath option is answered as one without',
  { requirement: '8278/MP-4.1-01', claims: ['heartbeat'], malformed: true },
  async ({ wlan }) => {
    presume((await wlan.heartbeat()).answered).to.equal(true, 'a plain Heartbeat request answered')
    const { label, accessTechnology, bid } = wlan
    const answer = await wlan.heartbeat(option(MMB, { label, accessTechnology, bid }))

    if (!answer.answered)
      presume((await wlan.heartbeat()).answered).to.equal(true, 'a plain Heartbeat answered')
    expect(answer.answered ? RESPONSE : 'silence').to.equal(RESPONSE, RESPONSE)
  },
)
