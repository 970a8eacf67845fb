import { expect } from 'chai'
import { attachAnchor, testLink, testProfile } from '../../dev/device.js'
import type { Calibration } from '../../model/index.js'
import { parseProfile } from '../profile/load.js'
import { lines } from '../profile/valid-profile.js'
import { checkAnswerTime, checkClock, checkHeartbeatMags } from './claims.js'
import { Prober } from './prober.js'

const profile = parseProfile(lines.join('\n'), 'profiles/x.yaml')
const claiming = { ...profile, claims: { ...profile.claims, timestamps: true } }
const window = profile.timers.timestampValidityWindow

function calibration(changes: Partial<Calibration>): Calibration {
  return { budgets: {}, notes: [], ...changes }
}

describe('doctor: clock and answer time', () => {
  it('is content with a clock known well within the window', () => {
    const check = checkClock(calibration({ clockOffsetMs: 2, clockErrorMs: window / 4 }), claiming)
    expect(check.status).to.equal('ok')
  })

  it('warns of a clock that is known too badly, far away, or not known', () => {
    const badly = checkClock(calibration({ clockOffsetMs: 2, clockErrorMs: window / 2 }), claiming)
    expect([badly.status, badly.says]).to.deep.equal([
      'warn',
      `the device's clock is 2 ms from ours (known to ${window / 2} ms), its validity window is ${window} ms: the round trip eats the window, so cases about Timestamps are inconclusive`,
    ])
    const far = checkClock(calibration({ clockOffsetMs: -7_200_000, clockErrorMs: 1 }), claiming)
    expect([far.status, far.fix]).to.deep.equal(['warn', 'synchronise both clocks (NTP)'])
    expect(checkClock(calibration({}), claiming).status).to.equal('warn')
  })

  it('does not look at the clock of a device without timestamps', () => {
    const without = { ...profile, claims: { ...profile.claims, timestamps: false } }
    expect(checkClock(calibration({}), without).status).to.equal('ok')
  })

  it('warns when answers take more than half of what the profile allows', () => {
    const longest = (max: number) =>
      checkAnswerTime(calibration({ answerMs: { median: 1, max } }), profile).status
    expect(longest(profile.timing.answer / 2)).to.equal('ok')
    expect(longest(profile.timing.answer / 2 + 1)).to.equal('warn')
  })
})

describe('doctor: addresses of the cases about Heartbeats', () => {
  async function check(heartbeat: boolean, mags: readonly string[], authorised: readonly string[]) {
    const base = testProfile()
    const profile = {
      ...base,
      claims: { ...base.claims, heartbeat },
      heartbeat: { ...base.heartbeat, mags: mags.map((address) => ({ address, interface: 'wlan0' })) },
    }
    const { clock, link } = testLink(profile)
    attachAnchor(link, clock, profile, { config: { mags: authorised } })
    return clock.run(checkHeartbeatMags(new Prober(profile, link, clock)))
  }
  const spare = ['2001:db8:1::71', '2001:db8:1::72']

  it('are no matter where the device claims no Heartbeats', async () => {
    expect(await check(false, spare, spare)).to.equal(undefined)
  })

  it('are missed where it does, and there are none', async () => {
    expect((await check(true, [], []))?.status).to.equal('warn')
  })

  it('have to be authorised, each of them', async () => {
    expect((await check(true, spare, spare))?.status).to.equal('ok')
    const wrong = await check(true, spare, spare.slice(0, 1))
    expect(wrong?.status).to.equal('warn')
    expect(wrong?.says).to.contain('2001:db8:1::72')
  })
})
