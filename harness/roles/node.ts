import type { Endpoint } from '../link/index.js'
import type { NodeKind } from '../model/index.js'
import { NodeExchanges } from './mag/node-exchanges.js'

export type { NodeKind }

export interface Prefix {
  /** IPv6 text; `::` asks the LMA to assign one (RFC 5213 §8.3). */
  readonly prefix: string
  readonly prefixLength: number
}

/** A prefix for documentation that no LMA gives away. */
export const NOBODYS_PREFIX: Prefix = { prefix: '2001:db8:ffff::', prefixLength: 64 }

/** What the emulated MAG keeps of a binding it asked for: enough to refresh and to de-register it. */
export interface Registration {
  readonly endpoint: Endpoint
  /** BID it was asked under, or null for a request without MAG Multipath Binding option. */
  readonly bid: number | null
  /** The last answer about it was an acceptance with a lifetime above 0. */
  live: boolean
  /** The acceptance carried a MAG Multipath Binding option. */
  multipath: boolean
  /** Granted, in units of 4 s. */
  lifetime: number
  /** Home network prefixes that its last acceptance gave. */
  prefixes: readonly Prefix[]
  /** Of the last PBU accepted for it: what a later one has to say to be known as for the same session. */
  accessTechnology?: number | undefined
  linkLayerId?: Uint8Array | undefined
  /** The care-of address it is for, where that is not the one it came from. */
  alternateCareOf?: string | undefined
}

/** A mobile node that the emulated MAG speaks for: its identity, and its entry of the Binding Update List. */
export class MobileNode {
  readonly identifier: Uint8Array
  /** A 48-bit link-layer identifier of its own (option 25), locally administered. */
  readonly linkLayerId: Uint8Array
  /** Home network prefixes of the session, as the last acceptance gave them. */
  prefixes: readonly Prefix[] = []
  /** The session was opened with option 25, so each later PBU carries it (RFC 5213 §6.9.1.3). */
  carriesLinkLayerId = false
  /** Access technology (option 24) the session was opened with. */
  accessTechnology: number | undefined
  /** 48.16 fixed point, of the last PBU sent; 0 before the first. */
  lastTimestamp = 0n
  /** Link clock, of the last PBU sent or answer that came to one. */
  lastHeardOf = Number.NEGATIVE_INFINITY
  readonly exchanges = new NodeExchanges()
  readonly registrations: Registration[] = []

  constructor(
    readonly kind: NodeKind,
    readonly id: string,
    readonly number: number,
  ) {
    this.identifier = new TextEncoder().encode(id)
    this.linkLayerId = Uint8Array.of(
      2,
      0,
      number >>> 24,
      (number >>> 16) & 255,
      (number >>> 8) & 255,
      number & 255,
    )
  }

  /** The registration at an endpoint under a BID; with prefixes, the one of the session that has any of them. */
  registration(endpoint: Endpoint, bid: number | null, prefixes: readonly Prefix[] = []): Registration {
    const known = this.registrations.find(
      (r) => r.endpoint.name === endpoint.name && r.bid === bid && mayShare(r.prefixes, prefixes),
    )
    if (known !== undefined) return known
    const made: Registration = { endpoint, bid, live: false, multipath: false, lifetime: 0, prefixes: [] }
    this.registrations.push(made)
    return made
  }

  get hasSession(): boolean {
    return this.registrations.some((r) => r.live)
  }
}

/** Where either side names no prefix, nothing speaks against one session. */
function mayShare(a: readonly Prefix[], b: readonly Prefix[]): boolean {
  return a.length === 0 || b.length === 0 || a.some(({ prefix }) => b.some((p) => p.prefix === prefix))
}
