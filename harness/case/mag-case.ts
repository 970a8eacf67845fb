import type { Clock, Stimulated, Stimuli } from '../link/index.js'
import type { Finding, Path, Profile, Stimulus } from '../model/index.js'
import type {
  Answering,
  HeartbeatAnswer,
  Lma,
  MagFacts,
  MobileNode,
  NodeKind,
  NodePool,
  Other,
  Pbu,
  Script,
  Sent,
  Tag,
  Wanted,
} from '../roles/index.js'
import { type Message, type Option, visible } from '../wire/index.js'
import { presume } from './expect.js'
import { giveStimulus, tell } from './give-stimulus.js'
import { Heard } from './heard.js'
import { HeartbeatWatch } from './heartbeat-watch.js'
import { noPbu } from './no-pbu.js'
import { Undecided } from './outcome.js'
import { wordPbu } from './words.js'

export interface MagCaseParts {
  readonly id: string
  readonly attempt: number
  readonly profile: Profile
  readonly facts: MagFacts
  readonly lma: Lma
  readonly stimuli: Stimuli
  readonly nodes: NodePool
  readonly clock: Clock
  readonly node: MobileNode
  /** No other case runs beside this one. */
  readonly alone: boolean
  readonly restarted: boolean
  readonly guard?: Guard | undefined
}

/** Lets a malformed message go when no other case sends one, and looks at the device before the next may. */
export type Guard = <T>(send: () => Promise<T>) => Promise<T>

/** Which PBU, and how long to wait for it. */
export interface Awaited {
  /** The case's node unless said. */
  readonly node?: MobileNode
  /** Path it has to come in on. */
  readonly on?: Path | string
  readonly where?: (pbu: Pbu) => boolean
  /** Milliseconds; as long as a MAG may take to register a node unless said. */
  readonly within?: number
  /** What is waited for, in words: `a refresh`. */
  readonly what?: string
}

/** PBUs that cross an answer of ours on the way are not judged, milliseconds. */
export const IN_FLIGHT = 500

/** What the body of a case for a MAG under test has in hand. Its nodes' PBUs wait for the case to answer them. */
export class MagCase {
  readonly profile: Profile
  readonly clock: Clock
  readonly facts: Readonly<MagFacts>
  /** A fresh mobile node, not attached yet. */
  readonly node: MobileNode
  /** First and second path of the profile, named as in RFC 8278 Figure 2. */
  readonly wlan: Path
  readonly lte: Path
  readonly paths: readonly Path[]
  /** For scripts beyond the words below. */
  readonly lma: Lma
  /** Every node of this attempt, and those of them that are attached. */
  readonly used: MobileNode[] = []
  readonly attached = new Set<MobileNode>()
  readonly down = new Set<string>()
  /** What the stimuli of this attempt printed. */
  readonly evidence: Stimulated[] = []
  readonly #parts: MagCaseParts
  readonly #watches: HeartbeatWatch[] = []
  #steps = 0
  #over = false
  /** The stimulus that the MAG has shown the effect of while its command still ran. */
  #telling: Promise<void> = Promise.resolve()

  constructor(parts: MagCaseParts) {
    this.#parts = parts
    this.profile = parts.profile
    this.clock = parts.clock
    this.facts = parts.facts
    this.lma = parts.lma
    this.node = parts.node
    this.paths = parts.profile.paths
    const [wlan, lte] = this.paths
    if (wlan === undefined) throw new RangeError('a profile has at least one path')
    this.wlan = wlan
    this.lte = lte ?? wlan
    this.#take(parts.node)
  }

  /** Messages that the body has sent, PBUs that it has waited for, and stimuli. */
  get steps(): number {
    return this.#steps
  }

  /** A further fresh mobile node. */
  async anotherNode(kind: NodeKind = 'multipath'): Promise<MobileNode> {
    return this.#take(await this.#parts.nodes.take(kind))
  }

  /** Attaches a node and gives its first PBU, unanswered. Without one the case is inconclusive. */
  async attach(node = this.node, awaited: Omit<Awaited, 'node'> = {}): Promise<Pbu> {
    await this.attaching(node)
    return this.#await({ what: `a PBU for ${node.id}, which was attached`, ...awaited, node }, true)
  }

  /** Attaches a node so that the MAG knows where it comes from, and gives its first PBU, unanswered. */
  async arriving(how: 'attach-other-interface' | 'attach-other-mag', node = this.node): Promise<Pbu> {
    await this.attaching(node, how)
    return this.#await({ what: `a PBU for ${node.id}, which has come over`, node }, true)
  }

  /** Attaches a node, and waits for nothing but the stimulus. */
  async attaching(node = this.node, how: Stimulus = 'attach'): Promise<void> {
    this.attached.add(node)
    await this.#stimulate(how, { node: node.id }, (pbu) => !pbu.isDeregistration)
  }

  /** Attaches a node, answers its first PBU, and gives both. */
  async registered(
    node = this.node,
    script: Script = {},
  ): Promise<{ readonly pbu: Pbu; readonly pba: Sent }> {
    const pbu = await this.attach(node)
    return { pbu, pba: await this.answer(pbu, script) }
  }

  /**
   * The node has its first two paths registered, whichever came first: the set-up most multipath cases start from.
   * Inconclusive where the MAG brings no second one, or brings it without MAG Multipath Binding option.
   */
  async twoPaths(
    node = this.node,
    script: Script = {},
  ): Promise<{ readonly first: Pbu; readonly second: Pbu }> {
    const { pbu: first } = await this.registered(node, script)
    presume(first).to.be.multipath()
    const other = (pbu: Pbu) => pbu.path !== first.path && pbu.isRegistration
    const second = await this.#await({ node, where: other, what: 'a PBU over a second path' }, true)
    presume(second).to.be.multipath()
    await this.answer(second, script)
    return { first, second }
  }

  /** Detaches a node. */
  async detach(node = this.node): Promise<void> {
    await this.#stimulate('detach', { node: node.id }, (pbu) => pbu.isDeregistration)
    this.attached.delete(node)
  }

  /** Makes the MAG refresh a node's registration. */
  refresh(node = this.node): Promise<void> {
    return this.#stimulate('refresh', { node: node.id }, (pbu) => pbu.isRefresh)
  }

  /** The MAG was restarted before this case and those beside it. */
  get restarted(): boolean {
    return this.#parts.restarted
  }

  /** Restarts the MAG, which loses its sessions; only in an `exclusive` case. Nodes may have to be attached again. */
  async restart(): Promise<void> {
    if (!this.#parts.alone) throw new Error('a case that restarts the MAG must be exclusive')
    await this.#stimulate('restart', {})
    // What it has lost it does not de-register.
    for (const node of this.used) this.lma.sessions.end(node.id)
  }

  /** Takes a path of the MAG down; only in an `exclusive` case. It is brought up again afterwards. */
  async pathDown(path: Path): Promise<void> {
    if (!this.#parts.alone) throw new Error('a case that takes a path down must be exclusive')
    this.down.add(path.name)
    await this.#stimulate('path-down', { path: path.name })
  }

  async pathUp(path: Path): Promise<void> {
    await this.#stimulate('path-up', { path: path.name })
    this.down.delete(path.name)
  }

  /** The next PBU that was not taken yet. When none comes in time the device has missed what the case is held against. */
  nextPbu(awaited: Awaited = {}): Promise<Pbu> {
    return this.#await(awaited, false)
  }

  /** The next PBU the case builds on: without it the case is inconclusive. */
  presumedPbu(awaited: Awaited = {}): Promise<Pbu> {
    return this.#await(awaited, true)
  }

  /** The next PBU if one comes, for a case that lets pass both. */
  anyPbu(awaited: Awaited = {}): Promise<Pbu | undefined> {
    return this.#parts.lma.next(this.#wanted(awaited), this.#within(awaited))
  }

  /**
   * Listens for `ms` and gives what came, taken or not. `since` (link clock, as in `pbu.at`) lets earlier ones count;
   * without it only what comes from now on does.
   */
  async heard(
    ms: number,
    awaited: Omit<Awaited, 'within'> & { readonly since?: number } = {},
  ): Promise<Heard> {
    const since = awaited.since ?? this.clock.now()
    await this.clock.sleep(ms)
    const { node, on, where = () => true } = this.#wanted(awaited)
    const came = this.#parts.lma
      .log(node)
      .filter((pbu) => pbu.at >= since && (on === undefined || pbu.path === on) && where(pbu))
    return new Heard(came, this.clock.now() - since, awaited.what ?? `a PBU for ${node}`)
  }

  /** Every PBU of a node so far, in order. */
  log(node = this.node): readonly Pbu[] {
    return this.#parts.lma.log(node.id)
  }

  /** Answers a PBU: rightly, or as the script says. */
  async answer(pbu: Pbu, script: Script = {}): Promise<Sent> {
    const status = script.status === undefined ? '' : ` with status ${script.status}`
    const tag = this.#tag(`answer${status} to ${wordPbu(pbu)}`)
    const answer = () => this.#parts.lma.answer(pbu, script, tag)
    // A right answer harms nobody.
    const sent = await (Object.keys(script).length === 0 ? answer() : this.#guarded(answer))
    return sent ?? { octets: new Uint8Array(), tag, frame: pbu.frame, at: this.clock.now() }
  }

  /** From now on each PBU of the node that comes is answered by itself; with `undefined` they wait again. */
  answering(answering: Answering<Pbu> | undefined, node = this.node): void {
    this.#parts.lma.answering(node.id, answering)
  }

  /**
   * Sends any other message to a path of the MAG: Binding Refresh Request, Binding Error, revocation. `source` is the
   * address of somebody else that it seems to come from.
   */
  send(path: Path, message: Message, what: string = message.kind, source?: string): Promise<Sent> {
    const tag = this.#tag(`${what} to ${path.name}`)
    return this.#guarded(() => this.#parts.lma.send(path, message, tag, source))
  }

  /** Sends octets as they are. */
  inject(path: Path, octets: Uint8Array, what: string): Promise<Sent> {
    const tag = this.#tag(`${what} to ${path.name}`)
    return this.#guarded(() => this.#parts.lma.inject(path, octets, tag))
  }

  /** Asks the MAG for a Heartbeat response, with these options in the request (RFC 5847 §3.2). */
  heartbeat(path: Path, ...options: readonly Option[]): Promise<HeartbeatAnswer> {
    const tag = this.#tag(`Heartbeat request to ${path.name}`)
    return this.#parts.lma.heartbeat(path, { options }, this.profile.timing.answer, tag)
  }

  /** Looks at the MAG's own Heartbeats on a path from now on. */
  watchHeartbeats({ name }: Path): HeartbeatWatch {
    const watch = new HeartbeatWatch(
      this.#parts.lma.heard,
      name,
      this.clock,
      this.#tag(`Heartbeat on ${name}`),
    )
    this.#watches.push(watch)
    return watch
  }

  /** The next message that is no PBU, if one comes: Binding Error, revocation acknowledgement, ICMPv6 error. */
  nextOther(
    wanted: (other: Other) => boolean,
    within = this.profile.timing.answer,
  ): Promise<Other | undefined> {
    return this.#parts.lma.nextOther(wanted, within)
  }

  /** How many Binding Errors have come on a path since a time of the link clock. */
  errorsSince({ name }: Path, at: number): number {
    return this.#parts.lma.errors.since(name, at)
  }

  /** The operator's profile has a stimulus of this name. */
  can(name: Stimulus): boolean {
    return this.#parts.stimuli.has(name)
  }

  /** Waits, milliseconds. */
  sleep(ms: number): Promise<void> {
    return this.clock.sleep(ms)
  }

  /** Resolves when no stimulus is being given any more. */
  get told(): Promise<void> {
    return this.#telling
  }

  /** The body has ended or was stopped: whatever of it still runs may attach nothing more. */
  end(): void {
    this.#over = true
    for (const watch of this.#watches) watch.end()
  }

  /** What the stimuli printed, for a verdict that is no pass. */
  get notes(): readonly Finding[] {
    return this.evidence
      .filter(({ output }) => output !== '')
      .map(({ what, output }) => ({
        severity: 'note' as const,
        code: 'stimulus',
        message: `the stimulus to ${what} printed something`,
        got: visible(output.slice(0, 500)),
      }))
  }

  #guarded<T>(send: () => Promise<T>): Promise<T> {
    return this.#parts.guard?.(send) ?? send()
  }

  #take(node: MobileNode): MobileNode {
    this.used.push(node)
    this.#parts.lma.hold(node.id, (step) => this.#tagOf(step))
    return node
  }

  #tag(step: string): Tag {
    this.#steps++
    return this.#tagOf(step)
  }

  #tagOf(step: string): Tag {
    return { case: this.#parts.id, attempt: this.#parts.attempt, step }
  }

  /** Goes on when the command has ended, or the MAG shows what it was told: the next stimulus waits for the end. */
  async #stimulate(
    name: Stimulus,
    target: { readonly node?: string; readonly path?: string },
    shows?: (pbu: Pbu) => boolean,
  ): Promise<void> {
    this.#steps++
    await this.#telling
    if (this.#over) throw new Undecided({ code: 'over', message: 'the case was over' })
    const { lma, stimuli } = this.#parts
    const sight = shows === undefined ? undefined : lma.sight({ node: target.node ?? '', where: shows })
    const { told, ended } = await tell(() => giveStimulus(() => stimuli.give(name, target)), sight)
    if (told !== undefined) this.evidence.push(told)
    this.#telling = ended
  }

  #wanted({ node = this.node, on, where }: Awaited): Wanted {
    const path = typeof on === 'object' ? on.name : on
    return { node: node.id, ...(path !== undefined && { on: path }), ...(where !== undefined && { where }) }
  }

  /** A second attempt waits as long as the profile allows. */
  #within({ within }: Awaited): number {
    return within ?? (this.#parts.attempt > 1 ? this.profile.timing.attach : this.facts.attach)
  }

  async #await(awaited: Awaited, presumed: boolean): Promise<Pbu> {
    const { lma } = this.#parts
    const wanted = this.#wanted(awaited)
    const within = this.#within(awaited)
    const begun = this.clock.now()
    const pbu = await lma.next(wanted, within)
    this.#steps++
    if (pbu !== undefined) return pbu
    throw noPbu(lma, { ...wanted, what: awaited.what, within, begun, presumed })
  }
}
