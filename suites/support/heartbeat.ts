import { expect, type HeardHeartbeat, type HeartbeatWatch } from '../../harness/case/index.js'

/** RFC 5847 §3.3: the number has 32 bits. */
const NUMBERS = 2 ** 32

/** How far an interval may be off, milliseconds: a tenth of it, or a second; of a short one less than what would halve it. */
export function tolerance(interval: number): number {
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
  const slack = tolerance(interval)
  for (const [earlier, later] of pairs(series)) {
    const gap = Math.round(later.at - earlier.at)
    expect(Math.abs(gap - interval) <= slack).to.equal(
      true,
      `requests ${interval} ms apart (${Math.round(slack)} ms more or less), not ${gap} ms`,
    )
    const step = (later.message.sequence - earlier.message.sequence + NUMBERS) % NUMBERS
    expect(step > 0 && step < NUMBERS / 2).to.equal(
      true,
      `a sequence number above ${earlier.message.sequence}, not ${later.message.sequence}`,
    )
  }
}

function pairs(series: readonly HeardHeartbeat[]): readonly (readonly [HeardHeartbeat, HeardHeartbeat])[] {
  return series.slice(1).map((later, i) => [series[i] ?? later, later] as const)
}
