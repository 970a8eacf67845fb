import type { LmaConfig, NodeFamily, Service } from './config.js'
import type { NodeIdentity, Request } from './request.js'

/** What the policy store says of one mobile node (RFC 5213 §5.3.1-5 and §6.2). */
export interface Profile {
  readonly service: Service
  /** Home network prefixes of each session. */
  readonly prefixes: number
  readonly mags: readonly string[] | undefined
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

  constructor(private readonly config: LmaConfig) {
    this.#families = config.nodes.map(family)
    this.#mags = new Set(config.mags)
  }

  /** RFC 5213 §5.3.1-7; undefined for a node that cannot be identified. */
  find(node: NodeIdentity): Profile | undefined {
    return node.subtype === NAI ? this.findByName(node.text) : undefined
  }

  findByName(name: string): Profile | undefined {
    return this.#families.find((f) => this.#isMember(f, name))?.profile
  }

  /** RFC 5213 §5.3.1-5 and -6: the sender and the care-of address it names are those of trusted gateways. */
  isAuthorized(request: Request, profile: Profile | undefined): boolean {
    const mayRegister = (address: string) =>
      this.#mags.has(address) && (profile?.mags === undefined || profile.mags.includes(address))
    return mayRegister(request.source) && mayRegister(request.careOf)
  }

  #isMember({ before, after, numbered }: Family, name: string): boolean {
    if (!numbered) return name === before
    if (name.length <= before.length + after.length || !name.startsWith(before) || !name.endsWith(after))
      return false
    const digits = name.slice(before.length, name.length - after.length)
    return /^[1-9]\d{0,8}$/.test(digits) && Number(digits) <= this.config.nodeCount
  }
}

function family({ pattern, service, prefixes, mags }: NodeFamily): Family {
  const at = pattern.indexOf('{n}')
  return {
    before: at < 0 ? pattern : pattern.slice(0, at),
    after: at < 0 ? '' : pattern.slice(at + 3),
    numbered: at >= 0,
    profile: { service, prefixes: prefixes ?? 1, mags },
  }
}
