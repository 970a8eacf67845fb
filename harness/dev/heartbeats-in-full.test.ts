import { expect } from 'chai'
import { asCase } from '../case/current.js'
import { NoAnswer, Undecided, Unmet } from '../case/outcome.js'
import { loadSuites } from '../cli/suites.js'
import type { Finding } from '../model/index.js'
import type { DefectName } from '../reference/index.js'
import { openLmaSession } from '../run/lma-session.js'
import { attachAnchor, testLink, testProfile } from './device.js'

const MINUTE = 60_000

/** Runs a case in virtual time against the reference LMA, without `observe`; says how it ended. */
async function outcome(
  id: string,
  interval: number,
  defects: readonly DefectName[] = [],
): Promise<'pass' | 'warn' | 'unmet' | 'undecided'> {
  const definition = (await loadSuites('lma')).find((c) => c.id === id)
  if (definition === undefined) throw new RangeError(`no case ${id}`)
  const base = testProfile()
  const mags = [{ address: '2001:db8:1::71', interface: 'wlan0' }]
  const profile = {
    ...base,
    claims: { ...base.claims, heartbeat: true },
    heartbeat: { interval, isSet: false, missingAllowed: 3, mags },
    timers: { ...base.timers, minDelayBeforeBceDelete: 10_000 },
  }
  const { clock, link } = testLink(profile)
  attachAnchor(link, clock, profile, {
    defects,
    config: {
      mags: [...profile.paths, ...mags].map(({ address }) => address),
      heartbeat: { interval, missingAllowed: 3, restartCounter: 1 },
    },
  })
  let frame = 0
  const session = openLmaSession({
    profile,
    link,
    clock,
    seed: 1,
    trace: { packet: () => ++frame },
    onSeen: () => {},
    onLate: () => {},
    onFault: (error) => {
      throw error
    },
    onQuit: () => {},
    ownObserve: true,
  })
  await clock.run(session.calibrate())
  const found: Finding[] = []
  const trial = await clock.run(session.begin(definition, 1, { alone: true, restarted: false }))
  try {
    await clock.run(asCase({ record: (finding) => void found.push(finding) }, () => trial.run()))
    return found.some(({ severity }) => severity === 'warn') ? 'warn' : 'pass'
  } catch (error) {
    if (error instanceof Unmet) return 'unmet'
    if (error instanceof Undecided || error instanceof NoAnswer) return 'undecided'
    throw error
  } finally {
    trial.end()
  }
}

describe('cases about Heartbeats, with the intervals of a device as it comes', () => {
  const broken: readonly (readonly [id: string, defect: DefectName])[] = [
    ['LMA-5847-HEARTBEAT-10', 'heartbeat-interval-halved'],
    ['LMA-5847-HEARTBEAT-11', 'heartbeat-without-binding'],
    ['LMA-5847-HEARTBEAT-12', 'heartbeat-gives-up-after-one'],
    ['LMA-5847-HEARTBEAT-13', 'heartbeat-missing-count-not-reset'],
    ['LMA-5847-HEARTBEAT-14', 'heartbeat-counter-taken-for-restart'],
    ['LMA-5847-HEARTBEAT-15', 'heartbeat-after-binding-error'],
  ]
  for (const [id, defect] of broken)
    it(`${id} is met by a right device, and not with ${defect}`, async () => {
      expect(await outcome(id, MINUTE)).to.equal('pass')
      expect(await outcome(id, MINUTE, [defect])).to.equal('unmet')
    })

  it('LMA-5847-HEARTBEAT-16 is met at 60 s and 30 s, not at 20 s, and open when none come for minutes', async () => {
    expect(await outcome('LMA-5847-HEARTBEAT-16', MINUTE)).to.equal('pass')
    expect(await outcome('LMA-5847-HEARTBEAT-16', MINUTE / 2)).to.equal('pass')
    expect(await outcome('LMA-5847-HEARTBEAT-16', MINUTE / 3)).to.equal('unmet')
    expect(await outcome('LMA-5847-HEARTBEAT-16', 10 * MINUTE)).to.equal('undecided')
  })
})
