/** What calibration has learned of the device; the emulated MAG builds and times its messages by it. */
export interface DeviceFacts {
  /** H flag in the PBUs: 5213 does not say, so what the device answers to is used. */
  homeRegistration: boolean
  /** The device uses Timestamps (claim), so each PBU carries one. */
  timestamps: boolean
  /** Device clock minus ours, milliseconds. */
  clockOffset: number
  /** How sure the offset is, milliseconds. */
  clockError: number
  /** What it keeps as Timestamp of a binding is the time it read the PBU, not the PBU's own (RFC 5213 §5.1). */
  stampsOnArrival: boolean
  /** Smallest distance of a PBU from the last of its node and from the answer to that, milliseconds. */
  spacing: number
  /** Handoff indicator with which a second path of a node is accepted. */
  secondPathHandoffIndicator: number
  /** A probe names the foreign prefix first: the device looks a session up by the last one of a request. */
  foreignPrefixFirst: boolean
  /** How long to wait for an answer before silence is tested, milliseconds. */
  answer: number
  /** How long an answer may trail behind the barrier's, milliseconds. */
  grace: number
}

export function unlearnedFacts(timestamps: boolean): DeviceFacts {
  return {
    homeRegistration: false,
    timestamps,
    clockOffset: 0,
    clockError: 0,
    stampsOnArrival: false,
    spacing: 2,
    secondPathHandoffIndicator: 1,
    foreignPrefixFirst: false,
    answer: 1000,
    grace: 200,
  }
}
