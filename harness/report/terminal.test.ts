import { expect } from 'chai'
import type { JournalEvent } from '../model/index.js'
import { ended, finding, journalOf, linesOf, mixedCases, planned, threeRounds } from './fixture.js'
import { hostile } from './hostile.js'
import { foldJournal } from './journal.js'
import { terminalSummary } from './terminal.js'
import { progressOptions, TerminalProgress } from './terminal-progress.js'

const mixed = foldJournal(linesOf(journalOf(mixedCases())))
const plain = { color: false, width: 80 } as const

describe('terminal summary', () => {
  it('has requirement, reason, expected, came, frame and rerun of a failure', () => {
    expect(
      terminalSummary(mixed, { ...plain, width: 100 })
        .split('\n')
        .slice(1, 8),
    ).to.deep.equal([
      '✗ LMA-8278-BID-03 BID 255 is reserved: no binding is made under it',
      '  8278/MP-4.1-14 (RFC 8278 §4.1, MUST NOT): a binding is never made under BID 255',
      '  A binding was made under BID 255.',
      '  expected a status of 128 or more, or no answer',
      '  came status 0 (status at octet 6)',
      '  frame 2, rerun: pmipspec run --profile profiles/acme.yaml --case LMA-8278-BID-03',
      '',
    ])
  })

  it('ends with the verdict, the totals and where the reports are', () => {
    expect(
      terminalSummary(mixed, { ...plain, directory: 'results/latest' })
        .split('\n')
        .slice(-4),
    ).to.deep.equal([
      'Not conformant  acme-lma (LMA), 1 min 00 s',
      '  ✓ 1 pass  ! 1 warn  ✗ 1 fail  ? 1 inconclusive  E 1 error  · 1 not-run  - 1 not-applicable',
      '  reports: results/latest',
      '',
    ])
  })

  it('says who is to blame for what is undecided', () => {
    const text = terminalSummary(mixed, plain)
    expect(text).to.include('? inconclusive (the lab, not the device): LMA-5213-OBS-01')
    expect(text).to.include('  No way to see the bindings: set observe.')
  })

  it('tells which cases of a repeated run did not end alike, and reruns one by its own name', () => {
    const text = terminalSummary(foldJournal(linesOf(journalOf(threeRounds()))), plain)
    expect(text).to.include('Not alike in every round: 1 case\n  LMA-8278-BID-03 2 pass, 1 fail\n')
    expect(text)
      .to.match(/^✗ LMA-8278-BID-03\.2 /m)
      .and.match(/--case LMA-8278-BID-03$/m)
    expect(text).to.include('{ case: LMA-8278-BID-03, ')
    expect(terminalSummary(mixed, plain)).not.to.include('round')
  })

  it('tells troubles in a sentence each', () => {
    const troubles = [{ blame: 'device', message: 'The device stopped answering at 12 s.' }] as const
    const text = terminalSummary({ ...mixed, troubles, complete: false }, plain)
    expect(text)
      .to.include('! The run did not end')
      .and.include('! The device stopped answering at 12 s. (the device')
  })

  it('fits a screen however much failed', () => {
    const cases = Array.from({ length: 300 }, (_, i) => {
      const verdict = (['fail', 'warn', 'inconclusive', 'not-run'] as const)[i % 4] ?? 'fail'
      return {
        plan: planned(`A-${i}`),
        end: ended(`A-${i}`, { verdict, reason: `r${i}`, findings: [finding] }),
      }
    })
    const text = terminalSummary(foldJournal(linesOf(journalOf(cases))), plain)
    expect(text.split('\n').length).to.be.below(85)
    expect(text).to.include('… and 135 more in summary.md')
  })

  it('keeps to the width, but for what is there to be copied', () => {
    const reason = 'word '.repeat(60) + 'x'.repeat(200)
    const end = ended('A', { verdict: 'fail', reason, findings: [{ ...finding, got: reason }] })
    const text = terminalSummary(foldJournal(linesOf(journalOf([{ plan: planned('A'), end }]))), {
      ...plain,
      width: 60,
    })
    for (const line of text.split('\n').filter((each) => !/rerun|- \{ case/.test(each)))
      expect(line.length).to.be.at.most(60)
  })

  it('colours only when told', () => {
    expect(terminalSummary(mixed, { ...plain, color: true })).to.include('\x1b[31m')
    expect(terminalSummary(mixed, plain)).not.to.include('\x1b')
  })

  for (const [name, value] of Object.entries(hostile)) {
    it(`lets nothing act: ${name}`, () => {
      const findings = [{ ...finding, expected: value, got: value, where: value }]
      const cases = (['fail', 'error'] as const).map((verdict) => ({
        plan: planned(verdict, { title: value, requirement: value }),
        end: ended(verdict, { verdict, reason: value, findings }),
      }))
      const run = foldJournal(linesOf(journalOf(cases, { device: value })))
      const text = terminalSummary({ ...run, troubles: [{ blame: 'lab', message: value }] }, plain)
      expect(text).not.to.match(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u)
      expect(text.split('\n').filter((line) => line.startsWith('rerun'))).to.deep.equal([])
    })
  }
})

interface Screen {
  readonly progress: TerminalProgress
  readonly text: () => string
  at: number
  tick: () => void
}

function screen(live: boolean, width = 60): Screen {
  let text = ''
  const state: Screen = {
    progress: new TerminalProgress({
      write: (more) => {
        text += more
      },
      live,
      color: false,
      width: () => width,
      now: () => state.at,
      every: (callback) => {
        state.tick = callback
        return () => {
          state.tick = () => {}
        }
      },
    }),
    text: () => text,
    at: 0,
    tick: () => {},
  }
  return state
}

function manyPassing(count: number): readonly JournalEvent[] {
  return journalOf(
    Array.from({ length: count }, (_, i) => ({ plan: planned(`A-${i}`), end: ended(`A-${i}`) })),
  )
}

describe('progress', () => {
  it('tells how long it will take, at the pace until now', () => {
    const log = screen(false, 80)
    const known = planned('A-KNOWN')
    const more = [known, planned('A-RULE', { standing: true })]
    const events = manyPassing(20).map((event) =>
      event.event === 'plan' ? { ...event, cases: [...event.cases, ...more] } : event,
    )
    for (const event of events.splice(0, 2)) log.progress.on(event)
    // Of a run that goes on: it took no time of this one.
    log.progress.on({ event: 'case-end', ...ended('A-KNOWN') })
    for (const event of events) {
      if (event.event === 'case-end') log.at += 1_000
      if (event.event !== 'run-end') log.progress.on(event)
    }
    const lines = log.text().trimEnd().split('\n')
    expect(lines.slice(2, 7)).to.deep.equal([
      '3/22 done, 2.0 s',
      '5/22 done, 4.0 s',
      '7/22 done, 6.0 s, about 14 s left',
      '9/22 done, 8.0 s, about 12 s left',
      '11/22 done, 10.0 s, about 10 s left',
    ])
    expect(lines.at(-1), 'only a rule is left').to.equal('20/22 done, 19.0 s, about 1 s left')
  })

  it('is quiet in a log: what did not pass, and every tenth', () => {
    const log = screen(false)
    for (const event of [...manyPassing(100)]) {
      log.at += 10
      log.progress.on(event)
    }
    const lines = log.text().trimEnd().split('\n')
    expect(lines.slice(0, 3)).to.deep.equal([
      'testing acme-lma (LMA)',
      '100 cases planned',
      '10/100 done, 210 ms',
    ])
    expect(lines).to.have.length(12)
    expect(lines.at(-1)).to.match(/^100\/100 done/)
    expect(log.text()).not.to.include('\x1b').and.not.to.include('\r')
  })

  it('writes a line for a case that did not pass', () => {
    const log = screen(false)
    for (const event of journalOf(mixedCases())) log.progress.on(event)
    expect(log.text()).to.include('✗ LMA-8278-BID-03 A binding was made under BID 255.\n')
    expect(log.text()).not.to.include('LMA-8278-BID-01').and.not.to.include('LMA-5213-GRE-01')
  })

  it('tells once why many cases were not run', () => {
    const log = screen(false)
    const died = { verdict: 'not-run', blame: 'lab', reason: 'the device could not be tested' } as const
    const [run, plan, ...rest] = journalOf(
      ['A-1', 'A-2', 'A-3'].map((id) => ({ plan: planned(id), end: ended(id, died) })),
    )
    for (const event of [run, plan, ...rest]) if (event !== undefined) log.progress.on(event)
    expect(
      log
        .text()
        .split('\n')
        .filter((line) => line.includes('could not be tested')),
    ).to.deep.equal(['· A-1 the device could not be tested'])
    expect(log.text()).to.contain('·3')
  })

  it('shows that it is alive when nothing ends for a minute', () => {
    const log = screen(false)
    for (const event of manyPassing(1).slice(0, 3)) log.progress.on(event)
    log.at = 59_000
    log.tick()
    expect(log.text()).not.to.include('done')
    log.at = 61_000
    log.tick()
    expect(log.text()).to.include('0/1 done, 1 min 01 s\n')
  })

  it('redraws one line on a terminal, with what the lanes run', () => {
    const terminal = screen(true)
    for (const event of manyPassing(3).slice(0, 3)) {
      terminal.at += 200
      terminal.progress.on(event)
    }
    expect(terminal.text().split('\x1b[2K').at(-1)).to.equal('0/3  400 ms  A-0')
    terminal.progress.finish()
    expect(terminal.text().endsWith('\r\x1b[2K')).to.equal(true)
    const before = terminal.text()
    terminal.tick()
    terminal.progress.finish()
    expect(terminal.text()).to.equal(before)
  })

  it('never draws more than a line, and not at every event', () => {
    const terminal = screen(true, 40)
    const events = manyPassing(50)
    for (const event of [...events.slice(0, 2), ...events.filter(({ event }) => event === 'case-start')])
      terminal.progress.on(event)
    const drawn = terminal.text().split('\x1b[2K').slice(1)
    expect(drawn.length).to.be.below(6)
    terminal.at += 500
    terminal.tick()
    for (const line of terminal.text().split('\x1b[2K').slice(1))
      expect((line.split('\n')[0] ?? '').length).to.be.at.most(40)
  })

  it('counts a case that ends again once', () => {
    const log = screen(false)
    const events = manyPassing(10)
    for (const event of events) log.progress.on(event)
    for (const event of events.filter(({ event }) => event === 'case-end')) log.progress.on(event)
    expect(log.text()).not.to.match(/1[1-9]\/10/)
  })

  it('lets nothing act that an event says', () => {
    for (const value of Object.values(hostile)) {
      const log = screen(false)
      const end = ended('A', { verdict: 'fail', reason: value })
      for (const event of journalOf([{ plan: planned('A'), end }], { device: value })) log.progress.on(event)
      log.progress.on({ event: 'trouble', blame: 'lab', message: value })
      expect(log.text()).not.to.match(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u)
    }
  })

  it('is live on a terminal only, and plain with NO_COLOR or in CI', () => {
    const stream = { isTTY: true, columns: 90, write: () => true } as unknown as NodeJS.WriteStream
    expect(progressOptions(stream, {})).to.include({ live: true, color: true })
    for (const environment of [{ NO_COLOR: '1' }, { CI: 'true' }, { TERM: 'dumb' }])
      expect(progressOptions(stream, environment)).to.include({ live: false, color: false })
    const pipe = { isTTY: false, write: () => true } as unknown as NodeJS.WriteStream
    expect(progressOptions(pipe, {})).to.include({ live: false, color: false })
    expect(progressOptions(pipe, {}).width()).to.equal(100)
  })
})
