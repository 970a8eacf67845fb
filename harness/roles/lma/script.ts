import type { Header, Option } from '../../wire/index.js'
import type { Damage, MagIdFields, MultipathFields } from '../fields.js'
import type { Prefix } from '../node.js'

/**
 * How an answer differs from the right one (RFC 5213 §5.3.6, RFC 8278 §4.4): the PBU's options echoed, a prefix
 * assigned, the lifetime it asked for, status 0. `false` leaves an option out. Everything can be said raw: `add` puts
 * options at the end, `arrange` has the last word on options and their order, `header` on the fixed part, `exactly`
 * keeps padding from being added, `damage` has the last word on the octets.
 */
export interface Script {
  readonly status?: number
  /** Units of 4 s. */
  readonly lifetime?: number
  /** The number itself, or how far it is from the PBU's. */
  readonly sequence?: number | { readonly shift: number }
  /** The whole flags octet. */
  readonly flags?: number
  readonly mobileNodeId?: false | { readonly subtype?: number; readonly identifier?: Uint8Array }
  /** How many prefixes to assign, the PBU's own again, ALL_ZERO, none, or these. */
  readonly prefixes?: false | 'asked' | 'all-zero' | number | readonly Prefix[]
  readonly handoffIndicator?: false | number
  readonly accessTechnology?: false | number
  /** A 48.16 value, our own time, milliseconds away from the PBU's, or none. */
  readonly timestamp?: false | 'ours' | bigint | { readonly shift: number }
  readonly linkLayerId?: false | Uint8Array
  readonly linkLocal?: false | string
  /** False: none, as an LMA that knows nothing of RFC 8278 answers. Otherwise the PBU's option, with these changes. */
  readonly multipath?: boolean | MultipathFields
  /** Only builds of the draft echo it; true has our answer do so. */
  readonly magId?: boolean | MagIdFields
  readonly add?: readonly Option[]
  readonly arrange?: (options: readonly Option[]) => readonly Option[]
  readonly exactly?: boolean
  readonly header?: Partial<Omit<Header, 'options'>>
  readonly damage?: Damage
  /** Milliseconds to wait before it is sent. */
  readonly delay?: number
  readonly twice?: boolean
  readonly never?: boolean
}

/** The script of each PBU of a node: one for all, one after the other (the last for all that follow), or told by the PBU. */
export type Answering<P> = Script | readonly Script[] | ((pbu: P, index: number) => Script)

/** The script for the `index`-th PBU, counted from 0. */
export function scriptFor<P>(answering: Answering<P>, pbu: P, index: number): Script {
  if (typeof answering === 'function') return answering(pbu, index)
  if (!isList(answering)) return answering
  return answering[Math.min(index, answering.length - 1)] ?? {}
}

function isList<P>(answering: Answering<P>): answering is readonly Script[] {
  return Array.isArray(answering)
}
