import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect } from 'chai'
import { packageRoot } from './package-root.js'

interface Listed {
  readonly id: string
  readonly suite: string
  readonly level: string
  readonly requirements: readonly string[]
  readonly standing: boolean
  readonly notApplicable?: string
}

const reference = join(packageRoot, 'profiles', 'reference-lma.yaml')

function list(...words: readonly string[]) {
  const main = join(packageRoot, 'dist', 'harness', 'cli', 'main.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'list', ...words], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}
function asJson(...words: readonly string[]): readonly Listed[] {
  const { status, stdout, stderr } = list('--json', ...words)
  expect(status, stderr).to.equal(0)
  return (JSON.parse(stdout) as { readonly cases: readonly Listed[] }).cases
}

describe('pmipspec list', () => {
  it('has cases and standing rules, each with level and requirement', () => {
    const all = asJson()
    expect(all.some((c) => c.standing)).to.equal(true)
    expect(all.some((c) => !c.standing)).to.equal(true)
    expect(new Set(all.map((c) => c.id)).size).to.equal(all.length)
    for (const { id, suite, level, requirements } of all) {
      expect(requirements, id).not.to.be.empty
      expect(level, id).to.match(/^(MUST|MUST NOT|SHOULD|SHOULD NOT|MAY|DEF|DECL|FMT)$/)
      expect(id).to.match(suite === 'lma' ? /^LMA-/ : /^MAG-/)
    }
  })

  it('selects by case and by requirement', () => {
    const chosen = asJson('--suite', 'lma', '--case', 'LMA-6275-MH-*', '--requirement', '6275/6.1.1-0[23]')
    expect(chosen.map((c) => c.id)).to.deep.equal(['LMA-6275-MH-01', 'LMA-6275-MH-02'])
  })

  it('says why a case does not apply to a device', () => {
    const reasons = asJson('--profile', reference).map((c) => c.notApplicable)
    expect(reasons).to.include('only for edition draft-06; the profile says rfc8278')
    expect(reasons).to.include(undefined)
    expect(list('--profile', reference).stdout).to.contain('  not applicable: only for edition draft-06')
  })

  it('refuses a filter that matches nothing, and a suite that is not the device’s', () => {
    for (const [words, expected] of [
      [['--case', 'LMA-NONE-*'], 'no case matches --case LMA-NONE-*'],
      [['--case', 'lma-8278-bid-3'], 'matches --case lma-8278-bid-3; did you mean LMA-8278-BID-03?'],
      [['--suite', 'ha'], '--suite "ha": it must be lma or mag'],
      [['--profile', reference, '--suite', 'mag'], 'the device of'],
      [['--profile', 'none.yaml'], 'none.yaml: the profile cannot be used: there is no such file'],
    ] as const) {
      const { status, stdout, stderr } = list(...words)
      expect([status, stdout], stderr).to.deep.equal([2, ''])
      expect(stderr).to.contain(expected)
    }
  })

  it('keeps to the width of a log', () => {
    const longest = Math.max(
      ...list()
        .stdout.split('\n')
        .map((line) => line.length),
    )
    expect(longest).to.be.at.most(100)
  })
})
