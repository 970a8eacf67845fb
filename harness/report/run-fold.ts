import {
  addTallies,
  type Blame,
  type Calibration,
  type CaptureState,
  type CaseEnd,
  type CaseResult,
  caseOf,
  type JournalEvent,
  nothingSeen,
  type Packet,
  type PlannedCase,
  type Run,
  type RunInfo,
  type StandingTally,
  type Trouble,
  type WireFrame,
} from '../model/index.js'
import { JournalError } from './journal-error.js'

interface Begun {
  readonly at: number
  readonly attempt: number
}

/** Folds journal events, in the order they were written, to a `Run`. */
export class RunFold {
  #info: RunInfo | undefined
  #calibration: Calibration | undefined
  #complete = false
  #repeatedSteps = 0
  #rerunPrefix = ''
  #lastMoment = 0
  #standing: StandingTally = nothingSeen
  readonly #planned = new Map<string, PlannedCase>()
  readonly #begun = new Map<string, Begun>()
  readonly #ended = new Map<string, CaseEnd>()
  readonly #packets: Packet[] = []
  readonly #wire: WireFrame[] = []
  readonly #captureStates: CaptureState[] = []
  #troubles: Trouble[] = []

  /** Throws a `JournalError` for an event that contradicts the ones before it. */
  add(event: JournalEvent, line: number): void {
    if (this.#info === undefined && event.event !== 'run-start')
      throw new JournalError(`${event.event} stands before run-start`, line)
    switch (event.event) {
      case 'run-start':
        // A resumed run writes a second one: it began when the first did, and is not over yet.
        this.#info = this.#info === undefined ? event.info : { ...event.info, started: this.#info.started }
        this.#complete = false
        // What ended the run before is over, and what it hit is run again.
        this.#troubles = this.#troubles.filter(({ blame }) => blame === 'suite')
        return
      case 'plan':
        for (const planned of event.cases) this.#planned.set(planned.id, planned)
        this.#rerunPrefix = event.rerunPrefix
        return
      case 'calibration':
        this.#calibration = event.calibration
        return
      case 'packet': {
        const { event: _, ...packet } = event
        this.#packets.push(packet)
        this.#lastMoment = Math.max(this.#lastMoment, packet.at)
        return
      }
      case 'frame': {
        const { event: _, ...frame } = event
        this.#wire.push(frame)
        return
      }
      case 'capture': {
        const { event: _, ...state } = event
        this.#captureStates.push(state)
        return
      }
      case 'case-start':
        this.#requirePlanned(event.id, line)
        this.#begun.set(event.id, { at: event.at, attempt: event.attempt })
        this.#lastMoment = Math.max(this.#lastMoment, event.at)
        return
      case 'case-end': {
        this.#requirePlanned(event.id, line)
        const { event: _, ...end } = event
        this.#ended.set(event.id, end)
        return
      }
      case 'standing':
        this.#standing = addTallies(this.#standing, event)
        return
      case 'trouble':
        this.#troubles.push({ blame: event.blame, message: event.message })
        return
      case 'run-end':
        this.#complete = true
        this.#repeatedSteps = event.repeatedSteps
        if (this.#info !== undefined) this.#info = { ...this.#info, finished: event.finished }
        return
    }
  }

  /** The run with frames numbered as the journal has them. Throws a `JournalError` when there was no `run-start`. */
  finish(): Run {
    if (this.#info === undefined) throw new JournalError('the journal is empty: it has no run-start')
    const frames = framesByCase(this.#packets)
    return {
      info: this.#info,
      ...(this.#calibration === undefined ? {} : { calibration: this.#calibration }),
      cases: [...this.#planned.values()].map((planned) => this.#result(planned, frames)),
      packets: this.#packets,
      wire: this.#wire,
      captureStates: this.#captureStates,
      captured: [],
      troubles: this.#troubles,
      standing: this.#standing,
      repeatedSteps: this.#repeatedSteps,
      complete: this.#complete,
    }
  }

  #result(planned: PlannedCase, frames: ReadonlyMap<string, readonly number[]>): CaseResult {
    const end = this.#ended.get(planned.id) ?? this.#notRun(planned, frames.get(planned.id) ?? [])
    return { ...planned, ...end, rerun: `${this.#rerunPrefix} ${caseOf(planned.id)}`.trim() }
  }

  #notRun(planned: PlannedCase, frames: readonly number[]): CaseEnd {
    const begun = this.#begun.get(planned.id)
    const why = this.#complete ? 'the run ended without a result for it' : 'the run was cut off'
    return {
      id: planned.id,
      verdict: 'not-run',
      blame: this.#blame(),
      reason:
        begun === undefined ? `Not begun: ${why}.` : `Begun (attempt ${begun.attempt}), not ended: ${why}.`,
      startedAt: begun?.at ?? this.#lastMoment,
      durationMs: begun === undefined ? 0 : Math.max(0, this.#lastMoment - begun.at),
      attempts: begun?.attempt ?? 0,
      findings: [],
      frames,
    }
  }

  /** A finished run that has no result of a case is our bookkeeping's fault; a cut one is the last trouble's. */
  #blame(): Blame {
    return this.#troubles.at(-1)?.blame ?? (this.#complete ? 'suite' : 'lab')
  }

  #requirePlanned(id: string, line: number): void {
    if (!this.#planned.has(id)) throw new JournalError(`case ${JSON.stringify(id)} was never planned`, line)
  }
}

/** Frames of each case's last attempt. */
function framesByCase(packets: readonly Packet[]): ReadonlyMap<string, readonly number[]> {
  const last = new Map<string, { attempt: number; frames: number[] }>()
  for (const { case: id, attempt = 1, frame } of packets) {
    if (id === undefined) continue
    const known = last.get(id)
    if (known === undefined || attempt > known.attempt) last.set(id, { attempt, frames: [frame] })
    else if (attempt === known.attempt) known.frames.push(frame)
  }
  return new Map([...last].map(([id, { frames }]) => [id, frames]))
}
