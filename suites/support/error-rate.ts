import { expect, note, presume } from '../../harness/case/index.js'

/** What a case floods a device with, and how it counts the Binding Errors that come back. */
export interface Flood {
  /** Sends one message of unknown type. */
  send(): Promise<unknown>
  sleep(ms: number): Promise<void>
  /** Link clock, milliseconds. */
  now(): number
  /** Binding Errors since a time of the link clock. */
  errorsSince(at: number): number
}

const FEW = 200
const MANY = 5000
/** Milliseconds between two portions of a flood. */
const PAUSE = 20
/** Portions in which a flood goes out: a second, with those pauses. */
const PORTIONS = 40
/** Milliseconds in which the last errors come back. */
const LATE = 500

/**
 * RFC 6275 §9.3.3, RFC 4443 §2.4 (f): Binding Errors are limited in their rate. How high is not told: a device that
 * answers 200 in a second may have a higher limit, one that answers 5000 has none that would protect anybody.
 */
export async function expectLimited(flood: Flood): Promise<void> {
  const few = await burst(flood, FEW)
  presume(few).to.be.above(0, 'a Binding Error at all')
  if (few < FEW) {
    note('Binding Errors in answer to 200 messages of unknown type', String(few))
    return
  }
  const many = await burst(flood, MANY)
  expect(many).to.be.below(MANY, `fewer than ${MANY} Binding Errors in answer to as many messages`)
  presume(few).to.be.below(FEW, `fewer than ${FEW} Binding Errors in answer to as many messages`)
}

/** Sends that many messages within about a second, and counts what comes back. */
async function burst(flood: Flood, count: number): Promise<number> {
  const since = flood.now()
  const portion = Math.ceil(count / PORTIONS)
  for (let sent = 0; sent < count; sent += portion) {
    const size = Math.min(portion, count - sent)
    await Promise.all(Array.from({ length: size }, () => flood.send()))
    if (count === MANY) await flood.sleep(PAUSE)
  }
  const lasted = Math.round(flood.now() - since)
  presume(lasted).to.be.below(2000, `${count} messages sent within a second or two`)
  await flood.sleep(LATE)
  return flood.errorsSince(since)
}
