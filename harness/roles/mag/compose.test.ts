import { expect } from 'chai'
import { testProfile } from '../../dev/device.js'
import { VirtualClock } from '../../dev/virtual-clock.js'
import type { Endpoint } from '../../link/index.js'
import type { Edition } from '../../model/index.js'
import {
  type BindingUpdate,
  decode,
  encode,
  find,
  findAll,
  type Option,
  option,
  timestampFromMs,
} from '../../wire/index.js'
import { MobileNode } from '../node.js'
import { type Changes, compose, type Purpose } from './compose.js'
import { unlearnedFacts } from './facts.js'

const wlan: Endpoint = { name: 'wlan', interface: 'wlan0', address: '2001:db8:1::1' }
const lte: Endpoint = { name: 'lte', interface: 'lte0', address: '2001:db8:2::1' }
const foreign: Endpoint = { name: 'foreign-mag', interface: 'wlan0', address: '2001:db8:1::66' }
const PREFIX = { prefix: '2001:db8:100::', prefixLength: 64 }
const text = (octets: Uint8Array | undefined) => new TextDecoder().decode(octets)

function bench(edition: Edition = 'rfc8278') {
  const clock = new VirtualClock()
  const facts = unlearnedFacts(true)
  const profile = testProfile({ edition })
  const node = new MobileNode('multipath', 'mn-1@example.net', 1)
  const pbu = (purpose: Purpose, changes: Changes = {}, endpoint = wlan): BindingUpdate =>
    compose({ profile, facts, clock }, node, endpoint, purpose, 77, changes)
  /** The node has a session on a path. */
  const register = (endpoint: Endpoint, bid: number | null = null) => {
    const registration = node.registration(endpoint, bid)
    Object.assign(registration, { live: true, multipath: bid !== null, prefixes: [PREFIX] })
    node.prefixes = [PREFIX]
  }
  return { clock, facts, profile, node, pbu, register }
}

const kinds = (options: readonly Option[]) =>
  options.map((o) => o.kind).filter((kind) => kind !== 'pad1' && kind !== 'padn')

describe('the PBU of a purpose', () => {
  it('registers with ALL_ZERO, Timestamp, MN-ID, HI 1 and ATT (RFC 5213 §6.9.1.1)', () => {
    const { pbu, clock } = bench()
    const message = pbu('register')
    expect(message).to.include({ sequence: 77, flags: 0x8200, lifetime: 75 })
    expect(kinds(message.options)).to.deep.equal([
      'home-network-prefix',
      'timestamp',
      'mobile-node-identifier',
      'handoff-indicator',
      'access-technology-type',
    ])
    expect(find(message, 'home-network-prefix')).to.include({ prefix: '::', prefixLength: 0 })
    expect(find(message, 'timestamp')?.timestamp).to.equal(timestampFromMs(clock.wall()))
    expect(text(find(message, 'mobile-node-identifier')?.identifier)).to.equal('mn-1@example.net')
    expect(find(message, 'handoff-indicator')?.value).to.equal(1)
  })

  it('is what a decoder finds nothing wrong with', () => {
    const { pbu, register } = bench()
    register(wlan, 1)
    for (const purpose of ['register', 'refresh', 'deregister', 'handoff', 'probe'] as const) {
      const { issues } = decode(encode(pbu(purpose, { multipath: true })))
      expect(issues, purpose).to.deep.equal([])
    }
  })

  it('refreshes with the session’s prefixes and HI 5 (RFC 5213 §6.9.1.3)', () => {
    const { pbu, register } = bench()
    register(wlan)
    const message = pbu('refresh')
    expect(find(message, 'home-network-prefix')).to.include(PREFIX)
    expect(find(message, 'handoff-indicator')?.value).to.equal(5)
    expect(message.lifetime).to.equal(75)
  })

  it('de-registers with lifetime 0 and HI 4 (RFC 5213 §6.9.1.4)', () => {
    const { pbu, register } = bench()
    register(wlan)
    const message = pbu('deregister')
    expect(message.lifetime).to.equal(0)
    expect(find(message, 'handoff-indicator')?.value).to.equal(4)
    expect(find(message, 'home-network-prefix')).to.include(PREFIX)
  })

  it('hands over with HI 3', () => {
    expect(find(bench().pbu('handoff'), 'handoff-indicator')?.value).to.equal(3)
  })

  it('probes with a half foreign prefix set', () => {
    const { pbu, register } = bench()
    register(wlan)
    const asked = findAll(pbu('probe'), 'home-network-prefix').map((o) => o.prefix)
    expect(asked).to.deep.equal(['2001:db8:100::', '2001:db8:ffff::'])
  })

  it('asks for a second path with the HI that calibration found, and with the session’s prefixes', () => {
    const { pbu, register, facts } = bench()
    register(wlan, 1)
    facts.secondPathHandoffIndicator = 2
    const message = pbu('register', { multipath: true }, lte)
    expect(find(message, 'handoff-indicator')?.value).to.equal(2)
    expect(find(message, 'home-network-prefix')).to.include(PREFIX)
    expect(find(message, 'mag-multipath-binding')).to.include({ bid: 2, label: 11, accessTechnology: 8 })
    // On the path it has, a registration is one like the first.
    expect(find(pbu('register', { multipath: true }), 'handoff-indicator')?.value).to.equal(1)
  })

  it('carries the H flag to a device that answers nothing else', () => {
    const { pbu, facts } = bench()
    facts.homeRegistration = true
    expect(pbu('register').flags).to.equal(0xc200)
  })

  it('goes on in multipath where the binding is one, under the BID it has', () => {
    const { pbu, register } = bench()
    register(wlan, 7)
    const message = pbu('refresh')
    expect(find(message, 'mag-multipath-binding')?.bid).to.equal(7)
    expect(text(find(message, 'mag-identifier')?.identifier)).to.equal('mag-1@example.net')
    expect(kinds(pbu('refresh', {}, lte).options)).not.to.include('mag-multipath-binding')
  })

  it('carries option 25 in each PBU of a session that was opened with it (RFC 5213 §6.9.1.3)', () => {
    const { pbu, node } = bench()
    const has = (message: BindingUpdate) => find(message, 'mobile-node-link-layer-identifier')?.identifier
    expect(has(pbu('register'))).to.equal(undefined)
    expect(has(pbu('register', { multipath: true }))).to.deep.equal(node.linkLayerId)
    expect(has(pbu('refresh'))).to.equal(undefined)
    node.carriesLinkLayerId = true
    expect(has(pbu('refresh'))).to.deep.equal(node.linkLayerId)
  })

  it('keeps the access technology the session was opened with', () => {
    const { pbu, node } = bench()
    expect(find(pbu('refresh'), 'access-technology-type')?.value).to.equal(4)
    node.accessTechnology = 8
    expect(find(pbu('refresh'), 'access-technology-type')?.value).to.equal(8)
  })

  it('has strictly rising Timestamps, in the device’s time', () => {
    const { pbu, facts, clock } = bench()
    facts.clockOffset = 5000
    const stamps = [pbu('register'), pbu('refresh'), pbu('refresh')].map(
      (m) => find(m, 'timestamp')?.timestamp,
    )
    const first = timestampFromMs(clock.wall() + 5000)
    expect(stamps).to.deep.equal([first, first + 1n, first + 2n])
  })

  it('has no Timestamp for a device that does not use them', () => {
    const { pbu, facts } = bench()
    facts.timestamps = false
    expect(find(pbu('register'), 'timestamp')).to.equal(undefined)
  })

  it('of the foreign MAG borrows the values of the first path', () => {
    const message = bench().pbu('register', { multipath: true }, foreign)
    expect(find(message, 'mag-multipath-binding')).to.include({ bid: 1, label: 9, accessTechnology: 4 })
  })

  it('aligns the MAG Multipath Binding option at 8n+2 in the draft, and not in the RFC', () => {
    for (const [edition, aligned] of [
      ['draft-06', true],
      ['rfc8278', false],
    ] as const) {
      const offsets = ['mn', 'mn-1@x', 'mn-1@ex', 'mn-1@exa'].map((id) => {
        const message = bench(edition).pbu('register', {
          multipath: true,
          mobileNodeId: { identifier: new TextEncoder().encode(id) },
        })
        const { message: decoded } = decode(encode(message))
        return (find(decoded, 'mag-multipath-binding')?.offset ?? 0) % 8
      })
      expect(new Set(offsets).size === 1 && offsets[0] === 2, `${edition}: ${offsets}`).to.equal(aligned)
    }
  })
})

describe('each change of a PBU', () => {
  const all = bench()
  all.register(wlan, 1)
  const pbu = (changes: Changes) => all.pbu('refresh', changes)
  const identifier = Uint8Array.of(1, 2, 3)
  const rows: readonly (readonly [string, Changes, (message: BindingUpdate) => unknown, unknown])[] = [
    ['lifetime', { lifetime: 9 }, (m) => m.lifetime, 9],
    ['sequence', { sequence: 5 }, (m) => m.sequence, 5],
    ['flags', { flags: 0x1234 }, (m) => m.flags, 0x1234],
    ['no MN-ID', { mobileNodeId: false }, (m) => find(m, 'mobile-node-identifier'), undefined],
    [
      'MN-ID subtype',
      { mobileNodeId: { subtype: 4 } },
      (m) => [
        find(m, 'mobile-node-identifier')?.subtype,
        text(find(m, 'mobile-node-identifier')?.identifier),
      ],
      [4, 'mn-1@example.net'],
    ],
    [
      'MN-ID',
      { mobileNodeId: { identifier } },
      (m) => find(m, 'mobile-node-identifier')?.identifier,
      identifier,
    ],
    ['no prefix', { prefixes: false }, (m) => find(m, 'home-network-prefix'), undefined],
    [
      'ALL_ZERO prefix',
      { prefixes: 'all-zero' },
      (m) => findAll(m, 'home-network-prefix').map((o) => [o.prefix, o.prefixLength]),
      [['::', 0]],
    ],
    [
      'prefixes',
      { prefixes: [PREFIX, { prefix: '2001:db8:101::', prefixLength: 56 }] },
      (m) => findAll(m, 'home-network-prefix').map((o) => [o.prefix, o.prefixLength]),
      [
        ['2001:db8:100::', 64],
        ['2001:db8:101::', 56],
      ],
    ],
    ['no HI', { handoffIndicator: false }, (m) => find(m, 'handoff-indicator'), undefined],
    ['HI', { handoffIndicator: 2 }, (m) => find(m, 'handoff-indicator')?.value, 2],
    ['no ATT', { accessTechnology: false }, (m) => find(m, 'access-technology-type'), undefined],
    ['ATT', { accessTechnology: 5 }, (m) => find(m, 'access-technology-type')?.value, 5],
    ['no Timestamp', { timestamp: false }, (m) => find(m, 'timestamp'), undefined],
    ['Timestamp', { timestamp: 7n }, (m) => find(m, 'timestamp')?.timestamp, 7n],
    [
      'Timestamp away from now',
      { timestamp: { shift: -2000 } },
      (m) => find(m, 'timestamp')?.timestamp,
      timestampFromMs(all.clock.wall() - 2000),
    ],
    [
      'option 25',
      { linkLayerId: true },
      (m) => find(m, 'mobile-node-link-layer-identifier')?.identifier,
      all.node.linkLayerId,
    ],
    [
      'option 25 of other octets',
      { linkLayerId: identifier },
      (m) => find(m, 'mobile-node-link-layer-identifier')?.identifier,
      identifier,
    ],
    [
      'link-local address',
      { linkLocal: 'fe80::1' },
      (m) => find(m, 'link-local-address')?.address,
      'fe80::1',
    ],
    [
      'alternate care-of address',
      { alternateCareOf: '2001:db8::9' },
      (m) => find(m, 'alternate-care-of-address')?.address,
      '2001:db8::9',
    ],
    [
      'multipath fields beside the usual ones',
      { multipath: { bid: 255, overwrite: true } },
      (m) => {
        const { bid, overwrite, label } = find(m, 'mag-multipath-binding') ?? {}
        return { bid, overwrite, label }
      },
      { bid: 255, overwrite: true, label: 9 },
    ],
    ['no multipath', { multipath: false }, (m) => find(m, 'mag-multipath-binding'), undefined],
    ['no MAG-ID beside it', { magId: false }, (m) => find(m, 'mag-identifier'), undefined],
    [
      'MAG-ID alone',
      { magId: true, multipath: false },
      (m) => [find(m, 'mag-multipath-binding'), text(find(m, 'mag-identifier')?.identifier)],
      [undefined, 'mag-1@example.net'],
    ],
    ['MAG-ID fields', { magId: { subtype: 9 } }, (m) => find(m, 'mag-identifier')?.subtype, 9],
    [
      'options at the end',
      { add: [option('restart-counter', { counter: 3 })] },
      (m) => kinds(m.options).at(-1),
      'restart-counter',
    ],
    [
      'another order',
      { arrange: (options) => [...options].reverse() },
      (m) => kinds(m.options)[0],
      'mag-identifier',
    ],
    ['header', { header: { reserved: 3, payloadProto: 17 } }, (m) => [m.reserved, m.payloadProto], [3, 17]],
    [
      'no padding',
      { exactly: true },
      (m) => m.options.some((o) => o.kind === 'padn' || o.kind === 'pad1'),
      false,
    ],
  ]
  for (const [what, changes, read, expected] of rows)
    it(`is made: ${what}`, () => {
      expect(read(pbu(changes))).to.deep.equal(expected)
      expect(read(pbu({})), 'without the change').not.to.deep.equal(expected)
    })

  it('leaves option 25 out of a session that is opened for multipath', () => {
    const has = (changes: Changes) =>
      find(bench().pbu('register', { multipath: true, ...changes }), 'mobile-node-link-layer-identifier')
    expect(has({})).not.to.equal(undefined)
    expect(has({ linkLayerId: false })).to.equal(undefined)
  })

  it('raw Timestamps do not move the node’s own', () => {
    const { pbu, node } = bench()
    pbu('register')
    const before = node.lastTimestamp
    pbu('refresh', { timestamp: 1n << 60n })
    pbu('refresh', { timestamp: { shift: 3_600_000 } })
    expect(node.lastTimestamp).to.equal(before)
  })
})
