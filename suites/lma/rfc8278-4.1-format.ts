/** RFC 8278 section 4.1: reserved bits, place and order of the multipath option. */
import { expect, lma, option, prefer, presume } from '../../harness/case/index.js'
import { around, atEnd, atOffset, grantedAtSomeOffset, inFront, usuallyGranted } from './support/options.js'

/** The 22 reserved bits: six of octet 5, and the octets 6 and 7. */
const ALL_RESERVED = 0x3fffff

for (const [id, title, reserved] of [
  ['LMA-8278-RESERVED-01', 'All 22 reserved bits set change nothing', ALL_RESERVED],
  ['LMA-8278-RESERVED-02', 'The reserved bits beside the flags change nothing', 0x3f0000],
  ['LMA-8278-RESERVED-03', 'The reserved bits of octet 6 change nothing', 0x00ff00],
  ['LMA-8278-RESERVED-04', 'The reserved bits of octet 7 change nothing', 0x0000ff],
] as const)
  lma(id, title, { requirement: '8278/MP-4.1-24' }, async (t) => {
    await usuallyGranted(t)
    expect(await t.wlan.register(t.node, { multipath: { reserved } })).to.be.multipath(t.wlan.bid)
  })

lma(
  'LMA-8278-RESERVED-05',
  'Reserved bits set in a refresh and in a de-registration change nothing',
  { requirement: '8278/MP-4.1-24', observes: 'bindings' },
  async (t) => {
    const { wlan, node } = t
    const other = await t.anotherNode()
    for (const usual of ['register', 'refresh', 'deregister'] as const)
      presume(await wlan[usual](other, { multipath: true })).to.be.accepted()

    await wlan.registered(node, { multipath: true })
    expect(await wlan.refresh(node, { multipath: { reserved: ALL_RESERVED } })).to.be.multipath(wlan.bid)
    expect(await wlan.deregister(node, { multipath: { reserved: ALL_RESERVED } })).to.be.accepted()
  },
)

lma(
  'LMA-8278-RESERVED-06',
  'The PBA has no reserved bit set that the PBU did not set',
  { requirement: '8278/MP-4.1-23' },
  async ({ wlan, node }) => {
    const reserved = 0x200000
    const answer = await wlan.registered(node, { multipath: { reserved } })

    const bits = answer.multipath?.reserved ?? 0
    expect(bits & ~reserved).to.equal(0, 'reserved bits of the PBA that the PBU left at 0 are 0')
    prefer(bits & reserved).to.equal(0, 'a reserved bit that the PBU set is 0 in the PBA')
  },
)

/** First octet of the option, counted from the start of the Mobility Header, modulo 8: offsets 12 to 19. */
for (const [id, remainder] of [
  ['LMA-8278-ALIGN-01', 4],
  ['LMA-8278-ALIGN-02', 5],
  ['LMA-8278-ALIGN-03', 6],
  ['LMA-8278-ALIGN-04', 7],
  ['LMA-8278-ALIGN-05', 0],
  ['LMA-8278-ALIGN-06', 1],
  ['LMA-8278-ALIGN-07', 2],
  ['LMA-8278-ALIGN-08', 3],
] as const)
  lma(
    id,
    `The multipath option may stand at an offset of 8n+${remainder}`,
    // The draft aligns the option at 8n+2; RFC 8278 not at all.
    { requirement: '8278/MP-4.1-04', editions: remainder === 2 ? ['rfc8278', 'draft-06'] : ['rfc8278'] },
    async (t) => {
      const { wlan, node } = t
      await grantedAtSomeOffset(t, 'mag-multipath-binding')
      const arrange = atOffset('mag-multipath-binding', remainder)
      expect(await wlan.register(node, { multipath: true, arrange })).to.be.multipath(wlan.bid)
    },
  )

const MMB = 'mag-multipath-binding'
const MAG_ID = 'mag-identifier'

for (const [id, title, arrange] of [
  ['LMA-8278-MMB-01', 'The multipath option may be the first option of a PBU', inFront(MMB)],
  ['LMA-8278-MMB-02', 'The multipath option may be the last option of a PBU', atEnd(MMB)],
  [
    'LMA-8278-MMB-03',
    'The MAG Identifier may be the first option, far from the multipath option',
    inFront(MAG_ID),
  ],
  ['LMA-8278-MMB-04', 'Both options of RFC 8278 may stand before those of RFC 5213', inFront(MAG_ID, MMB)],
] as const)
  lma(id, title, { requirement: '5213/8.1-01', claims: ['multipath'] }, async (t) => {
    await usuallyGranted(t)
    expect(await t.wlan.register(t.node, { multipath: true, arrange })).to.be.multipath(t.wlan.bid)
  })

lma(
  'LMA-8278-MMB-05',
  'Pad1 options around the multipath option are passed over',
  { requirement: '6275/6.2.2-01', claims: ['multipath'] },
  async (t) => {
    const pad = [option('pad1'), option('pad1'), option('pad1')]
    await usuallyGranted(t)
    const arrange = around(MMB, pad, pad)
    expect(await t.wlan.register(t.node, { multipath: true, arrange })).to.be.multipath(t.wlan.bid)
  },
)

/** Of the number for examples (RFC 5612). */
const vendor = option('vendor-specific', { vendorId: 32473, subtype: 200, data: Uint8Array.of(63, 6, 1) })

for (const [id, title, arrange] of [
  [
    'LMA-8278-MMB-06',
    'A Vendor Specific option may stand before the multipath option',
    around(MMB, [vendor], []),
  ],
  [
    'LMA-8278-MMB-07',
    'A Vendor Specific option may stand between options 63 and 64',
    around(MMB, [], [vendor]),
  ],
  [
    'LMA-8278-MMB-08',
    'A Vendor Specific option may stand after the MAG Identifier',
    around(MAG_ID, [], [vendor]),
  ],
] as const)
  lma(id, title, { requirement: '8278/MP-1-04' }, async (t) => {
    await usuallyGranted(t)
    expect(await t.wlan.register(t.node, { multipath: true, arrange })).to.be.multipath(t.wlan.bid)
  })

lma(
  'LMA-8278-MMB-09',
  'An option of unknown type between options 63 and 64 is skipped',
  { requirement: ['6275/6.2.1-01', '6275/6.2.1-02'], claims: ['multipath'] },
  async (t) => {
    const unknown = option('unknown', { type: 200, data: Uint8Array.of(63, 6, 9) })
    await usuallyGranted(t)
    const arrange = around(MMB, [], [unknown])
    expect(await t.wlan.register(t.node, { multipath: true, arrange })).to.be.multipath(t.wlan.bid)
  },
)
