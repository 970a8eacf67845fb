import type { Endpoint, Received } from '../../link/index.js'
import { aligned, type Heartbeat, HeartbeatFlag, type Message, type Option } from '../../wire/index.js'

/** What came back to a Heartbeat request. */
export type HeartbeatAnswer =
  | { readonly answered: true; readonly message: Heartbeat; readonly frame: number }
  | { readonly answered: false }

/** A Heartbeat request to send, and its response when it comes. */
interface Asked {
  readonly message: Heartbeat
  readonly response: Promise<HeartbeatAnswer>
  readonly giveUp: () => void
}

/** Heartbeat requests of the emulated MAG (RFC 5847 §3.2): a response belongs to a request by path and Sequence Number. */
export class Heartbeats {
  readonly #waiting = new Map<string, (answer: HeartbeatAnswer) => void>()
  #sequence = 0

  request(endpoint: Endpoint, options: readonly Option[]): Asked {
    this.#sequence++
    const key = keyOf(endpoint, this.#sequence)
    const response = new Promise<HeartbeatAnswer>((resolve) => void this.#waiting.set(key, resolve))
    return {
      message: { kind: 'heartbeat', flags: 0, sequence: this.#sequence, options: aligned(options) },
      response,
      giveUp: () => void this.#waiting.delete(key),
    }
  }

  /** A message of the device; anything but an awaited response is left alone. */
  receive({ endpoint }: Received, message: Message, frame: number): void {
    if (message.kind !== 'heartbeat' || (message.flags & HeartbeatFlag.R) === 0) return
    this.#waiting.get(keyOf(endpoint, message.sequence))?.({ answered: true, message, frame })
  }
}

function keyOf(endpoint: Endpoint, sequence: number): string {
  return `${endpoint.name} ${sequence}`
}
