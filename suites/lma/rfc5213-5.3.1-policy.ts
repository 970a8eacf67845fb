import { expect, lma, Status } from '../../harness/case/index.js'
import { a, about, expectUpdated, open, servedAt } from './support/sessions.js'

const nodes = ['one-mag'] as const

lma(
  'LMA-5213-AUTH-05',
  'A MAG that may register other nodes, and not this one, is refused with 154',
  { requirement: '5213/5.3.1-05', nodes, paths: 2 },
  async (t) => {
    await t.wlan.registered(await t.anotherNode('one-mag'))
    await t.lte.registered(t.node)
    const answer = await t.lte.register(await t.anotherNode('one-mag'))

    expect(answer).to.have.status(Status.MAG_NOT_AUTHORIZED_FOR_PROXY_REG)
  },
)

lma(
  'LMA-5213-AUTH-06',
  'A session is handed to a MAG that may have it, and not to one that may not',
  { requirement: '5213/4-05', nodes, paths: 2, observes: 'bindings' },
  async (t) => {
    const allowed = await open(t, t.wlan, a)
    expectUpdated(await t.lte.handoff(t.node, about(allowed)), allowed)

    const session = await open(t, t.wlan, a, {}, await t.anotherNode('one-mag'))
    expect(await t.lte.handoff(session.node, about(session))).to.be.refused(
      Status.MAG_NOT_AUTHORIZED_FOR_PROXY_REG,
      Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX,
    )
    await servedAt(t, session)
  },
)
