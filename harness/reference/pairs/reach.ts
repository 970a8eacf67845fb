import type { DefectName } from '../defects.js'
import type { MagDefectName } from '../mag/index.js'

/** Cases that a defect makes fail although it breaks none of their rows, and why they cannot but fail. */
export interface Reach {
  /** Globs over ids. */
  readonly cases: readonly string[]
  /** One sentence. */
  readonly why: string
}

export type ReachTable = Readonly<Partial<Record<string, Reach>>>

function reach(why: string, ...cases: readonly string[]): Reach {
  return { cases, why }
}

const everything = (why: string) => reach(why, '*')
const ORDER = 'LMA-5213-ORDER-*'
const otherFault = reach('Of two faults in a request the device overlooks one, so the other decides.', ORDER)
const unheard = reach(
  'Refusals do not reach whoever asked.',
  ...[
    'LMA-5213-MISSING-*',
    ORDER,
    'LMA-8278-STATUS-*',
    'LMA-8278-SIGNAL-*',
    'LMA-5213-TIME-*',
    'LMA-5213-ACK-*',
  ],
)
const ungranted = reach('No answer shows that multipath was granted as it was asked for.', 'LMA-8278-*')
const otherStatus = reach('Acceptance has another status than 0.', 'LMA-5213-*', 'LMA-8278-*')
const neighbours = reach(
  'Nodes of cases that run side by side lose their bindings to each other.',
  ...['LMA-8278-*', 'LMA-5213-REG-*', 'LMA-5213-HNP-*'],
)
const strangeNumber = reach(
  'The answer bears the sequence number of another request and is taken for its answer.',
  ...['LMA-5213-PBA-*', 'LMA-5213-STAMP-*', 'LMA-5213-CODE-*', 'LMA-8278-PBAMMB-*', 'LMA-5213-MISSING-*'],
  ...['LMA-5213-ACK-*', 'LMA-5213-TIME-*', 'LMA-6275-SEQ-*', 'LMA-8278-*', 'LMA-6275-HEADER-*', ORDER],
)

const probeAccepted = reach(
  'Of two faults one is overlooked; a PBU that is to be refused, to see whether a session exists, opens one.',
  ...[ORDER, 'LMA-5213-*', 'LMA-6275-LIFETIME-*', 'LMA-8278-DEREG-*'],
)
const noHandover = reach('A session cannot be handed over, which the case begins with.', 'LMA-5213-*')

/**
 * A case needs a device that registers, answers and can be seen before it can judge anything; some defects take that
 * away. What a further row of `breaks` says better does not belong here.
 */
export const lmaReach: Readonly<Partial<Record<DefectName, Reach>>> = {
  // no session to go on with
  'acceptance-creates-no-binding': everything('No session lives on from one message to the next.'),
  'same-prefix-for-all': everything(
    'Nodes that run side by side own one prefix, so all but one are refused.',
  ),
  'prefix-omitted': everything('A MAG that is told no prefix cannot name it in its next request.'),
  'prefix-length-zero': everything('The prefix that a MAG is told is no prefix.'),
  'mn-id-not-copied': everything('An answer that names another node belongs to none that is waited for.'),
  'mn-id-with-memory-behind': everything(
    'An answer that names another node belongs to none that is waited for.',
  ),
  'all-zero-prefix-in-refresh': reach('A refreshed session has no prefix.', 'LMA-5213-*', 'LMA-8278-*'),
  'status-1-when-accepting': otherStatus,
  'status-100-when-accepting': otherStatus,
  'mn-id-omitted': everything('An answer that names no node belongs to any request of that number.'),
  'rejection-removes-bindings': everything(
    'A request that is refused on purpose ends what the case is about.',
  ),
  'rejection-creates-binding': reach(
    'The session that a refused request makes has its Timestamp and its sequence number.',
    ...['LMA-5213-TIME-*', 'LMA-6275-SEQ-*', ORDER],
  ),
  'rejections-not-sent': everything('A refusal, which many cases provoke, is never heard.'),
  'sequence-not-copied': everything('An answer of another number belongs to no request, or to a wrong one.'),
  'status-128-instead-of-135': strangeNumber,
  'missing-option-told-from-other-address': unheard,
  'checksum-wrong-with-missing-option': unheard,
  'prefix-changes-on-refresh': reach('No session keeps its prefixes.', 'LMA-5213-*', 'LMA-8278-*'),
  // what becomes of sessions
  'prefix-changes-on-handoff': reach(
    'No session keeps its prefixes over a hand-over.',
    'LMA-5213-*',
    'LMA-8278-*',
  ),
  'handoff-keeps-old-care-of-address': reach(
    'A session that was handed over is not where it should be.',
    ...['LMA-5213-PREFIX-*', 'LMA-5213-LINKLAYER-*', 'LMA-5213-LEAVE-*'],
  ),
  'handoff-by-link-layer-ignored': noHandover,
  'handoff-between-interfaces-ignored': noHandover,
  'handoff-without-link-layer-ignored': noHandover,
  'link-layer-identifier-not-stored': noHandover,
  'access-technology-of-first-request-kept': noHandover,
  'one-session-per-node': reach('There is no second session beside the first.', 'LMA-5213-*'),
  'new-interface-takes-over-session': reach('A session moves that is to stay.', 'LMA-5213-PREFIX-*'),
  'refresh-keeps-one-prefix': reach(
    'A session loses the prefix it should be refused without.',
    'LMA-5213-TWO-*',
  ),
  'deregistration-deletes-at-once': reach(
    'There is nothing left to take over, or to de-register again.',
    ...['LMA-5213-LEAVE-*', 'LMA-5213-LINKLAYER-06', 'LMA-5213-NODE-04'],
  ),
  'deregistration-keeps-binding': reach(
    'What was de-registered stays.',
    ...['LMA-5213-LEAVE-*', 'LMA-5213-SESSIONS-*', 'LMA-5213-REG-*'],
  ),
  'lifetime-in-seconds': reach(
    'The session ends before it is looked at.',
    'LMA-5213-SESSIONS-*',
    'LMA-5213-REFRESH-*',
  ),
  'expires-early': reach(
    'The session ends before it is looked at, or is seen to end before its time.',
    ...['LMA-5213-SESSIONS-*', 'LMA-5213-REFRESH-*', 'LMA-8278-OVERWRITE-*'],
  ),
  'expires-at-refresh-advice': reach('The session ends before it is looked at.', 'LMA-5213-REFRESH-*'),
  'expiry-ignored': reach('No session ever ends.', 'LMA-5213-SESSIONS-*', 'LMA-5213-REFRESH-*'),
  'deregistration-unanswered': reach('No session ends when its MAG wants it.', 'LMA-5213-*'),
  'deregistration-answered-after-wait': reach(
    'The answer comes when the time to use it is over.',
    ...['LMA-5213-LEAVE-*', 'LMA-6275-SEQ-12'],
  ),
  'all-zero-prefix-when-accepting': everything('A MAG that is told ALL_ZERO cannot name a prefix.'),
  // two faults in one request
  'unauthorized-mag-accepted': otherFault,
  'unknown-node-accepted': otherFault,
  'barred-node-accepted': otherFault,
  'missing-prefix-accepted': otherFault,
  'missing-handoff-indicator-accepted': otherFault,
  'missing-access-technology-accepted': otherFault,
  'old-timestamp-accepted': otherFault,
  'lower-timestamp-accepted': otherFault,
  'timestamp-window-not-checked': otherFault,
  'old-sequence-accepted': otherFault,
  'foreign-prefix-accepted': probeAccepted,
  'one-good-prefix-is-enough': probeAccepted,
  'other-prefix-set-accepted': otherFault,
  'prefix-of-other-node-accepted': otherFault,
  'unusable-coa-accepted': otherFault,
  'alternate-coa-skips-checks': reach(
    'Whatever has an Alternate Care-of Address is accepted.',
    'LMA-5213-ACK-17',
  ),
  'alternate-coa-ignored': reach('The source counts although another address was named.', 'LMA-8278-AUTH-*'),
  // what a path is found by
  'bid-stored-plus-one': reach('Paths are found under other binding identifiers than theirs.', 'LMA-8278-*'),
  'second-path-replaces-first': reach('There are never two paths.', 'LMA-8278-*'),
  'multipath-refused-to-all': reach('There is no multipath.', 'LMA-8278-*'),
  'if-att-unlike-option-24-rejected': reach('Every second path has an If-ATT of its own.', 'LMA-8278-*'),
  'refresh-by-care-of-address-ignored': reach(
    'A refresh without MMB is refused.',
    'LMA-8278-*',
    'LMA-5213-*',
  ),
  'bid-shared-by-all-nodes': neighbours,
  'bulk-reaches-other-nodes': neighbours,
  'overwrite-reaches-other-nodes': neighbours,
  'deregistration-reaches-other-nodes': neighbours,
  // what is told and cannot be read
  'handoff-indicator-length-3': reach(
    'What stands behind the option is lost.',
    ...[
      'LMA-5213-ACK-*',
      'LMA-5213-PBA-*',
      'LMA-6275-MH-05',
      'LMA-8278-*',
      'LMA-5213-TIME-*',
      'LMA-5213-FORM-*',
    ],
  ),
  'option-after-unknown-lost': reach(
    'What stands behind the unknown option is missing in the answer too.',
    ...['LMA-5213-PBA-*', 'LMA-5213-CODE-01', 'LMA-8278-PBAMMB-*'],
  ),
  'mmb-bid-wrong': ungranted,
  'mmb-bid-zero': ungranted,
  'mmb-twice-different': ungranted,
  'mmb-omitted-when-accepting': ungranted,
  'mmb-omitted-on-second-path': ungranted,
  'mmb-omitted-in-refresh': ungranted,
  'mmb-under-another-type': ungranted,
  'mmb-length-4': ungranted,
  'mmb-length-8': ungranted,
  'mmb-unasked': reach('An MMB that nobody asked for is held against the request.', 'LMA-8278-PBAMMB-*'),
  'timestamp-of-4-octets': reach('The Timestamp cannot be read.', 'LMA-5213-TIME-*'),
  'timestamp-omitted': reach('There is no Timestamp to read.', 'LMA-5213-TIME-*'),
  'heartbeat-sequence-not-copied': reach(
    'A response of another number belongs to no request.',
    ...['LMA-5847-*', 'LMA-8278-MMB-19', 'LMA-8278-MAGID-25'],
  ),
  // what is refused beside what the defect is about
  'mag-identifier-before-mmb-rejected': reach(
    'In some requests the MAG Identifier stands first.',
    ...['LMA-8278-ALIGN-*', 'LMA-8278-MAGID-*'],
  ),
  'misaligned-mmb-rejected': reach(
    'Where other options stand first the MMB stands elsewhere.',
    'LMA-8278-MMB-*',
  ),
  'misaligned-mag-identifier-rejected': reach(
    'In some requests the MAG Identifier stands off 4n.',
    'LMA-8278-*',
  ),
  'option-order-matters': reach(
    'Some requests begin with another option than a prefix.',
    ...['LMA-6275-HEADER-*', 'LMA-5213-HEADER-*', 'LMA-8278-*'],
  ),
  'legacy-rejects-mmb': reach('Everything about MMB is refused.', 'LMA-8278-LEGACY-*'),
  'legacy-rejects-mag-identifier': reach('Everything about MAG Identifiers is refused.', 'LMA-8278-LEGACY-*'),
}

export const magReach: Readonly<Partial<Record<MagDefectName, Reach>>> = {
  'answers-not-taken': everything('No node is ever registered.'),
  'retransmits-after-acceptance': everything('Each answer seems not to be taken, as the PBU comes again.'),
  'handoff-indicator-omitted': everything('An LMA refuses such a PBU.'),
  'handoff-indicator-length-3': everything('An LMA cannot read such a PBU.'),
  'prefix-omitted': everything('An LMA cannot know which session a PBU is about.'),
  'handoff-indicator-2': reach('A refresh cannot be told from it.', 'MAG-5213-REFRESH-01'),
  'handoff-indicator-0': reach(
    'No answer fits such a PBU, so the node is not registered.',
    'MAG-5213-*',
    'MAG-8278-*',
  ),
  'access-technology-0': reach(
    'No answer fits such a PBU, so the node is not registered.',
    'MAG-5213-*',
    'MAG-8278-*',
  ),
  'second-path-after-legacy-answer': reach('Nothing disables multipath.', 'MAG-8278-*'),
  'same-care-of-address-on-both-paths': reach('The paths of a node cannot be told apart.', 'MAG-8278-*'),
  'only-first-prefix-on-second-path': reach(
    'A second path names one prefix in all that it sends.',
    ...['MAG-5213-REFRESH-*', 'MAG-5213-DEREG-*'],
  ),
  'misaligned-mmb-drops-answer': reach(
    'It stands where it falls in some answers.',
    ...['MAG-8278-*', 'MAG-5213-*', 'MAG-6275-*'],
  ),
  'misaligned-mag-identifier-drops-answer': reach('It stands where it falls in some answers.', 'MAG-8278-*'),
  'pad1-drops-answer': reach('Some answers have Pad1 to align what follows.', 'MAG-8278-*', 'MAG-5213-*'),
  'checksum-wrong-in-deregistration': reach(
    'Nothing tells whose such a de-registration is, and so which prefix it had been given.',
    'MAG-5213-FORM-01',
  ),
  'multipath-after-180': reach('Nothing disables multipath.', 'MAG-8278-*'),
  'foreign-alternate-coa': reach('The path of a PBU is told by that address.', 'MAG-8278-*'),
  'unmatched-answer-accepted': reach(
    'An answer that is to be passed over is taken for that of another request.',
    ...['MAG-5213-MALFORMED-*', 'MAG-5213-ANSWER-*'],
  ),
}
