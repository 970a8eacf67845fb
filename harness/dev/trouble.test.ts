import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { type Ended, type Lab, labProblem, withLab } from './lab-bench.js'

interface Result {
  readonly totals: Readonly<Record<string, number>>
  readonly cases: readonly { id: string; verdict: string; blame: string | null; reason: string }[]
}

const SOME = ['--case', 'LMA-8278-BID-0[1-3]', '--case', 'LMA-8278-PATHS-02']

/** Runs a few cases with a profile changed in one thing; the results folder must be there, with every report. */
async function run(
  lab: Lab,
  changes: object,
  words: readonly string[] = SOME,
): Promise<Ended & { result: Result }> {
  const out = join(lab.folder, 'out')
  const ended = await lab.run(['run', '--profile', lab.profile({ ...changes }), '--out', out, ...words])
  for (const file of ['journal.ndjson', 'junit.xml', 'run.json', 'summary.md', 'capture.pcapng'])
    expect(existsSync(join(out, file)), `${file} after: ${ended.stdout}${ended.stderr}`).to.equal(true)
  return { ...ended, result: JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as Result }
}

/** Keeps the device's host, and so the links to it, when its process is gone, as after a crash. */
async function keepHost(lab: Lab): Promise<void> {
  const host = lab.exec(['nsenter', `--net=/proc/${lab.device.pid}/ns/net`, 'sleep', '40'])
  host.catch(() => {})
  await new Promise((done) => setTimeout(done, 500)) // until it is in the namespace
}

const QUICK = { timing: { answer: '300ms', recovery: '600ms' } }

describe('trouble in the lab', () => {
  before(function () {
    const problem = labProblem()
    if (problem === undefined) return
    if (process.env.CI === 'true') throw new Error(problem)
    this.skip()
  })

  it('none: exit 0, all decided', () =>
    withLab({}, async (lab) => {
      const { code, result, stdout } = await run(lab, {})
      expect(code, stdout).to.equal(0)
      expect(result.totals.pass).to.equal(4)
    }))

  it('one lane gives the same verdicts', () =>
    withLab({}, async (lab) => {
      const { code, result } = await run(lab, { lanes: 1 })
      expect(code).to.equal(0)
      expect(result.totals.pass).to.equal(4)
    }))

  it('a device that is down: nothing listens there, exit 3', () =>
    withLab({}, async (lab) => {
      await keepHost(lab)
      lab.device.kill()
      const { code, result, stdout } = await run(lab, QUICK)
      expect(code).to.equal(3)
      expect(result.totals['not-run']).to.equal(4)
      expect(stdout.replace(/\s+/g, ' '), stdout).to.match(
        /2001:db8:ff::a (does not answer|cannot be tested)/,
      )
    }))

  it('a wrong address: said with what to check, exit 3', () =>
    withLab({}, async (lab) => {
      const { code, result, stdout } = await run(lab, { ...QUICK, lma: { address: '2001:db8:1::99' } })
      expect(code).to.equal(3)
      expect(result.totals['not-run']).to.equal(4)
      expect(stdout).to.contain('lma.address')
    }))

  it('an address without a route: said with the command that adds one, exit 3', () =>
    withLab({}, async (lab) => {
      const { code, stdout } = await run(lab, { ...QUICK, lma: { address: '2001:db8:dead::1' } })
      expect(code).to.equal(3)
      expect(stdout).to.contain('ip -6 route add 2001:db8:dead::1')
    }))

  it('a missing interface: named, with those there are, exit 3', () =>
    withLab({}, async (lab) => {
      const paths = [
        { name: 'wlan', interface: 'nosuch0', address: '2001:db8:1::1', 'access-technology': 4, label: 9 },
      ]
      const { code, stdout } = await run(lab, { paths, 'foreign-mag': null })
      expect(code).to.equal(3)
      expect(stdout.replace(/\s+/g, ' ')).to.match(/interface nosuch0 \(path wlan\) is not there.*wlan0/)
    }))

  it('an address that is not on its interface: named, with the command that adds it, exit 3', () =>
    withLab({}, async (lab) => {
      await lab.exec(['ip', 'address', 'del', '2001:db8:2::1/64', 'dev', 'lte0'])
      const { code, stdout } = await run(lab, {})
      expect(code).to.equal(3)
      expect(stdout, stdout).to.contain('ip -6 address add 2001:db8:2::1/64 dev lte0')
    }))

  it('no right to raw sockets: said with what grants it, exit 3', () =>
    withLab({}, async (lab) => {
      const out = join(lab.folder, 'out')
      const main = join(import.meta.dirname, '..', 'cli', 'main.js')
      const words = ['run', '--profile', lab.profile(), '--out', out, ...SOME]
      const { code, stdout } = await lab.exec([
        'setpriv',
        '--bounding-set=-net_raw',
        '--inh-caps=-net_raw',
        process.execPath,
        main,
        ...words,
      ])
      expect(code, stdout).to.equal(3)
      expect(stdout).to.contain('setcap')
    }))

  it('an observe command that fails: its words are told, the lab is to blame, exit 3', () =>
    withLab({}, async (lab) => {
      const script = join(lab.folder, 'show.sh')
      writeFileSync(script, '#!/bin/sh\necho "login failed" >&2\nexit 7\n', { mode: 0o755 })
      const { code, result } = await run(lab, { observe: { socket: null, command: [script] } })
      expect(code).to.equal(3)
      const looked = result.cases.find((c) => c.id === 'LMA-8278-PATHS-02')
      expect(looked).to.include({ verdict: 'error', blame: 'lab' })
      expect(looked?.reason).to.match(/exit code 7, saying: "login failed"/)
    }))

  it('an observe command that prints nonsense: place and value are told, exit 3', () =>
    withLab({}, async (lab) => {
      const command = ['echo', '{"mobileNodes":[{"id":7}]}']
      const { code, result } = await run(lab, { observe: { socket: null, command } })
      expect(code).to.equal(3)
      const looked = result.cases.find((c) => c.id === 'LMA-8278-PATHS-02')
      expect(looked).to.include({ verdict: 'error', blame: 'lab' })
      expect(looked?.reason).to.contain('mobileNodes[0].id is 7, expected a string')
    }))

  it('an observe command that lists nothing: it is not believed, the wire tells, exit 3', () =>
    withLab({}, async (lab) => {
      const command = ['echo', '{"mobileNodes":[]}']
      const { code, result, stdout } = await run(lab, { observe: { socket: null, command } })
      expect(code).to.equal(3)
      expect(result.totals).to.include({ pass: 4, fail: 0 })
      expect(stdout.replace(/\s+/g, ' ')).to.match(
        /observe lists 0 mobile nodes, but not mn-\d+@example\.net, whose registration was just accepted.*the lab, not the device/,
      )
    }))

  it('a device without observe: the wire tells', () =>
    withLab({}, async (lab) => {
      const { code, result } = await run(lab, { observe: null })
      expect(code).to.equal(0)
      expect(result.totals.pass).to.equal(4)
    }))

  it('a device that dies of one case: that case fails, the rest is not-run, exit 1', () =>
    withLab({ serve: ['--defect', 'crashes-on-second-path-with-handoff-2'] }, async (lab) => {
      const { code, result } = await run(lab, { ...QUICK, lanes: 1 }, [
        ...['--case', 'LMA-8278-PATHS-0[1-9]', '--case', 'LMA-8278-BID-0[1-3]'],
      ])
      expect(code).to.equal(1)
      const failed = result.cases.filter((c) => c.verdict === 'fail')
      expect(failed.map((c) => c.id)).to.deep.equal(['LMA-8278-PATHS-08'])
      expect(failed[0]?.reason).to.contain('to nothing any more')
      expect(result.totals['not-run']).to.be.greaterThan(0)
    }))

  it('a device killed in the middle: a clear reason, not-run for the rest, exit 1', () =>
    withLab({}, async (lab) => {
      await keepHost(lab)
      const words = ['--case', 'LMA-5213-[AMO]*']
      const running = run(lab, { ...QUICK, lanes: 1 }, words)
      const journal = join(lab.folder, 'out', 'journal.ndjson')
      while (!existsSync(journal) || readFileSync(journal, 'utf8').split('"event":"case-end"').length < 30)
        await new Promise((done) => setTimeout(done, 20))
      lab.device.kill()
      const { code, result } = await running
      expect(code, JSON.stringify(result.cases.map((c) => [c.id, c.verdict, c.reason]))).to.equal(1)
      expect(result.cases.filter((c) => c.reason.includes('to nothing any more'))).to.have.length(1)
      expect(result.totals['not-run']).to.be.greaterThan(20)
    }))
})

describe('trouble with the command line', () => {
  it('a typo in the profile: file, line and field, exit 2', () =>
    withLab({}, async (lab) => {
      const file = lab.profile()
      writeFileSync(file, readFileSync(file, 'utf8').replace('label:', 'lable:'))
      const { code, stderr } = await lab.run(['run', '--profile', file])
      expect(code).to.equal(2)
      expect(stderr).to.match(/:\d+: paths\[0\]\.lable: unknown field; did you mean "label"\?/)
    }))

  it('a filter that matches nothing: exit 2', () =>
    withLab({}, async (lab) => {
      const { code, stderr } = await lab.run(['run', '--profile', lab.profile(), '--case', 'LMA-9999-*'])
      expect(code).to.equal(2)
      expect(stderr).to.contain('no case for an LMA matches --case LMA-9999-*')
    }))

  it('an unknown option: exit 2', () =>
    withLab({}, async (lab) => {
      expect((await lab.run(['run', '--profil', 'x'])).code).to.equal(2)
    }))
})
