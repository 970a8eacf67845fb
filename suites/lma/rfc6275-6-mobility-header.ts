import { expect, lma, note, type Option, option, prefer, UpdateFlag } from '../../harness/case/index.js'
import { expectAlike } from './support/alike.js'

const NOT_ASSIGNED = 200
const EXAMPLE_ENTERPRISE = 32473 // RFC 5612

lma(
  'LMA-6275-HEADER-01',
  'The Reserved octet of the header is ignored',
  {
    requirement: '6275/6.1.1-05',
  },
  async (t) => {
    const plain = await t.wlan.registered(t.node)
    const answer = await t.wlan.register(await t.anotherNode(), { header: { reserved: 0xff } })

    expectAlike(answer, plain)
  },
)

lma(
  'LMA-6275-HEADER-02',
  'The reserved flags of a PBU are ignored',
  {
    requirement: '6275/6.1.7-02',
  },
  async (t) => {
    const plain = await t.wlan.registered(t.node)
    const flags = plain.request.message.flags | 0x000f
    const answer = await t.wlan.register(await t.anotherNode(), { flags })

    expectAlike(answer, plain)
  },
)

lma(
  'LMA-6275-HEADER-03',
  'The H flag makes no difference to a PBU',
  {
    requirement: '6275/6.1.7-01',
    notes: ['BU-01'],
  },
  async (t) => {
    const plain = await t.wlan.registered(t.node)
    const answer = await t.wlan.register(await t.anotherNode(), {
      flags: plain.request.message.flags ^ UpdateFlag.H,
    })

    if (t.facts.homeRegistration) note('the device answers PBUs with the H flag only')
    else prefer(answer).to.have.status(plain.status ?? 0)
  },
)

const lengths = [0, 1, 5, 255] as const
const unknown = (length: number) =>
  option('unknown', { type: NOT_ASSIGNED, data: new Uint8Array(length).fill(0xa5) })

const places: readonly (readonly [id: string, place: string, (options: readonly Option[]) => number])[] = [
  ['LMA-6275-HEADER-04', 'first', () => 0],
  ['LMA-6275-HEADER-05', 'in the middle', (options) => options.length >> 1],
  ['LMA-6275-HEADER-06', 'last', (options) => options.length],
]

for (const [id, place, at] of places)
  lma(
    id,
    `An unknown option that stands ${place} is skipped, whatever its length`,
    {
      requirement: ['6275/6.2.1-01', '6275/6.2.1-02'],
    },
    async (t) => {
      const plain = await t.wlan.registered(t.node)
      for (const length of lengths) {
        const arrange = (options: readonly Option[]) => options.toSpliced(at(options), 0, unknown(length))
        expectAlike(await t.wlan.register(await t.anotherNode(), { arrange }), plain)
      }
    },
  )

lma(
  'LMA-6275-HEADER-07',
  'One to seven Pad1 may stand between the options',
  {
    requirement: '6275/6.2.2-01',
  },
  async (t) => {
    const plain = await t.wlan.registered(t.node)
    for (let n = 1; n <= 7; n++) {
      const pads = Array.from({ length: n }, () => option('pad1'))
      const arrange = (options: readonly Option[]) => options.flatMap((o) => [...pads, o])
      expectAlike(await t.wlan.register(await t.anotherNode(), { arrange }), plain)
    }
  },
)

lma(
  'LMA-6275-HEADER-08',
  'What a PadN holds is ignored, and it may hold nothing',
  {
    requirement: '6275/6.2.3-01',
  },
  async (t) => {
    const plain = await t.wlan.registered(t.node)
    for (const data of [Uint8Array.of(0xff, 22, 18, 8, 1, 0xff), new Uint8Array(0)]) {
      const pad = option('padn', { data })
      const arrange = (options: readonly Option[]) => [pad, ...options.flatMap((o) => [o, pad])]
      expectAlike(await t.wlan.register(await t.anotherNode(), { arrange }), plain)
    }
  },
)

lma(
  'LMA-6275-HEADER-09',
  'Unknown options of several types around all others are skipped',
  {
    requirement: ['6275/6.2.1-01', '6275/6.2.1-02'],
  },
  async (t) => {
    const plain = await t.wlan.registered(t.node)
    const arrange = (options: readonly Option[]) => [
      unknown(3),
      ...options.flatMap((o, i) => [
        o,
        option('unknown', { type: NOT_ASSIGNED + i, data: new Uint8Array(i) }),
      ]),
    ]

    expectAlike(await t.wlan.register(await t.anotherNode(), { arrange }), plain)
  },
)

lma(
  'LMA-5213-HEADER-01',
  'Reserved octets of the options are ignored, and come back as 0',
  {
    requirement: '5213/8.x-02',
  },
  async (t) => {
    const plain = await t.wlan.registered(t.node, { linkLayerId: true })
    const answer = await t.wlan.register(await t.anotherNode(), {
      linkLayerId: true,
      arrange: (options) => options.map(withReservedSet),
    })

    expectAlike(answer, plain)
    const set = (answer.pba?.options ?? []).filter((o) => 'reserved' in o && o.reserved !== 0)
    expect(set.map((o) => o.kind)).to.deep.equal([], 'no option with a reserved octet other than 0')
  },
)

function withReservedSet(o: Option): Option {
  switch (o.kind) {
    case 'home-network-prefix':
    case 'handoff-indicator':
    case 'access-technology-type':
      return { ...o, reserved: 0xff }
    case 'mobile-node-link-layer-identifier':
      return { ...o, reserved: 0xffff }
    default:
      return o
  }
}

lma(
  'LMA-5213-HEADER-02',
  'The options of a PBU may stand in any order',
  {
    requirement: '5213/8.1-01',
  },
  async (t) => {
    const plain = await t.wlan.registered(t.node)
    for (const start of [0, 1, 2, 3, 4])
      for (const backwards of [false, true]) {
        const arrange = (options: readonly Option[]) => {
          const turned = [...options.slice(start), ...options.slice(0, start)]
          return backwards ? turned.reverse() : turned
        }
        expectAlike(await t.wlan.register(await t.anotherNode(), { arrange }), plain)
      }
  },
)

lma(
  'LMA-5213-HEADER-03',
  'A Binding Update without P flag gets no answer with one',
  {
    requirement: '5213/8.2-01',
  },
  async ({ wlan, node, facts }) => {
    const answer = await wlan.register(node, {
      flags: UpdateFlag.A | (facts.homeRegistration ? UpdateFlag.H : 0),
    })

    const flags = answer.pba?.flags ?? 0
    expect((flags & 0x20) !== 0).to.equal(false, 'silence, or an acknowledgement without P flag')
  },
)

const vendor = (data: Uint8Array) =>
  option('vendor-specific', { vendorId: EXAMPLE_ENTERPRISE, subtype: NOT_ASSIGNED, data })

lma(
  'LMA-5094-HEADER-01',
  'A Vendor Specific option of an unknown vendor is skipped',
  {
    requirement: '5094/3-02',
  },
  async (t) => {
    const plain = await t.wlan.registered(t.node)
    const answer = await t.wlan.register(await t.anotherNode(), { add: [vendor(Uint8Array.of(1, 2, 3, 4))] })

    expectAlike(answer, plain)
  },
)

lma(
  'LMA-5094-HEADER-02',
  'Three Vendor Specific options of an unknown vendor are skipped',
  {
    requirement: ['5094/3-02', '5094/3-01'],
  },
  async (t) => {
    const plain = await t.wlan.registered(t.node)
    const add = [Uint8Array.of(1), Uint8Array.of(1, 2, 3), new Uint8Array(0)].map(vendor)

    expectAlike(await t.wlan.register(await t.anotherNode(), { add }), plain)
  },
)
