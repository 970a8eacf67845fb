/** MUST .. MAY as in the RFC; DEF: what a field or message is defined to do; DECL: stated without a key word; FMT: format. */
export type Level = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY' | 'DEF' | 'DECL' | 'FMT'

/** Why a row has no case for a role it binds. */
export type Untested =
  | { readonly because: 'untestable'; readonly why: string }
  | {
      readonly because: 'not yet'
      readonly why: 'data plane' | 'IPsec' | 'MAG under test' | 'IPv4 transport' | (string & {})
    }
  | { readonly because: 'covered by'; readonly why: string }

/** One row of the catalogue: our paraphrase of one thing an RFC says, with the oracle that judges it. */
export interface Requirement {
  readonly section: string
  readonly binds: 'lma' | 'mag' | 'both'
  /** The level its failing verdict rests on. */
  readonly level: Level
  /** Only where the row has more than one level, or one from another RFC: the whole of it. */
  readonly levels?: string
  /** Paraphrase, ours. */
  readonly text: string
  /** How it is seen on the wire (or with `observe`), and what provokes it. */
  readonly observed: string
  /** What passes, fails, warns and stays inconclusive. */
  readonly oracle: string
  /** Makes the row applicable only to devices that claim it. */
  readonly claim?:
    | 'multipath'
    | 'timestamps'
    | 'heartbeat'
    | 'ipv4'
    | 'gre'
    | 'prefix-delegation'
    | 'flow-bindings'
    | 'service-selection'
  /** Interpretation notes that bear on it. */
  readonly notes?: readonly string[]
  /** Reason a role it binds has no case. A row with a case for that role has none here. */
  readonly untested?: { readonly lma?: Untested; readonly mag?: Untested }
}
