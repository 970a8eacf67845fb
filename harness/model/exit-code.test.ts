import { expect } from 'chai'
import { exitCode, worstExitCode } from './exit-code.js'
import type { CaseResult, RunInfo, Trouble } from './run.js'
import type { Blame, Verdict } from './verdict.js'

function ended(verdict: Verdict, blame?: Blame): CaseResult {
  return {
    id: 'LMA-8278-X-01',
    title: '',
    role: 'lma',
    requirements: [],
    rfc: '8278',
    section: '4',
    level: 'MUST',
    requirement: '',
    oracle: '',
    notes: [],
    standing: false,
    file: '',
    verdict,
    ...(blame !== undefined && { blame }),
    reason: '',
    startedAt: 0,
    durationMs: 0,
    attempts: 1,
    findings: [],
    frames: [],
    rerun: '',
  }
}

const info: RunInfo = {
  tool: 'pmipspec',
  version: '0',
  device: 'box',
  role: 'lma',
  edition: 'rfc8278',
  profile: 'box.yaml',
  seed: 1,
  started: '2026-03-01T12:00:00.000Z',
}

const codeOf = (cases: readonly CaseResult[], troubles: readonly Trouble[] = [], complete = true) =>
  exitCode({ info, cases, troubles, complete })

const LAB: Trouble = { blame: 'lab', message: 'no route' }
const SUITE: Trouble = { blame: 'suite', message: 'a fault of pmipspec itself' }

describe('exit code', () => {
  it('is 0 for a device that conforms', () => {
    expect(codeOf([ended('pass'), ended('warn'), ended('not-applicable')])).to.equal(0)
  })

  it('is 1 when the device failed, also when much is undecided', () => {
    expect(codeOf([ended('pass'), ended('fail', 'device'), ended('inconclusive', 'lab')])).to.equal(1)
    expect(codeOf([ended('fail', 'device')], [LAB], false)).to.equal(1)
  })

  it('is 3 for what is undecided or the fault of the lab', () => {
    for (const verdict of ['inconclusive', 'not-run', 'error'] as const)
      expect(codeOf([ended('pass'), ended(verdict, 'lab')]), verdict).to.equal(3)
    expect(codeOf([ended('pass')], [LAB])).to.equal(3)
  })

  it('is 3 when the journal ends before the run did', () => {
    expect(codeOf([ended('pass')], [], false)).to.equal(3)
  })

  it("is 4 for the suite's own fault, whatever else there is", () => {
    expect(codeOf([ended('fail', 'device'), ended('error', 'suite')])).to.equal(4)
    expect(codeOf([ended('fail', 'device')], [LAB, SUITE])).to.equal(4)
  })

  it('counts a warning as a failure when strict', () => {
    const run = { info, cases: [ended('warn')], troubles: [], complete: true }
    expect(exitCode(run)).to.equal(0)
    expect(exitCode(run, true)).to.equal(1)
  })

  it('of several runs is 4 before 2 before 1 before 3', () => {
    expect(worstExitCode([0, 3, 1, 2, 4])).to.equal(4)
    expect(worstExitCode([0, 3, 1, 2])).to.equal(2)
    expect(worstExitCode([0, 3, 1])).to.equal(1)
    expect(worstExitCode([0, 3])).to.equal(3)
    expect(worstExitCode([0, 0])).to.equal(0)
    expect(worstExitCode([])).to.equal(0)
  })
})
