import { expect } from 'chai'
import { exitCode } from './exit-code.js'
import type { Finding } from './finding.js'
import type { CaseResult, Run, RunInfo } from './run.js'
import type { Verdict } from './verdict.js'
import { isDay, type RunWaiver, reviewWaivers, waiverOf } from './waivers.js'

const info: RunInfo = {
  tool: 'pmipspec',
  version: '0',
  device: 'box',
  role: 'lma',
  edition: 'rfc8278',
  profile: 'box.yaml',
  seed: 1,
  started: '2026-03-01T23:30:00.000Z',
}

function found(severity: Finding['severity'], code: string): Finding {
  return { severity, code, message: code }
}

/** A case with findings that have the severity of its verdict. */
function ended(id: string, verdict: Verdict, ...codes: readonly string[]): CaseResult {
  const severity = verdict === 'warn' ? 'warn' : verdict === 'fail' ? 'fail' : 'note'
  return {
    id,
    title: '',
    role: 'lma',
    requirements: [],
    rfc: '8278',
    section: '4',
    level: 'MUST',
    requirement: '',
    oracle: '',
    notes: [],
    standing: false,
    file: '',
    verdict,
    reason: '',
    startedAt: 0,
    durationMs: 0,
    attempts: 1,
    findings: codes.map((code) => found(severity, code)),
    frames: [],
    rerun: '',
  }
}

function waiver(matches: readonly string[], more: Partial<RunWaiver> = {}): RunWaiver {
  return {
    case: matches[0] ?? 'NONE',
    owner: 'jane',
    reason: 'old build',
    issue: '#1',
    expires: '2026-12-31',
    matches,
    leftOut: [],
    ...more,
  }
}

interface Row {
  readonly name: string
  readonly cases: readonly CaseResult[]
  readonly waivers: readonly RunWaiver[]
  readonly strict?: boolean
  readonly asOf?: string
  /** Expected: ids waived, kinds of notices, case and signature of proposals, exit code. */
  readonly waived: readonly string[]
  readonly notices: readonly string[]
  readonly proposals: readonly string[]
  readonly code: number
}

const failed = ended('A', 'fail', 'status')

const rows: readonly Row[] = [
  {
    name: 'no waiver',
    cases: [failed],
    waivers: [],
    waived: [],
    notices: [],
    proposals: ['A status'],
    code: 1,
  },
  {
    name: 'a live waiver',
    cases: [failed],
    waivers: [waiver(['A'])],
    waived: ['A'],
    notices: [],
    proposals: [],
    code: 0,
  },
  {
    name: 'the last day it holds',
    cases: [failed],
    waivers: [waiver(['A'], { expires: '2026-03-01' })],
    waived: ['A'],
    notices: ['expiring 0'],
    proposals: [],
    code: 0,
  },
  {
    name: 'the day after',
    cases: [failed],
    waivers: [waiver(['A'], { expires: '2026-02-28' })],
    waived: [],
    notices: ['expired A'],
    proposals: ['A status'],
    code: 1,
  },
  {
    name: 'an old build judged on its own day',
    cases: [failed],
    waivers: [waiver(['A'], { expires: '2026-02-28' })],
    asOf: '2026-02-01',
    waived: ['A'],
    notices: [],
    proposals: [],
    code: 0,
  },
  {
    name: '14 days left',
    cases: [failed],
    waivers: [waiver(['A'], { expires: '2026-03-15' })],
    waived: ['A'],
    notices: ['expiring 14'],
    proposals: [],
    code: 0,
  },
  {
    name: '15 days left',
    cases: [failed],
    waivers: [waiver(['A'], { expires: '2026-03-16' })],
    waived: ['A'],
    notices: [],
    proposals: [],
    code: 0,
  },
  {
    name: 'an expired one of a case that passes',
    cases: [ended('A', 'pass')],
    waivers: [waiver(['A'], { expires: '2025-01-01' })],
    waived: [],
    notices: ['expired '],
    proposals: [],
    code: 1,
  },
  {
    name: 'a case that passes all the same',
    cases: [ended('A', 'pass')],
    waivers: [waiver(['A'])],
    waived: [],
    notices: ['passing A'],
    proposals: [],
    code: 1,
  },
  {
    name: 'one of several that fails',
    cases: [ended('A', 'pass'), ended('B', 'fail', 'x')],
    waivers: [waiver(['A', 'B'])],
    waived: ['B'],
    notices: [],
    proposals: [],
    code: 0,
  },
  {
    name: 'no such case',
    cases: [ended('A', 'pass')],
    waivers: [waiver([])],
    waived: [],
    notices: ['no-such-case'],
    proposals: [],
    code: 1,
  },
  {
    name: 'the right signature',
    cases: [failed],
    waivers: [waiver(['A'], { signature: 'status' })],
    waived: ['A'],
    notices: [],
    proposals: [],
    code: 0,
  },
  {
    name: 'another signature',
    cases: [failed],
    waivers: [waiver(['A'], { signature: 'bid' })],
    waived: [],
    notices: ['other-finding A status'],
    proposals: ['A status'],
    code: 1,
  },
  {
    name: 'a second finding that the signature is not about',
    cases: [ended('A', 'fail', 'status', 'device-died')],
    waivers: [waiver(['A'], { signature: 'status' })],
    waived: [],
    notices: [],
    proposals: ['A device-died'],
    code: 1,
  },
  {
    name: 'two findings, a waiver for each',
    cases: [ended('A', 'fail', 'status', 'bid')],
    waivers: [waiver(['A'], { signature: 'status' }), waiver(['A'], { signature: 'bid' })],
    waived: ['A'],
    notices: [],
    proposals: [],
    code: 0,
  },
  {
    name: 'a failure without a finding',
    cases: [ended('A', 'fail')],
    waivers: [waiver(['A'], { signature: 'x' })],
    waived: [],
    notices: ['other-finding A '],
    proposals: ['A'],
    code: 1,
  },
  {
    name: 'a warning that does not count',
    cases: [ended('A', 'warn', 'life')],
    waivers: [waiver(['A'])],
    waived: [],
    notices: [],
    proposals: [],
    code: 0,
  },
  {
    name: 'a warning that counts',
    cases: [ended('A', 'warn', 'life')],
    waivers: [waiver(['A'], { signature: 'life' })],
    strict: true,
    waived: ['A'],
    notices: [],
    proposals: [],
    code: 0,
  },
  {
    name: 'a warning that counts and is not waived',
    cases: [ended('A', 'warn', 'life')],
    waivers: [],
    strict: true,
    waived: [],
    notices: [],
    proposals: ['A life'],
    code: 1,
  },
  {
    name: 'a case not in this run',
    cases: [ended('A', 'pass')],
    waivers: [waiver(['B'], { leftOut: ['B'] })],
    waived: [],
    notices: [],
    proposals: [],
    code: 0,
  },
  {
    name: 'an expired one about a case not in this run',
    cases: [ended('A', 'pass')],
    waivers: [waiver(['B'], { leftOut: ['B'], expires: '2025-01-01' })],
    waived: [],
    notices: [],
    proposals: [],
    code: 0,
  },
  {
    name: 'a case that is not applicable',
    cases: [ended('A', 'not-applicable'), ended('B', 'pass')],
    waivers: [waiver(['A'])],
    waived: [],
    notices: [],
    proposals: [],
    code: 0,
  },
  {
    name: 'a glob of which a filter leaves out some',
    cases: [ended('A', 'pass')],
    waivers: [waiver(['A', 'B'], { leftOut: ['B'] })],
    waived: [],
    notices: [],
    proposals: [],
    code: 0,
  },
  {
    name: 'a glob of which one shard left out some and another ran them',
    cases: [ended('A', 'pass'), ended('B', 'pass')],
    waivers: [waiver(['A', 'B'], { leftOut: ['B'] })],
    waived: [],
    notices: ['passing A,B'],
    proposals: [],
    code: 1,
  },
  {
    name: 'a glob of which some does not apply',
    cases: [ended('A', 'pass'), ended('B', 'not-applicable')],
    waivers: [waiver(['A', 'B'])],
    waived: [],
    notices: ['passing A'],
    proposals: [],
    code: 1,
  },
  {
    name: 'a case that could not be decided',
    cases: [ended('A', 'inconclusive')],
    waivers: [waiver(['A'])],
    waived: [],
    notices: [],
    proposals: [],
    code: 3,
  },
  {
    name: 'nothing waives what is undecided',
    cases: [failed, ended('B', 'not-run')],
    waivers: [waiver(['A', 'B'])],
    waived: ['A'],
    notices: [],
    proposals: [],
    code: 3,
  },
]

describe('waivers', () => {
  for (const row of rows)
    it(row.name, () => {
      const run: Run = {
        info: { ...info, waivers: row.waivers, ...(row.asOf !== undefined && { waiversAsOf: row.asOf }) },
        cases: row.cases,
        packets: [],
        wire: [],
        captureStates: [],
        captured: [],
        troubles: [],
        standing: { messages: 0, rules: [] },
        repeatedSteps: 0,
        complete: true,
      }
      const review = reviewWaivers(run, row.strict)
      expect([...review.waived.keys()]).to.deep.equal(row.waived)
      expect(review.notices.map(words)).to.deep.equal(row.notices)
      expect(
        review.proposals.map(({ case: id, signature }) => [id, signature].join(' ').trim()),
      ).to.deep.equal(row.proposals)
      expect(exitCode(run, row.strict)).to.equal(row.code)
      for (const result of row.cases)
        expect(waiverOf(result, run.info, row.strict)).to.equal(review.waived.get(result.id))
    })

  it('of one case: the one that holds longest; of two findings: the one that ends first', () => {
    const [early, late] = [waiver(['A'], { expires: '2026-06-01' }), waiver(['A'], { expires: '2026-09-01' })]
    expect(waiverOf(failed, { ...info, waivers: [early, late] })).to.equal(late)
    expect(waiverOf(failed, { ...info, waivers: [late, early] })).to.equal(late)
    const two = ended('A', 'fail', 'status', 'bid')
    const status = { ...late, signature: 'status' }
    const bid = { ...early, signature: 'bid' }
    expect(waiverOf(two, { ...info, waivers: [status, bid] })).to.equal(bid)
  })

  it('are proposed for 90 days from the day they are judged on', () => {
    const expiries = (waiversAsOf: string) =>
      reviewWaivers({ info: { ...info, waiversAsOf }, cases: [failed] }).proposals.map((p) => p.expires)
    expect(expiries('2026-12-01')).to.deep.equal(['2027-03-01'])
    expect(expiries('2027-12-01')).to.deep.equal(['2028-02-29'])
    expect(reviewWaivers({ info, cases: [failed] }).proposals[0]?.expires).to.equal('2026-05-30')
  })

  it('end on days of the calendar', () => {
    for (const day of ['2026-02-28', '2028-02-29', '2026-12-31']) expect(isDay(day), day).to.equal(true)
    for (const day of ['2026-02-29', '2026-13-01', '2026-1-1', '', 'tomorrow', '2026-02-28T00:00'])
      expect(isDay(day), day).to.equal(false)
  })
})

function words(notice: ReturnType<typeof reviewWaivers>['notices'][number]): string {
  switch (notice.kind) {
    case 'expired':
      return `expired ${notice.failing.join(',')}`
    case 'passing':
      return `passing ${notice.passing.join(',')}`
    case 'other-finding':
      return `other-finding ${notice.failing.join(',')} ${notice.signatures.join(',')}`
    case 'expiring':
      return `expiring ${notice.days}`
    case 'no-such-case':
      return notice.kind
  }
}
