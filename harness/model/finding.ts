/**
 * One thing a case or a rule has to say about what it saw. Findings are data: the words are made of them by the
 * reports, and no report reads words to get data back.
 */
export interface Finding {
  /** `fail`, `warn` and `inconclusive` colour the verdict; a `note` is only told. */
  readonly severity: 'fail' | 'warn' | 'inconclusive' | 'note'
  /** Stable slug of what was found (`status`, `option-missing`, `no-answer`): the signature a waiver can name. */
  readonly code: string
  /** One sentence, ours; anything from the wire stands in `expected` and `got` only. */
  readonly message: string
  /** The requirement it is held against, when it is another one than the case's first. */
  readonly requirement?: string
  readonly expected?: string
  readonly got?: string
  /** Field and octet offset in the frame's Mobility Header: `options[3].bid at octet 70`. */
  readonly where?: string
  /** Number of the frame, counted from 1 over the packets of the run. */
  readonly frame?: number
  /** In the journal, of a finding about a captured frame: which of its `frame` events, from 1. Reports have `frame`. */
  readonly captured?: number
  /** What in the lab could cause the same. */
  readonly causes?: readonly string[]
}
