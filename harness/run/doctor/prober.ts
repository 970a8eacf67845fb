import { type Clock, type Endpoint, type Link, LinkError } from '../../link/index.js'
import type { Profile } from '../../model/index.js'
import {
  type Answer,
  type Changes,
  countingTrace,
  type DeviceFacts,
  Mag,
  type MobileNode,
  type NodeKind,
  NodePool,
  type Request,
  type Seen,
  unlearnedFacts,
} from '../../roles/index.js'
import { find } from '../../wire/index.js'

/** What a registration brought: an answer, none, or that the host could not send. */
export type Outcome = Answer | 'silence' | LinkError

const TAG = { step: 'doctor' }

/** Registers nodes with the device to see what it says, and de-registers every one of them. */
export class Prober {
  readonly facts: DeviceFacts
  readonly nodes: NodePool
  readonly mag: Mag
  /** Registrations that the device has accepted and whose end it has not: node, path and BID. */
  readonly #open = new Set<string>()
  #registered = 0
  readonly faults: unknown[] = []

  constructor(
    readonly profile: Profile,
    link: Link,
    readonly clock: Clock,
  ) {
    this.facts = unlearnedFacts(profile.claims.timestamps)
    // Not always the same nodes, so that sessions of an earlier run are not met.
    this.nodes = new NodePool(profile, clock, 1 + (Math.floor(clock.wall()) % profile.nodes.count))
    this.mag = new Mag({
      profile,
      link,
      clock,
      trace: countingTrace(),
      facts: this.facts,
      nodes: this.nodes,
      firstSequence: Math.floor(clock.wall()) & 0x7fff,
      onSeen: (seen) => this.#count(seen),
      onLate: (request, seen) => this.#late(request, seen),
      onFault: (error) => void this.faults.push(error),
    })
  }

  /** A registration of a fresh node, de-registered at once. */
  async try(endpoint: Endpoint, changes: Changes = {}, kind: NodeKind = 'multipath'): Promise<Outcome> {
    const { outcome, node } = await this.hold(endpoint, changes, kind)
    this.mag.tidy([node], TAG)
    return outcome
  }

  /** The same, kept: give the node to `mag.tidy` afterwards. */
  async hold(
    endpoint: Endpoint,
    changes: Changes = {},
    kind: NodeKind = 'multipath',
  ): Promise<{ readonly outcome: Outcome; readonly node: MobileNode }> {
    const node = await this.nodes.take(kind)
    return { node, outcome: await this.again(node, endpoint, changes) }
  }

  /** A registration of a node that may have one by another path. */
  async again(node: MobileNode, endpoint: Endpoint, changes: Changes): Promise<Outcome> {
    try {
      const { answer } = this.profile.timing
      return (await this.mag.insist(node, endpoint, 'register', changes, TAG, 2, answer)) ?? 'silence'
    } catch (error) {
      if (error instanceof LinkError) return error
      throw error
    }
  }

  /** Ends everything; gives what the device still holds, as far as it has told, and how many there were. */
  async finish(): Promise<{ readonly registered: number; readonly left: readonly string[] }> {
    await this.mag.tidied()
    await this.clock.sleep(this.facts.grace) // for answers that trail behind
    await this.mag.tidied()
    return { registered: this.#registered, left: [...this.#open] }
  }

  #count({ decoded: { message }, request }: Seen): void {
    if (request === undefined || message.kind !== 'binding-acknowledgement' || message.status >= 128) return
    const bid = find(request.message, 'mag-multipath-binding')?.bid
    const key = `${request.node.id} by ${request.endpoint.name}${bid === undefined ? '' : `, BID ${bid}`}`
    if (request.message.lifetime === 0) this.#open.delete(key)
    else if (!this.#open.has(key)) {
      this.#registered++
      this.#open.add(key)
    }
  }

  /** An acceptance that came after it was given up has made a binding all the same. */
  #late({ node, endpoint, message }: Request, seen: Seen): void {
    const answer = seen.decoded.message
    if (message.lifetime === 0 || answer.kind !== 'binding-acknowledgement' || answer.status >= 128) return
    node.registration(endpoint, find(message, 'mag-multipath-binding')?.bid ?? null).live = true
    this.mag.tidy([node], TAG)
  }
}
