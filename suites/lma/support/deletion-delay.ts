import { type Answer, type LmaCase, presume, Status } from '../../../harness/case/index.js'
import { deregister, type Session } from './sessions.js'

/** A request about the session, and after which part of the deletion delay it is sent. */
export type Step = readonly [part: number, send: (session: Session) => Promise<Answer>]

/** MinDelayBeforeBCEDelete below this leaves no time for anything in it. */
const TELLABLE = 400
/** By then, as part of the delay, the last request has to be out. */
const LATEST = 0.75
const TRIES = 3

/** An answer to each step. */
type Answers<S extends readonly Step[]> = { readonly [K in keyof S]: Answer }

/**
 * De-registers a session and sends further requests about it before the deletion delay is over, each at its time: none
 * waits for the answer to another, which may take as long as the delay. A host too busy for that tries again.
 */
export async function duringDelay<const S extends readonly Step[]>(
  t: LmaCase,
  { open, steps }: { readonly open: () => Promise<Session>; readonly steps: S },
): Promise<{ readonly session: Session; readonly answers: Answers<S>; readonly since: number }> {
  const delay = t.profile.timers.minDelayBeforeBceDelete
  presume(delay).to.be.at.least(TELLABLE, `a MinDelayBeforeBCEDelete of ${TELLABLE} ms or more`)
  for (let tries = 1; ; tries++) {
    const session = await open()
    // So that the de-registration has not to keep its distance from what was sent before.
    await t.sleep(t.facts.spacing)
    const [left, ...answers] = await sendAll(t, session, steps, delay)
    const since = left?.request.sentAt ?? 0
    const last = Math.max(...answers.map(({ request }) => request.sentAt)) - since
    const isLate = last > delay * LATEST || [left, ...answers].some((answer) => isOutOfOrder(answer))
    if (isLate && tries < TRIES) continue
    presume(left).to.be.accepted()
    presume(last).to.be.at.most(delay * LATEST, 'requests sent well within the deletion delay')
    return { session, answers: answers as Answers<S>, since }
  }
}

/** Overtaken on the way by the one sent after it, or held up for too long. */
function isOutOfOrder(answer: Answer | undefined): boolean {
  const { status } = answer ?? {}
  return status === Status.TIMESTAMP_MISMATCH || status === Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED
}

function sendAll(
  t: LmaCase,
  session: Session,
  steps: readonly Step[],
  delay: number,
): Promise<readonly Answer[]> {
  const pause = (part: number, i: number) => t.sleep(Math.max(part * delay, (i + 1) * t.facts.spacing))
  return Promise.all([
    deregister(session),
    ...steps.map(([part, send], i) => pause(part, i).then(() => send(session))),
  ])
}
