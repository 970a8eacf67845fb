import {
  expect,
  type Heard,
  IN_FLIGHT,
  type MagCase,
  type Pbu,
  presume,
  type Script,
  type Sent,
} from '../../../harness/case/index.js'
import { withEach } from './lanes.js'
import { AT_REST } from './waits.js'

/** RFC 5213 §6.9.4, RFC 6275 §11.8: what is not answered is repeated after 1 to 1.5 s; with room, milliseconds. */
export const REPETITION = 1850

const isRefresh = (pbu: Pbu) => pbu.isRefresh
const isLeaving = (pbu: Pbu) => pbu.isDeregistration

/** The refreshes of a node with two paths, answered: one of each, or a single one where the MAG sends no more. */
export async function refreshes(t: MagCase): Promise<readonly Pbu[]> {
  await t.refresh()
  return eachPath(t, isRefresh, 'a refresh')
}

/** Two rounds of them: what the second has lost is lost for good. */
export async function refreshesTwice(t: MagCase): Promise<readonly Pbu[]> {
  const once = await refreshes(t)
  if (!t.can('refresh')) return once
  await t.sleep(AT_REST)
  return [...once, ...(await refreshes(t))]
}

/** The node leaves: its de-registrations, answered, one of each path or a single one where the MAG sends no more. */
export async function deregistrations(t: MagCase): Promise<readonly Pbu[]> {
  await t.detach()
  return eachPath(t, isLeaving, 'a de-registration')
}

async function eachPath(t: MagCase, where: (pbu: Pbu) => boolean, what: string): Promise<readonly Pbu[]> {
  const first = await t.presumedPbu({ where, what })
  await t.answer(first)
  // The B flag speaks for all paths at once.
  const within = first.multipath?.bulk === true ? IN_FLIGHT : t.facts.reaction
  const second = await t.anyPbu({ where: (p) => where(p) && p.careOf !== first.careOf, within })
  if (second === undefined) return [first]
  await t.answer(second)
  return [first, second]
}

/** The next refresh of the node for a proxy care-of address, once what was said to the MAG has reached it. */
export async function nextRefresh(t: MagCase, where: (pbu: Pbu) => boolean = () => true): Promise<Pbu> {
  await t.sleep(IN_FLIGHT)
  const since = t.clock.now()
  await t.refresh()
  return t.presumedPbu({ where: (p) => p.isRefresh && p.at >= since && where(p), what: 'a refresh' })
}

/** Binding identifiers that the case's node has registered from the proxy care-of address of a PBU. */
export function registeredBids(t: MagCase, { careOf }: Pbu): readonly (number | undefined)[] {
  return t
    .log()
    .filter((p) => p.isRegistration && p.careOf === careOf)
    .map(({ bid }) => bid)
}

/** PBUs that ask for multipath long enough after an answer of ours, but those for paths asked for before it. */
export function laterMultipath(t: MagCase, { at }: Sent, answered: Pbu, node = t.node): Promise<Heard> {
  const asked = new Set(
    t
      .log(node)
      .filter((p) => p.at <= at)
      .map((p) => p.careOf),
  )
  const isLater = (p: Pbu) => p.multipath !== undefined && p.at > at + IN_FLIGHT
  return t.heard(REPETITION, {
    node,
    since: at + IN_FLIGHT,
    where: (p) => isLater(p) && (p.careOf === answered.careOf || !asked.has(p.careOf)),
    what: 'a PBU with MAG Multipath Binding option',
  })
}

/**
 * A node's first PBU gets this answer, and the MAG takes it as what it is, acceptance of multipath: it goes on to the
 * second path. A MAG that is already there, or never goes there, at least repeats the first PBU no more.
 */
export async function expectMultipath(t: MagCase, script: Script, node = t.node): Promise<void> {
  const { first, at } = await begun(t, script, node)
  if (!t.facts.secondPath || t.log(node).some((p) => p.path !== first.path)) {
    expect(await repeated(t, node, first, at)).to.be.nothing()
    return
  }
  const what = 'a PBU over a second path, as the first is accepted'
  const second = await t.nextPbu({ node, where: (p) => isFurther(p, first), what })
  expect(second).to.be.multipath()
}

/** Each of these answers, to a node of its own. */
export async function expectEachMultipath(t: MagCase, scripts: readonly Script[]): Promise<void> {
  await withEach(t, scripts, async (script) => expectMultipath(t, script, await t.anotherNode()))
}

/** The same of one answer, as a question. */
export async function becomesMultipath(t: MagCase, script: Script, node = t.node): Promise<boolean> {
  const { first, at } = await begun(t, script, node)
  if (!t.facts.secondPath || t.log(node).some((p) => p.path !== first.path))
    return (await repeated(t, node, first, at)).pbus.length === 0
  return (await t.anyPbu({ node, where: (p) => isFurther(p, first) }))?.multipath !== undefined
}

async function begun(t: MagCase, script: Script, node: MagCase['node']) {
  const first = await t.attach(node)
  presume(first).to.be.multipath()
  const { at } = await t.answer(first, script)
  // An answer may get lost: the MAG asks again, and gets the same.
  t.answering((pbu) => (pbu.path === first.path ? script : {}), node)
  return { first, at }
}

function isFurther(pbu: Pbu, first: Pbu): boolean {
  return pbu.path !== first.path && pbu.isRegistration
}

function repeated(t: MagCase, node: MagCase['node'], first: Pbu, at: number): Promise<Heard> {
  const where = (p: Pbu) => p.isRegistration && p.at > at + IN_FLIGHT
  return t.heard(REPETITION, { node, on: first.path, where, since: at, what: 'the first PBU again' })
}
