import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Verdict } from '../model/index.js'
import { ended, journalOf, linesOf, planned } from '../report/fixture.js'
import { packageRoot } from './package-root.js'

const main = join(packageRoot, 'dist', 'harness', 'cli', 'main.js')

describe('compare', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pmipspec-compare-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  function results(name: string, verdict: Verdict, device = 'acme-lma'): string {
    mkdirSync(join(folder, name))
    const events = journalOf(
      [{ plan: planned('LMA-8278-BID-03'), end: ended('LMA-8278-BID-03', { verdict }) }],
      { device },
    )
    writeFileSync(join(folder, name, 'journal.ndjson'), linesOf(events).join('\n'))
    writeFileSync(join(folder, name, 'report.html'), '')
    return name
  }
  const compare = (...words: readonly string[]) =>
    spawnSync(process.execPath, [main, 'compare', ...words], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    })

  it('ends with 1 when something got worse, 0 when not, 2 when it cannot tell', () => {
    results('good', 'pass')
    results('bad', 'fail')
    results('other', 'fail', 'other-lma')
    const worse = compare('good', 'bad', '--json')
    expect(worse.status, worse.stderr).to.equal(1)
    expect(JSON.parse(worse.stdout)).to.have.nested.property('counts.worse', 1)
    expect(compare('bad', 'good').status).to.equal(0)
    expect(compare('good', 'other').status, 'another device').to.equal(0)
    expect(compare('good').status).to.equal(2)
    const none = compare('good', 'nowhere')
    expect(none.status).to.equal(2)
    expect(none.stderr).to.include('nowhere is no results folder')
  })

  it('writes a page beside or above the runs, with links that hold', () => {
    results('a #1', 'pass')
    results('b', 'fail')
    mkdirSync(join(folder, 'pages'))
    expect(compare('a #1', 'b', '--html', join('pages', 'x.html')).status).to.equal(1)
    const page = readFileSync(join(folder, 'pages', 'x.html'), 'utf8')
    expect(page).to.include('href="./../a%20%231/report.html#LMA-8278-BID-03"')
    expect(compare('a #1', 'b', '--html', 'no/such/x.html').status).to.equal(2)
  })
})
