import type { Packet } from '../model/index.js'

/** What a packet belongs to. */
export interface Tag {
  readonly case?: string
  readonly attempt?: number
  readonly step: string
}

/** Takes down every packet, sent or received, with its octets; gives back the frame's number. */
export interface Trace {
  packet(packet: Omit<Packet, 'frame' | 'octets'> & { readonly octets: Uint8Array }): number
}

/** Counts, and keeps nothing. */
export function countingTrace(): Trace {
  let frames = 0
  return { packet: () => ++frames }
}
