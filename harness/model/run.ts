import type { CaptureState, WireFrame } from './capture.js'
import type { Finding } from './finding.js'
import type { StandingTally } from './tally.js'
import type { Blame, Verdict } from './verdict.js'
import type { RunWaiver } from './waivers.js'

export type Role = 'lma' | 'mag'

/** For sentences. */
export function roleName(role: Role): string {
  return role === 'lma' ? 'an LMA' : 'a MAG'
}
export type Edition = 'rfc8278' | 'draft-06'

/** A packet of the run as the journal keeps it. Frames are counted from 1 in the order they were seen. */
export interface Packet {
  readonly frame: number
  /** Milliseconds since the start of the run. */
  readonly at: number
  readonly direction: 'sent' | 'received'
  /** Name of the profile's path, `foreign-mag`, or the interface for a packet that belongs to none. */
  readonly path: string
  readonly source: string
  readonly destination: string
  /** IPv6 next header: 135 Mobility Header, 58 ICMPv6. */
  readonly protocol: number
  /** The upper-layer octets (Mobility Header or ICMPv6), lower-case hex. */
  readonly octets: string
  /** Case it belongs to, and which attempt of it (1 to 3); absent for a packet nobody asked for. */
  readonly case?: string
  readonly attempt?: number
  /** What it was for, ours: `PBU register mn-4 on wlan`, `barrier`, `clean-up`. */
  readonly step?: string
}

/** One frame of `capture.pcapng`: captured, drawn from the journal, or (a packet that was captured) both. */
export interface CaptureEntry {
  readonly wire?: WireFrame
  /** Absent: a frame that no socket of ours told of. */
  readonly packet?: Packet
  /** Nanoseconds since 1970. */
  readonly timeNs: bigint
}

/** What the run knew of a case before it ran. */
export interface PlannedCase {
  readonly id: string
  readonly title: string
  readonly role: Role
  /** Catalogue ids; the first gives the level. */
  readonly requirements: readonly string[]
  /** The first requirement's RFC, section, level, paraphrase and oracle, so that a report needs no catalogue. */
  readonly rfc: string
  readonly section: string
  readonly level: string
  readonly requirement: string
  readonly oracle: string
  /** Interpretation notes (`U-01`) with their text. */
  readonly notes: readonly string[]
  /** True for a rule that watches every message. */
  readonly standing: boolean
  /** Source file, relative to the project. */
  readonly file: string
}

export interface CaseResult extends PlannedCase {
  readonly verdict: Verdict
  /** Absent on pass, warn and not-applicable. */
  readonly blame?: Blame
  /** One sentence: why this verdict. */
  readonly reason: string
  /** Milliseconds since the start of the run. */
  readonly startedAt: number
  readonly durationMs: number
  readonly attempts: number
  readonly findings: readonly Finding[]
  /** Frames of the last attempt, in order. */
  readonly frames: readonly number[]
  /** The command that reruns just this case. */
  readonly rerun: string
}

export interface Calibration {
  /** Milliseconds, median and largest of the harmless exchanges. */
  readonly answerMs?: { readonly median: number; readonly max: number }
  /** Budgets in use, milliseconds. */
  readonly budgets: Readonly<Record<string, number>>
  /** Device clock minus ours, milliseconds, and how sure that is. */
  readonly clockOffsetMs?: number
  readonly clockErrorMs?: number
  /** One sentence each, for the reports. */
  readonly notes: readonly string[]
}

export interface RunInfo {
  readonly tool: 'pmipspec'
  readonly version: string
  readonly device: string
  readonly vendor?: string
  readonly deviceVersion?: string
  readonly role: Role
  readonly edition: Edition
  readonly profile: string
  readonly seed: number
  /** ISO 8601, UTC. */
  readonly started: string
  readonly finished?: string
  /** Failures that are known and accepted. */
  readonly waivers?: readonly RunWaiver[]
  /** `YYYY-MM-DD`: the day the waivers are judged on; left out, the day the run was started (UTC). */
  readonly waiversAsOf?: string
  /** Requirements of the role that no case of this run is held against; absent in journals that do not say. */
  readonly untested?: readonly UntestedRequirement[]
  /** Absent in a whole run. */
  readonly shard?: Shard
  /** What of the command line decides what the run does; absent in a run that cannot be resumed. */
  readonly options?: RunOptions
}

/** A requirement that binds the device and that the run says nothing about, and why. */
export interface UntestedRequirement {
  readonly id: string
  readonly rfc: string
  readonly section: string
  readonly level: string
  readonly text: string
  /** `left out`: its cases were, by a filter. */
  readonly because: 'not yet' | 'untestable' | 'covered by' | 'left out'
  readonly why: string
}

/** One of several runs that share the cases of a plan; standing rules are in each of them. */
export interface Shard {
  /** From 1. */
  readonly number: number
  readonly of: number
  /** Ids of the whole plan, in its order. */
  readonly plan: readonly string[]
}

/** The choices of a `run` command, so that it can go on with the same. */
export interface RunOptions {
  readonly profile?: string
  readonly suite?: Role
  readonly case: readonly string[]
  readonly requirement: readonly string[]
  readonly full?: boolean
  readonly edition?: Edition
  readonly lanes?: number
  readonly multipath?: 'on' | 'off' | 'legacy'
  readonly defect: readonly string[]
  readonly behaviour: readonly string[]
  /** `2/3`. */
  readonly shard?: string
  /** How often each case; absent for once. */
  readonly repeat?: number
  readonly waiversAsOf?: string
  /** Absent where packets were captured from the wire. */
  readonly capture?: 'journal'
  /** SHA-256 of the profile as it was used, hex. */
  readonly profileDigest: string
}

/** Everything a report draws on; read back from the journal, and from nothing else. */
export interface Run {
  readonly info: RunInfo
  readonly calibration?: Calibration
  readonly cases: readonly CaseResult[]
  readonly packets: readonly Packet[]
  /** What was captured, as the journal has it, and how that came about. */
  readonly wire: readonly WireFrame[]
  readonly captureStates: readonly CaptureState[]
  /** The frames of `capture.pcapng`; each packet's `frame` is the place of its entry, from 1. */
  readonly captured: readonly CaptureEntry[]
  /** What the operator should know: device unreachable, interrupted, died in the middle. */
  readonly troubles: readonly Trouble[]
  /** What the standing rules saw, also of a run that was cut off. */
  readonly standing: StandingTally
  /** Steps of a case that were not answered at first and were on a repetition, over the run. */
  readonly repeatedSteps: number
  /** False when the journal ends before the run did. */
  readonly complete: boolean
}

export interface Trouble {
  readonly blame: Blame
  /** One clear sentence with the place, the value and what to do. */
  readonly message: string
}

/** Each line of `journal.ndjson`. Cases that never got a `case-end` are `not-run` when the journal is read. */
export type JournalEvent =
  | { readonly event: 'run-start'; readonly info: RunInfo }
  | { readonly event: 'plan'; readonly cases: readonly PlannedCase[]; readonly rerunPrefix: string }
  | { readonly event: 'calibration'; readonly calibration: Calibration }
  | ({ readonly event: 'packet' } & Packet)
  /** A frame from the wire: packets are found in it when the journal is read. */
  | ({ readonly event: 'frame' } & WireFrame)
  | ({ readonly event: 'capture' } & CaptureState)
  | { readonly event: 'case-start'; readonly id: string; readonly at: number; readonly attempt: number }
  | ({ readonly event: 'case-end' } & CaseEnd)
  /** What standing rules saw since the last such event. */
  | ({ readonly event: 'standing' } & StandingTally)
  | ({ readonly event: 'trouble' } & Trouble)
  | { readonly event: 'run-end'; readonly finished: string; readonly repeatedSteps: number }

/** What is learned about a case by running it. A later `case-end` of the same case replaces an earlier one. */
export type CaseEnd = Pick<
  CaseResult,
  'id' | 'verdict' | 'reason' | 'startedAt' | 'durationMs' | 'attempts' | 'findings' | 'frames'
> & { readonly blame?: Blame }

export type Totals = Readonly<Record<Verdict, number>>
