import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { closed, listen, PathError } from './stream-server.js'

describe('a stream socket of a reference device', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pmipspec-socket-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const open = (path: string) =>
    listen(
      path,
      (connection) => connection.end('here'),
      () => {},
    )
  async function refusal(path: string): Promise<string> {
    try {
      await closed(await open(path), path)
      return 'made'
    } catch (error) {
      expect(error).to.be.instanceOf(PathError)
      return String(error)
    }
  }

  it('takes nothing away but a socket that nobody listens at', async () => {
    const file = join(folder, 'README.md')
    writeFileSync(file, 'mine')
    expect(await refusal(file)).to.contain('is there already, and is no socket')
    expect(readFileSync(file, 'utf8')).to.equal('mine')
    expect(await refusal(folder)).to.contain('is no socket')

    const path = join(folder, 'lma.sock')
    const first = await open(path)
    expect(await refusal(path)).to.contain('is in use by another process')
    const said = await new Promise((done) => connect(path).on('data', (data) => done(data.toString())))
    expect(said, 'it goes on').to.equal('here')
    await closed(first, path)
    expect(existsSync(path)).to.equal(false)
    expect(await refusal(path)).to.equal('made')
  })

  it('says why it cannot be made', async () => {
    expect(await refusal(join(folder, 'none', 'lma.sock'))).to.contain('no socket can be made: listen E')
  })
})
