import { expect } from 'chai'
import { alternatives, behaviourChoices } from '../reference/behaviours.js'
import type { Job, JobResult } from '../run/prove/job.js'
import { proveJobs } from './prove-jobs.js'

const plain = { defects: [], behaviours: {}, cases: [] } as const

/** Each permitted behaviour by itself. */
const single: readonly Job[] = alternatives().map(({ name, choice }) => ({
  ...plain,
  name: `${name}=${choice}`,
  behaviours: { [name]: choice },
  quick: true,
}))

/** Devices that depart from ours in everything at once: the k-th takes the k-th choice of each question. */
const most = Math.max(...Object.values(behaviourChoices).map(({ choices }) => choices.length))
const mixed: readonly Job[] = Array.from({ length: most - 1 }, (_, k) => ({
  ...plain,
  name: `the other choice in everything, ${k + 1}`,
  behaviours: Object.fromEntries(
    Object.entries(behaviourChoices).map(([name, { choices }]) => [
      name,
      choices[(k + 1) % choices.length] ?? '',
    ]),
  ),
  quick: true,
}))

const kinds: readonly Job[] = [
  { ...plain, name: 'our choices' },
  { ...plain, name: 'a legacy LMA', legacy: true },
  { ...plain, name: 'an LMA of draft-06', edition: 'draft-06' },
]

describe('fairness: what the RFCs allow fails no case', () => {
  let results: ReadonlyMap<string, JobResult>

  before(async function () {
    this.timeout(600_000)
    results = await proveJobs([...kinds, ...single, ...mixed])
  })

  for (const { name } of [...kinds, ...single, ...mixed])
    it(name, () => {
      const { cases, troubles } = results.get(name) ?? { cases: [], troubles: ['no result'] }
      const blamed = cases.filter((c) => ['fail', 'error', 'not-run'].includes(c.verdict))
      expect([...troubles, ...blamed.map((c) => `${c.id} ${c.verdict}: ${c.reason}`)]).to.deep.equal([])
    })
})
