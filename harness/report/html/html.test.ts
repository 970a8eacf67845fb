import { expect } from 'chai'
import { ended, finding, journalOf, linesOf, packet, planned } from '../fixture.js'
import { hostile } from '../hostile.js'
import { foldJournal } from '../journal.js'
import type { ReportData } from './data.js'
import { bidOffset, failingCase, fixtureRun, runWith } from './fixture.js'
import { htmlReport } from './index.js'
import { packetTables } from './packet-table.js'
import { scriptJson } from './safe-text.js'

function scriptOf(html: string, id: string): string {
  return new RegExp(`<script type="[^"]+" id="${id}">([^<]*)</script>`).exec(html)?.[1] ?? ''
}

const dataOf = (html: string) => JSON.parse(scriptOf(html, 'data')) as ReportData

describe('report.html', () => {
  it('is one file that may ask nobody for anything', () => {
    const html = htmlReport(fixtureRun())
    expect(html).to.match(/^<!doctype html>\n<html lang="en">/)
    expect(html).to.include(
      `content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';`,
    )
    expect(html.match(/<script\b/g)).to.have.length(3)
    expect(html).not.to.match(/<(?:script|img|iframe|audio|video|source)\b[^>]*\ssrc=/)
    expect(html).not.to.match(/<link\b(?![^>]*href="data:,")/)
    expect(html).not.to.match(/@import|url\(/)
    expect(html).not.to.match(
      /\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function/,
    )
  })

  it('is the same when drawn again', () => {
    expect(htmlReport(fixtureRun())).to.equal(htmlReport(fixtureRun()))
  })

  it('has every case with its verdict, requirement and findings', () => {
    const data = dataOf(htmlReport(fixtureRun()))
    expect(data.headline).to.equal('Not conformant')
    expect(data.tone).to.equal('bad')
    expect(data.totals.fail).to.equal(2)
    const each = data.cases.find(({ id }) => id === failingCase().plan.id)
    expect(each?.findings[0]).to.include({ field: 'options[4].bid', offset: bidOffset, frame: 14 })
    expect(each?.frames).to.deep.equal([11, 12, 13, 14, 15, 16])
    expect(data.requirements[each?.requirement ?? -1]).to.include({ section: 'RFC 8278 §3.1', level: 'MUST' })
    expect(data.sections.map(({ name }) => name)).to.deep.equal(
      ['RFC 5213 §5.3', 'RFC 8278 §3.1', 'RFC 8278 §4.1'].filter((name) =>
        data.sections.some((section) => section.name === name),
      ),
    )
    expect(data.sections.flatMap(({ cases }) => cases)).to.have.length(data.cases.length)
  })

  it('shows a warning as a failure when that was asked for', () => {
    const run = fixtureRun()
    const warned = { ...run, cases: run.cases.filter(({ verdict }) => verdict === 'warn') }
    expect(dataOf(htmlReport(warned)).headline).to.equal('Conformant, as far as tested')
    expect(dataOf(htmlReport(warned, { strict: true })).headline).to.equal('Not conformant')
  })

  it('shows the requests that a rule was broken in answer to', () => {
    const rule = { ...failingCase(), plan: planned('LMA-6275-MH-08', { standing: true }) }
    const [first, second, third, fourth] = rule.packets ?? []
    if (!first || !second || !third || !fourth) throw new Error('fixture')
    const owner = planned('LMA-8278-BID-01')
    const end = ended(rule.plan.id, { verdict: 'fail', findings: [{ ...finding, frame: 14 }], frames: [14] })
    const run = foldJournal(
      linesOf(
        journalOf([
          { plan: owner, end: ended(owner.id), packets: [first, second, third, fourth] },
          { plan: rule.plan, end },
        ]),
      ),
    )
    expect(dataOf(htmlReport(run)).cases[1]?.frames).to.deep.equal([13, 14])
  })

  it('bears a journal without packets, and packets that are none', () => {
    const run = fixtureRun()
    for (const packets of [
      [],
      [packet(1, { octets: '' }), packet(2, { octets: '3b' }), packet(3, { octets: 'zz', protocol: 58 })],
      [packet(1, { octets: '04', protocol: 58 }), packet(2, { octets: 'ff'.repeat(1400), protocol: 17 })],
    ])
      expect(() => htmlReport({ ...run, packets })).not.to.throw()
  })
})

describe('packets of report.html', () => {
  const { table, answers } = packetTables(fixtureRun().packets)
  const labels = table.packets.map((row, index) => [row[0], row[6], table.answers[index]])

  it('are labelled, and requests know their answers', () => {
    expect(labels.slice(2)).to.deep.equal([
      [11, 'PBU seq 12 BID 1', 12],
      [12, 'PBA 0 BID 1', -1],
      [13, 'PBU seq 13 BID 2', 14],
      [14, 'PBA 0 BID 3', -1],
      [15, 'PBU seq 14 life 0', 0],
      [16, 'ICMPv6 Parameter Problem code 1', -1],
    ])
    expect(answers.get(13)).to.equal(14)
  })

  it('have a value for each field of their layout', () => {
    for (const row of table.packets) {
      const layout = table.layouts[row[10]] ?? []
      expect(row[11].split('\n')).to.have.length(layout.length)
      for (const [, , offset, length] of layout) expect(offset + length).to.be.at.most(row[9].length / 2)
    }
  })

  it('share the layout of fields', () => {
    const layouts = table.packets.filter(([frame]) => [11, 13].includes(frame)).map((row) => row[10])
    expect(new Set(layouts).size).to.equal(1)
  })

  it('take an answer with a sequence number nobody used for the latest request still open', () => {
    const [first, second] = failingCase().packets ?? []
    if (first === undefined || second === undefined) throw new Error('fixture')
    const strange = { ...second, octets: `${second.octets.slice(0, 16)}7777${second.octets.slice(20)}` }
    expect([...packetTables([first, strange]).answers]).to.deep.equal([[11, 12]])
    expect([...packetTables([first, { ...strange, path: 'lte' }]).answers]).to.deep.equal([[11, 0]])
  })

  it('take a late answer that belongs to no case for that of the request with its number', () => {
    const [first, second] = failingCase().packets ?? []
    if (first === undefined || second === undefined) throw new Error('fixture')
    const asked = { ...first, case: 'A', attempt: 1 }
    expect([...packetTables([asked, second]).answers]).to.deep.equal([[11, 12]])
    expect([...packetTables([asked, { ...second, case: 'B', attempt: 1 }]).answers]).to.deep.equal([[11, 0]])
  })
})

const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u

/** Every string in it. */
function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : []
}

describe('report.html with hostile texts', () => {
  const harmless = htmlReport(runWith('x'))
  const skeleton = (html: string) => html.replace(/(id="(?:data|packets)">)[^<]*/g, '$1')

  for (const [name, text] of Object.entries(hostile)) {
    it(`has nothing outside its data from: ${name}`, () => {
      const html = htmlReport(runWith(text))
      expect(skeleton(html)).to.equal(skeleton(harmless))
      expect(scriptOf(html, 'data'))
        .to.match(/^[ -~]+$/)
        .and.not.match(/[<>&]/)
      expect(scriptOf(html, 'packets')).to.match(/^[A-Za-z0-9+/=]+$/)
    })

    it(`shows nothing that does not print from: ${name}`, () => {
      const run = runWith(text)
      for (const shown of texts(dataOf(htmlReport(run)))) expect(shown).not.to.match(unprintable)
      const { packets } = packetTables(run.packets).table
      for (const row of packets) {
        expect(row[7]).not.to.match(unprintable)
        for (const value of row[11].split('\n')) expect(value).not.to.match(unprintable)
      }
    })
  }

  it('spells escape sequences out instead of dropping them', () => {
    expect(dataOf(htmlReport(runWith('a\x1b[31mb'))).cases[0]?.title).to.equal('a\\x1b[31mb')
  })

  it('has JSON that reads back as it was', () => {
    const value = ['</script><!--', '\u2028\u2029\u202e', '\ud800', 'é&"\\']
    expect(scriptJson(value)).to.match(/^[ -~]+$/)
    expect(JSON.parse(scriptJson(value))).to.deep.equal(value)
  })
})
