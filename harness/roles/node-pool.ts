import type { Clock } from '../link/index.js'
import { nodeTemplate, type Profile } from '../model/index.js'
import { MobileNode, type NodeKind } from './node.js'

/** The profile declares no node of this kind; the message says which field would. */
export class NoSuchNode extends Error {
  override readonly name = 'NoSuchNode'
}

/**
 * Hands out mobile nodes that have no binding cache entry: never used in this run, or at rest for longer than the
 * device keeps an entry after a de-registration (MinDelayBeforeBCEDelete, RFC 5213 §9.1).
 */
export class NodePool {
  readonly #next = new Map<NodeKind, number>()
  readonly #resting: { node: MobileNode; until: number }[] = []

  /** `first` is the number of the first node, so that runs in a row do not meet each other's sessions. */
  constructor(
    readonly profile: Profile,
    private readonly clock: Clock,
    private readonly first = 1,
  ) {}

  template(kind: NodeKind): string | undefined {
    return nodeTemplate(this.profile, kind)
  }

  async take(kind: NodeKind = 'multipath'): Promise<MobileNode> {
    const template = this.template(kind)
    if (template === undefined)
      throw new NoSuchNode(`the profile declares no nodes.${kind}: add a template such as x-{n}@example.net`)
    const used = this.#next.get(kind) ?? 0
    if (used < this.profile.nodes.count) {
      this.#next.set(kind, used + 1)
      const number = ((this.first - 1 + used) % this.profile.nodes.count) + 1
      return new MobileNode(kind, template.replaceAll('{n}', String(number)), number)
    }
    return this.#reuse(kind)
  }

  /** Gives a node back once everything it registered is de-registered. */
  rest(node: MobileNode): void {
    const keep = this.profile.timers.minDelayBeforeBceDelete + 2000
    this.#resting.push({ node, until: this.clock.now() + keep })
  }

  /** Resolves when the device has forgotten every node of a kind that was given back so far. */
  async rested(kind: NodeKind): Promise<void> {
    const until = this.#resting.filter(({ node }) => node.kind === kind).map((r) => r.until)
    await this.clock.sleep(Math.max(0, ...until.map((at) => at - this.clock.now())))
  }

  async #reuse(kind: NodeKind): Promise<MobileNode> {
    for (let waits = 0; waits < 600; waits++) {
      const i = this.#resting.findIndex((r) => r.node.kind === kind)
      const rested = this.#resting[i]
      if (rested !== undefined) {
        this.#resting.splice(i, 1)
        await this.clock.sleep(rested.until - this.clock.now())
        return new MobileNode(kind, rested.node.id, rested.node.number)
      }
      await this.clock.sleep(100)
    }
    throw new NoSuchNode(
      `all ${this.profile.nodes.count} nodes of kind ${kind} are in use: raise nodes.count, or lower lanes`,
    )
  }
}
