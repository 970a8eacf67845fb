import { expect, lma, prefer, presume, Status } from '../../harness/case/index.js'
import { fiftyMs, presumeClock } from './support/clock.js'
import {
  a,
  about,
  b,
  deregister,
  ethernet,
  exists,
  expectNewSession,
  expectUpdated,
  movedTo,
  open,
  openTwo,
  presumeProbe,
  probe,
  probedUntilGone,
  refresh,
  servedAt,
} from './support/sessions.js'

const secondInterface = { ...b, ...ethernet }

lma(
  'LMA-5213-SESSIONS-01',
  'Each interface of a node gets a session of its own, and both are served side by side',
  { requirement: '5213/5.4-01', paths: 2, observes: 'bindings' },
  async (t) => {
    const first = await open(t, t.wlan, a, { lifetime: 10 })
    const answer = await t.lte.register(t.node, {
      ...secondInterface,
      prefixes: 'all-zero',
      handoffIndicator: 1,
    })

    expectNewSession(answer, first)
    const second = { ...movedTo(first, t.lte, secondInterface), prefixes: answer.prefixes }
    expectUpdated(await refresh(second), second)
    await servedAt(t, first, second)
  },
)

lma(
  'LMA-5213-SESSIONS-02',
  'Of two interfaces each has its own lifetime: one session runs out, the other stays',
  { requirement: '5213/5.4-01', paths: 2, lasts: 6 },
  async (t) => {
    const first = await open(t, t.wlan, a, { lifetime: 1 })
    const second = await open(t, t.lte, secondInterface)
    await presumeProbe(first)
    const end = first.answer.request.sentAt + 4000 * (first.answer.lifetime ?? 0)

    const gone = await probedUntilGone(t, first, end, 15_000)
    prefer(gone).to.have.status(Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX)
    prefer(await probe(second)).to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
  },
)

lma(
  'LMA-5213-SESSIONS-03',
  'The prefixes of two interfaces are never made one session: such a PBU is refused with 159, and each session ends by itself',
  { requirement: '5213/5.2-01', paths: 2, lasts: 13 },
  async (t) => {
    const [first, second] = await openTwo(t)
    const both = [...first.prefixes, ...second.prefixes]
    const answer = await t.wlan.refresh(t.node, about(first, { prefixes: both }))

    expect(answer).to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
    expectUpdated(await refresh(first), first)
    expectUpdated(await refresh(second), second)
    await presumeProbe(first)
    await presumeProbe(second)
    expect(await deregister(first)).to.be.accepted()
    const due = t.clock.now() + t.profile.timers.minDelayBeforeBceDelete
    const gone = await probedUntilGone(t, first, due, 5000)
    expect(gone).not.to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
    await exists(second)
  },
)

lma(
  'LMA-5213-TIME-16',
  "A Timestamp below that of the node's other session is refused with 156",
  { requirement: '5213/5.5-06e', notes: ['BU-19'], claims: ['timestamps'], paths: 2 },
  async (t) => {
    presumeClock(t)
    const inside = t.profile.timers.timestampValidityWindow / 2
    let apart = Number.POSITIVE_INFINITY
    // It has to come inside the window, or it is refused for its age.
    for (let i = 0; i < 5 && apart > inside; i++) {
      const first = await open(t, t.wlan, a, {}, await t.anotherNode())
      const { node } = first
      const answer = await t.lte.register(node, {
        ...secondInterface,
        prefixes: 'all-zero',
        handoffIndicator: 1,
        timestamp: node.lastTimestamp - fiftyMs,
      })
      apart = answer.request.sentAt - first.answer.request.sentAt
      if (apart > inside) continue
      presume(answer).not.to.have.status(Status.INSUFFICIENT_RESOURCES)
      expect(answer).to.have.status(
        Status.TIMESTAMP_MISMATCH,
        Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED,
        Status.ACCEPTED,
      )
      prefer(answer).to.have.status(Status.TIMESTAMP_MISMATCH)
    }
    presume(apart).to.be.at.most(inside, 'a Timestamp sent well inside the window')
  },
)
