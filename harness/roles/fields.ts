import type { Addresses } from '../wire/index.js'

/** Fields of a MAG Multipath Binding option to set; the others keep what is usual. */
export interface MultipathFields {
  readonly bid?: number
  readonly label?: number
  readonly accessTechnology?: number
  readonly bulk?: boolean
  readonly overwrite?: boolean
  readonly reserved?: number
}

/** Fields of a MAG Identifier option to set. */
export interface MagIdFields {
  readonly subtype?: number
  readonly reserved?: number
  readonly identifier?: Uint8Array
}

/** Octets of a Mobility Header, ready to be sent → the octets that are sent, checksum and all. */
export type Damage = (octets: Uint8Array, addresses: Addresses) => Uint8Array
