import { expect, lma, presume } from '../../harness/case/index.js'

const octets = (...values: readonly number[]) => Uint8Array.from(values)

lma(
  'LMA-5213-ACK-06',
  'A link-layer identifier is copied, be it of 48 or of 64 bits',
  {
    requirement: '5213/5.3.6-13',
  },
  async (t) => {
    for (const linkLayerId of [octets(2, 0, 0, 0, 0, 1), octets(2, 0, 0, 255, 254, 0, 0, 1)]) {
      const answer = await t.wlan.register(await t.anotherNode(), { linkLayerId })
      expect(answer).to.be.answered()
      const came = answer.option('mobile-node-link-layer-identifier')?.identifier
      expect(came?.join(' ')).to.equal(linkLayerId.join(' '), 'the link-layer identifier of the request')
    }
  },
)

lma(
  'LMA-5213-ACK-07',
  'Without link-layer identifier in the PBU there is none in the PBA',
  {
    requirement: '5213/5.3.6-13',
  },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node, { linkLayerId: false })

    expect(answer).to.be.answered()
    expect(answer).not.to.have.option('mobile-node-link-layer-identifier')
  },
)

lma(
  'LMA-5213-ACK-08',
  'Without Link-local Address in the PBU there is none in the PBA',
  {
    requirement: '5213/5.3.6-14',
  },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node)

    expect(answer).to.be.answered()
    expect(answer).not.to.have.option('link-local-address')
  },
)

lma(
  'LMA-5213-ACK-09',
  'Asked for a link-local address the LMA makes one, and keeps to it',
  {
    requirement: ['5213/5.3.6-16', '5213/5.3.6-17'],
  },
  async ({ wlan, node }) => {
    const first = (await wlan.registered(node, { linkLocal: '::' })).option('link-local-address')?.address
    expect(first).to.match(/^fe[89ab][0-9a-f]:/, 'a link-local address of its own, in fe80::/10')
    const refreshed = await wlan.refresh(node, { linkLocal: '::' })

    expect(refreshed).to.be.accepted()
    expect(refreshed.option('link-local-address')?.address).to.equal(
      first,
      'the link-local address of before',
    )
  },
)

lma(
  'LMA-5213-ACK-10',
  'A link-local address the MAG brings is copied and kept',
  {
    requirement: '5213/5.3.6-18',
  },
  async ({ wlan, node }) => {
    const first = await wlan.registered(node, { linkLocal: 'fe80::99' })
    expect(first.option('link-local-address')?.address).to.equal('fe80::99', "the MAG's link-local address")
    const refreshed = await wlan.refresh(node, { linkLocal: '::' })

    expect(refreshed).to.be.accepted()
    expect(refreshed.option('link-local-address')?.address).to.equal(
      'fe80::99',
      'the link-local address of before',
    )
  },
)

lma(
  'LMA-5213-ACK-18',
  'A link-local address the MAG brings with a refresh takes the place of the one before',
  {
    requirement: '5213/5.3.6-18',
  },
  async ({ wlan, node }) => {
    await wlan.registered(node, { linkLocal: '::' })
    for (const linkLocal of ['fe80::98', '::']) {
      const refreshed = await wlan.refresh(node, { linkLocal })
      expect(refreshed).to.be.accepted()
      expect(refreshed.option('link-local-address')?.address).to.equal(
        'fe80::98',
        "the MAG's link-local address",
      )
    }
  },
)

lma(
  'LMA-5213-ACK-11',
  'A refusal returns the link-local address of the request, ALL_ZERO too',
  {
    requirement: ['5213/5.3.6-15', '5213/5.3.6-14'],
  },
  async (t) => {
    for (const linkLocal of ['::', 'fe80::1']) {
      const answer = await t.wlan.register(await t.anotherNode(), { linkLocal, handoffIndicator: false })
      presume(answer).to.be.refused()
      expect(answer.option('link-local-address')?.address).to.equal(linkLocal, 'the address of the request')
    }
  },
)
