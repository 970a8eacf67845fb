import type { Clock } from '../link/index.js'
import type { Finding } from '../model/index.js'
import type { Tag } from '../roles/index.js'
import type { AttemptResult } from './attempt.js'

export type Death = Pick<AttemptResult, 'verdict' | 'reason' | 'findings'> & { readonly blame: 'device' }

/** A message of ours that the device may have died of. */
export interface Suspect {
  readonly tag: Tag
  readonly frame: number
}

/** Ends a case in the midst of which the device was found dead. */
export class DeviceDied extends Error {
  constructor(readonly death: Death) {
    super(death.reason)
  }
}

/** How a device of a role shows that it lives. */
export interface LifeSigns {
  /** What a device that lives does, in words. */
  readonly expected: string
  /** Asks for a sign of life, with nodes of its own; false when none comes. */
  lives(tag: Tag): Promise<boolean>
  /** The last message sent on behalf of a case. */
  lastSent(id: string): Suspect | undefined
  /** What in the lab could make it look dead. */
  otherCauses(): readonly string[]
  /** What has waited longest for an answer. */
  readonly oldestUnanswered: Suspect | undefined
}

/** Milliseconds between two looks for a sign of life. */
const PAUSE = 250

interface Killer {
  readonly id: string
  readonly request: Suspect
  /** Ids of the cases that ran at that moment. */
  readonly inFlight: readonly string[]
}

/**
 * Watches whether the device lives. A device counts as dead when it gives no sign of life for the time the profile
 * gives it to recover (timing.recovery, 15 s unless said).
 */
export class Health {
  #examination: Promise<boolean> | undefined
  /** The look at the device after a malformed message, which knows best what the device died of. */
  #afterMessage: Promise<unknown> | undefined
  #killer: Killer | undefined

  constructor(
    private readonly signs: LifeSigns,
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
    await this.#afterMessage
    await this.#examination
  }

  /** After a case sent something malformed: undefined while the device lives, else how the case ends. */
  async examine(id: string): Promise<Death | undefined> {
    const last = this.signs.lastSent(id)
    if (await this.signs.lives({ case: id, step: 'does the device live on?' })) return undefined
    if (await this.#comesBack()) return undefined
    if (last === undefined) return undefined
    this.#killer ??= { id, request: last, inFlight: this.inFlight() }
    return this.#death(this.#killer)
  }

  /** Sends something malformed. Rejects with {@link DeviceDied} when the device is dead after that, or was before. */
  async outlives<T>(send: () => Promise<T>, id: string): Promise<T> {
    if (this.dead) throw new DeviceDied(this.notBegun)
    const sent = await send()
    const examination = this.examine(id)
    this.#afterMessage = examination.catch(() => {})
    const death = await examination
    if (death !== undefined) throw new DeviceDied(death)
    return sent
  }

  /** What a case's silence means: undefined when the device came back, else how the case ends. */
  async judge(unanswered: Suspect, id: string): Promise<Death | undefined> {
    await this.#afterMessage
    if (this.#killer !== undefined) return this.#end(this.#killer, id)
    const suspect = this.signs.oldestUnanswered ?? unanswered
    const inFlight = this.inFlight()
    this.#examination ??= this.#comesBack().finally(() => {
      this.#examination = undefined
    })
    if (await this.#examination) return undefined
    this.#killer ??= { id: blamed(suspect, inFlight, id), request: suspect, inFlight }
    return this.#end(this.#killer, id)
  }

  /** How the case ends that ran when the device died. */
  #end(killer: Killer, id: string): Death {
    return killer.id === id ? this.#death(killer) : notRun(killer.id)
  }

  /** How a case ends that had not begun when the device was dead. */
  get notBegun(): Death {
    return notRun(this.#killer?.id ?? 'an earlier case')
  }

  async #comesBack(): Promise<boolean> {
    const until = this.clock.now() + this.recoveryMs
    const tag: Tag = { step: 'is the device alive?' }
    while (this.clock.now() < until) {
      if (await this.signs.lives(tag)) return true
      await this.clock.sleep(PAUSE) // a host that answers for a dead service would be asked without end
    }
    return false
  }

  #death({ request, inFlight, id }: Killer): Death {
    const others = inFlight.filter((other) => other !== id)
    const ended = request.tag.case !== undefined && request.tag.case !== id ? request.tag.case : undefined
    const finding: Finding = {
      severity: 'fail',
      code: 'device-died',
      message: `the device reacted to nothing any more after "${request.tag.step}"`,
      expected: `${this.signs.expected} within ${this.recoveryMs / 1000} s`,
      got: 'nothing',
      frame: request.frame,
      causes: [
        ...(ended === undefined ? [] : [`the message was sent for ${ended}, which had ended`]),
        ...(others.length > 0 ? [`another case in flight at that moment: ${others.join(', ')}`] : []),
        'the device was restarted or cut off from outside',
        ...this.signs.otherCauses(),
      ],
    }
    return { verdict: 'fail', blame: 'device', reason: finding.message, findings: [finding] }
  }
}

/** The case the message was sent for; one that has ended has its verdict, so the case that found the device dead is it. */
function blamed({ tag }: Suspect, inFlight: readonly string[], finder: string): string {
  return tag.case !== undefined && inFlight.includes(tag.case) ? tag.case : finder
}

function notRun(killer: string): Death {
  return {
    verdict: 'not-run',
    blame: 'device',
    reason: `the device died during ${killer} and did not come back`,
    findings: [],
  }
}
