import { expect } from 'chai'
import { note } from '../case/current.js'
import type { CaseDefinition } from '../case/definition.js'
import { NoAnswer, NoPbu, NotApplicable, Undecided, Unmet } from '../case/outcome.js'
import { testProfile } from '../dev/device.js'
import { VirtualClock } from '../dev/virtual-clock.js'
import { LinkError, ObserveError, StimulusEnded, StimulusError } from '../link/index.js'
import type { Finding } from '../model/index.js'
import { DeviceMute, Loss, MobileNode, NoSuchNode, type Request, Undelivered } from '../roles/index.js'
import { runCase } from './attempt.js'
import { Bench } from './bench.js'
import { Health, type LifeSigns } from './health.js'
import { makePlan } from './plan.js'
import type { Session, Trial } from './session.js'

const finding = { code: 'status', message: 'expected a PBA', got: 'silence' }

const request: Request = {
  endpoint: { name: 'wlan', interface: 'wlan0', address: '2001:db8:1::1' },
  node: new MobileNode('multipath', 'mn-1@example.net', 1),
  destination: '2001:db8:ff::a',
  tag: { case: 'LMA-5213-X-01', step: 'register mn-1 on wlan' },
  message: { kind: 'binding-update', sequence: 1, flags: 0, lifetime: 75, options: [] },
  octets: new Uint8Array(),
  frame: 9,
  sentAt: 0,
  besides: false,
}

interface Setup {
  readonly level?: string
  /** Whether the device lives when it is examined, or what becomes of the examination. */
  readonly lives?: boolean | Error
  readonly stop?: AbortController
  readonly evidence?: readonly Finding[]
  readonly begin?: () => void
  /** What is known of the path; it loses nothing unless said. */
  readonly loss?: Loss
  /** At which step an attempt ends, and whether something stayed unanswered. */
  readonly steps?: (attempt: number) => number
  readonly missed?: (attempt: number) => Trial['missed']
}

function knownLoss(lost: number, of: number): Loss {
  const loss = new Loss()
  for (let i = 0; i < lost; i++) loss.unanswered()
  for (let i = lost; i < of; i++) loss.answered()
  return loss
}

/** Runs a case whose attempts do this, with what came of it. */
async function run(
  body: (attempt: number, clock: VirtualClock) => unknown,
  {
    level = 'MUST',
    lives = true,
    stop = new AbortController(),
    evidence = [],
    begin = () => {},
    loss = knownLoss(0, 100),
    steps = () => 1,
    missed = () => 'no',
  }: Setup = {},
) {
  const profile = testProfile()
  const clock = new VirtualClock()
  const definition: CaseDefinition = {
    id: 'LMA-5213-X-01',
    title: 'a case',
    role: 'lma',
    file: '',
    requirement: '5213/5.3.1-04',
    body: async () => {},
  }
  const [item] = makePlan([definition], [], profile)
  if (item === undefined) throw new Error('no plan')
  const signs: LifeSigns = {
    expected: 'an answer',
    async lives() {
      await clock.sleep(10)
      if (lives instanceof Error) throw lives
      return lives
    },
    lastSent: () => request,
    otherCauses: () => [],
    oldestUnanswered: undefined,
  }
  let ended = 0
  let abandoned = false
  const session: Session = {
    signs,
    loss,
    shortCases: 1,
    looksQuickly: false,
    restart: async () => false,
    learnLoss: () => Promise.resolve(),
    calibrate: () => Promise.reject(new Error('not here')),
    async begin(_, attempt) {
      begin()
      return {
        run: async () => {
          await body(attempt, clock)
        },
        evidence,
        steps: steps(attempt),
        missed: missed(attempt),
        end: () => void ended++,
      }
    },
    deviceTime: () => undefined,
    abandon: () => {
      abandoned = true
    },
    tidied: () => Promise.resolve(),
    close: () => {},
  }
  const health = new Health(signs, clock, 1000, () => [])
  const bench = new Bench(profile, session, clock, health, stop.signal)
  const attempts: number[] = []
  const onAttempt = (attempt: number) => attempts.push(attempt)
  const planned = { ...item.planned, level }
  const result = await clock.run(
    runCase(definition, planned, { bench, circumstances: { alone: false, restarted: false }, onAttempt }),
  )
  return { result, attempts, ended, abandoned, repeated: bench.repeatedSteps, clock }
}

const throwing = (error: Error) => () => {
  throw error
}

describe('an attempt', () => {
  it('that ends well is a pass', async () => {
    const { result, ended, repeated } = await run(() => {})
    expect(result).to.deep.equal({ verdict: 'pass', reason: 'as required', findings: [], attempts: 1 })
    expect({ ended, repeated }).to.deep.equal({ ended: 1, repeated: 0 })
  })

  it('keeps what a case noted', async () => {
    const { result } = await run(() => note('the LMA refused with', '128'))
    expect(result).to.include({ verdict: 'pass', reason: 'the LMA refused with: 128' })
  })

  it('that finds an expectation unmet weighs what the requirement does, and is not repeated', async () => {
    for (const [level, verdict] of [
      ['MUST', 'fail'],
      ['SHOULD', 'warn'],
      ['MAY', 'pass'],
    ] as const) {
      const { result } = await run(throwing(new Unmet(finding)), { level })
      expect(result, level).to.include({ verdict, attempts: 1 })
      expect(result.blame, level).to.equal(verdict === 'fail' ? 'device' : undefined)
    }
  })

  it('that finds what it builds on otherwise is inconclusive, and gives the lab nothing to mend', async () => {
    const { result } = await run(throwing(new Undecided(finding, true)))
    expect(result).to.include({ verdict: 'inconclusive', attempts: 1 })
    expect(result).not.to.have.property('blame')
  })

  it('that cannot tell is inconclusive, for the lab to mend', async () => {
    const { result } = await run(throwing(new Undecided(finding)))
    expect(result).to.include({ verdict: 'inconclusive', blame: 'lab', attempts: 1 })
    expect(result.findings).to.deep.equal([{ ...finding, severity: 'inconclusive' }])
  })

  it('that finds the case not applicable says so', async () => {
    const { result } = await run(throwing(new NotApplicable('it grants no lifetime')))
    expect(result).to.include({ verdict: 'not-applicable', reason: 'it grants no lifetime' })
  })

  it('without the answer it needs is made three times before that counts', async () => {
    const decided = await run(throwing(new NoAnswer(finding, true)))
    expect(decided.attempts).to.deep.equal([1, 2, 3])
    expect(decided.ended, 'each was cleaned up').to.equal(3)
    expect(decided.result).to.include({ verdict: 'fail', blame: 'device', attempts: 3 })
    expect(decided.result.findings, 'those of the last attempt only').to.have.lengthOf(1)
    const undecided = await run(throwing(new NoAnswer(finding, false)))
    expect(undecided.result).to.include({ verdict: 'inconclusive', blame: 'lab', attempts: 3 })
  })

  it('that has its answer on a repetition counts, and is told', async () => {
    const { result, repeated } = await run((attempt) => {
      if (attempt === 1) throw new NoAnswer(finding, true)
    })
    expect(result).to.deep.equal({ verdict: 'pass', reason: 'as required', findings: [], attempts: 2 })
    expect(repeated).to.equal(1)
  })

  it('counts a step that stays unanswered until an attempt comes beyond it', async () => {
    const endingAt = (...steps: readonly number[]) =>
      run(throwing(new NoAnswer(finding, true)), { steps: (attempt) => steps[attempt - 1] ?? 9 })
    expect((await endingAt(4, 4, 4)).result).to.include({ verdict: 'fail', attempts: 3 })
    expect((await endingAt(4, 1, 4, 4)).result).to.include({ verdict: 'fail', attempts: 4 })
    expect((await endingAt(4, 4, 9, 4, 9, 4, 4)).result).to.include({ verdict: 'fail', attempts: 8 })
  })

  it('on a path that loses packets is made until chance is ruled out', async () => {
    const loss = knownLoss(10, 100)
    const { result } = await run(throwing(new NoAnswer(finding, true)), { loss })
    expect(result).to.include({ verdict: 'fail', blame: 'device', attempts: 7 })
    expect(result.findings.at(-1)).to.deep.include({
      severity: 'note',
      message: '10 of 100 harmless requests stayed unanswered',
    })
    const saved = await run(
      (attempt) => {
        if (attempt < 7) throw new NoAnswer(finding, true)
      },
      { loss },
    )
    expect(saved.result).to.include({ verdict: 'pass', attempts: 7 })
  })

  it('on a path that loses nearly everything decides nothing', async () => {
    const { result } = await run(throwing(new NoAnswer(finding, true)), {
      loss: knownLoss(60, 100),
      steps: (attempt) => 100 - attempt,
    })
    expect(result).to.include({ verdict: 'inconclusive', blame: 'lab', attempts: 60 })
    expect(result.reason).to.equal(
      'the path loses too many packets: 60 of 100 harmless requests stayed unanswered',
    )
  })

  it('that found something amiss while a message stayed unanswered is made again where messages get lost', async () => {
    const once = (attempt: number) => {
      if (attempt === 1) throw new Unmet(finding)
    }
    const loss = knownLoss(10, 100)
    for (const missed of ['yes', 'perhaps'] as const)
      expect((await run(once, { loss, missed: () => missed })).result, missed).to.include({ verdict: 'pass' })
    expect((await run(once, { loss, missed: () => 'no' })).result).to.include({
      verdict: 'fail',
      attempts: 1,
    })
    expect((await run(once, { missed: () => 'yes' })).result).to.include({ verdict: 'fail', attempts: 1 })
  })

  it('that found something amiss while an answer came late is made again, also where nothing gets lost', async () => {
    const once = (attempt: number) => {
      if (attempt === 1) throw new Unmet(finding)
    }
    expect((await run(once, { missed: () => 'late' })).result).to.include({ verdict: 'pass', attempts: 2 })
    const always = throwing(new Unmet(finding))
    expect((await run(always, { missed: () => 'late' })).result).to.include({ verdict: 'fail', attempts: 3 })
    expect((await run(() => {}, { missed: () => 'late' })).result).to.include({
      verdict: 'pass',
      attempts: 1,
    })
  })

  it('that found something amiss while this process was held up is made again', async () => {
    const once = (attempt: number, clock: VirtualClock) => {
      clock.heldUp = () => (attempt === 1 ? 200 : 0)
      if (attempt === 1) throw new Unmet(finding)
    }
    expect((await run(once)).result).to.include({ verdict: 'pass', attempts: 2 })
    const slightly = (_: number, clock: VirtualClock) => {
      clock.heldUp = () => 100
      throw new Unmet(finding)
    }
    expect((await run(slightly)).result).to.include({ verdict: 'fail', attempts: 1 })
  })

  it('that passed by silence is made again where messages get lost: it may have been the path', async () => {
    const late = (attempt: number) => {
      if (attempt === 2) throw new Unmet(finding)
    }
    const loss = knownLoss(10, 100)
    const lost = (attempt: number) => (attempt === 1 ? 'yes' : 'no')
    expect((await run(late, { loss, missed: lost })).result).to.include({ verdict: 'fail', attempts: 2 })
    expect((await run(() => {}, { loss, missed: () => 'yes' })).result).to.include({
      verdict: 'pass',
      attempts: 3,
    })
    for (const missed of ['perhaps', 'no'] as const)
      expect((await run(late, { loss, missed: () => missed })).result).to.include({ attempts: 1 })
    expect((await run(late, { missed: lost })).result).to.include({ verdict: 'pass', attempts: 1 })
  })

  it('that warned is made again when a message stayed unanswered, not when one only may have', async () => {
    const warns = throwing(new Unmet(finding))
    const made = async (missed: Trial['missed']) =>
      (await run(warns, { level: 'SHOULD', missed: () => missed })).result.attempts
    expect([await made('yes'), await made('perhaps'), await made('no')]).to.deep.equal([3, 1, 1])
  })

  it('whose request was not delivered is made again, and decides nothing in the end', async () => {
    const { result } = await run(throwing(new Undelivered(request)))
    expect(result).to.include({ verdict: 'inconclusive', blame: 'lab', attempts: 3 })
    expect(result.reason).to.equal(
      '"register mn-1 on wlan" did not reach the device: an ICMPv6 error came back',
    )
  })

  it('without the PBU it waits for is made again; one that is only presumed decides nothing', async () => {
    const missed = await run(throwing(new NoPbu('mn-1', finding, false)))
    expect(missed.result).to.include({ verdict: 'fail', blame: 'device', attempts: 3 })
    const presumed = await run(throwing(new NoPbu('mn-1', finding, true)))
    expect(presumed.result).to.include({ verdict: 'inconclusive', blame: 'lab', attempts: 3 })
  })

  it('that finds the device mute fails when it does not come back', async () => {
    const { result, abandoned } = await run(throwing(new DeviceMute(request)), { lives: false })
    expect(result).to.include({
      verdict: 'fail',
      blame: 'device',
      attempts: 1,
      reason: 'the device reacted to nothing any more after "register mn-1 on wlan"',
    })
    expect(abandoned, 'a dead device is not cleaned up').to.equal(true)
  })

  it('that finds it mute for a while is made again', async () => {
    const { result } = await run((attempt) => {
      if (attempt < 3) throw new DeviceMute(request)
    })
    expect(result).to.include({ verdict: 'pass', attempts: 3 })
    const always = await run(throwing(new DeviceMute(request)))
    expect(always.result).to.include({
      verdict: 'fail',
      attempts: 3,
      reason: 'the device answered nothing for a while, then came back',
    })
  })

  const lab = [
    new LinkError('route', 'there is no route'),
    new ObserveError('observe command "x" ended with exit code 1'),
    new NoSuchNode('all nodes are in use'),
    new StimulusError('stimulus.attach command "x" was not found'),
  ]
  for (const error of lab)
    it(`that meets a ${error.name} is an error of the lab`, async () => {
      const { result } = await run(throwing(error))
      expect(result).to.deep.equal({
        verdict: 'error',
        blame: 'lab',
        reason: error.message,
        findings: [],
        attempts: 1,
      })
    })

  it('whose stimulus fails because the device has died is no error of the lab', async () => {
    const { result } = await run(throwing(new StimulusError('no answer')), { lives: false })
    expect(result).to.include({ verdict: 'fail', blame: 'device' })
  })

  it('that the operator ends is not run', async () => {
    const { result } = await run(throwing(new StimulusEnded('the operator ended the run')))
    expect(result).to.include({ verdict: 'not-run', blame: 'lab', reason: 'the operator ended the run' })
  })

  it('that throws anything else is an error of the suite', async () => {
    const { result } = await run(throwing(new TypeError('x is not a function')))
    expect(result).to.include({ verdict: 'error', blame: 'suite' })
    expect(result.reason).to.match(/^the case itself failed: TypeError: x is not a function\s+at /)
    const thrown = await run(() => Promise.reject('a string'))
    expect(thrown.result.reason).to.equal('the case itself failed: a string')
  })

  it('that cannot even begin ends by the same rules', async () => {
    const begin = throwing(new NoSuchNode('the profile declares no nodes.barred'))
    const { result, ended } = await run(() => {}, { begin })
    expect(result).to.include({ verdict: 'error', blame: 'lab' })
    expect(ended).to.equal(0)
  })

  it('that does not end is stopped by the clock, as a fault of the suite', async () => {
    const { result, clock } = await run(() => new Promise(() => {}))
    expect(result).to.include({ verdict: 'not-run', blame: 'suite', reason: 'not decided within 60 s' })
    expect(clock.now()).to.equal(60_000)
  })

  it('that is interrupted is not run', async () => {
    const stop = new AbortController()
    const { result, clock } = await run(
      (_, time) => {
        time.after(100, () => stop.abort())
        return time.sleep(5000)
      },
      { stop },
    )
    expect(result).to.include({ verdict: 'not-run', blame: 'lab', reason: 'the run was interrupted' })
    expect(clock.now()).to.equal(100)
  })

  it('shows what the stimuli printed only with a verdict that is no pass', async () => {
    const evidence: readonly Finding[] = [{ severity: 'note', code: 'stimulus', message: 'it printed' }]
    expect((await run(() => {}, { evidence })).result.findings).to.deep.equal([])
    const { result } = await run(throwing(new Unmet(finding)), { evidence })
    expect(result.findings.map(({ code }) => code)).to.deep.equal(['status', 'stimulus'])
  })

  it('is an error of the lab when the host stops sending while the device is examined', async () => {
    const broken = new LinkError('route', 'there is no route')
    const { result } = await run(throwing(new DeviceMute(request)), { lives: broken })
    expect(result).to.include({ verdict: 'error', blame: 'lab', reason: 'there is no route' })
  })
})
