import { type Changes, expect, type LmaCase, lma, prefer, presume, Status } from '../../harness/case/index.js'
import { fiftyMs, offClock, presumeClock, presumeOrderKept, wellOutside } from './support/clock.js'
import { outside } from './support/prefixes.js'

const claims = ['timestamps'] as const

lma(
  'LMA-5213-TIME-01',
  'A PBU with Timestamp is answered with one, a refresh too',
  {
    requirement: '5213/5.5-01',
    claims,
  },
  async ({ wlan, node }) => {
    expect(await wlan.registered(node)).to.have.option('timestamp')
    const refreshed = await wlan.refresh(node)

    expect(refreshed).to.be.answered()
    expect(refreshed).to.have.option('timestamp')
  },
)

lma(
  'LMA-5213-TIME-02',
  'Beside a Timestamp the sequence number is copied and does not count',
  {
    requirement: '5213/5.5-05',
    notes: ['BU-20'],
    claims,
  },
  async ({ wlan, node }) => {
    const first = await wlan.registered(node, { sequence: 100 })
    const refreshed = await wlan.refresh(node, { sequence: 5 })

    expect(refreshed).to.be.accepted()
    expect(first.pba?.sequence).to.equal(100, 'sequence number 100')
    expect(refreshed.pba?.sequence).to.equal(5, 'sequence number 5')
  },
)

lma(
  'LMA-5213-TIME-05',
  'A Timestamp that was accepted before is refused with 156',
  {
    requirement: '5213/5.5-06b',
    notes: ['BU-07', 'BU-10', 'BU-19'],
    claims,
  },
  async (t) => {
    presumeClock(t)
    const inside = t.profile.timers.timestampValidityWindow / 2
    let apart = Number.POSITIVE_INFINITY
    // The copy has to come inside the window, or it is refused for its age.
    for (let i = 0; i < 5 && apart > inside; i++) {
      const node = await t.anotherNode()
      const first = await t.wlan.registered(node)
      const answer = await t.wlan.refresh(node, { timestamp: node.lastTimestamp, lifetime: 74 })

      apart = answer.request.sentAt - first.request.sentAt
      presumeOrderKept(t, answer)
      expect(answer).to.have.status(Status.TIMESTAMP_MISMATCH, Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED)
      if (apart <= inside) prefer(answer).to.have.status(Status.TIMESTAMP_MISMATCH)
    }
    presume(apart).to.be.at.most(inside, 'the copy sent well inside the window')
  },
)

lma(
  'LMA-5213-TIME-06',
  'The Timestamp of a refused PBU does not count',
  {
    requirement: '5213/5.5-06d',
    claims,
  },
  async (t) => {
    presumeClock(t)
    const { wlan, node } = t
    const ahead = { timestamp: { shift: wellOutside(t) } }
    presume(await wlan.register(node, ahead)).to.have.status(Status.TIMESTAMP_MISMATCH)
    expect(await wlan.register(node)).to.be.accepted()

    presume(await wlan.refresh(node, ahead)).to.have.status(Status.TIMESTAMP_MISMATCH)
    expect(await wlan.refresh(node)).to.be.accepted()
  },
)

lma(
  'LMA-5213-TIME-07',
  'A valid Timestamp is returned as it came',
  {
    requirement: '5213/5.5-07',
    claims,
  },
  async ({ wlan, node }) => {
    const answer = await wlan.registered(node)

    expect(answer.timestamp).to.equal(node.lastTimestamp, 'all 64 bits of the Timestamp of the request')
  },
)

lma(
  'LMA-5213-TIME-08',
  'A valid Timestamp is returned as it came in a refusal too',
  {
    requirement: '5213/5.5-07b',
    claims,
  },
  async (t) => {
    const faulty = [
      { handoffIndicator: false },
      { prefixes: false },
      { accessTechnology: false },
      { prefixes: [outside] },
    ] as const
    for (const changes of faulty) {
      const node = await t.anotherNode()
      const answer = await t.wlan.register(node, changes)
      presume(answer).to.be.refused()
      presume(answer).not.to.have.status(Status.TIMESTAMP_MISMATCH)
      expect(answer.timestamp).to.equal(node.lastTimestamp, 'all 64 bits of the Timestamp of the request')
    }
  },
)

lma(
  'LMA-5213-TIME-09',
  'A refusal that comes before the check of the Timestamp returns it as it came',
  {
    requirement: '5213/5.5-07b',
    claims,
  },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node, { mobileNodeId: false })

    presume(answer).to.have.status(Status.MISSING_MN_IDENTIFIER_OPTION)
    expect(answer).to.have.option('timestamp')
    prefer(answer.timestamp).to.equal(node.lastTimestamp, 'all 64 bits of the Timestamp of the request')
  },
)

lma(
  'LMA-5213-TIME-10',
  'A Timestamp below the last accepted one is refused with 157',
  {
    requirement: '5213/5.5-08',
    notes: ['BU-19'],
    claims,
  },
  async (t) => {
    const { wlan, node } = t
    presumeClock(t)
    await wlan.registered(node)
    const answer = await wlan.refresh(node, { timestamp: node.lastTimestamp - fiftyMs })

    presumeOrderKept(t, answer)
    expect(answer).to.have.status(Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED, Status.TIMESTAMP_MISMATCH)
    expect(offClock(t, answer)).to.be.at.most(2000, "the LMA's time in the Timestamp, within 2 s")
    prefer(answer).to.have.status(Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED)
  },
)

lma(
  'LMA-5213-TIME-15',
  'A session that began without Timestamp takes the first that comes',
  {
    requirement: '5213/5.1-02',
    notes: ['BU-19', 'BU-20'],
    claims,
  },
  async ({ wlan, node }) => {
    await wlan.registered(node, { timestamp: false, sequence: 10 })
    const answer = await wlan.refresh(node)

    // By 5.5 item 5 the sequence number does not count any more; that 135 is right too is BU-20.
    expect(answer).to.have.status(Status.ACCEPTED, Status.SEQUENCE_NUMBER_OUT_OF_WINDOW)
    if (answer.accepted) expect(answer.timestamp).to.equal(node.lastTimestamp, 'the Timestamp of the request')
  },
)

lma(
  'LMA-5213-TIME-18',
  'The Timestamp of a PBU that was refused for want of an option is good for the next',
  {
    requirement: '5213/5.5-06d',
    notes: ['BU-19'],
    claims,
  },
  async (t) => {
    presumeClock(t)
    const inside = t.profile.timers.timestampValidityWindow / 2
    for (const lacking of [{ handoffIndicator: false }, { prefixes: false }] as const) {
      let again = 0
      // The next has to come inside the window, or it is refused for its age.
      while (!(await isGoodAgain(t, lacking, inside)))
        presume(++again).to.be.below(5, 'the next sent well inside the window')
    }
  },
)

/** False when the second of the two PBUs came too late to tell. */
async function isGoodAgain(t: LmaCase, lacking: Changes, inside: number): Promise<boolean> {
  const node = await t.anotherNode()
  await t.wlan.registered(node)
  const refused = await t.wlan.refresh(node, lacking)
  presume(refused).to.be.refused()
  const answer = await t.wlan.refresh(node, { timestamp: node.lastTimestamp })
  if (answer.refused && answer.request.sentAt - refused.request.sentAt > inside) return false
  expect(answer).to.be.accepted()
  return true
}

lma(
  'LMA-5213-TIME-19',
  'A de-registration with a Timestamp below the last accepted one is refused with 157 and ends nothing',
  {
    requirement: '5213/5.5-08',
    notes: ['BU-19'],
    claims,
    observes: 'bindings',
  },
  async (t) => {
    const { wlan, node } = t
    presumeClock(t)
    await wlan.registered(node)
    const answer = await wlan.deregister(node, { timestamp: node.lastTimestamp - fiftyMs })

    presumeOrderKept(t, answer)
    expect(answer).to.have.status(Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED, Status.TIMESTAMP_MISMATCH)
    prefer(answer).to.have.status(Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED)
    expect(await t.bindings.of(node)).to.have.careOf(wlan.address)
  },
)
