import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from 'chai'
import { packageRoot } from '../cli/package-root.js'
import { loadSuites } from '../cli/suites.js'
import { lmaRules } from '../rules/index.js'
import type { Job, JobResult } from '../run/prove/job.js'
import { proveJobs } from './prove-jobs.js'
import type { Pair } from './sharpness/pair.js'

const folder = join(packageRoot, 'dist', 'harness', 'dev', 'sharpness')
const tables = readdirSync(folder).filter((f) => /^(?!mag-|pair\.).*\.js$/.test(f))
const pairs: Record<string, Pair> = {}
for (const table of tables) {
  const module = (await import(pathToFileURL(join(folder, table)).href)) as { pairs: Record<string, Pair> }
  Object.assign(pairs, module.pairs)
}

function jobOf(id: string, pair: Pair): Job {
  const { defect, with: stimuli = [], ...rest } = typeof pair === 'string' ? { defect: pair } : pair
  return {
    name: `${id} against ${defect}`,
    defects: [defect],
    behaviours: {},
    cases: [id, ...stimuli],
    ...rest,
  }
}

describe('sharpness: a broken rule is found', () => {
  const ordinary = Object.entries(pairs).filter(([, pair]) => typeof pair === 'string' || pair.full !== true)
  let results: ReadonlyMap<string, JobResult>

  before(async function () {
    this.timeout(300_000)
    results = await proveJobs(ordinary.map(([id, pair]) => jobOf(id, pair)))
  })

  for (const [id, pair] of ordinary) {
    const { name } = jobOf(id, pair)
    it(name, () => {
      const result = results.get(name)
      const ended = result?.cases.find((c) => c.id === id)
      expect(
        ended?.verdict,
        `${ended?.reason ?? 'no result'} ${result?.troubles.join(' ') ?? ''}`,
      ).to.be.oneOf(['fail', 'warn'])
    })
  }
})

describe('sharpness: completeness', () => {
  it('every case and rule has a defect that it finds', async () => {
    const ids = [...(await loadSuites('lma')), ...lmaRules].map((c) => c.id)
    expect(ids.filter((id) => pairs[id] === undefined)).to.deep.equal([])
    expect(Object.keys(pairs).filter((id) => !ids.includes(id))).to.deep.equal([])
  })
})
