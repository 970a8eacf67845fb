import { expect, lma, prefer, presume, Status } from '../../harness/case/index.js'
import { live } from './support/paths.js'

const CANNOT_SUPPORT = 'CANNOT_SUPPORT_MULTIPATH_BINDING'

lma(
  'LMA-8278-STATUS-01',
  `A node that is not authorised for multipath is refused with ${CANNOT_SUPPORT}`,
  { requirement: ['8278/MP-4.4-12', '8278/MP-4.3-02'], notes: ['U-32'], nodes: ['single-path'] },
  async (t) => {
    const answer = await t.wlan.register(await t.anotherNode('single-path'), { multipath: true })

    expect(answer).to.be.answered()
    expect(answer).not.to.be.multipath()
    prefer(answer).to.have.status(t.profile.numbers.cannotSupportMultipath)
  },
)

lma(
  'LMA-8278-STATUS-02',
  'The refusal has the node, the prefix, the handoff indicator and the access technology of the request',
  { requirement: '8278/MP-4.4-12b', nodes: ['single-path'] },
  async (t) => {
    const node = await t.anotherNode('single-path')
    const answer = await t.wlan.register(node, { multipath: true })

    presume(answer).to.have.status(t.profile.numbers.cannotSupportMultipath)
    expect(text(answer.option('mobile-node-identifier')?.identifier)).to.equal(
      node.id,
      `the identifier ${node.id}`,
    )
    const prefixes = answer.prefixes.map((p) => p.prefix)
    expect(prefixes).to.include('::', 'the prefix of the request, ALL_ZERO')
    prefer(prefixes.length).to.equal(1, 'no prefix beside that of the request')
    expect(answer.option('handoff-indicator')?.value).to.equal(1, 'the handoff indicator of the request, 1')
    expect(answer.option('access-technology-type')?.value).to.equal(
      4,
      'the access technology of the request, 4',
    )
    expect(answer.timestamp !== undefined).to.equal(t.facts.timestamps, 'a Timestamp if the request has one')
  },
)

lma(
  'LMA-8278-STATUS-03',
  'The refusal repeats the MAG Multipath Binding option of the request',
  { requirement: '8278/MP-4.4-13', nodes: ['single-path'], editions: ['rfc8278'] },
  async (t) => {
    const fields = { bid: 200, label: 77, accessTechnology: 3 }
    const answer = await t.wlan.register(await t.anotherNode('single-path'), { multipath: fields })

    presume(answer).to.have.status(t.profile.numbers.cannotSupportMultipath)
    expect(answer).to.have.option('mag-multipath-binding')
    expect(answer.multipath?.bid).to.equal(fields.bid, 'the binding identifier of the request, 200')
    expect(answer.multipath?.label).to.equal(fields.label, 'the label of the request, 77')
    expect(answer.multipath?.accessTechnology).to.equal(
      fields.accessTechnology,
      'the If-ATT of the request, 3',
    )
    prefer(answer.multipath?.bulk).to.equal(false, 'B as in the request, 0')
    prefer(answer.multipath?.overwrite).to.equal(false, 'O as in the request, 0')
  },
)

lma(
  'LMA-8278-STATUS-04',
  'The option that the refusal repeats has the flag B of the request, and its reserved bits at 0 or as they came',
  { requirement: ['8278/MP-4.4-13', '8278/MP-4.1-23'], nodes: ['single-path'], editions: ['rfc8278'] },
  async (t) => {
    const reserved = 0x3fffff
    const multipath = { bulk: true, reserved }
    const answer = await t.wlan.register(await t.anotherNode('single-path'), { multipath })

    presume(answer).to.have.status(t.profile.numbers.cannotSupportMultipath)
    expect(answer).to.have.option('mag-multipath-binding')
    expect(answer.multipath?.bid).to.equal(t.wlan.bid, `the binding identifier of the request, ${t.wlan.bid}`)
    prefer(answer.multipath?.bulk).to.equal(true, 'B as in the request, 1')
    expect(answer.multipath?.reserved).to.be.oneOf([0, reserved], 'the reserved bits all 0, or as they came')
  },
)

lma(
  'LMA-8278-STATUS-05',
  'The refusal does not repeat the MAG Identifier',
  { requirement: '8278/MP-4.4-14', nodes: ['single-path'], editions: ['rfc8278'] },
  async (t) => {
    const answer = await t.wlan.register(await t.anotherNode('single-path'), { multipath: true })

    presume(answer).to.have.status(t.profile.numbers.cannotSupportMultipath)
    expect(answer).not.to.have.option('mag-identifier')
  },
)

lma(
  'LMA-8278-STATUS-06',
  'A node that was refused multipath has no binding, and may have a plain session',
  {
    requirement: ['8278/MP-4.4-02', '8278/MP-4.3-02'],
    notes: ['U-31'],
    nodes: ['single-path'],
    observes: 'bindings',
  },
  async (t) => {
    const node = await t.anotherNode('single-path')
    presume(await t.wlan.register(node, { multipath: true })).to.be.refused()
    if (t.bindings.observable) expect(await t.bindings.of(node)).to.have.bindings(0)

    const answer = await t.wlan.register(node)
    expect(answer).to.be.answered()
    expect(answer).not.to.have.status(t.profile.numbers.cannotSupportMultipath)
    expect(answer).to.be.accepted()
    expect(answer).not.to.have.option('mag-multipath-binding')
  },
)

lma(
  'LMA-8278-STATUS-07',
  'Multipath refused to a node with a plain session leaves that session as it was',
  { requirement: '8278/MP-4.4-17', paths: 2, nodes: ['single-path'], observes: 'bindings' },
  async (t) => {
    const node = await t.anotherNode('single-path')
    await t.wlan.registered(node)

    presume(await t.lte.register(node, { multipath: true })).to.be.refused()
    await live(t, t.wlan, node)
  },
)

lma(
  'LMA-8278-STATUS-08',
  `A node that is authorised for multipath does not get ${CANNOT_SUPPORT}`,
  { requirement: '8278/MP-4.4-12', paths: 2 },
  async ({ wlan, lte, node, profile }) => {
    for (const path of [wlan, lte]) {
      const answer = await path.register(node, { multipath: true })
      expect(answer).to.be.answered()
      expect(answer).not.to.have.status(profile.numbers.cannotSupportMultipath)
    }
  },
)

lma(
  'LMA-8278-STATUS-09',
  'A missing Handoff Indicator is told before the want of authorisation for multipath',
  { requirement: ['5213/5.3.1-11', '8278/MP-4.3-02'], claims: ['multipath'], nodes: ['single-path'] },
  async (t) => {
    const node = await t.anotherNode('single-path')
    const answer = await t.wlan.register(node, { multipath: true, handoffIndicator: false })

    presume(answer).not.to.have.status(t.profile.numbers.cannotSupportMultipath)
    expect(answer).to.be.refused(Status.MISSING_HANDOFF_INDICATOR_OPTION)
  },
)

lma(
  'LMA-8278-STATUS-10',
  'A missing Home Network Prefix is told before the want of authorisation for multipath',
  { requirement: ['5213/5.3.1-10', '8278/MP-4.3-02'], claims: ['multipath'], nodes: ['single-path'] },
  async (t) => {
    const node = await t.anotherNode('single-path')
    const answer = await t.wlan.register(node, { multipath: true, prefixes: false })

    presume(answer).not.to.have.status(t.profile.numbers.cannotSupportMultipath)
    expect(answer).to.be.refused(Status.MISSING_HOME_NETWORK_PREFIX_OPTION)
  },
)

lma(
  'LMA-8278-STATUS-11',
  'A node that is barred from the service is told so, also when it asks for multipath',
  { requirement: ['5213/5.3.1-08', '8278/MP-4.3-02'], claims: ['multipath'], nodes: ['barred'] },
  async (t) => {
    const answer = await t.wlan.register(await t.anotherNode('barred'), { multipath: true })

    presume(answer).not.to.have.status(t.profile.numbers.cannotSupportMultipath)
    expect(answer).to.be.refused(Status.PROXY_REG_NOT_ENABLED)
  },
)

lma(
  'LMA-8278-STATUS-12',
  'Refusals of requests without the option never say that multipath cannot be supported',
  { requirement: ['8278/MP-4.4-02', '8278/MP-4.3-02'] },
  async ({ wlan, node, profile }) => {
    for (const changes of [
      { prefixes: false },
      { handoffIndicator: false },
      { accessTechnology: false },
    ] as const) {
      const answer = await wlan.register(node, changes)
      expect(answer).to.be.answered()
      expect(answer).not.to.have.status(profile.numbers.cannotSupportMultipath)
    }
  },
)

lma(
  'LMA-8278-STATUS-13',
  'A MAG Identifier alone does not get a node without multipath refused with 180',
  { requirement: ['8278/MP-4.4-02', '8278/MP-4.3-02'], notes: ['U-05'], nodes: ['single-path'] },
  async (t) => {
    const answer = await t.wlan.register(await t.anotherNode('single-path'), { magId: true })

    expect(answer).to.be.answered()
    expect(answer).not.to.have.status(t.profile.numbers.cannotSupportMultipath)
  },
)

function text(octets: Uint8Array | undefined): string | undefined {
  return octets === undefined ? undefined : new TextDecoder().decode(octets)
}
