import type { Finding } from '../model/index.js'

/** An expectation was not met. What it weighs is the requirement's business. */
export class Unmet extends Error {
  override readonly name = 'Unmet'
  constructor(readonly finding: Omit<Finding, 'severity'>) {
    super(finding.message)
  }
}

/** An answer was required and none came: the whole case is repeated with new nodes before that counts. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  /** `decides`: the requirement wants the answer, so that none in the end breaks it; else the case stays undecided. */
  constructor(
    readonly finding: Omit<Finding, 'severity'>,
    readonly decides: boolean,
  ) {
    super(finding.message)
  }
}

/** The case cannot be decided: a precondition does not hold, or nothing can tell. */
export class Undecided extends Error {
  override readonly name = 'Undecided'
  /** `ofReaction`: the device reacted otherwise than the case builds on, so that the lab has nothing to mend. */
  constructor(
    readonly finding: Omit<Finding, 'severity'>,
    readonly ofReaction = false,
  ) {
    super(finding.message)
  }
}

/** Found out only while running that the case does not apply to this device. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable'
}

/** A PBU was waited for and none came: the whole case is repeated with new nodes before that counts. */
export class NoPbu extends Error {
  override readonly name = 'NoPbu'
  constructor(
    readonly node: string,
    readonly finding: Omit<Finding, 'severity'>,
    /** The case only builds on it: without it the case is inconclusive. */
    readonly presumed: boolean,
  ) {
    super(finding.message)
  }
}
