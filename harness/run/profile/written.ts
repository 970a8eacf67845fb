import type { Claim, Edition, Role, Stimulus, Waiver } from '../../model/index.js'

type Duration = string | number

/** A profile as its author writes it, once the schema has passed it. */
export interface WrittenProfile {
  readonly device: {
    readonly name: string
    readonly role: Role
    readonly vendor?: string
    readonly version?: string
  }
  readonly edition?: Edition
  readonly numbers?: {
    readonly 'multipath-binding'?: number
    readonly 'mag-identifier'?: number
    readonly 'cannot-support-multipath'?: number
  }
  readonly transport?: 'ipv6'
  readonly lma: { readonly address: string }
  readonly paths: readonly WrittenPath[]
  readonly 'mag-id': string
  readonly nodes?: {
    readonly multipath: string
    readonly 'single-path'?: string
    readonly unknown?: string
    readonly barred?: string
    readonly 'two-prefixes'?: string
    readonly 'one-mag'?: string
    readonly scarce?: string
    readonly 'scarce-prefixes'?: number
    readonly preassigned?: string
    readonly 'preassigned-prefix'?: string
    readonly count?: number
  }
  readonly 'foreign-mag'?: WrittenAddress
  readonly claims?: Readonly<Partial<Record<Claim, boolean>>>
  readonly observe?: { readonly command?: readonly string[]; readonly socket?: string }
  readonly stimulus?: Readonly<Partial<Record<Stimulus, readonly string[]>>> & { readonly socket?: string }
  readonly lanes?: number
  readonly timing?: {
    readonly answer?: Duration
    readonly silence?: Duration
    readonly attach?: Duration
    readonly recovery?: Duration
  }
  readonly timers?: {
    readonly 'min-delay-before-bce-delete'?: Duration
    readonly 'max-delay-before-new-bce-assign'?: Duration
    readonly 'timestamp-validity-window'?: Duration
  }
  readonly variables?: { readonly 'fixed-mag-link-local-address'?: string }
  readonly heartbeat?: {
    readonly interval?: Duration
    readonly 'missing-allowed'?: number
    readonly mags?: readonly WrittenAddress[]
  }
  readonly waivers?: readonly Waiver[]
}

/** An address of ours, and the interface it is used on where that is not the one of the path in the same /64. */
export type WrittenAddress = string | { readonly address: string; readonly interface?: string }

export interface WrittenPath {
  readonly name: string
  readonly interface: string
  readonly address: string
  readonly 'access-technology': number
  readonly label: number
}

/**
 * The same while it may still be wrong anywhere: every field may be missing or anything.
 * The checks of values run on it so that one look at a file finds all mistakes.
 */
export type Unchecked = { readonly [key: string]: unknown }

export function mapping(value: unknown): Unchecked {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
