import { expect, presume, timestampDifferenceMs, timestampFromMs } from '../../harness/case/index.js'

const DAY = 86_400_000
/** How far ahead a clock is that counts from another day, in days. */
const otherEpochs: readonly (readonly [day: string, days: number])[] = [
  ['1900-01-01', 25_567],
  ['1904-01-01', 24_107],
  ['1980-01-06', -3657],
  ['2000-01-01', -10_957],
]
/** No clock is so wrong: the number is none of seconds since 1970 with 16 bits of fraction. */
const ABSURD = 150 * 365 * DAY

/** RFC 5213 §5.5 and §8.8: a Timestamp that the device wrote at `wall`, milliseconds since 1970 of our clock. */
export function expectEpoch(timestamp: bigint, wall: number): void {
  const ahead = timestampDifferenceMs(timestamp, timestampFromMs(wall))
  for (const [day, days] of otherEpochs)
    expect(Math.abs(ahead - days * DAY)).to.be.above(DAY, `no time counted from ${day}`)
  expect(Math.abs(ahead)).to.be.below(ABSURD, 'seconds in 48 bits, their fraction in 16')
  presume(Math.abs(ahead)).to.be.at.most(2000, 'clocks of device and tester less than 2 s apart')
}
