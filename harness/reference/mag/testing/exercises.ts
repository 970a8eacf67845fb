import { encode, type Message, option } from '../../../wire/index.js'
import type { MagBehaviours } from '../behaviours.js'
import type { MagConfig } from '../config.js'
import type { MagDefectName } from '../defects.js'
import { LMAA, LTE, MagBench, MN, P1, P2, type Pba, WLAN } from './bench.js'

const MN2 = 'mn-2@example.net'
const STRANGER = '2001:db8:ff::bad'

interface Exercise {
  readonly config?: Partial<MagConfig>
  readonly behaviours?: Partial<MagBehaviours>
  readonly run: (bench: MagBench) => void
}

/** Octets of one option of a type that the codec would read otherwise. */
const raw = (of: string, type: number, ...data: readonly number[]) =>
  option('malformed', { of, type, data: Uint8Array.from(data) })

/** The first PBU is answered so; then as if nothing had been, and a minute passes. */
const firstAnswer = (pba: Pba, config?: Partial<MagConfig>): Exercise => ({
  ...(config && { config }),
  run: (bench) => {
    bench.answer(bench.attach()[0], pba)
    if (bench.crashed) return
    bench.answer(bench.attach(MN2)[0])
    bench.pass(60_000)
  },
})

const message = (m: Message, source = LMAA, destination = WLAN): Exercise => ({
  run: (bench) => {
    bench.settle()
    bench.send(m, destination, source)
    bench.refresh()
  },
})

/** Octets in place of an answer, as they are. */
const octets = (build: () => Uint8Array): Exercise => ({
  run: (bench) => {
    bench.attach()
    bench.deliver(build())
    bench.pass(2000)
  },
})

const addresses = { source: LMAA, destination: WLAN }
const acknowledgement = {
  kind: 'binding-acknowledgement',
  status: 0,
  flags: 0x20,
  sequence: 1,
  lifetime: 75,
  options: [],
} as const
const twoPrefixes = { prefixes: [P1, P2] }
const mn = option('mobile-node-identifier', { subtype: 1, identifier: Buffer.from(MN) })
const heartbeat = { kind: 'heartbeat', flags: 0, sequence: 9, options: [] } as const
const configured: Partial<MagConfig> = {
  nodes: [{ pattern: MN, service: 'multipath', prefixes: ['2001:db8:7::/64'] }],
}

const life: Exercise['run'] = (bench) => {
  bench.auto = () => twoPrefixes
  bench.attach()
  bench.attach(MN2)
  bench.pass(1000)
  bench.refresh()
  bench.path('lte', 'down')
  bench.path('lte', 'up')
  bench.pass(300_000)
  bench.detach()
  bench.detach(MN2)
  bench.pass(10_000)
  bench.attach()
}

const exercises: readonly Exercise[] = [
  { run: life },
  { run: life, behaviours: { ordering: 'sequence' } },
  { run: life, behaviours: { 'link-local-address': 'asked' } },
  { run: life, config: { multipath: 'off' } },
  { run: life, config: { edition: 'draft-06' } },
  { run: life, config: { lmaSupportsMultipath: true } },
  // nobody answers
  {
    run: (bench) => {
      bench.attach()
      bench.pass(20_000)
      bench.attach(MN2)
      bench.pass(200_000)
      bench.detach()
      bench.pass(50_000)
    },
  },
  { run: (bench) => bench.attach('barred-1@example.net') },
  // a path is lost and stays so
  {
    run: (bench) => {
      bench.auto = () => twoPrefixes
      bench.attach()
      bench.path('lte', 'down')
      bench.pass(300_000)
    },
  },
  // a de-registration is not answered; short lifetimes without refresh
  {
    run: (bench) => {
      bench.settle()
      bench.detach()
      bench.pass(10_000)
    },
  },
  {
    run: (bench) => {
      bench.settle(MN, { lifetime: 10 })
      bench.pass(100_000)
    },
  },
  {
    run: (bench) => {
      bench.settle(MN, { more: [option('binding-refresh-advice', { interval: 5 })] })
      bench.pass(30_000)
    },
  },
  {
    run: (bench) => {
      bench.settle()
      for (let i = 0; i < 6; i++) bench.refresh()
    },
  },
  {
    config: {
      paths: [
        { name: 'wlan', address: WLAN, accessTechnology: 4, label: 9 },
        { name: 'lte', address: LTE, accessTechnology: 8, label: 9 },
      ],
    },
    run: (bench) => bench.settle(),
  },
  // single path, and its WAN is lost
  {
    run: (bench) => {
      bench.answer(bench.attach()[0], { mmb: null })
      bench.path('wlan', 'down')
    },
  },
  {
    run: (bench) => {
      const [first] = bench.attach()
      bench.pass(1500)
      bench.answer(first)
    },
  },
  {
    run: (bench) => {
      bench.settle()
      bench.answer(bench.refresh()[0], { prefixes: ['2001:db8:1000:9::'] })
    },
  },
  // answers with a status
  ...[1, 100, 128, 130, 152, 156, 157, 180, 200].map((status) =>
    firstAnswer({ status, timestamp: 99n << 16n }),
  ),
  firstAnswer({ status: 180, mmb: null }),
  firstAnswer({ status: 155 }, configured),
  {
    behaviours: { ordering: 'sequence' },
    run: (bench) => bench.answer(bench.attach()[0], { status: 135, sequence: 500 }),
  },
  {
    run: (bench) => {
      bench.settle()
      bench.answer(bench.refresh()[0], { status: 130 })
    },
  },
  // answers that are to be passed over, or read in spite of what is in them
  ...(
    [
      { mmb: null },
      { mmb: 77 },
      { magId: true },
      { magId: true, more: [option('mag-identifier', { subtype: 1, identifier: Buffer.from('m') })] },
      { flags: 0 },
      { flags: 0x21 },
      { sequence: 77 },
      { node: 'mn-9@example.net' },
      { node: 'mn-9@example.net', sequence: 77, timestamp: 5n },
      { node: '' },
      { node: null },
      { handoff: null },
      { handoff: 2 },
      { access: 9 },
      { linkLayer: Uint8Array.of(1, 2, 3, 4, 5, 6) },
      { from: STRANGER },
      { order: 'reversed' },
      { prefixes: null },
      { prefixes: ['::'] },
      { prefixes: Array.from({ length: 20 }, (_, i) => `2001:db8:1000:${i + 1}::`) },
      { lifetime: 0 },
      { more: [option('unknown', { type: 200, data: Uint8Array.of(1, 2, 3) })] },
      { more: [option('vendor-specific', { vendorId: 32473, data: Uint8Array.of(1) })] },
      { more: Array.from({ length: 8 }, () => option('pad1')) },
      { more: [option('padn', { data: Uint8Array.of(1, 2, 3) })] },
      { more: [option('binding-refresh-advice', { interval: 5 })] },
      { more: [option('mag-multipath-binding', { bid: 1 })] },
      { mmb: null, more: [option('mag-multipath-binding', { bid: 1, label: 0 })] },
      { mmb: null, more: [option('mag-multipath-binding', { bid: 1, label: 9, reserved: 0x3fffff })] },
      { mmb: null, more: [raw('mag-multipath-binding', 63, 4, 9, 1)] },
      { mmb: null, more: [raw('mag-multipath-binding', 63, 4, 9, 1, 0, 0, 0, 0, 0)] },
      { more: [option('mag-identifier', { subtype: 1, reserved: 9, identifier: Buffer.from('m') })] },
      { more: [option('pad1'), option('mag-identifier', { subtype: 1, identifier: Buffer.from('m') })] },
      { more: [raw('mag-identifier', 64, 1)] },
      { more: [raw('vendor-specific', 19, 1, 2)] },
      { more: [raw('home-network-prefix', 22, 0, 64, 1)] },
      { more: [raw('timestamp', 27, 1, 2, 3, 4)] },
      { more: [raw('handoff-indicator', 23, 1)] },
      { more: [raw('access-technology-type', 24, 1)] },
      { more: [raw('mobile-node-link-layer-identifier', 25, 1)] },
      { more: [option('handoff-indicator', { value: 1 })] },
      { prefixes: null, more: [option('home-network-prefix', { prefix: P1, prefixLength: 129 })] },
      {
        prefixes: null,
        more: [option('home-network-prefix', { prefix: P1, prefixLength: 64, reserved: 0xff })],
      },
    ] satisfies readonly Pba[]
  ).map((pba) => firstAnswer(pba)),
  // RFC 6275 §9.2
  ...[
    () => encode({ ...acknowledgement, payloadProto: 6 }, addresses),
    () => encode({ ...acknowledgement, reserved: 0xff }, addresses),
    () => encode({ ...acknowledgement, checksum: 1 }, addresses),
    () => encode({ ...acknowledgement, headerLength: 31 }, addresses),
    () =>
      encode(
        { ...acknowledgement, options: [option('padn', { data: new Uint8Array(2), length: 60 })] },
        addresses,
      ),
    () => encode({ kind: 'unknown', type: 6, body: new Uint8Array(2), options: [] }, addresses),
    () => encode({ kind: 'unknown', type: 200, body: new Uint8Array(10), options: [] }, addresses),
    () => encode({ ...acknowledgement, options: [option('padn', { data: new Uint8Array(2) })] }, addresses),
  ].map(octets),
  {
    run: (bench) => {
      const unknown = encode({ kind: 'unknown', type: 200, body: new Uint8Array(10), options: [] }, addresses)
      for (let i = 0; i < 30; i++) bench.deliver(unknown)
    },
  },
  {
    run: (bench) => {
      const from = { source: 'ff02::1', destination: WLAN }
      bench.deliver(
        encode({ kind: 'unknown', type: 200, body: new Uint8Array(10), options: [] }, from),
        from.source,
      )
    },
  },
  {
    run: (bench) => {
      const [first] = bench.attach()
      if (first === undefined) return
      bench.answer(first, { more: [option('padn', { data: Uint8Array.of(0, 0), length: 60 })] })
    },
  },
  ...['reserved', 'payloadProto', 'headerLength', 'checksum'].map((field) => ({
    run: (bench: MagBench) => {
      const [first] = bench.attach()
      bench.spoiled(first, { [field]: field === 'headerLength' ? 31 : 6 })
    },
  })),
  // the other messages
  message({ kind: 'binding-refresh-request', options: [] }),
  message({ kind: 'binding-refresh-request', options: [mn] }),
  message({
    kind: 'binding-revocation-indication',
    trigger: 1,
    sequence: 3,
    flags: 0x8000,
    options: [mn, option('alternate-care-of-address', { address: LTE })],
  }),
  message({ kind: 'binding-error', status: 1, homeAddress: '::', options: [] }, STRANGER),
  message({ kind: 'binding-error', status: 2, homeAddress: '::', options: [] }, STRANGER),
  message(heartbeat),
  message({ ...heartbeat, flags: 3 }),
  message({ ...heartbeat, flags: 1, sequence: 99 }),
  message({ ...heartbeat, flags: 0xfffc }),
  message({ ...heartbeat, options: [option('unknown', { type: 200, data: new Uint8Array(2) })] }),
  {
    run: (bench) => {
      bench.settle()
      bench.send(heartbeat)
      bench.send(heartbeat)
      bench.auto = () => ({})
      bench.pass(320_000)
      bench.detach()
      bench.pass(200_000)
    },
  },
  // an LMA that answers some Heartbeats, and none in the end
  {
    run: (bench) => {
      bench.auto = () => ({})
      bench.attach()
      for (const at of [1, 2, 3, 4, 5, 6, 7, 8]) {
        bench.pass(60_000)
        if (at < 4 || at === 6) bench.answerHeartbeats(WLAN, LTE)
      }
    },
  },
  {
    run: (bench) => {
      bench.auto = () => ({})
      bench.attach()
      bench.pass(61_000)
      bench.send({ kind: 'binding-error', status: 2, homeAddress: '::', options: [] })
      bench.pass(200_000)
    },
  },
]

export const exerciseCount = exercises.length

/** What a gateway sends and lists in one exercise, as text: two that differ anywhere have different texts. */
export function transcript(
  index: number,
  defects: readonly MagDefectName[] = [],
  behaviours: Partial<MagBehaviours> = {},
): string {
  const exercise = exercises[index]
  if (exercise === undefined) return ''
  const bench = new MagBench({
    defects,
    behaviours: { ...exercise.behaviours, ...behaviours },
    ...(exercise.config && { config: exercise.config }),
  })
  exercise.run(bench)
  bench.mag.announceRestart(bench.mag.heartbeatPeers())
  const lines = bench.packets.map(
    (p) => `${p.source} ${p.destination} ${p.protocol ?? 135} ${Buffer.from(p.octets).toString('hex')}`,
  )
  const afterRestart = JSON.stringify(bench.mag.configAfterRestart())
  return [
    ...lines,
    JSON.stringify(bench.mag.bindings()),
    afterRestart,
    bench.crashed ? 'crashed' : 'alive',
  ].join('\n')
}
