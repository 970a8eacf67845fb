import type { Clock, Endpoint, Observer, Stimuli } from '../link/index.js'
import type { Profile } from '../model/index.js'
import type {
  Answer,
  Changes,
  DeviceFacts,
  ExchangeOptions,
  Mag,
  MobileNode,
  NodeKind,
  NodePool,
  Tag,
} from '../roles/index.js'
import { BindingCache } from './bindings.js'
import { giveStimulus } from './give-stimulus.js'
import { HeartbeatWatch } from './heartbeat-watch.js'
import type { Lending } from './lending.js'
import { Undecided } from './outcome.js'
import { PathHandle } from './path-handle.js'

export interface LmaCaseParts {
  readonly id: string
  readonly attempt: number
  readonly profile: Profile
  readonly mag: Mag
  readonly nodes: NodePool
  readonly endpoints: readonly Endpoint[]
  readonly observer: Observer | undefined
  readonly clock: Clock
  readonly node: MobileNode
  readonly exchange: ExchangeOptions
  readonly stimuli: Stimuli
  /** Addresses of the profile's `heartbeat.mags`. */
  readonly heartbeatMags: Lending<Endpoint>
}

/** What the body of a case for an LMA under test has in hand. */
export class LmaCase {
  readonly profile: Profile
  readonly clock: Clock
  /** First and second path of the profile, named as in RFC 8278 Figure 2. */
  readonly wlan: PathHandle
  readonly lte: PathHandle
  /** Every path of the profile, in its order. */
  readonly paths: readonly PathHandle[]
  /** An address of ours that is not an authorised MAG. */
  readonly foreign: PathHandle
  /** A fresh mobile node, authorised, for multipath too. */
  readonly node: MobileNode
  readonly bindings: BindingCache
  /** What calibration has learned of the device. */
  readonly facts: Readonly<DeviceFacts>
  /** Every node of this attempt, for the clean-up. */
  readonly used: MobileNode[]
  readonly #parts: LmaCaseParts
  readonly #watches: HeartbeatWatch[] = []
  #steps = 0
  readonly #handle: (endpoint: Endpoint) => PathHandle
  readonly #lent: Endpoint[] = []

  constructor(parts: LmaCaseParts) {
    this.#parts = parts
    this.profile = parts.profile
    this.clock = parts.clock
    this.facts = parts.mag.facts
    this.node = parts.node
    this.used = [parts.node]
    const tag = (step: string): Tag => {
      this.#steps++
      return { case: parts.id, attempt: parts.attempt, step }
    }
    const handle = (endpoint: Endpoint | undefined) =>
      new PathHandle(parts.mag, parts.profile, endpoint ?? first(parts.endpoints), tag, parts.exchange)
    this.wlan = handle(parts.endpoints[0])
    this.paths = parts.endpoints.filter((e) => e.beside === undefined).map(handle)
    this.lte = this.paths[1] ?? this.wlan
    this.foreign = handle(parts.endpoints.find((e) => e.beside === 'foreign-mag'))
    this.#handle = handle
    this.bindings = new BindingCache(parts.mag, parts.profile, parts.observer, tag, () => this.anotherNode())
  }

  /** Messages that the body has sent. */
  get steps(): number {
    return this.#steps
  }

  /** It waits for messages that the device sends of its own accord: who knows whether one was lost. */
  get listens(): boolean {
    return this.#watches.length > 0
  }

  /** What was answered may have been answered before, in vain. */
  get losesPackets(): boolean {
    return this.#parts.mag.loss.seen
  }

  /** A further fresh mobile node. */
  async anotherNode(kind: NodeKind = 'multipath'): Promise<MobileNode> {
    const node = await this.#parts.nodes.take(kind)
    this.used.push(node)
    return node
  }

  /** The node has its two paths registered, one after the other: the set-up most multipath cases start from. */
  async twoPaths(
    node = this.node,
    changes: Changes = {},
  ): Promise<{ readonly first: Answer; readonly second: Answer }> {
    const first = await this.wlan.registered(node, { multipath: true, ...changes })
    const second = await this.lte.registered(node, { multipath: true, ...changes })
    return { first, second }
  }

  /** Looks at the LMA's own Heartbeats to a path from now on. */
  watchHeartbeats({ name }: PathHandle): HeartbeatWatch {
    const tag = { case: this.#parts.id, attempt: this.#parts.attempt, step: `Heartbeat to ${name}` }
    const watch = new HeartbeatWatch(this.#parts.mag.heard, name, this.clock, tag)
    this.#watches.push(watch)
    return watch
  }

  /** Restarts the LMA, which loses its sessions; only in an `exclusive` case. */
  async restart(): Promise<void> {
    await giveStimulus(() => this.#parts.stimuli.give('restart', {}))
    // What it has lost need not be de-registered.
    for (const { registrations } of this.used) for (const each of registrations) each.live = false
  }

  /**
   * A MAG of ours that has no bindings, and that no other case uses until this one has ended; "spoiled" when the device
   * will not treat it like any other again.
   */
  async heartbeatMag(after: 'as it was' | 'spoiled' = 'as it was'): Promise<PathHandle> {
    const endpoint = await this.#parts.heartbeatMags.take()
    if (endpoint === undefined)
      throw new Undecided({
        code: 'no-heartbeat-mag',
        message:
          'no address is left that the device still sends Heartbeats to: add one to heartbeat.mags of the profile',
      })
    if (after === 'as it was') this.#lent.push(endpoint)
    else this.#parts.heartbeatMags.lose()
    return this.#handle(endpoint)
  }

  /** The body has ended or was stopped. */
  end(): void {
    for (const watch of this.#watches) watch.end()
    for (const endpoint of this.#lent.splice(0)) this.#parts.heartbeatMags.giveBack(endpoint)
  }

  /** Waits, milliseconds. */
  sleep(ms: number): Promise<void> {
    return this.clock.sleep(ms)
  }
}

function first(endpoints: readonly Endpoint[]): Endpoint {
  const endpoint = endpoints[0]
  if (endpoint === undefined) throw new RangeError('a profile has at least one path')
  return endpoint
}
