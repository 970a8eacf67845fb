import { expect, type LmaCase, lma, presume, Status } from '../../harness/case/index.js'
import { named, outside, values } from './support/prefixes.js'

lma(
  'LMA-5213-POOL-01',
  'When the pool is used up, one node more is refused with 130',
  { requirement: '5213/5.3.2-02', nodes: ['scarce'] },
  async (t) => {
    const ask = async () => t.wlan.register(await t.anotherNode('scarce'))
    let answer = await ask()
    for (let left = t.profile.nodes.scarce?.prefixes ?? 0; left > 0; left--) {
      // A node whose acceptance was lost has a prefix all the same.
      if (t.losesPackets && answer.status === Status.INSUFFICIENT_RESOURCES) break
      presume(answer).to.be.accepted()
      answer = await ask()
    }

    expect(answer).to.have.status(Status.INSUFFICIENT_RESOURCES)
  },
)

/** A node of which the profile tells the prefix that it has at the device. */
async function withItsPrefix(t: LmaCase) {
  const node = await t.anotherNode('preassigned')
  const template = t.profile.nodes.preassigned?.prefix ?? ''
  const [prefix = '', length] = template.replaceAll('{n}', node.number.toString(16)).split('/')
  return { node, own: { prefix, prefixLength: Number(length) } }
}

lma(
  'LMA-5213-HNP-07',
  'A new session is given the prefix that is configured for the node, when it asks for it',
  { requirement: ['5213/5.4.1.1-02', '5213/5.3.2-03b'], nodes: ['preassigned'] },
  async (t) => {
    const { node, own } = await withItsPrefix(t)
    const answer = await t.wlan.register(node, { prefixes: [own] })

    expect(answer).to.have.status(Status.ACCEPTED)
    expect(named(answer.prefixes)).to.deep.equal(named([own]), `the prefix asked for, ${named([own]).join()}`)
  },
)

lma(
  'LMA-5213-HNP-08',
  "A prefix that is configured for another node is refused with 155, though it is the LMA's and free",
  { requirement: '5213/5.3.2-03', nodes: ['preassigned'] },
  async (t) => {
    const { own } = await withItsPrefix(t)
    const answer = await t.wlan.register(t.node, { prefixes: [own] })

    expect(answer).to.have.status(Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX)
    expect(values(answer.prefixes)).to.deep.equal(values([own]), 'the prefix of the request')
  },
)

lma(
  'LMA-5213-HNP-09',
  'One prefix that the node may not have among those it asks for: the whole PBU is refused with 155',
  { requirement: '5213/5.3.2-03c', nodes: ['preassigned'] },
  async (t) => {
    const { node, own } = await withItsPrefix(t)
    const answer = await t.wlan.register(node, { prefixes: [own, outside] })

    expect(answer).to.have.status(Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX)
    expect(values(answer.prefixes)).to.deep.equal(values([own, outside]), 'both prefixes of the request')
    // It has made no session: such a clash with one would be told as 159.
    const again = await t.wlan.register(node, { prefixes: [own, outside] })
    expect(again).not.to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
  },
)
