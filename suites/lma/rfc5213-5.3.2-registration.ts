import { expect, lma, prefer, presume, Status } from '../../harness/case/index.js'
import { expectPrefixesOf, named, outside, overlap } from './support/prefixes.js'
import { presumeProbeTells } from './support/sessions.js'

lma(
  'LMA-5213-HNP-01',
  'A node that asks for any prefix is assigned one',
  {
    requirement: '5213/5.3.2-01',
  },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node, { prefixes: 'all-zero' })

    expect(answer).to.be.accepted()
    expect(answer.prefixes.length).to.be.at.least(1, 'at least one Home Network Prefix')
    expect(named(answer.prefixes.filter((p) => p.prefix === '::'))).to.deep.equal([], 'no ALL_ZERO prefix')
  },
)

lma(
  'LMA-5213-HNP-02',
  'Two nodes are assigned prefixes that do not overlap',
  {
    requirement: '5213/5.3.2-01',
  },
  async (t) => {
    const first = await t.wlan.registered(t.node)
    const second = await t.wlan.registered(await t.anotherNode())

    const shared = first.prefixes.flatMap((a) => second.prefixes.filter((b) => overlap(a, b)))
    expect(named(shared)).to.deep.equal([], `no prefix that overlaps ${named(first.prefixes).join(', ')}`)
  },
)

lma(
  'LMA-5213-HNP-03',
  'A requested prefix that the LMA does not own is refused with 155',
  {
    requirement: ['5213/5.3.2-03', '5213/5.3.6-07'],
  },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node, { prefixes: [outside] })

    expect(answer).to.be.refused()
    prefer(answer).to.have.status(Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX)
    expect(answer.prefixes.map((p) => p.prefix)).to.include(outside.prefix, 'the prefix of the request')
  },
)

lma(
  'LMA-5213-HNP-04',
  'A prefix bound to another node is refused with 155',
  {
    requirement: '5213/5.4.1.1-03',
  },
  async (t) => {
    const first = await t.wlan.registered(t.node)
    const answer = await t.wlan.register(await t.anotherNode(), { prefixes: first.prefixes })

    expect(answer).to.have.status(Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX)
    const refreshed = await t.wlan.refresh(t.node)
    expect(refreshed).to.be.accepted()
    expectPrefixesOf(refreshed, first)
  },
)

lma(
  'LMA-5213-HNP-05',
  'A prefix more than the session has is refused with 159',
  {
    requirement: '5213/5.4.1.1-04',
  },
  async ({ wlan, node }) => {
    const first = await wlan.registered(node)
    const answer = await wlan.refresh(node, { prefixes: [...first.prefixes, outside] })

    // Any prefix of the request may serve for the look-up: by the foreign one no session is found.
    expect(answer).to.have.status(
      Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH,
      Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX,
    )
    prefer(answer).to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
    const refreshed = await wlan.refresh(node)
    expect(refreshed).to.be.accepted()
    expectPrefixesOf(refreshed, first)
  },
)

lma(
  'LMA-5213-HNP-06',
  'A de-registration with a prefix too many is refused with 159 and ends nothing',
  {
    requirement: '5213/5.4.1.1-04',
  },
  async ({ wlan, node }) => {
    const first = await wlan.registered(node)
    const answer = await wlan.deregister(node, { prefixes: [...first.prefixes, outside] })

    expect(answer).not.to.be.accepted()
    // By the foreign prefix no session is found: then silence is due, or a refusal of that prefix.
    if (answer.refused)
      expect(answer).to.have.status(
        Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH,
        Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX,
      )
    prefer(answer).to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
    const refreshed = await wlan.refresh(node)
    expect(refreshed).to.be.accepted()
    expectPrefixesOf(refreshed, first)
  },
)

lma(
  'LMA-5213-REG-01',
  'A refresh from the same care-of address extends the session, with its prefixes',
  {
    requirement: ['5213/5.3.3-02', '5213/5.3.1-13c', '5213/5.4.1.1-05d'],
  },
  async ({ wlan, node }) => {
    const first = await wlan.registered(node)
    const answer = await wlan.refresh(node)

    expect(answer).to.have.status(Status.ACCEPTED)
    expectPrefixesOf(answer, first)
  },
)

lma(
  'LMA-5213-REG-02',
  'Care-of address and access technology being equal, any handoff indicator means a refresh',
  {
    requirement: '5213/5.4.1.1-05e',
    lasts: 14,
  },
  async (t) => {
    const { wlan, node } = t
    const first = await wlan.registered(node)
    presumeProbeTells(await wlan.probe(node))
    for (const handoffIndicator of [1, 3, 4]) {
      const answer = await wlan.refresh(node, { handoffIndicator })
      expect(answer).to.have.status(Status.ACCEPTED)
      expectPrefixesOf(answer, first)
    }

    // There is one session, so one de-registration ends all.
    presume(await wlan.deregister(node)).to.be.accepted()
    await t.sleep(t.profile.timers.minDelayBeforeBceDelete + 2000)
    const probe = await wlan.probe(node)
    expect(probe).not.to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
    prefer(probe).to.have.status(Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX)
  },
)

lma(
  'LMA-5213-REG-03',
  'A de-registration is answered with status 0 and lifetime 0, and does not wait for the deletion',
  {
    requirement: ['6275/10.3.2-01', '5213/5.3.1-13b', '5213/5.3.5-02'],
  },
  async ({ wlan, node, profile }) => {
    await wlan.registered(node)
    const answer = await wlan.deregister(node)

    expect(answer).to.have.status(Status.ACCEPTED)
    expect(answer.lifetime).to.equal(0, 'lifetime 0')
    const { minDelayBeforeBceDelete } = profile.timers
    if (minDelayBeforeBceDelete > profile.timing.answer)
      expect(answer.reaction.after).to.be.below(minDelayBeforeBceDelete, 'the answer before the deletion')
  },
)

lma(
  'LMA-5213-REG-04',
  'The answer to a de-registration has the prefixes of the session',
  {
    requirement: '5213/5.3.5-07',
  },
  async ({ wlan, node }) => {
    const first = await wlan.registered(node)
    const answer = await wlan.deregister(node)

    expect(answer).to.be.accepted()
    expectPrefixesOf(answer, first)
  },
)

lma(
  'LMA-5213-REG-05',
  'The answer to a de-registration has no Binding Refresh Advice',
  {
    requirement: '6275/10.3.2-02',
  },
  async ({ wlan, node }) => {
    await wlan.registered(node)
    const answer = await wlan.deregister(node)

    expect(answer).to.be.accepted()
    expect(answer).not.to.have.option('binding-refresh-advice')
  },
)

lma(
  'LMA-5213-REG-06',
  'A granted lifetime is above 0 and not above what was asked for',
  {
    requirement: '6275/6.1.8-04',
  },
  async ({ wlan, node }) => {
    const answer = await wlan.registered(node)

    expect(answer.lifetime ?? 0).to.be.at.least(1, 'a lifetime above 0')
    expect(answer.lifetime ?? 0).to.be.at.most(75, 'a lifetime of at most 75 units of 4 s')
  },
)

lma(
  'LMA-5213-REG-07',
  'An accepted PBU has made a binding',
  {
    requirement: ['5213/5.3.2-04', '6275/9.5.4-03'],
  },
  async ({ wlan, node }) => {
    await wlan.registered(node)
    const probe = await wlan.probe(node)

    // A device that looks for the foreign prefix of the probe finds no session by it (RFC 5213 §5.4.1.1): what it ends, it had.
    if (probe.status === Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX)
      expect(await wlan.deregister(node)).to.be.accepted()
    else presume(probe).to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
  },
)

lma(
  'LMA-5213-REG-08',
  'A refused PBU has made no binding',
  {
    requirement: '6275/9.5.4-03',
    observes: 'observe',
  },
  async ({ wlan, node, bindings }) => {
    presume(await wlan.register(node, { handoffIndicator: false })).to.be.refused()

    expect(await bindings.observed(node)).to.have.bindings(0)
  },
)

lma(
  'LMA-5213-REG-09',
  'A refused refresh leaves the session as it was',
  {
    requirement: '6275/9.5.4-03',
  },
  async ({ wlan, node }) => {
    const first = await wlan.registered(node)
    presumeProbeTells(await wlan.probe(node))
    presume(await wlan.refresh(node, { handoffIndicator: false })).to.be.refused()
    const probe = await wlan.probe(node)

    expect(probe).not.to.have.status(Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX)
    presume(probe).to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
    const refreshed = await wlan.refresh(node)
    expect(refreshed).to.be.accepted()
    expectPrefixesOf(refreshed, first)
  },
)
