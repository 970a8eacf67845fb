import { expect } from 'chai'
import { parse } from 'yaml'
import { exitCode, type Run, type RunWaiver } from '../model/index.js'
import { ended, type FixtureCase, finding, journalOf, linesOf, mixedCases, planned } from './fixture.js'
import { hostile } from './hostile.js'
import type { ReportData } from './html/data.js'
import { htmlReport } from './html/index.js'
import { foldJournal } from './journal.js'
import { JournalError } from './journal-error.js'
import { junitXml } from './junit.js'
import { readJunit } from './junit-check.js'
import { all, complaints, parseXml } from './junit-readers.js'
import { markdownSummary } from './markdown.js'
import { headline } from './overview.js'
import { runJson } from './run-json.js'
import { terminalSummary } from './terminal.js'
import { TerminalProgress } from './terminal-progress.js'

const failing = 'LMA-8278-BID-03'

const live: RunWaiver = {
  case: failing,
  owner: 'jane@example.net',
  reason: 'fixed in 7.3',
  issue: '#1234',
  expires: '2026-12-31',
  signature: 'status',
  matches: [failing],
  leftOut: [],
}
const said = 'waived until 2026-12-31, jane@example.net, #1234: fixed in 7.3'
const expired: RunWaiver = { ...live, expires: '2026-02-28' }
const unused: RunWaiver = { ...live, case: 'LMA-8278-BID-01', matches: ['LMA-8278-BID-01'] }
const ending: RunWaiver = { ...live, expires: '2026-03-11' }

const failed: FixtureCase = {
  plan: planned(failing),
  end: ended(failing, { verdict: 'fail', blame: 'device', reason: 'A binding.', findings: [finding] }),
}
const passed: FixtureCase = { plan: planned('LMA-8278-BID-01'), end: ended('LMA-8278-BID-01') }

const runOf = (waivers: readonly RunWaiver[], cases: readonly FixtureCase[] = [passed, failed]): Run =>
  foldJournal(linesOf(journalOf(cases, { waivers })))

const terminal = (run: Run, width = 200) => terminalSummary(run, { color: false, width })

describe('waivers in the reports', () => {
  it('are read back from the journal, and damaged ones named', () => {
    expect(runOf([live]).info.waivers).to.deep.equal([live])
    const { matches: _, ...damaged } = live
    for (const waiver of [damaged, { ...live, expires: '2026-02-30' }, { ...live, signature: 7 }]) {
      const read = () => runOf([waiver as unknown as RunWaiver])
      expect(read).to.throw(JournalError, 'field "info" is wrong')
    }
  })

  it('do not fail the run, and the headline says so', () => {
    expect(exitCode(runOf([live]))).to.equal(0)
    expect(headline(runOf([live]))).to.equal('Conformant but for 1 waived failure')
    expect(headline(runOf([]))).to.equal('Not conformant')
    expect(headline(runOf([expired]))).to.equal('Not conformant')
    expect(headline(runOf([live, unused]))).to.equal('Waivers to put right')
    expect(headline(runOf([live], mixedCases()))).to.equal('Undecided')
  })

  it('terminal: a sign of their own, and no entry to paste', () => {
    const text = terminal(runOf([live]))
    expect(text).to.include(`~ ${failing} ${said}\n`)
    expect(text).to.include('✓ 1 pass  ✗ 1 fail  (~ 1 waived)')
    expect(text).not.to.include('✗ LMA').and.not.to.include('Known failure?')
  })

  it('progress: a sign of their own', () => {
    let text = ''
    const write = (more: string) => {
      text += more
    }
    const progress = new TerminalProgress({
      write,
      live: false,
      color: false,
      width: () => 200,
      now: () => 0,
    })
    for (const event of journalOf([passed, failed], { waivers: [live] })) progress.on(event)
    expect(text).to.include(`~ ${failing} ${said}\n`).and.include('2/2 done, 0 ms  ~1')
    expect(text).not.to.include('✗')
  })

  it('summary: a list of their own', () => {
    const text = markdownSummary(runOf([live]))
    expect(text).to.include('## Waived failures (1)').and.not.include('## Failures')
    expect(text).to.include('waived until 2026-12-31, jane&#64;example.net, \\#1234: fixed in 7.3')
    expect(text).not.to.include('```yaml')
  })

  it('a sentence each for what is wrong with them, in terminal, summary and JUnit', () => {
    const typo: RunWaiver = { ...live, case: 'LMA-8278-BDI-*', matches: [] }
    const other: RunWaiver = { ...live, signature: 'bid' }
    const head = (waiver: RunWaiver, finds = 'status') =>
      `The waiver of ${waiver.case} (jane@example.net, #1234, finding ${finds})`
    for (const [waivers, sentence] of [
      [
        [expired],
        `${head(live)} expired on 2026-02-28, and ${failing} still fails: repair the device or agree on another date.`,
      ],
      [
        [{ ...unused, expires: '2026-02-28' }],
        `${head(unused)} expired on 2026-02-28, and no case fails any more that it was for: remove it.`,
      ],
      [[live, unused], `${head(unused)} is unused: LMA-8278-BID-01 passes all the same: remove it.`],
      [
        [live, typo],
        `${head(typo)} is unused: there is no such case for a device of this role: correct it or remove it.`,
      ],
      [
        [other],
        `${head(live, 'bid')} is unused: ${failing} fails with status: correct its signature or remove it.`,
      ],
    ] as const) {
      const run = runOf(waivers)
      expect(exitCode(run), sentence).to.equal(1)
      expect(terminal(run)).to.include(`✗ ${sentence}\n`)
      expect(markdownSummary(run)).to.include('- **fails the run**: The waiver of LMA')
      const xml = junitXml(run)
      const [cases, own] = [all(parseXml(xml), 'testcase'), 'WAIVERS of the profile']
      const element = cases.find(({ attributes }) => attributes.name === own)?.children
      expect(element?.find(({ name }) => name === 'failure')?.attributes.message).to.equal(sentence)
      expect(complaints(xml)).to.deep.equal([])
    }
  })

  it('a warning in the last 14 days', () => {
    const run = runOf([ending])
    const sentence = `(jane@example.net, #1234, finding status) expires on 2026-03-11, in 10 days.`
    expect(exitCode(run)).to.equal(0)
    expect(terminal(run)).to.include(`! The waiver of ${failing} ${sentence}\n`)
    expect(markdownSummary(run)).to.include(`- **warning**: The waiver of ${failing}`)
    expect(junitXml(run)).not.to.include('WAIVERS')
  })

  it('JUnit: skipped with who, until when and why, and nothing else', () => {
    const xml = junitXml(runOf([live]))
    const element = all(parseXml(xml), 'testcase').find(({ attributes }) =>
      attributes.name?.startsWith(failing),
    )
    const outcomes = element?.children.filter(({ name }) => ['failure', 'error', 'skipped'].includes(name))
    expect(outcomes?.map(({ name, attributes }) => [name, attributes.message])).to.deep.equal([
      ['skipped', said],
    ])
    expect(readJunit(xml).map(({ outcome }) => outcome)).to.deep.equal(['pass', 'skipped'])
    expect(xml)
      .to.match(/<testsuites [^>]*failures="0"/)
      .and.to.match(/<testsuites [^>]*skipped="1"/)
    expect(complaints(xml)).to.deep.equal([])
  })

  it('a waived warning is skipped only where it would be a failure', () => {
    const warning = { ...finding, severity: 'warn' } as const
    const warned = { plan: planned(failing), end: ended(failing, { verdict: 'warn', findings: [warning] }) }
    const run = runOf([live], [warned])
    expect(readJunit(junitXml(run)).map(({ outcome }) => outcome)).to.deep.equal(['pass'])
    expect(readJunit(junitXml(run, { strict: true })).map(({ outcome }) => outcome)).to.deep.equal([
      'skipped',
    ])
    expect(runJson(run).cases[0]).not.to.have.property('waiver')
    expect(runJson(run, { strict: true }).cases[0]?.waiver?.issue).to.equal('#1234')
  })

  it('run.json: the verdict stays, the waiver stands beside it', () => {
    const json = runJson(runOf([live]))
    const { matches: _, leftOut: __, ...written } = live
    expect(json.totals.fail).to.equal(1)
    expect(json.cases[1]).to.deep.include({ id: failing, verdict: 'fail', waiver: written })
    expect(json.cases[0]).not.to.have.property('waiver')
  })

  it('report.html: the words with the case', () => {
    const dataOf = (run: Run) =>
      JSON.parse(/id="data">([^<]*)</.exec(htmlReport(run))?.[1] ?? '') as ReportData
    const data = dataOf(runOf([live, unused]))
    expect(data.cases.map(({ waived }) => waived)).to.deep.equal(['', said])
    expect(data.waivers.map(({ fails }) => fails)).to.deep.equal([true])
    expect(data.waivers[0]?.message).to.include('LMA-8278-BID-01 passes all the same')
    expect(dataOf(runOf([])).cases.map(({ waived }) => waived)).to.deep.equal(['', ''])
  })

  it('are drawn from a day of the past when told', () => {
    const cases = [passed, failed]
    const run = foldJournal(linesOf(journalOf(cases, { waivers: [expired], waiversAsOf: '2026-02-01' })))
    expect(exitCode(run)).to.equal(0)
    expect(terminal(run)).to.include('waived until 2026-02-28').and.include('\n  waivers as of 2026-02-01\n')
    expect(markdownSummary(run)).to.include(', waivers as of 2026-02-01.')
    expect(terminal(runOf([live]))).not.to.include('waivers as of')
  })

  for (const [name, value] of Object.entries(hostile))
    it(`let nothing act: ${name}`, () => {
      const careless = { ...live, owner: value, reason: value, issue: value }
      for (const run of [
        runOf([careless]),
        runOf([{ ...careless, matches: [], case: value, signature: value }]),
      ]) {
        for (const text of [terminal(run), markdownSummary(run)])
          expect(text).not.to.match(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u)
        expect(complaints(junitXml(run))).to.deep.equal([])
        expect(readJunit(junitXml(run)).filter((each) => each.name.includes('FORGED'))).to.deep.equal([])
        expect(htmlReport(run).match(/<script\b/g)).to.have.length(3)
      }
    })
})

describe('entries to paste for failures', () => {
  const entry = {
    case: failing,
    owner: 'your name',
    reason: '…',
    issue: '…',
    expires: '2026-05-30',
    signature: 'status',
  }

  it('are in the terminal, one line each', () => {
    const lines = terminal(runOf([]), 60).split('\n')
    const at = lines.indexOf('Known failure? Below `waivers:` of profiles/acme.yaml:')
    expect(parse(lines[at + 1] ?? '')).to.deep.equal([entry])
  })

  it('are in the summary, all of them', () => {
    const cases = Array.from({ length: 40 }, (_, i) => ({
      plan: planned(`A-${i}`),
      end: ended(`A-${i}`, { verdict: 'fail', findings: [finding] }),
    }))
    const text = markdownSummary(runOf([], cases))
    const block = /```yaml\n([\s\S]*?)```/.exec(text)?.[1] ?? ''
    const waivers = cases.map(({ plan }) => ({ ...entry, case: plan.id }))
    expect(parse(block)).to.deep.equal({ waivers })
    expect(terminal(runOf([], cases))).to.include('  … and 30 more in summary.md')
  })

  it('are what YAML reads as written, whatever the names', () => {
    for (const code of [...Object.values(hostile), 'true', '1', 'a: b', '- x', '```', '"']) {
      const end = ended(failing, { verdict: 'fail', findings: [{ ...finding, code }] })
      const text = markdownSummary(runOf([], [{ plan: planned(failing), end }]))
      const block = /```yaml\n([\s\S]*?)\n```\n/.exec(text)?.[1] ?? ''
      expect(Object.keys((parse(block) as { waivers: object[] }).waivers[0] ?? {})).to.deep.equal(
        Object.keys(entry),
      )
    }
  })
})
