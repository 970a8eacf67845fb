import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { CaseSpec, LmaCaseDefinition } from '../case/definition.js'
import { expect as required } from '../case/expect.js'
import type { LmaCase } from '../case/lma-case.js'
import { attachAnchor, type DeviceOptions, pbaTo, pbuIn, testProfile } from '../dev/device.js'
import { MemoryLink } from '../dev/memory-link.js'
import { VirtualClock } from '../dev/virtual-clock.js'
import { LinkError } from '../link/index.js'
import type { CaseEnd, JournalEvent, Profile, RunInfo } from '../model/index.js'
import { lmaRules } from '../rules/index.js'
import { find } from '../wire/index.js'
import { conduct } from './conduct.js'
import { endpointsOf } from './endpoints.js'
import { makePlan } from './plan.js'

const info: RunInfo = {
  tool: 'pmipspec',
  version: '0.1.0',
  device: 'box',
  role: 'lma',
  edition: 'rfc8278',
  profile: 'box.yaml',
  seed: 0,
  started: '2026-01-01T00:00:00Z',
}

function aCase(
  id: string,
  body: (t: LmaCase) => Promise<void>,
  spec: Partial<CaseSpec> = {},
): LmaCaseDefinition {
  return { id, title: id, role: 'lma', file: '', requirement: '5213/5.3.1-04', ...spec, body }
}

const registers = (id: string, spec: Partial<CaseSpec> = {}) =>
  aCase(id, async ({ wlan, node }) => void required(await wlan.register(node)).to.be.accepted(), spec)

interface Setup {
  readonly device?: DeviceOptions
  readonly profile?: Partial<Profile>
  readonly stop?: AbortController
  readonly openLink?: () => never
  /** Comes between the cases and the device. */
  readonly between?: (link: MemoryLink, clock: VirtualClock) => void
  readonly rules?: boolean
}

describe('a run', () => {
  let folder = ''
  let outside: NodeJS.UnhandledRejectionListener[] = []
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pmipspec-test-'))
    // The mocha that runs this file would take a floating rejection for its own.
    outside = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
  })
  afterEach(() => {
    for (const listener of outside) process.on('unhandledRejection', listener)
    rmSync(folder, { recursive: true, force: true })
  })

  async function run(cases: readonly LmaCaseDefinition[], setup: Setup = {}) {
    const { device = {}, stop = new AbortController(), rules = false } = setup
    const profile = testProfile(setup.profile)
    const clock = new VirtualClock()
    const link = new MemoryLink(endpointsOf(profile), clock)
    attachAnchor(link, clock, profile, device)
    setup.between?.(link, clock)
    const journalFile = join(folder, 'journal.ndjson')
    const plan = makePlan(cases, rules ? lmaRules : [], profile)
    const openLink = setup.openLink ?? (() => link)
    await clock.run(
      conduct({ profile, plan, info, journalFile, clock, openLink, rerunPrefix: 'x', stop: stop.signal }),
    )
    const events = readFileSync(journalFile, 'utf8')
      .trim()
      .split('\n')
      .map((line): JournalEvent => JSON.parse(line))
    const of = <E extends JournalEvent['event']>(kind: E) =>
      events.filter((e): e is Extract<JournalEvent, { event: E }> => e.event === kind)
    const ends = new Map<string, CaseEnd>(of('case-end').map((end) => [end.id, end]))
    const verdicts = () => Object.fromEntries([...ends].map(([id, { verdict }]) => [id, verdict]))
    const troubles = of('trouble').map(({ blame, message }) => `${blame}: ${message}`)
    return { events, of, ends, verdicts, troubles, link, clock }
  }

  it('is written down from its start to its end', async () => {
    const { events, of, verdicts, troubles, link } = await run([registers('LMA-5213-X-01')])
    expect(events[0]).to.deep.equal({ event: 'run-start', info })
    expect(events[1]).to.include({ event: 'plan', rerunPrefix: 'x' })
    expect(events.at(-1)).to.include({ event: 'run-end', repeatedSteps: 0 })
    expect(of('calibration')[0]?.calibration.answerMs).to.deep.equal({ median: 2, max: 2 })
    expect(verdicts()).to.deep.equal({ 'LMA-5213-X-01': 'pass' })
    expect(troubles).to.deep.equal([])
    expect(link.closed).to.equal(true)
  })

  it('gives each case its frames, and cleans up behind it', async () => {
    const { of, ends } = await run([registers('LMA-5213-X-01'), registers('LMA-5213-X-02')])
    const packets = of('packet')
    expect(packets.map((p) => p.frame)).to.deep.equal(packets.map((_, i) => i + 1))
    for (const id of ['LMA-5213-X-01', 'LMA-5213-X-02']) {
      const frames = packets.filter((p) => p.case === id && p.step !== undefined && !/clean-up/.test(p.step))
      expect(ends.get(id)?.frames).to.deep.equal(frames.map((p) => p.frame))
      const gone = packets.filter((p) => p.case === id && p.step === 'clean-up')
      expect(gone, `${id} is de-registered`).to.have.lengthOf(1)
    }
  })

  it('fails what the device does wrong, with the frame, and goes on', async () => {
    const silentCase = aCase('LMA-5213-X-02', async ({ wlan, node }) => {
      required(await wlan.register(node, { mobileNodeId: false })).to.be.ignored()
    })
    const { verdicts, ends } = await run([silentCase, registers('LMA-5213-X-01')])
    expect(verdicts()).to.deep.equal({ 'LMA-5213-X-02': 'fail', 'LMA-5213-X-01': 'pass' })
    const [finding] = ends.get('LMA-5213-X-02')?.findings ?? []
    expect(finding).to.include({ severity: 'fail', code: 'not-ignored' })
    expect(ends.get('LMA-5213-X-02')?.frames).to.include(finding?.frame)
  })

  it('lets the standing rules see every message, and colours no case by them', async () => {
    const { ends } = await run([registers('LMA-5213-X-01')], {
      rules: true,
      device: { defects: ['p-flag-clear'] },
    })
    const failed = [...ends.values()].filter((end) => end.verdict === 'fail')
    expect(failed.length).to.be.above(0)
    expect(failed.every(({ id }) => id !== 'LMA-5213-X-01' && id.startsWith('LMA-'))).to.equal(true)
    expect(failed[0]?.reason).to.match(/\(first of \d+\)/)
    expect(ends.get('LMA-5213-X-01')?.verdict).to.equal('pass')
  })

  it('names what does not apply, without running it', async () => {
    const { ends, link } = await run([registers('LMA-5213-X-01', { paths: 3 }), registers('LMA-5213-X-02')])
    expect(ends.get('LMA-5213-X-01')).to.include({
      verdict: 'not-applicable',
      reason: 'needs 3 paths; the profile declares 2',
      attempts: 0,
    })
    expect(link.sent.length).to.be.above(0)
  })

  it('runs what is exclusive alone, and what is malformed last', async () => {
    const running = new Set<string>()
    const beside: string[] = []
    const order: string[] = []
    const watched = (id: string, spec: Partial<CaseSpec> = {}) =>
      aCase(
        id,
        async (t) => {
          order.push(id)
          if (running.size > 0) beside.push(id)
          running.add(id)
          await t.sleep(100)
          running.delete(id)
        },
        spec,
      )
    await run([
      watched('LMA-5213-X-01', { malformed: true }),
      watched('LMA-5213-X-02', { exclusive: true }),
      watched('LMA-5213-X-03'),
      watched('LMA-5213-X-04', { lasts: 5 }),
    ])
    expect(order).to.deep.equal(['LMA-5213-X-04', 'LMA-5213-X-03', 'LMA-5213-X-02', 'LMA-5213-X-01'])
    expect(beside, 'two lanes for the usual ones').to.deep.equal(['LMA-5213-X-03'])
  })

  it('names the frame that showed a wrong value, not one of the clean-up after it', async () => {
    const wrong = aCase('LMA-5213-X-01', async ({ wlan, node }) => {
      await wlan.register(node)
      const answer = await wlan.refresh(node)
      required(answer.status).to.equal(99)
    })
    const { ends } = await run([wrong])
    const end = ends.get('LMA-5213-X-01')
    expect(end?.verdict).to.equal('fail')
    expect(end?.findings[0]).to.include({ code: 'value', got: '0', frame: end?.frames[3] })
  })

  it('accuses the case that the device died of, and does not run the rest', async () => {
    const bad = 'mn-666'
    const kills = aCase('LMA-5213-X-02', async ({ wlan, node }) => {
      await wlan.register(node, { mobileNodeId: { identifier: new TextEncoder().encode(bad) } })
    })
    const { verdicts, ends } = await run([kills, registers('LMA-5213-X-03')], {
      profile: { lanes: 1 },
      between: (link) => {
        const device = link.device
        let dead = false
        link.device = (packet) => {
          const id = new TextDecoder().decode(find(pbuIn(packet), 'mobile-node-identifier')?.identifier)
          dead ||= id === bad
          if (!dead) device(packet)
        }
      },
    })
    expect(verdicts()).to.deep.equal({ 'LMA-5213-X-02': 'fail', 'LMA-5213-X-03': 'not-run' })
    expect(ends.get('LMA-5213-X-02')?.findings[0]).to.include({ code: 'device-died' })
    expect(ends.get('LMA-5213-X-03')?.reason).to.equal(
      'the device died during LMA-5213-X-02 and did not come back',
    )
  })

  /** Answers the PBUs of one identifier only 700 ms later, which no calibration would expect. */
  const slowTo = (id: string) => (link: MemoryLink, clock: VirtualClock) => {
    const device = link.device
    link.device = (packet) => {
      const asked = new TextDecoder().decode(find(pbuIn(packet), 'mobile-node-identifier')?.identifier)
      if (asked !== id) return device(packet)
      const octets = pbaTo(packet)
      clock.after(700, () => link.deliver({ source: packet.destination, destination: packet.source, octets }))
    }
  }
  const slow = { mobileNodeId: { identifier: new TextEncoder().encode('slow@example.net') } }

  for (const [when, wait] of [
    ['has ended', 0],
    ['is still running', 2000],
  ] as const)
    it(`fails a required silence that an answer breaks when its case ${when}`, async () => {
      const silent = aCase('LMA-5213-X-01', async ({ wlan, node, clock }) => {
        required(await wlan.register(node, slow)).to.be.ignored()
        await clock.sleep(wait)
      })
      const goesOn = aCase('LMA-5213-X-02', ({ clock }) => clock.sleep(3000))
      const { ends } = await run([silent, goesOn], { between: slowTo('slow@example.net') })
      expect(ends.get('LMA-5213-X-01')).to.include({ verdict: 'fail', blame: 'device' })
      expect(ends.get('LMA-5213-X-01')?.reason).to.match(
        /^an answer came after all, 70\d ms after the request$/,
      )
    })

  it('does not blame a late answer where silence was not required', async () => {
    const any = aCase('LMA-5213-X-01', async ({ wlan, node, clock }) => {
      required(await wlan.register(node, slow)).to.be.refusedOrIgnored()
      await clock.sleep(2000)
    })
    const { verdicts } = await run([any], { between: slowTo('slow@example.net') })
    expect(verdicts()).to.deep.equal({ 'LMA-5213-X-01': 'pass' })
  })

  it('that is interrupted reports what was decided, and says so', async () => {
    const stop = new AbortController()
    const stops = aCase('LMA-5213-X-02', async ({ clock }) => {
      clock.after(50, () => stop.abort())
      await clock.sleep(10_000)
    })
    const cases = [registers('LMA-5213-X-01'), stops, registers('LMA-5213-X-03')]
    const { verdicts, ends, troubles, events, clock } = await run(cases, { stop, profile: { lanes: 1 } })
    expect(verdicts()).to.deep.equal({
      'LMA-5213-X-01': 'pass',
      'LMA-5213-X-02': 'not-run',
      'LMA-5213-X-03': 'not-run',
    })
    expect(ends.get('LMA-5213-X-03')?.reason).to.equal('the run was interrupted')
    expect(troubles).to.deep.equal([
      'lab: the run was interrupted; what had been decided by then is reported',
    ])
    expect(events.at(-1)?.event).to.equal('run-end')
    expect(clock.now(), 'the sleep is not waited for').to.be.below(10_000)
  })

  it('in which a rejection floats tells once that the suite is at fault', async () => {
    const floats = aCase('LMA-5213-X-01', async ({ clock }) => {
      void Promise.reject(new Error('nobody awaits this'))
      await clock.sleep(10)
    })
    const { verdicts, troubles } = await run([floats])
    expect(verdicts()).to.deep.equal({ 'LMA-5213-X-01': 'pass' })
    expect(troubles).to.have.lengthOf(1)
    expect(troubles[0]).to.match(/^suite: a fault of pmipspec itself: Error: nobody awaits this/)
  })

  it('without a device says why, and runs nothing', async () => {
    const { verdicts, troubles, ends } = await run([registers('LMA-5213-X-01')], {
      between: (link) => {
        link.device = () => {}
      },
    })
    expect(verdicts()).to.deep.equal({ 'LMA-5213-X-01': 'not-run' })
    expect(ends.get('LMA-5213-X-01')?.reason).to.equal('the device could not be tested')
    expect(troubles).to.have.lengthOf(1)
    expect(troubles[0]).to.match(/^lab: the LMA at 2001:db8:ff::a does not answer: six plain/)
  })

  it('without a link says what is missing', async () => {
    const openLink = () => {
      throw new LinkError('privilege', 'raw sockets are not permitted to this user')
    }
    const { verdicts, troubles, events } = await run([registers('LMA-5213-X-01')], { openLink })
    expect(troubles).to.deep.equal(['lab: raw sockets are not permitted to this user'])
    expect(verdicts()).to.deep.equal({ 'LMA-5213-X-01': 'not-run' })
    expect(events.at(-1)?.event).to.equal('run-end')
  })
})
