import { expect } from 'chai'
import { decode, encode, find, option } from '../wire/index.js'
import type { LmaConfig } from './config.js'
import { Bench, LMAA, MAG1, MULTICAST, pbuOctets } from './testing/bench.js'
import { heartbeat, repaired, unknownType } from './testing/exercises.js'

const last = (bench: Bench) => {
  const packet = bench.sent.at(-1)
  return packet && decode(packet.octets, packet).message
}
const changed = (index: number, value: number) => {
  const octets = pbuOctets({}, 1_700_000_000_000, 1)
  octets[index] = value
  return octets
}

describe('message checks of RFC 6275 §9.2', () => {
  it('a wrong checksum and a wrong length get nothing', () => {
    const bench = new Bench()
    bench.raw(changed(7, 99))
    bench.raw(repaired(changed(1, 31)))
    bench.raw(new Uint8Array(0))
    bench.raw(Uint8Array.of(59, 0, 5))
    expect(bench.sent).to.deep.equal([])
  })

  it('an unknown type gets Binding Error 2, at a limited rate', () => {
    const bench = new Bench()
    bench.raw(unknownType())
    expect(last(bench)).to.include({ kind: 'binding-error', status: 2, homeAddress: '::' })
    for (let i = 0; i < 200; i++) bench.raw(unknownType())
    expect(bench.sent).to.have.length(10)
    bench.clock.pass(1000)
    bench.raw(unknownType())
    expect(bench.sent).to.have.length(11)
    bench.clock.pass(1000)
    bench.raw(unknownType(MULTICAST), MULTICAST)
    expect(bench.sent).to.have.length(11)
  })

  for (const [what, octets, pointer] of [
    ['Payload Proto', repaired(changed(0, 6)), 40],
    ['Header Len', repaired(Uint8Array.of(59, 0, 5, 0, 0, 0, 0, 0)), 41],
  ] as const)
    it(`a wrong ${what} gets a Parameter Problem that points to ${pointer}`, () => {
      const bench = new Bench()
      bench.raw(octets)
      const [packet] = bench.sent
      expect(packet).to.include({ protocol: 58, destination: MAG1, source: LMAA })
      const view = Buffer.from(packet?.octets ?? [])
      expect([view[0], view[1], view.readUInt32BE(4)]).to.deep.equal([4, 0, pointer])
      expect(view.subarray(48).equals(Buffer.from(octets))).to.equal(true)
      expect(view.readUInt16BE(2)).to.equal(icmpChecksum(view))
    })

  it('a Binding Update without P, and messages not meant for an anchor, get nothing', () => {
    const bench = new Bench()
    bench.pbu({ flags: 0x8000 })
    bench.raw(
      encode(
        { kind: 'binding-error', status: 2, homeAddress: '::', options: [] },
        { source: MAG1, destination: LMAA },
      ),
    )
    expect(bench.sent).to.deep.equal([])
  })

  it('whatever comes, it returns', () => {
    const bench = new Bench()
    const octets = pbuOctets({ linkLayer: 1, linkLocal: '::', mmb: { bid: 1 } }, bench.clock.wallMs(), 1)
    for (let at = 0; at < octets.length; at++)
      for (const value of [0, 1, 2, 3, 8, 22, 63, 64, 127, 200, 255]) {
        const copy = octets.slice()
        copy[at] = value
        bench.raw(repaired(copy))
        bench.raw(repaired(copy.subarray(0, Math.max(8, at - (at % 8)))))
      }
    bench.clock.pass(5000)
    expect(bench.crashed).to.equal(false)
    expect(bench.pbu({ node: 'mn-9@example.net' })?.status).to.equal(0)
  })
})

/** RFC 4443 §2.3, worked out the plain way. */
function icmpChecksum(message: Buffer): number {
  const address = (text: string) =>
    text
      .split('::')
      .flatMap((half) => half.split(':'))
      .map((g) => Number.parseInt(g, 16))
  let sum = [...address(MAG1), ...address(LMAA)].reduce((a, b) => a + b) + message.length + 58
  for (let i = 0; i < message.length; i += 2) if (i !== 2) sum += message.readUInt16BE(i)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  return ~sum & 0xffff
}

describe('Heartbeat, RFC 5847', () => {
  const config: Partial<LmaConfig> = { heartbeat: { interval: 60_000, missingAllowed: 3, restartCounter: 5 } }
  const requests = (bench: Bench) =>
    bench.sent.flatMap((packet) => {
      const { message } = decode(packet.octets, packet)
      return message.kind === 'heartbeat' && message.flags === 0 ? [message.sequence] : []
    })

  it('is answered with its number and the Restart Counter, whatever options it has', () => {
    const bench = new Bench({ config })
    bench.raw(heartbeat(0xfffc, 0xdeadbeef, [option('unknown', { type: 200, data: new Uint8Array(2) })]))
    const answer = last(bench)
    expect(answer).to.include({ kind: 'heartbeat', flags: 1, sequence: 0xdeadbeef })
    expect(answer && find(answer, 'restart-counter')?.counter).to.equal(5)
    bench.raw(heartbeat(3, 0))
    bench.raw(heartbeat(1, 77))
    expect(bench.sent).to.have.length(1)
  })

  it('without support it is an unknown type', () => {
    const bench = new Bench({ config: { heartbeat: undefined } })
    bench.raw(heartbeat(0, 1))
    expect(last(bench)?.kind).to.equal('binding-error')
  })

  it('is sent while there is a binding, rising, until the peer is given up', () => {
    const bench = new Bench({ config })
    bench.clock.pass(200_000)
    expect(requests(bench)).to.deep.equal([])
    bench.pbu({ lifetime: 1000 })
    bench.clock.pass(4 * 60_000)
    const numbers = requests(bench)
    expect(numbers).to.deep.equal([0, 1, 2, 3].map((i) => (numbers[0] ?? 0) + i))
    expect(bench.paths()).to.have.length(1)
    bench.clock.pass(60_000)
    expect(bench.paths()).to.have.length(0)
    bench.clock.pass(300_000)
    expect(requests(bench)).to.have.length(4)
  })

  it('an answer keeps the peer, a changed Restart Counter loses it, a Binding Error mutes it', () => {
    const bench = new Bench({ config })
    bench.pbu({ lifetime: 1000 })
    const answer = (counter: number) =>
      bench.raw(
        heartbeat(
          1,
          requests(bench).at(-1) ?? 0,
          [
            option('pad1'),
            option('pad1'),
            option('restart-counter', { counter }),
            option('padn', { data: new Uint8Array(4) }),
          ].slice(2),
        ),
      )
    for (let i = 0; i < 10; i++) {
      bench.clock.pass(60_000)
      answer(9)
    }
    expect(bench.paths()).to.have.length(1)
    answer(10)
    expect(bench.paths()).to.have.length(0)
    bench.pbu({ lifetime: 1000 })
    bench.clock.pass(60_000)
    const sent = requests(bench).length
    bench.raw(
      encode(
        { kind: 'binding-error', status: 2, homeAddress: '::', options: [] },
        { source: MAG1, destination: LMAA },
      ),
    )
    bench.clock.pass(600_000)
    expect(requests(bench)).to.have.length(sent)
    expect(bench.paths()).to.have.length(1)
  })
})
