import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import type { JournalEvent } from '../model/index.js'
import type { Sighted, Tag, Trace } from '../roles/index.js'

/** Appends each event of a run as one line, at once: after kill -9 at most the case in flight is lost. */
export class JournalWriter implements Trace {
  readonly #file: number
  readonly #startedAt: number
  #frames: number
  #open = true
  /** The last packet of each path. */
  readonly lastOn = new Map<string, Uint8Array>()

  /**
   * `startedAt` is the link clock's time that the run counts from; `onEvent` sees every event after it is written;
   * `frames` were numbered before, if the run is resumed.
   */
  constructor(
    path: string,
    startedAt: number,
    private readonly onEvent: (event: JournalEvent) => void = () => {},
    frames = 0,
  ) {
    this.#frames = frames
    this.#file = openSync(path, 'a')
    this.#startedAt = startedAt
  }

  /** Milliseconds since the start of the run, to the microsecond. */
  since(at: number): number {
    return Math.round((at - this.#startedAt) * 1000) / 1000
  }

  write(event: JournalEvent): void {
    if (!this.#open) return // packets that trail in after the end belong to no run
    writeSync(this.#file, `${JSON.stringify(event)}\n`)
    this.onEvent(event)
  }

  /** Events that came together, in one go. */
  writeAll(events: readonly JournalEvent[]): void {
    if (!this.#open || events.length === 0) return
    writeSync(this.#file, events.map((event) => `${JSON.stringify(event)}\n`).join(''))
    for (const event of events) this.onEvent(event)
  }

  packet(packet: Sighted, { case: id, attempt }: Pick<Tag, 'case' | 'attempt'> = {}): number {
    const frame = ++this.#frames
    const { octets, path } = packet
    this.lastOn.set(path, octets)
    const hex = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('hex')
    const of = { ...(id !== undefined && { case: id }), ...(attempt !== undefined && { attempt }) }
    this.write({ event: 'packet', ...of, ...packet, frame, at: this.since(packet.at), octets: hex })
    return frame
  }

  close(): void {
    if (!this.#open) return
    this.#open = false
    fsyncSync(this.#file)
    closeSync(this.#file)
  }
}
