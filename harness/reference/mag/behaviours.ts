/**
 * What the RFCs leave to a gateway, and each way this one can do it. None of these is a defect: a suite that fails a
 * gateway for any of the choices is wrong. The first choice of each is the default.
 */
export const magBehaviourChoices = {
  // RFC 8278 §4.4: finding out, and several paths
  discovery: choice('8278/MP-4.4-05', 'what an LMA can do is found out for every node, or once', [
    'each-node',
    'remembered',
  ]),
  'further-paths': choice('8278/MP-3.1-07', 'a node gets further paths once multipath is granted', [
    'registered',
    'never',
  ]),
  'several-paths': choice('8278/MP-4.4-04', 'PBUs of further paths go out', ['concurrent', 'sequential']),
  'after-180': choice('U-31', 'status 180 for the only path', ['plain-retry', 'stop']),
  'foreign-bid': choice('U-08', 'an accepting PBA has an MMB with another BID', [
    'match-by-sequence',
    'ignore',
    'disable',
  ]),
  'malformed-mmb': choice('U-17', 'an accepting PBA has an MMB that cannot be read', [
    'no-multipath',
    'ignore',
  ]),
  'second-path-handoff-indicator': choice('U-06', 'handoff indicator of a further path', [
    '1',
    '4',
    '3',
    '2',
    '6',
  ]),
  'overwrite-on-first': choice('U-15', 'the first PBU of a node has the O flag', ['no', 'yes']),
  'bulk-refresh': choice('U-26', 'one PBU with the B flag refreshes all paths', ['no', 'yes']),
  'path-down': choice(
    '8278/MP-4.1-26',
    'a lost WAN is de-registered on itself, over another, or not at all',
    ['on-path', 'over-other-path', 'silent'],
  ),
  'single-path-move': choice(
    '8278/MP-4.4-11',
    'a node without multipath changes to another WAN when its own is lost',
    ['move', 'stay'],
  ),
  'mmb-alignment': choice('8278/MP-4.1-04', 'where the MMB stands', ['anywhere', '8n+2']),
  'error-delay': choice('6275/9.2-02', 'milliseconds before an error message goes out', ['0', '400']),
  // RFC 5847
  heartbeats: choice('5847/3-07', 'Heartbeats', ['supported', 'unknown']),
  'peers-after-restart': choice('5847/3.2-04', 'who had sessions is told of a restart', [
    'remembered',
    'forgotten',
  ]),
  // RFC 5213 §6.9.1.1
  'first-handoff-indicator': choice('5213/6.9.1.1-04d', 'handoff indicator of an attachment', ['1', '4']),
  ordering: choice('5213/6.9.1.1-06a', 'Timestamp option, or sequence numbers alone', [
    'timestamp',
    'sequence',
  ]),
  'link-layer-identifier': choice('5213/6.9.1.1-07', "the node's link-layer identifier is known", [
    'yes',
    'no',
  ]),
  'link-local-address': choice(
    '5213/6.9.1.1-09b',
    'Link-local Address option: none, :: or an address brought along',
    ['absent', 'asked', 'own'],
  ),
  'prefix-after-detach': choice(
    '5213/6.9.1.1-03',
    'the next attachment asks for the prefixes of the last one',
    ['forgotten', 'remembered'],
  ),
  'all-zero-prefix-length': choice('BU-02', 'prefix length beside ALL_ZERO', ['0', '64']),
  'h-flag': choice('BU-01', 'H flag in a PBU', ['clear', 'set']),
  'alternate-coa': choice('5213/6.9.1.5-05', 'Alternate Care-of Address option with the Proxy-CoA', [
    'absent',
    'present',
  ]),
  'option-order': choice('5213/8.1-01', 'order of the options in a PBU', ['usual', 'reversed', 'shuffled']),
  padding: choice('6275/6.2.2-01', 'padding in a PBU', ['padn', 'pad1']),
  'trailing-padding': choice('6275/6.2.3-02', 'eight more octets of padding than needed', ['no', 'yes']),
  'extra-option': choice('6275/6.2.1-01', 'a further option in every PBU', [
    'none',
    'vendor-specific',
    'service-selection',
    'unknown',
  ]),
  // RFC 5213 §6.9.1.2
  'answer-matching': choice('5213/6.9.1.2-05b', 'by what an answer finds its request', [
    'sequence',
    'timestamp',
  ]),
  'answer-to-older-transmission': choice('BU-27', 'an answer to an earlier transmission', [
    'accept',
    'ignore',
  ]),
  'answer-timestamp': choice('BU-23', 'a Timestamp in the answer that is missing or another one', [
    'free',
    'must-match',
  ]),
  'answer-without-option': choice(
    'BU-21',
    'an answer without handoff indicator, access technology or prefix',
    ['accept', 'ignore'],
  ),
  'answer-without-mn-id': choice('BU-21', 'an answer without MN-ID', ['ignore', 'match-by-sequence']),
  'answer-with-other-prefixes': choice('BU-25', 'an answer with other prefixes than asked for', [
    'accept',
    'ignore',
  ]),
  'after-155': choice('5213/6.9.1.2-10', 'status 155 for prefixes asked for', ['ask-all-zero', 'stop']),
  'after-156': choice('5213/6.9.1.2-09a', 'status 156', ['wait', 'stop']),
  'after-rejection': choice('6275/11.7.3-07', 'other rejections', ['stop', 'retry']),
  // timers
  'initial-timeout': choice('5213/6.9.4-01', 'milliseconds before the first retransmission', [
    '1000',
    '1500',
  ]),
  'retransmission-end': choice('5213/6.9.4-03', 'when the interval has reached its maximum', [
    'goes-on',
    'gives-up',
  ]),
  'refresh-at': choice('6275/11.7.3-05', 'part of the lifetime after which a binding is refreshed', [
    '0.75',
    '0.5',
    '0.9',
  ]),
  'refresh-advice': choice('6275/11.7.3-06', 'Binding Refresh Advice', ['follow', 'ignore']),
  'refresh-request': choice('BU-12', 'Binding Refresh Request that names a node', ['refresh', 'ignore']),
  'detach-while-registering': choice('5213/6.9.4-02', 'detached before the first answer came', [
    'silent',
    'deregister',
  ]),
  'deregistration-repeated': choice(
    '5213/6.9.1.4-04b',
    'an unanswered de-registration is sent a second time',
    ['no', 'yes'],
  ),
  revocation: choice('U-28', 'a revocation with Alternate Care-of Address ends', ['that-path', 'all-paths']),
} as const

function choice<const C extends readonly [string, ...string[]]>(note: string, what: string, choices: C) {
  return { note, what, choices } as const
}

export type MagBehaviourName = keyof typeof magBehaviourChoices

/** A flat record: one choice for each open question. */
export type MagBehaviours = {
  readonly [N in MagBehaviourName]: (typeof magBehaviourChoices)[N]['choices'][number]
}

/** The default of every question, changed as said. */
export function magBehaviours(changed: Partial<MagBehaviours> = {}): MagBehaviours {
  const first = Object.entries(magBehaviourChoices).map(([name, { choices }]) => [name, choices[0]])
  return { ...Object.fromEntries(first), ...changed }
}

/** Every single departure from the defaults, one at a time: what a test of fairness walks over. */
export function magAlternatives(): readonly {
  readonly name: MagBehaviourName
  readonly choice: string
  readonly set: MagBehaviours
}[] {
  const names = Object.keys(magBehaviourChoices) as MagBehaviourName[]
  return names.flatMap((name) =>
    magBehaviourChoices[name].choices
      .slice(1)
      .map((choice) => ({ name, choice, set: magBehaviours({ [name]: choice }) })),
  )
}

/** Reads `name=choice` as an operator writes it; the text of the error says what is allowed. */
export function parseMagBehaviour(text: string): Partial<MagBehaviours> {
  const [name = '', choice = ''] = text.split('=')
  const known = Object.entries(magBehaviourChoices).find(([key]) => key === name)
  if (known === undefined)
    throw new RangeError(
      `no behaviour is called ${name}; there are ${Object.keys(magBehaviourChoices).join(', ')}`,
    )
  const choices: readonly string[] = known[1].choices
  if (!choices.includes(choice))
    throw new RangeError(`behaviour ${name} is one of ${choices.join(', ')}, not ${choice || 'empty'}`)
  return { [name]: choice }
}
