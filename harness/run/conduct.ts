import type { Guard } from '../case/mag-case.js'
import {
  type Clock,
  type Link,
  LinkError,
  ObserveError,
  StimulusEnded,
  StimulusError,
} from '../link/index.js'
import type { CaseEnd, JournalEvent, PlannedCase, Profile, RunInfo, Trouble } from '../model/index.js'
import { type Sighted, silenceExpected, type Tag } from '../roles/index.js'
import { caseEnd, runCase } from './attempt.js'
import { BaselineFailed } from './baseline.js'
import { Bench } from './bench.js'
import { runInMocha } from './engine.js'
import { Health } from './health.js'
import { JournalWriter } from './journal-writer.js'
import { Room, runInLanes } from './lanes.js'
import { brokenSilence, type LateAnswer } from './late-answer.js'
import type { PlanItem } from './plan.js'
import type { Resumed } from './resumed.js'
import { type Circumstances, openSession } from './session.js'
import { stagesOf } from './stages.js'
import { StandingJudge } from './standing.js'
import type { Tap } from './tap.js'

export interface ConductOptions {
  readonly profile: Profile
  readonly plan: readonly PlanItem[]
  readonly info: RunInfo
  readonly journalFile: string
  readonly clock: Clock
  /** Opens the link; a {@link LinkError} becomes the run's trouble. */
  readonly openLink: (profile: Profile) => Link
  /** Captures from the wire into the journal; left out, the journal is all there is. */
  readonly openTap?: (journal: JournalWriter) => Tap
  /** The command a single case is rerun with, up to the case's id. */
  readonly rerunPrefix: string
  readonly stop: AbortSignal
  readonly resumed?: Resumed
  /** The operator wants the run to end: aborts `stop`. */
  readonly onQuit?: () => void
  /** What `observe` prints is our own device's: it is not doubted, whatever it does not list. */
  readonly ownObserve?: boolean
  readonly onEvent?: (event: JournalEvent) => void
}

/**
 * Runs a plan against a device and writes the journal; what went wrong is in the journal too. Rejects only when the
 * journal cannot be written, once all is wound up.
 */
export async function conduct(options: ConductOptions): Promise<void> {
  const { profile, plan, info, clock, resumed } = options
  const begun = clock.now() - (resumed?.elapsed ?? 0)
  const journal = new JournalWriter(options.journalFile, begun, options.onEvent, resumed)
  journal.onFailure = () => options.onQuit?.()
  const conductor = new Conductor(options, journal)
  const floated = new WeakSet<Promise<unknown>>()
  const floating = (error: unknown, promise: Promise<unknown>) => {
    if (floated.has(promise)) return // mocha emits each once more
    floated.add(promise)
    conductor.fault(error)
  }
  process.on('unhandledRejection', floating)
  let tap: Tap | undefined
  try {
    journal.write({ event: 'run-start', info })
    journal.write({ event: 'plan', cases: plan.map((p) => p.planned), rerunPrefix: options.rerunPrefix })
    tap = options.openTap?.(journal)
    for (const end of resumed?.ended ?? []) options.onEvent?.({ event: 'case-end', ...end })
    await conductor.run(profile, tap)
  } catch (error) {
    conductor.fault(error)
  } finally {
    await tap?.caughtUp(journal.lastOn)
    await tap?.stop()
    process.off('unhandledRejection', floating)
    journal.write({
      event: 'run-end',
      finished: new Date(clock.wall()).toISOString(),
      repeatedSteps: conductor.repeatedSteps,
    })
    journal.close()
  }
  if (journal.failure !== undefined) throw journal.failure
}

class Conductor {
  readonly #ended = new Map<string, CaseEnd>()
  readonly #waiting = new Map<string, (end: CaseEnd) => void>()
  readonly #running = new Set<string>()
  readonly #frames = new Map<string, number[]>()
  /** Frame of what the device said last to a case. */
  readonly #heard = new Map<string, number>()
  /** What came late to a case that is still running. */
  readonly #lateAnswers = new Map<string, LateAnswer[]>()
  #standing: StandingJudge | undefined
  #faults = 0
  repeatedSteps = 0

  constructor(
    private readonly options: ConductOptions,
    private readonly journal: JournalWriter,
  ) {
    for (const end of options.resumed?.ended ?? []) this.#ended.set(end.id, end)
  }

  async run(profile: Profile, tap: Tap | undefined): Promise<void> {
    const { plan } = this.options
    const seenByMocha = runInMocha(
      plan.map((p) => p.planned),
      (id) => this.#resultOf(id),
    )
    this.#endNotApplicable(plan)
    try {
      const link = this.options.openLink(profile)
      try {
        await tap?.ready
        await this.#withLink(link, profile, tap)
      } finally {
        await link.close()
      }
    } catch (error) {
      if (!(error instanceof LinkError || error instanceof BaselineFailed || error instanceof StimulusEnded))
        throw error
      if (!(error instanceof StimulusEnded)) this.#trouble({ blame: 'lab', message: error.message })
    } finally {
      this.#endRest()
    }
    await seenByMocha
  }

  async #withLink(link: Link, profile: Profile, tap: Tap | undefined): Promise<void> {
    const { clock, plan, info, stop, resumed } = this.options
    const standing = new StandingJudge(plan, profile, (error) => this.fault(error), resumed?.standing)
    this.#standing = standing
    this.journal.onFrame = (frame, place) => standing.seeFrame(frame, place)
    const session = openSession({
      profile,
      link,
      clock,
      // A run that was cut off left sessions of its nodes behind: others come next. Each took a frame at least.
      seed: info.seed + (resumed?.frames ?? 0),
      trace: { packet: (packet, of) => this.#packet(packet, of) },
      onSeen: (seen) => standing.see(seen, session.deviceTime()),
      onLate: (request, seen) => this.#late({ request, seen }),
      onFault: (error) => this.fault(error),
      onQuit: () => this.options.onQuit?.(),
      ownObserve: this.options.ownObserve === true,
    })
    const health = new Health(session.signs, clock, profile.timing.recovery, () => [...this.#running])
    const bench = new Bench(profile, session, clock, health, stop)
    try {
      const calibration = await session.calibrate()
      this.journal.write({ event: 'calibration', calibration })
      await this.#runCases(plan, bench)
    } catch (error) {
      // A device that cannot be tested may have shown why: the rules it broke are told, none is praised.
      await tap?.caughtUp(this.journal.lastOn)
      const now = this.journal.since(clock.now())
      this.#tellStanding()
      if (error instanceof BaselineFailed)
        for (const end of standing.ends(now)) if (end.verdict === 'fail') this.#end(end)
      throw error
    } finally {
      await session.tidied()
      // What the rules about captured packets are to see must be captured before they end.
      await tap?.caughtUp(this.journal.lastOn)
      session.close()
      this.repeatedSteps = bench.repeatedSteps + (resumed?.repeatedSteps ?? 0)
    }
    this.#tellStanding()
    for (const end of standing.ends(this.journal.since(clock.now()))) this.#end(end)
  }

  async #runCases(plan: readonly PlanItem[], bench: Bench): Promise<void> {
    const due = plan.filter(
      (p) => p.definition !== undefined && p.notApplicable === undefined && !this.#ended.has(p.planned.id),
    )
    const enter = () => bench.health.settled()
    const room = new Room(bench.session.shortCases)
    const turn = new Room(1)
    const { session, profile } = bench
    for (const stage of stagesOf(due, profile.lanes, session.looksQuickly)) {
      const { items, lanes, alone, examined } = stage
      await session.tidied()
      const restarted = needRestart(items) && (await session.restart())
      await runInLanes(lanes, items, enter, async (item) => {
        const { id } = item.planned
        const guard: Guard = (send) => turn.within(() => bench.health.outlives(send, id))
        const around = { alone, restarted }
        const run = () => this.#runCase(item, bench, { ...around, ...(examined === 'message' && { guard }) })
        await (item.definition?.lasts === undefined ? room.within(run) : run())
        if (examined === 'case') await this.#examine(item.planned, bench)
      })
    }
  }

  async #runCase(
    { planned, definition }: PlanItem,
    bench: Bench,
    circumstances: Circumstances,
  ): Promise<void> {
    if (definition === undefined) return
    const { id } = planned
    if (this.options.stop.aborted) return
    const begun = bench.clock.now()
    const at = this.journal.since(begun)
    if (bench.health.dead) return this.#end(caseEnd(id, { ...bench.health.notBegun, attempts: 0 }, at, 0, []))
    this.#running.add(id)
    const onAttempt = (attempt: number) => {
      this.#frames.set(id, [])
      this.#heard.delete(id)
      this.journal.write({ event: 'case-start', id, at: this.journal.since(bench.clock.now()), attempt })
    }
    const lastHeard = () => this.#heard.get(id)
    const result = await runCase(definition, planned, { bench, circumstances, onAttempt, lastHeard })
    this.#running.delete(id)
    const end = caseEnd(id, result, at, bench.clock.now() - begun, this.#frames.get(id) ?? [])
    const late = (this.#lateAnswers.get(id) ?? []).filter((answer) => silenceExpected.has(answer.request))
    this.#end(late.reduce((before, answer) => brokenSilence(before, planned.level, answer), end))
    this.#tellStanding()
  }

  /** What the rules saw goes to the journal piece by piece: a run that is cut off does not lose it. */
  #tellStanding(): void {
    const tally = this.#standing?.take()
    if (tally !== undefined) this.journal.write({ event: 'standing', ...tally })
  }

  /** After something malformed: does the device still answer? */
  async #examine({ id }: PlannedCase, bench: Bench): Promise<void> {
    const before = this.#ended.get(id)
    if (bench.health.dead || this.options.stop.aborted || before === undefined) return
    const death = await bench.health.examine(id)
    if (death === undefined) return
    bench.session.abandon()
    this.#end({ ...before, ...death, findings: [...before.findings, ...death.findings] })
  }

  /** An answer that came after its silence had been proven: silence that was required is broken. */
  #late(late: LateAnswer): void {
    const id = late.request.tag.case
    if (id === undefined) return
    // Whether the case requires the silence is known when it has ended.
    if (this.#running.has(id)) this.#lateAnswers.set(id, [...(this.#lateAnswers.get(id) ?? []), late])
    const before = this.#ended.get(id)
    const level = this.options.plan.find(({ planned }) => planned.id === id)?.planned.level
    if (before === undefined || level === undefined || !silenceExpected.has(late.request)) return
    this.#end(brokenSilence(before, level, late))
  }

  #packet(packet: Sighted, of: Pick<Tag, 'case' | 'attempt'> = {}): number {
    const frame = this.journal.packet(packet, of)
    if (of.case !== undefined) {
      this.#frames.get(of.case)?.push(frame)
      if (packet.direction === 'received') this.#heard.set(of.case, frame)
    }
    return frame
  }

  #endNotApplicable(plan: readonly PlanItem[]): void {
    for (const { planned, notApplicable } of plan)
      if (notApplicable !== undefined && !this.#ended.has(planned.id))
        this.#end(
          caseEnd(
            planned.id,
            { verdict: 'not-applicable', reason: notApplicable, findings: [], attempts: 0 },
            0,
            0,
            [],
          ),
        )
  }

  /** Whatever has no result yet will get none: mocha's tests must not wait for it. */
  #endRest(): void {
    const interrupted = this.options.stop.aborted
    if (interrupted)
      this.#trouble({
        blame: 'lab',
        message: 'the run was interrupted; what had been decided by then is reported',
      })
    const reason = interrupted ? 'the run was interrupted' : 'the device could not be tested'
    for (const { planned } of this.options.plan)
      if (!this.#ended.has(planned.id))
        this.#end(
          caseEnd(
            planned.id,
            { verdict: 'not-run', blame: 'lab', reason, findings: [], attempts: 0 },
            0,
            0,
            [],
          ),
        )
  }

  #end(end: CaseEnd): void {
    this.#ended.set(end.id, end)
    this.journal.write({ event: 'case-end', ...end })
    this.#waiting.get(end.id)?.(end)
  }

  #resultOf(id: string): Promise<CaseEnd> {
    const end = this.#ended.get(id)
    return end === undefined ? new Promise((done) => this.#waiting.set(id, done)) : Promise.resolve(end)
  }

  #trouble(trouble: Trouble): void {
    this.journal.write({ event: 'trouble', ...trouble })
  }

  /** A fault of the suite: told once with its place, counted after that. */
  fault(error: unknown): void {
    if (error instanceof LinkError || error instanceof StimulusError || error instanceof ObserveError) {
      this.#trouble({ blame: 'lab', message: error.message })
      return
    }
    if (++this.#faults > 5) return
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.#trouble({
      blame: 'suite',
      message: `a fault of pmipspec itself: ${text.split('\n').slice(0, 3).join(' ')}`,
    })
  }
}

function needRestart(items: readonly PlanItem[]): boolean {
  return items.some(({ definition }) => definition?.role === 'mag' && definition.afterRestart === true)
}
