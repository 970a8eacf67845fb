import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { parse } from 'yaml'
import { type Lab, labProblem, withLab } from './lab-bench.js'

const failing = 'LMA-8278-BID-03'
const passing = 'LMA-8278-BID-01'
const known = { case: failing, owner: 'jane', reason: 'known', issue: '#1', expires: '2026-12-31' }

describe('waivers of a run', () => {
  before(function () {
    const problem = labProblem()
    if (problem === undefined) return
    if (process.env.CI === 'true') throw new Error(problem)
    console.log(`      skipped, ${problem}`)
    this.skip()
  })

  it('decide the exit code, and are redrawn from the journal', async () => {
    await withLab({ serve: ['--defect', 'bid-255-accepted'] }, async (lab) => {
      const bare = await run(lab, [])
      expect(bare).to.include({ code: 1, waived: false })
      const entry = /^ +(- \{ case: .*)$/m.exec(bare.stdout)?.[1] ?? ''
      const [pasted] = parse(entry) as [{ expires: string; signature: string }]
      expect(pasted).to.include({ case: failing, expires: '2026-09-29' })

      const byEntry = await run(lab, [pasted])
      expect(byEntry).to.include({ code: 0, waived: true })
      expect(byEntry.stdout).to.include(`~ ${failing} waived until 2026-09-29, your name`)
      const again = await lab.run(['report', byEntry.out])
      expect(again.code).to.equal(0)
      expect(readFileSync(join(byEntry.out, 'junit.xml'), 'utf8')).to.include(
        '<skipped message="waived until',
      )

      const expired = await run(lab, [{ ...known, expires: '2026-06-30' }])
      expect(expired).to.include({ code: 1, waived: false })
      expect(expired.stdout).to.include('expired on 2026-06-30')

      const unused = await run(lab, [known, { ...known, case: passing }])
      expect(unused).to.include({ code: 1, waived: true })
      expect(unused.stdout).to.include(`${passing} passes all the same`).and.include('Waivers to put right')

      const other = await run(lab, [{ ...known, signature: 'no-such-finding' }])
      expect(other).to.include({ code: 1, waived: false })
      expect(other.stdout.replace(/\s+/g, ' ')).to.include(`${failing} fails with ${pasted.signature}`)

      const glob = { ...known, case: 'LMA-8278-BID-*' }
      const elsewhere = { ...known, case: 'LMA-8278-DEREG-*' }
      expect(await run(lab, [glob, elsewhere])).to.include({ code: 0, waived: true })
    })
  })

  it('are judged on a day of the calendar only', async () => {
    await withLab({}, async (lab) => {
      const ended = await lab.run(['run', '--profile', lab.profile(), '--waivers-as-of', '2026-02-30'])
      expect(ended.code).to.equal(2)
      expect(ended.stderr).to.include('a day of the calendar')
    })
  })
})

let runs = 0

/** How a run of two cases ends on 1 July 2026. */
async function run(lab: Lab, waivers: readonly object[]) {
  const out = join(lab.folder, `waivers-${++runs}`)
  const words = [
    '--case',
    failing,
    '--case',
    passing,
    '--waivers-as-of',
    '2026-07-01',
    '--quiet',
    '--out',
    out,
  ]
  const { code, stdout, stderr } = await lab.run(['run', '--profile', lab.profile({ waivers }), ...words])
  expect(stderr).to.equal('')
  const json = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as {
    readonly cases: readonly { readonly id: string; readonly verdict: string; readonly waiver?: object }[]
  }
  const result = json.cases.find(({ id }) => id === failing)
  expect(result?.verdict).to.equal('fail')
  return { code, stdout, out, waived: result?.waiver !== undefined }
}
