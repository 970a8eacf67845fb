import {
  type Answer,
  expect,
  type LmaCase,
  type MobileNode,
  note,
  type PathHandle,
  type Prefix,
  presume,
  Status,
} from '../../../harness/case/index.js'
import { statusName } from '../../../harness/catalogue/index.js'

type Bindings = Awaited<ReturnType<LmaCase['bindings']['of']>>

/**
 * Both paths are live. The last look of a case. On the wire only the first is asked for: the second has just been
 * accepted, and a device may end all paths with one de-registration (U-11).
 */
export async function bothLive(t: LmaCase, node: MobileNode = t.node): Promise<void> {
  const bindings = await t.bindings.of(node)
  expect(bindings).to.have.careOf(t.wlan.address)
  if (bindings.seenBy === 'observe') expect(bindings).to.have.careOf(t.lte.address)
}

/** A path is live. The last look of a case. */
export async function live(t: LmaCase, path: PathHandle, node: MobileNode = t.node): Promise<void> {
  expect(await t.bindings.of(node)).to.have.careOf(path.address)
}

/** Looks until the bindings are as wanted, or 3 s are over; on the wire, which allows one look, it comes at the end. */
export async function within3s(t: LmaCase, wanted: (bindings: Bindings) => boolean): Promise<Bindings> {
  return within(t, 3000, wanted)
}

export async function within(
  t: LmaCase,
  ms: number,
  wanted: (bindings: Bindings) => boolean,
): Promise<Bindings> {
  const end = t.clock.now() + ms
  if (!t.bindings.observable) {
    await t.sleep(ms)
    return t.bindings.of(t.node)
  }
  for (;;) {
    const bindings = await t.bindings.of(t.node)
    if (wanted(bindings) || t.clock.now() >= end) return bindings
    await t.sleep(250)
  }
}

/** How long after the delayed deletion a binding may still be there, milliseconds (U-11). */
const TOLERANCE = 3000

/** The bindings once what was de-registered is deleted, or should be: at the end of the delay and up to 3 s later. */
export async function afterDeletion(t: LmaCase, wanted: (bindings: Bindings) => boolean): Promise<Bindings> {
  await t.sleep(t.profile.timers.minDelayBeforeBceDelete + 500)
  return within(t, TOLERANCE - 500, wanted)
}

/** The session of the node is deleted: a PBU that would clash with its prefixes finds none. 3 s late is in time. */
export async function sessionGone(t: LmaCase): Promise<void> {
  await t.sleep(t.profile.timers.minDelayBeforeBceDelete + TOLERANCE)
  expect(await t.wlan.probe(t.node)).not.to.have.status(Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH)
}

/** Another node with a plain session, to see that what follows does it no harm. */
export async function neighbour(t: LmaCase): Promise<MobileNode> {
  const node = await t.anotherNode()
  await t.wlan.registered(node)
  return node
}

/** The device still answers, and the other node's session is as it was. */
export async function unharmed(t: LmaCase, node: MobileNode): Promise<void> {
  expect(await t.wlan.refresh(node)).to.be.accepted()
  await live(t, t.wlan, node)
}

/** Milliseconds between two requests that are sent together, at the first try, the second, the last. */
const DISTANCES = [0, 20, 100] as const

/**
 * Two requests for one node, the second sent without waiting for the answer to the first. The network may swap them,
 * and a device that stamps what it gets may be slow to do so: then it is right to refuse one as out of order. That is
 * tried again with a new node and more distance, and undecided in the end.
 */
export async function together(
  t: LmaCase,
  requests: (node: MobileNode) => Promise<readonly [() => Promise<Answer>, () => Promise<Answer>]>,
): Promise<{ readonly node: MobileNode; readonly first: Answer; readonly second: Answer }> {
  for (const distance of DISTANCES) {
    const node = distance === 0 ? t.node : await t.anotherNode()
    const [one, other] = await requests(node)
    const [first, second] = await Promise.all([one(), t.sleep(t.facts.spacing + distance).then(other)])
    const refused = [first, second].some((a) => OUT_OF_ORDER.includes(a.status ?? 0))
    if (refused && distance !== DISTANCES.at(-1)) continue
    for (const answer of [first, second]) presume(answer).not.to.have.status(...OUT_OF_ORDER)
    if (distance > 0)
      note('the two requests had to be apart by', `${Math.round(t.facts.spacing + distance)} ms`)
    return { node, first, second }
  }
  throw new RangeError('one distance is the last')
}

const OUT_OF_ORDER: readonly number[] = [Status.TIMESTAMP_MISMATCH, Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED]

/** Prefixes as text, in an order of their own: a PBA may list them in any. */
export function sorted(prefixes: readonly Prefix[]): readonly string[] {
  return prefixes.map((p) => `${p.prefix}/${p.prefixLength}`).sort()
}

/** Tells which of several permitted reactions was seen. A refusal that may be the lab's doing is none. */
export function noteReaction(what: string, answer: Answer): void {
  if (answer.overtaken) presume(answer).not.to.be.refused()
  note(what, wordReaction(answer))
}

function wordReaction(answer: Answer): string {
  if (answer.refused) return `refused with ${statusName(answer.status ?? 0)}`
  if (answer.accepted)
    return answer.multipath === undefined ? 'accepted as a plain request' : 'accepted with multipath'
  return answer.silent ? 'no answer' : 'an error message'
}

/** Tells which paths are left. */
export async function noteBindings(
  t: LmaCase,
  what: string,
  when: 'now' | 'settled' = 'now',
): Promise<Bindings> {
  const bindings = when === 'settled' ? await t.bindings.settled(t.node) : await t.bindings.of(t.node)
  note(what, bindings.words())
  return bindings
}

/** Seconds left to a path by `observe`; undecided without it, undefined when the path is not listed. */
export async function secondsLeft(
  t: LmaCase,
  path: PathHandle,
  node: MobileNode = t.node,
): Promise<number | undefined> {
  const { list } = await t.bindings.observed(node)
  return list.find((b) => b.careOf === path.address)?.lifetime
}

/** More than whole seconds, rounded either way, can make of a lifetime that simply runs on. */
const ROUNDING = 1.5
const PAUSE = 3000

/**
 * Lets some of a path's lifetime go by, does something, and tells by how many seconds that changed the path's end.
 * 0 when the lifetime just ran on. Undefined when the path is not there any more.
 */
export async function shiftOf(
  t: LmaCase,
  path: PathHandle,
  action: () => Promise<Answer>,
  node: MobileNode = t.node,
): Promise<{ readonly answer: Answer; readonly shift: number | undefined }> {
  const endBefore = await endOf(t, path, node)
  await t.sleep(PAUSE)
  const answer = await action()
  const endAfter = await endOf(t, path, node)
  if (endBefore === undefined || endAfter === undefined) return { answer, shift: undefined }
  const shift = endAfter - endBefore
  return { answer, shift: Math.abs(shift) > ROUNDING ? shift : 0 }
}

async function endOf(t: LmaCase, path: PathHandle, node: MobileNode): Promise<number | undefined> {
  const left = await secondsLeft(t, path, node)
  return left === undefined ? undefined : t.clock.now() / 1000 + left
}
