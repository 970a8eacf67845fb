import { expect } from 'chai'
import { ended, finding, journalOf, linesOf, mixedCases, planned, threeRounds } from './fixture.js'
import { hostile } from './hostile.js'
import { foldJournal } from './journal.js'
import { markdownSummary } from './markdown.js'

const mixed = foldJournal(linesOf(journalOf(mixedCases())))

/** Cells of each table row, by the rules of GitHub: a bar behind a backslash parts nothing. */
function rows(markdown: string): readonly (readonly string[])[] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
}

describe('Markdown summary', () => {
  it('tells which cases of a repeated run did not end alike', () => {
    const text = markdownSummary(foldJournal(linesOf(journalOf(threeRounds()))))
    expect(text).to.include('## Not alike in every round (1)\n\n- `LMA-8278-BID-03`: 2 pass, 1 fail\n')
    expect(markdownSummary(mixed)).not.to.include('round')
  })

  it('says at a glance how it went', () => {
    expect(markdownSummary(mixed).split('\n')[0]).to.equal('# Not conformant: acme-lma ACME 7.2')
    const green = foldJournal(linesOf(journalOf([{ plan: planned('A'), end: ended('A') }])))
    expect(markdownSummary(green)).to.match(/^# Conformant, as far as tested: /)
    expect(markdownSummary({ ...green, complete: false }))
      .to.match(/^# Undecided: /)
      .and.include('did not end')
    const fault = { ...green, troubles: [{ blame: 'suite', message: 'Oh.' }] } as const
    expect(markdownSummary(fault)).to.match(/^# No verdict on the device: the test suite itself failed/)
    const warned = foldJournal(
      linesOf(journalOf([{ plan: planned('A'), end: ended('A', { verdict: 'warn' }) }])),
    )
    expect(markdownSummary(warned))
      .to.match(/^# Conformant/)
      .and.include('## Warnings (1)')
    expect(markdownSummary(warned, { strict: true }))
      .to.match(/^# Not conformant/)
      .and.include('## Failures (1)')
  })

  it('counts every verdict', () => {
    expect(markdownSummary(mixed)).to.include(
      '| pass | warn | fail | inconclusive | error | not-run | not-applicable |\n' +
        '| ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n| 1 | 1 | 1 | 1 | 1 | 1 | 1 |',
    )
  })

  it('has requirement, reason, frame and rerun of a failure', () => {
    expect(rows(markdownSummary(mixed)).find((cells) => cells[0]?.includes('BID-03'))).to.deep.equal([
      ' `LMA-8278-BID-03` BID 255 is reserved: no binding is made under it ',
      ' `8278/MP-4.1-14` RFC 8278 §4.1, MUST NOT: a binding is never made under BID 255 ',
      ' A binding was made under BID 255. ',
      ' `a status of 128 or more, or no answer` ',
      ' `status 0, status at octet 6` ',
      ' 2 ',
      ' `pmipspec run --profile profiles/acme.yaml --case LMA-8278-BID-03` ',
    ])
  })

  it('tells once what many undecided cases need', () => {
    const cases = ['A', 'B'].map((id) => ({
      plan: planned(id),
      end: ended(id, { verdict: 'inconclusive', blame: 'lab', reason: 'Set observe.' }),
    }))
    const text = markdownSummary(foldJournal(linesOf(journalOf(cases))))
    expect(text).to.include('- **inconclusive** (lab): Set observe.\n  - `A` `B`\n')
  })

  it('covers each section', () => {
    expect(markdownSummary(mixed)).to.include('| RFC 8278 §4.1 | 6 | 1 |  | 1 | 1 | 1 | 1 | 1 |')
  })

  it('tells of the calibration', () => {
    const calibration = {
      answerMs: { median: 3, max: 12 },
      budgets: { silence: 240 },
      clockOffsetMs: -40,
      clockErrorMs: 2,
      notes: ['Silence is proven by a barrier.'],
    }
    const text = markdownSummary({ ...mixed, calibration, repeatedSteps: 2 })
    for (const line of [
      '3 ms (median), 12 ms at most',
      'budget silence: 240 ms',
      '-40 ms ± 2 ms',
      'by a barrier',
      '2 steps',
    ])
      expect(text).to.include(line)
  })

  for (const [name, value] of Object.entries(hostile)) {
    it(`keeps its tables and has no markup of: ${name}`, () => {
      const findings = [{ ...finding, expected: value, got: value, where: value }]
      const end = ended('A', { verdict: 'fail', reason: value, findings })
      const text = markdownSummary(
        foldJournal(
          linesOf(
            journalOf([{ plan: planned('A', { title: value, requirement: value }), end }], { device: value }),
          ),
        ),
      )
      for (const cells of rows(text)) expect(cells.length).to.be.oneOf([7, 9])
      const outsideCode = text.replace(/(`+)[\s\S]*?[^`]\1(?!`)/g, '')
      expect(outsideCode).not.to.match(/<(script|testcase|b|skipped)/i)
      expect(text.split('\n').filter((line) => line.startsWith('#'))).to.have.length(4)
      expect(text).not.to.match(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u)
    })
  }
})
