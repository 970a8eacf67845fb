import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { killRun } from '../dev/killed.js'
import { type Lab, labProblem, withLab } from '../dev/lab-bench.js'
import { type CaseEnd, exitCode, type JournalEvent } from '../model/index.js'
import { JournalError, readJournal, reports } from '../report/index.js'
import { seeded } from '../wire/testdata/octets.js'
import { wordFailure } from './failure.js'
import { readable, requireJournal } from './report.js'

const SOME = ['--case', 'LMA-8278-BID-*', '--quiet']
const SEED = 20_180_108

/** Results written in whole lines of these octets; what a reader of the journal must know at least. */
function endedIn(octets: Buffer): ReadonlyMap<string, CaseEnd> {
  const lines = octets.toString('utf8').split('\n').slice(0, -1)
  const events = lines.map((line) => JSON.parse(line) as JournalEvent)
  return new Map(events.flatMap((e) => (e.event === 'case-end' ? [[e.id, e] as const] : [])))
}

describe('report of a killed run', () => {
  before(function () {
    const problem = labProblem()
    if (problem === undefined) return
    if (process.env.CI === 'true') throw new Error(problem)
    this.skip()
  })

  it('keeps every verdict that was written before the cut, at 50 random octets', () =>
    withLab({}, async (lab) => {
      const out = join(lab.folder, 'whole')
      const whole = await lab.run(['run', '--profile', lab.profile(), '--out', out, ...SOME])
      expect(whole.code, whole.stdout + whole.stderr).to.equal(0)
      const journal = readFileSync(join(out, 'journal.ndjson'))
      const begun = journal.indexOf('\n') + 1
      const planned = journal.indexOf('\n', begun) + 1
      const cut = join(lab.folder, 'cut.ndjson')
      let inCases = 0
      const random = seeded(SEED)
      for (let n = 0; n < 50; n++) {
        const at = random(journal.length)
        writeFileSync(cut, journal.subarray(0, at))
        if (at < begun - 1) {
          const error = await readJournal(cut).catch((reason: unknown) => reason)
          expect(error).to.be.instanceOf(JournalError).with.property('message').that.includes('no run-start')
          continue
        }
        const run = await readJournal(cut)
        expect(exitCode(run), `cut at ${at}`).to.equal(3)
        expect(run.complete).to.equal(false)
        const ended = endedIn(journal.subarray(0, at))
        if (at >= planned) inCases++
        for (const result of run.cases)
          expect(result.verdict, `${result.id}, cut at ${at}`).to.equal(
            ended.get(result.id)?.verdict ?? 'not-run',
          )
      }
      expect(inCases, 'cuts after the plan').to.be.greaterThan(10)
      await redrawn(lab, journal.subarray(0, planned + Math.floor((journal.length - planned) / 2)))
      expect((await lab.run(['report', out])).code, 'a whole run').to.equal(0)
    }))

  it('bears a real kill -9 at several moments', () =>
    withLab({}, async (lab) => {
      const words = ['run', '--profile', lab.profile(), '--lanes', '2', ...SOME]
      for (const [i, at] of [
        { event: 'packet', lines: 1 },
        { event: 'case-end', lines: 4 },
        { event: 'packet', lines: 110 },
      ].entries()) {
        const out = join(lab.folder, `killed-${i}`)
        expect(await killRun(lab, [...words, '--out', out], join(out, 'journal.ndjson'), at)).to.equal(true)
        const octets = readFileSync(join(out, 'journal.ndjson'))
        const { code, stdout, stderr } = await lab.run(['report', out])
        expect(code, stdout + stderr).to.equal(3)
        expect(stdout).to.contain('The run did not end')
        const { cases } = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as {
          cases: { id: string; verdict: string }[]
        }
        const ended = endedIn(octets)
        const open = cases.filter(({ verdict }) => verdict === 'not-run').length
        expect(open).to.equal(cases.length - ended.size)
        for (const { id, verdict } of cases) expect(verdict).to.equal(ended.get(id)?.verdict ?? 'not-run')
      }
    }))
})

describe('report', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pmipspec-report-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('says what it cannot read, and whose mistake that is', async () => {
    const journal = join(folder, 'journal.ndjson')
    const failure = async () =>
      readable(folder, () => readJournal(requireJournal(folder))).then(
        () => undefined,
        (error: unknown) => wordFailure(error),
      )
    expect(await failure())
      .to.include({ code: 2 })
      .with.property('message')
      .that.includes('no journal.ndjson')
    writeFileSync(journal, '{"event":"run-st')
    expect(await failure())
      .to.include({ code: 3 })
      .with.property('message')
      .that.includes('no run-start')
    writeFileSync(journal, 'tea\nmilk\n')
    expect(await failure())
      .to.include({ code: 2 })
      .with.property('message')
      .that.includes('journal line 1')
  })
})

/** Every report of a cut-off journal can be drawn by the command, and a second time the same. */
async function redrawn(lab: Lab, octets: Uint8Array): Promise<void> {
  const folder = join(lab.folder, 'half')
  mkdirSync(folder)
  writeFileSync(join(folder, 'journal.ndjson'), octets)
  const first = await lab.run(['report', folder])
  expect(first.code, first.stdout + first.stderr).to.equal(3)
  const again = join(lab.folder, 'half-again')
  cpSync(folder, again, { recursive: true })
  expect((await lab.run(['report', again, '--json'])).stdout).to.equal(
    readFileSync(join(folder, 'run.json'), 'utf8'),
  )
  for (const { file } of reports)
    expect(readFileSync(join(again, file)).equals(readFileSync(join(folder, file))), file).to.equal(true)
}
