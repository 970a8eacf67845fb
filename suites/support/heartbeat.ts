import { expect, type HeardHeartbeat, type HeartbeatWatch } from '../../harness/case/index.js'

/** RFC 5847 §3.3: the number has 32 bits. */
const NUMBERS = 2 ** 32

/** How far a single interval may be off, milliseconds: a tenth of it, or a second. */
export function tolerance(interval: number): number {
  return Math.max(interval * 0.1, 1000)
}

/** How far the mean of several may be off: of short ones less than what would halve them, since it hides no delay. */
function toleranceOfMean(interval: number): number {
  return Math.max(interval * 0.1, Math.min(1000, interval * 0.4))
}

/** Longest time to the next request of a device that keeps its interval, milliseconds. */
export function nextWithin(interval: number): number {
  return interval + tolerance(interval) + 500
}

/** RFC 5847 §3: while there is a binding a request goes out every HEARTBEAT_INTERVAL, each with a higher number. */
export async function expectRegular(watch: HeartbeatWatch, interval: number): Promise<void> {
  const series = await watch.series(6, nextWithin(interval))
  expect(series.length).to.equal(6, `six Heartbeat requests, one every ${interval} ms`)
  const gaps = pairs(series).map(([earlier, later]) => Math.round(later.at - earlier.at))
  for (const gap of gaps) expectInterval('two requests', gap, interval, tolerance(interval))
  const mean = Math.round(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length)
  expectInterval('requests on average', mean, interval, toleranceOfMean(interval))
  for (const [{ message: earlier }, { message: later }] of pairs(series)) {
    const step = (later.sequence - earlier.sequence + NUMBERS) % NUMBERS
    expect(step).to.be.within(1, NUMBERS / 2 - 1, `a sequence number above ${earlier.sequence}`)
  }
}

function expectInterval(what: string, gap: number, interval: number, slack: number): void {
  const label = `${what} ${interval} ms apart, ${Math.round(slack)} ms more or less`
  expect(gap).to.be.within(interval - slack, interval + slack, label)
}

function pairs(series: readonly HeardHeartbeat[]): readonly (readonly [HeardHeartbeat, HeardHeartbeat])[] {
  return series.slice(1).map((later, i) => [series[i] ?? later, later] as const)
}
