import type { Role } from '../../model/index.js'
import { matchesGlob } from '../glob.js'
import type { Circumstances } from './job.js'

/** A case or standing rule, as a proof sees it. */
export interface Subject {
  readonly id: string
  readonly role: Role
  readonly requirements: readonly string[]
  /** A rule that watches every message: it costs nothing to have it in every job. */
  readonly standing: boolean
  /** It waits for more than answers. */
  readonly lasting: boolean
  /** It runs only with `--full`. */
  readonly full: boolean
}

/** A rule that a reference device can be told to break. */
export interface Defect {
  readonly role: Role
  readonly name: string
  /** Rows of the catalogue that it breaks. */
  readonly breaks: readonly string[]
  readonly what: string
  /** The device dies of something, so any case that sends it, or runs beside one that does, may fail. */
  readonly kills: boolean
  readonly reach?: Reach
  /** Why no case finds it, where that is known. */
  readonly unfound?: string
}

/** Cases that cannot but fail too, although none of their rows is broken as such. */
export interface Reach {
  /** Globs over ids. */
  readonly cases: readonly string[]
  /** One sentence: what takes the ground from under them. */
  readonly why: string
}

/** A case and the defect that it must find, and what that takes. */
export interface Pairing extends Circumstances {
  readonly role: Role
  readonly id: string
  readonly defect: string
  /** Globs over cases that provoke what a standing rule must see. */
  readonly with: readonly string[]
  readonly verdict: 'fail' | 'warn'
}

/** Why a case may fail a device for a defect. */
export type Relation = 'row' | 'pair' | 'reach'

export class Relations {
  readonly #pairs = new Set<string>()

  constructor(pairings: readonly Pairing[]) {
    for (const { role, id, defect } of pairings) this.#pairs.add(`${role} ${id} ${defect}`)
  }

  of(subject: Subject, { role, name, breaks, reach }: Defect): Relation | undefined {
    if (subject.role !== role) return undefined
    if (subject.requirements.some((row) => breaks.includes(row))) return 'row'
    if (this.#pairs.has(`${role} ${subject.id} ${name}`)) return 'pair'
    return reach?.cases.some((glob) => matchesGlob(subject.id, glob)) ? 'reach' : undefined
  }
}
