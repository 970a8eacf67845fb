import { aligned, encode, type Option, option, UpdateFlag } from '../../wire/index.js'
import type { Behaviours } from '../behaviours.js'
import type { LmaConfig } from '../config.js'
import type { DefectName } from '../defects.js'
import { Bench, LMAA, MAG1, MAG2, MAG3, MULTICAST, type Pbu, pbuOctets, STRANGER } from './bench.js'

const P1 = '2001:db8:1000::'
const OWN = '2001:db8:2000:a::'
const FOREIGN = '2001:db8:ffff::'
const magId = option('mag-identifier', { subtype: 1, identifier: Buffer.from('m') })
const two = 'two-1@example.net'
const path1: Pbu = { linkLayer: 1, mmb: { bid: 1, label: 11, accessTechnology: 8 } }
const path2: Pbu = { linkLayer: 1, from: MAG2, prefixes: [P1], mmb: { bid: 2 } }
const leave: Pbu = { handoff: 4, lifetime: 0, prefixes: [P1] }
const again: Pbu = { handoff: 5, prefixes: [P1] }

/** Requests one after the other on a new anchor; a number lets so many milliseconds pass. */
type Step = Pbu | number

const requests: readonly (readonly Step[])[] = [
  // refusals
  [{ node: null }, { node: null, prefixes: null, handoff: null, access: null, timestamp: null }],
  [
    { from: STRANGER, prefixes: null },
    { alternate: STRANGER },
    { from: STRANGER, node: 'ghost-1@example.net' },
  ],
  [
    { node: 'ghost-1@example.net', timestamp: -9000 },
    { node: 'ghost-1@example.net', prefixes: null },
  ],
  [
    { node: 'barred-1@example.net', timestamp: -9000 },
    { node: 'barred-1@example.net', prefixes: null },
  ],
  [{ node: 'barred-1@example.net', from: STRANGER }],
  [{ node: 'barred-1@example.net' }, { node: 'ghost-1@example.net' }],
  [
    { node: null, prefixes: null },
    { node: null, handoff: null },
  ],
  [{ timestamp: -9000 }, { timestamp: 9000 }, {}],
  [{}, { ...again, timestamp: 280 }, { ...again, timestamp: 270 }],
  [{ prefixes: null }, { handoff: null }, { access: null }],
  [
    { prefixes: null, handoff: null },
    { prefixes: null, access: null },
    { handoff: null, access: null },
  ],
  [
    { timestamp: -9000, prefixes: null },
    { timestamp: -9000, handoff: null },
    { timestamp: -9000, access: null },
  ],
  [{ handoff: 200 }, { node: two, access: 200 }],
  [{ prefixes: [FOREIGN] }, { prefixes: ['2001:db8:1000:5::', FOREIGN] }],
  [{ handoff: null, prefixes: [P1, FOREIGN], linkLayer: 3, linkLocal: 'fe80::1' }],
  [{}, { node: 'mn-2@example.net', prefixes: [P1] }, { handoff: 4, prefixes: [P1, FOREIGN] }],
  [{ node: two }, { ...again, node: two }],
  [{ node: two }, { ...again, node: two, prefixes: [P1, '2001:db8:1000:1::'] }],
  [{ flags: 0x820f }, { node: two, flags: 0xc200 }, { node: 'mn-2@example.net', flags: UpdateFlag.P }],
  [{ from: MULTICAST }, { alternate: 'ff02::1' }],
  // what a MAG would not send
  [
    { node: null, timestamp: -9000 },
    { node: null, access: null },
    { node: null, from: STRANGER },
  ],
  [{ handoff: null, alternate: MAG2 }],
  [{}, { node: 'mn-2@example.net', handoff: null, prefixes: [P1] }],
  [{ flags: UpdateFlag.A }],
  [{ node: null, more: [option('malformed', { of: 'mobile-node-identifier', type: 8 })] }],
  [{ more: [option('malformed', { of: 'vendor-specific', type: 19, data: Uint8Array.of(1) })] }],
  [{ more: [option('access-technology-type', { value: 5 })] }],
  [{ timestamp: null }, again],
  // order
  [{}, { ...again, timestamp: -50 }, { ...again, timestamp: -20 }],
  [{ linkLayer: 1 }, { linkLayer: 2, timestamp: -50 }],
  [
    { timestamp: null, sequence: 15 },
    { ...again, timestamp: null, sequence: 15 },
    { ...again, timestamp: null, sequence: 16 },
  ],
  [
    { timestamp: null, sequence: 15 },
    { ...again, timestamp: null, sequence: 10 },
  ],
  [
    { timestamp: null, sequence: 65535 },
    { ...again, timestamp: null, sequence: 3 },
  ],
  [{ sequence: 100 }, { ...again, sequence: 5 }],
  // lookup
  [{ linkLayer: 1 }, { linkLayer: 2, from: MAG2 }, { linkLayer: 2, from: MAG3, prefixes: [P1] }],
  [{ linkLayer: 1 }, { linkLayer: 1, from: MAG2, handoff: 4, prefixes: [P1] }, { linkLayer: 1, from: MAG3 }],
  [
    { linkLayer: 1 },
    { linkLayer: 2, from: MAG2, access: 3, handoff: 2, prefixes: [P1] },
    { linkLayer: 2, access: 3, handoff: 4 },
  ],
  [{}, { from: MAG2, handoff: 3, prefixes: [P1] }, { from: MAG2, ...leave }, 20_000],
  [{ linkLayer: 1 }, { from: MAG2, handoff: 3, prefixes: [P1] }],
  [{}, { linkLayer: 1, from: MAG2, handoff: 3, prefixes: [P1] }],
  [{ linkLayer: 1, lifetime: 10 }, { linkLayer: 2, from: MAG2 }, 41_000, { linkLayer: 2, from: MAG2 }],
  [{}, { handoff: 1, prefixes: [P1] }, again],
  [{}, { from: MAG2, access: 3, prefixes: [P1] }],
  [{ linkLayer: 1 }, { linkLayer: 1, from: MAG2, handoff: 1 }],
  [{ linkLayer: 1 }, { linkLayer: 2, from: MAG2, handoff: 2 }],
  [{ linkLayer: 1 }, { linkLayer: 2 }, { linkLayer: 3, handoff: 2 }],
  [{}, { from: MAG2, handoff: 3 }],
  [{}, { from: MAG2, handoff: 4 }, 2000],
  [{}, { from: MAG2, handoff: 4 }, 500, leave, 3000],
  [{ lifetime: 0 }, { ...leave, prefixes: ['2001:db8:1000:7::'] }],
  // sessions
  [
    {},
    { node: 'mn-2@example.net' },
    { node: two },
    { ...leave, node: two, prefixes: ['2001:db8:1000:2::', '2001:db8:1000:3::'] },
  ],
  [{ lifetime: 10 }, 20_000, { ...again, lifetime: 20 }, 40_000, { ...again, lifetime: 20 }, 79_000, 2000],
  [{}, leave, 3000, leave, 7500, { handoff: 4, prefixes: [P1, FOREIGN] }],
  [{}, leave, 3000, again, 20_000],
  [{ linkLayer: 1 }, { ...leave, linkLayer: 1, from: MAG2 }],
  [{}, { ...again, alternate: MAG2, from: MAG1 }],
  [
    { linkLocal: '::' },
    { ...again, linkLocal: '::' },
    { ...again, linkLocal: 'fe80::99' },
    { ...again, linkLocal: '::' },
  ],
  [
    { timestamp: null, sequence: 15 },
    { ...leave, timestamp: null, sequence: 10 },
  ],
  [{}, { ...again, access: 3 }],
  [{}, leave, { ...again, handoff: null }, 12_000, leave],
  [{ lifetime: 257 }, 6000, leave],
  [{ node: two }, { ...again, node: two, prefixes: ['2001:db8:1000:1::', P1] }],
  // multipath
  [path1, path2, { ...path1, ...again }, 20, { ...path2, from: MAG3, mmb: { bid: 3 } }],
  [path1, { ...path1, ...again }, path2],
  [{ mmb: { bid: 1 } }, { from: MAG2, prefixes: [P1], mmb: { bid: 2 } }],
  [path1, path2, { ...path1, ...leave }, 12_000, { ...path2, ...leave }],
  [path1, path2, { ...path1, ...leave, from: MAG2 }, { ...path1, ...leave, from: MAG2, alternate: MAG1 }],
  [{ ...path1, lifetime: 10 }, { ...path2, lifetime: 10 }, 20_000, { ...path1, ...again, lifetime: 10 }],
  [{ ...path1, lifetime: 10 }, path2, 41_000],
  [path1, path2, { ...path1, ...again, lifetime: 9, mmb: { bid: 1, bulk: true } }],
  [path1, path2, { ...path2, lifetime: 9, mmb: { bid: 2, bulk: true } }],
  [path1, path2, { ...path2, mmb: { bid: 2, overwrite: true } }],
  [path1, { ...path2, lifetime: 9 }, { ...path2, mmb: { bid: 2, overwrite: true } }],
  [path1, path2, { ...path2, handoff: null, mmb: { bid: 2, overwrite: true } }],
  [path1, { ...path2, from: STRANGER }],
  [path1, { ...path2, mmb: { bid: 1 } }, { ...path1, ...again, mmb: { bid: 1, label: 44 } }],
  [path1, { ...path2, mmb: { bid: 2, label: 11 } }],
  ...[0, 1, 127, 254, 255].map((bid): readonly Step[] => [{ mmb: { bid } }]),
  [
    { mmb: { bid: 5, label: 0 } },
    { ...again, mmb: { bid: 5, label: 255, accessTechnology: 200, reserved: 0x3fffff } },
  ],
  [{ mmb: { bid: 5, bulk: true, overwrite: true } }],
  [path1, path2, { ...path1, ...leave, mmb: { bid: 1, overwrite: true } }],
  [path1, path2, { ...path1, ...leave, mmb: { bid: 1, bulk: true } }],
  [{ ...path1, magId: null }],
  [{ ...path1, node: 'nomp-1@example.net' }],
  [{ more: [option('mag-identifier', { subtype: 1, identifier: Buffer.from('m') })] }],
  [{ mmb: { bid: 1 }, magId: 'm'.repeat(100) }],
  [{ mmb: { bid: 1 }, magId: '' }],
  [
    {
      mmb: { bid: 1 },
      magId: null,
      more: [option('mag-identifier', { subtype: 2, reserved: 255, identifier: new Uint8Array(16) })],
    },
  ],
  [
    {
      mmb: { bid: 1 },
      magId: null,
      more: [option('mag-identifier', { subtype: 99, identifier: Buffer.from('m') })],
    },
  ],
  [{ mmb: { bid: 1 }, magId: null, more: [option('unknown', { type: 64, data: Uint8Array.of(1) })] }],
  [{ mmb: { bid: 1 }, more: [option('mag-identifier', { subtype: 1, identifier: Buffer.from('m') })] }],
  [{ mmb: { bid: 1 }, more: [option('mag-multipath-binding', { bid: 2 })] }],
  [{ more: [option('unknown', { type: 63, data: Uint8Array.of(4, 9, 1, 0) }), magId] }],
  [{ more: [option('unknown', { type: 63, data: Uint8Array.of(4, 9, 1, 0, 0, 0, 0, 0) }), magId] }],
  [{ mmb: { bid: 1 } }, { node: 'mn-2@example.net', mmb: { bid: 1 } }],
  [{ more: [magId, option('mag-multipath-binding', { bid: 1 })] }],
  [
    {
      mmb: { bid: 1 },
      magId: null,
      more: [option('mag-identifier', { subtype: 1, identifier: Uint8Array.of(255) })],
    },
  ],
  [{ mmb: { bid: 1 }, magId: '\u001b[2J@example.net' }],
  // harm to others
  [
    path1,
    { node: 'mn-2@example.net', mmb: { bid: 1 }, lifetime: 10 },
    { ...path1, ...again, mmb: { bid: 1, bulk: true } },
  ],
  [
    path1,
    { node: 'mn-2@example.net', mmb: { bid: 1 } },
    { ...path1, ...again, mmb: { bid: 1, overwrite: true } },
  ],
  [path1, { node: 'mn-2@example.net', mmb: { bid: 1 } }, { ...path1, ...leave }],
  [path1, path2, { ...path1, ...again, mmb: { bid: 1, bulk: true, overwrite: true } }],
  [path1, path2, { ...path1, ...leave, mmb: { bid: 77 } }],
  [path1, { ...path2, handoff: 2 }],
  [{ node: 'nomp-1@example.net' }],
  [{ node: 'nomp-1@example.net', more: [magId] }],
  // what RFC 8278 leaves open
  [path1, path2, { ...path2, mmb: { bid: 3 } }],
  [path1, path2, { linkLayer: 1, prefixes: [P1] }],
  [path1, path2, { ...leave, linkLayer: 1 }],
  [path1, { ...path2, magId: 'mag-2@example.net' }],
  [{ mmb: { bid: 1 } }, { from: MAG2, mmb: { bid: 2 } }],
  [{}, { prefixes: [P1], mmb: { bid: 1 } }],
  [{}, { ...leave, mmb: { bid: 1 } }],
  [
    { timestamp: null, sequence: 15 },
    { timestamp: null, sequence: 15, prefixes: [P1], handoff: null },
  ],
  [{ sequence: 5 }, { sequence: 5, prefixes: [P1], timestamp: -10 }],
  // options
  [
    {
      more: [
        option('unknown', { type: 200, data: Uint8Array.of(1) }),
        option('link-local-address', { address: '::' }),
      ],
    },
  ],
  [{ more: [option('vendor-specific', { vendorId: 32473, subtype: 1 })] }],
  [{ more: Array.from({ length: 7 }, () => option('pad1')) }],
  [{ more: [option('padn', { data: Uint8Array.of(1, 2) })] }],
  [{ prefixes: null, more: [option('home-network-prefix', { reserved: 255 })] }],
  [{ handoff: null, more: [option('handoff-indicator', { reserved: 255, value: 1 })] }],
  [{ more: [option('unknown', { type: 22, data: new Uint8Array(17) })] }],
  [{ timestamp: null, more: [option('unknown', { type: 27, data: new Uint8Array(7) })] }],
  [{ more: [option('mobile-node-identifier', { subtype: 1, identifier: Buffer.from('x') })] }],
  [{ more: [option('handoff-indicator', { value: 2 })] }],
  [{ more: [option('timestamp', { timestamp: 5n })] }],
  [{ prefixes: ['::', '::'] }, { node: 'mn-2@example.net', prefixes: ['::', '2001:db8:1000:9::'] }],
  [{ node: '' }, { node: `${'x'.repeat(230)}@example.net` }],
  [{}, { ...again, timestamp: null }],
]

type Exercise = (bench: Bench) => void

function play(steps: readonly Step[]): Exercise {
  return (bench) => {
    for (const step of steps)
      if (typeof step === 'number') bench.clock.pass(step)
      else bench.pbu(step)
  }
}

const addresses = { source: MAG1, destination: LMAA }
const at = (bench: Bench, fields: Pbu = {}) => pbuOctets(fields, bench.clock.wallMs(), 1)
const changed = (octets: Uint8Array, index: number, value: number, repair = true) => {
  const copy = octets.slice()
  copy[index] = value
  return repair ? repaired(copy) : copy
}

/** With the checksum it should have. */
export function repaired(octets: Uint8Array, source = MAG1): Uint8Array {
  const type = octets[2] ?? 0
  const message = {
    kind: 'unknown' as const,
    type,
    payloadProto: octets[0] ?? 0,
    headerLength: octets[1] ?? 0,
    reserved: octets[3] ?? 0,
    body: octets.slice(6),
    options: [],
  }
  return encode(message, { source, destination: LMAA })
}

export function unknownType(source = MAG1): Uint8Array {
  return repaired(Uint8Array.of(59, 1, 200, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), source)
}

export function heartbeat(
  flags: number,
  sequence: number,
  options: readonly Option[] = [option('padn', { data: new Uint8Array(2) })],
  source = MAG1,
): Uint8Array {
  return encode({ kind: 'heartbeat', flags, sequence, options }, { ...addresses, source })
}

const messages: readonly Exercise[] = [
  (bench) => bench.raw(changed(at(bench), 7, 99, false)),
  (bench) => bench.raw(changed(at(bench), 0, 6)),
  (bench) => bench.raw(changed(at(bench), 3, 255)),
  (bench) => bench.raw(changed(at(bench), 1, 31)),
  (bench) => bench.raw(repaired(Uint8Array.of(59, 0, 5, 0, 0, 0, 0, 0))),
  (bench) => bench.raw(changed(at(bench), at(bench).length - 1, 255)),
  (bench) => {
    for (let i = 0; i < 30; i++) bench.raw(unknownType())
  },
  (bench) => bench.raw(unknownType(MULTICAST), MULTICAST),
  (bench) => bench.raw(heartbeat(0, 7)),
  (bench) => {
    bench.raw(heartbeat(0xfffc, 8))
    bench.raw(heartbeat(0, 9, [option('unknown', { type: 200, data: new Uint8Array(2) })]))
    bench.raw(heartbeat(3, 0))
    bench.raw(heartbeat(1, 99))
  },
  (bench) => {
    bench.pbu({ lifetime: 300 })
    bench.clock.pass(60_000)
    const last = bench.sent.at(-1)?.octets ?? new Uint8Array(12)
    const sequence = new DataView(last.buffer, last.byteOffset).getUint32(8)
    bench.raw(heartbeat(1, sequence, aligned([option('restart-counter', { counter: 5 })])))
  },
  (bench) => {
    bench.pbu({ lifetime: 300 })
    bench.clock.pass(320_000)
  },
  (bench) => {
    bench.pbu({ lifetime: 1000 })
    for (let i = 0; i < 9; i++) {
      bench.clock.pass(60_000)
      const last = bench.sent.at(-1)?.octets ?? new Uint8Array(12)
      if (i % 3 === 2) bench.raw(heartbeat(1, new DataView(last.buffer, last.byteOffset).getUint32(8)))
    }
  },
  (bench) => {
    bench.pbu({ lifetime: 300 })
    bench.pbu(leave)
    bench.clock.pass(80_000)
  },
  (bench) => {
    bench.pbu({ lifetime: 300 })
    bench.clock.pass(60_000)
    bench.raw(encode({ kind: 'binding-error', status: 2, homeAddress: '::', options: [] }, addresses))
    bench.clock.pass(200_000)
  },
]

const steps: readonly Exercise[] = [...requests.map(play), ...messages]
const variants: readonly (readonly [Partial<LmaConfig>, readonly Exercise[]])[] = [
  [{}, steps],
  [{ multipath: 'off' }, [play([path1])]],
  [{ multipath: 'legacy' }, [play([path1]), play([path1, path2])]],
  [{ edition: 'draft-06' }, [play([path1]), play([{ ...path1, node: 'nomp-1@example.net' }])]],
  [
    { services: ['internet'] },
    [play([{ more: [option('service-selection', { identifier: Buffer.from('none') })] }])],
  ],
  [{ heartbeat: undefined }, [(bench) => bench.raw(heartbeat(0, 1))]],
  [
    {
      nodes: [
        { pattern: 'own-{n}@example.net', service: 'multipath', ownPrefix: '2001:db8:2000:{n}::/64' },
        { pattern: 'mn-{n}@example.net', service: 'multipath', mags: [MAG1] },
      ],
    },
    [play([{ node: 'own-10@example.net', prefixes: [OWN] }]), play([{ prefixes: [OWN] }, { from: MAG2 }])],
  ],
  [{ pool: { prefix: P1, length: 36, limit: 1 } }, [play([{}, { node: 'mn-2@example.net' }])]],
]

const all = variants.flatMap(([config, exercises]) => exercises.map((exercise) => ({ config, exercise })))

/** How many exercises there are. */
export const exerciseCount = all.length

/** All that an anchor does in one exercise, as text to compare. */
export function transcript(
  index: number,
  defects: readonly DefectName[] = [],
  behaviours: Partial<Behaviours> = {},
): string {
  const one = all[index]
  if (one === undefined) throw new RangeError(`no exercise ${index}`)
  const bench = new Bench({ config: one.config, defects, behaviours })
  one.exercise(bench)
  bench.lma.announceRestart(bench.lma.heartbeatPeers())
  const sent = bench.sent.map(
    (p) => `${p.destination} ${p.protocol ?? 135} ${Buffer.from(p.octets).toString('hex')}`,
  )
  const afterRestart = JSON.stringify(bench.lma.configAfterRestart())
  return [...sent, JSON.stringify(bench.lma.bindings()), afterRestart, bench.crashed ? 'crashed' : ''].join(
    '\n',
  )
}
