import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import {
  AcknowledgementFlag,
  buildIPv6,
  encode,
  type Message,
  option,
  pcapngHeader,
  pcapngPacket,
  UpdateFlag,
} from '../wire/index.js'
import { packageRoot } from './package-root.js'

const up = { source: '2001:db8:1::1', destination: '2001:db8:ff::a' }
const down = { source: up.destination, destination: up.source }
const evil = '\u001b[2J\u202egnp.exe'
const identifier = (text: string) =>
  option('mobile-node-identifier', { subtype: 1, identifier: Buffer.from(text) })

const update: Message = {
  kind: 'binding-update',
  sequence: 7,
  flags: UpdateFlag.A | UpdateFlag.P,
  lifetime: 75,
  options: [identifier('mn-1'), option('padn', { data: new Uint8Array(3) })],
}
const acknowledgement = (id: string, changes: object = {}): Message => ({
  kind: 'binding-acknowledgement',
  status: 154,
  flags: AcknowledgementFlag.P,
  sequence: 7,
  lifetime: 0,
  options: [identifier(id), option('padn', { data: new Uint8Array(3) })],
  ...changes,
})
const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex')

describe('pmipspec decode', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-decode-'))
  after(() => rmSync(folder, { recursive: true }))

  it('shows a bare Mobility Header field by field, with names', async () => {
    const { code, stdout } = await run([hex(encode(acknowledgement('mn-1'), down))])
    expect(code).to.equal(0)
    expect(stdout).to.contain('Proxy Binding Acknowledgement').and.to.contain('a bare Mobility Header')
    expect(stdout).to.match(/\b6 {2}Status +MAG_NOT_AUTHORIZED_FOR_PROXY_REG \(154\) {2}\[9a\]/)
    expect(stdout).to.match(/ 12 {2}Mobile Node Identifier/)
    expect(stdout).to.contain('the checksum cannot be checked')
  })

  it('checks the checksum with addresses, and says what is wrong where', async () => {
    const octets = encode(acknowledgement('mn-1', { checksum: 0x1234, reserved: 9 }), down)
    const { stdout } = await run([hex(octets), '--source', down.source, '--destination', down.destination])
    const text = stdout.replace(/\s+/g, ' ')
    expect(text).to.match(/issue: checksum at octet 4: expected 0x[0-9a-f]{4}, got 0x1234/)
    expect(text).to.contain('issue: reserved at octet 3: expected 0, got 0x9')
    expect(text).to.match(/fail: The Reserved octet is not 0; [^(]*\(LMA-6275-MH-03, 6275\/6\.1\.1-04\)/)
  })

  it('takes packets from standard input, and says what they are', async () => {
    const packet = buildIPv6({ ...up, payload: encode(update, up) })
    const frame = `ffffffffffff00000000000186dd${hex(packet)}`
    const { code, stdout } = await run(['-'], `0x${frame}\n`)
    expect(code).to.equal(0)
    expect(stdout.replace(/\s+/g, ' ')).to.contain(
      'Proxy Binding Update, 24 octets, in an IPv6 packet in an Ethernet frame, 2001:db8:1::1 → 2001:db8:ff::a',
    )
  })

  it('lets nothing of the message act on the terminal', async () => {
    const octets = encode(acknowledgement(evil), down)
    const { stdout } = await run([hex(octets)])
    expect(stdout).to.contain(String.raw`\x1b[2J\u{202e}gnp.exe`)
    expect(stdout).not.to.contain('\u001b').and.not.to.contain('\u202e')
  })

  it('judges the answers of a capture with their requests, and counts what is something else', async () => {
    const { code, stdout } = await run(['--file', capture(), '--json'])
    expect(code).to.equal(0)
    const told = JSON.parse(stdout) as {
      readonly messages: readonly {
        readonly frame: number
        readonly rules?: {
          readonly withRequest: boolean
          readonly findings: readonly { readonly rule: string }[]
        }
      }[]
      readonly passedOver: number
    }
    expect(told.passedOver).to.equal(1)
    expect(told.messages.map(({ frame, rules }) => [frame, rules?.withRequest])).to.deep.equal([
      [1, undefined],
      [3, true],
      [4, false],
    ])
    const { stdout: text } = await run(['--file', capture()])
    expect(text).to.contain('3 messages in 4 frames; 1 frame without a Mobility Header passed over')
  })

  it('decodes what a broken capture has, then tells the octet', async () => {
    const { code, stdout, stderr } = await run(['--file', capture((octets) => octets.subarray(0, -8))])
    expect(code).to.equal(2)
    expect(stdout).to.contain('2 messages in 3 frames')
    expect(stderr).to.match(
      /octet \d+: expected a block of \d+ octets, got \d+ octets; frames before it are decoded/,
    )
  })

  it('refuses what makes no sense with one line and exit code 2', async () => {
    for (const [words, expected] of [
      [[], 'nothing to decode'],
      [['3b0g'], 'the hex given, line 1, column 4: "g" is no hex digit'],
      [['--file', join(folder, 'none')], 'there is no such file'],
      [['--file', folder], 'it is a folder'],
      [['3b', '--file', 'x'], 'not both'],
      [['3b', '--source', '2001:db8::1'], '--destination is missing'],
      [['3b', '--source', 'x', '--destination', '::1'], '--source "x": it is no IPv6 address'],
      [['3b', '--as', 'udp'], '--as "udp": it must be mh or ip or ethernet'],
    ] as const) {
      const { code, stdout, stderr } = await run(words)
      expect([code, stdout], stderr).to.deep.equal([2, ''])
      expect(stderr).to.contain(expected)
      expect(stderr.trimEnd().split('\n')).to.have.length(1)
    }
  })

  it('has help that fits a screen', async () => {
    for (const command of ['decode', 'list', 'requirements', 'doctor']) {
      const { code, stdout } = await run([command, '--help'])
      expect(code).to.equal(0)
      expect(stdout.trimEnd().split('\n').length, command).to.be.at.most(24)
      expect(stdout).to.match(/Examples?:\n {2}pmipspec /)
    }
  })

  /** A PBU, something else, its PBA, and a PBA to nothing. */
  function capture(damage = (octets: Uint8Array) => octets): string {
    const file = join(folder, 'some.pcapng')
    const packets = [
      buildIPv6({ ...up, payload: encode(update, up) }),
      buildIPv6({ ...up, nextHeader: 58, payload: new Uint8Array(8) }),
      buildIPv6({ ...down, payload: encode(acknowledgement('mn-1'), down) }),
      buildIPv6({ ...down, payload: encode(acknowledgement('mn-1', { sequence: 8 }), down) }),
    ]
    const blocks = packets.map((octets) =>
      pcapngPacket({ interface: 0, timestampNs: 1_000_000_000n, octets }),
    )
    writeFileSync(file, damage(Buffer.concat([pcapngHeader([{ name: 'wlan0', linkType: 101 }]), ...blocks])))
    return file
  }
})

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

function run(words: readonly string[], input = ''): Promise<Ended> {
  const main = join(packageRoot, 'dist', 'harness', 'cli', 'main.js')
  const command = words[1] === '--help' ? [] : ['decode']
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [main, ...command, ...words])
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => stdout.push(part))
    child.stderr.on('data', (part: Buffer) => stderr.push(part))
    child.on('error', failed)
    child.on('close', (code) =>
      done({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    )
    child.stdin.end(input)
  })
}
