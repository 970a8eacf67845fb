import type { MagNodeFamily, MagPath } from './config.js'

/** Handoff Indicator values (RFC 5213 §8.4). */
export const Handoff = { newInterface: 1, unknown: 4, unchanged: 5 } as const

export interface Prefix {
  readonly prefix: string
  readonly prefixLength: number
}

/** A mobile node that is, or was, on a link of the gateway. */
export interface MobileNode {
  /** What orders call it. */
  readonly name: string
  /** Its MN-ID; the same, but for a defect. */
  readonly id: string
  readonly family: MagNodeFamily
  readonly linkLayer: Uint8Array
  attached: boolean
  /** RFC 8278 §4.4: what answers have said so far. */
  multipath: 'untried' | 'enabled' | 'disabled'
  /** Handoff indicator of its first PBU, where the gateway knows what brought it here. */
  arrival: number | undefined
  /** Home network prefixes assigned; empty before the first answer. */
  prefixes: readonly Prefix[]
  /** The prefixes of the profile were refused (status 155): the LMA is to choose. */
  prefixesRefused: boolean
  /** Link-local address the LMA assigned (RFC 5213 §8.7). */
  linkLocal: string | undefined
  /** Nothing more is sent for it until somebody intervenes (RFC 5213 §6.9.1.2). */
  halted: boolean
  /** Rejections in a row. */
  rejections: number
  stopRetry: () => void
  /** Names of the paths that it has had a binding on. */
  readonly bound: Set<string>
  /** By name of the path. */
  readonly entries: Map<string, Entry>
}

/** An entry of the Binding Update List (RFC 5213 §6.1): one path of one mobile node. */
export interface Entry {
  readonly node: MobileNode
  readonly path: MagPath
  bid: number
  /** What the LMA has granted, as long as it lasts. */
  binding: Granted | undefined
  /** The PBU whose answer is awaited. */
  exchange: Exchange | undefined
  /** The LMA refused this path; it is not asked for again by itself. */
  refused: boolean
  stopRefresh: () => void
  /** When its last PBUs went out, on the monotonic clock. */
  sentAt: readonly number[]
}

export interface Granted {
  readonly prefixes: readonly Prefix[]
  /** Registered with an MMB that the LMA answered with one. */
  readonly multipath: boolean
  /** Monotonic milliseconds. */
  readonly expiresAt: number
  readonly stop: () => void
}

export type Purpose = 'register' | 'refresh' | 'deregister'

/** A PBU and its repetitions. */
export interface Exchange {
  readonly purpose: Purpose
  readonly handoff: number
  /** With the options of RFC 8278. */
  readonly multipath: boolean
  readonly bulk: boolean
  readonly overwrite: boolean
  /** Empty: the LMA is to choose. */
  readonly prefixes: readonly Prefix[]
  /** Units of 4 s. */
  readonly lifetime: number
  /** The path it leaves on: not the entry's when that one is lost. */
  readonly over: MagPath
  /** Answers that asked for another try at once (status 135, 157). */
  readonly corrections: number
  readonly transmissions: Transmission[]
  /** Milliseconds until the next repetition. */
  interval: number
  stop: () => void
}

export interface Transmission {
  readonly sequence: number
  readonly timestamp: bigint | undefined
  readonly at: number
}

export function liveEntries(node: MobileNode): readonly Entry[] {
  return [...node.entries.values()].filter((e) => e.binding !== undefined)
}

export function pendingEntries(node: MobileNode): readonly Entry[] {
  return [...node.entries.values()].filter((e) => e.exchange?.purpose === 'register')
}

/** Ends the timers of an entry. */
export function stopTimers(entry: Entry): void {
  entry.binding?.stop()
  entry.exchange?.stop()
  entry.stopRefresh()
}
