import { expect } from 'chai'
import { decode, encode, find, type Message, option } from '../../wire/index.js'
import { readMagOrder } from './orders.js'
import { given, LMAA, LTE, MagBench, MN, P1, WLAN } from './testing/bench.js'

/** The last message that is no PBU. */
function last(bench: MagBench) {
  const messages = bench.packets.map((p) => decode(p.octets, p).message)
  return messages.filter((m) => m.kind !== 'binding-update').at(-1)
}

const id = option('mobile-node-identifier', { subtype: 1, identifier: Buffer.from(MN) })
const prefix = option('home-network-prefix', { prefix: P1, prefixLength: 64 })

describe('other messages to the reference MAG', () => {
  it('answers Heartbeats with its Restart Counter, or not at all', () => {
    const bench = new MagBench()
    bench.send({ kind: 'heartbeat', flags: 0, sequence: 7, options: [] })
    expect(last(bench)).to.include({ kind: 'heartbeat', flags: 1, sequence: 7 })
    expect(find(given(last(bench)), 'restart-counter')?.counter).to.equal(1)
    const without = new MagBench({ config: { heartbeat: undefined } })
    without.send({ kind: 'heartbeat', flags: 0, sequence: 7, options: [] })
    expect(last(without)).to.include({ kind: 'binding-error', status: 2, homeAddress: '::' })
  })

  it('sends Heartbeats on paths with bindings, until a Binding Error 2', () => {
    const bench = new MagBench({
      config: { paths: [{ name: 'lte', address: LTE, accessTechnology: 8, label: 1 }] },
    })
    const count = () => bench.packets.filter((p) => decode(p.octets).message.kind === 'heartbeat').length
    bench.auto = () => ({})
    bench.attach()
    bench.pass(61_000)
    expect(count()).to.equal(1)
    bench.send({ kind: 'binding-error', status: 2, homeAddress: '::', options: [] }, LTE)
    bench.pass(200_000)
    expect(count()).to.equal(1)
    expect(bench.paths()).to.deep.equal([`1@${LTE}`])
  })

  it('registers anew when the LMA has restarted', () => {
    const bench = new MagBench()
    bench.settle()
    const restarted = (counter: number) =>
      bench.send({
        kind: 'heartbeat',
        flags: 3,
        sequence: 1,
        options: [option('restart-counter', { counter })],
      })
    expect(restarted(5)).to.deep.equal([])
    expect(restarted(6).map((s) => [s.from, s.handoff, s.prefixes])).to.deep.equal([[WLAN, 1, [P1]]])
  })

  it('refreshes what a Binding Refresh Request names, when told to', () => {
    const ask = (choice: 'refresh' | 'ignore') => {
      const bench = new MagBench({ behaviours: { 'refresh-request': choice } })
      bench.settle()
      return bench.send({ kind: 'binding-refresh-request', options: [id] }).map((s) => [s.from, s.handoff])
    }
    expect(ask('refresh')).to.deep.equal([[WLAN, 5]])
    expect(ask('ignore')).to.deep.equal([])
    const bench = new MagBench()
    bench.settle()
    expect(bench.send({ kind: 'binding-refresh-request', options: [] })).to.deep.equal([])
  })

  it('answers a revocation, and ends what it names', () => {
    const ask = (
      fields: Partial<Extract<Message, { kind: 'binding-revocation-indication' }>>,
      all = false,
    ) => {
      const bench = new MagBench({ behaviours: { revocation: all ? 'all-paths' : 'that-path' } })
      bench.settle()
      const base = { kind: 'binding-revocation-indication', trigger: 1, sequence: 9, flags: 0x8000 } as const
      const after = bench.send({ ...base, options: [id, prefix], ...fields })
      const answer = last(bench)
      expect(answer).to.include({ kind: 'binding-revocation-acknowledgement', sequence: 9 })
      expect(after).to.deep.equal([])
      expect(bench.pass(1000)).to.deep.equal([])
      return [answer?.kind === 'binding-revocation-acknowledgement' && answer.status, bench.paths()]
    }
    const both = [`1@${WLAN}`, `2@${LTE}`]
    const alternate = option('alternate-care-of-address', { address: LTE })
    expect(ask({})).to.deep.equal([0, []])
    expect(ask({ options: [id, prefix, alternate] })).to.deep.equal([0, [both[0]]])
    expect(ask({ options: [id, prefix, alternate] }, true)).to.deep.equal([0, []])
    expect(ask({ options: [] })).to.deep.equal([128, both])
    expect(
      ask({ options: [id, option('home-network-prefix', { prefix: '2001:db8:9::', prefixLength: 64 })] }),
    ).to.deep.equal([128, both])
    expect(ask({ trigger: 3 })).to.deep.equal([132, both])
    expect(ask({ trigger: 100 })).to.deep.equal([133, both])
    expect(ask({ trigger: 128 })).to.deep.equal([134, both])
    expect(ask({ trigger: 128, flags: 0xa000, options: [] })).to.deep.equal([0, []])
    expect(ask({ trigger: 129, flags: 0xa000, options: [] })).to.deep.equal([131, both])
  })

  it('reports a wrong Payload Proto and a short header by ICMPv6, an unknown type by a Binding Error', () => {
    const addresses = { source: LMAA, destination: WLAN }
    const bench = new MagBench()
    const pba = { kind: 'binding-acknowledgement', status: 0, flags: 0x20, sequence: 1, lifetime: 1 } as const
    bench.deliver(
      encode({ ...pba, payloadProto: 6, options: [option('padn', { data: new Uint8Array(2) })] }, addresses),
    )
    expect([...given(bench.packets.at(-1)).octets.subarray(0, 2)]).to.deep.equal([4, 0])
    expect(bench.packets.at(-1)?.octets[7]).to.equal(40)
    bench.deliver(encode({ kind: 'unknown', type: 6, body: new Uint8Array(2), options: [] }, addresses))
    expect(bench.packets.at(-1)?.octets[7]).to.equal(41)
    bench.deliver(encode({ kind: 'unknown', type: 200, body: new Uint8Array(10), options: [] }, addresses))
    expect(last(bench)).to.include({ kind: 'binding-error', status: 2 })
  })

  it('takes octets of any kind', () => {
    const bench = new MagBench()
    const [first] = bench.attach()
    let seed = 1
    for (let i = 0; i < 3000; i++) {
      const octets = new Uint8Array(i % 90).map(() => {
        seed = (seed * 1103515245 + 12345) & 0x7fffffff
        return seed >> 16
      })
      octets[0] = 59
      octets[1] = Math.max(0, octets.length / 8 - 1)
      octets[2] = [6, 0, 7, 13, 16][i % 5] ?? 6
      bench.deliver(octets)
    }
    bench.answer(first)
    expect(bench.paths()).to.deep.equal([`1@${WLAN}`])
  })
})

describe('orders to the reference MAG', () => {
  it('are words or JSON', () => {
    expect(readMagOrder('attach mn-1@example.net')).to.deep.equal({ kind: 'do', deed: 'attach', name: MN })
    expect(readMagOrder('{"do":"path-down","path":"lte"}')).to.deep.equal({
      kind: 'do',
      deed: 'path-down',
      name: 'lte',
    })
    const order = readMagOrder(
      '{"defects":["bid-0"],"behaviours":{"h-flag":"set"},"config":{"heartbeat":null}}',
    )
    expect(order).to.deep.equal({
      kind: 'anew',
      orders: { defects: ['bid-0'], behaviours: { 'h-flag': 'set' }, config: { heartbeat: undefined } },
    })
  })

  it('say what is wrong with them', () => {
    expect(readMagOrder('restart')).to.deep.equal({ kind: 'restart' })
    expect(readMagOrder('{"do":"restart"}')).to.deep.equal({ kind: 'restart' })
    expect(() => readMagOrder('dance')).to.throw('"dance" is no order; there are attach, ')
    expect(() => readMagOrder('attach')).to.throw('attach needs the name of a node')
    expect(() => readMagOrder('path-up')).to.throw('path-up needs the name of a path')
    expect(() => readMagOrder('{"defects":["x"]}')).to.throw('no defect is called "x"')
    expect(() => readMagOrder('{"behaviours":{"h-flag":"x"}}')).to.throw(
      'behaviour h-flag is one of clear, set',
    )
  })
})
