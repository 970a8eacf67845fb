import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { areRunning, ipBatch, LabError, unshareArguments } from './commands.js'

describe('the programs of the embedded lab', () => {
  let folder = ''
  const path = process.env.PATH
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pmipspec-test-'))
    process.env.PATH = folder
  })
  afterEach(() => {
    process.env.PATH = path
    rmSync(folder, { recursive: true, force: true })
  })

  /** A program of this name that does what the shell script says. */
  const program = (name: string, script: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\nPATH='${path}'\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  const sentence = async (work: () => unknown) => {
    try {
      await work()
      return 'no error'
    } catch (error) {
      return error instanceof LabError ? error.message : String(error)
    }
  }

  it('are given their commands on standard input', async () => {
    program('ip', `echo "$@" > '${folder}/args'; cat > '${folder}/input'`)
    await ipBatch(['link set lo up', 'link show'])
    expect(readFileSync(join(folder, 'args'), 'utf8')).to.equal('-batch -\n')
    expect(readFileSync(join(folder, 'input'), 'utf8')).to.equal('link set lo up\nlink show\n')
  })

  it('enter the namespace of another process', async () => {
    program('nsenter', `echo "$@" > '${folder}/args'; cat > /dev/null`)
    await ipBatch(['link show'], 4711)
    expect(readFileSync(join(folder, 'args'), 'utf8')).to.equal('--net=/proc/4711/ns/net -- ip -batch -\n')
  })

  it('tell whether links run', async () => {
    program(
      'ip',
      'echo "lo UNKNOWN 00:00 <LOOPBACK>"; echo "wlan0@if3 UP 02:00 <UP>"; echo "lte0@if4 DOWN 02:00 <UP>"',
    )
    expect(await areRunning(['lo', 'wlan0'])).to.equal(true)
    expect(await areRunning(['wlan0', 'lte0'])).to.equal(false)
    expect(await areRunning(['lan0'])).to.equal(false)
  })

  it('that fail are told with the first line they say', async () => {
    program(
      'ip',
      'cat > /dev/null; echo "RTNETLINK answers: Operation not permitted" >&2; echo more >&2; exit 2',
    )
    expect(await sentence(() => ipBatch(['link set lo up']))).to.equal(
      'ip could not set up the embedded lab: RTNETLINK answers: Operation not permitted',
    )
  })

  it('that fail without a word are told with their exit code', async () => {
    program('ip', 'cat > /dev/null; exit 2')
    expect(await sentence(() => ipBatch(['link set lo up']))).to.equal(
      'ip could not set up the embedded lab: exit code 2',
    )
  })

  it('that end before they have read their commands break nothing', async () => {
    program('ip', 'exec <&-; echo "no such option" >&2; exit 255')
    const many = Array.from({ length: 20_000 }, () => 'link set lo up')
    expect(await sentence(() => ipBatch(many))).to.equal(
      'ip could not set up the embedded lab: no such option',
    )
  })

  it('that are not there are named, with what to install', async () => {
    expect(await sentence(() => ipBatch(['link show']))).to.equal(
      'the embedded lab needs `ip`, which is not installed: apt-get install iproute2 util-linux',
    )
    expect(await sentence(() => ipBatch(['link show'], 1))).to.match(
      /needs `nsenter`, which is not installed/,
    )
    expect(await sentence(() => unshareArguments())).to.match(/needs `unshare`, which is not installed/)
  })

  it('make a namespace inside a user namespace where nothing else is permitted', () => {
    program('unshare', 'case "$*" in *--user*) exit 0;; *) exit 1;; esac')
    expect(unshareArguments()).to.deep.equal(['--user', '--map-root-user', '--net'])
  })

  it('that may make no namespace at all: the line of the README is named', async () => {
    program('unshare', 'exit 1')
    expect(await sentence(() => unshareArguments())).to.equal(
      'this host lets nobody but root make network namespaces: run as root, or see "Privileges" in the README (sysctl kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0)',
    )
  })
})
