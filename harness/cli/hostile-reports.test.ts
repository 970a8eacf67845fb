import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { hostile } from '../report/hostile.js'
import { runWith } from '../report/html/fixture.js'
import { attachments, complaints, type Node, parseXml } from '../report/junit-readers.js'
import { journalOf } from '../run/journal-of.js'
import { packageRoot } from './package-root.js'

const main = join(packageRoot, 'dist', 'harness', 'cli', 'main.js')

/** What no report may hold: controls, direction marks, halves of surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const acting = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/

/** Names of the elements and how they stand in each other, without any text. */
function skeleton({ name, children }: Node): string {
  return `${name}(${children.map(skeleton).join()})`
}

function tagsOf(html: string): readonly string[] {
  return [...html.replace(/<script[\s\S]*?<\/script>/g, '<script>').matchAll(/<\/?[a-z][a-z0-9]*/gi)].map(
    String,
  )
}

/** How many cells each row has, by the rules of GitHub. */
function tableOf(markdown: string): readonly number[] {
  return markdown
    .split('\n')
    .flatMap((line) => (line.startsWith('|') ? [line.split(/(?<!\\)\|/).length] : []))
}

describe('what a device says, from the command line to every report', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-hostile-'))
  const texts = new Map([
    ['plain', 'plain'],
    ['own line', hostile['attachment order on its own line'] ?? ''],
    ['markdown', hostile.markdown ?? ''],
    ['together', Object.values(hostile).join(' ')],
  ])
  const run = (...words: readonly string[]) =>
    spawnSync(process.execPath, [main, ...words], { cwd: folder, encoding: 'utf8' })
  const read = (name: string, file: string) => readFileSync(join(folder, name, file), 'utf8')
  const shown = new Map<string, string>()

  before(() => {
    for (const [name, text] of texts) {
      mkdirSync(join(folder, name))
      const made = runWith(text)
      // Addresses are the kernel's; the rest is the device's.
      const addresses = { source: '2001:db8:ff::a', destination: '2001:db8:1::1' }
      const packets = made.packets.map((packet) => ({ ...packet, ...addresses }))
      const lines = journalOf({ ...made, packets }).map((event) => `${JSON.stringify(event)}\n`)
      writeFileSync(join(folder, name, 'journal.ndjson'), lines.join(''))
      const { stdout, stderr, status } = run('report', name, '--attachment-root', 'results')
      expect(stderr).to.equal('')
      expect(status, 'a device failed, whatever it said').to.equal(1)
      shown.set(name, stdout)
    }
  })
  after(() => rmSync(folder, { recursive: true }))

  it('changes no file but its own cells', () => {
    const plain = parseXml(read('plain', 'junit.xml'))
    for (const name of [...shown.keys()]) {
      expect(readdirSync(join(folder, name)).sort(), name).to.deep.equal(
        readdirSync(join(folder, 'plain')).sort(),
      )
      const xml = read(name, 'junit.xml')
      expect(complaints(xml), name).to.deep.equal([])
      expect(skeleton(parseXml(xml)), name).to.equal(skeleton(plain))
      expect(new Set([...attachments(xml).values()].flat()), name).to.deep.equal(
        new Set(['results/capture.pcapng']),
      )
      expect(tagsOf(read(name, 'report.html')), name).to.deep.equal(tagsOf(read('plain', 'report.html')))
      expect(tableOf(read(name, 'summary.md')), name).to.deep.equal(tableOf(read('plain', 'summary.md')))
      expect(JSON.parse(read(name, 'run.json')), name)
        .to.have.property('cases')
        .that.has.lengthOf(4)
      for (const file of ['junit.xml', 'report.html', 'summary.md'])
        expect(acting.exec(read(name, file))?.index, `${name}, ${file}`).to.equal(undefined)
    }
  })

  it('does nothing to a terminal', () => {
    for (const [name, text] of shown) expect(acting.exec(text)?.index, name).to.equal(undefined)
  })

  it('does nothing to a comparison', () => {
    const { stdout, stderr } = run('compare', 'plain', 'together', '--html', 'x.html')
    expect(stderr).to.equal('')
    expect(acting.exec(stdout)?.index).to.equal(undefined)
    const page = readFileSync(join(folder, 'x.html'), 'utf8')
    expect(acting.exec(page)?.index).to.equal(undefined)
    expect(page.match(/<script/g)).to.have.lengthOf(1)
    expect(page).not.to.match(/<(?:img|skipped|testcase|b>html)/)
  })
})
