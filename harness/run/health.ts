import type { Clock } from '../link/index.js'
import type { Finding } from '../model/index.js'
import type { DeviceMute, Mag, Request, Tag } from '../roles/index.js'
import type { AttemptResult } from './attempt.js'

type Death = Pick<AttemptResult, 'verdict' | 'reason' | 'findings'> & { readonly blame: 'device' }

interface Killer {
  readonly id: string
  readonly request: Request
  /** Ids of the cases that ran at that moment. */
  readonly inFlight: readonly string[]
}

/**
 * Watches whether the device lives. A device counts as dead when a plain valid registration of a fresh node stays
 * unanswered for the time the profile gives it to recover (timing.recovery, 15 s unless said).
 */
export class Health {
  #examination: Promise<boolean> | undefined
  #killer: Killer | undefined

  constructor(
    private readonly mag: Mag,
    private readonly clock: Clock,
    private readonly recoveryMs: number,
    private readonly inFlight: () => readonly string[],
  ) {}

  /** Id of the case during which the device died. */
  get killer(): string | undefined {
    return this.#killer?.id
  }
  get dead(): boolean {
    return this.#killer !== undefined
  }

  /** Resolves when no examination is under way. */
  async settled(): Promise<void> {
    await this.#examination
  }

  /** After a case that sent something malformed: undefined while the device lives, else how the case ends. */
  async examine(id: string): Promise<Death | undefined> {
    const tag: Tag = { case: id, step: 'does the device live on?' }
    const endpoint = this.mag.endpoints[0]
    if (endpoint === undefined || (await this.mag.barrier(endpoint, tag)) !== undefined) return undefined
    if (await this.#comesBack()) return undefined
    const last = this.mag.lastAsked(id)
    if (last === undefined) return undefined
    this.#killer ??= { id, request: last, inFlight: [] }
    return death(this.#killer)
  }

  /** What a case's silence means: undefined when the device came back, else how the case ends. */
  async judge(mute: DeviceMute, id: string): Promise<Death | undefined> {
    const suspect = this.mag.oldestUnanswered ?? mute.request
    const inFlight = this.inFlight()
    this.#examination ??= this.#comesBack().finally(() => {
      this.#examination = undefined
    })
    if (await this.#examination) return undefined
    this.#killer ??= { id: suspect.tag.case ?? id, request: suspect, inFlight }
    return this.#killer.id === id ? death(this.#killer) : notRun(this.#killer.id)
  }

  /** How a case ends that had not begun when the device was dead. */
  get notBegun(): Death {
    return notRun(this.#killer?.id ?? 'an earlier case')
  }

  async #comesBack(): Promise<boolean> {
    const until = this.clock.now() + this.recoveryMs
    const tag: Tag = { step: 'is the device alive?' }
    const endpoint = this.mag.endpoints[0]
    while (endpoint !== undefined && this.clock.now() < until)
      if ((await this.mag.barrier(endpoint, tag)) !== undefined) return true
    return false
  }
}

function death({ request, inFlight, id }: Killer): Death {
  const others = inFlight.filter((other) => other !== id)
  const finding: Finding = {
    severity: 'fail',
    code: 'device-died',
    message: `the device answered nothing any more after "${request.tag.step}"`,
    expected: 'a plain valid registration of a fresh node is answered within 15 s',
    got: 'nothing',
    frame: request.frame,
    causes: [
      ...(others.length > 0 ? [`another case in flight at that moment: ${others.join(', ')}`] : []),
      'the device was restarted or cut off from outside',
    ],
  }
  return { verdict: 'fail', blame: 'device', reason: finding.message, findings: [finding] }
}

function notRun(killer: string): Death {
  return {
    verdict: 'not-run',
    blame: 'device',
    reason: `the device died during ${killer} and did not come back`,
    findings: [],
  }
}
