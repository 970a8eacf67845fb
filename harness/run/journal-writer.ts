import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { JournalEvent } from '../model/index.js'
import type { Sighted, Tag, Trace } from '../roles/index.js'
import type { Frame } from '../wire/index.js'

/** The lab's trouble: the disk is full, or the folder is gone. */
export class JournalUnwritable extends Error {
  override readonly name = 'JournalUnwritable'
  constructor(path: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    super(
      `${path} cannot be written, so the run was ended: ${why}; make room, then \`pmipspec report ${dirname(path)}\` draws what was judged until then`,
      { cause },
    )
  }
}

/** Appends each event of a run as one line, at once: after kill -9 at most the case in flight is lost. */
export class JournalWriter implements Trace {
  readonly #file: number
  readonly #startedAt: number
  #frames: number
  #open = true
  #captured: number
  /** Sees each frame that is captured, with its place among those of the journal, from 1. */
  onFrame: (frame: Frame, place: number) => void = () => {}
  /** Called once when nothing more can be written. */
  onFailure: () => void = () => {}
  /** Why nothing more can be written. */
  failure: JournalUnwritable | undefined
  /** The last packet of each path. */
  readonly lastOn = new Map<string, Uint8Array>()

  /**
   * `startedAt` is the link clock's time that the run counts from; `onEvent` sees every event after it is written;
   * `before` says what of the run is in the journal already, if it is resumed.
   */
  constructor(
    private readonly path: string,
    startedAt: number,
    private readonly onEvent: (event: JournalEvent) => void = () => {},
    before: { readonly frames: number; readonly captured: number } = { frames: 0, captured: 0 },
  ) {
    this.#frames = before.frames
    this.#captured = before.captured
    this.#file = openSync(path, 'a')
    this.#startedAt = startedAt
  }

  /** Milliseconds since the start of the run, to the microsecond. */
  since(at: number): number {
    return Math.round((at - this.#startedAt) * 1000) / 1000
  }

  write(event: JournalEvent): void {
    if (!this.#open) return // packets that trail in after the end belong to no run
    if (!this.#append(`${JSON.stringify(event)}\n`)) return
    this.onEvent(event)
  }

  /** Frames that were captured on an interface: they come in numbers, and go in one go. */
  frames(frames: readonly Frame[], on: string): void {
    if (!this.#open || frames.length === 0) return
    const events = frames.map((frame) => frameEvent(frame, on))
    if (!this.#append(events.map((event) => `${JSON.stringify(event)}\n`).join(''))) return
    for (const event of events) this.onEvent(event)
    for (const frame of frames) this.onFrame(frame, ++this.#captured)
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
    try {
      fsyncSync(this.#file)
    } catch (error) {
      this.failure ??= new JournalUnwritable(this.path, error)
    }
    closeSync(this.#file)
  }

  /** Never throws: packets come in callbacks of sockets, and the run has to be wound up all the same. */
  #append(lines: string): boolean {
    if (this.failure !== undefined) return false
    try {
      writeSync(this.#file, lines)
      return true
    } catch (error) {
      this.failure = new JournalUnwritable(this.path, error)
      this.onFailure()
      return false
    }
  }
}

function frameEvent(frame: Frame, on: string): JournalEvent {
  const { octets, timestampNs, linkType, originalLength } = frame
  return {
    event: 'frame',
    time: timestampNs.toString(),
    interface: on,
    link: linkType,
    octets: Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('hex'),
    ...(originalLength > octets.length && { length: originalLength }),
  }
}
