import type { Edition } from '../../model/index.js'
import type { HeartbeatConfig } from '../config.js'

/** A WAN interface of the gateway, and what RFC 8278 §4.1 tells of it. */
export interface MagPath {
  readonly name: string
  /** Proxy care-of address, canonical text. */
  readonly address: string
  /** If-ATT. */
  readonly accessTechnology: number
  /** If-Label, 0 to 255. */
  readonly label: number
  /** Binding identifier, 1 to 254; the place in the list, counted from 1, when left out. */
  readonly bid?: number
}

/** What is known of a family of mobile nodes. Families are looked through in order; no match is a `multipath` node. */
export interface MagNodeFamily {
  /** NAI with `{n}` where a number stands: `mn-{n}@example.net`. Without `{n}`: one node. */
  readonly pattern: string
  /** `barred` is not entitled to mobility service: nothing is sent for it (RFC 5213 §6.14). */
  readonly service: 'multipath' | 'single-path' | 'barred'
  /** Home network prefixes to ask for, as `2001:db8:7::/64`; the LMA chooses when left out. */
  readonly prefixes?: readonly string[]
}

export interface MagConfig {
  /** LMAA, canonical text. */
  readonly lma: string
  /** WAN interfaces in the order they are tried. All are up at the start. */
  readonly paths: readonly MagPath[]
  /** NAI of the MAG Identifier option. */
  readonly magId: string
  readonly nodes: readonly MagNodeFamily[]
  /** Of the links the mobile nodes are on: Access Technology Type option (RFC 5213 §8.5). */
  readonly accessTechnology: number
  /** Lifetime asked for, in units of 4 s. */
  readonly lifetime: number
  readonly multipath: 'on' | 'off'
  /** True: the operator has said that the LMA supports multipath, so nothing has to be found out (RFC 8278 §4.4). */
  readonly lmaSupportsMultipath: boolean
  readonly edition: Edition
  /** Registry numbers in use: RFC 8278 §5 assigns 63, 64 and 180. */
  readonly numbers: {
    readonly multipathBinding: number
    readonly magIdentifier: number
    readonly cannotSupport: number
  }
  /** Milliseconds; RFC 6275 §12. */
  readonly maxBindackTimeout: number
  /** Milliseconds a de-registration waits for its answer (RFC 5213 §6.9.1.4). */
  readonly deregistrationTimeout: number
  /** Milliseconds until the next try after a rejection, doubled each time up to 16 fold. */
  readonly rejectionRetry: number
  /** Milliseconds until the next try after status 156, in which somebody sets the clocks right. */
  readonly timestampRetry: number
  /** RFC 5847; without it Heartbeats are an unknown message type. */
  readonly heartbeat: HeartbeatConfig | undefined
  /** RFC 5846; without it Binding Revocation is an unknown message type. */
  readonly revocation: boolean
  /** Binding Errors and Parameter Problems (RFC 6275 §9.3.3): a token bucket. */
  readonly errorRate: { readonly burst: number; readonly perSecond: number }
}

/** What has to be given; the rest has defaults. */
export type MagSettings = Pick<MagConfig, 'lma' | 'paths' | 'magId'> & Partial<MagConfig>

const defaults: Omit<MagConfig, 'lma' | 'paths' | 'magId'> = {
  nodes: [
    { pattern: 'nomp-{n}@example.net', service: 'single-path' },
    { pattern: 'barred-{n}@example.net', service: 'barred' },
  ],
  accessTechnology: 4,
  lifetime: 75,
  multipath: 'on',
  lmaSupportsMultipath: false,
  edition: 'rfc8278',
  numbers: { multipathBinding: 63, magIdentifier: 64, cannotSupport: 180 },
  maxBindackTimeout: 32_000,
  deregistrationTimeout: 1000,
  rejectionRetry: 10_000,
  timestampRetry: 10_000,
  heartbeat: { interval: 60_000, missingAllowed: 3, restartCounter: 1 },
  revocation: true,
  errorRate: { burst: 10, perSecond: 10 },
}

/** A whole configuration from what the operator said. */
export function magConfig(settings: MagSettings): MagConfig {
  return { ...defaults, ...settings }
}

/** The identifier that a path's bindings have. */
export function bidOf(config: MagConfig, path: MagPath): number {
  return path.bid ?? config.paths.indexOf(path) + 1
}
