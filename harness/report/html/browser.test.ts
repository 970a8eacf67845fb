import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import { expect } from 'chai'
import { type Browser, chromium, type Page } from 'playwright-core'
import { requireTool } from '../../dev/tools.js'
import { hostile } from '../hostile.js'
import { bidOffset, bigRun, failingCase, fixtureRun, runWith } from './fixture.js'
import { htmlReport } from './index.js'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
const failed = failingCase().plan.id

describe('report.html in Chromium', () => {
  let folder = ''
  let browser: Browser | undefined
  let page: Page
  const complaints: string[] = []

  before(async function () {
    requireTool(this, 'chromium', 'apt-get install chromium')
    folder = await mkdtemp(join(tmpdir(), 'pmipspec-html-'))
    await writeFile(join(folder, 'report.html'), htmlReport(fixtureRun()))
    const executablePath = spawnSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).stdout.trim()
    browser = await chromium.launch({ executablePath, args: flags })
  })
  after(async () => {
    await browser?.close()
    if (folder !== '') await rm(folder, { recursive: true })
  })
  beforeEach(async () => {
    complaints.length = 0
    page = await newPage()
  })
  afterEach(async () => {
    await page?.context().close()
    expect(complaints).to.deep.equal([])
  })

  /** A page that remembers what must not happen: errors, messages on the console, requests that leave. */
  async function newPage(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    if (browser === undefined) throw new Error('no browser')
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
    context.setDefaultTimeout(120_000)
    const made = await context.newPage()
    made.on('console', (message) => complaints.push(`console: ${message.text()}`))
    made.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
    made.on('request', (request) => {
      if (!/^(?:file|data|blob):/.test(request.url())) complaints.push(`request: ${request.url()}`)
    })
    return made
  }

  const open = (hash = '', file = 'report.html') => page.goto(`${pathToFileURL(join(folder, file))}${hash}`)
  const shownIds = () => page.locator('.group li:not([hidden]) .id').allTextContents()

  it('shows a waived failure with a badge and its words', async () => {
    const run = fixtureRun()
    const waiver = { case: failed, owner: 'jane', reason: 'known', issue: '#1', expires: '2026-12-31' }
    const waivers = [
      { ...waiver, matches: [failed], leftOut: [] },
      { ...waiver, case: 'LMA-NONE', matches: [], leftOut: [] },
    ]
    const file = 'waived.html'
    await writeFile(join(folder, file), htmlReport({ ...run, info: { ...run.info, waivers } }))
    await open('', file)
    expect(await page.locator('#waivers').textContent()).to.include('fails the run: The waiver of LMA-NONE')
    expect(await page.locator('.block', { hasText: 'Waived 1' }).textContent()).to.include(failed)
    expect(await page.locator('.group a', { hasText: failed }).textContent()).to.match(/^~fail, waived /)
    await open(`#${failed}`, file)
    expect(await page.locator('#view-title .badge').textContent()).to.equal('~fail, waived')
    expect(await page.locator('#top .totals').textContent()).to.contain('~1 of them waived')
    expect(await page.locator('.verdict .waived').textContent()).to.equal(
      'Known: waived until 2026-12-31, jane, #1: known',
    )
  })

  it('tells the verdict, the totals and the coverage at a glance', async () => {
    await open()
    expect(await page.title()).to.equal('Not conformant: acme-lma ACME 7.2, pmipspec report')
    expect(await page.locator('h1').textContent()).to.include('Not conformant')
    expect(await page.locator('.totals').textContent()).to.include('2 fail')
    const row = page.locator('.coverage tr', { hasText: 'RFC 8278 §3.1' })
    expect(await row.locator('td').allTextContents()).to.deep.equal([
      '1 of 2',
      '',
      '1',
      '·',
      '·',
      '·',
      '·',
      '1',
    ])
    expect(await page.locator('#undecided').textContent()).to.include(
      'No way to see the bindings: set observe.',
    )
    await page.locator('.opener', { hasText: 'RFC 8278 §3.1' }).click()
    const opened = await page.locator('.requirement').allTextContents()
    expect(opened).to.have.length(2)
    expect(opened[0]).to.include(failed)
    expect(opened[1]).to.include('8278/MP-3.1-99').and.include('untested, not yet: data plane')
    expect(await page.locator('.block', { hasText: 'Coverage by RFC' }).textContent()).to.include(
      '2 untested: 1 not yet: data plane, 1 not yet: IPsec.',
    )
    expect(await page.locator('.coverage tr', { hasText: 'RFC 9999 §1' }).textContent()).to.include('0 of 1')
  })

  it('filters by verdict, section, level and text', async () => {
    await open()
    expect(await shownIds()).to.have.length(8)
    await page.locator('.chip', { hasText: 'fail' }).click()
    expect(await shownIds()).to.have.members(['LMA-8278-BID-03', failed])
    await page.selectOption('#by-section', 'RFC 8278 §3.1')
    expect(await shownIds()).to.deep.equal([failed])
    await page.locator('button', { hasText: 'show all' }).click()
    expect(await shownIds()).to.have.length(8)
    await page.selectOption('#by-level', 'MUST')
    expect(await shownIds()).to.deep.equal([failed])
    await page.selectOption('#by-level', '')
    await page.fill('#search', 'path SECOND added')
    expect(await shownIds()).to.deep.equal([failed])
    await page.fill('#search', 'nothing like it')
    expect(await shownIds()).to.deep.equal([])
    expect(await page.locator('#count').textContent()).to.include('0 of 8 cases')
  })

  it('filters from the numbers of the coverage', async () => {
    await open()
    await page.getByRole('button', { name: 'RFC 8278 §3.1: 1 failed, show them' }).click()
    expect(await shownIds()).to.deep.equal([failed])
  })

  it('opens a case by its link, with the argument of the verdict', async () => {
    await open(`#${failed}`)
    const article = page.locator('article.case')
    expect(await article.locator('h2').textContent()).to.include('A second path is added to the first')
    const text = await article.textContent()
    for (const part of [
      'BID 2',
      'BID 3',
      'RFC 8278 §3.1, MUST',
      'another LMA answers on the same address',
      'options[4].bid',
    ])
      expect(text).to.include(part)
    expect(await article.locator('code').textContent()).to.equal(
      `pmipspec run --profile profiles/acme.yaml --case ${failed}`,
    )
    expect(await article.locator('mark').allTextContents()).to.deep.equal(['2', '3'])
  })

  it('opens a case by the keyboard alone', async () => {
    await open()
    await page.focus('#search')
    await page.keyboard.type('BID-03')
    await page.keyboard.press('ArrowDown')
    expect(await page.evaluate('document.activeElement.getAttribute("href")')).to.equal('#LMA-8278-BID-03')
    await page.keyboard.press('Enter')
    await page.locator('.inspector').waitFor()
    expect(page.url()).to.match(/#LMA-8278-BID-03$/)
    expect(await page.evaluate('document.activeElement.id')).to.equal('view-title')
  })

  it('draws the exchange, with what was lost and what a finding names', async () => {
    await open(`#${failed}`)
    await page.locator('svg.ladder').waitFor()
    expect(await page.locator('svg .lane-name').allTextContents()).to.deep.equal(['wlan', 'lte', 'acme-lma'])
    expect(
      await page
        .locator('svg a.message')
        .evaluateAll((links) => links.map((link) => link.querySelector('title')?.textContent)),
    ).to.deep.equal([
      'Frame 11 +0.0 ms PBU seq 12 BID 1, sent on wlan (PBU register mn-4 on wlan)',
      'Frame 12 +4.0 ms PBA 0 BID 1, received on wlan (answer)',
      'Frame 13 +8.0 ms PBU seq 13 BID 2, sent on lte (PBU register mn-4 on lte)',
      'Frame 14 +12 ms PBA 0 BID 3, received on lte, named in a finding (answer)',
      'Frame 15 +16 ms PBU seq 14 life 0 no answer seen, sent on lte (PBU register mn-4 on lte)',
      'Frame 16 +20 ms ICMPv6 Parameter Problem code 1, received on lte',
    ])
  })

  it('has the octets and fields of each message, the wrong field marked', async () => {
    await open(`#${failed}`)
    const packets = failingCase().packets ?? []
    expect(await page.locator('.inspector h4').textContent()).to.equal('Frame 14 PBA 0 BID 3')
    for (const { frame, octets } of packets) {
      await page.locator(`a.message[data-frame="${frame}"]`).focus()
      await page.keyboard.press('Enter')
      await page.locator(`.inspector[aria-label="Frame ${frame}"]`).waitFor()
      expect((await page.locator('.hex .octet[data-octet]').allTextContents()).join('')).to.equal(octets)
    }
    await open(`#${failed}/14`)
    const wrong = page.locator('.row.wrong')
    await wrong.waitFor()
    expect(await wrong.getAttribute('data-path')).to.equal('options[4].bid')
    expect(await wrong.textContent()).to.include('expected BID 2; got BID 3')
    expect(
      await page
        .locator('.octet.wrong')
        .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-octet'))),
    ).to.deep.equal([String(bidOffset)])
    expect(await page.locator('.octet.wrong').textContent()).to.equal('03')
  })

  it('lights the octets of a field and the field of an octet, by pointer and by focus', async () => {
    await open(`#${failed}/12`)
    const litOctets = () =>
      page
        .locator('.octet.lit')
        .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('data-octet'))))
    const litFields = () =>
      page.locator('.row.lit').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-path')))
    await page.locator('.row[data-path="sequence"]').hover()
    expect(await litOctets()).to.deep.equal([8, 9])
    await page.locator(`.octet[data-octet="${bidOffset}"]`).hover()
    expect(await litFields()).to.deep.equal(['options[4].bid'])
    expect(await litOctets()).to.deep.equal([bidOffset])
    await page.mouse.move(0, 0)
    await page.locator('.row[data-path="payloadProto"]').focus()
    await page.keyboard.press('ArrowDown')
    expect(await litFields()).to.deep.equal(['headerLength'])
    expect(await litOctets()).to.deep.equal([1])
    await page.locator('.octet[data-octet="0"]').focus()
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight')
    expect(await litFields()).to.deep.equal(['status'])
  })

  it('copies the octets and the command', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await open(`#${failed}/12`)
    await page.locator('button', { hasText: 'Copy octets' }).click()
    await page.locator('#said', { hasText: 'Copied' }).waitFor({ state: 'attached' })
    const clipboard = () => page.evaluate('navigator.clipboard.readText()')
    expect(await clipboard()).to.equal(failingCase().packets?.[1]?.octets)
    await page.locator('button', { hasText: 'Copy command' }).click()
    await page.locator('button', { hasText: 'Copied' }).nth(1).waitFor()
    expect(await clipboard()).to.equal(`pmipspec run --profile profiles/acme.yaml --case ${failed}`)
  })

  it('follows the theme of the system until another is chosen', async () => {
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
    await page.emulateMedia({ colorScheme: 'dark' })
    await open()
    expect(await background()).to.equal('rgb(20, 23, 28)')
    await page.locator('.theme').click()
    expect(await background()).to.equal('rgb(255, 255, 255)')
    await page.reload()
    expect(await background()).to.equal('rgb(255, 255, 255)')
  })

  it('prints the failing cases in full', async () => {
    await open()
    await page.locator('#packets').waitFor({ state: 'detached' })
    await page.emulateMedia({ media: 'print' })
    await page.locator('#print article.case').nth(1).waitFor()
    expect(await page.locator('#print article.case').count()).to.equal(2)
    expect(await page.locator('#print .inspector h4').allTextContents()).to.include('Frame 14 PBA 0 BID 3')
    expect(await page.locator('#panes').isVisible()).to.equal(false)
    expect((await page.pdf()).length).to.be.above(10_000)
  })

  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1440, 390])
      for (const hash of ['', '#cases', `#${failed}/14`])
        it(`can be used by everybody (${colorScheme}, ${width} wide, ${hash || 'overview'})`, async () => {
          await page.setViewportSize({ width, height: 844 })
          await page.emulateMedia({ colorScheme })
          await open(hash)
          if (hash.includes('/')) await page.locator('.inspector').waitFor()
          expect(await page.evaluate('document.documentElement.scrollWidth')).to.be.at.most(width)
          await page.evaluate(axe.source)
          const found = (await page.evaluate('axe.run()')) as axe.AxeResults
          const told = found.violations
            .filter(({ impact }) => impact === 'serious' || impact === 'critical')
            .map(
              ({ id, nodes }) =>
                `${id}: ${nodes
                  .map(({ html }) => html)
                  .join(' ')
                  .slice(0, 300)}`,
            )
          expect(told).to.deep.equal([])
        })

  it('shows hostile texts and obeys none', async () => {
    for (const text of Object.values(hostile)) {
      await writeFile(join(folder, 'hostile.html'), htmlReport(runWith(text)))
      await open('#LMA-0', 'hostile.html')
      await page.reload()
      await page.locator('.inspector').waitFor()
      expect(await page.locator('script').count()).to.equal(2)
      expect(await page.locator('img, iframe, object, embed, base, skipped, testcase, b').count()).to.equal(0)
      const shown = await page.locator('body').innerText()
      expect(shown).not.to.match(/(?!\n|\t)[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/u)
    }
  })

  it('says so when scripts are off', async () => {
    const silent = await newPage({ javaScriptEnabled: false })
    await silent.goto(String(pathToFileURL(join(folder, 'report.html'))))
    expect(await silent.locator('h1').textContent()).to.equal('Not conformant')
    expect(await silent.locator('.noscript').isVisible()).to.equal(true)
    await silent.context().close()
  })

  it('opens 1,000 cases of 20 packets, in less than 15 MB', async () => {
    const html = htmlReport(bigRun(1_000))
    expect(html.length).to.be.below(15_000_000)
    await writeFile(join(folder, 'big.html'), html)
    const begun = performance.now()
    await open('', 'big.html')
    await page.locator('.group').first().waitFor()
    const opened = performance.now() - begun
    await open('#LMA-8278-BIG-990', 'big.html')
    await page.locator('.inspector').waitFor()
    console.log(`      ${(html.length / 1e6).toFixed(1)} MB, opened in ${Math.round(opened)} ms`)
  })
})
