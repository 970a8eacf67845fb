import type { Edition, Profile } from '../model/index.js'

/** What a mobile node may do at this anchor; `barred` is known, but not authorized for the service (status 152). */
export type Service = 'multipath' | 'single-path' | 'barred'

/** Profile of a family of mobile nodes. Families are looked through in order; no match is an unknown node (153). */
export interface NodeFamily {
  /** NAI with `{n}` where the number stands, counted from 1: `mn-{n}@example.net`. Without `{n}`: one node. */
  readonly pattern: string
  readonly service: Service
  /** Home network prefixes of one mobility session; 1 when left out. */
  readonly prefixes?: number
  /** A pool of their own; the one of all nodes when left out. */
  readonly pool?: PoolConfig
  /** Each has this prefix and no other; `{n}` is its number in hexadecimal. Only for patterns with `{n}`. */
  readonly ownPrefix?: string
  /** Proxy care-of addresses that may register these nodes; all authorized ones when left out. */
  readonly mags?: readonly string[]
}

/** The addresses home network prefixes (/64) are cut from, and how many of them at most. */
export interface PoolConfig {
  readonly prefix: string
  readonly length: number
  readonly limit?: number
}

export interface LmaConfig {
  /** LMAA, canonical text. */
  readonly address: string
  /** Authorized proxy care-of addresses (RFC 5213 §5.3.1-6). Canonical text. */
  readonly mags: readonly string[]
  readonly nodes: readonly NodeFamily[]
  /** Highest `{n}` that is known. */
  readonly nodeCount: number
  readonly pool: PoolConfig
  /** Milliseconds; names and defaults of RFC 5213 §9.1. */
  readonly timestampValidityWindow: number
  readonly minDelayBeforeBceDelete: number
  readonly maxDelayBeforeNewBceAssign: number
  /** RFC 5213 §9.3: without the window check, since the clock is the mobile node's. */
  readonly mobileNodeGeneratedTimestampInUse: boolean
  /** Longest lifetime granted, in units of 4 s. */
  readonly maxLifetime: number
  /** `off` knows RFC 8278 and refuses with 180; `legacy` has never heard of it and skips the options. */
  readonly multipath: 'on' | 'off' | 'legacy'
  /** Paths of one mobile node; one more is refused with 130. */
  readonly maxPaths: number
  readonly edition: Edition
  /** Registry numbers in use: RFC 8278 §5 assigns 63, 64 and 180. */
  readonly numbers: {
    readonly multipathBinding: number
    readonly magIdentifier: number
    readonly cannotSupport: number
  }
  /** RFC 5149: services that nodes may select; without it the option is skipped. */
  readonly services: readonly string[] | undefined
  /** RFC 5847; without it Heartbeats are an unknown message type. Interval in milliseconds. */
  readonly heartbeat: HeartbeatConfig | undefined
  /** Binding Errors and Parameter Problems (RFC 6275 §9.3.3): a token bucket. */
  readonly errorRate: { readonly burst: number; readonly perSecond: number }
}

export interface HeartbeatConfig {
  readonly interval: number
  readonly missingAllowed: number
  readonly restartCounter: number
}

/** The Heartbeats of a profile's device, which has none of them unless it claims them. */
export function heartbeatFrom({ claims, heartbeat }: Profile): HeartbeatConfig | undefined {
  const { interval, missingAllowed } = heartbeat
  return claims.heartbeat ? { interval, missingAllowed, restartCounter: 1 } : undefined
}

/** What has to be given; the rest has defaults. */
export type LmaSettings = Pick<LmaConfig, 'address' | 'mags'> & Partial<LmaConfig>

/** RFC 5213 §9.1. */
export const factoryTimers = {
  timestampValidityWindow: 300,
  minDelayBeforeBceDelete: 10_000,
  maxDelayBeforeNewBceAssign: 1500,
} as const

const defaults: Omit<LmaConfig, 'address' | 'mags'> = {
  nodes: [
    { pattern: 'mn-{n}@example.net', service: 'multipath' },
    { pattern: 'nomp-{n}@example.net', service: 'single-path' },
    { pattern: 'two-{n}@example.net', service: 'multipath', prefixes: 2 },
    { pattern: 'barred-{n}@example.net', service: 'barred' },
  ],
  nodeCount: 100_000,
  pool: { prefix: '2001:db8:1000::', length: 36 },
  ...factoryTimers,
  mobileNodeGeneratedTimestampInUse: false,
  maxLifetime: 0xffff,
  multipath: 'on',
  maxPaths: 254,
  edition: 'rfc8278',
  numbers: { multipathBinding: 63, magIdentifier: 64, cannotSupport: 180 },
  services: undefined,
  heartbeat: { interval: 60_000, missingAllowed: 3, restartCounter: 1 },
  errorRate: { burst: 10, perSecond: 10 },
}

/** A whole configuration from what the operator said. */
export function lmaConfig(settings: LmaSettings): LmaConfig {
  return { ...defaults, ...settings }
}
