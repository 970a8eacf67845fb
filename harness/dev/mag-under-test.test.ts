import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { packageRoot } from '../cli/package-root.js'
import { type Lab, type LabOptions, labProblem, withLab } from './lab-bench.js'

/** What a run left. */
interface Left {
  readonly cases: readonly { readonly id: string; readonly verdict: string; readonly reason: string }[]
}

function leftBy(lab: Lab, folder: string): Left {
  return JSON.parse(readFileSync(join(lab.folder, folder, 'run.json'), 'utf8')) as Left
}

/** Without the line breaks of a terminal. */
function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

const FIRST = ['--case', 'MAG-8278-FIRST-01', '--out', 'out', '--quiet']
const ctl = [process.execPath, join(packageRoot, 'dist', 'harness', 'cli', 'ctl.js')]

describe('a MAG under test, by its profile', () => {
  before(function () {
    if (labProblem() !== undefined) this.skip()
  })

  const inLab = (title: string, options: LabOptions, use: (lab: Lab) => Promise<void>) =>
    it(title, () => withLab({ role: 'mag', ...options }, use))

  inLab('is told what to do by commands', {}, async (lab) => {
    const { code, stdout } = await lab.run(['run', '--profile', lab.profile(), ...FIRST])
    expect(code, stdout).to.equal(0)
    expect(leftBy(lab, 'out').cases.map((c) => `${c.id} ${c.verdict}`)).to.deep.equal([
      'MAG-8278-FIRST-01 pass',
    ])
  })

  inLab(
    'is told what to do by lines written to a FIFO',
    { serve: ['--fifo', '/tmp/pmipspec-test.fifo'] },
    async (lab) => {
      const write = (deed: string, subject: string) => [
        'sh',
        '-c',
        `echo "${deed} $0" > /tmp/pmipspec-test.fifo`,
        subject,
      ]
      const profile = lab.profile({
        stimulus: { attach: write('attach', '{node}'), detach: write('detach', '{node}') },
      })
      const { code, stdout } = await lab.run(['run', '--profile', profile, ...FIRST])
      expect(code, stdout).to.equal(0)
    },
  )

  inLab(
    'that cannot be told anything makes its cases inconclusive, with what to configure',
    {},
    async (lab) => {
      const profile = lab.profile({ stimulus: { attach: null } })
      const { code } = await lab.run(['run', '--profile', profile, ...FIRST])
      expect(code).to.equal(3)
      const [first] = leftBy(lab, 'out').cases
      expect(first?.verdict).to.equal('inconclusive')
      expect(first?.reason).to.match(/^nothing tells how to attach .*: configure stimulus\.attach/)
    },
  )

  inLab('whose command fails is the lab’s trouble, in one sentence', {}, async (lab) => {
    const profile = lab.profile({
      stimulus: { attach: ['sh', '-c', 'echo no such subscriber >&2; exit 1', '{node}'] },
    })
    const { code, stdout } = await lab.run(['run', '--profile', profile, ...FIRST])
    expect(code).to.equal(3)
    expect(flat(stdout)).to.contain('ended with exit code 1').and.to.contain('no such subscriber')
    expect(leftBy(lab, 'out').cases[0]?.verdict).to.equal('not-run')
  })

  inLab('that attaches another node than asked is told so', {}, async (lab) => {
    const attach = [...ctl, lab.device.control, 'attach', 'other-{node}']
    const { code, stdout } = await lab.run([
      'run',
      '--profile',
      lab.profile({ stimulus: { attach } }),
      ...FIRST,
    ])
    expect(code).to.equal(3)
    expect(flat(stdout)).to.match(/what came was a Proxy Binding Update for other-mn-\d+/)
  })

  inLab('that is not there is told so', {}, async (lab) => {
    lab.device.kill()
    const { code, stdout } = await lab.run(['run', '--profile', lab.profile(), ...FIRST])
    expect(code).to.equal(3)
    // Its namespace goes with it, and so do the links.
    expect(flat(stdout)).to.contain('interface wlan0 (path wlan0) is not there, not up, or has no address')
  })

  inLab('that sends nothing is told so', { serve: ['--defect', 'never-registers'] }, async (lab) => {
    const { code, stdout } = await lab.run([
      'run',
      '--profile',
      lab.profile({ timing: { attach: '300ms' } }),
      ...FIRST,
    ])
    expect(code).to.equal(3)
    expect(flat(stdout)).to.contain('sends no Proxy Binding Update for a node it was told to attach')
  })

  inLab('has its nodes detached after Ctrl-C', {}, async (lab) => {
    const main = join(packageRoot, 'dist', 'harness', 'cli', 'main.js')
    const told = [...ctl, lab.device.control, 'detach', '{node}']
    const detach = ['sh', '-c', 'echo "$4" >> detached.txt; exec "$0" "$@"', ...told]
    const profile = lab.profile({ stimulus: { detach } })
    const run = [
      process.execPath,
      main,
      'run',
      '--profile',
      profile,
      '--case',
      'MAG-8278-FIRST-03',
      '--out',
      'out',
    ]
    // Interrupts the run once the case has its PBU.
    const script = `"$0" "$@" & while ! grep -q '"case":.*"step":"registration of' out/journal.ndjson; do sleep 0.1; done; kill -INT $!; wait $!`
    const { code } = await lab.exec(['sh', '-c', script, ...run])
    expect(code).to.equal(3)
    const journal = readFileSync(join(lab.folder, 'out', 'journal.ndjson'), 'utf8')
    const [, node = '?'] = /"case":"[^"]*"[^\n]*"step":"registration of (\S+)/.exec(journal) ?? []
    expect(readFileSync(join(lab.folder, 'detached.txt'), 'utf8').split('\n')).to.include(node)
  })
})
