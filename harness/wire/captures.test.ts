import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { type Decoded, type DecodedMessage, decode, encode } from './codec.js'
import { describe as describeFields } from './describe.js'
import { ipPacket } from './link-layer.js'
import { UpdateFlag } from './message.js'
import { find } from './options.js'
import { type MobilityPacket, parsePacket } from './packet.js'
import { readCapture } from './pcap.js'

const FOLDER = new URL('../../../harness/wire/testdata/captures/', import.meta.url)

interface Recorded {
  readonly number: number
  readonly packet: MobilityPacket
  readonly decoded: Decoded
}

function recorded(file: string): readonly Recorded[] {
  const { frames, error } = readCapture(readFileSync(new URL(file, FOLDER)))
  expect(error).to.equal(undefined)
  return frames.map(({ number, linkType, octets }) => {
    const packet = parsePacket(ipPacket(linkType, octets) ?? new Uint8Array(0))
    if (packet.kind !== 'mobility') throw new Error(`frame ${number} is ${packet.kind}`)
    return { number, packet, decoded: decode(packet.payload, packet.checksumAddresses) }
  })
}

/** How many messages of a kind have just these issues; the offsets are left out. */
function tally(file: string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { decoded } of recorded(file)) {
    const codes = decoded.issues.map(({ code, path }) => `${code} ${path}`.trim())
    const line = [decoded.message.kind, ...codes].join(', ')
    counts[line] = (counts[line] ?? 0) + 1
  }
  return counts
}

describe('wire: packets of other implementations', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.pcap'))

  it('are all there', () => {
    expect(files).to.have.lengthOf(5)
    expect(files.map((file) => recorded(file).length).reduce((a, b) => a + b)).to.equal(139)
  })

  for (const file of files) {
    it(`${file}: every message is read, and written back octet for octet`, () => {
      for (const { number, packet, decoded } of recorded(file)) {
        expect(decoded.message.kind, `frame ${number}`).to.not.equal('unknown')
        expect(decoded.message.tail, `frame ${number}`).to.have.lengthOf(0)
        expect(encode(decoded.message), `frame ${number}`).to.deep.equal(packet.payload)
        const { checksum, ...without } = decoded.message
        const again = encode(without, packet.checksumAddresses)
        expect(again, `checksum of frame ${number}`).to.deep.equal(packet.payload)
        expect(describeFields(packet.payload, decoded)).to.not.have.lengthOf(0)
      }
    })
  }

  it('OpenAirInterface: sizes and Header Len that are wrong, a Timestamp out of place, no P flag, prefix length 128', () => {
    const file = 'oai-lma-basic-plain.pcap'
    const sizes = 'not-multiple-of-8, header-length headerLength'
    expect(tally(file)).to.deep.equal({
      'binding-update': 27,
      'binding-update, option-alignment options[1], option-alignment options[3]': 1,
      [`binding-acknowledgement, ${sizes}, option-alignment options[3]`]: 23,
    })
    const answers = recorded(file)
      .map(({ decoded }) => decoded.message)
      .filter((message) => message.kind === 'binding-acknowledgement')
    for (const message of answers) {
      expect(message.flags & 0x20).to.equal(0)
      expect(find(message, 'home-network-prefix')?.prefixLength).to.equal(128)
      expect(find(message, 'handoff-indicator')).to.equal(undefined)
      expect(find(message, 'access-technology-type')).to.equal(undefined)
    }
  })

  it('OpenAirInterface: 63 octets of identifier, a Timestamp in host byte order', () => {
    for (const { decoded } of recorded('oai-mag-vs-oai-lma.pcap')) {
      expect(find(decoded.message, 'mobile-node-identifier')?.identifier).to.deep.equal(new Uint8Array(63))
      const year = 365 * 86400
      const seconds = Number((find(decoded.message, 'timestamp')?.timestamp ?? 0n) >> 16n)
      expect(Math.abs(seconds - 56 * year)).to.be.greaterThan(10 * year)
    }
  })

  it('OPMIP: a Timestamp out of place', () => {
    expect(tally('opmip-lma-rfc8278.pcap')).to.deep.equal({
      'binding-update': 10,
      'binding-acknowledgement, option-alignment options[1]': 10,
    })
    expect(tally('opmip-mag-ok.pcap')).to.deep.equal({
      'binding-update, option-alignment options[1]': 3,
      'binding-acknowledgement': 3,
    })
    const requests = recorded('opmip-lma-rfc8278.pcap').filter(
      ({ decoded }) => decoded.message.kind === 'binding-update',
    )
    const messages = requests.map(({ decoded }) => decoded.message)
    const isProxy = (message: DecodedMessage) => 'flags' in message && (message.flags & UpdateFlag.P) !== 0
    expect(messages.every(isProxy)).to.equal(true)
    expect(
      messages.filter((message) => find(message, 'mag-multipath-binding') !== undefined),
    ).to.have.lengthOf(8)
    expect(messages.filter((message) => find(message, 'mag-identifier') !== undefined)).to.have.lengthOf(8)
  })
})
