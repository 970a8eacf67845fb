/** RFC 8278 sections 1 and 4.1: the MAG Multipath Binding option in an answer, whatever stands around it. */
import { expect, mag, option, presume } from '../../harness/case/index.js'
import { expectEachMultipath, expectMultipath } from './support/multipath.js'
import { eightPlaces, placedAround } from './support/options.js'

const MMB = 'mag-multipath-binding'
/** RFC 5612: the enterprise number of documentation. */
const vendor = option('vendor-specific', { vendorId: 32473, subtype: 1, data: Uint8Array.of(1, 2, 3) })
const unknown = option('unknown', { type: 200, data: Uint8Array.of(1, 2, 3) })
const ALL_RESERVED = 0x3fffff

mag(
  'MAG-8278-MMB-06',
  'The MAG Multipath Binding option may stand anywhere in an answer',
  { requirement: '8278/MP-4.1-04', editions: ['rfc8278'] },
  async (t) => {
    await expectEachMultipath(
      t,
      eightPlaces(MMB).map((arrange) => ({ arrange })),
    )
  },
)

mag(
  'MAG-8278-MMB-07',
  'The reserved bits of the option in an answer are ignored',
  { requirement: '8278/MP-4.1-24' },
  (t) => expectMultipath(t, { multipath: { reserved: ALL_RESERVED } }),
)

mag(
  'MAG-8278-MMB-08',
  'A Vendor Specific option beside it leaves the option what it is',
  { requirement: '8278/MP-1-04' },
  async (t) => {
    await expectEachMultipath(
      t,
      placedAround(vendor).map((arrange) => ({ magId: true, arrange })),
    )
  },
)

mag(
  'MAG-8278-MMB-09',
  'An unknown option beside it leaves the option what it is',
  { requirement: '6275/6.2.1-01', claims: ['multipath'] },
  async (t) => {
    await expectEachMultipath(
      t,
      placedAround(unknown).map((arrange) => ({ magId: true, arrange })),
    )
  },
)

mag(
  'MAG-8278-MMB-10',
  'A Heartbeat request with the option is answered as one without',
  { requirement: '8278/MP-4.1-01', claims: ['heartbeat'], malformed: true },
  async (t) => {
    presume((await t.heartbeat(t.wlan)).answered).to.equal(true, 'a plain Heartbeat request answered')
    const { label, accessTechnology } = t.wlan
    const answer = await t.heartbeat(t.wlan, option(MMB, { label, accessTechnology, bid: 1 }))

    if (!answer.answered)
      presume((await t.heartbeat(t.wlan)).answered).to.equal(true, 'a plain Heartbeat answered')
    expect(answer.answered).to.equal(true, 'a Heartbeat response')
  },
)
