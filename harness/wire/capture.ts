/** One frame of a capture file. */
export interface Frame {
  /** From 1, as other tools count. */
  readonly number: number
  /** Nanoseconds since 1970; 0 in a simple packet block, which has no time. */
  readonly timestampNs: bigint
  readonly linkType: number
  readonly octets: Uint8Array
  /** How long the frame was on the link; more than `octets` when it was cut off. */
  readonly originalLength: number
  readonly comment?: string
}

/** Where a capture file stops making sense. */
export interface CaptureError {
  readonly offset: number
  readonly expected: string
  readonly got: string
}

/** The frames up to the end of the file, or up to what is broken in it. */
export interface Capture {
  readonly frames: readonly Frame[]
  readonly error?: CaptureError
}

/** A view of these octets only, not of the buffer they lie in. */
export function viewOf(octets: Uint8Array): DataView {
  return new DataView(octets.buffer, octets.byteOffset, octets.byteLength)
}

/** The error of a file that is cut off. */
export function shortOf(size: number, what: string, offset: number, room: number): CaptureError {
  return { offset, expected: `${what} of ${size} octets`, got: `${room} octets` }
}
