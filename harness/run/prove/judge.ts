import type { Circumstances, Job, JobCase, JobResult } from './job.js'
import { type Defect, type Pairing, Relations, type Subject } from './relation.js'

/** What a proof is about. */
export interface ProofInput {
  readonly subjects: readonly Subject[]
  readonly defects: readonly Defect[]
  readonly pairings: readonly Pairing[]
  /** Not all defects are there: only cases that have one of them in their table can be expected to find any. */
  readonly partial: boolean
}

/** Reads the results of jobs with what is known of cases and defects. */
export class Judge {
  readonly relations: Relations
  readonly #subjects: ReadonlyMap<string, Subject>

  constructor(private readonly input: ProofInput) {
    this.relations = new Relations(input.pairings)
    this.#subjects = new Map(input.subjects.map((subject) => [subject.id, subject]))
  }

  /** Cases that rightly failed for the defect. */
  kills(defect: Defect, { cases }: JobResult): readonly JobCase[] {
    return cases.filter((end) => isFailure(end) && this.#mayFail(end, defect, cases))
  }

  /** Cases that failed although the defect is none of their business. */
  unrelated(defect: Defect, { cases }: JobResult): readonly JobCase[] {
    return cases.filter((end) => isFailure(end) && !this.#mayFail(end, defect, cases))
  }

  /** What a job was to show. */
  pairingsOf(defect: Defect, job: Job): readonly Pairing[] {
    const key = keyOf(circumstancesOf(job))
    return this.input.pairings.filter(
      (p) =>
        p.role === defect.role && p.defect === defect.name && job.cases.includes(p.id) && keyOf(p) === key,
    )
  }

  /** A case ended as its table says. */
  shows({ id, verdict }: Pairing, { cases }: JobResult): boolean {
    return cases.some((end) => end.id === id && end.verdict === verdict)
  }

  /** Where the device of a defect dies, what runs beside that or looks at it then may fail as well. */
  #mayFail(end: JobCase, defect: Defect, cases: readonly JobCase[]): boolean {
    const subject = this.#subjects.get(end.id)
    if (subject !== undefined && this.relations.of(subject, defect) !== undefined) return true
    return defect.kills && cases.some(({ died }) => died)
  }
}

function isFailure({ verdict }: JobCase): boolean {
  return verdict === 'fail' || verdict === 'warn'
}

export function circumstancesOf({ behaviours, ...job }: Job): Circumstances {
  return { ...job, behaviours: Object.entries(behaviours).map(([name, choice]) => `${name}=${choice}`) }
}

/** Equal for circumstances that are the same; empty for the ordinary ones. */
export function keyOf({
  edition,
  legacy,
  off,
  oneLabel,
  factory,
  alone,
  behaviours = [],
}: Circumstances): string {
  return [
    ...(edition === undefined ? [] : [edition]),
    ...(legacy === true ? ['without multipath'] : []),
    ...(off === true ? ['multipath off'] : []),
    ...(oneLabel === true ? ['one label'] : []),
    ...(factory === true ? ['as it came'] : []),
    ...(alone === true ? ['one at a time'] : []),
    ...[...behaviours].sort(),
  ].join(', ')
}
