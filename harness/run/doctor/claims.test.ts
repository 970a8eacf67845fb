import { expect } from 'chai'
import type { Calibration } from '../../model/index.js'
import { parseProfile } from '../profile/load.js'
import { lines } from '../profile/valid-profile.js'
import { checkAnswerTime, checkClock } from './claims.js'

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
