import type { LmaConfig, NodeFamily, PoolConfig, Service } from './config.js'
import type { Anchor } from './environment.js'
import type { NodeIdentity, Request } from './request.js'

/** What the policy store says of one mobile node (RFC 5213 §5.3.1-5 and §6.2). */
export interface Profile {
  readonly service: Service
  /** Home network prefixes of each session. */
  readonly prefixes: number
  readonly mags: readonly string[] | undefined
  /** Undefined: the pool of all nodes. */
  readonly pool: PoolConfig | undefined
  /** The one prefix it may have. */
  readonly ownPrefix: string | undefined
}

interface Family {
  readonly before: string
  readonly after: string
  readonly numbered: boolean
  readonly profile: Profile
}

const NAI = 1

/** Which mobile nodes are known, and which mobile access gateways may register them. */
export class Policy {
  readonly #families: readonly Family[]
  readonly #mags: ReadonlySet<string>

  constructor(
    private readonly anchor: Pick<Anchor, 'has'>,
    private readonly config: LmaConfig,
  ) {
    this.#families = config.nodes.map(family)
    this.#mags = new Set(config.mags)
  }

  /** RFC 5213 §5.3.1-7; undefined for a node that cannot be identified. */
  find(node: NodeIdentity): Profile | undefined {
    return node.subtype === NAI ? this.findByName(node.text) : undefined
  }

  findByName(name: string): Profile | undefined {
    const found = this.#families.find((f) => this.#isMember(f, name))
    const template = found?.profile.ownPrefix
    if (found === undefined || template === undefined) return found?.profile
    const ownPrefix = template.replace('{n}', Number(digitsOf(found, name)).toString(16))
    return { ...found.profile, ownPrefix: ownPrefix.replace(/\/.*$/, '') }
  }

  /** RFC 5213 §5.3.1-5 and -6: the sender and the care-of address it names are those of trusted gateways. */
  isAuthorized(request: Request, profile: Profile | undefined): boolean {
    const mags = this.anchor.has('mag-of-node-not-checked') ? undefined : profile?.mags
    const mayRegister = (address: string) =>
      this.#mags.has(address) && (mags === undefined || mags.includes(address))
    return mayRegister(request.source) && mayRegister(request.careOf)
  }

  #isMember(family: Family, name: string): boolean {
    const { before, after, numbered } = family
    if (!numbered) return name === before
    if (name.length <= before.length + after.length || !name.startsWith(before) || !name.endsWith(after))
      return false
    const digits = digitsOf(family, name)
    return /^[1-9]\d{0,8}$/.test(digits) && Number(digits) <= this.config.nodeCount
  }
}

function digitsOf({ before, after }: Family, name: string): string {
  return name.slice(before.length, name.length - after.length)
}

function family({ pattern, service, prefixes, mags, pool, ownPrefix }: NodeFamily): Family {
  const at = pattern.indexOf('{n}')
  return {
    before: at < 0 ? pattern : pattern.slice(0, at),
    after: at < 0 ? '' : pattern.slice(at + 3),
    numbered: at >= 0,
    profile: { service, prefixes: prefixes ?? 1, mags, pool, ownPrefix },
  }
}
