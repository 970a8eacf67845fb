/**
 * `npm run pictures`: the pictures of the README, of a real run against a reference LMA with a defect: its terminal
 * and its report, as Chromium shows them.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { packageRoot } from '../cli/package-root.js'
import { ansiHtml } from './ansi.js'

const folder = join(packageRoot, 'harness', 'report', 'pictures')
const shownCase = 'LMA-8278-PATHS-06'
const words = [
  'run',
  '--defect',
  'mmb-omitted-in-refresh',
  '--case',
  'LMA-8278-PATHS-0[4-8]',
  '--case',
  'LMA-8278-BID-0*',
]
const columns = 120

const made = mkdtempSync(join(tmpdir(), 'pmipspec-pictures-'))
try {
  const output = onTerminal([...words, '--out', join(made, 'results')])
  mkdirSync(folder, { recursive: true })
  const executablePath = spawnSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).stdout.trim()
  if (executablePath === '') throw new Error('chromium is not installed: apt-get install chromium')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    await terminal(browser, output)
    await report(browser)
  } finally {
    await browser.close()
  }
} finally {
  rmSync(made, { recursive: true, force: true })
}

/** What the command prints to a person: util-linux's script gives it a terminal. */
function onTerminal(given: readonly string[]): string {
  const main = join(packageRoot, 'dist', 'harness', 'cli', 'main.js')
  const command = [process.execPath, main, ...given].map((word) => `'${word}'`).join(' ')
  const { NO_COLOR: _, CI: __, ...env } = process.env
  const done = spawnSync('script', ['-qec', `stty cols ${columns} rows 40; ${command}`, '/dev/null'], {
    encoding: 'utf8',
    env: { ...env, TERM: 'xterm-256color' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (done.status !== 1) throw new Error(`the run ended with ${done.status}:\n${done.stdout}`)
  // Where this machine keeps it is nobody's concern.
  return done.stdout.replace(/reports: .*/, 'reports: results/latest')
}

async function terminal(browser: Browser, output: string): Promise<void> {
  const page = await browser.newPage({ deviceScaleFactor: 1.25 })
  const typed = `$ npx pmipspec ${words.map((word) => (/[*[]/.test(word) ? `'${word}'` : word)).join(' ')}\n`
  await page.setContent(`<!doctype html><style>
body{margin:0;display:inline-block;background:#fff}
pre{margin:0;padding:18px 22px;background:#15181d;color:#d7dce3;border-radius:8px;width:${columns + 1}ch;white-space:pre-wrap;word-break:break-all;
font:13px/1.45 "DejaVu Sans Mono",Menlo,Consolas,monospace}
.bold{font-weight:700}.dim{color:#98a2b0}.red{color:#ff8a80}.green{color:#84d6a0}.yellow{color:#f0bd60}.cyan{color:#7fd1e8}
</style><pre>${ansiHtml(typed + output.trimEnd())}</pre>`)
  await page.locator('pre').screenshot({ path: join(folder, 'terminal.png'), omitBackground: true })
}

async function report(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1300, height: 1140 }, colorScheme: 'light' })
  await page.goto(`${pathToFileURL(join(made, 'results', 'report.html'))}#${shownCase}`)
  await page.locator('.inspector').waitFor()
  await page.screenshot({ path: join(folder, 'report.png') })
}
