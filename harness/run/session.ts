import type { CaseDefinition } from '../case/definition.js'
import type { Guard } from '../case/mag-case.js'
import type { Clock, Link } from '../link/index.js'
import type { Calibration, Finding, Profile } from '../model/index.js'
import type { Loss, Request, Seen, Trace } from '../roles/index.js'
import type { LifeSigns } from './health.js'
import { openLmaSession } from './lma-session.js'
import { openMagSession } from './mag-session.js'

/** What a session tells the run, and what it is given. */
export interface SessionOptions {
  readonly profile: Profile
  readonly link: Link
  readonly clock: Clock
  readonly trace: Trace
  readonly seed: number
  readonly onSeen: (seen: Seen) => void
  /** An answer to a request that was given up as unanswered. */
  readonly onLate: (request: Request, seen: Seen) => void
  readonly onFault: (error: unknown) => void
  /** The operator wants the run to end. */
  readonly onQuit: () => void
  /** What `observe` prints is our own device's, not an adapter's: it is taken as it is. */
  readonly ownObserve: boolean
}

/** What holds while a case runs. */
export interface Circumstances {
  /** No other case runs beside it. */
  readonly alone: boolean
  /** The device was restarted before it, and those beside it. */
  readonly restarted: boolean
  /** Around each malformed message, where the device is looked at after each. */
  readonly guard?: Guard
}

/** One try of a case. */
export interface Trial {
  run(): Promise<void>
  /** What is worth telling when the verdict is no pass. */
  readonly evidence: readonly Finding[]
  /** How many steps it has taken: attempts that end after equally many end at the same step. */
  readonly steps: number
  /** A message was given up, so that what the case found may be the path's doing; or it came late, to us at least. */
  readonly missed: 'yes' | 'late' | 'perhaps' | 'no'
  /** Nothing of it may go on; what it left at the device is cleaned up beside whatever runs next. */
  end(): void
}

/** All that differs between testing an LMA and testing a MAG. */
export interface Session {
  readonly signs: LifeSigns
  /** Whether the path loses packets. */
  readonly loss: Loss
  /** Asks what is harmless until that is known. */
  learnLoss(): Promise<void>
  /**
   * Short cases that run at a time, whatever lanes there are: more would only wait for each other, and messages would
   * age on their way.
   */
  readonly shortCases: number
  /** Whether the device lives is seen so soon that it can be looked at after each malformed message. */
  readonly looksQuickly: boolean
  /** Learns the device by harmless exchanges. Rejects with {@link BaselineFailed} when it cannot be tested. */
  calibrate(): Promise<Calibration>
  /** Restarts the device, where that can be done. Resolves to whether it was. */
  restart(): Promise<boolean>
  /** A try of a case with new nodes; `attempt` counts from 1. */
  begin(definition: CaseDefinition, attempt: number, circumstances: Circumstances): Promise<Trial>
  /** Time of the device's clock, milliseconds since 1970, as far as it is known. */
  deviceTime(): number | undefined
  /** The device is dead: cleaning up would only wait. */
  abandon(): void
  /** Resolves when nothing is left to be cleaned up. */
  tidied(): Promise<void>
  close(): void
}

/** The other side of the device of a profile. */
export function openSession(options: SessionOptions): Session {
  switch (options.profile.device.role) {
    case 'lma':
      return openLmaSession(options)
    case 'mag':
      return openMagSession(options)
  }
}
