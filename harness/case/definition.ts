import type { RequirementId } from '../catalogue/index.js'
import type { Claim, Edition, Role } from '../model/index.js'
import type { NodeKind } from '../roles/index.js'
import type { LmaCase } from './lma-case.js'

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
  /** How many paths the profile must have; 1 unless said. */
  readonly paths?: 1 | 2 | 3
  readonly editions?: readonly Edition[]
  /** Sends something malformed: runs alone, after all others, so that a device that dies of it is caught in the act. */
  readonly malformed?: boolean
  /** Roughly how long it waits, seconds; the longest start first. */
  readonly lasts?: number
  /** Too long for an everyday run: only with `--full`. */
  readonly full?: boolean
}

export interface LmaCaseDefinition extends CaseSpec {
  readonly id: string
  readonly title: string
  readonly role: Role
  readonly file: string
  readonly body: (t: LmaCase) => Promise<void>
}

const defined: LmaCaseDefinition[] = []

/** Ids are written, never counted, and never reused. */
const ID = /^(LMA|MAG)-\d{4}-[A-Z0-9]+(-[A-Z0-9]+)*-\d{2}[a-z]?$/

/** Defines a case for an LMA under test: id, the sentence it tests, what it is held against, what it does. */
export function lma(id: string, title: string, spec: CaseSpec, body: (t: LmaCase) => Promise<void>): void {
  if (!ID.test(id) || !id.startsWith('LMA-'))
    throw new Error(`case id ${id} is not of the form LMA-8278-TOPIC-NN`)
  if (defined.some((c) => c.id === id)) throw new Error(`case id ${id} is used twice`)
  defined.push({ ...spec, id, title, role: 'lma', file: callerFile(), body })
}

/** Every case defined so far, in the order of definition. */
export function definedCases(): readonly LmaCaseDefinition[] {
  return defined
}

/** Suite file the definition stands in, relative to the project, as source. */
function callerFile(): string {
  const line = new Error().stack?.split('\n').find((l) => /[/\\]suites[/\\]/.test(l)) ?? ''
  const path = /suites[/\\][^:)]*/.exec(line)?.[0] ?? ''
  return path.replaceAll('\\', '/').replace(/\.js$/, '.ts')
}
