import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { JournalEvent } from '../model/index.js'
import { JournalWriter } from './journal-writer.js'

describe('JournalWriter', () => {
  let folder = ''
  let file = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pmipspec-test-'))
    file = join(folder, 'journal.ndjson')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const lines = () => readFileSync(file, 'utf8').split('\n')
  const packet = (at: number) =>
    ({
      at,
      direction: 'sent',
      path: 'wlan',
      source: '2001:db8:1::1',
      destination: '2001:db8:ff::a',
      protocol: 135,
      octets: Uint8Array.of(0, 59, 1, 255).subarray(1),
      step: 'barrier',
    }) as const

  it('has each event in the file the moment it is written', () => {
    const seen: JournalEvent[] = []
    const journal = new JournalWriter(file, 0, (event) => {
      expect(lines().at(-2)).to.equal(JSON.stringify(event))
      seen.push(event)
    })
    journal.write({ event: 'case-start', id: 'A', at: 1, attempt: 1 })
    journal.write({ event: 'trouble', blame: 'lab', message: 'two\nlines' })
    expect(lines()).to.have.lengthOf(3)
    expect(seen).to.have.lengthOf(2)
    journal.close()
  })

  it('numbers packets from 1, in the time of the run, as hex', () => {
    const journal = new JournalWriter(file, 1000)
    expect([journal.packet(packet(1000.25)), journal.packet(packet(1001))]).to.deep.equal([1, 2])
    const [first] = lines().map((line) => JSON.parse(line || '{}'))
    expect(first).to.deep.include({ event: 'packet', frame: 1, at: 0.25, octets: '3b01ff', step: 'barrier' })
    journal.close()
  })

  it('never throws when the disk is full: it tells once, and keeps why', () => {
    const seen: JournalEvent[] = []
    const journal = new JournalWriter('/dev/full', 0, (event) => void seen.push(event))
    let told = 0
    journal.onFailure = () => void told++
    expect(journal.failure).to.equal(undefined)
    journal.write({ event: 'case-start', id: 'A', at: 1, attempt: 1 })
    expect(journal.packet(packet(1))).to.equal(1)
    journal.close()
    expect([told, seen.length]).to.deep.equal([1, 0])
    expect(journal.failure?.message).to.match(
      /^\/dev\/full cannot be written, so the run was ended: ENOSPC.*; make room, then `pmipspec report \/dev` draws/,
    )
  })

  it('goes on behind what there is, and with its numbers, when a run is resumed', () => {
    const first = new JournalWriter(file, 0)
    first.packet(packet(1))
    first.close()
    const second = new JournalWriter(file, 0, undefined, { frames: 1, captured: 0 })
    expect(second.packet(packet(2))).to.equal(2)
    second.close()
    expect(lines()).to.have.lengthOf(3)
  })

  it('takes nothing more after its end, and may be closed twice', () => {
    const journal = new JournalWriter(file, 0)
    journal.close()
    journal.close()
    journal.write({ event: 'case-start', id: 'A', at: 1, attempt: 1 })
    expect(lines()).to.deep.equal([''])
  })

  it('tells times to the microsecond', () => {
    const journal = new JournalWriter(file, 0.1)
    expect(journal.since(0.3)).to.equal(0.2)
    journal.close()
  })
})
