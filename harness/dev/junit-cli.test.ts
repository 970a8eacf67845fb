import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { attachments, complaints } from '../report/junit-readers.js'
import { labProblem, withLab } from './lab-bench.js'

const CASES = ['LMA-8278-BID-01', 'LMA-5213-HEADER-03', 'LMA-8278-PATHS-24']

/** How each case ended in a JUnit file: the element inside its `testcase`, with its type or message. */
function outcomes(xml: string): Readonly<Record<string, string>> {
  const found = [...xml.matchAll(/<testcase [^>]*?\sname="(\S+) [^"]*"[^>]*>([\s\S]*?)<\/testcase>/g)]
  return Object.fromEntries(
    found.map(([, id = '', body = '']) => {
      const markup = body.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '')
      const [, element = 'pass', attributes = ''] = /<(failure|error|skipped)\b([^>]*)>/.exec(markup) ?? []
      const told = /(?:type="([^"]*)"|message="(inconclusive|not applicable))/.exec(attributes)
      return [id, [element, told?.[1] ?? told?.[2]].filter((word) => word !== undefined).join(' ')]
    }),
  )
}

describe('junit.xml, from the command line to its readers', () => {
  before(function () {
    const problem = labProblem()
    if (problem === undefined) return
    if (process.env.CI === 'true') throw new Error(problem)
    this.skip()
  })

  it('--inconclusive, --strict and --attachment-root, of a run and of its redrawing', () =>
    withLab({ serve: ['--defect', 'proxy-flag-not-needed'] }, async (lab) => {
      // One case passes, one warns, and one cannot be decided without a look at the binding cache.
      const out = join(lab.folder, 'results', 'x')
      const read = () => {
        const xml = readFileSync(join(out, 'junit.xml'), 'utf8')
        expect(complaints(xml)).to.deep.equal([])
        return xml
      }
      const filter = CASES.flatMap((id) => ['--case', id])
      const profile = lab.profile({ observe: null })
      const words = ['run', '--profile', profile, ...filter, '--quiet', '--out', out]
      const run = await lab.run([...words, '--inconclusive', 'skip', '--attachment-root', 'results/x'])
      expect(run.code, run.stdout + run.stderr).to.equal(3)
      expect(outcomes(read())).to.deep.equal({
        'LMA-8278-BID-01': 'pass',
        'LMA-5213-HEADER-03': 'pass',
        'LMA-8278-PATHS-24': 'skipped inconclusive',
      })
      expect(read()).to.match(/<!\[CDATA\[WARNING /)
      const named = [...attachments(read()).values()].flat()
      expect([...new Set(named)]).to.deep.equal(['results/x/capture.pcapng'])
      expect(named, 'of what is not plainly green').to.have.lengthOf(2)
      expect(existsSync(join(lab.folder, named[0] ?? '')), 'as the CI server finds it').to.equal(true)

      const plain = await lab.run(['report', out])
      expect(plain.code).to.equal(3)
      expect(outcomes(read())).to.include({
        'LMA-5213-HEADER-03': 'pass',
        'LMA-8278-PATHS-24': 'error inconclusive',
      })
      expect([...attachments(read()).values()].flat()).to.deep.equal([])

      const strict = await lab.run(['report', out, '--strict', '--inconclusive=skip'])
      expect(strict.code, 'a warning counts').to.equal(1)
      expect(outcomes(read())).to.include({
        'LMA-5213-HEADER-03': 'failure nonconformance',
        'LMA-8278-PATHS-24': 'skipped inconclusive',
      })

      const bad = await lab.run(['report', out, '--attachment-root', 'a]b'])
      expect(bad.code, 'a path that readers would not take').to.equal(2)
      expect(bad.stderr).to.contain('--attachment-root')
    }))
})
