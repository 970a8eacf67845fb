import {
  type Answer,
  type Changes,
  expect,
  type LmaCase,
  type MobileNode,
  type PathHandle,
  type Prefix,
  prefer,
  presume,
  Status,
} from '../../../harness/case/index.js'
import { named, overlap } from './prefixes.js'

/** An interface of a mobile node, as far as a MAG knows it: options 24 and 25 of every PBU about it. */
export interface Attachment {
  readonly accessTechnology: number
  readonly linkLayerId: false | Uint8Array
}

const linkLayer = (last: number) => Uint8Array.of(2, 0, 0x5e, 0x10, 0, last)

/** Three interfaces of one access technology, told apart by their link-layer identifiers. */
export const a: Attachment = { accessTechnology: 4, linkLayerId: linkLayer(0xa) }
export const b: Attachment = { accessTechnology: 4, linkLayerId: linkLayer(0xb) }
export const c: Attachment = { accessTechnology: 4, linkLayerId: linkLayer(0xc) }
/** An interface whose link-layer identifier no MAG learns. */
export const bare: Attachment = { accessTechnology: 4, linkLayerId: false }
/** Another access technology than the others have. */
export const ethernet = { accessTechnology: 3 }

/** A mobility session that the device has granted, and where it is served. */
export interface Session {
  readonly node: MobileNode
  readonly path: PathHandle
  readonly attachment: Attachment
  readonly prefixes: readonly Prefix[]
  readonly answer: Answer
}

/** Opens a session of the node on this path: any prefix, HI 1. */
export async function open(
  t: LmaCase,
  path: PathHandle,
  attachment: Attachment = bare,
  changes: Changes = {},
  node: MobileNode = t.node,
): Promise<Session> {
  const answer = await path.register(node, {
    ...attachment,
    prefixes: 'all-zero',
    handoffIndicator: 1,
    ...changes,
  })
  presume(answer).to.be.accepted()
  presume(answer.prefixes.length).to.be.at.least(1, 'a session with a prefix')
  return { node, path, attachment, prefixes: answer.prefixes, answer }
}

/** The same, and a probe tells that it exists, so that one later on tells whether it does then. */
export async function openProbed(...args: Parameters<typeof open>): Promise<Session> {
  const session = await open(...args)
  await presumeProbe(session)
  return session
}

/** The same of another node, on the first path. */
export async function openAnother(t: LmaCase, attachment?: Attachment): Promise<Session> {
  return openProbed(t, t.wlan, attachment, {}, await t.anotherNode())
}

/** A second interface of the node, on another path. Where the device has no prefix for it, nothing can be told. */
export function openTwo(t: LmaCase, node: MobileNode = t.node): Promise<readonly [Session, Session]> {
  return open(t, t.wlan, a, {}, node).then(async (first) => [first, await open(t, t.lte, b, {}, node)])
}

/** What every PBU about a session repeats. */
export function about({ attachment, prefixes }: Session, changes: Changes = {}): Changes {
  return { ...attachment, prefixes, ...changes }
}

export function refresh(session: Session): Promise<Answer> {
  return session.path.refresh(session.node, about(session))
}

export function deregister(session: Session, changes: Changes = {}): Promise<Answer> {
  return session.path.deregister(session.node, about(session, changes))
}

/** Refused either way: with 159 while the session exists, with 155 when it does not. */
export function probe(session: Session): Promise<Answer> {
  return session.path.probe(session.node, about(session))
}

/** The same session, served elsewhere after a hand-over. */
export function movedTo(session: Session, path: PathHandle, attachment = session.attachment): Session {
  return { ...session, path, attachment }
}

/** An update of the session: accepted, with its prefixes unchanged. */
export function expectUpdated(answer: Answer, { prefixes }: Session): void {
  expect(answer).to.have.status(Status.ACCEPTED)
  const wanted = named(prefixes)
  expect(named(answer.prefixes)).to.deep.equal(wanted, `the prefixes of the session, ${wanted.join(', ')}`)
}

/** A session of its own: accepted, with prefixes that none of the others has. Undecided where none is left to give. */
export function expectNewSession(answer: Answer, ...others: readonly Session[]): void {
  presume(answer).not.to.have.status(Status.INSUFFICIENT_RESOURCES)
  expect(answer).to.have.status(Status.ACCEPTED)
  expect(answer.prefixes.length).to.be.at.least(1, 'a prefix')
  expectApart(answer, ...others)
}

/** No update of any of these: whatever is granted, it is none of their prefixes. */
export function expectApart(answer: Answer, ...sessions: readonly Session[]): void {
  const taken = sessions.flatMap(({ prefixes }) => prefixes)
  const shared = answer.accepted
    ? answer.prefixes.filter((p) => taken.some((other) => overlap(p, other)))
    : []
  expect(named(shared)).to.deep.equal([], `no prefix of ${named(taken).join(', ')}`)
}

/**
 * The session exists: a PBU that clashes with its prefixes is told so. To be said of a session that was probed before:
 * a device may look it up by any prefix of the request (RFC 5213 §5.4.1.1), and find none by the foreign one.
 */
export async function exists(session: Session): Promise<void> {
  const answer = await probe(session)
  expect(answer).not.to.have.status(Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX)
  presume(answer).to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
}

/** A probe tells that the session exists, so that another answer later on tells that it does not. */
export async function presumeProbe(session: Session): Promise<void> {
  presumeProbeTells(await probe(session))
}

/** The answer to a probe of a session that exists: with another status than 159 probes tell nothing of this device. */
export function presumeProbeTells(answer: Answer): void {
  // Without an answer, or with one that tells of a busy lab, the case is repeated.
  if (!answer.refused || answer.overtaken)
    presume(answer).to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
  presume(answer.status).to.equal(
    Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH,
    'status 159 to a PBU with a prefix of the session and a foreign one, so that such PBUs tell whether it exists',
  )
}

/**
 * Each session is served at its path. The last look of a case: without `observe` each is de-registered from there, which
 * works from no other care-of address (RFC 5213 §5.3.5-1).
 */
export async function servedAt(t: LmaCase, ...sessions: readonly Session[]): Promise<void> {
  if (t.bindings.observable) {
    for (const { node, path, prefixes } of sessions)
      expect(await t.bindings.ofSession(node, prefixes)).to.have.careOf(path.address)
    return
  }
  for (const session of sessions) {
    await presumeProbe(session)
    expect(await deregister(session)).to.be.accepted()
  }
  const since = t.clock.now()
  for (const session of sessions) await endsWithin(t, session, since)
}

/** How long after the deletion delay a session may still be there: 2 s, with a warning 5 s. */
const IN_TIME = 2000
const TOO_LATE = 5000

/** The session is gone when the delay after its de-registration is over (RFC 5213 §5.3.5-2). */
export function endsWithin(t: LmaCase, session: Session, since: number): Promise<void> {
  const due = since + t.profile.timers.minDelayBeforeBceDelete
  return endsAfter(t, session, due, IN_TIME, TOO_LATE)
}

/** The session is gone soon after a time: later than `inTime` is a warning, later than `tooLate` fails. */
export async function endsAfter(
  t: LmaCase,
  session: Session,
  due: number,
  inTime: number,
  tooLate: number,
): Promise<void> {
  const last = await probedUntilGone(t, session, due, tooLate)
  expect(last).not.to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
  prefer(last).to.have.status(Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX)
  prefer(last.request.sentAt - due).to.be.at.most(inTime + LOOK, `gone at the latest ${inTime} ms after`)
}

/** Probes from a time on until the session is gone, so many milliseconds at most: the last answer. */
export async function probedUntilGone(
  t: LmaCase,
  session: Session,
  due: number,
  most: number,
): Promise<Answer> {
  await t.sleep(due + FIRST_LOOK - t.clock.now())
  for (;;) {
    const answer = await probe(session)
    const isThere = answer.status === Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH
    if (!isThere || t.clock.now() > due + most) return answer
    await t.sleep(LOOK)
  }
}

const FIRST_LOOK = 200
const LOOK = 400
