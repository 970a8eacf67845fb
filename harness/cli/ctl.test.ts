import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { packageRoot } from './package-root.js'

const ctl = join(packageRoot, 'dist', 'harness', 'cli', 'ctl.js')

interface Ended {
  readonly code: number | null
  readonly complaint: string
}

function run(...words: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [ctl, ...words], { stdio: ['ignore', 'ignore', 'pipe'] })
  let complaint = ''
  child.stderr.on('data', (part: Buffer) => {
    complaint += part.toString('utf8')
  })
  return new Promise((done) => child.on('close', (code) => done({ code, complaint })))
}

describe('ctl', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pmipspec-ctl-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  async function told(answer: string, ...words: readonly string[]) {
    const socket = join(folder, 'mag.sock')
    const heard: string[] = []
    const server = createServer((connection) =>
      connection.on('data', (part: Buffer) => {
        heard.push(part.toString('utf8'))
        connection.write(answer)
      }),
    )
    await new Promise<void>((done) => server.listen(socket, done))
    const ended = await run(socket, ...words)
    await new Promise((done) => server.close(done))
    return { heard, ...ended }
  }

  it('gives its order as a line of JSON', async () => {
    const { heard, code } = await told('ok\n', 'attach', 'mn-1@example.net')
    expect(code).to.equal(0)
    expect(heard).to.deep.equal(['{"do":"attach","node":"mn-1@example.net"}\n'])
    expect((await told('ok\n', 'path-down', 'lte')).heard).to.deep.equal([
      '{"do":"path-down","path":"lte"}\n',
    ])
  })

  it('ends with 1 and the complaint of the MAG, or when there is none', async () => {
    expect(await told('no such node\n', 'attach', 'x')).to.include({ code: 1, complaint: 'no such node\n' })
    const absent = await run(join(folder, 'none.sock'), 'attach', 'x')
    expect(absent.code).to.equal(1)
    expect(absent.complaint).to.contain('nobody listens at')
  })

  it('ends with 2 for a wrong command line', async () => {
    for (const words of [[], ['s'], ['s', 'attach'], ['s', 'dance', 'x'], ['s', 'attach', 'x', 'y']])
      expect((await run(...words)).code, words.join(' ')).to.equal(2)
  })
})
