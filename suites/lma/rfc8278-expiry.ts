import { expect, type LmaCase, lma, type PathHandle, prefer, presume } from '../../harness/case/index.js'
import { within } from './support/paths.js'

/** How long after its lifetime a path may still be there, milliseconds (U-38). */
const TOLERANCE = 10_000

/** Registers both paths, one of them for 4 s, and waits until that is over. */
async function outlived(t: LmaCase, short: PathHandle) {
  const lifetime = 1
  const first = await t.wlan.registered(t.node, { multipath: true, ...(short === t.wlan && { lifetime }) })
  const second = await t.lte.registered(t.node, { multipath: true, ...(short === t.lte && { lifetime }) })
  const granted = (short === t.wlan ? first : second).lifetime ?? 0
  presume(granted).to.be.within(1, 5, 'a granted lifetime of 1 to 5 units of 4 s, 1 being asked for')
  return within(t, granted * 4000 + TOLERANCE, (b) => !b.hasCareOf(short.address))
}

lma(
  'LMA-8278-EXPIRY-01',
  'The second path ends with its lifetime; the first stays',
  { requirement: '8278/MP-4.1-17', notes: ['U-38'], paths: 2, observes: 'bindings', lasts: 15 },
  async (t) => {
    const bindings = await outlived(t, t.lte)

    expect(bindings).not.to.have.careOf(t.lte.address)
    prefer(bindings).to.have.careOf(t.wlan.address)
  },
)

lma(
  'LMA-8278-EXPIRY-02',
  'The first path ends with its lifetime; the second stays',
  { requirement: '8278/MP-4.1-17', notes: ['U-38'], paths: 2, observes: 'bindings', lasts: 15 },
  async (t) => {
    const bindings = await outlived(t, t.wlan)

    expect(bindings).not.to.have.careOf(t.wlan.address)
    prefer(bindings).to.have.careOf(t.lte.address)
  },
)

lma(
  'LMA-8278-EXPIRY-03',
  'The session ends with the lifetime of its last path',
  { requirement: '8278/MP-4.1-17', notes: ['U-38'], paths: 2, observes: 'bindings', lasts: 15, full: true },
  async (t) => {
    const { first, second } = await t.twoPaths(t.node, { lifetime: 1 })
    const longest = Math.max(first.lifetime ?? 0, second.lifetime ?? 0)
    presume(longest).to.be.within(1, 5, 'a granted lifetime of 1 to 5 units of 4 s, 1 being asked for')

    const bindings = await within(t, longest * 4000 + TOLERANCE, (b) => b.count === 0)
    expect(bindings).to.have.bindings(0)
  },
)

lma(
  'LMA-8278-EXPIRY-04',
  'A path that has run out can be registered again, beside the other',
  {
    requirement: ['8278/MP-3.1-08', '8278/MP-4.1-17'],
    notes: ['U-38'],
    paths: 2,
    observes: 'observe',
    lasts: 15,
  },
  async (t) => {
    const left = await outlived(t, t.lte)
    presume(left).not.to.have.careOf(t.lte.address)

    const answer = await t.lte.register(t.node, { multipath: true })
    // Where all paths go with the first (U-38) there is no session any more that it could be added to.
    if (!answer.accepted) presume(left).to.have.careOf(t.wlan.address)
    expect(answer).to.be.multipath(t.lte.bid)
    const bindings = await t.bindings.observed(t.node)
    expect(bindings).to.have.careOf(t.lte.address)
    if (left.hasCareOf(t.wlan.address)) expect(bindings).to.have.careOf(t.wlan.address)
  },
)
