import { expect } from 'chai'
import type { CaseEnd, PlannedCase, RunInfo } from '../../model/index.js'
import { ended, type FixtureCase, finding, journalOf, linesOf, mixedCases, planned } from '../fixture.js'
import { hostile } from '../hostile.js'
import { foldJournal } from '../journal.js'
import { type Comparison, compareRuns } from './comparison.js'
import { comparisonHtml, comparisonText } from './index.js'

function compare(
  runs: readonly { readonly cases: readonly FixtureCase[]; readonly info?: Partial<RunInfo> }[],
): Comparison {
  return compareRuns(
    runs.map(({ cases, info }, i) => ({
      letter: String.fromCharCode(65 + i),
      folder: `results/${i + 1}`,
      run: foldJournal(linesOf(journalOf(cases, info))),
    })),
  )
}

const one = (end: Partial<CaseEnd>, plan: Partial<PlannedCase> = {}): readonly FixtureCase[] => [
  { plan: planned('LMA-8278-BID-03', plan), end: ended('LMA-8278-BID-03', end) },
]

function changeOf(before: Partial<CaseEnd>, after: Partial<CaseEnd>): string | undefined {
  return compare([{ cases: one(before) }, { cases: one(after) }]).cases[0]?.change
}

describe('comparison of runs', () => {
  it('says what got worse, better, or neither', () => {
    const rows = [
      ['pass', 'pass', 'same'],
      ['pass', 'fail', 'worse'],
      ['warn', 'fail', 'worse'],
      ['inconclusive', 'fail', 'worse'],
      ['not-applicable', 'fail', 'worse'],
      ['pass', 'warn', 'worse'],
      ['pass', 'inconclusive', 'worse'],
      ['pass', 'not-run', 'worse'],
      ['fail', 'pass', 'better'],
      ['fail', 'warn', 'better'],
      ['warn', 'pass', 'better'],
      ['error', 'pass', 'better'],
      ['fail', 'inconclusive', 'changed'],
      ['fail', 'not-applicable', 'changed'],
      ['not-applicable', 'pass', 'changed'],
      ['inconclusive', 'warn', 'changed'],
      ['inconclusive', 'not-run', 'changed'],
    ] as const
    for (const [before, after, change] of rows)
      expect(changeOf({ verdict: before }, { verdict: after }), `${before} → ${after}`).to.equal(change)
  })

  it('tells another finding under the same verdict, and not other words for it', () => {
    const failed = { verdict: 'fail', blame: 'device', findings: [finding] } as const
    const later = {
      ...failed,
      reason: 'after 41 ms',
      findings: [{ ...finding, message: 'after 41 ms', frame: 9 }],
    }
    expect(changeOf(failed, later)).to.equal('same')
    expect(changeOf(failed, { ...failed, findings: [{ ...finding, code: 'no-answer' }] })).to.equal(
      'other-reason',
    )
  })

  it('names what may explain it: device, edition, profile, suite', () => {
    const { differs, cases, kind } = compare([
      { cases: one({}) },
      {
        cases: one({ verdict: 'fail', blame: 'device' }, { level: 'SHOULD' }),
        info: { deviceVersion: '7.3', edition: 'draft-06', version: '0.2.0' },
      },
    ])
    expect(kind).to.equal('history')
    expect(differs).to.deep.equal(['deviceVersion', 'edition', 'version'])
    expect(cases[0]?.restated).to.deep.equal(['level'])
  })

  it('names changed waivers, and a profile of the same name with other contents', () => {
    const waiver = {
      case: 'LMA-8278-BID-03',
      owner: 'me',
      reason: 'known',
      issue: '#1',
      expires: '2026-12-31',
      matches: [],
      leftOut: [],
    }
    const options = (profileDigest: string) => ({
      case: [],
      requirement: [],
      defect: [],
      behaviour: [],
      profileDigest,
    })
    const run = (info: Partial<RunInfo>) => ({ cases: one({}), info })
    const differ = (...runs: readonly Partial<RunInfo>[]) => compare(runs.map(run)).differs
    expect(differ({ waivers: [waiver] }, { waivers: [] })).to.deep.equal(['waivers'])
    expect(differ({ waivers: [] }, {})).to.deep.equal([])
    expect(differ({ options: options('aa') }, { options: options('bb') })).to.deep.equal(['profileDigest'])
    expect(differ({ options: options('aa') }, {})).to.deep.equal([])
  })

  it('names what was asked for, which is why cases are gone', () => {
    const all = { case: [], requirement: [], defect: [], behaviour: [], profileDigest: 'aa' }
    const { differs, runs } = compare([
      { cases: mixedCases(), info: { options: all } },
      { cases: mixedCases(), info: { options: { ...all, case: ['LMA-8278-*'], full: true, shard: '1/2' } } },
    ])
    expect(differs).to.deep.equal(['selection'])
    expect(runs.map(({ facts }) => facts.selection)).to.deep.equal([
      'the usual cases',
      '--case LMA-8278-* --full --shard 1/2',
    ])
  })

  it('knows new and gone cases, which are nobody’s fault', () => {
    const [first = mixedCases()[0] as FixtureCase, second = first] = mixedCases()
    const { counts } = compare([{ cases: [first] }, { cases: [second] }])
    expect(counts).to.include({ new: 1, gone: 1, worse: 0 })
  })

  it('puts devices side by side, where nothing is worse', () => {
    const { kind, counts, cases } = compare([
      { cases: one({}) },
      { cases: one({ verdict: 'fail', blame: 'device' }), info: { device: 'other-lma' } },
      { cases: [], info: { device: 'third' } },
    ])
    expect(kind).to.equal('side-by-side')
    expect(counts).to.include({ changed: 1, worse: 0 })
    expect(cases[0]?.cells.map((cell) => cell?.verdict)).to.deep.equal(['pass', 'fail', undefined])
  })

  it('takes a case that only the other role has for no difference', () => {
    const mag = { device: 'a-mag', role: 'mag' } as const
    const { cases, counts } = compare([
      { cases: one({}) },
      { cases: one({}), info: { device: 'other-lma' } },
      { cases: [{ plan: planned('MAG-1', { role: 'mag' }), end: ended('MAG-1') }], info: mag },
    ])
    expect(cases.map(({ id }) => id)).to.have.members(['LMA-8278-BID-03', 'MAG-1'])
    expect(counts).to.include({ same: 2, changed: 0 })
  })

  it('is told on a terminal, with what changed and why', () => {
    const comparison = compare([
      { cases: mixedCases() },
      {
        cases: [
          ...one({}),
          {
            plan: planned('LMA-8278-BID-01'),
            end: ended('LMA-8278-BID-01', { verdict: 'fail', reason: 'It answered.' }),
          },
        ],
        info: { deviceVersion: '7.3' },
      },
    ])
    const text = comparisonText(comparison, 100, false)
    expect(text).to.include('device version: A 7.2, B 7.3')
    expect(text).to.include('Worse (1)\n  LMA-8278-BID-01  pass → fail\n    It answered.')
    expect(text).to.include('Better (1)\n  LMA-8278-BID-03  fail → pass')
    expect(text).to.include('Gone (5)')
    expect(text).to.match(/Something got worse: 1 worse, 1 better, 5 gone\n$/)
  })

  it('leads from each verdict of the page to its case', () => {
    const comparison = compare([{ cases: one({}) }, { cases: one({ verdict: 'warn' }) }])
    const page = comparisonHtml(comparison, ['./a%20b/report.html', undefined])
    expect(page).to.include('href="./a%20b/report.html#LMA-8278-BID-03"')
    expect(page).to.match(/<b class="warn">.*warn<\/b>/)
    expect(page).not.to.match(/https?:/)
  })

  it('lets no text of a device or profile act', () => {
    for (const [name, text] of Object.entries(hostile)) {
      const evil = { reason: text, verdict: 'fail' } as const
      const comparison = compare([
        {
          cases: one({}, { title: text, section: text }),
          info: { device: text, deviceVersion: text, profile: text },
        },
        { cases: one(evil, { title: text, section: text }), info: { device: text, edition: 'draft-06' } },
      ])
      const page = comparisonHtml(comparison, [
        `./${encodeURIComponent(text.replace(/[\ud800-\udfff]/g, ''))}`,
        undefined,
      ])
      const plain = comparisonHtml(compare([{ cases: one({}) }, { cases: one({ verdict: 'fail' }) }]), [
        './x',
        undefined,
      ])
      const tags = (html: string) =>
        [...html.matchAll(/<\/?([a-z1-6]+)/g)].filter(
          ([, tag]) => tag !== 'tr' && tag !== 'td' && tag !== 'th',
        )
      const kinds = (html: string) => [...new Set(tags(html).map(([, tag]) => tag))].sort()
      expect(kinds(page), name).to.deep.equal(kinds(plain))
      expect(page.match(/<script/g), name).to.have.lengthOf(1)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      const control = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/
      expect(page, name).not.to.match(control)
      expect(comparisonText(comparison, 80, false), name).not.to.match(control)
    }
  })
})
