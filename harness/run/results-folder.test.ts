import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect } from 'chai'
import { makeResultsFolder, ResultsError } from './results-folder.js'

const STARTED = new Date('2026-03-01T12:34:56.789Z')

describe('the folder of a run', () => {
  let folder = ''
  const before = process.cwd()
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'pmipspec-test-')))
    process.chdir(folder)
  })
  afterEach(() => {
    process.chdir(before)
    rmSync(folder, { recursive: true, force: true })
  })

  const refusal = (named: string) => {
    try {
      return makeResultsFolder('box', STARTED, named)
    } catch (error) {
      return error instanceof ResultsError ? error.message : String(error)
    }
  }

  it('is called by UTC time and device, and results/latest points to it', () => {
    const made = makeResultsFolder('acme-lma', STARTED)
    expect(made).to.equal(join(folder, 'results', '2026-03-01T123456Z-acme-lma'))
    expect(readdirSync(made)).to.deep.equal([])
    expect(readlinkSync('results/latest')).to.equal(basename(made))
  })

  it('is another one for a second run in the same second', () => {
    const [first, second, third] = [1, 2, 3].map(() => makeResultsFolder('box', STARTED))
    expect([second, third]).to.deep.equal([`${first}-2`, `${first}-3`])
    expect(readlinkSync('results/latest')).to.equal(basename(third ?? ''))
    expect(readdirSync('results'), 'nothing else is left').to.have.lengthOf(4)
  })

  it('stays below results whatever the device is called', () => {
    const made = makeResultsFolder(`../../etc/x y\n${'z'.repeat(500)}`, STARTED)
    expect(made.startsWith(join(folder, 'results', '2026-'))).to.equal(true)
    expect(basename(made)).to.match(/^[A-Za-z0-9._-]{20,80}$/)
  })

  it('may be named, and then is not the latest', () => {
    expect(refusal('out/here')).to.equal(join(folder, 'out/here'))
    expect(readdirSync(folder)).to.deep.equal(['out'])
    expect(refusal('out/here'), 'an empty one is as good as none').to.equal(join(folder, 'out/here'))
  })

  it('never mixes two runs', () => {
    mkdirSync('full')
    writeFileSync('full/journal.ndjson', '')
    expect(refusal('full')).to.equal(
      `--out ${join(folder, 'full')} is not empty: name a new folder, or empty it`,
    )
  })

  it('says why it cannot be made', () => {
    writeFileSync('file', '')
    expect(refusal('file')).to.match(/^the results folder .*\/file cannot be made: ENOTDIR/)
  })
})
