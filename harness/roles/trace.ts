import type { Packet } from '../model/index.js'

/** What a packet belongs to. */
export interface Tag {
  readonly case?: string
  readonly attempt?: number
  readonly step: string
}

/** A packet as it is seen, before it has a number. */
export type Sighted = Omit<Packet, 'frame' | 'octets' | 'case' | 'attempt'> & { readonly octets: Uint8Array }

/** Takes down every packet, sent or received, with its octets and whose it is; gives back the frame's number. */
export interface Trace {
  packet(packet: Sighted, of?: Pick<Tag, 'case' | 'attempt'>): number
}

/** Counts, and keeps nothing. */
export function countingTrace(): Trace {
  let frames = 0
  return { packet: () => ++frames }
}
