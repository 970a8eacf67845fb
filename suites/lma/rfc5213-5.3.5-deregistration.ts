import { expect, Handoff, lma, prefer, presume, Status } from '../../harness/case/index.js'
import { duringDelay } from './support/deletion-delay.js'
import {
  a,
  about,
  deregister,
  endsWithin,
  exists,
  expectUpdated,
  movedTo,
  open,
  openAnother,
  openProbed,
  probe,
  refresh,
} from './support/sessions.js'

/** How long after the deletion delay a session that should live on is looked at, milliseconds. */
const WELL_AFTER = 3000

lma(
  'LMA-5213-LEAVE-01',
  'A de-registration from another care-of address than that of the binding ends nothing',
  { requirement: '5213/5.3.5-01', notes: ['BU-06'], paths: 2, lasts: 13 },
  async (t) => {
    const session = await openProbed(t, t.wlan, a)
    prefer(await deregister(movedTo(session, t.lte))).not.to.be.answered()

    await t.sleep(t.profile.timers.minDelayBeforeBceDelete + WELL_AFTER)
    await exists(session)
  },
)

lma(
  'LMA-5213-LEAVE-02',
  "A de-registration over another path whose Alternate Care-of Address is the binding's ends the session",
  { requirement: '5213/5.3.5-01b', notes: ['BU-06'], paths: 2, lasts: 12 },
  async (t) => {
    const session = await openProbed(t, t.wlan, a)
    const answer = await deregister(movedTo(session, t.lte), { alternateCareOf: t.wlan.address })

    // A device may trust no MAG to speak for the address of another.
    presume(answer).not.to.have.status(Status.MAG_NOT_AUTHORIZED_FOR_PROXY_REG)
    expect(answer).to.have.status(Status.ACCEPTED)
    await endsWithin(t, session, t.clock.now())
  },
)

lma(
  'LMA-5213-LEAVE-03',
  "A de-registration from the binding's care-of address whose Alternate Care-of Address is another ends nothing",
  { requirement: '5213/5.3.5-01b', notes: ['BU-06'], paths: 2, lasts: 13 },
  async (t) => {
    const session = await openProbed(t, t.wlan, a)
    prefer(await deregister(session, { alternateCareOf: t.lte.address })).not.to.be.answered()

    await t.sleep(t.profile.timers.minDelayBeforeBceDelete + WELL_AFTER)
    await exists(session)
  },
)

lma(
  'LMA-5213-LEAVE-04',
  'A session is kept for the deletion delay, and can be handed over in it',
  { requirement: '5213/5.3.5-03', paths: 2, lasts: 6 },
  async (t) => {
    const { session, answers } = await duringDelay(t, {
      open: () => openAnother(t),
      steps: [
        [1 / 4, probe],
        [1 / 2, (s) => t.lte.handoff(s.node, about(s))],
      ],
    })

    const [probed, taken] = answers
    expect(probed).not.to.have.status(Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX)
    presume(probed).to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
    expectUpdated(taken, session)
  },
)

lma(
  'LMA-5213-LEAVE-05',
  'In the deletion delay a link-layer identifier is enough to take the session over, known to be handed over or not',
  { requirement: '5213/5.3.5-03', paths: 2, lasts: 11 },
  async (t) => {
    for (const handoffIndicator of [Handoff.betweenMags, Handoff.unknown]) {
      const { session, answers } = await duringDelay(t, {
        open: () => t.anotherNode().then((node) => open(t, t.wlan, a, {}, node)),
        steps: [[1 / 2, (s) => t.lte.handoff(s.node, { ...a, prefixes: 'all-zero', handoffIndicator })]],
      })
      expectUpdated(answers[0], session)
    }
  },
)

lma(
  'LMA-5213-LEAVE-06',
  'A hand-over in the deletion delay calls the deletion off',
  { requirement: '5213/5.3.5-05', paths: 2, lasts: 15 },
  async (t) => {
    const { session, answers, since } = await duringDelay(t, {
      open: () => openAnother(t, a),
      steps: [[1 / 2, (s) => t.lte.handoff(s.node, about(s))]],
    })

    presume(answers[0]).to.be.accepted()
    await t.sleep(since + t.profile.timers.minDelayBeforeBceDelete + 5000 - t.clock.now())
    await exists(movedTo(session, t.lte))
  },
)

lma(
  'LMA-5213-LEAVE-07',
  'A session is gone when the deletion delay is over',
  { requirement: '5213/5.3.5-06', lasts: 12 },
  async (t) => {
    const session = await openProbed(t, t.wlan)
    presume(await deregister(session)).to.be.accepted()

    await endsWithin(t, session, t.clock.now())
  },
)

lma(
  'LMA-5213-LEAVE-08',
  'A second de-registration in the deletion delay is answered as the first, and puts the deletion off by one delay at most',
  { requirement: '5213/5.3.5-08', lasts: 15 },
  async (t) => {
    const { session, answers } = await duringDelay(t, {
      open: () => t.anotherNode().then((node) => open(t, t.wlan, undefined, {}, node)),
      steps: [[1 / 3, deregister]],
    })

    expect(answers[0]).to.have.status(Status.ACCEPTED)
    await endsWithin(t, session, answers[0].request.sentAt)
  },
)

lma(
  'LMA-5213-LEAVE-09',
  'A refresh by the same MAG in the deletion delay brings the session back',
  { requirement: '5213/5.3.5-09', lasts: 15 },
  async (t) => {
    const { session, answers, since } = await duringDelay(t, {
      open: () => openAnother(t),
      steps: [[1 / 2, refresh]],
    })

    expectUpdated(answers[0], session)
    await t.sleep(since + t.profile.timers.minDelayBeforeBceDelete + 5000 - t.clock.now())
    await exists(session)
  },
)

lma(
  'LMA-5213-LEAVE-10',
  'A PBU that is refused in the deletion delay does not call the deletion off',
  { requirement: '5213/5.3.5-06', lasts: 15 },
  async (t) => {
    const { session, answers, since } = await duringDelay(t, {
      open: () => openAnother(t),
      steps: [
        [1 / 4, (s) => s.path.refresh(s.node, about(s, { handoffIndicator: false }))],
        [1 / 2, probe],
      ],
    })

    for (const answer of answers) presume(answer).to.be.refused()
    await endsWithin(t, session, since)
  },
)
