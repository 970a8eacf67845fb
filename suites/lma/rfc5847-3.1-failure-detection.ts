import {
  expect,
  type LmaCase,
  lma,
  type MobileNode,
  NotApplicable,
  note,
  type PathHandle,
  presume,
} from '../../harness/case/index.js'
import {
  expectCountedAnew,
  expectCounterTaken,
  expectGivenUpInTime,
  expectNoMore,
  expectRegular,
  expectSeldom,
  FACTORY_WAIT,
  firstRequest,
  nextWithin,
  type Watching,
} from '../support/heartbeat.js'

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
  'LMA-5847-HEARTBEAT-16',
  'The interval that Heartbeats come with is no shorter than 30 s',
  {
    requirement: '5847/3-05',
    claims,
    factoryHeartbeats: true,
    lasts: 2 * FACTORY_WAIT,
    full: true,
  },
  async (t) => {
    await t.wlan.registered(t.node)
    await expectSeldom(t.watchHeartbeats(t.wlan), FACTORY_WAIT * 1000)
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
  async (t) => expectGivenUpInTime(watchingOf(t, await t.heartbeatMag()), t.profile.heartbeat.missingAllowed),
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
    const { missingAllowed } = t.profile.heartbeat
    if (missingAllowed < 3) throw new NotApplicable('heartbeat.missing-allowed of the profile is below 3')
    await expectCountedAnew(watchingOf(t, await t.heartbeatMag()), missingAllowed)
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
  async (t) => expectCounterTaken(watchingOf(t, await t.heartbeatMag())),
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
  async (t) => expectNoMore(watchingOf(t, await t.heartbeatMag('spoiled'))),
)

/** Each time a fresh node has a binding there. */
function watchingOf(t: LmaCase, mag: PathHandle): Watching {
  return async (manners) => {
    const interval = INTERVAL(t)
    const node = await t.anotherNode()
    const watch = t.watchHeartbeats(mag)
    await mag.registered(node, { lifetime: lifetime(t, 12) })
    presume(await isBound(t, mag, node)).to.equal(true, 'a binding that can be seen')
    watch.answering(manners)
    const request = await firstRequest(watch, interval)
    return { watch, request, interval, isBound: () => isBound(t, mag, node), sleep: (ms) => t.sleep(ms) }
  }
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
