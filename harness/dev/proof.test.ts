import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { packageRoot } from '../cli/package-root.js'
import { proofInput, selectProof } from '../cli/prove-input.js'
import type { JobResult } from '../run/prove/job.js'
import type { ProofInput } from '../run/prove/judge.js'
import { scoreOf } from '../run/prove/proof.js'
import { Prover } from '../run/prove/prover.js'
import { proveJobs } from './prove-jobs.js'

type Score = ReturnType<typeof scoreOf>

const run = promisify(execFile)

/** Runs `pmipspec prove --json`; several labs wait for timers while one computes. */
async function prove(...words: readonly string[]): Promise<{ readonly code: number; readonly score: Score }> {
  const main = join(packageRoot, 'dist', 'harness', 'cli', 'main.js')
  const { code, stdout } = await run(process.execPath, [main, 'prove', '--json', '--labs', '8', ...words], {
    maxBuffer: 2 ** 28,
  }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { readonly code: number; readonly stdout: string }) => error,
  )
  return { code, score: JSON.parse(stdout) as Score }
}

describe('proof of the suite', function () {
  this.timeout(900_000)
  let all: ProofInput
  let score: Score

  before(async () => {
    all = await proofInput(['lma', 'mag'])
    score = (await prove('--quick')).score
  })

  it('every case and rule has a defect in its table, and finds it', () => {
    const unfound = (d: string, role: string) =>
      all.defects.some((o) => o.role === role && o.name === d && o.unfound !== undefined)
    const excusedCases = new Set(all.pairings.filter((p) => unfound(p.defect, p.role)).map(({ id }) => id))
    const inTables = new Set(all.pairings.map((p) => `${p.role} ${p.id}`))
    const missing = all.subjects.filter(({ role, id }) => !inTables.has(`${role} ${id}`)).map(({ id }) => id)
    expect(missing).to.deep.equal([])
    expect(score.withoutDefect.filter((id) => !excusedCases.has(id))).to.deep.equal([])
  })

  it('the tables name cases, rules and defects that there are', () => {
    const ids = new Set(all.subjects.map(({ role, id }) => `${role} ${id}`))
    const names = new Set(all.defects.map(({ role, name }) => `${role} ${name}`))
    const strays = all.pairings.filter(
      (p) => !ids.has(`${p.role} ${p.id}`) || !names.has(`${p.role} ${p.defect}`),
    )
    expect(strays.map(({ id }) => id)).to.deep.equal([])
  })

  it('every defect of a rule that is tested is found, or it is said why not', () => {
    const everyday = all.subjects.filter(({ full }) => !full)
    const tested = new Set(everyday.flatMap((s) => s.requirements.map((row) => `${s.role} ${row}`)))
    const byLongCase = new Set(
      all.pairings
        .filter((p) => all.subjects.some((s) => s.role === p.role && s.id === p.id && s.full))
        .map((p) => `${p.role}/${p.defect}`),
    )
    const excused = all.defects
      .filter((d) => d.unfound !== undefined || !d.breaks.some((row) => tested.has(`${d.role} ${row}`)))
      .map((d) => `${d.role}/${d.name}`)
    const open = score.survivors.filter((name) => !excused.includes(name) && !byLongCase.has(name))
    expect(open).to.deep.equal([])
  })

  it('what is said to be unfound is', () => {
    const said = all.defects.filter((d) => d.unfound !== undefined)
    expect(score.defects, 'one that is found counts').to.equal(all.defects.length - said.length)
  })

  it('no case fails for a defect that is none of its business', () => {
    expect(score.unrelated).to.deep.equal([])
  })
})

describe('what a proof finds wanting', () => {
  it('without the case that finds it a defect survives', async () => {
    const found = await prove('--defect', 'bid-0-accepted', '--case', 'LMA-8278-BID-0[1-3]')
    expect(found).to.deep.include({ code: 0 })
    expect(found.score).to.deep.equal({
      ...{ defects: 1, killed: 1, survivors: [], cases: 1, withoutDefect: [], unrelated: [] },
    })
    const { code, score } = await prove('--defect', 'bid-0-accepted', '--case', 'LMA-8278-BID-03')
    expect(code).to.equal(4)
    expect(score).to.deep.include({ defects: 1, killed: 0, survivors: ['lma/bid-0-accepted'] })
  })

  it('a case that fails for a rule it is not held against is told', async () => {
    const all = await proofInput(['lma'])
    const some = selectProof(all, { defects: ['bid-0-accepted'], cases: ['LMA-8278-BID-0[12]'], full: false })
    const planted = {
      ...some,
      defects: some.defects.map((defect) => ({ ...defect, breaks: ['6275/6.1.1-02'] })),
      pairings: [{ role: 'lma', id: 'LMA-8278-BID-01', defect: 'bid-0-accepted', with: [], verdict: 'fail' }],
    } as const
    const proof = await proofOf(planted)
    expect(proof.unrelated.map((stray) => stray.case)).to.deep.equal(['LMA-8278-BID-02'])
    expect(proof).to.deep.include({ withoutDefect: ['LMA-8278-BID-01'], survivors: ['lma/bid-0-accepted'] })
  })
})

/** A proof by the same devices, of input that the command would not take. */
async function proofOf(input: ProofInput): Promise<Score> {
  const prover = new Prover(input, { related: 9, sample: 1, seed: 1 })
  let jobs = prover.jobs()
  while (jobs.length > 0) {
    const results: readonly JobResult[] = [...(await proveJobs(jobs)).values()]
    jobs = results.flatMap((result) => prover.take(result))
  }
  return scoreOf(prover.proof())
}
