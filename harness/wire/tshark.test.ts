import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { requireTool } from '../dev/tools.js'
import { encode } from './codec.js'
import { buildUdp } from './ipv4.js'
import { buildIPv6 } from './ipv6.js'
import { aligned } from './layout.js'
import { LinkType } from './link-layer.js'
import { messageRow } from './message-table.js'
import { OPTIONS } from './option-table.js'
import { pcapngHeader, pcapngPacket } from './pcapng-writer.js'
import { hex } from './testdata/octets.js'
import { TSHARK_CASES } from './testdata/tshark-cases.js'
import { VECTORS } from './testdata/vectors.js'

const ADDRESSES = { source: '2001:db8:a::1', destination: '2001:db8:1::1' }

/** The values of the fields in each frame; several in one frame are separated by commas. */
function dissect(
  packets: readonly Uint8Array[],
  fields: readonly string[],
): readonly Record<string, string>[] {
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-tshark-'))
  const file = join(folder, 'packets.pcapng')
  try {
    const header = pcapngHeader([{ name: 'wlan', linkType: LinkType.raw }], {
      comment: 'every message and option',
    })
    const blocks = packets.map((octets, index) =>
      pcapngPacket({
        interface: 0,
        timestampNs: BigInt(index) * 1_000_000n,
        octets,
        comment: `packet ${index + 1}`,
      }),
    )
    writeFileSync(file, Buffer.concat([header, ...blocks]))
    const wanted = fields.flatMap((field) => ['-e', field])
    const args = [
      '-r',
      file,
      '-o',
      'udp.check_checksum:TRUE',
      '-T',
      'fields',
      '-E',
      'separator=/t',
      ...wanted,
    ]
    const { stdout, stderr, status } = spawnSync('tshark', args, {
      encoding: 'utf8',
      env: { ...process.env, TZ: 'UTC' },
    })
    expect(status, stderr).to.equal(0)
    return stdout
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => Object.fromEntries(line.split('\t').map((value, index) => [fields[index], value])))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('wire: tshark as a second decoder', () => {
  before(function () {
    requireTool(this, 'tshark', 'apt-get install tshark')
  })

  it('is asked about every option', () => {
    const asked = new Set(TSHARK_CASES.flatMap(({ message }) => message.options.map(({ kind }) => kind)))
    const left = OPTIONS.map(({ kind }) => kind).filter((kind) => !asked.has(kind))
    // It has no layout for option 30, and padding is between all the others.
    expect(left).to.deep.equal(['pad1', 'padn', 'ipv4-address-acknowledgement'])
  })

  it('reads every field it knows as it was written', () => {
    const packets = TSHARK_CASES.map(({ message }) => {
      const options = aligned(message.options, messageRow(message.kind)?.fixed)
      return buildIPv6({ ...ADDRESSES, payload: encode({ ...message, options }, ADDRESSES) })
    })
    const fields = [...new Set(TSHARK_CASES.flatMap((each) => Object.keys(each.fields)))]
    const frames = dissect(packets, ['frame.comment', '_ws.malformed', ...fields])
    expect(frames).to.have.lengthOf(TSHARK_CASES.length)
    const wrong: string[] = []
    TSHARK_CASES.forEach(({ title, fields: expected }, index) => {
      const frame = frames[index] ?? {}
      expect(frame['frame.comment']).to.equal(`packet ${index + 1}`)
      if (frame['_ws.malformed']) wrong.push(`${title}: malformed`)
      for (const [field, value] of Object.entries(expected)) {
        const got = frame[field] ?? ''
        // Padding stands beside the option whose type is looked for.
        const isThere = field === 'mip6.mobility_opt' ? got.split(',').includes(value) : got === value
        if (!isThere) wrong.push(`${title}: ${field} is ${got}, not ${value}`)
      }
    })
    expect(wrong).to.deep.equal([])
  })

  it('finds the UDP checksum of V11 and V16 right, and that of a changed packet wrong', () => {
    const [v11, v16] = VECTORS.filter(({ udp }) => udp !== undefined)
    if (v11?.udp === undefined || v16?.udp === undefined) throw new Error('two vectors are over IPv4')
    const packets = [v11, v16].map(({ octets, addresses }) =>
      buildUdp({ ...addresses, payload: hex(octets) }),
    )
    for (const [index, { udp = '' }] of [v11, v16].entries()) {
      expect(packets[index]?.subarray(20, 28)).to.deep.equal(hex(udp))
    }
    const changed = (packets[0] as Uint8Array).slice()
    changed[60] = 0xee
    const frames = dissect([...packets, changed], ['udp.checksum.status', 'ip.checksum', 'mip6.mhtype'])
    expect(frames.map((frame) => frame['udp.checksum.status'])).to.deep.equal(['1', '1', '0'])
    expect(frames.map((frame) => frame['mip6.mhtype'])).to.deep.equal(['5', '5', '5'])
  })
})
