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
const atATime = 4
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

/**
 * Kills a run with SIGKILL once it has told so many events; without a number it ends by itself. Gives what it had told,
 * and whether it was still running.
 */
async function killedAfter(events: number, journal: string) {
  const child = spawn(process.execPath, [toldRun, journal, '4'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 240_000, // it must not outlive a test that gave up
  })
  const over = new Promise<NodeJS.Signals | null>((done) => child.once('close', (_, signal) => done(signal)))
  const told: string[] = []
  let rest = ''
  for await (const part of child.stdout.setEncoding('utf8')) {
    const whole = (rest + String(part)).split('\n')
    rest = whole.pop() ?? ''
    told.push(...whole)
    if (told.length >= events) child.kill('SIGKILL')
  }
  return { told, killed: (await over) === 'SIGKILL' }
}

describe('a run that is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-killed-'))
  after(() => rmSync(folder, { recursive: true, force: true }))

  it(`at ${moments} random moments loses at most what was in flight`, async () => {
    const whole = await killedAfter(Number.POSITIVE_INFINITY, join(folder, 'whole.ndjson'))
    expect(whole.killed).to.equal(false)
    expect(whole.told.length).to.be.above(200)
    const random = numbersFrom(seed)
    const due = Array.from({ length: moments }, () => 1 + Math.floor(random() * (whole.told.length - 1)))
    let killed = 0
    const lane = async () => {
      for (let after = due.pop(); after !== undefined; after = due.pop()) {
        const journal = join(folder, `${due.length}.ndjson`)
        const end = await killedAfter(after, journal)
        if (end.killed) killed++
        await expectNothingLost(journal, end.told)
      }
    }
    await Promise.all(Array.from({ length: atATime }, lane))
    // One that is to be killed among its last events may be over by then.
    expect(killed).to.be.at.least((moments * 3) / 4)
  })

  it('has all its reports', async () => {
    const { told } = await killedAfter(100, join(folder, 'journal.ndjson'))
    expect(told.length).to.be.at.least(100)
    const run = await writeReports(folder)
    expect(run.complete).to.equal(false)
    expect(run.packets.length).to.be.above(20)
    for (const { file } of reports) expect(readFileSync(join(folder, file)).length).to.be.above(100)
    expect(readFileSync(join(folder, 'summary.md'), 'utf8')).to.include('The run did not end')
  })
})

/** The journal has every event that was told, word by word, and no case is lost but those that were running. */
async function expectNothingLost(journal: string, told: readonly string[]): Promise<void> {
  const written = readFileSync(journal, 'utf8').split('\n').slice(0, -1)
  expect(written.slice(0, told.length)).to.deep.equal(told)
  // Everything it said has been heard.
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
