/**
 * What all reports of a big run cost: `draw-bench.js FOLDER` draws them in a process of its own and prints milliseconds
 * and the most memory it ever had.
 */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bigRun } from '../report/html/fixture.js'
import { writeReports } from '../report/index.js'
import { journalOf } from '../run/journal-of.js'

export interface Drawn {
  readonly ms: number
  /** Largest resident set, MB. */
  readonly mb: number
}

/** Draws every report of so many cases of 20 packets, each tenth failing, from a journal. */
export async function drawnReports(cases: number): Promise<Drawn> {
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-draw-'))
  try {
    const lines = journalOf(bigRun(cases)).map((event) => `${JSON.stringify(event)}\n`)
    writeFileSync(join(folder, 'journal.ndjson'), lines.join(''))
    const child = fork(fileURLToPath(import.meta.url), [folder])
    return await new Promise<Drawn>((done, failed) => {
      child.once('message', (drawn) => done(drawn as Drawn))
      child.once('error', failed)
      child.once('exit', (code) => failed(new Error(`exit code ${code}`)))
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const begun = performance.now()
  await writeReports(process.argv[2] ?? '')
  const drawn: Drawn = {
    ms: Math.round(performance.now() - begun),
    mb: Math.round(process.resourceUsage().maxRSS / 1024),
  }
  process.send?.(drawn)
}
