import type { Addresses, Issue, Message } from './message.js'
import type { DecodedOption } from './options.js'

/** Option numbers of builds made before IANA assigned 63 and 64 (draft-ietf-dmm-mag-multihoming). */
export interface Dialect {
  readonly multipathBinding?: number
  readonly magIdentifier?: number
}

/** A message as received: every header field and the place of every option are known. */
export type DecodedMessage = Message & {
  readonly payloadProto: number
  readonly headerLength: number
  readonly reserved: number
  readonly checksum: number
  readonly options: readonly DecodedOption[]
  readonly tail: Uint8Array
}

export interface Decoded {
  readonly message: DecodedMessage
  readonly issues: readonly Issue[]
}

/** Octets of a Mobility Header → message. Never throws: whatever is wrong is an issue. */
export function decode(_octets: Uint8Array, _addresses?: Addresses, _dialect?: Dialect): Decoded {
  throw new Error('not written yet')
}

/** Message → octets of a Mobility Header, with the options and the padding just as they are given. */
export function encode(_message: Message, _addresses?: Addresses, _dialect?: Dialect): Uint8Array {
  throw new Error('not written yet')
}
