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
const PAUSE = 10
/** Portions in which a flood goes out: within a second, with those pauses. */
const PORTIONS = 40
/** A flood that takes longer is none, milliseconds. */
const LIMIT = 2000
const TRIES = 3
/** Milliseconds in which the last errors come back. */
const LATE = 500

/**
 * RFC 6275 §9.3.3, RFC 4443 §2.4 (f): Binding Errors are limited in their rate. How high is not told: a device that
 * answers 200 in a second may have a higher limit, one that answers 5000 has none that would protect anybody.
 */
export async function expectLimited(flood: Flood): Promise<void> {
  const few = await burst(flood, FEW)
  presume(few.errors).to.be.above(0, 'a Binding Error at all')
  if (few.errors < FEW) {
    note(`Binding Errors in answer to ${FEW} messages of unknown type`, String(few.errors))
    return
  }
  // A busy host takes its time, or loses some: only one that was quick and whole can tell.
  for (let i = 0; i < TRIES; i++) {
    const { errors, lasted } = await burst(flood, MANY)
    if (lasted < LIMIT)
      expect(errors).to.be.below(MANY, `fewer than ${MANY} Binding Errors in answer to as many messages`)
  }
  presume(few.errors).to.be.below(FEW, `fewer than ${FEW} Binding Errors in answer to as many messages`)
}

/** Sends that many messages within about a second, and counts what comes back. */
async function burst(
  flood: Flood,
  count: number,
): Promise<{ readonly errors: number; readonly lasted: number }> {
  const since = flood.now()
  const portion = Math.ceil(count / PORTIONS)
  for (let sent = 0; sent < count; sent += portion) {
    const size = Math.min(portion, count - sent)
    await Promise.all(Array.from({ length: size }, () => flood.send()))
    if (count === MANY) await flood.sleep(PAUSE)
  }
  const lasted = Math.round(flood.now() - since)
  await flood.sleep(LATE)
  return { errors: flood.errorsSince(since), lasted }
}
