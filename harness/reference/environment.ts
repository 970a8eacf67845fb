import type { Behaviours } from './behaviours.js'
import type { LmaConfig } from './config.js'
import type { DefectName } from './defects.js'

/** A packet to send: a Mobility Header, or with `protocol` 58 an ICMPv6 message. */
export interface OutgoingPacket {
  readonly source: string
  readonly destination: string
  readonly octets: Uint8Array
  readonly protocol?: 135 | 58
  /** Goes out behind a type 2 routing header, or a Home Address option, with this address. */
  readonly routingHomeAddress?: string
  readonly homeAddress?: string
}

/** A Mobility Header that came in. Addresses in canonical text. */
export interface IncomingPacket {
  readonly source: string
  readonly destination: string
  readonly octets: Uint8Array
}

/** Time as the anchor sees it; tests turn it by hand. */
export interface AnchorClock {
  /** Monotonic milliseconds. */
  now(): number
  /** Milliseconds since 1970-01-01 UTC, with fractions. */
  wallMs(): number
  /** Calls back after `ms`; returns how to cancel that. */
  setTimer(ms: number, callback: () => void): () => void
}

/** Everything the anchor needs of the world. It has no sockets, clock or randomness of its own. */
export interface Environment {
  readonly clock: AnchorClock
  /** 0 ≤ x < 1. */
  readonly random: () => number
  readonly send: (packet: OutgoingPacket) => void
  /** What a `crashes-on-…` defect does; the process exits when served. */
  readonly crash?: () => void
}

/** What every part of the anchor may look at. */
export interface Anchor {
  readonly config: LmaConfig
  readonly choice: Behaviours
  readonly clock: AnchorClock
  readonly random: () => number
  /** Is this rule broken on purpose? */
  has(defect: DefectName): boolean
  /** The process dies: nothing is answered from here on. */
  crash(): void
}
