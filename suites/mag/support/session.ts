import {
  expect,
  type MagCase,
  type Path,
  type Pbu,
  type Prefix,
  type Script,
} from '../../../harness/case/index.js'

/** Long enough for a MAG, short enough for us, where only its own timer makes it refresh; units of 4 s. */
const SHORT = 2

/** The path of the profile that a PBU came in on. */
export function pathOf(t: MagCase, { path }: Pbu): Path {
  return t.paths.find(({ name }) => name === path) ?? t.wlan
}

/** The node is registered over every path the MAG brings, and its PBUs are answered from now on. Gives the first. */
export async function session(t: MagCase, script: Script = {}, node = t.node): Promise<Pbu> {
  const first = await t.attach(node)
  t.answering(script, node)
  await t.answer(first, script)
  if (t.facts.secondPath && first.multipath !== undefined)
    await t.presumedPbu({ node, where: (p) => p.path !== first.path, what: 'a PBU over a second path' })
  await t.sleep(100)
  return first
}

/** A session that is refreshed: on the stimulus, or else because its lifetime is short. */
export async function refreshedSession(
  t: MagCase,
  script: Script = {},
): Promise<{ readonly first: Pbu; readonly refresh: Pbu }> {
  const ordered = t.can('refresh')
  const first = await session(t, ordered ? script : { lifetime: SHORT, ...script })
  const since = t.clock.now()
  if (ordered) await t.refresh()
  const refresh = await t.presumedPbu({
    where: (p) => p.at >= since && !p.isDeregistration,
    what: 'a refresh',
    within: Math.max(t.facts.attach, ordered ? 0 : SHORT * 4000),
  })
  return { first, refresh }
}

/** A session that the node has left. */
export async function leftSession(
  t: MagCase,
  script: Script = {},
): Promise<{ readonly first: Pbu; readonly deregistration: Pbu }> {
  const first = await session(t, script)
  await t.detach()
  const deregistration = await t.presumedPbu({
    on: first.path,
    where: (p) => p.isDeregistration,
    what: 'a de-registration',
  })
  return { first, deregistration }
}

/** The PBU of the first path and its repetitions, as many as come while nothing is answered. */
export async function repetitions(t: MagCase, count: number, node = t.node): Promise<readonly Pbu[]> {
  const pbus = [await t.attach(node)]
  while (pbus.length <= count) {
    const [last, before] = [pbus.at(-1), pbus.at(-2)]
    if (last === undefined) break
    // Twice as long as a right one: also a MAG whose intervals grow too fast is heard.
    const interval = before === undefined ? 1500 : (last.at - before.at) * 4
    const next = await t.anyPbu({
      node,
      on: last.path,
      where: (p) => p.isRegistration,
      within: Math.max(interval * 1.25, 2000),
    })
    if (next === undefined) break
    pbus.push(next)
  }
  return pbus
}

/** Milliseconds from each to the next. */
export function intervals(pbus: readonly Pbu[]): readonly number[] {
  return pbus.slice(1).map((pbu, i) => pbu.at - (pbus[i]?.at ?? pbu.at))
}

/** A later Timestamp where there is one, else a sequence number that is greater modulo 65536. */
export function isNewer(pbu: Pbu, before: Pbu): boolean {
  if (pbu.timestamp !== undefined && before.timestamp !== undefined) return pbu.timestamp > before.timestamp
  return isGreater(pbu.sequence, before.sequence)
}

/** RFC 6275 §9.5.1: greater modulo 65536. */
function isGreater(sequence: number, before: number): boolean {
  const ahead = (sequence - before) & 0xffff
  return ahead > 0 && ahead < 0x8000
}

/** RFC 5213 §6.9.1.1, items 7 and 9: what a later PBU may have in addition. */
const MAY_BE_ADDED = ['mobile-node-link-layer-identifier', 'link-local-address']

/** Option types of the first PBU that a later one lacks. */
export function missingKinds(pbu: Pbu, first: Pbu): readonly string[] {
  const there = kinds(pbu)
  return kinds(first).filter((kind) => !there.includes(kind))
}

/** Option types of a later PBU that the first had not, and that it has no leave to add. */
export function addedKinds(pbu: Pbu, first: Pbu): readonly string[] {
  return missingKinds(first, pbu).filter((kind) => !MAY_BE_ADDED.includes(kind))
}

function kinds(pbu: Pbu): readonly string[] {
  const all = pbu.message.options.map((o) => (o.kind === 'unknown' ? `type ${o.type}` : o.kind))
  return [...new Set(all)].filter((kind) => kind !== 'pad1' && kind !== 'padn')
}

/** Two prefixes for the case's node that nobody else has. */
export function twoPrefixes({ node }: MagCase): readonly Prefix[] {
  const n = Number(/\d+/.exec(node.id)?.[0] ?? 1) & 0xffff
  return ['a', 'b'].map((x) => ({ prefix: `2001:db8:4${x}:${n.toString(16)}::`, prefixLength: 64 }))
}

/** The sequence number of a PBU follows one that went before (RFC 6275 §9.5.1). */
export function expectGreater({ sequence }: Pbu, before: number): void {
  const wanted = `a sequence number above ${before}, modulo 65536`
  expect(isGreater(sequence, before) ? wanted : String(sequence)).to.equal(wanted, wanted)
}

/** How many of them came within any `ms` milliseconds, at most. */
export function mostWithin(pbus: readonly Pbu[], ms: number): number {
  return Math.max(0, ...pbus.map(({ at }) => pbus.filter((p) => p.at >= at && p.at - at < ms).length))
}

/** It asks for the same as a registration before it. */
export function repeats(pbu: Pbu, before: Pbu): boolean {
  return (
    pbu.isRegistration &&
    pbu.handoffIndicator === before.handoffIndicator &&
    pbu.asksForAnyPrefix === before.asksForAnyPrefix
  )
}
