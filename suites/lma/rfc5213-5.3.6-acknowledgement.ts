import { expect, type LmaCase, lma, note, prefer, presume } from '../../harness/case/index.js'
import { named, outside, values } from './support/prefixes.js'

const octets = (...values: readonly number[]) => Uint8Array.from(values)
const latin = (text: string) => new TextEncoder().encode(text)

/** The same PBU once for each value, each time for a new node. */
async function each(t: LmaCase, kind: 'handoffIndicator' | 'accessTechnology', wanted: readonly number[]) {
  const option = kind === 'handoffIndicator' ? 'handoff-indicator' : 'access-technology-type'
  for (const value of wanted) {
    const answer = await t.wlan.register(await t.anotherNode(), { [kind]: value })
    expect(answer).to.be.answered()
    expect(answer.option(option)?.value).to.equal(value, `${option} ${value}, as in the request`)
    if (answer.refused) note(`a PBU with ${option} ${value} is refused`, `status ${answer.status}`)
  }
}

lma(
  'LMA-5213-ACK-01',
  'The Handoff Indicator is copied, whichever of the defined ones it is',
  {
    requirement: '5213/5.3.6-10',
  },
  (t) => each(t, 'handoffIndicator', [1, 2, 3, 4, 5]),
)

lma(
  'LMA-5213-ACK-02',
  'A Handoff Indicator of another RFC or of none is copied too, whatever the status',
  {
    requirement: '5213/5.3.6-10',
  },
  (t) => each(t, 'handoffIndicator', [6, 200]),
)

lma(
  'LMA-5213-ACK-03',
  'The Access Technology Type is copied, whichever of the registered ones it is',
  {
    requirement: '5213/5.3.6-11',
  },
  (t) => each(t, 'accessTechnology', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]),
)

lma(
  'LMA-5213-ACK-04',
  'An Access Technology Type that nobody registered is copied too, whatever the status',
  {
    requirement: '5213/5.3.6-11',
  },
  (t) => each(t, 'accessTechnology', [200]),
)

lma(
  'LMA-5213-ACK-05',
  'A refusal copies the Handoff Indicator and the Access Technology Type',
  {
    requirement: ['5213/5.3.6-10', '5213/5.3.6-11'],
  },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node, {
      prefixes: [outside],
      handoffIndicator: 3,
      accessTechnology: 6,
    })

    presume(answer).to.be.refused()
    expect(answer.option('handoff-indicator')?.value).to.equal(3, 'the Handoff Indicator of the request')
    expect(answer.option('access-technology-type')?.value).to.equal(
      6,
      'the Access Technology Type of the request',
    )
  },
)

lma(
  'LMA-5213-ACK-12',
  'A refusal returns all three prefixes of the request',
  {
    requirement: '5213/5.3.6-07',
  },
  async ({ wlan, node }) => {
    const prefixes = [1, 2, 3].map((n) => ({ prefix: `2001:db8:ffff:${n}::`, prefixLength: 64 }))
    const answer = await wlan.register(node, { prefixes, handoffIndicator: false })

    presume(answer).to.be.refused()
    expect(values(answer.prefixes)).to.include.members(
      [...values(prefixes)],
      'the three prefixes of the request',
    )
    prefer(named(answer.prefixes)).to.deep.equal(named(prefixes), 'these prefixes alone, with their lengths')
  },
)

interface Identity {
  readonly subtype?: number
  readonly identifier: Uint8Array
}

const identifiers: readonly (readonly [form: string, Identity])[] = [
  ['a NAI with capitals', { identifier: latin('MN-One@Example.NET') }],
  ['a NAI without realm', { identifier: latin('mn-one') }],
  ['one octet', { identifier: latin('m') }],
  ['a NAI of 128 octets', { identifier: latin(`${'m'.repeat(116)}@example.net`) }],
  [
    'an IPv6 address (subtype 2)',
    { subtype: 2, identifier: octets(32, 1, 13, 184, ...new Uint8Array(11), 1) },
  ],
  ['an unassigned subtype', { subtype: 200, identifier: octets(0, 1, 2, 3) }],
]

lma(
  'LMA-5213-ACK-13',
  'The Mobile Node Identifier is copied octet by octet, whatever its form',
  {
    requirement: '5213/5.3.6-04',
  },
  async (t) => {
    for (const [form, mobileNodeId] of identifiers) {
      const answer = await t.wlan.register(await t.anotherNode(), { mobileNodeId, handoffIndicator: false })
      presume(answer).not.to.be.ignored()
      presume(answer).to.be.answered()
      const { subtype = 1, identifier } = mobileNodeId
      const came = answer.option('mobile-node-identifier')
      expect(came?.identifier.join(' ')).to.equal(
        identifier.join(' '),
        `the identifier as it was sent: ${form}`,
      )
      prefer(came?.subtype).to.equal(subtype, `subtype ${subtype}, as it was sent`)
    }
  },
)

lma(
  'LMA-5213-ACK-14',
  'No more lifetime is granted than was asked for: 4 s, 300 s, 72 hours',
  {
    requirement: '6275/10.3.1-02',
  },
  async (t) => {
    for (const lifetime of [1, 75, 65535]) {
      const answer = await t.wlan.registered(await t.anotherNode(), { lifetime })
      expect(answer.lifetime ?? 0).to.be.at.most(lifetime, `at most ${lifetime} units of 4 s`)
    }
  },
)

lma(
  'LMA-5213-ACK-15',
  'The sequence number is copied, 0 and 65535 too',
  {
    requirement: '6275/6.1.8-03',
  },
  async (t) => {
    for (const sequence of [0, 65535]) {
      const answer = await t.wlan.register(await t.anotherNode(), { sequence })
      expect(answer).to.be.answered()
      expect(answer.pba?.sequence).to.equal(sequence, `sequence number ${sequence}`)
    }
  },
)

lma(
  'LMA-5213-ACK-16',
  'A PBU with Alternate Care-of Address is answered to where it came from',
  {
    requirement: '5213/5.3.6-02',
    paths: 2,
  },
  async ({ wlan, lte, node }) => {
    const alternateCareOf = lte.address
    const answer = await wlan.register(node, { alternateCareOf })
    expect(answer).to.be.answered()
    expect(answer.acknowledgement?.destination).to.equal(wlan.address, 'the source of the PBU')

    if (answer.accepted) expect(await wlan.deregister(node, { alternateCareOf })).to.be.answered()
  },
)

lma(
  'LMA-5213-ACK-17',
  'A refusal of a PBU with Alternate Care-of Address goes to where it came from',
  {
    requirement: '5213/5.3.6-02',
    paths: 2,
  },
  async ({ wlan, lte, node }) => {
    const answer = await wlan.register(node, { alternateCareOf: lte.address, handoffIndicator: false })

    expect(answer).to.be.refused()
    expect(answer.acknowledgement?.destination).to.equal(wlan.address, 'the source of the PBU')
  },
)
