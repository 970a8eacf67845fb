import { type Clock, type Link, LinkError, Observer } from '../link/index.js'
import type { CaseEnd, JournalEvent, PlannedCase, Profile, RunInfo, Trouble } from '../model/index.js'
import { Mag, NodePool, type Request, type Seen, silenceExpected, unlearnedFacts } from '../roles/index.js'
import { caseEnd, runCase } from './attempt.js'
import { Bench } from './bench.js'
import { BaselineFailed, calibrate } from './calibrate.js'
import { runInMocha } from './engine.js'
import { Health } from './health.js'
import { JournalWriter } from './journal-writer.js'
import { runInLanes } from './lanes.js'
import type { PlanItem } from './plan.js'
import { StandingJudge } from './standing.js'

export interface ConductOptions {
  readonly profile: Profile
  readonly plan: readonly PlanItem[]
  readonly info: RunInfo
  readonly journalFile: string
  readonly clock: Clock
  /** Opens the link; a {@link LinkError} becomes the run's trouble. */
  readonly openLink: (profile: Profile) => Link
  /** The command a single case is rerun with, up to the case's id. */
  readonly rerunPrefix: string
  readonly stop: AbortSignal
  readonly onEvent?: (event: JournalEvent) => void
}

/** Runs a plan against a device and writes the journal; what went wrong is in the journal too. Never rejects. */
export async function conduct(options: ConductOptions): Promise<void> {
  const { profile, plan, info, clock } = options
  const journal = new JournalWriter(options.journalFile, clock.now(), options.onEvent)
  const conductor = new Conductor(options, journal)
  const floating = (error: unknown) => conductor.fault(error)
  process.on('unhandledRejection', floating)
  try {
    journal.write({ event: 'run-start', info })
    journal.write({ event: 'plan', cases: plan.map((p) => p.planned), rerunPrefix: options.rerunPrefix })
    await conductor.run(profile)
  } catch (error) {
    conductor.fault(error)
  } finally {
    process.off('unhandledRejection', floating)
    journal.write({
      event: 'run-end',
      finished: new Date(clock.wall()).toISOString(),
      repeatedSteps: conductor.repeatedSteps,
    })
    journal.close()
  }
}

class Conductor {
  readonly #ended = new Map<string, CaseEnd>()
  readonly #waiting = new Map<string, (end: CaseEnd) => void>()
  readonly #running = new Set<string>()
  readonly #frames = new Map<string, number[]>()
  #faults = 0
  repeatedSteps = 0

  constructor(
    private readonly options: ConductOptions,
    private readonly journal: JournalWriter,
  ) {}

  async run(profile: Profile): Promise<void> {
    const { plan } = this.options
    const seenByMocha = runInMocha(
      plan.map((p) => p.planned),
      (id) => this.#resultOf(id),
    )
    this.#endNotApplicable(plan)
    try {
      const link = this.options.openLink(profile)
      try {
        await this.#withLink(link, profile)
      } finally {
        await link.close()
      }
    } catch (error) {
      if (!(error instanceof LinkError || error instanceof BaselineFailed)) throw error
      this.#trouble({ blame: 'lab', message: error.message })
    } finally {
      this.#endRest()
    }
    await seenByMocha
  }

  async #withLink(link: Link, profile: Profile): Promise<void> {
    const { clock, plan, info, stop } = this.options
    const facts = unlearnedFacts(profile.claims.timestamps)
    const standing = new StandingJudge(plan, profile, facts, (error) => this.fault(error))
    const nodes = new NodePool(profile, clock, 1 + (info.seed % profile.nodes.count))
    const mag = new Mag({
      profile,
      link,
      clock,
      trace: { packet: (p) => this.#packet(p) },
      facts,
      nodes,
      firstSequence: (info.seed * 7919) & 0x7fff,
      onSeen: (seen) => standing.see(seen, clock.wall()),
      onLate: (request, seen) => this.#late(request, seen),
      onFault: (error) => this.fault(error),
    })
    const observer = profile.observe === undefined ? undefined : new Observer(profile.observe)
    const health = new Health(mag, clock, profile.timing.recovery, () => [...this.#running])
    const bench = new Bench(profile, mag, link, nodes, observer, clock, health, stop)
    try {
      const calibration = await calibrate({ mag, nodes, profile, facts, clock })
      this.journal.write({ event: 'calibration', calibration })
      await this.#runCases(plan, bench)
    } finally {
      await mag.tidied()
      this.repeatedSteps = bench.repeatedSteps
    }
    for (const end of standing.ends(this.journal.since(clock.now()))) this.#end(end)
  }

  async #runCases(plan: readonly PlanItem[], bench: Bench): Promise<void> {
    const due = plan.filter((p) => p.definition !== undefined && p.notApplicable === undefined)
    const long = (item: PlanItem) => item.definition?.lasts ?? 0
    const usual = due.filter((p) => p.definition?.malformed !== true).sort((a, b) => long(b) - long(a))
    const malformed = due.filter((p) => p.definition?.malformed === true)
    const enter = () => bench.health.settled()
    const run = (item: PlanItem) => this.#runCase(item, bench)
    await runInLanes(bench.profile.lanes, usual, enter, run)
    // What is malformed comes last and alone: a device that dies of it has told everything else, and is caught in the act.
    await runInLanes(1, malformed, enter, async (item) => {
      await run(item)
      await this.#examine(item.planned, bench)
    })
  }

  async #runCase({ planned, definition }: PlanItem, bench: Bench): Promise<void> {
    if (definition === undefined) return
    const { id } = planned
    if (this.options.stop.aborted) return
    const begun = bench.clock.now()
    const at = this.journal.since(begun)
    if (bench.health.dead) return this.#end(caseEnd(id, { ...bench.health.notBegun, attempts: 0 }, at, 0, []))
    this.#running.add(id)
    const result = await runCase(definition, planned, bench, (attempt) => {
      this.#frames.set(id, [])
      this.journal.write({ event: 'case-start', id, at: this.journal.since(bench.clock.now()), attempt })
    })
    this.#running.delete(id)
    this.#end(caseEnd(id, result, at, bench.clock.now() - begun, this.#frames.get(id) ?? []))
  }

  /** After something malformed: does the device still answer? */
  async #examine({ id }: PlannedCase, bench: Bench): Promise<void> {
    const before = this.#ended.get(id)
    if (bench.health.dead || this.options.stop.aborted || before === undefined) return
    const death = await bench.health.examine(id)
    if (death !== undefined)
      this.#end({ ...before, ...death, findings: [...before.findings, ...death.findings] })
  }

  /** An answer that came after its silence had been proven: silence that was required is broken. */
  #late(request: Request, seen: Seen): void {
    const id = request.tag.case
    const before = id === undefined ? undefined : this.#ended.get(id)
    if (before === undefined || !silenceExpected.has(request)) return
    this.#end({
      ...before,
      verdict: 'fail',
      blame: 'device',
      reason: `an answer came after all, ${Math.round(seen.packet.at - request.sentAt)} ms after the request`,
      findings: [
        ...before.findings,
        {
          severity: 'fail',
          code: 'not-ignored',
          message: 'expected silence, and an answer came late',
          expected: 'silence',
          got: `an answer ${Math.round(seen.packet.at - request.sentAt)} ms after the request`,
          frame: seen.frame,
        },
      ],
    })
  }

  #packet(packet: Parameters<JournalWriter['packet']>[0]): number {
    const frame = this.journal.packet(packet)
    if (packet.case !== undefined) this.#frames.get(packet.case)?.push(frame)
    return frame
  }

  #endNotApplicable(plan: readonly PlanItem[]): void {
    for (const { planned, notApplicable } of plan)
      if (notApplicable !== undefined)
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
    if (error instanceof LinkError) {
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
