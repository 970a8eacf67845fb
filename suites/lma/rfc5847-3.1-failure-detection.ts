import {
  expect,
  type HeardHeartbeat,
  type HeartbeatWatch,
  heartbeatResponse,
  type LmaCase,
  lma,
  type MobileNode,
  NotApplicable,
  note,
  type PathHandle,
  prefer,
  presume,
} from '../../harness/case/index.js'
import { expectRegular, nextWithin, tolerance } from '../support/heartbeat.js'
import { UNRECOGNIZED_MH_TYPE } from './support/binding-error.js'

const claims = ['heartbeat'] as const
const INTERVAL = (t: LmaCase) => t.profile.heartbeat.interval

lma(
  'LMA-5847-HEARTBEAT-10',
  'With a binding a Heartbeat request goes out every HEARTBEAT_INTERVAL, with rising sequence numbers',
  {
    requirement: '5847/3-04',
    claims,
    intervals: 6,
  },
  async (t) => {
    await t.wlan.registered(t.node, { lifetime: lifetime(t, 8) })
    await expectRegular(t.watchHeartbeats(t.wlan), INTERVAL(t))
  },
)

lma(
  'LMA-5847-HEARTBEAT-11',
  'A MAG without bindings gets no Heartbeat requests, before the first and after the last one',
  {
    requirement: '5847/3-03',
    claims,
    heartbeatMag: true,
    intervals: 8,
  },
  async (t) => {
    const mag = await t.heartbeatMag()
    const watch = t.watchHeartbeats(mag)
    await t.sleep(3 * INTERVAL(t))
    expect(watch.requestsSince(watch.since)).to.have.lengthOf(
      0,
      'no Heartbeat request before there is a binding',
    )

    await mag.registered(t.node, { lifetime: lifetime(t, 8) })
    if ((await watch.request(nextWithin(INTERVAL(t)))) === undefined)
      note('no Heartbeat request came while there was a binding')
    presume(await mag.deregister(t.node)).to.be.accepted()
    // An LMA keeps the entry for a while (RFC 5213 §5.3.5).
    const kept = t.profile.timers.minDelayBeforeBceDelete
    await t.sleep(kept + Math.min(5000, kept / 2))
    const gone = watch.now()
    await t.sleep(3 * INTERVAL(t))
    expect(watch.requestsSince(gone)).to.have.lengthOf(
      0,
      'no Heartbeat request once the last binding has gone',
    )
  },
)

lma(
  'LMA-5847-HEARTBEAT-12',
  'The bindings of a MAG are given up when more requests in a row than allowed went unanswered, and not before',
  {
    requirement: '5847/3.1-01',
    claims,
    heartbeatMag: true,
    intervals: 6,
  },
  async (t) => {
    const interval = INTERVAL(t)
    const { missingAllowed: allowed } = t.profile.heartbeat
    const mag = await t.heartbeatMag()
    const { watch, request } = await watched(t, mag, () => undefined)
    const due = (intervals: number) => sentAt(watch, request, interval) + intervals * interval
    const early = Math.min(interval / 4, 1000)
    const boundUntil = async (intervals: number) => {
      await t.sleep(due(intervals) - early - watch.now())
      const bound = await isBound(t, mag, t.node)
      if (!bound)
        presume(watch.now() < due(intervals)).to.equal(true, 'a look in time: this host was too busy')
      return bound
    }

    expect(await boundUntil(allowed)).to.equal(
      true,
      `the binding, as ${allowed} requests at most are unanswered`,
    )
    // RFC 5847 §5 can be read so that the last one allowed decides.
    prefer(await boundUntil(allowed + 1)).to.equal(
      true,
      `the binding, until ${allowed + 1} requests are unanswered`,
    )
    await t.sleep(due(allowed + 1) + tolerance(interval) - watch.now())
    presume(await isBound(t, mag, t.node)).to.equal(false, 'no binding of a MAG that cannot be reached')
  },
)

lma(
  'LMA-5847-HEARTBEAT-13',
  'A Heartbeat response starts the count of unanswered requests anew',
  {
    requirement: '5847/3.1-02',
    claims,
    heartbeatMag: true,
    intervals: 9,
  },
  async (t) => {
    const { missingAllowed: allowed } = t.profile.heartbeat
    if (allowed < 3) throw new NotApplicable('heartbeat.missing-allowed of the profile is below 3')
    // Twice as many are unanswered as may be in a row, with a response between them.
    const half = Math.floor(allowed / 2) + 1
    const mag = await t.heartbeatMag()
    const { watch, request } = await watched(t, mag, ({ message }, nth) =>
      nth === half || nth > 2 * half ? heartbeatResponse(message) : undefined,
    )
    const series = await watch.series(2 * half + 2, nextWithin(INTERVAL(t)))

    presumePrompt(watch, request, INTERVAL(t))
    expect(await isBound(t, mag, t.node)).to.equal(
      true,
      `the binding, as no more than ${half} in a row are unanswered`,
    )
    presume(series.length).to.equal(2 * half + 2, `${2 * half + 2} further requests`)
  },
)

lma(
  'LMA-5847-HEARTBEAT-14',
  'A Restart Counter that is the first, or the same as before, ends no binding',
  {
    requirement: '5847/3.2-06',
    claims,
    heartbeatMag: true,
    intervals: 5,
  },
  async (t) => {
    const mag = await t.heartbeatMag()
    const { watch, request } = await watched(t, mag, ({ message }) => heartbeatResponse(message, 5))
    const series = await watch.series(3, nextWithin(INTERVAL(t)))

    presumePrompt(watch, request, INTERVAL(t))
    expect(await isBound(t, mag, t.node)).to.equal(true, 'the binding, as the counter is 5 in all responses')
    presume(series.length).to.equal(3, 'three further requests')
  },
)

lma(
  'LMA-5847-HEARTBEAT-15',
  'A MAG that answers by a Binding Error with status 2 gets no Heartbeat any more',
  {
    requirement: '5847/3-06',
    claims,
    heartbeatMag: true,
    intervals: 5,
  },
  async (t) => {
    const mag = await t.heartbeatMag('spoiled')
    const { watch } = await watched(t, mag, () => ({
      kind: 'binding-error',
      status: UNRECOGNIZED_MH_TYPE,
      homeAddress: '::',
      options: [],
    }))
    // What was sent before the error was read is none of it.
    await t.sleep(t.profile.timing.answer)
    const told = watch.now()
    await t.sleep(3 * INTERVAL(t))

    expect(watch.requestsSince(told)).to.have.lengthOf(0, 'no Heartbeat request after the Binding Error')
  },
)

/** The node has a binding there, and the first request that came of it is answered like this, as are those to come. */
async function watched(
  t: LmaCase,
  mag: PathHandle,
  manners: Parameters<HeartbeatWatch['answering']>[0],
): Promise<{ readonly watch: HeartbeatWatch; readonly request: HeardHeartbeat }> {
  const watch = t.watchHeartbeats(mag)
  watch.answering(manners)
  await mag.registered(t.node, { lifetime: lifetime(t, 12) })
  const request = await watch.request(nextWithin(INTERVAL(t)))
  presume(request !== undefined).to.equal(
    true,
    `a Heartbeat request to ${mag.address}; a device that was once told of status 2 there sends none until it is restarted`,
  )
  return { watch, request: request as HeardHeartbeat }
}

/** When the first request left, as far as those after it tell: any of them may have waited for us, none comes early. */
function sentAt(watch: HeartbeatWatch, first: HeardHeartbeat, interval: number): number {
  return Math.min(...watch.requestsSince(first.at).map(({ at }, k) => at - k * interval))
}

/** Our responses left in time: a request that comes right behind another has waited for us, and so have the responses. */
function presumePrompt(watch: HeartbeatWatch, first: HeardHeartbeat, interval: number): void {
  const requests = watch.requestsSince(first.at)
  const gaps = requests.slice(1).map(({ at }, i) => at - (requests[i]?.at ?? at))
  presume(gaps.every((gap) => gap > interval / 2)).to.equal(true, 'responses in time: this host was too busy')
}

/** A lifetime of at least so many intervals, in units of 4 s. */
function lifetime(t: LmaCase, intervals: number): number {
  return Math.min(0xffff, Math.max(75, Math.ceil((intervals * INTERVAL(t)) / 4000)))
}

const NOT_AUTHORIZED_FOR_PREFIX = 155
const PREFIX_SET_DOES_NOT_MATCH = 159

/** Whether the node's binding is there; without `observe` a PBU that is refused either way tells. */
async function isBound(t: LmaCase, mag: PathHandle, node: MobileNode): Promise<boolean> {
  if (t.bindings.observable) return (await t.bindings.observed(node)).hasCareOf(mag.address)
  const probe = await mag.probe(node)
  presume(probe).to.have.status(PREFIX_SET_DOES_NOT_MATCH, NOT_AUTHORIZED_FOR_PREFIX)
  return probe.status === PREFIX_SET_DOES_NOT_MATCH
}
