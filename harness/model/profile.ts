import type { Edition, Role } from './run.js'

export const claims = [
  'multipath',
  'timestamps',
  'heartbeat',
  'ipv4',
  'gre',
  'prefix-delegation',
  'flow-bindings',
  'service-selection',
] as const

/** What a device says it can do. A capability that is not claimed makes its cases not applicable, never failed. */
export type Claim = (typeof claims)[number]

/** One proxy care-of address, and the interface of ours on which its packets leave and arrive. */
export interface Path {
  readonly name: string
  readonly interface: string
  /** Global IPv6 address, canonical text (RFC 5952). */
  readonly address: string
  /** Access Technology Type of the WAN interface (RFC 5213 §8.5): If-ATT of the MAG Multipath Binding option. */
  readonly accessTechnology: number
  /** If-Label, 0..255 (RFC 8278 §4.1). */
  readonly label: number
}

/** Where a device's binding cache can be read: a command (argv, no shell) or a stream socket that prints it. */
export type Observe =
  | { readonly command: readonly string[]; readonly directory: string }
  | { readonly socket: string }

/** All are for a MAG; `restart` is for either device. */
export const stimuli = [
  'attach',
  'attach-other-interface',
  'attach-other-mag',
  'detach',
  'path-up',
  'path-down',
  'refresh',
  'restart',
] as const
export type Stimulus = (typeof stimuli)[number]

export interface Waiver {
  /** Glob over case ids. */
  readonly case: string
  readonly owner: string
  readonly reason: string
  readonly issue: string
  /** Last day it holds, `YYYY-MM-DD` (UTC). */
  readonly expires: string
  /** Code of the finding it is about; left out, any failure of these cases. */
  readonly signature?: string
}

/** Kinds of mobile nodes, by their key in a profile. */
export const nodeKinds = [
  'multipath',
  'single-path',
  'unknown',
  'barred',
  'two-prefixes',
  'one-mag',
  'scarce',
  'preassigned',
] as const
export type NodeKind = (typeof nodeKinds)[number]

/** Template of the identifiers of a kind of nodes; undefined where the profile declares none. */
export function nodeTemplate({ nodes }: Pick<Profile, 'nodes'>, kind: NodeKind): string | undefined {
  switch (kind) {
    case 'multipath':
      return nodes.multipath
    case 'single-path':
      return nodes.singlePath
    case 'unknown':
      return nodes.unknown
    case 'barred':
      return nodes.barred
    case 'two-prefixes':
      return nodes.twoPrefixes
    case 'one-mag':
      return nodes.oneMag
    case 'scarce':
      return nodes.scarce?.template
    case 'preassigned':
      return nodes.preassigned?.template
  }
}

/** What the device is, where it is, and what it claims. All times in milliseconds. */
export interface Profile {
  /** Path of the file it was read from; `embedded` for the embedded run. */
  readonly source: string
  /** Folder that relative commands resolve from. */
  readonly directory: string
  readonly device: {
    readonly name: string
    readonly role: Role
    readonly vendor?: string
    readonly version?: string
  }
  readonly edition: Edition
  /** Registry numbers in use: RFC 8278 §5 assigns 63, 64 and 180; builds of the draft may use others. */
  readonly numbers: {
    readonly multipathBinding: number
    readonly magIdentifier: number
    readonly cannotSupportMultipath: number
  }
  readonly transport: 'ipv6'
  /** The LMAA: the device's when an LMA is under test, else ours. */
  readonly lma: { readonly address: string }
  /** One to 16 paths. Towards an LMA the addresses are ours; when a MAG is under test they are the device's own. */
  readonly paths: readonly Path[]
  /** NAI of the MAG, for the MAG Identifier option. */
  readonly magId: string
  /** Templates of mobile node identifiers; `{n}` counts from 1. */
  readonly nodes: {
    readonly multipath: string
    readonly singlePath?: string
    readonly unknown?: string
    /** Known, but not authorised for network-based mobility at all (status 152). */
    readonly barred?: string
    /** Each session of theirs has two home network prefixes. */
    readonly twoPrefixes?: string
    /** Only the MAG of the first path may register them. */
    readonly oneMag?: string
    /** They share a pool that has so few prefixes, and that nobody else is served from. */
    readonly scarce?: { readonly template: string; readonly prefixes: number }
    /** Each has a home network prefix of its own, set up at the device; in it `{n}` is the node's number in hexadecimal. */
    readonly preassigned?: { readonly template: string; readonly prefix: string }
    /** How many nodes of each kind the device knows. */
    readonly count: number
  }
  /** An address of ours that is not an authorised MAG, and the interface of ours it is used on. */
  readonly foreignMag?: { readonly address: string; readonly interface: string }
  readonly claims: Readonly<Record<Claim, boolean>>
  readonly observe?: Observe
  readonly stimulus: Readonly<Partial<Record<Stimulus, readonly string[]>>>
  /** Stream socket that takes a stimulus without command: `{"do":"attach","node":"mn-1@example.net"}`, answered with `ok`. */
  readonly stimulusSocket?: string
  /** How many cases may run side by side; 1 is serial. */
  readonly lanes: number
  readonly timing: {
    /** Longest time an answer may take. */
    readonly answer: number
    /** Longest time waited to prove that there is none. */
    readonly silence: number
    /** Longest time from a stimulus to the PBU of a MAG under test. */
    readonly attach: number
    /** How long a device that stopped answering is given to come back. */
    readonly recovery: number
  }
  /** The device's protocol timers as declared (RFC 5213 §9.1). */
  readonly timers: {
    readonly minDelayBeforeBceDelete: number
    readonly maxDelayBeforeNewBceAssign: number
    readonly timestampValidityWindow: number
  }
  /** FixedMAGLinkLocalAddressOnAllAccessLinks of a MAG (RFC 5213 §9.3), `::` for none, where it is declared. */
  readonly fixedLinkLocal?: string
  readonly heartbeat: HeartbeatProfile
  readonly waivers: readonly Waiver[]
}

/** RFC 5847 §5, as configured on the device. */
export interface HeartbeatProfile {
  /** HEARTBEAT_INTERVAL, milliseconds. */
  readonly interval: number
  /** The interval was set for the tests; else it is what the device came with. */
  readonly isSet: boolean
  /** MISSING_HEARTBEATS_ALLOWED. */
  readonly missingAllowed: number
  /** Addresses of ours that the device authorises as MAGs, and that no other case uses. */
  readonly mags: readonly { readonly address: string; readonly interface: string }[]
}
