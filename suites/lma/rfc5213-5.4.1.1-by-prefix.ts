import { expect, lma, prefer, presume, Status } from '../../harness/case/index.js'
import {
  type Attachment,
  a,
  about,
  b,
  bare,
  deregister,
  ethernet,
  expectApart,
  expectUpdated,
  movedTo,
  open,
  openProbed,
  probe,
  probedUntilGone,
  servedAt,
} from './support/sessions.js'

lma(
  'LMA-5213-PREFIX-01',
  'The prefixes of a session, its link-layer identifier and its access technology mean that session, handed over or not known to be',
  { requirement: '5213/5.4.1.1-05a', paths: 2 },
  async (t) => {
    for (const handoffIndicator of [3, 4]) {
      const session = await open(t, t.wlan, a, {}, await t.anotherNode())
      const answer = await t.lte.handoff(session.node, about(session, { handoffIndicator }))

      expectUpdated(answer, session)
    }
  },
)

lma(
  'LMA-5213-PREFIX-02',
  'With HI 2 the prefixes of a session mean that session, though the interface is another one',
  { requirement: '5213/5.4.1.1-05b', paths: 2 },
  async (t) => {
    const session = await open(t, t.wlan, a)
    const answer = await t.lte.handoff(t.node, about(session, { ...b, ...ethernet, handoffIndicator: 2 }))

    expectUpdated(answer, session)
  },
)

lma(
  'LMA-5213-PREFIX-03',
  'The prefixes of a session, asked for by a new interface at another MAG, do not move the session',
  { requirement: '5213/5.4.1.1-06a', paths: 2, observes: 'bindings' },
  async (t) => {
    const session = await open(t, t.wlan)
    const answer = await t.lte.register(t.node, about(session, { ...ethernet, handoffIndicator: 1 }))

    expectApart(answer, session)
    await servedAt(t, session)
  },
)

lma(
  'LMA-5213-PREFIX-04',
  'HI 3 without link-layer identifier does not move a session that has one',
  { requirement: '5213/5.4.1.1-06c', paths: 2, observes: 'bindings' },
  async (t) => {
    const session = await open(t, t.wlan, a)
    const answer = await t.lte.handoff(t.node, about(session, bare))

    expectApart(answer, session)
    await servedAt(t, session)
  },
)

lma(
  'LMA-5213-PREFIX-05',
  'A session without link-layer identifier is moved by HI 3 without one, and not by HI 3 with one',
  { requirement: '5213/5.1-01', paths: 2, observes: 'bindings' },
  async (t) => {
    const moved = await open(t, t.wlan, bare, {}, await t.anotherNode())
    expectUpdated(await t.lte.handoff(moved.node, about(moved)), moved)

    const session = await open(t, t.wlan)
    expectApart(await t.lte.handoff(t.node, about(session, a)), session)
    await servedAt(t, movedTo(moved, t.lte), session)
  },
)

lma(
  'LMA-5213-PREFIX-06',
  'A prefix decides before the link-layer identifier: the one of another session moves neither of both',
  { requirement: '5213/5.4.1-01', paths: 3, observes: 'bindings' },
  async (t) => {
    const first = await open(t, t.wlan, a)
    const second = await open(t, t.lte, b)
    const [, , third = t.lte] = t.paths
    const answer = await third.register(t.node, about(first, { ...b, handoffIndicator: 1 }))

    expectApart(answer, first, second)
    await servedAt(t, first, second)
  },
)

lma(
  'LMA-5213-PREFIX-07',
  'The de-registration of a session that is no more is ignored, and makes none',
  { requirement: '5213/5.4.1.1-06b', notes: ['BU-05'], lasts: 11 },
  async (t) => {
    // A prefix that is the device's own, and free.
    const session = await openProbed(t, t.wlan)
    presume(await deregister(session)).to.be.accepted()
    const due = t.clock.now() + t.profile.timers.minDelayBeforeBceDelete
    const gone = Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX
    presume(await probedUntilGone(t, session, due, 5000)).to.have.status(gone)

    prefer(await deregister(session)).to.be.ignored()
    expect(await probe(session)).not.to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
  },
)

/** What makes an update of a PBU with the prefixes of a session, but for the access technology. */
const unlike: readonly (readonly [id: string, what: string, attachment: Attachment, hint: number])[] = [
  ['LMA-5213-PREFIX-08', 'From the MAG of a session', bare, 1],
  ['LMA-5213-PREFIX-09', 'From another MAG with HI 3 and no link-layer identifier', bare, 3],
  ['LMA-5213-PREFIX-10', 'From another MAG with the link-layer identifier of a session', a, 3],
]

for (const [id, what, attachment, handoffIndicator] of unlike)
  lma(
    id,
    `${what}, and of another access technology, a PBU with its prefixes is no update of it`,
    { requirement: '5213/5.4.1.1-06a', paths: 2, observes: 'bindings' },
    async (t) => {
      const session = await open(t, t.wlan, attachment)
      const from = handoffIndicator === 1 ? t.wlan : t.lte
      const answer = await from.register(t.node, about(session, { ...ethernet, handoffIndicator }))

      expectApart(answer, session)
      await servedAt(t, session)
    },
  )
