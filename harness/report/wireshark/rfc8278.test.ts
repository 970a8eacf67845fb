import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import {
  accessTechnologyTypes,
  identifierSubtypes,
  ipv4HomeAddressStatuses,
  type Registry,
  revocationStatuses,
} from '../../catalogue/registries.js'
import { statusCode } from '../../catalogue/status-codes.js'
import { packageRoot } from '../../cli/package-root.js'
import { labProblem, withLab } from '../../dev/lab-bench.js'
import { requireTool } from '../../dev/tools.js'
import { decode, encode } from '../../wire/codec.js'
import { buildIPv6 } from '../../wire/ipv6.js'
import { aligned } from '../../wire/layout.js'
import type { OptionSpec } from '../../wire/options.js'
import { findAll, option } from '../../wire/options.js'
import { pcapngHeader, pcapngPacket } from '../../wire/pcapng-writer.js'
import { hex, seeded } from '../../wire/testdata/octets.js'
import { VECTORS } from '../../wire/testdata/vectors.js'
import { readJournal } from '../journal.js'

const SCRIPT = join(packageRoot, 'harness', 'report', 'wireshark', 'rfc8278.lua')
const ADDRESSES = { source: '2001:db8:a::1', destination: '2001:db8:1::1' }
const MMB = ['att', 'label', 'bid', 'bulk', 'overwrite', 'reserved', 'length'].map((f) => `pmipspec.mmb.${f}`)
const MAGID = ['subtype', 'reserved', 'octets', 'length'].map((f) => `pmipspec.magid.${f}`)
const FIELDS = [...MMB, ...MAGID, 'pmipspec.status']

let folder: string

function tshark(file: string, words: readonly string[]): string {
  const done = spawnSync('tshark', ['-X', `lua_script:${SCRIPT}`, '-r', file, ...words], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  expect(done.status, done.stderr).to.equal(0)
  expect(done.stderr).not.to.match(/lua/i)
  return done.stdout
}

function captureOf(payloads: readonly Uint8Array[]): string {
  const file = join(folder, 'packets.pcapng')
  const packets = payloads.map((payload) =>
    pcapngPacket({ interface: 0, timestampNs: 0n, octets: buildIPv6({ ...ADDRESSES, payload }) }),
  )
  writeFileSync(file, Buffer.concat([pcapngHeader([{ name: 'wlan', linkType: 101 }]), ...packets]))
  return file
}

/** The fields of each frame as tshark prints them: several values of one field with commas between. */
function fieldsOf(file: string): readonly string[] {
  const wanted = FIELDS.flatMap((field) => ['-e', field])
  return tshark(file, ['-T', 'fields', '-E', 'separator=|', ...wanted])
    .replace(/\n$/, '')
    .split('\n')
}

/** The same as our codec sees them. */
function expectedOf(octets: Uint8Array): string {
  const { message } = decode(octets, ADDRESSES)
  const bindings = findAll(message, 'mag-multipath-binding')
  const identifiers = findAll(message, 'mag-identifier')
  const number = (value: boolean) => (value ? '1' : '0')
  const columns = [
    bindings.map((o) => String(o.accessTechnology)),
    bindings.map((o) => String(o.label)),
    bindings.map((o) => String(o.bid)),
    bindings.map((o) => number(o.bulk)),
    bindings.map((o) => number(o.overwrite)),
    bindings.map((o) => `0x${o.reserved.toString(16).padStart(6, '0')}`),
    bindings.map((o) => String(o.length)),
    identifiers.map((o) => String(o.subtype)),
    identifiers.map((o) => `0x${o.reserved.toString(16).padStart(2, '0')}`),
    identifiers.flatMap((o) =>
      o.identifier.length === 0 ? [] : [Buffer.from(o.identifier).toString('hex')],
    ),
    identifiers.map((o) => String(o.length)),
    message.kind === 'binding-acknowledgement' ? [String(message.status)] : [],
  ]
  return columns.map((values) => values.join(',')).join('|')
}

function update(...options: readonly OptionSpec[]): Uint8Array {
  const made = aligned(options.map(({ kind, ...fields }) => option(kind as 'padn', fields)))
  return encode(
    { kind: 'binding-update', sequence: 1, flags: 0x8200, lifetime: 75, options: made },
    ADDRESSES,
  )
}

const multipath = (fields: object): OptionSpec => ({ kind: 'mag-multipath-binding', ...fields })
const identifier = (octets: Uint8Array): OptionSpec => ({
  kind: 'mag-identifier',
  subtype: 1,
  identifier: octets,
})

describe('Wireshark dissector', () => {
  before(function () {
    requireTool(this, 'tshark', 'apt-get install tshark')
    folder = mkdtempSync(join(tmpdir(), 'pmipspec-lua-'))
  })
  after(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true })
  })

  it('is shipped with the package', () => {
    const { files } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
      files: string[]
    }
    expect(files).to.include('harness/report/wireshark/rfc8278.lua')
    expect(existsSync(SCRIPT)).to.equal(true)
  })

  it('reads options 63 and 64 as our codec does', () => {
    const messages = [
      ...VECTORS.filter(({ udp }) => udp === undefined).map(({ octets }) => hex(octets)),
      update(multipath({ accessTechnology: 8, label: 11, bid: 1 })),
      update(
        multipath({ bid: 254, bulk: true, reserved: 0x3fffff }),
        multipath({ bid: 255, overwrite: true }),
      ),
      update(multipath({ accessTechnology: 255, label: 255, bid: 0, bulk: true, overwrite: true })),
      update(identifier(Buffer.from('mag-1@example.net')), multipath({ bid: 3 })),
      update(identifier(new Uint8Array(0))),
      update(identifier(Uint8Array.of(0, 0xff, 0xc3, 0x0a, 0x7c, 0x2c))),
      update(identifier(new Uint8Array(253).fill(0x61))),
      update({ kind: 'mobile-node-identifier', subtype: 1, identifier: Buffer.from('?\x06@\x02') }),
    ]
    expect(fieldsOf(captureOf(messages))).to.deep.equal(messages.map(expectedOf))
  })

  it('names every status by the registry, where Wireshark 4.0 has a draft or nothing', () => {
    const values = Array.from({ length: 256 }, (_, value) => value)
    const acknowledgements = values.map((status) =>
      encode(
        { kind: 'binding-acknowledgement', status, flags: 0x20, sequence: 1, lifetime: 0, options: [] },
        ADDRESSES,
      ),
    )
    const revocations = values.map((status) =>
      encode(
        { kind: 'binding-revocation-acknowledgement', status, sequence: 1, flags: 0x8000, options: [] },
        ADDRESSES,
      ),
    )
    const replies = values.map((status) => update({ kind: 'ipv4-home-address-reply', status }))
    const access = values.map((value) => update(multipath({ accessTechnology: value, bid: 1 })))
    const subtypes = values.map((subtype) => update({ kind: 'mag-identifier', subtype }))
    const shown = (payloads: readonly Uint8Array[], label: string) => {
      const ours = tshark(captureOf(payloads), ['-V']).split('RFC 8278 (pmipspec)').slice(1)
      return ours.map((tree) => new RegExp(`^ +${label}: (.*)$`, 'm').exec(tree)?.[1])
    }
    const named = (registry: Registry) =>
      values.map((v) => (registry.has(v) ? registry.name(v) : `Unknown (${v})`))
    expect(shown(acknowledgements, 'Status')).to.deep.equal(
      values.map((v) => (statusCode(v).rfc === '-' ? `Unknown (${v})` : `${statusCode(v).name} (${v})`)),
    )
    expect(shown(revocations, 'Revocation status')).to.deep.equal(named(revocationStatuses))
    expect(shown(replies, 'IPv4 Home Address Reply status')).to.deep.equal(named(ipv4HomeAddressStatuses))
    expect(shown(access, 'If-ATT')).to.deep.equal(named(accessTechnologyTypes))
    expect(shown(subtypes, 'Subtype')).to.deep.equal(named(identifierSubtypes))
  })

  it('marks what is reserved, misfits, or was refused, and nothing else', () => {
    const texts = (payload: Uint8Array) => {
      const tree = tshark(captureOf([payload]), ['-V']).split('RFC 8278 (pmipspec)')[1] ?? ''
      return [...tree.matchAll(/\[Expert Info \([^)]*\): (.*)\]/g)].map(([, text]) => text)
    }
    expect(texts(update(multipath({ bid: 7, bulk: true }), identifier(Buffer.from('a@b'))))).to.deep.equal([])
    expect(texts(update(multipath({ bid: 255 }))))
      .to.have.lengthOf(1)
      .and.match(/reserved/)
    expect(texts(update(multipath({ bid: 1, reserved: 1 }))).join()).to.match(/Reserved bits/)
    expect(texts(update(multipath({ bid: 1, length: 5 }))).join()).to.match(/Length does not fit/)
    expect(texts(update({ kind: 'mag-identifier', length: 200 })).join()).to.match(/runs over the end/)
  })

  it('takes other numbers, for devices built to a draft', () => {
    const file = captureOf([
      update({ kind: 'unknown', type: 200, data: Uint8Array.of(4, 9, 7, 0, 0, 0) }),
      update(multipath({ bid: 9 })),
    ])
    const words = ['-o', 'pmipspec.mmb:200', '-T', 'fields', '-e', 'pmipspec.mmb.bid']
    expect(tshark(file, words)).to.equal('7\n\n')
  })

  it('bears anything: cut off at each octet, and 600 changed at random', () => {
    const whole = update(
      multipath({ bid: 9, label: 3 }),
      identifier(Buffer.from('mag-1@example.net')),
      { kind: 'ipv4-home-address-reply', status: 128 },
      multipath({ bid: 255 }),
    )
    const cut = Array.from({ length: whole.length }, (_, length) => whole.slice(0, length))
    const random = seeded(8278)
    const changed = Array.from({ length: 600 }, () => {
      const octets = whole.slice(0, 8 + random(whole.length - 8))
      for (let n = random(6); n >= 0; n--) octets[random(octets.length)] = random(256)
      octets[2] = [0, 5, 6, 7, 13, 16, random(256)][random(7)] ?? 5
      return octets
    })
    const text = tshark(captureOf([...cut, ...changed]), ['-V'])
    expect(text).not.to.match(/lua error/i)
    expect(text.split('RFC 8278 (pmipspec)').length, 'it has much to say').to.be.greaterThan(200)
  })

  it('reads the capture of a run as our codec does', async function () {
    if (labProblem() !== undefined) this.skip()
    await withLab({}, async (lab) => {
      const out = join(lab.folder, 'out')
      const words = ['--out', out, '--case', 'LMA-8278-BID-0*']
      const { stdout, stderr } = await lab.run(['run', '--profile', lab.profile(), ...words])
      const run = await readJournal(join(out, 'journal.ndjson'))
      const mobility = run.packets.filter((p) => p.protocol === 135)
      expect(mobility.length, stdout + stderr).to.be.greaterThan(20)
      const frames = fieldsOf(join(out, 'capture.pcapng'))
      expect(frames).to.have.lengthOf(run.packets.length)
      for (const packet of mobility)
        expect(frames[packet.frame - 1], `frame ${packet.frame}`).to.equal(
          expectedOf(Buffer.from(packet.octets, 'hex')),
        )
    })
  })
})
