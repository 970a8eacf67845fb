import { expect, type MagCase, mag, type Pbu, prefer, presume } from '../../harness/case/index.js'
import { intervals, isNewer, mostWithin, refreshedSession, repetitions } from './support/session.js'
import { AT_REST } from './support/waits.js'

/** Our clock and the path may be that much late, milliseconds. */
const LATE = 200
/** MAX_BINDACK_TIMEOUT, 32 s, with room; RFC 5213 does not say how exact a MAG's timers are. */
const CAP = { from: 24_000, to: 35_000 }
/** Twice the interval before, with room. */
const MOST = 2.4

mag(
  'MAG-6275-RETRY-01',
  'An unanswered PBU is sent again after 1 to 1.5 s',
  {
    requirement: ['6275/11.8-01', '5213/6.9.4-01'],
    lasts: 2,
  },
  async (t) => {
    const [first] = intervals(await repetitions(t, 1))

    expect(first ?? 0).to.be.within(1000 - LATE, 1500 + LATE, 'a first interval of 1 to 1.5 s')
  },
)

mag(
  'MAG-6275-RETRY-02',
  'The interval doubles from one repetition to the next',
  {
    requirement: ['6275/11.8-02', '5213/6.9.4-03'],
    lasts: 8,
  },
  async (t) => {
    judgeIntervals(await repetitions(t, 3), 3)
  },
)

mag(
  'MAG-6275-RETRY-03',
  'The interval doubles until it is 32 s, and stays there',
  {
    requirement: ['6275/11.8-02', '5213/6.9.4-03'],
    lasts: 130,
    full: true,
  },
  async (t) => {
    judgeIntervals(await repetitions(t, 7), 6)
  },
)

/** Giving up before the cap is only a warning, also when it begins anew later; going on beyond it is free. */
function judgeIntervals(pbus: readonly Pbu[], least: number): void {
  const all = intervals(pbus)
  const end = all.findIndex((interval, i) => isPause(interval, all[i - 1], all[i + 1]))
  const kept = end < 0 ? all : all.slice(0, end)
  for (const [i, interval] of kept.entries()) {
    const before = kept[i - 1]
    if (before === undefined) continue
    const doubles = interval >= before * 1.6 && interval <= before * MOST
    const rests = interval >= CAP.from && interval <= CAP.to
    const wanted = `an interval of about ${2 * Math.round(before)} ms, or of ${CAP.from} to 32000 ms, after one of ${Math.round(before)}`
    const fits = (doubles || rests) && interval <= CAP.to
    expect(fits ? wanted : `${Math.round(interval)} ms`).to.equal(wanted, wanted)
  }
  prefer(kept.length).to.be.at.least(least, `${least} repetitions`)
}

/** Too long, and followed by a shorter one: what comes after it is another registration. */
function isPause(interval: number, before: number | undefined, next: number | undefined): boolean {
  return before !== undefined && interval > before * MOST && (next === undefined || next < interval * 0.8)
}

mag(
  'MAG-6275-RETRY-04',
  'Each repetition has a later Timestamp, or else a greater sequence number',
  {
    requirement: ['5213/6.9.4-04', '6275/11.8-04'],
    lasts: 4,
  },
  async (t) => {
    expectNewer(await repetitions(t, 2))
  },
)

mag(
  'MAG-6275-RETRY-05',
  'Each repetition of a refresh is newer than the one before',
  {
    requirement: ['5213/6.9.4-04', '6275/11.8-04'],
    lasts: 5,
  },
  async (t) => {
    const { refresh } = await refreshedSession(t, { lifetime: 2 })
    t.answering(undefined)
    await t.sleep(AT_REST)
    const since = t.clock.now()
    if (t.can('refresh')) await t.refresh()
    const again = await t.heard(3500, { on: refresh.path, since })

    expectNewer(again.pbus)
  },
)

function expectNewer(pbus: readonly Pbu[]): void {
  presume(pbus.length).to.be.at.least(2, 'a PBU and a repetition of it')
  for (const [i, pbu] of pbus.entries()) {
    const before = pbus[i - 1]
    if (before === undefined) continue
    const wanted = `${what(pbu)} than ${number(before)}`
    expect(isNewer(pbu, before) ? wanted : number(pbu)).to.equal(wanted, wanted)
  }
}

function what({ timestamp }: Pbu): string {
  return timestamp === undefined ? 'a greater sequence number' : 'a later Timestamp'
}

function number({ sequence, timestamp }: Pbu): string {
  return timestamp === undefined ? String(sequence) : `0x${timestamp.toString(16)}`
}

mag(
  'MAG-6275-RETRY-06',
  'No more than three PBUs of a binding go out within a second',
  {
    requirement: '6275/11.8-03',
    lasts: 3,
  },
  async (t) => {
    const first = await t.attach()
    await t.sleep(2500)

    expectRateKept(t, first.path)
  },
)

mag(
  'MAG-6275-RETRY-07',
  'No more than three PBUs of a binding go out within a second, though it is refreshed six times',
  {
    requirement: '6275/11.8-03',
    lasts: 3,
  },
  async (t) => {
    const { first } = await refreshedSession(t)
    for (let i = 0; i < 5 && t.can('refresh'); i++) await t.refresh()
    await t.sleep(1500)

    expectRateKept(t, first.path)
  },
)

function expectRateKept(t: MagCase, path: string): void {
  const pbus = t.log().filter((pbu) => pbu.path === path)
  // What the path may have squeezed together is allowed for.
  const most = mostWithin(pbus, 1000 - LATE)
  expect(most).to.be.at.most(3, 'three PBUs of a binding at most within any second')
}

mag(
  'MAG-6275-RETRY-08',
  'A node that has gone is not registered any more',
  {
    requirement: '5213/6.9.4-02',
    lasts: 4,
  },
  async (t) => {
    await t.attach()
    await t.detach()
    // How soon a MAG must know is open; the repetitions of the third and the seventh second are late enough.
    await t.sleep(2000)
    const more = await t.heard(2000, { where: (p) => p.lifetime > 0, what: 'a PBU with a lifetime' })

    expect(more).to.be.nothing()
  },
)

mag(
  'MAG-6275-RETRY-09',
  'A node has a back-off of its own',
  {
    requirement: '6275/11.8-05',
    lasts: 6,
  },
  async (t) => {
    presume((await repetitions(t, 2)).length).to.equal(3, 'two repetitions for the first node')
    const [first] = intervals(await repetitions(t, 1, await t.anotherNode()))

    expect(first ?? Number.POSITIVE_INFINITY).to.be.below(
      1500 + LATE,
      'a first interval of 1 to 1.5 s for the second node',
    )
  },
)
