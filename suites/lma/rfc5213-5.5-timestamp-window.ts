import {
  expect,
  find,
  lma,
  NotApplicable,
  presume,
  Status,
  timestampDifferenceMs,
} from '../../harness/case/index.js'
import { expectEpoch } from '../support/epoch.js'
import { offClock, presumeClock, wellOutside } from './support/clock.js'

const claims = ['timestamps'] as const

lma(
  'LMA-5213-TIME-03',
  'A Timestamp ahead of the window is refused with 156',
  {
    requirement: '5213/5.5-06a',
    claims,
  },
  async (t) => {
    presumeClock(t)
    const answer = await t.wlan.register(t.node, { timestamp: { shift: wellOutside(t) } })

    expect(answer).to.have.status(Status.TIMESTAMP_MISMATCH)
  },
)

lma(
  'LMA-5213-TIME-04',
  'A Timestamp behind the window is refused with 156',
  {
    requirement: '5213/5.5-06a',
    claims,
  },
  async (t) => {
    presumeClock(t)
    const answer = await t.wlan.register(t.node, { timestamp: { shift: -wellOutside(t) } })

    expect(answer).to.have.status(Status.TIMESTAMP_MISMATCH)
  },
)

lma(
  'LMA-5213-TIME-11',
  "A refusal for a Timestamp outside the window has the LMA's time",
  {
    requirement: '5213/5.5-09',
    claims,
  },
  async (t) => {
    const refusedWith = async (shift: number) => {
      const answer = await t.wlan.register(await t.anotherNode(), { timestamp: { shift } })
      presume(answer).to.have.status(Status.TIMESTAMP_MISMATCH)
      return { answer, off: offClock(t, answer) }
    }
    const ahead = await refusedWith(wellOutside(t))
    const behind = await refusedWith(-wellOutside(t))

    // Two times of one clock are as far apart as the answers: that tells also when the clock is not known.
    const later = timestampDifferenceMs(behind.answer.timestamp ?? 0n, ahead.answer.timestamp ?? 0n)
    const passed = behind.answer.request.sentAt - ahead.answer.request.sentAt
    expect(Math.abs(later - passed)).to.be.at.most(2000, 'the times of one clock, within 2 s')
    presumeClock(t)
    for (const { off } of [ahead, behind])
      expect(off).to.be.at.most(2000, "the LMA's time in the Timestamp, within 2 s")
  },
)

lma(
  'LMA-5213-TIME-12',
  'Both below the last one and outside the window a Timestamp is refused with 157',
  {
    requirement: '5213/5.5-09b',
    claims,
  },
  async (t) => {
    presumeClock(t)
    await t.wlan.registered(t.node)
    const answer = await t.wlan.refresh(t.node, { timestamp: { shift: -wellOutside(t) } })

    expect(answer).to.have.status(Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED)
  },
)

lma(
  'LMA-5213-TIME-13',
  "A refusal for a Timestamp that is long past has the LMA's time, with 157 as with 156",
  {
    requirement: ['5213/5.5-08', '5213/5.5-09'],
    claims,
  },
  async (t) => {
    presumeClock(t)
    await t.wlan.registered(t.node)
    const answer = await t.wlan.refresh(t.node, { timestamp: { shift: -wellOutside(t) } })

    expect(answer).to.have.status(Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED, Status.TIMESTAMP_MISMATCH)
    const sent = find(answer.request.message, 'timestamp')?.timestamp
    expect(answer.timestamp).not.to.equal(sent, "the LMA's time, not the Timestamp of the request")
    expect(offClock(t, answer)).to.be.at.most(2000, "the LMA's time in the Timestamp, within 2 s")
  },
)

lma(
  'LMA-5213-TIME-14',
  'Timestamps of an hour ago and of an hour ahead are not both valid, whatever the clock',
  {
    requirement: '5213/5.5-06a',
    claims,
  },
  async (t) => {
    const hour = 3_600_000
    if (t.profile.timers.timestampValidityWindow >= hour)
      throw new NotApplicable('the profile declares a validity window of an hour or more')
    const early = await t.wlan.register(t.node, { timestamp: { shift: -hour } })
    const late = await t.wlan.register(await t.anotherNode(), { timestamp: { shift: hour } })

    expect([early, late].filter((answer) => answer.accepted).length).to.be.at.most(
      1,
      'at most one of them accepted',
    )
  },
)

lma(
  'LMA-5213-TIME-17',
  'The LMA counts the seconds of its Timestamps from 1970',
  {
    requirement: '5213/5.5-04',
    claims,
  },
  async (t) => {
    const answer = await t.wlan.register(t.node, { timestamp: { shift: wellOutside(t) } })
    presume(answer).to.have.status(Status.TIMESTAMP_MISMATCH)
    presume(answer).to.have.option('timestamp')
    expectEpoch(answer.timestamp ?? 0n, t.clock.wall())
  },
)
