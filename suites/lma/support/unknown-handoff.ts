import {
  type Answer,
  expect,
  Handoff,
  type LmaCase,
  type MobileNode,
  prefer,
  presume,
  Status,
} from '../../../harness/case/index.js'
import { named, overlap } from './prefixes.js'
import { type Attachment, deregister, expectNewSession, open, type Session, servedAt } from './sessions.js'

/** MaxDelayBeforeNewBCEAssign below this leaves no time to come in between. */
const TELLABLE = 100

/** A request with HI 4 from another MAG, for any prefix: is it the session's node, or a new interface of it? */
function arrives(t: LmaCase, node: MobileNode, attachment: Attachment): Promise<Answer> {
  return t.lte.register(node, {
    ...attachment,
    prefixes: 'all-zero',
    handoffIndicator: Handoff.unknown,
  })
}

const afterwards = 'an answer after the de-registration'

/** A host that is busy may be late with either message: what counts against the device, counts the third time. */
const TRIES = 3

/**
 * HI 4 and one session of the node, which its old MAG de-registers halfway through MaxDelayBeforeNewBCEAssign. To open
 * a new session at once is allowed too (RFC 5213 §5.4.1.2-4), and then there is nothing to tell.
 */
export async function afterDeregistration(t: LmaCase, old: Attachment, now: Attachment): Promise<void> {
  const { maxDelayBeforeNewBceAssign: wait } = t.profile.timers
  presume(wait).to.be.at.least(TELLABLE, `a MaxDelayBeforeNewBCEAssign of ${TELLABLE} ms or more`)
  for (let tries = 1; ; tries++) {
    const session = await open(t, t.wlan, old, {}, await t.anotherNode())
    const { answer, left, between } = await leavesWhileWaiting(t, session, now)
    // A new session at once, and no prefix left for it.
    presume(answer).not.to.have.status(Status.INSUFFICIENT_RESOURCES)
    expect(answer).to.be.accepted()
    const isInTime = left.accepted && between < wait
    if (tries < TRIES && !(isInTime && sameAs(session, answer))) continue
    const waited = answer.reaction.after >= between
    const when = waited ? afterwards : 'an answer before the de-registration'
    if (!answer.prefixes.some((p) => session.prefixes.some((other) => overlap(p, other))))
      presume(when).to.equal(afterwards, 'an LMA that waits before it answers')
    prefer(when).to.equal(afterwards, 'no answer before the de-registration')
    if (!waited) return
    presume(left).to.be.accepted()
    presume(between).to.be.below(wait, 'a de-registration within MaxDelayBeforeNewBCEAssign')
    prefer(named(answer.prefixes)).to.deep.equal(named(session.prefixes), 'the prefixes of the session')
    return
  }
}

async function leavesWhileWaiting(t: LmaCase, session: Session, now: Attachment) {
  const apart = Math.max(t.profile.timers.maxDelayBeforeNewBceAssign / 2, t.facts.spacing)
  // So that neither has to keep its distance from what was sent before.
  await t.sleep(t.facts.spacing)
  const [answer, left] = await Promise.all([
    arrives(t, session.node, now),
    t.sleep(apart).then(() => deregister(session)),
  ])
  return { answer, left, between: left.request.sentAt - answer.request.sentAt }
}

function sameAs({ prefixes }: Session, answer: Answer): boolean {
  return named(answer.prefixes).join() === named(prefixes).join()
}

/** HI 4 and one session of the node that nobody de-registers: a new session, after the wait or at once. */
export async function withoutDeregistration(t: LmaCase, old: Attachment, now: Attachment): Promise<void> {
  const session = await open(t, t.wlan, old)
  const answer = await arrives(t, t.node, now)

  expectNewSession(answer, session)
  await servedAt(t, session)
}

/** The answer did not wait for MaxDelayBeforeNewBCEAssign: it took no longer than another of the device did. */
export function promptly({ profile }: LmaCase, answer: Answer, usual: Answer): void {
  const wait = profile.timers.maxDelayBeforeNewBceAssign
  if (wait < TELLABLE) return
  const longer = answer.reaction.after - usual.reaction.after
  prefer(longer).to.be.below(wait, 'an answer before MaxDelayBeforeNewBCEAssign is over')
}
