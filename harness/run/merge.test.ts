import { expect } from 'chai'
import type { Finding, JournalEvent, Run, RunInfo, StandingTally } from '../model/index.js'
import { asCaptured } from '../report/as-captured.js'
import { ended, finding, info, packet, planned } from '../report/fixture.js'
import { foldJournal } from '../report/journal.js'
import { journalOf } from './journal-of.js'
import { MergeError, mergeRuns } from './merge.js'
import { shardOf } from './shard.js'

const PLAN = ['LMA-1', 'LMA-2', 'LMA-3', 'RULE-1']
const flaw: Finding = { severity: 'fail', code: 'reserved', message: 'a reserved bit is set' }

interface Piece {
  readonly number: number
  readonly cases: readonly string[]
  readonly standing: StandingTally
  readonly info?: Partial<RunInfo>
  /** Case ids that ended; all when left out. */
  readonly ended?: readonly string[]
  readonly whole?: boolean
}

/** A shard with one packet for each case, at 1 s, 2 s …; the standing rule found in its first one. */
function shard({ number, cases, standing, info: more = {}, ended: those = cases, whole = true }: Piece): Run {
  const events: readonly JournalEvent[] = [
    { event: 'run-start', info: { ...info, shard: { number, of: 2, plan: PLAN }, ...more } },
    {
      event: 'plan',
      cases: [...cases.map((id) => planned(id)), planned('RULE-1', { standing: true })],
      rerunPrefix: 'pmipspec run --case',
    },
    ...cases.map(
      (id, i) =>
        ({ event: 'packet', ...packet(i + 1, { case: id, attempt: 1, at: (i + 1) * 1000 }) }) as const,
    ),
    ...those.map((id) => {
      const frame = cases.indexOf(id) + 1
      const findings = [{ ...finding, severity: 'note' as const, frame }]
      return {
        event: 'case-end',
        ...ended(id, { frames: [frame], findings, startedAt: frame * 1000 }),
      } as const
    }),
    { event: 'standing', ...standing },
    ...(whole
      ? [
          { event: 'case-end', ...ended('RULE-1', { startedAt: 9000 }) } as const,
          { event: 'run-end', finished: '2026-03-01T12:01:00.000Z', repeatedSteps: number } as const,
        ]
      : []),
  ]
  return foldJournal([...events.map((event) => JSON.stringify(event)), ''])
}

const saw = (judged: number, times = 0, frame = 1): StandingTally => ({
  messages: judged + 1,
  rules: [{ id: 'RULE-1', judged, found: times === 0 ? [] : [{ finding: { ...flaw, frame }, times }] }],
})

const merge = (...runs: readonly Run[]) =>
  mergeRuns(runs.map((run, i) => ({ folder: `shard-${i + 1}`, run })))

const one = shard({ number: 1, cases: ['LMA-1', 'LMA-3'], standing: saw(3) })
const later = { started: '2026-03-01T12:00:01.500Z' }
const two = shard({ number: 2, cases: ['LMA-2'], standing: saw(4), info: later })

function failure(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof MergeError) return error.message
    throw error
  }
  throw new Error('it was merged')
}

describe('shards', () => {
  it('of a case are told by its id alone, and spread', () => {
    const ids = Array.from({ length: 300 }, (_, i) => `LMA-8278-X-${i}`)
    const counts = [1, 2, 3].map((n) => ids.filter((id) => shardOf(id, 3) === n).length)
    expect(counts.reduce((a, b) => a + b)).to.equal(300)
    for (const count of counts) expect(count).to.be.within(70, 130)
    // Jobs of another day and machine must agree.
    expect(
      ['LMA-8278-BID-01', 'LMA-8278-BID-02', 'LMA-8278-BID-03'].map((id) => shardOf(id, 3)),
    ).to.deep.equal([1, 2, 2])
    expect(shardOf('x', 1)).to.equal(1)
  })

  it('merge to one run, whatever their order', () => {
    const run = merge(two, one)
    expect(run).to.deep.equal(merge(one, two))
    expect(run.cases.map(({ id }) => id)).to.deep.equal(PLAN)
    expect(run.complete).to.equal(true)
    expect(run.info).to.include({ started: info.started, finished: '2026-03-01T12:01:00.000Z' })
    expect(run.info).not.to.have.any.keys('shard', 'options')
    expect(run.repeatedSteps).to.equal(3)
    expect(run.troubles).to.deep.equal([])
  })

  it('have their packets in order of time, and every frame named anew', () => {
    const run = merge(one, two)
    expect(run.packets.map(({ frame, at, case: id }) => [frame, at, id])).to.deep.equal([
      [1, 1000, 'LMA-1'],
      [2, 2000, 'LMA-3'],
      [3, 2500, 'LMA-2'],
    ])
    for (const { id, frames, findings } of run.cases.filter((c) => !c.standing)) {
      expect(frames.map((frame) => run.packets[frame - 1]?.case)).to.deep.equal([id])
      expect(findings.map(({ frame }) => frame)).to.deep.equal(frames)
    }
    expect(run.cases.find(({ id }) => id === 'LMA-2')?.startedAt).to.equal(2500)
  })

  it('add up what a standing rule saw, with the first that was wrong', () => {
    const rule = (run: Run) => run.cases.find(({ id }) => id === 'RULE-1')
    expect(rule(merge(one, two))).to.include({ verdict: 'pass', reason: '7 messages judged' })
    const bad = shard({ number: 2, cases: ['LMA-2'], standing: saw(4, 2), info: later })
    const worse = shard({ number: 1, cases: ['LMA-1', 'LMA-3'], standing: saw(3, 1, 2) })
    const failed = rule(merge(worse, bad))
    expect(failed).to.include({ verdict: 'fail', blame: 'device' })
    expect(failed?.findings).to.deep.equal([
      { ...flaw, frame: 2, message: 'a reserved bit is set (first of 3)' },
    ])
    expect(failed?.frames).to.deep.equal([2])
  })

  it('that were cut off or are missing leave the run undecided, and praise no rule', () => {
    const cut = shard({ number: 2, cases: ['LMA-2'], standing: saw(4), info: later, ended: [], whole: false })
    const run = merge(one, cut)
    expect(run.complete).to.equal(false)
    expect(run.cases.map(({ verdict }) => verdict)).to.deep.equal(['pass', 'not-run', 'pass', 'not-run'])
    expect(run.troubles[0]?.message).to.match(/^shard 2 of 2 did not end/)
    const failing = shard({ number: 1, cases: ['LMA-1', 'LMA-3'], standing: saw(3, 1) })
    expect(merge(failing, cut).cases.at(-1)?.verdict, 'what broke the rule still did').to.equal('fail')
    const alone = merge(one)
    expect(alone.complete).to.equal(false)
    expect(alone.troubles[0]?.message).to.match(/^shard 2 of 2 is not among the folders: 1 of 4 cases/)
  })

  it('are read back from the journal of the whole as they were merged', () => {
    for (const run of [merge(one, two), merge(one)]) {
      const lines = journalOf(run).map((event) => JSON.stringify(event))
      const back = foldJournal([...lines, ''])
      expect(back).to.deep.equal({ ...asCaptured(run), repeatedSteps: run.complete ? run.repeatedSteps : 0 })
    }
  })

  it('are refused when they are not of one run', () => {
    expect(failure(() => merge(one, one))).to.equal('shard-1 and shard-2 are both shard 1 of 2')
    const other = shard({ number: 2, cases: ['LMA-2'], standing: saw(1), info: { device: 'other' } })
    expect(failure(() => merge(one, other))).to.match(/not shards of one run: device "acme-lma" and "other"/)
    const plan = { shard: { number: 2, of: 2, plan: ['LMA-2'] } }
    const replanned = shard({ number: 2, cases: ['LMA-2'], standing: saw(1), info: plan })
    expect(failure(() => merge(one, replanned))).to.match(/cases planned 4 and 1/)
    const { shard: _, ...whole } = one.info
    expect(failure(() => merge({ ...one, info: whole }))).to.match(/shard-1 is no shard/)
  })
})
