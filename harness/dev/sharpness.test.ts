import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from 'chai'
import { packageRoot } from '../cli/package-root.js'
import { loadSuites } from '../cli/suites.js'
import type { Role } from '../model/index.js'
import type { PairInFull } from '../reference/pairs/pair.js'
import { lmaRules, magRules, type StandingRule } from '../rules/index.js'
import type { Job, JobResult } from '../run/prove/job.js'
import { proveJobs } from './prove-jobs.js'

interface Table {
  readonly pairs: Readonly<Record<string, string | PairInFull>>
}

const folder = join(packageRoot, 'dist', 'harness', 'reference', 'pairs')

/** The tables of a role, as one: by the id of a case or rule. */
async function pairsOf(role: Role): Promise<ReadonlyMap<string, PairInFull>> {
  const files = readdirSync(folder).filter((f) => f.endsWith('.js') && !['pair.js', 'reach.js'].includes(f))
  const mine = files.filter((f) => f.startsWith('mag-') === (role === 'mag'))
  const tables = await Promise.all(
    mine.map((f) => import(pathToFileURL(join(folder, f)).href) as Promise<Table>),
  )
  return new Map(
    tables
      .flatMap(({ pairs }) => Object.entries(pairs))
      .map(([id, pair]) => [id, typeof pair === 'string' ? { defect: pair } : pair]),
  )
}

function jobOf(role: Role, id: string, pair: PairInFull): Job {
  const { defect, with: stimuli = [], behaviours = [], warns, ...rest } = pair
  return {
    name: `${id} against ${[defect, ...behaviours].join(' with ')}`,
    role,
    defects: [defect],
    behaviours: Object.fromEntries(behaviours.map((text) => text.split('='))),
    cases: [id, ...stimuli],
    ...rest,
  }
}

/** Cases that apply only to a profile the embedded lab does not make: no defect of its device can show them to be sharp. */
const UNPROVEN: Readonly<Record<string, string>> = {
  'LMA-5847-HEARTBEAT-16': 'Heartbeats as they came; shown in virtual time beside this',
  'MAG-5847-HEARTBEAT-15': 'Heartbeats as they came; its body is that of the LMA',
  'MAG-8278-LABEL-05': 'two paths with one label',
}

function sharpness(role: Role, rules: readonly StandingRule[], pairs: ReadonlyMap<string, PairInFull>): void {
  describe(`sharpness: a rule that the reference ${role.toUpperCase()} breaks is found`, () => {
    const ordinary = [...pairs]
      .filter(([, pair]) => pair.full !== true)
      .map(([id, pair]) => ({ id, job: jobOf(role, id, pair), expected: pair.warns ? 'warn' : 'fail' }))
    let results: ReadonlyMap<string, JobResult>

    before(async function () {
      this.timeout(600_000)
      results = await proveJobs(ordinary.map(({ job }) => job))
    })

    for (const { id, job, expected } of ordinary)
      it(job.name, () => {
        const result = results.get(job.name)
        const ended = result?.cases.find((c) => c.id === id)
        const why = `${ended?.reason ?? 'no result'} ${result?.troubles.join(' ') ?? ''}`
        expect(ended?.verdict, why).to.equal(expected)
      })
  })

  describe(`sharpness: completeness for the ${role.toUpperCase()}`, () => {
    it('every case and rule has a defect that it finds', async () => {
      const ids = [...(await loadSuites(role)), ...rules].map((c) => c.id)
      expect(ids.filter((id) => !pairs.has(id) && UNPROVEN[id] === undefined)).to.deep.equal([])
      expect(Object.keys(UNPROVEN).filter((id) => pairs.has(id))).to.deep.equal([])
      expect([...pairs.keys()].filter((id) => !ids.includes(id))).to.deep.equal([])
    })
  })
}

sharpness('lma', lmaRules, await pairsOf('lma'))
sharpness('mag', magRules, await pairsOf('mag'))
