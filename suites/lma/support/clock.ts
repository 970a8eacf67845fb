import { type Answer, type LmaCase, presume, timestampDifferenceMs } from '../../../harness/case/index.js'

/** Ten seconds beyond the validity window, milliseconds: outside it by any clock. */
export function wellOutside(t: LmaCase): number {
  return t.profile.timers.timestampValidityWindow + 10_000
}

/** 48.16 units of 50 ms. */
export const fiftyMs = 3277n

/** Nothing about Timestamps can be told unless the device's clock is known far better than its validity window. */
export function presumeClock({ facts, profile }: LmaCase): void {
  const third = profile.timers.timestampValidityWindow / 3
  const known = facts.clockError > 0 ? facts.clockError : Number.POSITIVE_INFINITY
  presume(known).to.be.at.most(
    third,
    `the device's clock known to ${third} ms, a third of its validity window`,
  )
}

/** How far the Timestamp of an answer is from the device's clock now, milliseconds; infinite when it has none. */
export function offClock({ facts, clock }: LmaCase, answer: Answer): number {
  const { timestamp } = answer
  if (timestamp === undefined) return Number.POSITIVE_INFINITY
  presume(answer.reaction.after).to.be.at.most(
    1000,
    'an answer so prompt that its time can be held against ours',
  )
  const now = BigInt(Math.round((clock.wall() + facts.clockOffset) * 65.536))
  return Math.abs(timestampDifferenceMs(timestamp, now))
}

/** A device that keeps its own time of arrival takes a Timestamp for newer that is not, where the clocks differ (BU-19). */
export function presumeOrderKept({ facts }: LmaCase, answer: Answer): void {
  if (facts.stampsOnArrival) presume(answer).not.to.be.accepted()
}
