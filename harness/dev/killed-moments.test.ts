import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { readJournal, reports, writeReports } from '../report/index.js'
import { testProfile } from './device.js'

const toldRun = fileURLToPath(new URL('told-run.js', import.meta.url))
const moments = 50
const seed = 20261128

/** Numbers below 1 that are the same in every test run (mulberry32). */
function numbersFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Told {
  /** Whole lines that the run printed, each after its journal had it. */
  readonly lines: readonly string[]
  readonly killed: boolean
}

/** Runs until so many events have been told, then kills it with SIGKILL wherever it is by then. */
function toldBy(journal: string, killAt = Number.POSITIVE_INFINITY): Promise<Told> {
  const child = spawn(process.execPath, [toldRun, journal, '4'], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  let count = 0
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part
    count += part.split('\n').length - 1
    if (count >= killAt) child.kill('SIGKILL')
  })
  return new Promise((done, failed) => {
    child.once('error', failed)
    child.once('close', (_, signal) =>
      done({ lines: text.split('\n').slice(0, -1), killed: signal === 'SIGKILL' }),
    )
  })
}

describe('a run that is killed', function () {
  this.timeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-killed-'))
  after(() => rmSync(folder, { recursive: true, force: true }))

  it(`at ${moments} random moments loses at most what was in flight`, async () => {
    const whole = await toldBy(join(folder, 'whole.ndjson'))
    expect(whole.killed).to.equal(false)
    const random = numbersFrom(seed)
    const waiting = Array.from({ length: moments }, () => 1 + Math.floor(random() * (whole.lines.length - 1)))
    let beforeItsEnd = 0
    const worker = async () => {
      for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
        const journal = join(folder, `${waiting.length}-${at}.ndjson`)
        const { lines, killed } = await toldBy(journal, at)
        if (killed) beforeItsEnd++
        await expectNothingLost(journal, lines)
      }
    }
    await Promise.all([worker(), worker()])
    // One that is told to die among its last events may be over by then.
    expect(beforeItsEnd).to.be.at.least(moments / 2)
  })

  it('has all its reports', async () => {
    const journal = join(folder, 'journal.ndjson')
    const { lines } = await toldBy(journal, 700)
    const run = await writeReports(folder)
    expect(run.complete).to.equal(false)
    expect(run.packets.length).to.be.above(100)
    expect(lines.length).to.be.at.least(700)
    for (const { file } of reports) expect(readFileSync(join(folder, file)).length).to.be.above(100)
    expect(readFileSync(join(folder, 'summary.md'), 'utf8')).to.include('The run did not end')
  })
})

/** The journal has every event that was told, word by word, and no case is lost but those that were running. */
async function expectNothingLost(journal: string, told: readonly string[]): Promise<void> {
  const written = readFileSync(journal, 'utf8').split('\n').slice(0, -1)
  expect(written.slice(0, told.length)).to.deep.equal(told)
  expect(written.length - told.length, 'written, not told').to.be.within(0, 1)
  const begun = new Set<string>()
  const ended = new Set<string>()
  for (const line of written) {
    const { event, id } = JSON.parse(line) as { event: string; id?: string }
    if (event === 'case-start' && id !== undefined) begun.add(id)
    if (event === 'case-end' && id !== undefined) ended.add(id)
  }
  const { cases } = await readJournal(journal)
  const lost = cases.filter(({ id, verdict }) => verdict === 'not-run' && begun.has(id))
  expect(lost.length).to.be.at.most(testProfile().lanes)
  for (const { id, verdict } of cases) expect(verdict === 'not-run', id).to.equal(!ended.has(id))
}
