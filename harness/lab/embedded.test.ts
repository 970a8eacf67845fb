import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { testProfile } from '../dev/device.js'
import { LabError } from './commands.js'
import { type DeviceSockets, type EmbeddedDevice, startEmbeddedLma } from './embedded.js'

/** The lab waits for its interfaces to run: those of the stubs never would, the loopback does. */
const paths = testProfile().paths.map((path) => ({ ...path, interface: 'lo' }))
const profile = testProfile({ paths, foreignMag: { address: '2001:db8:1::66', interface: 'lo' } })

describe('the embedded lab', () => {
  let folder = ''
  let server: Server | undefined
  let device: EmbeddedDevice | undefined
  const path = process.env.PATH
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pmipspec-test-'))
    process.env.PATH = folder
    program('ip', `cat >> '${folder}/ip.log'`)
    program('nsenter', `case "$*" in *-brief*) echo 'lo UNKNOWN 00:00' ;; *) cat > /dev/null ;; esac`)
  })
  afterEach(async () => {
    await device?.close()
    device = undefined
    server?.close()
    server = undefined
    process.env.PATH = path
    rmSync(folder, { recursive: true, force: true })
  })

  /** A program of this name that does what the shell script says. */
  function program(name: string, script: string): void {
    writeFileSync(join(folder, name), `#!/bin/sh\nPATH='${path}'\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  /** Starts a lab whose device is what `unshare` does, and whose control socket is ours. */
  async function start(unshare: string, talk: (socket: Socket) => void = () => {}) {
    program('unshare', unshare)
    server?.close()
    device = await startEmbeddedLma(profile, ({ control }: DeviceSockets) => {
      server = createServer((socket) => {
        socket.on('error', () => {})
        talk(socket)
      }).listen(control)
      return ['serve', 'lma']
    })
    return device
  }
  const sentence = (work: Promise<unknown>) =>
    work.then(
      () => 'no error',
      (error: unknown) => (error instanceof LabError ? error.message : String(error)),
    )

  it('says when its device ends at once, and takes its links away', async () => {
    expect(await sentence(start('exit 3'))).to.equal('the reference device ended at once, exit code 3')
    expect(await sentence(start('kill -KILL $$'))).to.equal('the reference device ended at once, by SIGKILL')
    expect(readFileSync(join(folder, 'ip.log'), 'utf8')).to.include('link delete lo')
  })

  it('says when its links cannot be made', async () => {
    program('ip', 'cat > /dev/null; echo "Operation not permitted" >&2; exit 2')
    expect(await sentence(start('echo ready; cat > /dev/null'))).to.equal(
      'ip could not set up the embedded lab: Operation not permitted',
    )
  })

  it('gives each path a link and a route to the LMAA, and tells where the bindings are to be seen', async () => {
    const { profile: made } = await start('echo ready; cat > /dev/null')
    expect(made.observe).to.have.property('socket')
    const commands = readFileSync(join(folder, 'ip.log'), 'utf8')
    for (const { interface: name, address } of made.paths) {
      expect(commands).to.match(
        new RegExp(`link add ${name} index \\d+ type veth peer name ${name} netns \\d+`),
      )
      expect(commands).to.include(`address add ${address}/64 dev ${name} nodad`)
      expect(commands).to.match(new RegExp(`route add 2001:db8:ff::a/128 via \\S+ dev ${name}`))
    }
    expect(commands).to.include('address add 2001:db8:1::66/64 dev lo nodad')
  })

  it('tells its device what to be', async () => {
    const orders: string[] = []
    const running = await start('echo ready; cat > /dev/null', (socket) => {
      socket.once('data', (line) => {
        orders.push(line.toString('utf8'))
        socket.write('ok\n')
      })
    })
    await running.order({ defects: ['accepts-bid-0'] })
    expect(orders).to.deep.equal(['{"defects":["accepts-bid-0"]}\n'])
  })

  it('says when its device refuses an order, or dies of it', async () => {
    const answers = ['no such defect\n', undefined]
    const running = await start('echo ready; cat > /dev/null', (socket) => {
      const answer = answers.shift()
      if (answer === undefined) socket.destroy()
      else socket.write(answer)
    })
    expect(await sentence(running.order({}))).to.equal(
      'the reference device refused an order: no such defect',
    )
    expect(await sentence(running.order({}))).to.match(
      /^the reference device (did not answer an|takes no) order/,
    )
  })
})
