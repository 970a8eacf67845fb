import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { requireTool } from '../dev/tools.js'
import type { Run } from '../model/index.js'
import { ended, finding, journalOf, linesOf, mixedCases, packet, planned, updateOctets } from './fixture.js'
import { hostile } from './hostile.js'
import { foldJournal } from './journal.js'
import { junitXml } from './junit.js'
import { checkJunit, readJunit } from './junit-check.js'
import { JunitError } from './junit-error.js'
import { all, attachments, complaints, jenkins, parseXml } from './junit-readers.js'

/** Hostile text wherever a device or a careless profile could put it. */
function runWith(text: string): Run {
  const octets = updateOctets(text)
  const findings = [{ ...finding, expected: text, got: text, where: text, causes: [text], message: text }]
  const cases = (['fail', 'not-applicable', 'warn', 'error'] as const).map((verdict, index) => ({
    plan: planned(`LMA-${index}`, {
      title: text,
      requirement: text,
      level: text,
      notes: [text],
      section: text,
    }),
    end: ended(`LMA-${index}`, { verdict, reason: text, findings, frames: [index + 1] }),
    packets: [packet(index + 1, { octets, step: text, path: text, source: text })],
  }))
  const run = foldJournal(linesOf(journalOf(cases, { device: text, version: text })))
  return { ...run, troubles: [{ blame: 'lab', message: text }] }
}

describe('JUnit file with hostile texts', () => {
  for (const [name, text] of Object.entries(hostile)) {
    it(`is not forged by: ${name}`, () => {
      const xml = junitXml(runWith(text), { attachment: 'results/x/journal.ndjson' })
      expect(complaints(xml)).to.deep.equal([])
      expect(
        jenkins(xml)
          .map(({ outcome }) => outcome)
          .sort(),
      ).to.deep.equal(['error', 'error', 'failure', 'passed', 'skipped'])
      expect(jenkins(xml).filter((each) => /^FORGED/.test(each.name))).to.deep.equal([])
      for (const paths of attachments(xml).values()) expect(paths).to.deep.equal(['results/x/journal.ndjson'])
    })
  }

  it('keeps the octets readable in hex', () => {
    const octets = updateOctets(new Uint8Array([...Buffer.from('a]]>b]]>'), 0xff, 0xc0, 0x00, 0x1b]))
    const run = foldJournal(
      linesOf(
        journalOf([
          {
            plan: planned('A'),
            end: ended('A', { verdict: 'fail', frames: [1] }),
            packets: [packet(1, { octets })],
          },
        ]),
      ),
    )
    const body = all(parseXml(junitXml(run)), 'failure')[0]?.text ?? ''
    const dumped = [...body.matchAll(/^ {2}[0-9a-f]{4} {2}((?:[0-9a-f]{2} )+) /gm)]
      .map((row) => row[1])
      .join('')
    expect(dumped.replaceAll(' ', '')).to.equal(octets)
  })

  it('follows the schema', function () {
    requireTool(this, 'xmllint', 'apt-get install libxml2-utils')
    const schema = fileURLToPath(new URL('../../../harness/report/junit.xsd', import.meta.url))
    const mixed = foldJournal(linesOf(journalOf(mixedCases())))
    for (const run of [mixed, ...Object.values(hostile).map(runWith)]) {
      const input = junitXml(run, { attachment: 'results/x/journal.ndjson' })
      const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, '-'], {
        input,
      })
      expect(String(stderr)).to.equal('- validates\n')
      expect(status).to.equal(0)
    }
  })

  it('is told from one that does not follow the schema', function () {
    requireTool(this, 'xmllint', 'apt-get install libxml2-utils')
    const schema = fileURLToPath(new URL('../../../harness/report/junit.xsd', import.meta.url))
    const input = junitXml(runWith('x')).replace('type="nonconformance"', 'type="other"')
    expect(
      spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, '-'], { input }).status,
    ).not.to.equal(0)
  })
})

describe('check of the written JUnit file', () => {
  const xml = junitXml(runWith('x'))
  const intended = readJunit(xml)

  it('takes what was meant', () => {
    expect(() => checkJunit(xml, intended)).not.to.throw()
  })

  const damages: Readonly<Record<string, readonly [string | RegExp, string, string]>> = {
    'a forged case': ['</testcase>', '</testcase><testcase classname="a" name="b"/>', 'tests="'],
    'a lost end': ['</testsuites>', '', 'not well-formed'],
    'two outcomes': ['<skipped ', '<error message="x" type="lab"/><skipped ', 'error and skipped'],
    'a wrong counter': [/errors="\d+"/, 'errors="9"', 'errors="9"'],
    'another outcome': [/<failure [^>]*>[\s\S]*?<\/failure>/, '', 'failures="1" where 0'],
    'a strange element': ['<properties>', '<system-err/><properties>', '<system-err> in'],
    'a case without name': [/name="LMA-0[^"]*"/, 'name=""', 'without name'],
    'another name': [/name="LMA-0[^"]*"/, 'name="other"', 'reads as "other"'],
  }
  for (const [name, [from, to, message]] of Object.entries(damages)) {
    it(`finds ${name}`, () => {
      const damaged = xml.replace(from, to)
      expect(damaged).not.to.equal(xml)
      expect(() => checkJunit(damaged, intended)).to.throw(JunitError, message)
    })
  }
})
