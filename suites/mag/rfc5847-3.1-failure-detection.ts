import { expect, type MagCase, mag, NotApplicable, note } from '../../harness/case/index.js'
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
import { pathOf } from './support/session.js'

const claims = ['heartbeat'] as const
const INTERVAL = (t: MagCase) => t.profile.heartbeat.interval

mag(
  'MAG-5847-HEARTBEAT-09',
  'With a binding a Heartbeat request goes out every HEARTBEAT_INTERVAL, with rising sequence numbers',
  {
    requirement: '5847/3-04',
    claims,
    intervals: 6,
  },
  async (t) => {
    const { pbu } = await t.registered()
    t.answering({})
    await expectRegular(t.watchHeartbeats(pathOf(t, pbu)), INTERVAL(t))
  },
)

mag(
  'MAG-5847-HEARTBEAT-15',
  'The interval that Heartbeats come with is no shorter than 30 s',
  {
    requirement: '5847/3-05',
    claims,
    factoryHeartbeats: true,
    lasts: 2 * FACTORY_WAIT,
    full: true,
  },
  async (t) => {
    const { pbu } = await t.registered()
    t.answering({})
    await expectSeldom(t.watchHeartbeats(pathOf(t, pbu)), FACTORY_WAIT * 1000)
  },
)

mag(
  'MAG-5847-HEARTBEAT-10',
  'Without bindings no Heartbeat requests come, before the first and after the last one',
  {
    requirement: '5847/3-03',
    claims,
    exclusive: true,
    intervals: 8,
  },
  async (t) => {
    const watches = t.paths.map((path) => t.watchHeartbeats(path))
    const heard = (since: number) => watches.flatMap((watch) => watch.requestsSince(since))
    // What earlier cases had registered is de-registered, and the MAG is told so.
    await t.sleep(t.profile.timing.answer)
    const begun = t.clock.now()
    await t.sleep(3 * INTERVAL(t))
    expect(heard(begun)).to.have.lengthOf(0, 'no Heartbeat request before there is a binding')

    const { pbu } = await t.registered()
    t.answering({})
    if ((await t.watchHeartbeats(pathOf(t, pbu)).request(nextWithin(INTERVAL(t)))) === undefined)
      note('no Heartbeat request came while there was a binding')
    await t.detach()
    await t.presumedPbu({ where: (p) => p.isDeregistration, what: 'a de-registration' })
    await t.sleep(t.profile.timing.answer)
    const gone = t.clock.now()
    await t.sleep(3 * INTERVAL(t))
    expect(heard(gone)).to.have.lengthOf(0, 'no Heartbeat request once the last binding has gone')
  },
)

mag(
  'MAG-5847-HEARTBEAT-11',
  'The bindings are given up when more requests in a row than allowed went unanswered, and not before',
  {
    requirement: '5847/3.1-01',
    claims,
    exclusive: true,
    intervals: 6,
  },
  async (t) => expectGivenUpInTime(watchingOf(t), t.profile.heartbeat.missingAllowed),
)

mag(
  'MAG-5847-HEARTBEAT-12',
  'A Heartbeat response starts the count of unanswered requests anew',
  {
    requirement: '5847/3.1-02',
    claims,
    exclusive: true,
    intervals: 9,
  },
  async (t) => {
    const { missingAllowed } = t.profile.heartbeat
    if (missingAllowed < 3) throw new NotApplicable('heartbeat.missing-allowed of the profile is below 3')
    await expectCountedAnew(watchingOf(t), missingAllowed)
  },
)

mag(
  'MAG-5847-HEARTBEAT-13',
  'A Restart Counter that is the first, or the same as before, ends no binding',
  {
    requirement: '5847/3.2-06',
    claims,
    exclusive: true,
    intervals: 5,
  },
  async (t) => expectCounterTaken(watchingOf(t)),
)

mag(
  'MAG-5847-HEARTBEAT-14',
  'An LMA that answers by a Binding Error with status 2 gets no Heartbeat any more',
  {
    requirement: '5847/3-06',
    claims,
    forGood: true,
    intervals: 6,
  },
  async (t) => expectNoMore(watchingOf(t)),
)

/**
 * Each time a fresh node has a binding. Whether one is given up shows in PBUs that nothing else calls for: the node is
 * registered anew, or de-registered.
 */
function watchingOf(t: MagCase): Watching {
  return async (manners) => {
    const interval = INTERVAL(t)
    const node = await t.anotherNode()
    const { pbu } = await t.registered(node)
    t.answering({}, node)
    for (const path of t.paths) t.watchHeartbeats(path).answering(manners)
    const watch = t.watchHeartbeats(pathOf(t, pbu))
    const request = await firstRequest(watch, interval)
    const isGivenUp = () => t.log(node).some((p) => p.path === pbu.path && p.at > request.at && !p.isRefresh)
    return {
      watch,
      request,
      interval,
      isBound: () => Promise.resolve(!isGivenUp()),
      sleep: (ms) => t.sleep(ms),
    }
  }
}
