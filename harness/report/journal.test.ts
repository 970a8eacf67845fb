import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { ended, info, journalOf, linesOf, mixedCases, packet, planned } from './fixture.js'
import { foldJournal, readJournal } from './journal.js'
import { JournalError } from './journal-error.js'

const lines = linesOf(journalOf(mixedCases()))

function fails(broken: readonly string[]): JournalError {
  try {
    foldJournal(broken)
  } catch (error) {
    if (error instanceof JournalError) return error
    throw error
  }
  throw new Error('the journal was read')
}

describe('journal reader', () => {
  let directory: string
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'pmipspec-journal-'))
  })
  after(() => rm(directory, { recursive: true }))

  it('folds a run', () => {
    const run = foldJournal(lines)
    expect(run.complete).to.equal(true)
    expect(run.info).to.deep.equal({ ...info, finished: '2026-03-01T12:01:00.000Z' })
    expect(run.cases.map(({ id, verdict }) => `${id} ${verdict}`)).to.deep.equal([
      'LMA-8278-BID-01 pass',
      'LMA-8278-BID-03 fail',
      'LMA-5213-LIFE-01 warn',
      'LMA-5213-OBS-01 inconclusive',
      'LMA-5213-GRE-01 not-applicable',
      'LMA-5213-LAB-01 error',
      'LMA-5213-END-01 not-run',
    ])
    expect(run.packets.map(({ frame }) => frame)).to.deep.equal([1, 2])
    expect(run.packets[0]).not.to.have.property('event')
    expect(run.cases[1]?.rerun).to.equal('pmipspec run --profile profiles/acme.yaml --case LMA-8278-BID-03')
  })

  it('reads the same from a file, whatever the size of its chunks', async () => {
    const file = join(directory, 'journal.ndjson')
    const many = linesOf(
      journalOf([{ plan: planned('A'), packets: Array.from({ length: 9_000 }, (_, i) => packet(i + 1)) }]),
    )
    await writeFile(file, many.join('\n'))
    expect(await readJournal(file)).to.deep.equal(foldJournal(many))
  })

  it('leaves out a last line that a kill cut off', () => {
    for (const cut of [1, 20, 80]) {
      const last = lines.at(-2) ?? ''
      const run = foldJournal([...lines.slice(0, -2), last.slice(0, -cut)])
      expect(run.complete).to.equal(false)
      expect(run.cases.at(-1)?.reason).to.include('cut off')
    }
  })

  it('reads a last line that lacks only its newline', () => {
    expect(foldJournal(lines.slice(0, -1)).complete).to.equal(true)
  })

  it('names a broken line elsewhere', () => {
    const broken = lines.with(3, (lines[3] ?? '').slice(0, -5))
    expect(fails(broken).line).to.equal(4)
    expect(fails(broken).message).to.match(/^journal line 4: not a JSON object/)
  })

  it('names a field that is wrong, an event nobody knows, and a case nobody planned', () => {
    const end = JSON.stringify({ event: 'case-end', ...ended('LMA-8278-BID-01'), verdict: 'great' })
    expect(fails([...lines.slice(0, 2), end, '']).message).to.equal(
      'journal line 3: case-end: field "verdict" is wrong: "great"',
    )
    expect(fails([...lines.slice(0, 2), '{"event":"tea"}', '']).message).to.include('unknown event "tea"')
    expect(fails([...lines.slice(0, 2), '{"event":"toString"}', '']).message).to.include('unknown event')
    expect(fails([...lines.slice(0, 2), '[1]', '']).message).to.include('not a JSON object')
    const ghost = JSON.stringify({ event: 'case-end', ...ended('GHOST') })
    expect(fails([...lines.slice(0, 2), ghost, '']).message).to.include('case "GHOST" was never planned')
  })

  it('refuses a journal that begins with nothing', () => {
    expect(fails(['']).message).to.include('no run-start')
    expect(fails([lines[1] ?? '', '']).message).to.include('plan stands before run-start')
  })

  it('says which file it cannot read', async () => {
    const error: unknown = await readJournal(join(directory, 'none')).catch((reason: unknown) => reason)
    expect(error).to.be.instanceOf(JournalError).with.property('message').that.includes('none')
  })

  it('lets a later case-end replace an earlier one', () => {
    const again = JSON.stringify({
      event: 'case-end',
      ...ended('LMA-8278-BID-01', { verdict: 'fail', blame: 'device' }),
    })
    const run = foldJournal([...lines.slice(0, -1), again, ''])
    expect(
      run.cases.filter(({ id }) => id === 'LMA-8278-BID-01').map(({ verdict }) => verdict),
    ).to.deep.equal(['fail'])
  })

  it('says of a case that did not end how far it came, with its last attempt', () => {
    const id = 'LMA-8278-BID-01'
    const events = [
      ...journalOf([{ plan: planned(id) }, { plan: planned('LMA-8278-BID-02') }]).slice(0, 2),
      { event: 'case-start', id, at: 10, attempt: 2 } as const,
      { event: 'packet', ...packet(1, { case: id, attempt: 1, at: 12 }) } as const,
      { event: 'packet', ...packet(2, { case: id, attempt: 2, at: 40 }) } as const,
    ]
    const [begun, notBegun] = foldJournal(linesOf(events)).cases
    expect(begun).to.include({ verdict: 'not-run', blame: 'lab', attempts: 2, startedAt: 10, durationMs: 30 })
    expect(begun?.frames).to.deep.equal([2])
    expect(begun?.reason).to.equal('Begun (attempt 2), not ended: the run was cut off.')
    expect(notBegun).to.include({
      verdict: 'not-run',
      attempts: 0,
      reason: 'Not begun: the run was cut off.',
    })
  })

  it('blames what was in trouble for cases that did not run', () => {
    const trouble = { event: 'trouble', blame: 'device', message: 'The device stopped answering.' } as const
    const run = foldJournal(linesOf([...journalOf([{ plan: planned('A') }]).slice(0, 2), trouble]))
    expect(run.cases[0]).to.include({ verdict: 'not-run', blame: 'device' })
    expect(run.troubles).to.deep.equal([{ blame: 'device', message: 'The device stopped answering.' }])
  })

  it('forgets what interrupted a run once it is resumed, but no fault of ours', () => {
    const interrupted = { event: 'trouble', blame: 'lab', message: 'Interrupted.' } as const
    const fault = { event: 'trouble', blame: 'suite', message: 'A fault.' } as const
    const [start, ...rest] = journalOf(mixedCases())
    if (start === undefined) throw new Error('an empty journal')
    const before = [start, ...rest.slice(0, 1), interrupted, fault]
    expect(foldJournal(linesOf(before)).troubles).to.have.length(2)
    const run = foldJournal(linesOf([...before, start, ...rest]))
    expect(run.troubles.map(({ message }) => message)).to.deep.equal(['A fault.'])
    expect(run.complete).to.equal(true)
  })

  it('adds up what standing rules saw', () => {
    const seen = (times: number, frame: number) => {
      const found = { severity: 'fail', code: 'x', message: 'm', frame } as const
      return {
        event: 'standing',
        messages: 3,
        rules: [{ id: 'R', judged: 2, found: [{ finding: found, times }] }],
      } as const
    }
    const run = foldJournal(linesOf([...journalOf([]).slice(0, 2), seen(1, 5), seen(4, 9)]))
    expect(run.standing).to.deep.equal({
      messages: 6,
      rules: [
        {
          id: 'R',
          judged: 4,
          found: [{ finding: { severity: 'fail', code: 'x', message: 'm', frame: 5 }, times: 5 }],
        },
      ],
    })
  })

  it('goes on with a run that was resumed', () => {
    const resumed = { event: 'run-start', info: { ...info, started: '2026-03-02T00:00:00.000Z' } } as const
    const run = foldJournal(linesOf([...journalOf(mixedCases()), resumed]))
    expect(run.complete).to.equal(false)
    expect(run.info.started).to.equal(info.started)
    expect(run.cases).to.have.length(7)
  })
})
