/**
 * What the RFCs leave open, and each way this anchor can do it. None of these is a defect: a suite that fails an
 * anchor for any of the choices is wrong. The first choice of each is the default.
 */
export const behaviourChoices = {
  // RFC 8278, what a request means that its sender should not have sent
  'reserved-bid': choice('U-01', 'BID 0 or 255 in a request', ['reject', 'ignore-option', 'silence']),
  'both-flags': choice('U-02', 'B and O both set', ['reject', 'ignore-flags', 'ignore-option', 'silence']),
  'overwrite-in-deregistration': choice('U-03', 'O set with lifetime 0', [
    'ignore-flag',
    'reject',
    'all',
    'silence',
  ]),
  'no-mag-id': choice('U-04', 'MMB without MAG Identifier', ['reject', 'plain', 'accept']),
  'short-mmb': choice('U-17', 'MMB shorter than 6 octets', ['reject', 'ignore', 'silence']),
  'long-mmb': choice('U-17', 'MMB longer than 6 octets', ['accept', 'reject', 'ignore', 'silence']),
  'two-mmb': choice('U-16', 'more than one MMB', ['reject', 'ignore', 'silence']),
  'malformed-mag-id': choice('U-19', 'MAG Identifier too short, or of no registered subtype', [
    'reject',
    'ignore',
    'silence',
  ]),
  'two-mag-ids': choice('U-20', 'more than one MAG Identifier', ['reject', 'ignore', 'silence', 'first']),
  'refusal-status': choice('U-01', 'status where RFC 8278 prescribes none', ['128', '129', '180']),
  // RFC 8278, what becomes of the bindings there are
  'bid-reuse': choice('U-09', 'BID registered anew from another care-of address', ['move', 'reject']),
  'second-bid-same-coa': choice('U-10', 'a care-of address registered under a second BID', [
    'move',
    'reject',
    'add',
  ]),
  'plain-pbu-over-multipath': choice('U-12', 'registration without MMB while paths exist', [
    'replace',
    'keep',
    'reject',
  ]),
  'plain-deregistration-over-multipath': choice('U-13', 'lifetime 0 without MMB while paths exist', [
    'this-path',
    'all',
    'reject',
  ]),
  'bulk-in-deregistration': choice('U-14', 'B set with lifetime 0', ['this', 'all', 'reject']),
  'label-change': choice('U-21', 'other label or If-ATT in a refresh', ['update', 'reject']),
  'other-mag-id': choice('U-23', 'a path registered by a MAG with another identifier', [
    'handoff',
    'accept',
    'reject',
  ]),
  'all-zero-second-path': choice('U-24', 'second path asked for with an ALL_ZERO prefix', [
    'lookup',
    'same-prefix',
    'new-session',
    'reject',
  ]),
  'multipath-over-plain': choice('U-39', 'MMB while a plain binding exists', ['convert', 'reject']),
  'plain-binding-deregistered-with-mmb': choice('U-41', 'lifetime 0 with MMB for a plain binding', [
    'remove',
    'silence',
  ]),
  'second-path-known-by': choice(
    '8278/MP-3.1-08',
    'a further path is known by its MMB, or only by option 25',
    ['binding-option', 'link-layer-identifier'],
  ),
  'mmb-in-deregistration-answer': choice('8278/MP-4.4-07', 'MMB in the answer to a de-registration', [
    'yes',
    'no',
  ]),
  'mmb-flags-in-answer': choice('U-08', 'B and O of the MMB in an accepting PBA', ['copied', 'clear']),
  // RFC 5213 and 6275
  'unknown-node-from-unauthorized-mag': choice('5213/5.3.1-07', 'which fault is told', ['154', '153']),
  'status-order-135': choice('status-codes', 'old sequence number beside a missing option: which is told', [
    'option',
    'sequence',
  ]),
  'unusable-care-of': choice('6275/6.1.7-05', 'a care-of address that is not unicast routable', [
    'silence',
    '174',
  ]),
  'overrunning-option': choice('BU-08', 'an option that runs past the end of the message', [
    'silence',
    'reject',
  ]),
  'h-flag': choice('BU-01', 'H flag required in a PBU (none without is answered)', ['free', 'required']),
  'granted-lifetime': choice('6275/10.3.1-02', 'lifetime granted', ['requested', 'half']),
  'stored-timestamp': choice('BU-19', "the stored timestamp: the request's, or the time it came", [
    'request',
    'reception',
  ]),
  'timestamp-scope': choice('5213/5.5-06e', 'accepted Timestamps are kept for the node, or per binding', [
    'node',
    'binding',
  ]),
  'equal-timestamp': choice('BU-10', 'status for a bit-identical copy', ['156', '157', 'silence']),
  'refresh-advice': choice('6275/10.3.1-04', 'Binding Refresh Advice in an acceptance', ['none', 'given']),
  'handoff-unknown': choice('5213/5.4.1.2-04d', 'HI 4 without match and one session', [
    'wait',
    'new-session',
  ]),
  'unassigned-handoff-indicator': choice('5213/8.4', 'a Handoff Indicator that nobody has assigned', [
    'accept',
    'reject',
  ]),
  'later-access-technology': choice('5213/8.5', 'an Access Technology Type that RFC 5213 does not list', [
    'accept',
    'reject',
  ]),
  heartbeats: choice('5847/3-07', 'Heartbeats', ['supported', 'unknown']),
  'peers-after-restart': choice('5847/3.2-04', 'who had sessions is told of a restart', [
    'remembered',
    'forgotten',
  ]),
  'prefix-of-own-session': choice(
    '5213/5.4.1.1-06a',
    "a new session asked for with another session's prefix",
    ['reject', 'other-prefix'],
  ),
  'prefix-lookup': choice('5213/5.4.1.1', 'which prefix of a request with several finds the session', [
    'any',
    'last',
  ]),
  'second-deregistration': choice('5213/5.3.5-08', 'deletion is counted from which de-registration', [
    'first',
    'last',
  ]),
  // how an answer looks
  'option-order': choice('5213/8.1-01', 'order of the options in a PBA', ['usual', 'reversed', 'shuffled']),
  padding: choice('6275/6.2.2-01', 'padding in a PBA', ['padn', 'pad1']),
  'rejection-lifetime': choice('BU-11', 'lifetime field of a rejection', ['zero', 'request']),
  'unknown-option-in-answer': choice('6275/6.2.1-01', 'a PBA carries an option of type 200', ['no', 'yes']),
  'trailing-padding': choice('6275/6.2.3-02', 'eight more octets of padding than needed', ['no', 'yes']),
  'answer-delay': choice('0.4', 'milliseconds before a PBA leaves', ['0', '50', '700']),
  copies: choice('design', 'how often each PBA is sent', ['1', '2']),
  'host-errors': choice('design', 'the host objects to Mobility Headers that the anchor reads beside it', [
    'no',
    'yes',
  ]),
  'observe-waiting': choice('8278 §0', 'bindings listed that wait for deletion', ['no', 'yes']),
  'observe-entries': choice('U-40', 'one listed node entry per session, or per path', ['session', 'path']),
} as const

function choice<const C extends readonly [string, ...string[]]>(note: string, what: string, choices: C) {
  return { note, what, choices } as const
}

export type BehaviourName = keyof typeof behaviourChoices

/** A flat record: one choice for each open question. */
export type Behaviours = { readonly [N in BehaviourName]: (typeof behaviourChoices)[N]['choices'][number] }

/** The default of every question, changed as said. */
export function behaviours(changed: Partial<Behaviours> = {}): Behaviours {
  const first = Object.entries(behaviourChoices).map(([name, { choices }]) => [name, choices[0]])
  return { ...Object.fromEntries(first), ...changed }
}

/** Every single departure from the defaults, one at a time: what a test of fairness walks over. */
export function alternatives(): readonly {
  readonly name: BehaviourName
  readonly choice: string
  readonly set: Behaviours
}[] {
  const names = Object.keys(behaviourChoices) as BehaviourName[]
  return names.flatMap((name) =>
    behaviourChoices[name].choices
      .slice(1)
      .map((choice) => ({ name, choice, set: behaviours({ [name]: choice }) })),
  )
}

/** Reads `name=choice` as an operator writes it; the text of the error says what is allowed. */
export function parseBehaviour(text: string): Partial<Behaviours> {
  const [name = '', choice = ''] = text.split('=')
  const known = Object.entries(behaviourChoices).find(([key]) => key === name)
  if (known === undefined)
    throw new RangeError(
      `no behaviour is called ${name}; there are ${Object.keys(behaviourChoices).join(', ')}`,
    )
  const choices: readonly string[] = known[1].choices
  if (!choices.includes(choice))
    throw new RangeError(`behaviour ${name} is one of ${choices.join(', ')}, not ${choice || 'empty'}`)
  return { [name]: choice }
}
