import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { packageRoot } from '../cli/package-root.js'
import { labProblem, withLab } from './lab-bench.js'

const ctl = [process.execPath, join(packageRoot, 'dist', 'harness', 'cli', 'ctl.js')]

interface Left {
  readonly cases: readonly { readonly id: string; readonly verdict: string }[]
}

describe('a stimulus command that lasts until its node is registered, or fails of a refusal', function () {
  this.timeout(60_000)

  it('keeps no case from answering', async function () {
    if (labProblem() !== undefined) this.skip()
    await withLab({ role: 'mag' }, async (lab) => {
      const command = [...ctl, lab.device.control, 'attach', '{node}']
      const attach = ['sh', '-c', '"$0" "$@"; sleep 1.2; exit 1', ...command]
      const ids = ['MAG-5213-REFUSED-05', 'MAG-5213-DEREG-01']
      const cases = ids.flatMap((id) => ['--case', id])
      const profile = lab.profile({ stimulus: { attach } })
      const ended = await lab.run(['run', '--profile', profile, ...cases, '--out', 'out', '--quiet'])
      expect(ended.code, ended.stdout).to.equal(0)
      const left = JSON.parse(readFileSync(join(lab.folder, 'out', 'run.json'), 'utf8')) as Left
      expect(left.cases.map((c) => `${c.id} ${c.verdict}`)).to.deep.equal(ids.map((id) => `${id} pass`))
    })
  })
})
