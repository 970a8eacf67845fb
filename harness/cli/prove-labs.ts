import type { ChildProcess } from 'node:child_process'
import { setMaxListeners } from 'node:events'
import { ended, spawnInLab } from '../lab/index.js'
import { ExitCode, type Role } from '../model/index.js'
import type { Job, JobResult } from '../run/prove/job.js'
import { CommandFailure } from './failure.js'

/** Jobs that follow from a result. */
type Further = (result: JobResult) => readonly Job[]

/** What a lab says over its channel. */
export type LabWord = { readonly ready: true } | { readonly result: JobResult }

/**
 * Runs jobs in several labs at once, each with a reference device of its own: exchanges wait more than they compute.
 * A lab takes the next job when it is done with one, of the role its device has while there is any. Results come in
 * the order in which they are there.
 */
export async function runInLabs(
  jobs: readonly Job[],
  labs: number,
  take: Further = () => [],
): Promise<readonly JobResult[]> {
  const queue = [...jobs]
  const results: JobResult[] = []
  let running = 0
  const idle = new Set<Lab>()
  const all: Lab[] = []
  const feed = () => {
    for (const lab of [...idle]) {
      const next = queue.findIndex((job) => (job.role ?? 'lma') === lab.role)
      const [job] = queue.splice(Math.max(0, next), 1)
      if (job === undefined) break
      idle.delete(lab)
      running++
      lab.give(job)
    }
    if (running === 0 && queue.length === 0) for (const lab of all) lab.end()
  }
  setMaxListeners(labs + 10, process) // each lab gets the signals that we get, and ends
  let interrupted = false
  const interrupt = () => {
    interrupted = true
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.once(signal, interrupt)
  const roles = rolesOf(jobs, Math.min(labs, jobs.length))
  await Promise.all(
    roles.map((role) => {
      const lab = new Lab(role, (word) => {
        if ('result' in word) {
          running--
          results.push(word.result)
          queue.push(...take(word.result))
        }
        idle.add(lab)
        feed()
      })
      all.push(lab)
      return lab.over
    }),
  )
    .catch((error) => {
      for (const lab of all) lab.kill()
      throw interrupted ? new CommandFailure('the proof was interrupted', ExitCode.undecided) : error
    })
    .finally(() => {
      for (const signal of signals) process.off(signal, interrupt)
    })
  return results
}

/** With which role each lab begins: as many of each as there are jobs for. */
function rolesOf(jobs: readonly Job[], labs: number): readonly Role[] {
  const forMag = jobs.filter(({ role }) => role === 'mag').length
  const magLabs = forMag === 0 ? 0 : Math.max(1, Math.round((labs * forMag) / jobs.length))
  return Array.from({ length: labs }, (_, i): Role => (i < labs - magLabs ? 'lma' : 'mag'))
}

/** A process in a network namespace of its own that runs one job at a time. */
class Lab {
  readonly #child: ChildProcess
  /** Resolves when the lab has ended as it was told to. */
  readonly over: Promise<void>
  #ending = false

  constructor(
    public role: Role,
    onWord: (word: LabWord) => void,
  ) {
    this.#child = spawnInLab(['prove', '--worker'], 'pipe')
    this.#child.stdout?.resume()
    this.#child.on('message', (word) => onWord(word as LabWord))
    this.over = ended(this.#child).then((code) => {
      if (code !== 0 || !this.#ending)
        throw new CommandFailure(`a lab of \`prove\` ended with exit code ${code}`, ExitCode.suiteFault)
    })
  }

  give(job: Job): void {
    this.role = job.role ?? 'lma'
    this.#child.send(job)
  }
  end(): void {
    this.#ending = true
    if (this.#child.connected) this.#child.disconnect()
  }
  kill(): void {
    this.#child.kill('SIGTERM')
  }
}
