/** RFC 8278 section 4.2: the MAG Identifier option. */
import { expect, lma, prefer, presume, Status } from '../../harness/case/index.js'
import { atOffset, grantedAtSomeOffset, octets, otherMagGranted, usuallyGranted } from './support/options.js'
import { noteReaction } from './support/paths.js'

lma(
  'LMA-8278-MAGID-01',
  'The Reserved octet of the MAG Identifier is not looked at',
  { requirement: '8278/MP-4.2-08' },
  async (t) => {
    await usuallyGranted(t)
    const answer = await t.wlan.register(t.node, { multipath: true, magId: { reserved: 0xff } })
    expect(answer).to.be.multipath(t.wlan.bid)
  },
)

/** First octet of the option, counted from the start of the Mobility Header, modulo 8: offsets 12 to 19. */
for (const [id, remainder] of [
  ['LMA-8278-MAGID-02', 4],
  ['LMA-8278-MAGID-03', 5],
  ['LMA-8278-MAGID-04', 6],
  ['LMA-8278-MAGID-05', 7],
  ['LMA-8278-MAGID-06', 0],
  ['LMA-8278-MAGID-07', 1],
  ['LMA-8278-MAGID-08', 2],
  ['LMA-8278-MAGID-09', 3],
] as const)
  lma(
    id,
    `The MAG Identifier may stand at an offset of 8n+${remainder}`,
    { requirement: '8278/MP-4.2-03' },
    async (t) => {
      const { wlan, node } = t
      await grantedAtSomeOffset(t, 'mag-identifier')
      const arrange = atOffset('mag-identifier', remainder)
      expect(await wlan.register(node, { multipath: true, arrange })).to.be.multipath(wlan.bid)
    },
  )

/** 2001:db8::77, the address of no one. */
const IPV6 = Uint8Array.of(0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x77)
const EUI_48 = Uint8Array.of(0x02, 0, 0x5e, 0, 0x53, 0x01)

/** Registered after RFC 8278 was published, by RFC 8371: an LMA of that day knows the NAI alone. */
for (const [id, title, subtype, identifier] of [
  ['LMA-8278-MAGID-10', 'A MAG may identify itself by an IPv6 address, subtype 2', 2, IPV6],
  ['LMA-8278-MAGID-11', 'A MAG may identify itself by an EUI-48 address, subtype 5', 5, EUI_48],
] as const)
  lma(id, title, { requirement: '8278/MP-4.2-09', notes: ['U-19'] }, async (t) => {
    await otherMagGranted(t)
    const answer = await t.wlan.register(t.node, { multipath: true, magId: { subtype, identifier } })

    noteReaction(`a MAG Identifier of subtype ${subtype}`, answer)
    prefer(answer).to.be.multipath(t.wlan.bid)
  })

lma(
  'LMA-8278-MAGID-12',
  'A user name without realm is a NAI too',
  { requirement: '8278/MP-4.2-09' },
  async (t) => {
    await otherMagGranted(t)
    const identifier = octets('another-mag')
    const answer = await t.wlan.register(t.node, { multipath: true, magId: { subtype: 1, identifier } })

    // The MAGs of a realm may be authorised together.
    presume(answer).not.to.have.status(Status.MAG_NOT_AUTHORIZED_FOR_PROXY_REG)
    expect(answer).to.be.multipath(t.wlan.bid)
  },
)

/** RFC 7542 section 2.3 wants 72 octets to be supported, and recommends 253. */
for (const [id, length] of [
  ['LMA-8278-MAGID-13', 73],
  ['LMA-8278-MAGID-14', 253],
] as const)
  lma(id, `A NAI of ${length} octets identifies a MAG`, { requirement: '8278/MP-4.2-09' }, async (t) => {
    await otherMagGranted(t)
    const realm = '@example.net'
    const identifier = octets(`${'m'.repeat(length - realm.length)}${realm}`)
    const answer = await t.wlan.register(t.node, { multipath: true, magId: { identifier } })

    noteReaction(`a MAG Identifier of ${length} octets`, answer)
    prefer(answer).to.be.accepted()
  })
