import type { RequirementId } from '../catalogue/index.js'
import type { Claim, Edition, Role, Stimulus } from '../model/index.js'
import type { NodeKind } from '../roles/index.js'
import type { LmaCase } from './lma-case.js'
import type { MagCase } from './mag-case.js'

/** What a case is about, and when it applies. */
export interface CaseSpec {
  /** The requirement it is held against; further ones are those the same observation decides, of the same weight. */
  readonly requirement: RequirementId | readonly [RequirementId, ...RequirementId[]]
  /** Interpretation notes it follows where the RFC is silent (`U-01`, `BU-08`). */
  readonly notes?: readonly string[]
  /**
   * `bindings`: looks at the binding cache; without `observe` the wire must do (answers to later PBUs).
   * `observe`: only `observe` can tell; without it the case is inconclusive.
   */
  readonly observes?: 'bindings' | 'observe'
  /** Applies only to devices that claim all of these. `multipath` is taken for granted in RFC 8278 cases. */
  readonly claims?: readonly Claim[]
  /** Applies only to devices that do not claim these (a legacy LMA). */
  readonly unless?: readonly Claim[]
  /** Kinds of mobile nodes, besides `multipath`, that the profile must declare. */
  readonly nodes?: readonly NodeKind[]
  /** Needs the profile's `foreign-mag`. */
  readonly foreignMag?: boolean
  /** A stimulus that not every device can be given: the profile must say how. */
  readonly stimulus?: Stimulus
  /** Needs one of the profile's `heartbeat.mags`. */
  readonly heartbeatMag?: boolean
  /** Of a device as it came: the profile does not say what interval its Heartbeats were set to. */
  readonly factoryHeartbeats?: boolean
  /** How many paths the profile must have; 1 unless said. */
  readonly paths?: 1 | 2 | 3
  readonly editions?: readonly Edition[]
  /** Sends something malformed: runs alone, after all others, so that a device that dies of it is caught in the act. */
  readonly malformed?: boolean
  /**
   * Changes more of the device than its own nodes (a path is taken down, an answer tells of the LMA): no other case
   * runs beside it. Cases that give the same name run side by side: what they tell the device is the same.
   */
  readonly exclusive?: true | string
  /** The device may never forget what this tells it: runs alone, after even the malformed ones. */
  readonly forGood?: boolean
  /** Roughly how long it waits, seconds; the longest start first. */
  readonly lasts?: number
  /** How many intervals of the device's own Heartbeats it waits, as the profile has them: `lasts` and `full` follow. */
  readonly intervals?: number
  /** Too long for an everyday run: only with `--full`. */
  readonly full?: boolean
}

export interface MagCaseSpec extends Omit<CaseSpec, 'malformed'> {
  /**
   * As for an LMA. `own-nodes`: the case looks at what its own nodes do and at no error messages, so others may send
   * while it waits; the device is looked at after each malformed message.
   */
  readonly malformed?: boolean | 'own-nodes'
  /** The MAG is restarted, where it can be, before this case and those beside it: it then knows nothing of its LMA. */
  readonly afterRestart?: boolean
}

interface Defined<R extends Role, T> {
  readonly id: string
  readonly title: string
  readonly role: R
  readonly file: string
  readonly body: (t: T) => Promise<void>
}

export type LmaCaseDefinition = CaseSpec & Defined<'lma', LmaCase>
export type MagCaseDefinition = MagCaseSpec & Defined<'mag', MagCase>
export type CaseDefinition = LmaCaseDefinition | MagCaseDefinition

const defined: CaseDefinition[] = []

/** Ids are written, never counted, and never reused. */
const ID = /^(LMA|MAG)-\d{4}-[A-Z0-9]+(-[A-Z0-9]+)*-\d{2}[a-z]?$/

/** Defines a case for an LMA under test: id, the sentence it tests, what it is held against, what it does. */
export function lma(id: string, title: string, spec: CaseSpec, body: (t: LmaCase) => Promise<void>): void {
  define({ ...spec, id, title, role: 'lma', file: callerFile(), body })
}

/** Defines a case for a MAG under test. */
export function mag(id: string, title: string, spec: MagCaseSpec, body: (t: MagCase) => Promise<void>): void {
  define({ ...spec, id, title, role: 'mag', file: callerFile(), body })
}

function define(definition: CaseDefinition): void {
  const { id, role } = definition
  const prefix = `${role.toUpperCase()}-`
  if (!ID.test(id) || !id.startsWith(prefix))
    throw new Error(`case id ${id} is not of the form ${prefix}8278-TOPIC-NN`)
  if (defined.some((c) => c.id === id)) throw new Error(`case id ${id} is used twice`)
  defined.push(definition)
}

/** Every case defined so far, in the order of definition. */
export function definedCases(): readonly CaseDefinition[] {
  return defined
}

/** Suite file the definition stands in, relative to the project, as source. */
function callerFile(): string {
  const line = new Error().stack?.split('\n').find((l) => /[/\\]suites[/\\]/.test(l)) ?? ''
  const path = /suites[/\\][^:)]*/.exec(line)?.[0] ?? ''
  return path.replaceAll('\\', '/').replace(/\.js$/, '.ts')
}
