import {
  expect,
  type HeardHeartbeat,
  type HeartbeatWatch,
  heartbeatResponse,
  prefer,
  presume,
} from '../../harness/case/index.js'

/** RFC 5847 §3.3: the number has 32 bits. */
const NUMBERS = 2 ** 32
/** RFC 6275 §6.1.9. */
const UNRECOGNIZED_MH_TYPE = 2
/** Milliseconds that a message may be on its way and be read. */
const IN_FLIGHT = 1000
/** A message of ours may be lost: what it was for is tried as often. */
const TRIES = 3

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
  for (const [earlier, later] of pairs(series)) {
    // What comes so close together has waited for us, and may have come in any order.
    if (later.at - earlier.at < interval / 2) continue
    const step = (later.message.sequence - earlier.message.sequence + NUMBERS) % NUMBERS
    expect(step).to.be.within(1, NUMBERS / 2 - 1, `a sequence number above ${earlier.message.sequence}`)
  }
}

function expectInterval(what: string, gap: number, interval: number, slack: number): void {
  const label = `${what} ${interval} ms apart, ${Math.round(slack)} ms more or less`
  expect(gap).to.be.within(interval - slack, interval + slack, label)
}

function pairs(series: readonly HeardHeartbeat[]): readonly (readonly [HeardHeartbeat, HeardHeartbeat])[] {
  return series.slice(1).map((later, i) => [series[i] ?? later, later] as const)
}

/** RFC 5847 §3 and §5: the interval should be no less, seconds. One above 3600 s is too long to wait for. */
const LEAST_INTERVAL = 30
/** How long a request of a device as it came is waited for, seconds: by default one comes every 60 s. */
export const FACTORY_WAIT = 130

/** RFC 5847 §5: a device as it came does not send Heartbeats too often. */
export async function expectSeldom(watch: HeartbeatWatch, within: number): Promise<void> {
  const [first, second] = await watch.series(2, within)
  presume(second !== undefined).to.equal(true, `two Heartbeat requests, each within ${within / 1000} s`)
  const gap = Math.round(((second?.at ?? 0) - (first?.at ?? 0)) / 1000)
  expect(gap).to.be.at.least(LEAST_INTERVAL, `requests ${LEAST_INTERVAL} s apart at least`)
}

/** A device that has a binding with us, and sends us Heartbeat requests because of it. */
export interface Watched {
  readonly watch: HeartbeatWatch
  /** The first request since the manners of the case hold. */
  readonly request: HeardHeartbeat
  readonly interval: number
  /** The device has not given the binding up, as far as can be told. */
  isBound(): Promise<boolean>
  sleep(ms: number): Promise<void>
}

/** How a case brings it about, with the answers of its choice to the requests. */
export type Watching = (manners: Parameters<HeartbeatWatch['answering']>[0]) => Promise<Watched>

/** The first request of a device that has a binding; without one the case is inconclusive. */
export async function firstRequest(watch: HeartbeatWatch, interval: number): Promise<HeardHeartbeat> {
  const request = await watch.request(nextWithin(interval))
  presume(request !== undefined).to.equal(
    true,
    'a Heartbeat request; a device that was once told of status 2 sends none until it is restarted',
  )
  return request as HeardHeartbeat
}

/** RFC 5847 §3.1: bindings are given up when more requests in a row than allowed went unanswered, and not before. */
export async function expectGivenUpInTime(watching: Watching, allowed: number): Promise<void> {
  const watched = await watching(() => undefined)
  const { watch, interval } = watched
  const due = (intervals: number) => sentAt(watched) + intervals * interval
  const early = Math.min(interval / 4, 1000)
  const boundUntil = async (intervals: number) => {
    await watched.sleep(due(intervals) - early - watch.now())
    const bound = await watched.isBound()
    if (!bound) presume(watch.now() < due(intervals)).to.equal(true, 'a look in time: this host was too busy')
    return bound
  }

  expect(await boundUntil(allowed)).to.equal(
    true,
    `the binding, as ${allowed} requests at most are unanswered`,
  )
  // RFC 5847 §5 can be read so that the last one allowed decides.
  prefer(await boundUntil(allowed + 1)).to.equal(true, `the binding, until ${allowed + 1} are unanswered`)
  await watched.sleep(due(allowed + 1) + tolerance(interval) - watch.now())
  presume(await watched.isBound()).to.equal(false, 'no binding with a peer that cannot be reached')
}

/** RFC 5847 §3.1: unanswered requests before and after a response are not counted together. */
export async function expectCountedAnew(watching: Watching, allowed: number): Promise<void> {
  const half = Math.floor(allowed / 2) + 1
  await expectKept(
    () =>
      watching(({ message }, nth) =>
        nth === half || nth > 2 * half ? heartbeatResponse(message) : undefined,
      ),
    2 * half + 2,
    `the binding, as no more than ${half} requests in a row are unanswered`,
  )
}

/** RFC 5847 §3.2: a Restart Counter that is the first of its sender, or the same as before, means nothing. */
export async function expectCounterTaken(watching: Watching): Promise<void> {
  await expectKept(
    () => watching(({ message }) => heartbeatResponse(message, 5)),
    3,
    'the binding, as the counter is 5 in all responses',
  )
}

/** The binding is there after so many further requests. A response that was lost ends it only by chance. */
async function expectKept(begin: () => Promise<Watched>, requests: number, label: string): Promise<void> {
  let kept = false
  for (let i = 1; i <= TRIES && !kept; i++) {
    const watched = await begin()
    const series = await watched.watch.series(requests, nextWithin(watched.interval))
    if (!areResponsesPrompt(watched) && i < TRIES) continue
    presume(areResponsesPrompt(watched)).to.equal(true, 'responses in time: this host was too busy')
    kept = await watched.isBound()
    if (kept) presume(series.length).to.equal(requests, `${requests} further requests`)
  }
  expect(kept).to.equal(true, label)
}

/** RFC 5847 §3, RFC 6275 §11.3.6: who answers by a Binding Error with status 2 gets no Heartbeat any more. */
export async function expectNoMore(watching: Watching): Promise<void> {
  const { watch, interval, sleep } = await watching(() => ({
    kind: 'binding-error',
    status: UNRECOGNIZED_MH_TYPE,
    homeAddress: '::',
    options: [],
  }))
  // What was sent before the error was read is none of it.
  await sleep(Math.min(interval / 2, IN_FLIGHT))
  const told = watch.now()
  await sleep(3 * interval)

  // One request is answered by another error, in case the first was lost. A second one is none of that.
  const [, second] = watch.requestsSince(told)
  expect(second === undefined).to.equal(true, 'no Heartbeat request after the Binding Errors')
}

/** When the first request left, as far as those after it tell: any of them may have waited for us, none comes early. */
function sentAt({ watch, request, interval }: Watched): number {
  return Math.min(...watch.requestsSince(request.at).map(({ at }, k) => at - k * interval))
}

/** Our responses left in time: a request that comes right behind another has waited for us, and so have the responses. */
function areResponsesPrompt({ watch, request, interval }: Watched): boolean {
  const gaps = pairs(watch.requestsSince(request.at)).map(([earlier, later]) => later.at - earlier.at)
  return gaps.every((gap) => gap > interval / 2)
}
