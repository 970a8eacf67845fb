import { expect, lma, note, prefer, presume } from '../../harness/case/index.js'

// draft-ietf-dmm-mag-multihoming-06 where it differs from RFC 8278: alignment of the option, and what a PBA echoes.

const editions = ['draft-06'] as const

lma(
  'LMA-8278-EDITION-01',
  'Draft: the option stands at 8n+2 in the answers to multipath requests',
  { requirement: '8278/MP-4.1-04', editions },
  async ({ wlan, node }) => {
    const answer = await wlan.registered(node, { multipath: true })

    prefer((answer.multipath?.offset ?? 0) % 8).to.equal(2, 'an offset of 8n+2')
  },
)

lma(
  'LMA-8278-EDITION-02',
  'Draft: the answer to a multipath request has the option; whether the MAG Identifier comes with it is told',
  { requirement: ['8278/MP-4.4-07', '8278/MP-4.4-08'], editions },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node, { multipath: true })

    expect(answer).to.be.multipath(wlan.bid)
    note(
      'MAG Identifier in the answer',
      answer.option('mag-identifier') === undefined
        ? 'absent, as one sentence of §4.4 has it'
        : 'present, as another sentence of §4.4 has it',
    )
  },
)

lma(
  'LMA-8278-EDITION-03',
  'Draft: a MAG Identifier in the answer is that of the request, under the type of this option',
  { requirement: ['8278/MP-4.2-04', '8278/MP-4.4-08'], editions },
  async ({ wlan, node, profile }) => {
    const answer = await wlan.registered(node, { multipath: true })

    const others = answer.options('unknown').map((o) => new TextDecoder().decode(o.data))
    expect(others.some((data) => data.includes(profile.magId))).to.equal(
      false,
      `the identifier in no option of another type than ${profile.numbers.magIdentifier}`,
    )
    const id = answer.option('mag-identifier')
    if (id === undefined) return note('the answer has no MAG Identifier')
    prefer(new TextDecoder().decode(id.identifier)).to.equal(profile.magId, `the identifier ${profile.magId}`)
  },
)

lma(
  'LMA-8278-EDITION-04',
  'Draft: the refusal of multipath repeats the option of the request',
  { requirement: '8278/MP-4.4-13', editions, nodes: ['single-path'] },
  async (t) => {
    const fields = { bid: 200, label: 77, accessTechnology: 3 }
    const answer = await t.wlan.register(await t.anotherNode('single-path'), { multipath: fields })

    presume(answer).to.have.status(t.profile.numbers.cannotSupportMultipath)
    prefer(answer).to.have.option('mag-multipath-binding')
    if (answer.multipath === undefined) return
    expect(answer.multipath.bid).to.equal(fields.bid, 'the binding identifier of the request, 200')
    expect(answer.multipath.label).to.equal(fields.label, 'the label of the request, 77')
    expect(answer.multipath.accessTechnology).to.equal(
      fields.accessTechnology,
      'the If-ATT of the request, 3',
    )
  },
)

lma(
  'LMA-8278-EDITION-05',
  'Draft: the refusal of multipath repeats the MAG Identifier',
  { requirement: '8278/MP-4.4-14', editions, nodes: ['single-path'] },
  async (t) => {
    const answer = await t.wlan.register(await t.anotherNode('single-path'), { multipath: true })

    presume(answer).to.have.status(t.profile.numbers.cannotSupportMultipath)
    prefer(answer).to.have.option('mag-identifier')
  },
)
