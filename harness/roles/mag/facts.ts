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
  /** Smallest distance of two PBUs of one node, milliseconds. */
  spacing: number
  /** Handoff indicator with which a second path of a node is accepted. */
  secondPathHandoffIndicator: number
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
    spacing: 2,
    secondPathHandoffIndicator: 1,
    answer: 1000,
    grace: 200,
  }
}
