import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { readJournal, reports, writeReports } from '../report/index.js'
import { testProfile } from './device.js'

const toldRun = fileURLToPath(new URL('told-run.js', import.meta.url))
const runs = 10
const momentsPerRun = 5
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

/** What a run had printed of its events by then, each after its journal had it. */
type Look = (told: readonly string[], dead: boolean) => Promise<void>

/**
 * Runs until so many events have been told, freezes the run wherever it is by then, looks, lets it go on to the next
 * of these moments, and kills it with SIGKILL at the last. What a frozen process has written is what it would leave
 * when killed there. Gives how often it was caught before its end.
 */
async function catchAt(journal: string, moments: readonly number[], look: Look): Promise<number> {
  const child = spawn(process.execPath, [toldRun, journal, '4'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 60_000, // it must not outlive a test that gave up
  })
  const over = new Promise<NodeJS.Signals | null>((done) => child.once('close', (_, signal) => done(signal)))
  const waiting = [...moments].sort((a, b) => a - b)
  const lines: string[] = []
  let rest = ''
  let caught = 0
  for await (const part of child.stdout.setEncoding('utf8')) {
    const whole = (rest + String(part)).split('\n')
    rest = whole.pop() ?? ''
    lines.push(...whole)
    while (waiting[0] !== undefined && lines.length >= waiting[0] && child.exitCode === null) {
      waiting.shift()
      if (waiting.length === 0) child.kill('SIGKILL')
      else if (await frozen(child)) {
        caught++
        await look(lines, false)
        child.kill('SIGCONT')
      }
    }
  }
  if ((await over) === 'SIGKILL') caught++
  await look(lines, true)
  return caught
}

async function frozen(child: ChildProcess): Promise<boolean> {
  child.kill('SIGSTOP')
  while (child.exitCode === null && child.signalCode === null) {
    const state = /\) (\w)/.exec(readFileSync(`/proc/${child.pid}/stat`, 'utf8'))?.[1]
    if (state === 'T') return true
    if (state === 'Z') break
    await new Promise((done) => setTimeout(done, 1))
  }
  return false
}

describe('a run that is killed', function () {
  this.timeout(120_000)
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-killed-'))
  after(() => rmSync(folder, { recursive: true, force: true }))

  it(`at ${runs * momentsPerRun} random moments loses at most what was in flight`, async () => {
    let events = 0
    await catchAt(join(folder, 'whole.ndjson'), [], async (told) => {
      events = told.length
    })
    expect(events).to.be.above(200)
    const random = numbersFrom(seed)
    let caught = 0
    for (let run = 0; run < runs; run++) {
      const journal = join(folder, `${run}.ndjson`)
      const moments = Array.from({ length: momentsPerRun }, () => 1 + Math.floor(random() * (events - 1)))
      caught += await catchAt(journal, moments, (told, dead) => expectNothingLost(journal, told, dead))
    }
    // One that is to be caught among its last events may be over by then.
    expect(caught).to.be.at.least((runs * momentsPerRun) / 2)
  })

  it('has all its reports', async () => {
    let told = 0
    await catchAt(join(folder, 'journal.ndjson'), [100], async (lines) => {
      told = lines.length
    })
    expect(told).to.be.at.least(100)
    const run = await writeReports(folder)
    expect(run.complete).to.equal(false)
    expect(run.packets.length).to.be.above(20)
    for (const { file } of reports) expect(readFileSync(join(folder, file)).length).to.be.above(100)
    expect(readFileSync(join(folder, 'summary.md'), 'utf8')).to.include('The run did not end')
  })
})

/** The journal has every event that was told, word by word, and no case is lost but those that were running. */
async function expectNothingLost(journal: string, told: readonly string[], dead: boolean): Promise<void> {
  const written = readFileSync(journal, 'utf8').split('\n').slice(0, -1)
  expect(written.slice(0, told.length)).to.deep.equal(told)
  // Of a dead one everything it said has been heard.
  if (dead) expect(written.length - told.length, 'written, not told').to.be.within(0, 1)
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
