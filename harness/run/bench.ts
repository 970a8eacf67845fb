import { setMaxListeners } from 'node:events'
import type { Clock } from '../link/index.js'
import type { Profile } from '../model/index.js'
import type { Health } from './health.js'
import { Interrupted } from './interrupted.js'
import type { Session } from './session.js'

/** Milliseconds. A MAG that sends its LMA no more than three PBUs a second in all (RFC 6275 §11.8) takes its time. */
const CASE_LIMIT = { lma: 60_000, mag: 180_000 }

/** Everything a case is run with. */
export class Bench {
  #repeated = 0

  constructor(
    readonly profile: Profile,
    readonly session: Session,
    readonly clock: Clock,
    readonly health: Health,
    private readonly stop: AbortSignal,
  ) {
    setMaxListeners(0, stop) // every case in flight listens
  }

  /** Steps that were answered only on a repetition. */
  get repeatedSteps(): number {
    return this.#repeated
  }
  countRepetition(): void {
    this.#repeated++
  }

  /** Ends with the body, its time limit, or the end of the run, whichever is first. */
  withDeadline(body: Promise<void>, lastsSeconds: number): Promise<void> {
    const limit = CASE_LIMIT[this.profile.device.role] + lastsSeconds * 2000
    return new Promise((resolve, reject) => {
      const cancel = this.clock.after(limit, () =>
        reject(new Interrupted(`not decided within ${limit / 1000} s`, 'suite')),
      )
      const stopped = () => reject(new Interrupted('the run was interrupted', 'lab'))
      if (this.stop.aborted) stopped()
      this.stop.addEventListener('abort', stopped, { once: true })
      body.then(resolve, reject).finally(() => {
        cancel()
        this.stop.removeEventListener('abort', stopped)
      })
    })
  }
}
