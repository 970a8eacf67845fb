import { existsSync } from 'node:fs'
import { expect } from 'chai'
import { labProblem, withLab } from './lab-bench.js'

describe('lab bench', () => {
  before(function () {
    const problem = labProblem()
    if (problem === undefined) return
    if (process.env.CI === 'true') throw new Error(problem)
    console.log(`      skipped, ${problem}`)
    this.skip()
  })

  it('runs commands beside a device, and leaves nothing behind', async () => {
    const { folder, pid } = await withLab({}, async (lab) => {
      const version = await lab.run(['--version'])
      expect(version).to.deep.include({ code: 0, stderr: '' })
      const links = await lab.exec(['ip', '-br', 'link'])
      expect(links.stdout).to.contain('wlan0').and.to.contain('lte0')
      expect(existsSync(`/proc/${lab.device.pid}`)).to.equal(true)
      return { folder: lab.folder, pid: lab.device.pid }
    })
    expect(existsSync(folder)).to.equal(false)
    expect(existsSync(`/proc/${pid}`)).to.equal(false)
  })

  it('takes down the lab when its user fails', async () => {
    let folder = ''
    const failing = withLab({}, async (lab) => {
      folder = lab.folder
      throw new Error('mine')
    })
    const error = await failing.then(
      () => undefined,
      (e: unknown) => e,
    )
    expect(error).to.be.an('error').with.property('message', 'mine')
    expect(existsSync(folder)).to.equal(false)
  })

  it('kills the device on demand, and gives the code of a command that fails', async () => {
    await withLab({}, async (lab) => {
      lab.device.kill()
      const listed = await lab.run(['list', '--case', 'NO-SUCH-CASE'])
      expect(listed.code).to.equal(2)
      expect(listed.stderr).to.contain('NO-SUCH-CASE')
    })
  })
})
