import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { packageRoot } from '../cli/package-root.js'
import { capturePrograms, findProgram } from '../link/index.js'
import type { Packet, Role, Run } from '../model/index.js'
import { readJournal } from '../report/index.js'
import { decode } from '../wire/index.js'
import { countEvents } from './killed.js'
import { type Ended, type Lab, labProblem, withLab } from './lab-bench.js'
import { hasTool, requireTool } from './tools.js'

const main = join(packageRoot, 'dist', 'harness', 'cli', 'main.js')
const BROKEN = {
  lma: ['bid-255-accepted', 'mmb-bid-wrong'],
  mag: ['bid-255', 'bid-changes-in-refresh'],
} as const

interface Seen {
  readonly on: string
  readonly comment: string
  readonly type: string
  readonly sequence: string
  readonly status: string
}

/** What tshark reads in each frame of a capture file, in order. */
function tshark(file: string): readonly Seen[] {
  const fields = [
    'frame.interface_name',
    'frame.comment',
    'mip6.mhtype',
    'mip6.bu.seqnr',
    'mip6.ba.seqnr',
    'mip6.ba.status',
  ]
  const args = ['-r', file, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])]
  const text = execFileSync('tshark', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      const [on = '', comment = '', type = '', update = '', answer = '', status = ''] = line.split('\t')
      return { on, comment, type, sequence: update || answer, status }
    })
}

/** The same of a packet, as this suite reads it. */
function told(packet: Packet): Omit<Seen, 'on' | 'comment'> {
  const { message } = decode(Buffer.from(packet.octets, 'hex'), packet)
  switch (message.kind) {
    case 'binding-update':
      return { type: '5', sequence: String(message.sequence), status: '' }
    case 'binding-acknowledgement':
      return { type: '6', sequence: String(message.sequence), status: String(message.status) }
    default:
      return { type: String(Buffer.from(packet.octets, 'hex')[2]), sequence: '', status: '' }
  }
}

/** Programs that capture, each wrapped in a script in a folder that goes first in PATH. */
function wrapped(folder: string, script: (program: string) => string): string {
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  for (const { name } of capturePrograms) {
    const file = join(bin, name)
    writeFileSync(file, `#!/bin/sh\n${script(findProgram(name) ?? 'false')}\n`)
    chmodSync(file, 0o755)
  }
  return `${bin}:${process.env.PATH}`
}

describe('capture of a run', () => {
  before(function () {
    const problem = labProblem()
    if (problem !== undefined) {
      if (process.env.CI === 'true') throw new Error(problem)
      console.log(`      skipped, ${problem}`)
      this.skip()
    }
    requireTool(this, 'tshark', 'apt-get install tshark')
    if (!hasTool('tcpdump')) requireTool(this, 'dumpcap', 'apt-get install tcpdump')
  })

  /** Runs cases with what else is given, and reads what is left of it. */
  async function runIn(lab: Lab, words: readonly string[], path = process.env.PATH ?? '') {
    const out = join(lab.folder, 'out')
    rmSync(out, { recursive: true, force: true })
    const command = [
      process.execPath,
      main,
      'run',
      '--profile',
      lab.profile(),
      '--quiet',
      '--out',
      out,
      ...words,
    ]
    const ended = await lab.exec(['env', `PATH=${path}`, ...command])
    return { ended, out, ...(await read(out)) }
  }

  async function read(out: string) {
    const run = await readJournal(join(out, 'journal.ndjson'))
    return { run, frames: tshark(join(out, 'capture.pcapng')), json: jsonOf(out) }
  }

  function jsonOf(out: string): { readonly capture: { readonly from: string; readonly note: string } } {
    return JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'))
  }

  /** Each frame that a report names is in the file what the journal says it is; gives how many there were. */
  function expectNamed(run: Run, frames: readonly Seen[]): number {
    const packets = new Map(run.packets.map((packet) => [packet.frame, packet]))
    let named = 0
    for (const { id, standing, frames: own, findings } of run.cases)
      for (const frame of new Set([...own, ...findings.flatMap((each) => each.frame ?? [])])) {
        const packet = packets.get(frame)
        const seen = frames[frame - 1]
        if (packet === undefined || seen === undefined) throw new Error(`${id} names frame ${frame}`)
        const { on: _, comment, ...message } = seen
        expect(message, `frame ${frame} of ${id}`).to.deep.equal(told(packet))
        // A rule names packets of the cases that it watched.
        if (own.includes(frame) && !standing) expect(comment.split(': ')[0]).to.equal(id)
        expect(comment).to.contain(packet.step)
        named++
      }
    return named
  }

  for (const role of ['lma', 'mag'] as const)
    it(`is from the wire, and the frames that failures name are those messages (${role})`, () =>
      withLab({ role, serve: BROKEN[role].flatMap((name) => ['--defect', name]) }, async (lab) => {
        const { ended, run, frames, json } = await runIn(lab, casesOf(role))
        expect(ended.code, ended.stdout + ended.stderr).to.equal(1)
        // On a host that is very busy a packet may get lost on its way to us.
        const lost = run.captured.filter(({ wire }) => wire === undefined)
        expect(lost.length, json.capture.note).to.be.below(run.captured.length / 20)
        expect(run.cases.filter(({ verdict }) => verdict === 'fail')).to.not.have.length(0)
        expect(expectNamed(run, frames)).to.be.above(10)
        expect(new Set(frames.map(({ on }) => on))).to.include.keys('wlan0', 'lte0')
        expect(run.packets).to.have.length(countEvents(join(lab.folder, 'out', 'journal.ndjson'), 'packet'))
      }))

  it('goes on from the journal when the program that captures ends', () =>
    withLab({ serve: ['--defect', BROKEN.lma[0]] }, async (lab) => {
      const path = wrapped(lab.folder, (program) => `exec ${program} -c 5 "$@"`)
      const { run, frames, json, ended } = await runIn(lab, casesOf('lma'), path)
      expect(ended.code).to.equal(1)
      expect(json.capture.from).to.equal('mixed')
      expect(json.capture.note).to.match(/[:,] wlan0: (tcpdump|dumpcap) ended with exit code 0/)
      expect(ended.stdout.replace(/\s+/g, ' ')).to.contain('not captured and are written from the journal')
      expect(expectNamed(run, frames)).to.be.above(10)
      expect(frames.filter(({ comment }) => comment.endsWith(': from the journal')).length).to.be.above(10)
      expect(frames.filter(({ comment }) => !comment.endsWith(': from the journal'))).to.have.length(10)
    }))

  it('is written from the journal when nothing may capture, and says so everywhere', () =>
    withLab({ serve: ['--defect', BROKEN.lma[0]] }, async (lab) => {
      const path = wrapped(lab.folder, () => 'echo "no right to do this" >&2; exit 1')
      const { run, frames, json, ended, out } = await runIn(lab, casesOf('lma'), path)
      expect(ended.code).to.equal(1)
      expect(json.capture.from).to.equal('journal')
      const why = 'tcpdump ended with exit code 1, saying: no right to do this'
      expect(json.capture.note).to.contain(why)
      expect(ended.stdout.replace(/\s+/g, ' ')).to.contain(why)
      expect(readFileSync(join(out, 'summary.md'), 'utf8')).to.contain('no right to do this')
      expect(readFileSync(join(out, 'report.html'), 'utf8')).to.contain('no right to do this')
      expect(readFileSync(join(out, 'capture.pcapng')).includes(why)).to.equal(true)
      expect(expectNamed(run, frames)).to.be.above(10)
    }))

  it('is drawn from the journal alone where that is asked for', () =>
    withLab({}, async (lab) => {
      const { json, frames, run } = await runIn(lab, ['--capture', 'journal', ...casesOf('lma').slice(0, 2)])
      expect(json.capture.from).to.equal('journal')
      expect(frames).to.have.length(run.packets.length)
    }))

  it('ends with a run that is killed; what was captured until then is kept, and goes on with the run', () =>
    withLab({ serve: ['--defect', BROKEN.lma[0]] }, async (lab) => {
      const pids = join(lab.folder, 'pids')
      const path = wrapped(lab.folder, (program) => `echo $$ >> ${pids}; exec ${program} "$@"`)
      const out = join(lab.folder, 'out')
      const profile = lab.profile()
      const pidFile = join(lab.folder, 'run.pid')
      const words = ['run', '--profile', profile, '--quiet', '--lanes', '1', '--out', out, ...casesOf('lma')]
      const script = `echo $$ > ${pidFile}; exec ${process.execPath} ${main} "$@"`
      const running = lab.exec(['env', `PATH=${path}`, 'sh', '-c', script, 'sh', ...words])
      const journal = join(out, 'journal.ndjson')
      await until(() => countEvents(journal, 'case-end') > 3)
      process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL')
      expect((await running).code).to.equal(undefined)
      await until(() => pidsIn(pids).every((pid) => !existsSync(`/proc/${pid}`)))
      expect(pidsIn(pids).length).to.be.above(1)

      await lab.run(['report', out])
      const cut = await read(out)
      expect(cut.json.capture.from).to.be.oneOf(['wire', 'mixed'])
      expectNamed(cut.run, cut.frames)

      const resumed: Ended = await lab.run(['run', '--resume', out, '--quiet'])
      expect(resumed.code, resumed.stdout + resumed.stderr).to.equal(1)
      const whole = await read(out)
      expect(whole.run.complete).to.equal(true)
      expect(expectNamed(whole.run, whole.frames)).to.be.above(10)
      expect(whole.run.wire.length).to.be.above(cut.run.wire.length)
    }))

  it('of an ordinary user is from the wire too where dumpcap is installed', async function () {
    if (process.getuid?.() !== 0) this.skip() // then every other test here shows it
    const as = ['--reuid', '65534', '--regid', '65534', '--clear-groups']
    const asNobody = (argv: readonly string[], cwd: string) =>
      spawnSync('setpriv', [...as, ...argv], { cwd, encoding: 'utf8' })
    const folder = mkdtempSync(join(tmpdir(), 'pmipspec-nobody-'))
    try {
      chmodSync(folder, 0o777)
      const able = asNobody(
        ['unshare', '--user', '--map-root-user', '--net', process.execPath, main, '--version'],
        folder,
      )
      if (able.status !== 0) this.skip()
      const out = join(folder, 'out')
      const words = ['run', '--suite', 'lma', '--quiet', '--out', out, '--case', 'LMA-5213-ORDER-0*']
      const ended = asNobody([process.execPath, main, ...words], folder)
      expect(ended.status, ended.stdout + ended.stderr).to.equal(0)
      const { run, frames, json } = await read(out)
      expect(json.capture.from, json.capture.note).to.equal(hasTool('dumpcap') ? 'wire' : 'journal')
      expectNamed(run, frames)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

function casesOf(role: Role): readonly string[] {
  const globs =
    role === 'lma' ? ['LMA-8278-BID-*', 'LMA-5213-ORDER-0*'] : ['MAG-8278-PBUMMB-*', 'MAG-8278-BID-*']
  return globs.flatMap((glob) => ['--case', glob])
}

function pidsIn(file: string): readonly number[] {
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number) : []
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setTimeout(done, 5))
}
