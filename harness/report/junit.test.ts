import { expect } from 'chai'
import type { Run } from '../model/index.js'
import { ended, finding, journalOf, linesOf, mixedCases, packet, planned } from './fixture.js'
import { foldJournal } from './journal.js'
import { type JunitOptions, junitXml } from './junit.js'
import { JunitError } from './junit-error.js'
import {
  all,
  attachments,
  azure,
  complaints,
  github,
  gitlab,
  jenkins,
  keptByJenkins,
  parseXml,
} from './junit-readers.js'

const mixed = foldJournal(linesOf(journalOf(mixedCases())))

function outcomesOf(options: JunitOptions): Readonly<Record<string, string>> {
  const cases = all(parseXml(junitXml(mixed, options)), 'testcase')
  return Object.fromEntries(
    cases.map((node) => {
      const found = node.children.find(({ name }) => ['failure', 'error', 'skipped'].includes(name))
      const type = found?.attributes.type === undefined ? '' : ` ${found.attributes.type}`
      return [node.attributes.name?.split(' ')[0] ?? '', `${found?.name ?? 'pass'}${type}`]
    }),
  )
}

function withCases(count: number, more: Partial<Run> = {}): Run {
  const cases = Array.from({ length: count }, (_, i) => {
    const id = `LMA-8278-BIG-${i}`
    return { plan: planned(id), end: ended(id, { verdict: 'fail', reason: 'r', findings: [finding] }) }
  })
  return { ...foldJournal(linesOf(journalOf(cases))), ...more }
}

describe('JUnit file', () => {
  const defaults = {
    'LMA-8278-BID-01': 'pass',
    'LMA-8278-BID-03': 'failure nonconformance',
    'LMA-5213-LIFE-01': 'pass',
    'LMA-5213-OBS-01': 'error inconclusive',
    'LMA-5213-GRE-01': 'skipped',
    'LMA-5213-LAB-01': 'error lab',
    'LMA-5213-END-01': 'error not-run',
  }

  it('has one element for each verdict', () => {
    expect(outcomesOf({})).to.deep.equal(defaults)
  })

  it('fails a warning when strict, and skips what is inconclusive only when told', () => {
    expect(outcomesOf({ strict: true })).to.deep.equal({
      ...defaults,
      'LMA-5213-LIFE-01': 'failure nonconformance',
    })
    expect(outcomesOf({ inconclusive: 'skip' })).to.deep.equal({ ...defaults, 'LMA-5213-OBS-01': 'skipped' })
  })

  it('is taken alike by the readers', () => {
    for (const options of [
      {},
      { strict: true },
      { inconclusive: 'skip', attachment: 'results/x/journal.ndjson' },
    ] as const)
      expect(complaints(junitXml(mixed, options))).to.deep.equal([])
  })

  it('reads in Jenkins by package and with the reason', () => {
    const skipped = jenkins(junitXml(mixed)).find(({ outcome }) => outcome === 'skipped')
    expect(skipped).to.deep.equal({
      package: 'pmipspec.acme-lma.lma',
      classname: 'pmipspec.acme-lma.lma.rfc8278_4_1',
      name: 'LMA-5213-GRE-01 BID 255 is reserved: no binding is made under it',
      outcome: 'skipped',
      message: 'not applicable: The profile does not claim gre.',
    })
  })

  it('reads in GitLab with everything in the body', () => {
    const cases = [...gitlab(junitXml(mixed)).values()]
    expect(cases).to.have.length(7)
    const failed = cases.find(({ status }) => status === 'failure')?.output
    for (const part of [
      '8278/MP-4.1-14',
      'expected: a status',
      'octet   6',
      'frame in the capture: 2',
      'rerun: pmipspec run',
    ])
      expect(failed).to.include(part)
    expect(cases.find(({ status }) => status === 'skipped')?.output).to.equal(
      'not applicable: The profile does not claim gre.',
    )
  })

  it('begins the output with the verdict, a warning in capitals', () => {
    const first = (options: JunitOptions) =>
      all(parseXml(junitXml(mixed, options)), 'system-out').map(({ text }) => text.split('\n')[0] ?? '')
    expect(first({})).to.include('WARNING The lifetime was shortened.')
    expect(first({ strict: true }).join('\n')).not.to.include('WARNING')
    expect(first({})).to.include('FAIL (the device under test) A binding was made under BID 255.')
  })

  it('has the properties of the case', () => {
    const node = all(parseXml(junitXml(mixed)), 'testcase').find((each) =>
      each.attributes.name?.startsWith('LMA-8278-BID-03'),
    )
    const properties = all(node ?? parseXml('<x/>'), 'property').map(({ attributes }) => [
      attributes.name,
      attributes.value,
    ])
    expect(Object.fromEntries(properties)).to.deep.equal({
      requirement: '8278/MP-4.1-14',
      level: 'MUST NOT',
      section: 'RFC 8278 §4.1',
      verdict: 'fail',
      edition: 'rfc8278',
      seed: '7',
    })
  })

  it('ends the output of what is not plainly green with the attachment, and only when told', () => {
    expect(attachments(junitXml(mixed)).size).to.equal(0)
    const xml = junitXml(mixed, { attachment: 'results/x/capture.pcapng' })
    const found = attachments(xml)
    expect(found.size).to.equal(5)
    for (const paths of found.values()) expect(paths).to.deep.equal(['results/x/capture.pcapng'])
    const outputs = all(parseXml(xml), 'system-out').filter(({ text }) => text.includes('[[ATTACHMENT'))
    for (const { text } of outputs)
      expect(text.split('\n').at(-1)).to.equal('[[ATTACHMENT|results/x/capture.pcapng]]')
  })

  it('refuses an attachment path that would not read as one', () => {
    for (const attachment of ['', 'a]]b', 'a\nb', 'a|b', '[x'])
      expect(() => junitXml(mixed, { attachment })).to.throw(JunitError, 'attachment')
  })

  it('rounds times, whatever was measured', () => {
    for (const durationMs of [0.1 + 0.2, 1e-9, Number.NaN, -5, 1234.5678, Number.POSITIVE_INFINITY, 9e12]) {
      const run = withCases(1)
      const cases = run.cases.map((result) => ({ ...result, durationMs }))
      expect(complaints(junitXml({ ...run, cases }))).to.deep.equal([])
    }
  })

  it('has the device in the name of each suite, and no dot of its name in a class', () => {
    const run = withCases(1, { info: { ...mixed.info, device: 'acme 7.2/β' } })
    const xml = junitXml(run)
    expect(all(parseXml(xml), 'testsuite')[0]?.attributes.name).to.equal('acme 7.2/β (lma) RFC 8278 §4.1')
    expect(jenkins(xml)[0]?.classname).to.equal('pmipspec.acme_7_2.lma.rfc8278_4_1')
  })

  it('sorts sections and ids by their numbers', () => {
    const cases = ['5.10', '5.9'].flatMap((section) =>
      ['X-10', 'X-9'].map((id) => ({
        plan: planned(`${id}-${section}`, { section }),
        end: ended(`${id}-${section}`),
      })),
    )
    const names = jenkins(junitXml(foldJournal(linesOf(journalOf(cases))))).map(
      ({ name }) => name.split(' ')[0],
    )
    expect(names).to.deep.equal(['X-9-5.9', 'X-10-5.9', 'X-9-5.10', 'X-10-5.10'])
  })

  it('cuts a long title, never the id', () => {
    const run = foldJournal(
      linesOf(journalOf([{ plan: planned('LMA-1', { title: 'ä'.repeat(400) }), end: ended('LMA-1') }])),
    )
    expect(jenkins(junitXml(run))[0]?.name)
      .to.match(/^LMA-1 ä+…$/)
      .and.have.length(200)
  })

  it('refuses two cases of one name', () => {
    const run = withCases(1)
    expect(() => junitXml({ ...run, cases: [...run.cases, ...run.cases] })).to.throw(
      JunitError,
      'two test cases',
    )
  })

  it('reads in Azure with the reason, and what does not apply as not executed', () => {
    const cases = azure(junitXml(mixed))
    const byOutcome = (outcome: string) => cases.filter((each) => each.outcome === outcome)
    expect(byOutcome('Failed').map(({ name }) => name.split(' ')[0])).to.have.members([
      'LMA-8278-BID-03',
      'LMA-5213-OBS-01',
      'LMA-5213-LAB-01',
      'LMA-5213-END-01',
    ])
    for (const { message } of byOutcome('Failed'))
      expect(message.split('\n')[0]).to.match(/^\S.*\.( \(.*\))?$/)
    expect(byOutcome('NotExecuted').map(({ message }) => message)).to.deep.equal([
      'not applicable: The profile does not claim gre.',
    ])
  })

  it('reads in the actions of GitHub with a sentence for each annotation', () => {
    const noted = github(junitXml(mixed)).filter(({ outcome }) => outcome !== 'success')
    expect(noted).to.have.length(5)
    for (const { annotation, name } of noted) expect(annotation, name).to.match(/^\S[^\n]{10,}$/)
    expect(noted.find(({ name }) => name.startsWith('LMA-8278-BID-03'))?.annotation).to.equal(
      'A binding was made under BID 255.',
    )
  })

  it('says what matters in what Jenkins keeps of a long output', () => {
    const frames = Array.from({ length: 40 }, (_, i) => i + 1)
    const packets = frames.map((frame) => packet(frame, { octets: 'ff'.repeat(1_400) }))
    const attachment = 'results/x/capture.pcapng'
    for (const verdict of ['fail', 'warn', 'inconclusive'] as const) {
      const cases = withCases(1).cases.map((result) => ({ ...result, verdict, frames, findings: [finding] }))
      const [node] = all(parseXml(junitXml({ ...mixed, packets, cases }, { attachment })), 'testcase')
      if (node === undefined) throw new Error('no case')
      const output = node.children.find(({ name }) => name === 'system-out')?.text ?? ''
      expect(output.length).to.be.above(verdict === 'warn' ? 1_000 : 20_000)
      const kept = keptByJenkins(node)
      expect(kept.slice(0, 500), verdict)
        .to.match(/^(FAIL|WARNING|INCONCLUSIVE) /)
        .and.include('8278/MP-4.1-14')
      expect(kept.split('\n').at(-1), verdict).to.equal(`[[ATTACHMENT|${attachment}]]`)
    }
  })

  it('stays small enough when everything fails with large packets', () => {
    const run = withCases(900)
    const packets = Array.from({ length: 20 }, (_, i) => packet(i + 1, { octets: 'ff'.repeat(1_400) }))
    const frames = packets.map(({ frame }) => frame)
    const xml = junitXml({ ...run, packets, cases: run.cases.map((result) => ({ ...result, frames })) })
    expect(complaints(xml)).to.deep.equal([])
    expect(xml).to.include('are cut out here')
  })

  it('tells of trouble with the run itself, which green cases would hide', () => {
    const green = foldJournal(linesOf(journalOf([{ plan: planned('A'), end: ended('A') }])))
    expect(jenkins(junitXml(green))).to.have.length(1)
    const troubled = { ...green, troubles: [{ blame: 'suite', message: 'A promise was rejected.' }] } as const
    const [, trouble] = jenkins(junitXml(troubled))
    expect(trouble).to.include({
      outcome: 'error',
      message: 'A promise was rejected. (a fault of this suite, not the device)',
    })
    expect(complaints(junitXml(troubled))).to.deep.equal([])
    expect(jenkins(junitXml({ ...green, complete: false }))[1]).to.include({ outcome: 'error' })
  })

  it('is a file for a run without cases too', () => {
    expect(complaints(junitXml(foldJournal(linesOf(journalOf([])))))).to.deep.equal([])
  })
})
