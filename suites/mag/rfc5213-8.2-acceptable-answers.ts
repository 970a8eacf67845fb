import { expect, mag, type Option, option, type Script } from '../../harness/case/index.js'
import { expectAccepted, expectEachAccepted } from './support/uptake.js'
import { silence } from './support/waits.js'

type Arrange = (options: readonly Option[]) => readonly Option[]

const rotate =
  (by: number): Arrange =>
  (options) => [...options.slice(by), ...options.slice(0, by)]
const reverse: Arrange = (options) => [...options].reverse()
const at =
  (place: number, ...more: readonly Option[]): Arrange =>
  (options) => [...options.slice(0, place), ...more, ...options.slice(place)]
const between =
  (...more: readonly Option[]): Arrange =>
  (options) =>
    options.flatMap((o) => [...more, o])

mag(
  'MAG-5213-ANSWER-16',
  'The options of a PBA may stand in any order',
  {
    requirement: '5213/8.2-04',
  },
  async (t) => {
    const orders = [1, 2, 3, 4, 5].flatMap((by) => [
      rotate(by),
      (o: readonly Option[]) => reverse(rotate(by)(o)),
    ])

    await expectEachAccepted(
      t,
      orders.map((arrange) => ({ arrange })),
    )
  },
)

const unknown = (size: number) => option('unknown', { type: 200, data: new Uint8Array(size).fill(0xa5) })
const withUnknown: readonly Script[] = [0, 1, 5, 200].flatMap((size) =>
  [0, 2, 99].map((place) => ({ arrange: at(place, unknown(size)) })),
)

mag(
  'MAG-5213-ANSWER-17',
  'Options that a MAG does not know are skipped, whatever their length and place',
  {
    requirement: ['5213/8.2-02', '6275/6.2.1-01'],
    malformed: 'own-nodes',
  },
  async (t) => {
    await expectEachAccepted(t, withUnknown)
  },
)

mag(
  'MAG-5213-ANSWER-18',
  'An option that a MAG does not know causes no error message',
  {
    requirement: '6275/6.2.1-02',
    malformed: true,
  },
  async (t) => {
    const pbu = await t.attach()
    const since = t.clock.now()
    await t.answer(pbu, { arrange: at(1, unknown(5)) })

    const error = await t.nextOther((other) => other.at >= since, silence(t))
    expect(error?.kind).to.equal(undefined, 'neither a Binding Error nor an ICMPv6 error')
  },
)

mag(
  'MAG-5213-ANSWER-19',
  'Reserved octets of prefix, handoff, access technology and link-layer options are ignored',
  {
    requirement: '5213/8.x-03',
  },
  async (t) => {
    const set: Arrange = (options) =>
      options.map((o) => {
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
      })

    await expectAccepted(t, await t.attach(), { arrange: set })
  },
)

mag(
  'MAG-6275-ANSWER-20',
  'A reserved bit among the flags of a PBA is ignored',
  {
    requirement: '6275/6.1.8-02',
  },
  async (t) => {
    await expectAccepted(t, await t.attach(), { flags: 0x21 })
  },
)

mag(
  'MAG-6275-ANSWER-21',
  'The Reserved octet of the Mobility Header is ignored',
  {
    requirement: '6275/6.1.1-05',
  },
  async (t) => {
    await expectAccepted(t, await t.attach(), { header: { reserved: 0xff } })
  },
)

mag(
  'MAG-6275-ANSWER-22',
  'Pad1 may stand anywhere among the options',
  {
    requirement: '6275/6.2.2-01',
  },
  async (t) => {
    const pads = (n: number) => Array.from({ length: n }, () => option('pad1'))

    await expectEachAccepted(
      t,
      [1, 2, 5, 7].map((n) => ({ arrange: between(...pads(n)) })),
    )
  },
)

mag(
  'MAG-6275-ANSWER-23',
  'What a PadN holds is ignored',
  {
    requirement: '6275/6.2.3-01',
  },
  async (t) => {
    const filled = option('padn', { data: new Uint8Array(6).fill(0xa5) })

    await expectEachAccepted(t, [
      { arrange: at(0, filled) },
      { arrange: at(3, filled) },
      { arrange: at(2, option('padn')) },
      { add: [filled] },
    ])
  },
)

const vendor = (subtype: number) =>
  option('vendor-specific', { vendorId: 32473, subtype, data: Uint8Array.of(1, 2, 3) })

mag(
  'MAG-5094-ANSWER-24',
  'A Vendor Specific option of a vendor that the MAG does not know is skipped',
  {
    requirement: ['5094/3-02', '5094/3-01'],
  },
  async (t) => {
    await expectEachAccepted(t, [
      { arrange: at(0, vendor(200)) },
      { arrange: at(3, vendor(200)) },
      { add: [vendor(200)] },
      { add: [vendor(1), vendor(2), vendor(200)] },
    ])
  },
)

mag(
  'MAG-5213-ANSWER-26',
  'An unknown status below 128 counts as acceptance',
  {
    requirement: '5213/8.2-03',
    notes: ['BU-34'],
  },
  async (t) => {
    await expectAccepted(t, await t.attach(), { status: 100 })
  },
)
