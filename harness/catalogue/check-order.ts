/**
 * In which order an LMA checks a PBU, hence which status is right when several things are wrong with it. RFC 5213
 * section 5.3 binds the LMA to the written order; where the texts leave a pair open, both answers are right.
 */
import { Status } from './status-codes.js'

/** `silence` stands for no answer at all. */
export type Outcome = number | 'silence'

interface Rule {
  /** Number of the check that finds it, as in `checkOrder`; none for a code the order has no place for. */
  readonly step: number | undefined
  readonly outcome: Outcome
  readonly what: string
}

/** Everything that can be wrong with a PBU as far as the order of checks goes. */
export const faults = {
  'not-authenticated': { step: 0, outcome: 'silence', what: 'the PBU lacks the protection it needs' },
  'malformed-header': {
    step: 0,
    outcome: 'silence',
    what: 'a fault of RFC 6275 section 9.2: no PBA, perhaps ICMPv6',
  },
  'source-not-unicast': { step: 0, outcome: 'silence', what: 'the source address is not unicast' },
  'care-of-not-unicast': { step: 0, outcome: 'silence', what: 'the care-of address is not unicast routable' },
  'no-mn-id': { step: 1, outcome: Status.MISSING_MN_IDENTIFIER_OPTION, what: 'no Mobile Node Identifier' },
  'unauthorized-mag': {
    step: 2,
    outcome: Status.MAG_NOT_AUTHORIZED_FOR_PROXY_REG,
    what: 'the sender is no authorised MAG for this node',
  },
  'unknown-mn': { step: 3, outcome: Status.NOT_LMA_FOR_THIS_MOBILE_NODE, what: 'the node is not known' },
  'barred-mn': { step: 4, outcome: Status.PROXY_REG_NOT_ENABLED, what: 'the node may not use the service' },
  'old-timestamp': {
    step: 5,
    outcome: Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED,
    what: 'the Timestamp is lower than the last accepted one of the binding',
  },
  'stale-timestamp': {
    step: 5,
    outcome: Status.TIMESTAMP_MISMATCH,
    what: 'the Timestamp is outside the window, or not greater than all accepted ones of the node',
  },
  'old-sequence': {
    step: 5,
    outcome: Status.SEQUENCE_NUMBER_OUT_OF_WINDOW,
    what: 'no Timestamp, and a sequence number that is not greater than the last accepted one',
  },
  'no-hnp': { step: 6, outcome: Status.MISSING_HOME_NETWORK_PREFIX_OPTION, what: 'no Home Network Prefix' },
  'no-hi': { step: 7, outcome: Status.MISSING_HANDOFF_INDICATOR_OPTION, what: 'no Handoff Indicator' },
  'no-att': { step: 8, outcome: Status.MISSING_ACCESS_TECH_TYPE_OPTION, what: 'no Access Technology Type' },
  'foreign-prefix': {
    step: 9,
    outcome: Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX,
    what: 'a prefix of another node',
  },
  'prefix-set-mismatch': {
    step: 9,
    outcome: Status.BCE_PBU_PREFIX_SET_DO_NOT_MATCH,
    what: 'a prefix of the session, but not just all of them',
  },
  'no-session': { step: 9, outcome: 'silence', what: 'lifetime 0 for a session that does not exist' },
  'other-care-of': {
    step: 9,
    outcome: 'silence',
    what: 'lifetime 0 for a session of another care-of address',
  },
  'no-prefix-left': {
    step: 10,
    outcome: Status.INSUFFICIENT_RESOURCES,
    what: 'a new session asks for any prefix and none is free',
  },
  'unauthorized-prefix': {
    step: 10,
    outcome: Status.NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX,
    what: 'a new session asks for a prefix it may not have',
  },
  'multipath-refused': {
    step: undefined,
    outcome: Status.CANNOT_SUPPORT_MULTIPATH_BINDING,
    what: 'multipath is asked for and not granted (RFC 8278)',
  },
  'service-not-authorized': {
    step: undefined,
    outcome: Status.SERVICE_AUTHORIZATION_FAILED,
    what: 'the selected service is not for this node (RFC 5149)',
  },
  'gre-key-missing': {
    step: undefined,
    outcome: Status.GRE_KEY_OPTION_REQUIRED,
    what: 'policy asks for a GRE key (RFC 5845)',
  },
} as const satisfies Record<string, Rule>

export type Fault = keyof typeof faults

export interface Check {
  readonly step: number
  readonly name: string
  readonly section: string
  /** What the check can end in, in this order where it has several. */
  readonly outcomes: readonly Outcome[]
}

/** The checks of an LMA, in the order that binds it. */
export const checkOrder: readonly Check[] = [
  {
    step: 0,
    name: 'protection, Mobility Header, addresses',
    section: 'RFC 5213 5.3.1 items 1 and 2; RFC 6275 6.1.7, 9.2 and 9.5.4',
    outcomes: ['silence'],
  },
  { step: 1, name: 'Mobile Node Identifier is there', section: 'RFC 5213 5.3.1 item 4', outcomes: [160] },
  { step: 2, name: 'MAG is authorised', section: 'RFC 5213 5.3.1 items 5 and 6', outcomes: [154] },
  { step: 3, name: 'node is known', section: 'RFC 5213 5.3.1 item 7', outcomes: [153] },
  { step: 4, name: 'node may use the service', section: 'RFC 5213 5.3.1 item 8', outcomes: [152] },
  {
    step: 5,
    name: 'Timestamp, else sequence number',
    section: 'RFC 5213 5.3.1 item 9 and 5.5 items 8 and 9; RFC 6275 9.5.1',
    outcomes: [157, 156, 135],
  },
  { step: 6, name: 'Home Network Prefix is there', section: 'RFC 5213 5.3.1 item 10', outcomes: [158] },
  { step: 7, name: 'Handoff Indicator is there', section: 'RFC 5213 5.3.1 item 11', outcomes: [161] },
  { step: 8, name: 'Access Technology Type is there', section: 'RFC 5213 5.3.1 item 12', outcomes: [162] },
  {
    step: 9,
    name: 'look-up of the binding cache entry',
    section: 'RFC 5213 5.4.1 and 5.3.5 item 1',
    outcomes: [155, 159, 'silence'],
  },
  { step: 10, name: 'new session gets its prefixes', section: 'RFC 5213 5.3.2', outcomes: [130, 155] },
]

/**
 * Faults whose order among each other is open. The sequence number can be compared only after the look-up of the
 * session, though its check is written before; item 6 speaks of an identified node, item 7 of one that cannot be; any
 * prefix of the request may serve for the look-up (5.4.1.1).
 */
export const eitherPairs: readonly (readonly [Fault, Fault])[] = [
  ['unauthorized-mag', 'unknown-mn'],
  ['old-sequence', 'no-hnp'],
  ['old-sequence', 'no-hi'],
  ['old-sequence', 'no-att'],
  ['old-sequence', 'foreign-prefix'],
  ['old-sequence', 'unauthorized-prefix'],
  ['old-sequence', 'prefix-set-mismatch'],
  ['old-sequence', 'other-care-of'],
  ['foreign-prefix', 'prefix-set-mismatch'],
]

const inOrder = Object.keys(faults) as readonly Fault[]

const isEither = (a: Fault, b: Fault): boolean =>
  eitherPairs.some(([x, y]) => (x === a && y === b) || (x === b && y === a))

/** The first fault of the order, with those that may as well come first. */
function leading(present: readonly Fault[]): readonly Fault[] {
  const lead: Fault[] = []
  for (const fault of present) {
    if (!lead.every((other) => isEither(fault, other))) break
    lead.push(fault)
  }
  return lead
}

/** Sequence numbers count neither beside a Timestamp (RFC 5213 5.5 item 5) nor without a session to compare with. */
function countsSequence(present: ReadonlySet<Fault>): boolean {
  const without: readonly Fault[] = ['old-timestamp', 'stale-timestamp', 'no-session', 'no-prefix-left']
  return !without.some((fault) => present.has(fault))
}

export interface Reaction {
  /** Right statuses, rising; empty when nothing but silence is right. */
  readonly statuses: readonly number[]
  readonly silence: 'must' | 'may' | 'no'
}

const reactionTo = (found: readonly Fault[], alsoSilence = false): Reaction => {
  const outcomes: Outcome[] = found.map((fault) => faults[fault].outcome)
  const statuses = [...new Set(outcomes.filter((outcome) => outcome !== 'silence'))].sort((a, b) => a - b)
  const silent = alsoSilence || outcomes.includes('silence')
  return { statuses, silence: !silent ? 'no' : statuses.length > 0 ? 'may' : 'must' }
}

/**
 * What an LMA may answer to a PBU with these faults and no others; status 0 when there are none. Codes without a place
 * in the order (those of RFC 8278, 5149, 5845) are expected only where none of the placed faults is present.
 */
export function expectedReaction(present: readonly Fault[]): Reaction {
  const all = new Set(present)
  if (all.size === 0) return { statuses: [Status.ACCEPTED], silence: 'no' }
  if (!countsSequence(all)) all.delete('old-sequence')
  const careOf = all.delete('care-of-not-unicast')

  const placed = inOrder.filter((fault) => all.has(fault) && faults[fault].step !== undefined)
  const early = placed.filter((fault) => (faults[fault].step ?? 0) <= 8)
  if (careOf) return reactionTo(leading(early), true)
  if (placed.some((fault) => faults[fault].step === 0)) return { statuses: [], silence: 'must' }
  if (placed.length > 0) return reactionTo(leading(placed))
  return reactionTo([...all])
}

/** The statuses of `expectedReaction`. */
export function expectedStatuses(present: readonly Fault[]): readonly number[] {
  return expectedReaction(present).statuses
}
