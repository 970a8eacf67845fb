import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { requireTool } from '../dev/tools.js'
import { readCapture } from '../wire/index.js'
import { captureOctets, writeCapture } from './capture.js'
import { journalOf, linesOf, mixedCases } from './fixture.js'
import { foldJournal } from './journal.js'

const exampleRun = () => foldJournal([...linesOf(journalOf(mixedCases())), ''])

describe('capture', () => {
  it('has the packets of the journal in order, so that frame numbers agree', () => {
    const run = exampleRun()
    const capture = readCapture(captureOctets(run))
    expect(capture.error).to.equal(undefined)
    expect(capture.frames.map((f) => f.number)).to.deep.equal(run.packets.map((p) => p.frame))
    capture.frames.forEach((frame, i) => {
      const packet = run.packets[i]
      expect(Buffer.from(frame.octets.subarray(40)).toString('hex')).to.equal(packet?.octets)
    })
  })

  it('names the case and step of each packet in its comment', () => {
    const run = exampleRun()
    const { frames } = readCapture(captureOctets(run))
    const of = run.packets.findIndex((p) => p.case !== undefined)
    expect(frames[of]?.comment).to.contain(run.packets[of]?.case)
  })

  it('is read by tshark, addresses and all', async function () {
    requireTool(this, 'tshark', 'apt-get install tshark')
    const folder = mkdtempSync(join(tmpdir(), 'pmipspec-capture-'))
    try {
      const file = join(folder, 'capture.pcapng')
      const run = exampleRun()
      await writeCapture(run, file)
      const lines = execFileSync('tshark', ['-r', file, '-T', 'fields', '-e', 'ipv6.src', '-e', 'ipv6.dst'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      expect(lines.trim().split('\n')).to.deep.equal(run.packets.map((p) => `${p.source}\t${p.destination}`))
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
