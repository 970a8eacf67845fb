import { expect, lma, prefer, presume, Status } from '../../harness/case/index.js'
import { presumeProbeTells } from './support/sessions.js'

lma(
  'LMA-5213-MISSING-01',
  'A PBU without Mobile Node Identifier is refused with 160 and an empty identifier',
  {
    requirement: ['5213/5.3.1-04', '5213/5.3.6-05'],
    notes: ['BU-03'],
  },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node, { mobileNodeId: false })

    expect(answer).to.have.status(Status.MISSING_MN_IDENTIFIER_OPTION)
    const identifier = answer.option('mobile-node-identifier')
    expect(identifier?.identifier.length).to.equal(0, 'a Mobile Node Identifier of length zero')
    prefer(identifier?.subtype).to.equal(1, 'subtype 1 beside the empty identifier')
  },
)

lma(
  'LMA-5213-MISSING-02',
  'A PBU without Home Network Prefix is refused with 158 and one ALL_ZERO prefix',
  {
    requirement: ['5213/5.3.1-10', '5213/5.3.6-08'],
  },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node, { prefixes: false })

    expect(answer).to.have.status(Status.MISSING_HOME_NETWORK_PREFIX_OPTION)
    expect(answer.prefixes.map((p) => p.prefix)).to.deep.equal(
      ['::'],
      'one Home Network Prefix option, ALL_ZERO',
    )
  },
)

lma(
  'LMA-5213-MISSING-03',
  'A PBU without Handoff Indicator is refused with 161 and the indicator 0',
  {
    requirement: ['5213/5.3.1-11', '5213/5.3.6-10'],
  },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node, { handoffIndicator: false })

    expect(answer).to.have.status(Status.MISSING_HANDOFF_INDICATOR_OPTION)
    expect(answer.option('handoff-indicator')?.value).to.equal(0, 'a Handoff Indicator of 0')
  },
)

lma(
  'LMA-5213-MISSING-04',
  'A PBU without Access Technology Type is refused with 162 and the type 0',
  {
    requirement: ['5213/5.3.1-12', '5213/5.3.6-11'],
  },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node, { accessTechnology: false })

    expect(answer).to.have.status(Status.MISSING_ACCESS_TECH_TYPE_OPTION)
    expect(answer.option('access-technology-type')?.value).to.equal(0, 'an Access Technology Type of 0')
  },
)

lma(
  'LMA-5213-MISSING-05',
  'A plain PBU is accepted, though it has no Home Address option',
  {
    requirement: ['5213/5.3.1-03', '5213/5.3.1-13a', '6275/6.1.7-01'],
    notes: ['BU-13'],
  },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node)

    expect(answer).to.be.accepted()
    expect(answer.prefixes.filter((p) => p.prefix !== '::').length).to.be.at.least(
      1,
      'a newly assigned prefix',
    )
  },
)

lma(
  'LMA-5213-MISSING-06',
  'An accepted new session is told as status 0',
  {
    requirement: '5213/5.3.2-07',
  },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node)

    expect(answer).to.have.status(Status.ACCEPTED)
  },
)

lma(
  'LMA-5213-AUTH-01',
  'A MAG that is not authorised is refused with 154',
  {
    requirement: '5213/5.3.1-06',
    foreignMag: true,
  },
  async ({ foreign, node, bindings }) => {
    const answer = await foreign.register(node)

    // A list of peers may stand in for authentication, and what it leaves out is dropped.
    presume(answer).not.to.be.ignored()
    presume(answer).to.be.answered()
    expect(answer).to.be.refused()
    prefer(answer).to.have.status(Status.MAG_NOT_AUTHORIZED_FOR_PROXY_REG)
    if (bindings.observable) expect(await bindings.observed(node)).to.have.bindings(0)
  },
)

lma(
  'LMA-5213-AUTH-02',
  'A node that cannot be identified is refused with 153',
  {
    requirement: '5213/5.3.1-07',
    nodes: ['unknown'],
  },
  async (t) => {
    const answer = await t.wlan.register(await t.anotherNode('unknown'))

    expect(answer).to.have.status(
      Status.NOT_LMA_FOR_THIS_MOBILE_NODE,
      Status.MAG_NOT_AUTHORIZED_FOR_PROXY_REG,
    )
    prefer(answer).to.have.status(Status.NOT_LMA_FOR_THIS_MOBILE_NODE)
  },
)

lma(
  'LMA-5213-AUTH-03',
  'A node without authorisation for network-based mobility is refused with 152',
  {
    requirement: '5213/5.3.1-08',
    nodes: ['barred'],
  },
  async (t) => {
    const answer = await t.wlan.register(await t.anotherNode('barred'))

    expect(answer).to.have.status(Status.PROXY_REG_NOT_ENABLED)
  },
)

lma(
  'LMA-5213-AUTH-04',
  'A MAG that is not authorised cannot refresh or end the session of another',
  {
    requirement: '5213/4-01',
    foreignMag: true,
  },
  async ({ wlan, foreign, node }) => {
    await wlan.registered(node)
    presumeProbeTells(await wlan.probe(node))
    const handoff = await foreign.handoff(node)
    const end = await foreign.deregister(node)

    expect(handoff).not.to.be.accepted()
    expect(end).not.to.be.accepted()
    expect(await wlan.probe(node)).to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
    expect(await wlan.refresh(node)).to.be.accepted()
    presume(handoff).not.to.be.ignored()
    prefer(handoff).to.have.status(Status.MAG_NOT_AUTHORIZED_FOR_PROXY_REG)
  },
)
