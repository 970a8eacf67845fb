import { expect, Handoff, lma } from '../../harness/case/index.js'
import {
  a,
  b,
  c,
  ethernet,
  expectNewSession,
  expectUpdated,
  movedTo,
  open,
  openTwo,
  servedAt,
} from './support/sessions.js'
import { afterDeregistration, promptly, withoutDeregistration } from './support/unknown-handoff.js'

const anyPrefix = { prefixes: 'all-zero' } as const

lma(
  'LMA-5213-LINKLAYER-01',
  'Without a prefix, link-layer identifier and access technology mean the session that has them',
  { requirement: '5213/5.4.1.2-02', paths: 2 },
  async (t) => {
    const session = await open(t, t.wlan, a)
    const answer = await t.lte.register(t.node, {
      ...a,
      ...anyPrefix,
      handoffIndicator: Handoff.unknown,
    })

    expectUpdated(answer, session)
  },
)

lma(
  'LMA-5213-LINKLAYER-02',
  'They mean that session even for what is called a new interface, and it is served at the new MAG then',
  { requirement: '5213/5.4.1.2-02b', paths: 2, observes: 'bindings' },
  async (t) => {
    const session = await open(t, t.wlan, a)
    const answer = await t.lte.register(t.node, {
      ...a,
      ...anyPrefix,
      handoffIndicator: Handoff.newInterface,
    })

    expectUpdated(answer, session)
    await servedAt(t, movedTo(session, t.lte))
  },
)

lma(
  'LMA-5213-LINKLAYER-03',
  'Another link-layer identifier and HI 2 mean the only session of the node',
  { requirement: '5213/5.4.1.2-03', paths: 2 },
  async (t) => {
    const session = await open(t, t.wlan, a)
    const answer = await t.lte.register(t.node, {
      ...b,
      ...anyPrefix,
      handoffIndicator: Handoff.betweenInterfaces,
    })

    expectUpdated(answer, session)
  },
)

lma(
  'LMA-5213-LINKLAYER-04',
  'A session can be handed to an interface of another access technology',
  { requirement: '5213/5.4-03', paths: 2, observes: 'bindings' },
  async (t) => {
    const session = await open(t, t.wlan, a)
    const other = { ...b, ...ethernet }
    const answer = await t.lte.register(t.node, {
      ...other,
      ...anyPrefix,
      handoffIndicator: Handoff.betweenInterfaces,
    })

    expectUpdated(answer, session)
    await servedAt(t, movedTo(session, t.lte, other))
  },
)

lma(
  'LMA-5213-LINKLAYER-05',
  'HI 2 for a node with two sessions opens a third and leaves both alone',
  { requirement: '5213/5.4.1.2-03b', paths: 2, observes: 'bindings' },
  async (t) => {
    const sessions = await openTwo(t)
    const answer = await t.lte.register(t.node, {
      ...c,
      ...anyPrefix,
      handoffIndicator: Handoff.betweenInterfaces,
    })

    expectNewSession(answer, ...sessions)
    await servedAt(t, ...sessions)
  },
)

lma(
  'LMA-5213-LINKLAYER-06',
  'HI 4 waits for the old MAG to de-register the only session of the node, and takes it over',
  // By sequence numbers the de-registration, which comes last, would make the PBU that waits an old one.
  { requirement: '5213/5.4.1.2-04a', paths: 2, claims: ['timestamps'] },
  (t) => afterDeregistration(t, a, b),
)

lma(
  'LMA-5213-LINKLAYER-07',
  'HI 4 opens a new session when the old MAG does not de-register',
  { requirement: '5213/5.4.1.2-04b', notes: ['BU-15'], paths: 2, observes: 'bindings' },
  (t) => withoutDeregistration(t, a, b),
)

lma(
  'LMA-5213-LINKLAYER-08',
  'HI 4 for a node with two sessions opens a third without waiting, and leaves both alone',
  { requirement: '5213/5.4.1.2-04c', paths: 2, observes: 'bindings' },
  async (t) => {
    const sessions = await openTwo(t)
    const answer = await t.lte.register(t.node, {
      ...c,
      ...anyPrefix,
      handoffIndicator: Handoff.unknown,
    })

    expectNewSession(answer, ...sessions)
    promptly(t, answer, sessions[1].answer)
    await servedAt(t, ...sessions)
  },
)

lma(
  'LMA-5213-LINKLAYER-09',
  'HI 1 for another interface of the node opens a session of its own',
  { requirement: '5213/5.4.1.2-05', paths: 2, observes: 'bindings' },
  async (t) => {
    const session = await open(t, t.wlan, a)
    const second = await t.lte.register(t.node, {
      ...b,
      ...anyPrefix,
      handoffIndicator: Handoff.newInterface,
    })

    expectNewSession(second, session)
    await servedAt(t, session)
  },
)

lma(
  'LMA-5213-LINKLAYER-10',
  'A de-registration without prefix of an interface that has no session is ignored',
  { requirement: '5213/5.4.1.2-05', paths: 2 },
  async (t) => {
    const session = await open(t, t.wlan, a)
    const answer = await t.lte.deregister(t.node, {
      ...b,
      ...anyPrefix,
      handoffIndicator: Handoff.newInterface,
    })

    expect(answer).to.be.ignored()
    await servedAt(t, session)
  },
)

lma(
  'LMA-5213-LINKLAYER-11',
  'The link-layer identifier of a session with another access technology opens a session of its own',
  { requirement: '5213/5.4.1.2-05', paths: 2, observes: 'bindings' },
  async (t) => {
    const session = await open(t, t.wlan, a)
    const second = await t.lte.register(t.node, {
      ...a,
      ...ethernet,
      ...anyPrefix,
      handoffIndicator: Handoff.newInterface,
    })

    expectNewSession(second, session)
    await servedAt(t, session)
  },
)
