import type { Clock } from '../../link/index.js'
import type { Path, Profile } from '../../model/index.js'
import { type DecodedMessage, decode, findAll, type Message } from '../../wire/index.js'
import type { BindingErrors } from '../binding-errors.js'
import type { HeartbeatAnswer, HeartbeatAsk } from '../heartbeat.js'
import type { HeartbeatsHeard } from '../heartbeats-heard.js'
import { Loss } from '../loss.js'
import type { Prefix } from '../node.js'
import type { Tag } from '../trace.js'
import { type Answerer, composeAnswer, remember } from './answer.js'
import { Correspondence, type CorrespondenceOptions, type Other, type Sent } from './correspondence.js'
import { Inbox } from './inbox.js'
import type { Pbu } from './pbu.js'
import { PlainAnswers } from './plain-answers.js'
import { type Answering, type Script, scriptFor } from './script.js'
import { Sessions } from './sessions.js'

/** Which PBU is waited for. */
export interface Wanted {
  /** MN-ID. */
  readonly node: string
  /** Name of a path. */
  readonly on?: string
  readonly where?: (pbu: Pbu) => boolean
}

/** A node that a case has in its hands. */
interface Held {
  readonly tag: (step: string) => Tag
  answering: Answering<Pbu> | undefined
  /** PBUs that `answering` was asked for. */
  asked: number
  readonly log: Pbu[]
  readonly watches: Set<(pbu: Pbu) => void>
}

/** Waits for a PBU without taking it. */
export interface Sight {
  readonly seen: Promise<void>
  stop(): void
}

const STRANGERS = 50
/** Answers of our own accord to one node in a second: a MAG that answers each with a new PBU must not keep us busy. */
const ANSWERS_PER_SECOND = 20
const MISSING_MN_IDENTIFIER: Script = { status: 160, mobileNodeId: { identifier: new Uint8Array() } }

/**
 * An emulated LMA towards a MAG under test (RFC 5213 §5, RFC 8278 §4.4). Nodes that a case holds get the answers the
 * case says; every other PBU gets the right one, so that the MAG is content between cases.
 */
export class Lma implements Answerer {
  readonly profile: Profile
  readonly clock: Clock
  readonly sessions = new Sessions()
  readonly loss = new Loss()
  readonly #letters: Correspondence
  readonly #onFault: (error: unknown) => void
  readonly #held = new Map<string, Held>()
  readonly #pbus: Inbox<Pbu>
  readonly #others: Inbox<Other>
  readonly #strangers: Pbu[] = []
  readonly #plainAnswers = new PlainAnswers(this.loss)
  readonly #answered = new Map<string, number[]>()

  constructor(options: CorrespondenceOptions) {
    this.profile = options.profile
    this.clock = options.clock
    this.#onFault = options.onFault
    this.#pbus = new Inbox(options.clock)
    this.#others = new Inbox(options.clock, 200)
    this.#letters = new Correspondence(options, {
      tagOf: (pbu) => this.#heldOf(pbu)?.tag(wordPbu(pbu)) ?? { step: `${wordPbu(pbu)}, unasked` },
      tagOfNobody: (step) => this.#onlyCase(step),
      given: ({ nodeId }) => (nodeId === undefined ? [] : this.sessions.givenTo(nodeId)),
      takePbu: (pbu) => this.#takePbu(pbu),
      takeOther: (other) => this.#others.add(other),
    })
  }

  /** What the device's own Heartbeats find here. */
  get heard(): HeartbeatsHeard {
    return this.#letters.heard
  }
  /** Binding Errors of the device, asked for or not. */
  get errors(): BindingErrors {
    return this.#letters.errors
  }
  /** Link clock of the last message of the MAG. */
  get lastHeard(): number {
    return this.#letters.lastHeard
  }
  /** The last message sent on behalf of a case. */
  lastSent(id: string): Sent | undefined {
    return this.#letters.lastSent(id)
  }

  wall(): number {
    return this.clock.wall()
  }

  /** From now on the node's PBUs wait for what its case does about them. */
  hold(node: string, tag: (step: string) => Tag): void {
    this.#held.set(node, { tag, answering: undefined, asked: 0, log: [], watches: new Set() })
  }

  /** Every further PBU of a held node is answered by itself, as the scripts say; without any it waits again. */
  answering(node: string, answering: Answering<Pbu> | undefined): void {
    const held = this.#held.get(node)
    if (held === undefined) return
    held.answering = answering
    held.asked = 0
  }

  /** The node is answered like any other again. */
  release(node: string): void {
    this.#held.delete(node)
    this.#pbus.drop((pbu) => pbu.nodeId === node)
  }

  /** The oldest such PBU that nobody has taken, waiting `ms` at most for one. */
  next({ node, on, where = () => true }: Wanted, ms: number): Promise<Pbu | undefined> {
    return this.#pbus.take((p) => p.nodeId === node && (on === undefined || p.path === on) && where(p), ms)
  }

  /** Looks for the next PBU of a held node that is wanted, and leaves it to whoever takes it. */
  sight({ node, where = () => true }: Wanted): Sight {
    const watches = this.#held.get(node)?.watches
    let watch: (pbu: Pbu) => void = () => {}
    const seen = new Promise<void>((done) => {
      watch = (pbu) => {
        if (where(pbu)) done()
      }
    })
    watches?.add(watch)
    return { seen, stop: () => void watches?.delete(watch) }
  }

  /** Every PBU of a held node since it is held, taken or not. */
  log(node: string): readonly Pbu[] {
    return this.#held.get(node)?.log ?? []
  }

  /** PBUs for nodes that nobody holds, or for none, since a time of the link clock. */
  strangers(since: number): readonly Pbu[] {
    return this.#strangers.filter((pbu) => pbu.at >= since)
  }

  /** The oldest message other than a PBU that fits and nobody has taken, waiting `ms` at most for one. */
  nextOther(wanted: (other: Other) => boolean, ms: number): Promise<Other | undefined> {
    return this.#others.take(wanted, ms)
  }

  /**
   * Answers a PBU where it came from. PBUs that it repeated are answered with it: they are taken out of what waits.
   * Resolves to what was sent, or to undefined when the script says never.
   */
  answer(pbu: Pbu, script: Script, tag: Tag): Promise<Sent | undefined> {
    this.#pbus.drop((p) => p.nodeId === pbu.nodeId && p.path === pbu.path && p.frame <= pbu.frame)
    return this.#answer(pbu, script, tag)
  }

  async #answer(pbu: Pbu, script: Script, tag: Tag): Promise<Sent | undefined> {
    if (script.never === true) return undefined
    if (script.delay !== undefined) await this.clock.sleep(script.delay)
    const message = composeAnswer(this, pbu, script)
    const { octets, send } = this.#letters.answer(pbu, message, script.damage)
    remember(this.sessions, pbu, message)
    if (pbu.nodeId !== undefined) this.sessions.give(pbu.nodeId, prefixesIn(decode(octets).message))
    const sent = await send(tag)
    if (Object.keys(script).length === 0) this.#plainAnswers.sent(pbu, sent.at)
    return script.twice === true ? send(tag) : sent
  }

  /** Sends a message to a path of the MAG; `source` is another address than ours. */
  send(path: Path, message: Message, tag: Tag, source?: string): Promise<Sent> {
    return this.#letters.send(path, message, tag, source)
  }

  /** Sends octets as they are. */
  inject(path: Path, octets: Uint8Array, tag: Tag): Promise<Sent> {
    return this.#letters.inject(path, octets, tag)
  }

  /** Sends a Heartbeat request, three times at most, and resolves to the response (RFC 5847 §3.2) or to silence. */
  heartbeat(path: Path, ask: HeartbeatAsk, ms: number, tag: Tag): Promise<HeartbeatAnswer> {
    return this.#letters.heartbeat(path, ask, ms, tag)
  }

  #heldOf({ nodeId }: Pbu): Held | undefined {
    return nodeId === undefined ? undefined : this.#held.get(nodeId)
  }

  #takePbu(pbu: Pbu): void {
    const held = this.#heldOf(pbu)
    if (held === undefined) {
      this.#answerStranger(pbu)
      return
    }
    this.#plainAnswers.see(pbu)
    held.log.push(pbu)
    this.#pbus.add(pbu)
    for (const watch of held.watches) watch(pbu)
    if (held.answering === undefined) return
    const script = scriptFor(held.answering, pbu, held.asked++)
    this.#answerUnasked(pbu, script, held.tag(`answer to ${wordPbu(pbu)}`))
  }

  #answerStranger(pbu: Pbu): void {
    this.#strangers.push(pbu)
    if (this.#strangers.length > STRANGERS) this.#strangers.shift()
    // A Binding Update of Mobile IPv6 is not for an LMA; a stranger's address is nowhere to send to.
    if (!pbu.isProxy || pbu.declared === undefined) return
    const script = pbu.nodeId === undefined ? MISSING_MN_IDENTIFIER : {}
    this.#answerUnasked(pbu, script, { step: `answer to ${wordPbu(pbu)}` })
  }

  #answerUnasked(pbu: Pbu, script: Script, tag: Tag): void {
    const now = this.clock.now()
    const key = pbu.nodeId ?? ''
    const recent = (this.#answered.get(key) ?? []).filter((at) => now - at < 1000)
    if (recent.length >= ANSWERS_PER_SECOND) return
    this.#answered.set(key, [...recent, now])
    this.#answer(pbu, script, tag).catch(this.#onFault)
  }

  /** What names no node belongs to the case that is alone with the MAG, if one is. */
  #onlyCase(step: string): Tag {
    const tags = [...this.#held.values()].map((held) => held.tag(step))
    const [first] = tags
    return first !== undefined && tags.every((t) => t.case === first.case) ? first : { step }
  }
}

function prefixesIn(message: DecodedMessage): readonly Prefix[] {
  return findAll(message, 'home-network-prefix').map(({ prefix, prefixLength }) => ({ prefix, prefixLength }))
}

function wordPbu(pbu: Pbu): string {
  const what = pbu.isDeregistration ? 'de-registration' : pbu.isRefresh ? 'refresh' : 'registration'
  return `${what} of ${pbu.nodeId ?? 'a node without identifier'} on ${pbu.path}`
}
