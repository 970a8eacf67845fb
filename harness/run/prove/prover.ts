import type { Job, JobResult } from './job.js'
import { Judge, keyOf, type ProofInput } from './judge.js'
import { foldProof, type Proof, type Trace } from './proof.js'
import type { Defect, Pairing, Subject } from './relation.js'
import { isSampled, shuffled } from './sample.js'

export interface ProofOptions {
  /** How many cases of the rows it breaks a defect meets at first. */
  readonly related: number
  /** One of so many cases that have nothing to do with it runs beside each defect. */
  readonly sample: number
  readonly seed: number
}

/** What is known of one defect so far. */
interface Pursuit {
  readonly defect: Defect
  readonly traces: Trace[]
  /** Jobs that have not ended. */
  open: number
  /** Related cases that have not run, in batches: the next runs when nothing has failed. */
  readonly rest: (readonly Subject[])[]
}

interface Sent {
  readonly pursuit: Pursuit
  readonly job: Job
  readonly again: boolean
}

/**
 * Plans the jobs of a proof and reads their results. A defect meets the cases that must find it, some that it has
 * nothing to do with, and every standing rule; while no case has found it, further related ones follow. What is not
 * as it should be is run once more, as only what happens twice is no noise of a busy host.
 */
export class Prover {
  readonly #judge: Judge
  readonly #pursuits: Pursuit[] = []
  readonly #sent = new Map<string, Sent>()

  constructor(
    private readonly input: ProofInput,
    private readonly options: ProofOptions,
  ) {
    this.#judge = new Judge(input)
  }

  /** What to begin with, the longest in front: they wait while the others compute. */
  jobs(): readonly Job[] {
    const jobs = this.input.defects.flatMap((defect) => {
      const pursuit: Pursuit = { defect, traces: [], open: 0, rest: [] }
      this.#pursuits.push(pursuit)
      return this.#begin(pursuit)
    })
    const lasting = new Set(this.input.subjects.filter((s) => s.lasting).map(({ id }) => id))
    const weight = (job: Job) => (job.full === true ? 2 : job.cases.some((id) => lasting.has(id)) ? 1 : 0)
    return jobs.sort((a, b) => weight(b) - weight(a))
  }

  /** Takes a result and gives the jobs that follow from it. */
  take(result: JobResult): readonly Job[] {
    const sent = this.#sent.get(result.name)
    if (sent === undefined) throw new RangeError(`no job is called ${result.name}`)
    const { pursuit, job, again } = sent
    pursuit.open--
    pursuit.traces.push({ job, result, again })
    if (!again && this.#isOdd(pursuit.defect, job, result)) return [this.#send(pursuit, job, true)]
    const [next] = pursuit.rest
    if (pursuit.open > 0 || next === undefined || this.#isFound(pursuit)) return []
    pursuit.rest.shift()
    const cases = [...next.map(({ id }) => id), ...this.#standing(pursuit.defect)]
    return [this.#send(pursuit, { ...job, full: next.some(({ full }) => full), cases }, false)]
  }

  proof(): Proof {
    return foldProof(this.input, this.#judge, this.#pursuits)
  }

  #begin(pursuit: Pursuit): readonly Job[] {
    const { defect } = pursuit
    const mine = this.input.subjects.filter((subject) => subject.role === defect.role)
    const groups = grouped(
      this.input.pairings.filter(
        (p) => p.role === defect.role && p.defect === defect.name && mine.some(({ id }) => id === p.id),
      ),
      defect,
    )
    const paired = new Set(groups.flatMap((group) => group.map(({ id }) => id)))
    const related = mine.filter(
      (s) => !s.standing && !paired.has(s.id) && this.#judge.relations.of(s, defect) === 'row',
    )
    const swift = shuffled(
      related.filter((s) => !s.lasting),
      `${this.options.seed} ${defect.name}`,
    )
    const room = Math.max(1, this.options.related - paired.size)
    const batches = [
      swift.slice(room),
      related.filter((s) => s.lasting && !s.full),
      related.filter((s) => s.full),
    ]
    pursuit.rest.push(...batches.filter((batch) => batch.length > 0))
    const strangers = mine.filter((s) => this.#isStranger(s, defect))
    const beside = groups[0]?.length === 0 || !defect.kills ? [...strangers, ...swift.slice(0, room)] : []
    if (beside.length === 0 && swift.length > 0) pursuit.rest.unshift(swift.slice(0, room))
    return groups.map((group, i) => {
      const ids = [
        ...group.flatMap((p) => [p.id, ...p.with]),
        ...(i === 0 ? beside.map(({ id }) => id) : []),
        ...this.#standing(defect),
      ]
      const full = mine.some((s) => s.full && ids.includes(s.id))
      return this.#send(pursuit, jobOf(defect, group[0], [...new Set(ids)], full), false)
    })
  }

  /** Beside a device that may die at any moment nobody has a fair chance. */
  #isStranger(subject: Subject, defect: Defect): boolean {
    return (
      !defect.kills &&
      !subject.standing &&
      !subject.lasting &&
      this.#judge.relations.of(subject, defect) === undefined &&
      isSampled(`${defect.name} ${subject.id}`, this.options.sample, this.options.seed)
    )
  }

  #standing({ role }: Defect): readonly string[] {
    return this.input.subjects.filter((s) => s.standing && s.role === role).map(({ id }) => id)
  }

  #send(pursuit: Pursuit, job: Job, again: boolean): Job {
    let name = again ? `${job.name}, again` : job.name
    for (let i = 2; this.#sent.has(name); i++) name = `${job.name}, ${i}`
    const named = { ...job, name }
    this.#sent.set(name, { pursuit, job: named, again })
    pursuit.open++
    return named
  }

  /** A case failed that has nothing to do with the defect, or one did not end as its table says. */
  #isOdd(defect: Defect, job: Job, result: JobResult): boolean {
    if (!result.calibrated) return false
    const missed = this.#judge.pairingsOf(defect, job).some((p) => !this.#judge.shows(p, result))
    return missed || this.#judge.unrelated(defect, result).length > 0
  }

  #isFound({ defect, traces }: Pursuit): boolean {
    return traces.some(({ result }) => !result.calibrated || this.#judge.kills(defect, result).length > 0)
  }
}

/**
 * Pairings by circumstances, the ordinary ones first; one empty group when there is none. Where the device dies of
 * the first, each is by itself.
 */
function grouped(pairings: readonly Pairing[], { kills }: Defect): readonly (readonly Pairing[])[] {
  if (kills && pairings.length > 0) return pairings.map((pairing) => [pairing])
  const keys = [...new Set(pairings.map(keyOf))].sort()
  return keys.length === 0 ? [[]] : keys.map((key) => pairings.filter((p) => keyOf(p) === key))
}

function jobOf(defect: Defect, of: Pairing | undefined, cases: readonly string[], full: boolean): Job {
  const { edition, legacy, off, oneLabel, factory, alone, behaviours = [] } = of ?? {}
  const key = keyOf(of ?? {})
  return {
    name: `${defect.role} ${defect.name}${key === '' ? '' : ` (${key})`}`,
    role: defect.role,
    defects: [defect.name],
    behaviours: Object.fromEntries(behaviours.map((text) => text.split('=', 2))),
    ...(edition !== undefined && { edition }),
    ...(legacy !== undefined && { legacy }),
    ...(off !== undefined && { off }),
    ...(oneLabel !== undefined && { oneLabel }),
    ...(factory !== undefined && { factory }),
    ...(alone !== undefined && { alone }),
    ...(full && { full }),
    cases,
  }
}
