/** What calibration has learned of a MAG under test. */
export interface MagFacts {
  /** How long a PBU may take after its stimulus before the step counts as unanswered, milliseconds. */
  attach: number
  /** How long a PBU took after its stimulus when that was tried, milliseconds. */
  registers: number
  /** How long the MAG takes from an answer of ours to the next PBU it causes, milliseconds; the bound when unknown. */
  reaction: number
  /** An accepted multipath registration is followed by one over the next path. */
  secondPath: boolean
  /** A node that is detached is de-registered. */
  deregisters: boolean
}

export function unlearnedMagFacts(attach: number): MagFacts {
  return { attach, registers: attach, reaction: attach, secondPath: false, deregisters: false }
}
