import { expect, Handoff, lma } from '../../harness/case/index.js'
import {
  bare,
  ethernet,
  expectNewSession,
  expectUpdated,
  open,
  openTwo,
  servedAt,
} from './support/sessions.js'
import { afterDeregistration, withoutDeregistration } from './support/unknown-handoff.js'

const anyPrefix = { ...bare, prefixes: 'all-zero' } as const

lma(
  'LMA-5213-NODE-01',
  'Neither prefix nor link-layer identifier, and HI 3: the only session of the node is meant',
  { requirement: '5213/5.4.1.3-02', paths: 2 },
  async (t) => {
    const session = await open(t, t.wlan)
    const answer = await t.lte.register(t.node, { ...anyPrefix, handoffIndicator: Handoff.betweenMags })

    expectUpdated(answer, session)
  },
)

lma(
  'LMA-5213-NODE-02',
  'Neither prefix nor link-layer identifier, and HI 2: the only session of the node is meant',
  { requirement: '5213/5.4.1.3-02b', paths: 2 },
  async (t) => {
    const session = await open(t, t.wlan)
    const answer = await t.lte.register(t.node, {
      ...anyPrefix,
      ...ethernet,
      handoffIndicator: Handoff.betweenInterfaces,
    })

    expectUpdated(answer, session)
  },
)

for (const [id, handoffIndicator] of [
  ['LMA-5213-NODE-03', Handoff.betweenInterfaces],
  ['LMA-5213-NODE-08', Handoff.betweenMags],
  ['LMA-5213-NODE-09', Handoff.unknown],
] as const)
  lma(
    id,
    `For a node with two sessions HI ${handoffIndicator} opens a third and leaves both alone`,
    { requirement: '5213/5.4.1.3-02c', paths: 2, observes: 'bindings' },
    async (t) => {
      const sessions = await openTwo(t)
      const answer = await t.lte.register(t.node, { ...anyPrefix, handoffIndicator })

      expectNewSession(answer, ...sessions)
      await servedAt(t, ...sessions)
    },
  )

lma(
  'LMA-5213-NODE-04',
  'HI 4 without link-layer identifier waits for the old MAG to de-register, and takes the session over',
  // By sequence numbers the de-registration, which comes last, would make the PBU that waits an old one.
  { requirement: '5213/5.4.1.3-03', paths: 2, claims: ['timestamps'] },
  (t) => afterDeregistration(t, bare, bare),
)

lma(
  'LMA-5213-NODE-05',
  'HI 4 without link-layer identifier opens a new session when the old MAG does not de-register',
  { requirement: '5213/5.4.1.3-03', notes: ['BU-15'], paths: 2, observes: 'bindings' },
  (t) => withoutDeregistration(t, bare, bare),
)

lma(
  'LMA-5213-NODE-06',
  'HI 1 without link-layer identifier opens a session of its own',
  { requirement: '5213/5.4.1.3-04', paths: 2, observes: 'bindings' },
  async (t) => {
    const session = await open(t, t.wlan)
    const second = await t.lte.register(t.node, { ...anyPrefix, handoffIndicator: Handoff.newInterface })

    expectNewSession(second, session)
    await servedAt(t, session)
  },
)

lma(
  'LMA-5213-NODE-07',
  'Lifetime 0 for a node without session is ignored',
  { requirement: '5213/5.4.1.3-04', notes: ['BU-05'] },
  async ({ wlan, node }) => {
    const answer = await wlan.register(node, { ...anyPrefix, lifetime: 0 })

    expect(answer).to.be.ignored()
  },
)
