import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { ended, finding, journalOf, linesOf, mixedCases, packet, planned } from './fixture.js'
import { attachments, complaints } from './junit-readers.js'
import type { RunJson } from './run-json.js'
import { ReportError, reports, writeReports } from './write-all.js'

describe('all reports', () => {
  let directory: string
  const read = (file: string) => readFile(join(directory, file), 'utf8')

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'pmipspec-reports-'))
    await writeFile(join(directory, 'journal.ndjson'), linesOf(journalOf(mixedCases())).join('\n'))
  })
  afterEach(() => rm(directory, { recursive: true }))

  it('are drawn from the journal, and nothing else is left behind', async () => {
    const run = await writeReports(directory)
    expect(run.cases).to.have.length(7)
    expect((await readdir(directory)).sort()).to.deep.equal([
      'capture.pcapng',
      'journal.ndjson',
      'junit.xml',
      'report.html',
      'run.json',
      'summary.md',
    ])
    expect(complaints(await read('junit.xml'))).to.deep.equal([])
    expect(await read('summary.md')).to.match(/^# Not conformant/)
  })

  it('are the same when drawn again', async () => {
    await writeReports(directory)
    const before = await Promise.all(reports.map(({ file }) => read(file)))
    await writeReports(directory)
    expect(await Promise.all(reports.map(({ file }) => read(file)))).to.deep.equal(before)
  })

  it('have the run as JSON', async () => {
    await writeReports(directory)
    const json = JSON.parse(await read('run.json')) as RunJson
    expect(Object.keys(json)).to.deep.equal([
      'tool',
      'version',
      'device',
      'role',
      'edition',
      'seed',
      'started',
      'finished',
      'capture',
      'totals',
      'cases',
    ])
    expect(json.totals).to.deep.equal({
      pass: 1,
      'not-applicable': 1,
      warn: 1,
      'not-run': 1,
      inconclusive: 1,
      error: 1,
      fail: 1,
    })
    expect(json.cases[1]).to.deep.equal({
      id: 'LMA-8278-BID-03',
      title: 'BID 255 is reserved: no binding is made under it',
      requirements: ['8278/MP-4.1-14'],
      level: 'MUST NOT',
      verdict: 'fail',
      blame: 'device',
      reason: 'A binding was made under BID 255.',
      durationMs: 212,
      findings: [finding],
      frames: [1, 2],
    })
    expect(json.cases[0]?.blame).to.equal(null)
    expect(json.finished).to.equal('2026-03-01T12:01:00.000Z')
  })

  it('have no end of a run that was cut off', async () => {
    await writeFile(
      join(directory, 'journal.ndjson'),
      linesOf(journalOf(mixedCases()).slice(0, -1)).join('\n'),
    )
    await writeReports(directory)
    expect((JSON.parse(await read('run.json')) as RunJson).finished).to.equal(null)
  })

  it('name the capture as attachment, or the journal where it could not be written', async () => {
    const paths = async () => new Set([...attachments(await read('junit.xml')).values()].flat())
    const withoutCapture = reports.filter((r) => r.file !== 'capture.pcapng')
    await writeReports(directory, { attachmentRoot: 'results/x' }, withoutCapture)
    expect(await paths()).to.deep.equal(new Set(['results/x/journal.ndjson']))
    await writeReports(directory, { attachmentRoot: './results/x/' })
    expect(await paths()).to.deep.equal(new Set(['results/x/capture.pcapng']))
  })

  it('are written although one fails, and that is told at the end', async () => {
    const broken = { file: 'broken', write: () => Promise.reject(new Error('no ink')) }
    const error: unknown = await writeReports(directory, {}, [broken, ...reports, broken]).catch(
      (reason: unknown) => reason,
    )
    expect(error).to.be.instanceOf(ReportError)
    expect((error as ReportError).files).to.deep.equal(['broken', 'broken'])
    expect((error as ReportError).message).to.include('broken: no ink')
    expect(await readdir(directory)).to.include.members(['junit.xml', 'run.json', 'summary.md'])
  })

  it('leave the old file and no scraps when a new one cannot be written', async () => {
    await writeReports(directory)
    const before = await read('junit.xml')
    const error: unknown = await writeReports(directory, { attachmentRoot: 'a]b' }).catch(
      (reason: unknown) => reason,
    )
    expect(error).to.be.instanceOf(ReportError).with.property('message').that.includes('junit.xml')
    expect(await read('junit.xml')).to.equal(before)
    expect((await readdir(directory)).filter((file) => file.endsWith('.tmp'))).to.deep.equal([])
  })

  it('bear 1,000 cases of 20 packets', async () => {
    const cases = Array.from({ length: 1_000 }, (_, i) => {
      const packets = Array.from({ length: 20 }, (_, n) => packet(i * 20 + n + 1))
      const frames = packets.map(({ frame }) => frame)
      const failed = {
        verdict: 'fail',
        blame: 'device',
        findings: [{ ...finding, frame: frames[3] ?? 0 }],
      } as const
      const id = `LMA-8278-BIG-${i}`
      return { plan: planned(id), end: ended(id, { frames, ...(i % 10 === 0 ? failed : {}) }), packets }
    })
    await writeFile(join(directory, 'journal.ndjson'), linesOf(journalOf(cases)).join('\n'))
    const begun = performance.now()
    await writeReports(directory)
    const xml = await read('junit.xml')
    console.log(
      `      ${Math.round(performance.now() - begun)} ms, junit.xml ${Math.round(xml.length / 1_000)} kB`,
    )
    expect(complaints(xml)).to.deep.equal([])
  })
})
