import type { Endpoint, Received } from '../link/index.js'
import { aligned, type Heartbeat, HeartbeatFlag, type Message, type Option, option } from '../wire/index.js'
import type { Damage } from './fields.js'
import type { Tag } from './trace.js'

/** What came back to a Heartbeat request. */
export type HeartbeatAnswer =
  | { readonly answered: true; readonly message: Heartbeat; readonly frame: number }
  | { readonly answered: false }

/** What a Heartbeat request of ours is to look like, where it is no plain one. */
export interface HeartbeatAsk {
  readonly options?: readonly Option[]
  readonly flags?: number
  /** A number of its own, for one that no other request uses. */
  readonly sequence?: number
  /** What is done to the octets before they leave. */
  readonly damage?: Damage
}

/** A Heartbeat request to send, and its response when it comes. */
interface Asked {
  readonly message: Heartbeat
  readonly response: Promise<HeartbeatAnswer>
  readonly giveUp: () => void
}

interface WaitingHeartbeat {
  readonly tag: Tag
  readonly settle: (answer: HeartbeatAnswer) => void
}

/** How often this emulated node has lost its sessions (RFC 5847 §3.4). */
const RESTART_COUNTER = 1

/** Heartbeat requests of the emulated node (RFC 5847 §3.2): a response belongs to a request by path and Sequence Number. */
export class Heartbeats {
  readonly #waiting = new Map<string, WaitingHeartbeat>()
  #sequence = 0

  request(endpoint: Endpoint, ask: HeartbeatAsk, tag: Tag): Asked {
    const { options = [], flags = 0, sequence = ++this.#sequence } = ask
    const key = keyOf(endpoint, sequence)
    const response = new Promise<HeartbeatAnswer>((settle) => void this.#waiting.set(key, { tag, settle }))
    return {
      message: { kind: 'heartbeat', flags, sequence, options: aligned(options) },
      response,
      giveUp: () => void this.#waiting.delete(key),
    }
  }

  /** The request that a message of the device responds to. */
  match({ endpoint }: Received, message: Message): WaitingHeartbeat | undefined {
    if (message.kind !== 'heartbeat' || (message.flags & HeartbeatFlag.R) === 0) return undefined
    return this.#waiting.get(keyOf(endpoint, message.sequence))
  }
}

/** What a node owes to a Heartbeat request of the device, lest its sessions be taken for lost. */
export function heartbeatResponse(message: Message, counter = RESTART_COUNTER): Heartbeat | undefined {
  const { R, U } = HeartbeatFlag
  if (message.kind !== 'heartbeat' || (message.flags & (R | U)) !== 0) return undefined
  const options = aligned([option('restart-counter', { counter })])
  return { kind: 'heartbeat', flags: R, sequence: message.sequence, options }
}

function keyOf(endpoint: Endpoint, sequence: number): string {
  return `${endpoint.name} ${sequence}`
}
