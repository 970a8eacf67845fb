import { type Answer, expect, type LmaCase, lma, note, prefer, Status } from '../../harness/case/index.js'
import { bothLive, live } from './support/paths.js'

/** RFC 5213 §5.3.1 item 6: 154 to who may not register the node; under a list of peers also silence. */
function turnedAway(answer: Answer): void {
  expect(answer).not.to.be.accepted()
  if (answer.refused) prefer(answer).to.have.status(Status.MAG_NOT_AUTHORIZED_FOR_PROXY_REG)
  else note('the unauthorised sender got no PBA, as under IPsec or a list of peers')
}

/** Option 63 of the second path, for a request that does not come over it. */
function ofSecond({ lte: { bid, label, accessTechnology } }: LmaCase) {
  return { bid, label, accessTechnology }
}

lma(
  'LMA-8278-AUTH-01',
  'A second path from an address that is not authorised is refused, and the first stays',
  { requirement: '8278/MP-6-02', paths: 2, foreignMag: true, observes: 'bindings' },
  async (t) => {
    await t.wlan.registered(t.node, { multipath: true })

    turnedAway(await t.foreign.register(t.node, { multipath: ofSecond(t) }))
    await live(t, t.wlan)
  },
)

lma(
  'LMA-8278-AUTH-02',
  'A second path whose Alternate Care-of Address is not authorised is refused, and the first stays',
  { requirement: '8278/MP-6-02', paths: 2, foreignMag: true, observes: 'bindings' },
  async (t) => {
    await t.wlan.registered(t.node, { multipath: true })

    const alternateCareOf = t.foreign.address
    const answer = await t.wlan.register(t.node, { multipath: ofSecond(t), alternateCareOf })
    // RFC 5213 §5.3.1 has the sender checked, and says nothing of the address that it names.
    if (answer.accepted) prefer(answer).not.to.be.accepted()
    else turnedAway(answer)
    await live(t, t.wlan)
  },
)

lma(
  'LMA-8278-AUTH-03',
  'An address that is not authorised cannot replace the paths of a node by O',
  { requirement: ['8278/MP-6-02', '8278/MP-4.4-17'], paths: 2, foreignMag: true, observes: 'bindings' },
  async (t) => {
    await t.twoPaths()

    turnedAway(await t.foreign.register(t.node, { multipath: { ...ofSecond(t), overwrite: true } }))
    await bothLive(t)
  },
)

lma(
  'LMA-8278-AUTH-04',
  'An address that is not authorised cannot end a path by naming its care-of address',
  { requirement: '8278/MP-6-02', paths: 2, foreignMag: true, observes: 'bindings', lasts: 11 },
  async (t) => {
    await t.twoPaths()

    const { bid, label, accessTechnology, address } = t.wlan
    const multipath = { bid, label, accessTechnology }
    turnedAway(await t.foreign.deregister(t.node, { multipath, alternateCareOf: address }))
    await t.sleep(t.profile.timers.minDelayBeforeBceDelete + 500)
    await bothLive(t)
  },
)

lma(
  'LMA-8278-AUTH-05',
  'An address that is not authorised is told so, not that multipath cannot be supported',
  { requirement: '8278/MP-6-02', foreignMag: true },
  async (t) => {
    const answer = await t.foreign.register(t.node, { multipath: true })

    turnedAway(answer)
    expect(answer).not.to.have.status(t.profile.numbers.cannotSupportMultipath)
  },
)

lma(
  'LMA-8278-AUTH-06',
  'An address that is not authorised is told so also for a node without multipath',
  { requirement: '8278/MP-6-02', foreignMag: true, nodes: ['single-path'] },
  async (t) => {
    const answer = await t.foreign.register(await t.anotherNode('single-path'), { multipath: true })

    turnedAway(answer)
    expect(answer).not.to.have.status(t.profile.numbers.cannotSupportMultipath)
  },
)

lma(
  'LMA-8278-AUTH-07',
  'A refresh of a path from an address that is not authorised does not move it there',
  { requirement: ['8278/MP-6-02', '8278/MP-4.4-17'], paths: 2, foreignMag: true, observes: 'bindings' },
  async (t) => {
    await t.twoPaths()

    const { bid, label, accessTechnology } = t.wlan
    turnedAway(await t.foreign.refresh(t.node, { multipath: { bid, label, accessTechnology } }))
    if (t.bindings.observable) expect(await t.bindings.of(t.node)).not.to.have.careOf(t.foreign.address)
    await bothLive(t)
  },
)
