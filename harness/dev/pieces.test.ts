import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Run } from '../model/index.js'
import { readJournal } from '../report/index.js'
import { countEvents, killRun } from './killed.js'
import { type Lab, labProblem, withLab } from './lab-bench.js'

const SOME = ['--case', 'LMA-8278-BID-*', '--case', 'LMA-5213-PBA-0[1-4]', '--seed', '4', '--quiet']

function verdicts(run: Run): readonly string[] {
  return run.cases.map(({ id, verdict, blame }) => `${id} ${verdict} ${blame ?? ''}`)
}

/** Each frame a case names is a packet of that case, and each packet has its place in the capture. */
function expectFramesRight(run: Run): void {
  const packets = new Map(run.packets.map((packet) => [packet.frame, packet]))
  expect(packets.size).to.equal(run.packets.length)
  // An answer that comes when nobody listens any more may be captured all the same.
  for (const [frame, packet] of packets) expect(run.captured[frame - 1]?.packet).to.equal(packet)
  for (const { id, frames, standing } of run.cases.filter((c) => !c.standing))
    for (const frame of frames)
      expect(packets.get(frame)?.case, `${id}, frame ${frame}, ${standing}`).to.equal(id)
}

/** The JUnit file apart from times and the seed. */
function junitOf(folder: string): string {
  const xml = readFileSync(join(folder, 'junit.xml'), 'utf8')
  return [...xml.matchAll(/<testcase [^>]*?name="([^"]*)"|<(failure|error|skipped)\b/g)]
    .map(([, a, b]) => a ?? b)
    .join('\n')
}

async function whole(
  lab: Lab,
  words: readonly string[],
): Promise<{ code: number | undefined; run: Run; out: string }> {
  const out = join(lab.folder, 'whole')
  const { code } = await lab.run(['run', ...words, '--out', out])
  return { code, run: await readJournal(join(out, 'journal.ndjson')), out }
}

describe('a run in pieces', () => {
  before(function () {
    const problem = labProblem()
    if (problem === undefined) return
    if (process.env.CI === 'true') throw new Error(problem)
    this.skip()
  })

  it('as shards and merged: the report of one run', () =>
    withLab({ serve: ['--defect', 'bid-255-accepted'] }, async (lab) => {
      const words = ['--profile', lab.profile(), ...SOME]
      const one = await whole(lab, words)
      expect(one.code).to.equal(1)
      const folders: string[] = []
      for (const n of [1, 2, 3]) {
        const out = join(lab.folder, `shard-${n}`)
        const { stderr } = await lab.run(['run', ...words, '--shard', `${n}/3`, '--out', out])
        expect(stderr).to.equal('')
        folders.push(out)
      }
      const out = join(lab.folder, 'merged')
      const merged = await lab.run(['merge', ...folders.toReversed(), '--out', out])
      expect(merged.code, merged.stdout + merged.stderr).to.equal(1)
      const run = await readJournal(join(out, 'journal.ndjson'))
      expect(verdicts(run)).to.deep.equal(verdicts(one.run))
      expect(junitOf(out)).to.equal(junitOf(one.out))
      expectFramesRight(run)
      const parts = await Promise.all(folders.map((folder) => readJournal(join(folder, 'journal.ndjson'))))
      expect(parts.every(({ cases }) => cases.length < one.run.cases.length)).to.equal(true)
      const judged = (id: string, of: Run) => of.standing.rules.find((rule) => rule.id === id)?.judged ?? 0
      const rules = run.cases.filter(({ standing }) => standing)
      for (const { id } of rules)
        expect(judged(id, run)).to.equal(parts.reduce((sum, part) => sum + judged(id, part), 0))
      expect(rules.filter(({ id }) => judged(id, run) > 0)).to.have.length.greaterThan(2)
      const half = await lab.run(['merge', ...folders.slice(1), '--out', join(lab.folder, 'half')])
      expect(half.stdout.replace(/\s+/g, ' ')).to.contain('shard 1 of 3 is not among the folders')
      const twice = await lab.run(['merge', folders[0] ?? '', folders[0] ?? ''])
      expect(twice.code).to.equal(2)
    }))

  it('killed and resumed: every case once, finished ones as they were', () =>
    withLab({}, async (lab) => {
      const out = join(lab.folder, 'killed')
      const journal = join(out, 'journal.ndjson')
      const how = ['--lanes', '2', '--capture', 'journal']
      const words = ['run', '--profile', lab.profile(), ...how, ...SOME, '--out', out]
      expect(await killRun(lab, words, journal, { event: 'case-end', lines: 4 })).to.equal(true)
      const before = await readJournal(journal)
      const done = before.cases.filter(({ verdict }) => verdict !== 'not-run')
      expect(done.length).to.be.within(4, before.cases.length - 2)
      const open = openSync(journal, 'a')
      const busy = await lab.run(['run', '--resume', out])
      closeSync(open)
      expect(busy.code).to.equal(2)
      expect(busy.stderr).to.contain(`process ${process.pid} has its journal open`)
      const { code, stdout, stderr } = await lab.run(['run', '--resume', out])
      expect(code, stdout + stderr).to.equal(0)
      const after = await readJournal(journal)
      expect(after.complete).to.equal(true)
      expect(after.info.seed).to.equal(4)
      expect(after.wire, 'drawn from the journal, as it was begun').to.be.empty
      expect(after.cases.map(({ id }) => id)).to.deep.equal(before.cases.map(({ id }) => id))
      for (const result of done) expect(after.cases.find(({ id }) => id === result.id)).to.deep.equal(result)
      expectFramesRight(after)
      for (const { at } of after.packets.slice(before.packets.length))
        expect(at).to.be.greaterThan(before.packets.at(-1)?.at ?? 0)
      const standing = (of: Run) => of.standing.rules.reduce((sum, { judged }) => sum + judged, 0)
      expect(standing(after)).to.be.greaterThan(standing(before))
      expect(countEvents(journal, 'case-end')).to.equal(after.cases.length)

      const again = await lab.run(['run', '--resume', out])
      expect(again.code, 'nothing is left to do').to.equal(0)
      expect(countEvents(journal, 'run-start')).to.equal(2)
      const mixed = await lab.run(['run', '--resume', out, '--case', 'X'])
      expect(mixed.code).to.equal(2)
      expect(mixed.stderr).to.contain('leave out --case')
    }))
})
