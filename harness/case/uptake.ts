import type { Pbu, Prefix, Script } from '../roles/index.js'
import { decode, findAll } from '../wire/index.js'
import { IN_FLIGHT, type MagCase } from './mag-case.js'
import { wordPbu } from './words.js'

/**
 * What a MAG made of an answer to its PBU. Its Binding Update List cannot be looked at: what it sends next must tell.
 * `accepted`: it goes on with what the answer gave; `repeated`: it asks for the same again; `unseen`: neither.
 */
export class Uptake {
  constructor(
    readonly kind: 'accepted' | 'repeated' | 'unseen',
    /** The PBU that shows it. */
    readonly by: Pbu | undefined,
    /** How long was looked, milliseconds. */
    readonly ms: number,
    /** The MAG is one that would have shown by now that it had accepted. */
    readonly tells = true,
  ) {}

  words(): string {
    if (this.by === undefined) return `nothing within ${Math.round(this.ms)} ms that tells`
    const how = this.kind === 'accepted' ? 'goes on with what the answer gave' : 'asks again'
    return `the MAG ${how}: ${wordPbu(this.by)}`
  }
}

/** RFC 5213 §6.9.4: the first repetition comes after 1 to 1.5 s; with room, milliseconds. */
export const FIRST_REPETITION = 1850
const LOOK = 20
/** A second path that comes so soon, milliseconds after our answer, comes because of it. */
const SOON = 800
const LEAVING = 600

/**
 * Answers a PBU and looks what the MAG makes of that, until a repetition would have come. Where nothing tells by then
 * the node is detached: who had accepted the answer de-registers the prefix that it gave.
 */
export async function uptake(
  t: MagCase,
  pbu: Pbu,
  script: Script = {},
  repetitionWithin = FIRST_REPETITION,
): Promise<Uptake> {
  const node = t.used.find(({ id }) => id === pbu.nodeId) ?? t.node
  const before = t.log(node).length
  const paths = new Set(t.log(node).map((p) => p.path))
  const { at, octets } = await t.answer(pbu, script)
  const asked = new Set(pbu.prefixes.map(key))
  const given = new Set(prefixesIn(octets).filter((prefix) => !asked.has(prefix)))
  const goesOn = (p: Pbu) =>
    (p.isRefresh && p.handoffIndicator !== pbu.handoffIndicator) ||
    p.prefixes.some((prefix) => given.has(key(prefix))) ||
    (p.isRegistration && !paths.has(p.path) && p.at - at < SOON && !pbu.asksForAnyPrefix)
  const asksAgain = (p: Pbu) => p.isRegistration && p.path === pbu.path && p.at - at > IN_FLIGHT
  const look = (): Uptake | undefined => {
    const since = t.log(node).slice(before)
    const [how, by] = [since.find(goesOn), since.find(asksAgain)]
    if (how !== undefined) return new Uptake('accepted', how, t.clock.now() - at)
    return by && new Uptake('repeated', by, t.clock.now() - at)
  }
  const until = Math.max(pbu.at + repetitionWithin, at + SOON)
  for (; t.clock.now() < until; await t.sleep(LOOK)) {
    const seen = look()
    if (seen !== undefined) return seen
  }
  const leaves = t.can('detach') && t.attached.has(node)
  if (leaves) {
    await t.detach(node)
    const leaving = t.clock.now() + Math.max(LEAVING, t.facts.reaction)
    while (look() === undefined && t.clock.now() < leaving) await t.sleep(LOOK)
  }
  const tells = (leaves && t.facts.deregisters) || (pbu.multipath !== undefined && t.facts.secondPath)
  return look() ?? new Uptake('unseen', undefined, t.clock.now() - at, tells)
}

function prefixesIn(octets: Uint8Array): readonly string[] {
  return findAll(decode(octets).message, 'home-network-prefix')
    .filter(({ prefix }) => prefix !== '::')
    .map(key)
}

function key({ prefix, prefixLength }: Prefix): string {
  return `${prefix}/${prefixLength}`
}
