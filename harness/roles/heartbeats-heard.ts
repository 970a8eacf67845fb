import type { Clock } from '../link/index.js'
import { type DecodedMessage, type Heartbeat, HeartbeatFlag, type Message } from '../wire/index.js'
import { heartbeatResponse } from './heartbeat.js'
import { Inbox } from './lma/inbox.js'
import type { Tag } from './trace.js'

/** A Heartbeat of the device as it came, asked for or not. */
export interface HeardHeartbeat {
  readonly message: DecodedMessage & Heartbeat
  /** Name of the path it came in on. */
  readonly path: string
  readonly frame: number
  /** Link clock, milliseconds. */
  readonly at: number
}

/** What a request of the device is answered with, nothing when undefined; `nth` counts from 0 since these manners hold. */
export type HeartbeatManners = (request: HeardHeartbeat, nth: number) => Message | undefined

/** A case that looks at the Heartbeats of a path. */
interface Watch {
  readonly tag: Tag
  manners: HeartbeatManners
  nth: number
}

/** Heartbeats that are kept for who asks for them. */
const ROOM = 1000

export function isRequest({ message }: Pick<HeardHeartbeat, 'message'>): boolean {
  return (message.flags & HeartbeatFlag.R) === 0
}

/**
 * What the device's Heartbeats find at our end: a path answers each request rightly, so that no session is taken for
 * lost (RFC 5847 §3.1), unless a case that watches the path has it do otherwise.
 */
export class HeartbeatsHeard {
  readonly #watches = new Map<string, Watch>()
  readonly #inbox: Inbox<HeardHeartbeat>
  readonly #log: HeardHeartbeat[] = []

  constructor(clock: Clock) {
    this.#inbox = new Inbox(clock, ROOM)
  }

  /** Who watches the path, for the trace. */
  tagOf(path: string): Tag | undefined {
    return this.#watches.get(path)?.tag
  }

  /** From now on the requests on this path are the case's, and are answered like this. */
  watch(path: string, tag: Tag, manners: HeartbeatManners = plain): void {
    this.#watches.set(path, { tag, manners, nth: 0 })
  }

  unwatch(path: string): void {
    this.#watches.delete(path)
  }

  /** Takes a Heartbeat of the device; returns what it is to be answered with, if anything. */
  hear(heard: HeardHeartbeat): Message | undefined {
    this.#log.push(heard)
    if (this.#log.length > ROOM) this.#log.shift()
    this.#inbox.add(heard)
    if (!isRequest(heard)) return undefined
    const watch = this.#watches.get(heard.path)
    return watch === undefined ? plain(heard) : watch.manners(heard, watch.nth++)
  }

  /** The oldest Heartbeat that fits and nobody has taken, waiting `ms` at most for one. */
  next(wanted: (heard: HeardHeartbeat) => boolean, ms: number): Promise<HeardHeartbeat | undefined> {
    return this.#inbox.take(wanted, ms)
  }

  /** All that came in on a path since a time of the link clock, taken or not. */
  since(path: string, at: number): readonly HeardHeartbeat[] {
    return this.#log.filter((heard) => heard.path === path && heard.at >= at)
  }
}

function plain({ message }: HeardHeartbeat): Message | undefined {
  return heartbeatResponse(message)
}
