import { expect } from 'chai'
import { VirtualClock } from '../dev/virtual-clock.js'
import { DeviceDied, Health, type LifeSigns, type Suspect } from './health.js'

const RECOVERY = 5000

/** A device that lives at the times it is told to; asking it takes 100 ms, or 1 s in vain. */
function bench(
  livesAt: (ms: number) => boolean,
  { oldest, inFlight = [] as readonly string[] } = {} as {
    oldest?: Suspect
    inFlight?: readonly string[]
  },
) {
  const clock = new VirtualClock()
  let asked = 0
  const signs: LifeSigns = {
    expected: 'a plain registration is answered',
    async lives() {
      asked++
      const lives = livesAt(clock.now())
      await clock.sleep(lives ? 100 : 1000)
      return lives
    },
    lastSent: (id) => (id === 'NOTHING-SENT' ? undefined : { tag: { case: id, step: 'a PBU' }, frame: 42 }),
    otherCauses: () => ['the cable'],
    oldestUnanswered: oldest,
  }
  const health = new Health(signs, clock, RECOVERY, () => inFlight)
  const suspect = (id: string): Suspect => ({ tag: { case: id, step: 'register mn-1 on wlan' }, frame: 7 })
  return { clock, health, suspect, asked: () => asked }
}

describe('health', () => {
  it('finds nothing when the device answers', async () => {
    const { clock, health, suspect } = bench(() => true)
    expect(await clock.run(health.judge(suspect('A'), 'A'))).to.equal(undefined)
    expect(await clock.run(health.examine('A'))).to.equal(undefined)
    expect(health.dead).to.equal(false)
  })

  it('gives a device the time of the profile to come back', async () => {
    const { clock, health, suspect } = bench((at) => at >= 3000)
    expect(await clock.run(health.judge(suspect('A'), 'A'))).to.equal(undefined)
    expect(health.dead).to.equal(false)
    expect(clock.now()).to.be.within(3000, RECOVERY)
  })

  it('fails the case whose message is the oldest without answer, and tells who else was there', async () => {
    const { clock, health, suspect } = bench(() => false, { inFlight: ['A', 'B'] })
    const death = await clock.run(health.judge(suspect('A'), 'A'))
    expect(death).to.deep.include({
      verdict: 'fail',
      blame: 'device',
      reason: 'the device reacted to nothing any more after "register mn-1 on wlan"',
    })
    expect(death?.findings).to.deep.equal([
      {
        severity: 'fail',
        code: 'device-died',
        message: 'the device reacted to nothing any more after "register mn-1 on wlan"',
        expected: 'a plain registration is answered within 5 s',
        got: 'nothing',
        frame: 7,
        causes: [
          'another case in flight at that moment: B',
          'the device was restarted or cut off from outside',
          'the cable',
        ],
      },
    ])
    expect(health.killer).to.equal('A')
  })

  it('fails the case that finds it dead when the message was sent for one that has ended', async () => {
    const oldest: Suspect = { tag: { case: 'B', step: 'clean-up' }, frame: 3 }
    const { clock, health, suspect } = bench(() => false, { oldest, inFlight: ['A'] })
    const death = await clock.run(health.judge(suspect('A'), 'A'))
    expect(death).to.include({ verdict: 'fail', blame: 'device' })
    expect(death?.findings[0]?.causes).to.include('the message was sent for B, which had ended')
    expect(health.killer).to.equal('A')
  })

  it('blames the malformed message after which it was found dead, whoever else misses something meanwhile', async () => {
    const { clock, health, suspect } = bench(() => false, { inFlight: ['A', 'B'] })
    const sent = health.outlives(() => Promise.resolve('sent'), 'B').catch((error: unknown) => error)
    const [death, other] = (await clock.run(
      Promise.all([sent, clock.sleep(500).then(() => health.judge(suspect('A'), 'A'))]),
    )) as readonly [DeviceDied, unknown]
    expect(death).to.be.instanceOf(DeviceDied)
    expect(death.death).to.include({
      verdict: 'fail',
      reason: 'the device reacted to nothing any more after "a PBU"',
    })
    expect(death.death.findings[0]?.causes).to.include('another case in flight at that moment: A')
    expect(other).to.include({ verdict: 'not-run', reason: 'the device died during B and did not come back' })
  })

  it('lets no malformed message go to a dead device', async () => {
    const { clock, health, suspect } = bench(() => false, { inFlight: ['A'] })
    await clock.run(health.judge(suspect('A'), 'A'))
    let sent = false
    const send = async () => {
      sent = true
    }
    const error = await health.outlives(send, 'B').catch((thrown: unknown) => thrown)
    expect(error).to.be.instanceOf(DeviceDied)
    expect(sent).to.equal(false)
  })

  it('gives what was sent when the device outlives it', async () => {
    const { clock, health } = bench(() => true)
    expect(await clock.run(health.outlives(() => Promise.resolve('sent'), 'A'))).to.equal('sent')
  })

  it('does not run the rest, and says whose doing that is', async () => {
    const killer: Suspect = { tag: { case: 'B', step: 'a malformed PBU' }, frame: 3 }
    const { clock, health, suspect } = bench(() => false, { oldest: killer, inFlight: ['A', 'B'] })
    const expected = {
      verdict: 'not-run',
      blame: 'device',
      reason: 'the device died during B and did not come back',
      findings: [],
    }
    expect(await clock.run(health.judge(suspect('A'), 'A'))).to.deep.equal(expected)
    expect(health.notBegun).to.deep.equal(expected)
    const own = await clock.run(health.judge(suspect('B'), 'B'))
    expect(own).to.deep.include({ verdict: 'fail' })
    expect(own?.findings[0]?.frame).to.equal(3)
  })

  it('is examined once for all who ask at the same time', async () => {
    const { clock, health, suspect, asked } = bench((at) => at >= 1000)
    const judged = Promise.all([health.judge(suspect('A'), 'A'), health.judge(suspect('B'), 'B')])
    let settled = false
    void health.settled().then(() => {
      settled = true
    })
    await clock.pass(500)
    expect(settled, 'nothing new begins meanwhile').to.equal(false)
    expect(await clock.run(judged)).to.deep.equal([undefined, undefined])
    expect(asked()).to.equal(2)
    expect(settled).to.equal(true)
  })

  it('after something malformed accuses its last message', async () => {
    const { clock, health } = bench(() => false)
    const death = await clock.run(health.examine('A'))
    expect(death?.verdict).to.equal('fail')
    expect(death?.findings[0]).to.include({ frame: 42, code: 'device-died' })
  })

  it('does not ask a device without end', async () => {
    const clock = new VirtualClock()
    let asked = 0
    const signs: LifeSigns = {
      expected: '',
      lives: () => Promise.resolve(++asked < 0), // a host that answers at once for a service that is gone
      lastSent: () => undefined,
      otherCauses: () => [],
      oldestUnanswered: undefined,
    }
    const health = new Health(signs, clock, RECOVERY, () => [])
    await clock.run(health.judge({ tag: { step: 'x' }, frame: 1 }, 'A'))
    expect(asked).to.be.at.most(RECOVERY / 250)
  })
})
