import { expect } from 'chai'
import { loadSuites } from '../cli/suites.js'
import type { Role } from '../model/index.js'
import { alternatives, behaviourChoices, magAlternatives, magBehaviourChoices } from '../reference/index.js'
import type { Job, JobResult } from '../run/prove/job.js'
import { proveJobs } from './prove-jobs.js'

interface Alternative {
  readonly name: string
  readonly choice: string
}

type Questions = Readonly<Record<string, { readonly choices: readonly string[] }>>

const plain = { defects: [], behaviours: {}, cases: [] } as const
/** Departures in one job: each costs a whole run of the suite. */
const TOGETHER = 4

/** Puts departures into groups, no two of one question in a group. */
function grouped(all: readonly Alternative[]): readonly (readonly Alternative[])[] {
  const groups: Alternative[][] = []
  for (const alternative of all) {
    const free = groups.find(
      (group) => group.length < TOGETHER && group.every(({ name }) => name !== alternative.name),
    )
    if (free === undefined) groups.push([alternative])
    else free.push(alternative)
  }
  return groups
}

/** Each permitted behaviour beside some others; `run --behaviour` with those of the name tells which one it was. */
function departures(role: Role, all: readonly Alternative[]): readonly Job[] {
  return grouped(all).map((group) => ({
    ...plain,
    name: group.map(({ name, choice }) => `${name}=${choice}`).join(' '),
    role,
    behaviours: Object.fromEntries(group.map(({ name, choice }) => [name, choice])),
    quick: true,
  }))
}

/** A device that is slow makes a run take minutes: it has jobs of its own, each with some of the cases. */
const SLOW: Alternative = { name: 'answer-delay', choice: '700' }
const SLOW_JOBS = 4

async function slow(): Promise<readonly Job[]> {
  const ids = (await loadSuites('lma')).map(({ id }) => id)
  return Array.from({ length: SLOW_JOBS }, (_, k) => ({
    ...plain,
    name: `${SLOW.name}=${SLOW.choice}, part ${k + 1} of ${SLOW_JOBS}`,
    behaviours: { [SLOW.name]: SLOW.choice },
    cases: ids.filter((_id, i) => i % SLOW_JOBS === k),
    quick: true,
  }))
}

/**
 * Devices that depart from ours in everything at once, but for the slow one: the k-th takes the k-th choice of each
 * question.
 */
function mixed(role: Role, questions: Questions): readonly Job[] {
  const most = Math.max(...Object.values(questions).map(({ choices }) => choices.length))
  return Array.from({ length: most - 1 }, (_, k) => ({
    ...plain,
    name: `the other choice in everything, ${k + 1}`,
    role,
    behaviours: Object.fromEntries(
      Object.entries(questions)
        .filter(([name]) => name !== SLOW.name)
        .map(([name, { choices }]) => [name, choices[(k + 1) % choices.length] ?? '']),
    ),
    quick: true,
  }))
}

function fairness(role: Role, jobs: readonly Job[]): void {
  describe(`fairness: what the RFCs allow an ${role.toUpperCase()} fails no case`, () => {
    let results: ReadonlyMap<string, JobResult>

    before(async function () {
      this.timeout(600_000)
      results = await proveJobs(jobs)
    })

    for (const { name } of jobs)
      it(name, () => {
        const { cases, troubles } = results.get(name) ?? { cases: [], troubles: ['no result'] }
        const blamed = cases.filter((c) => ['fail', 'error', 'not-run'].includes(c.verdict))
        expect([...troubles, ...blamed.map((c) => `${c.id} ${c.verdict}: ${c.reason}`)]).to.deep.equal([])
      })
  })
}

fairness('lma', [
  { ...plain, name: 'our choices' },
  { ...plain, name: 'a legacy LMA', legacy: true },
  { ...plain, name: 'an LMA that has multipath switched off', off: true, quick: true },
  { ...plain, name: 'an LMA of draft-06', edition: 'draft-06' },
  ...(await slow()),
  ...departures(
    'lma',
    alternatives().filter(({ name, choice }) => name !== SLOW.name || choice !== SLOW.choice),
  ),
  ...mixed('lma', behaviourChoices),
])

fairness('mag', [
  { ...plain, name: 'our choices', role: 'mag' },
  { ...plain, name: 'a MAG without multipath', role: 'mag', legacy: true, quick: true },
  { ...plain, name: 'a MAG of draft-06', role: 'mag', edition: 'draft-06', quick: true },
  ...departures('mag', magAlternatives()),
  ...mixed('mag', magBehaviourChoices),
])
