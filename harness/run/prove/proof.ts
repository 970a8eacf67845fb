import type { Role } from '../../model/index.js'
import type { Job, JobCase, JobResult } from './job.js'
import type { Judge, ProofInput } from './judge.js'
import type { Defect } from './relation.js'

/** A job, and what came of it. */
export interface Trace {
  readonly job: Job
  readonly result: JobResult
  /** It was run a second time, as the first had something odd. */
  readonly again: boolean
}

export interface ProvenDefect {
  readonly role: Role
  readonly name: string
  readonly what: string
  readonly breaks: readonly string[]
  /** Ids of the cases and rules that find it, sorted. */
  readonly killedBy: readonly string[]
  /** Why it could not be tested, where that is how it is found: no case was run. */
  readonly calibration?: string
  /** Why no case finds it, where that is known. */
  readonly unfound?: string
}

export interface ProvenCase {
  readonly role: Role
  readonly id: string
  /** Defects that it finds, those of its table first. */
  readonly finds: readonly string[]
  /** It ends as its table says for each defect it has there, and finds one. */
  readonly proven: boolean
}

/** A case that failed for a defect that is none of its business. */
export interface Stray {
  readonly role: Role
  readonly defect: string
  readonly case: string
  readonly verdict: JobCase['verdict']
  readonly reason: string
}

/** The kill matrix, and what is not as it should be. */
export interface Proof {
  readonly defects: readonly ProvenDefect[]
  readonly cases: readonly ProvenCase[]
  readonly unrelated: readonly Stray[]
  /** What did not happen again when it was tried once more: noise of a busy host, or a fault that comes and goes. */
  readonly unsteady: readonly string[]
  /** Faults of the suite or the lab, which leave the proof undecided. */
  readonly troubles: readonly string[]
}

export function foldProof(
  { subjects, pairings, partial, defects: known }: ProofInput,
  judge: Judge,
  pursuits: readonly { readonly defect: Defect; readonly traces: readonly Trace[] }[],
): Proof {
  const defects = pursuits.map(({ defect, traces }) => provenDefect(defect, traces, judge))
  const missed = new Set<string>()
  const unsteady: string[] = []
  for (const { defect, traces } of pursuits)
    for (const pairing of pairings.filter((p) => p.role === defect.role && p.defect === defect.name)) {
      const mine = traces.filter(({ job }) => judge.pairingsOf(defect, job).includes(pairing))
      const right = mine.filter(({ result }) => judge.shows(pairing, result))
      if (right.length === 0) missed.add(`${pairing.role} ${pairing.id}`)
      if (right.length > 0 && right.length < mine.length)
        unsteady.push(`${pairing.id} found ${defect.name} at the second attempt only`)
    }
  const strays = pursuits.map(({ defect, traces }) => straysOf(defect, traces, judge))
  const inTable = new Set(
    pairings
      .filter((p) => known.some(({ role, name }) => role === p.role && name === p.defect))
      .map((p) => `${p.role} ${p.id}`),
  )
  const expected = subjects.filter(({ role, id }) => !partial || inTable.has(`${role} ${id}`))
  const cases = expected.map(({ role, id }): ProvenCase => {
    const finds = defects.filter((d) => d.role === role && d.killedBy.includes(id)).map((d) => d.name)
    const key = `${role} ${id}`
    return { role, id, finds, proven: inTable.has(key) ? !missed.has(key) : finds.length > 0 }
  })
  return {
    defects,
    cases,
    unrelated: strays.flatMap(({ twice }) => twice),
    unsteady: [
      ...unsteady,
      ...strays.flatMap(({ once }) => once).map((s) => `${s.case} failed once for ${s.defect}: ${s.reason}`),
    ],
    troubles: pursuits.flatMap(({ traces }) => traces.flatMap(troublesOf)),
  }
}

function provenDefect(defect: Defect, traces: readonly Trace[], judge: Judge): ProvenDefect {
  const { role, name, what, breaks, unfound } = defect
  const killedBy = new Set(traces.flatMap(({ result }) => judge.kills(defect, result).map(({ id }) => id)))
  const [untestable] = traces.flatMap(({ result }) => (result.calibrated ? [] : result.troubles))
  return {
    role,
    name,
    what,
    breaks,
    killedBy: [...killedBy].sort(),
    ...(untestable !== undefined && { calibration: untestable }),
    ...(unfound !== undefined && { unfound }),
  }
}

function straysOf(defect: Defect, traces: readonly Trace[], judge: Judge) {
  const twice: Stray[] = []
  const once: Stray[] = []
  for (const { job, result, again } of traces) {
    if (again) continue
    const second = traces.find((t) => t.again && t.job.name === `${job.name}, again`)
    const strays = judge.unrelated(defect, result)
    const confirmed = new Set(second && judge.unrelated(defect, second.result).map(({ id }) => id))
    for (const { id, verdict, reason } of strays)
      (confirmed.has(id) ? twice : once).push({
        role: defect.role,
        defect: defect.name,
        case: id,
        verdict,
        reason,
      })
  }
  return { twice, once }
}

/** That a device cannot be tested is how some defects are found; anything else should not happen. */
function troublesOf({ job, result }: Trace): readonly string[] {
  const errors = result.cases.filter(({ verdict }) => verdict === 'error')
  return [
    ...(result.calibrated ? result.troubles : []).map((trouble) => `${job.name}: ${trouble}`),
    ...errors.map(({ id, reason }) => `${job.name}: ${id}: ${reason}`),
  ]
}

const nameOf = ({ role, name }: ProvenDefect) => `${role}/${name}`

/**
 * The score: what `prove --json` prints, and what decides its exit code. What nothing can show counts only when it is
 * found after all.
 */
export function scoreOf({ defects: all, cases, unrelated }: Proof) {
  const defects = all.filter((d) => d.unfound === undefined || d.killedBy.length > 0)
  const survivors = defects.filter((d) => d.killedBy.length === 0 && d.calibration === undefined)
  return {
    defects: defects.length,
    killed: defects.length - survivors.length,
    survivors: survivors.map(nameOf),
    cases: cases.length,
    withoutDefect: cases.filter(({ proven }) => !proven).map(({ id }) => id),
    unrelated,
  }
}
