import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import { expect } from 'chai'
import { type Browser, chromium } from 'playwright-core'
import { requireTool } from '../../dev/tools.js'
import { ended, journalOf, linesOf, mixedCases, planned } from '../fixture.js'
import { hostile } from '../hostile.js'
import { htmlReport } from '../html/index.js'
import { foldJournal } from '../journal.js'
import { compareRuns, comparisonHtml } from './index.js'

describe('comparison page in Chromium', () => {
  let folder = ''
  let browser: Browser | undefined

  before(async function () {
    requireTool(this, 'chromium', 'apt-get install chromium')
    folder = mkdtempSync(join(tmpdir(), 'pmipspec-compare-'))
    const executablePath = spawnSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).stdout.trim()
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
    const text = Object.values(hostile).join(' ')
    const changed = {
      plan: planned('LMA-8278-BID-01', { title: text }),
      end: ended('LMA-8278-BID-01', { verdict: 'fail', reason: text }),
    }
    const runs = [mixedCases(), [changed, ...mixedCases().slice(1)]].map((cases) =>
      foldJournal(linesOf(journalOf(cases, { vendor: text }))),
    )
    const contestants = runs.map((run, i) => ({ letter: 'AB'[i] ?? '', folder: `run ${i}`, run }))
    for (const { folder: name, run } of contestants) {
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'report.html'), htmlReport(run))
    }
    const links = ['./run%200/report.html', './run%201/report.html']
    writeFileSync(join(folder, 'x.html'), comparisonHtml(compareRuns(contestants), links))
  })
  after(async () => {
    await browser?.close()
    if (folder !== '') rmSync(folder, { recursive: true })
  })

  for (const colorScheme of ['light', 'dark'] as const)
    it(`shows what differs, leads to the case, and is sound for everybody (${colorScheme})`, async () => {
      if (browser === undefined) throw new Error('no browser')
      const context = await browser.newContext({ colorScheme, viewport: { width: 900, height: 700 } })
      context.setDefaultTimeout(120_000)
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('request', (request) => {
        if (!/^(?:file|data|blob):/.test(request.url())) complaints.push(`request: ${request.url()}`)
      })
      await page.goto(pathToFileURL(join(folder, 'x.html')).href)
      const rows = page.locator('#matrix tbody tr:not(.section):visible')
      expect(await rows.evaluateAll((all) => all.map((row) => row.className))).to.deep.equal(['worse'])
      await page.evaluate(axe.source)
      const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults
      expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).to.deep.equal(
        [],
      )
      await page.getByLabel('Show').selectOption('all')
      expect(await rows.count()).to.equal(7)
      await page.getByLabel('Show').selectOption('worse')
      expect(await rows.count()).to.equal(1)
      expect(await page.locator('#matrix tr.section:visible').count()).to.equal(1)
      await page.locator('tr.worse a.fail').click()
      await page.waitForURL(/run%201\/report\.html#LMA-8278-BID-01$/)
      await page.locator('#main h2', { hasText: 'LMA-8278-BID-01' }).waitFor()
      expect(complaints).to.deep.equal([])
      await context.close()
    })
})
