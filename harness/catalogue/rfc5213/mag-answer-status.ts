import type { Requirement } from '../requirement.js'

/** RFC 5213, section 6.9.1.2, items 7 to 11: what a rejection means. */
export const rfc5213MagAnswerStatus = {
  '6.9.1.2-07a': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'SHOULD NOT',
    text: 'After 152 no PBU should be sent for that node until somebody intervenes.',
    observed: 'A PBA 152; the node stays attached and quiet.',
    oracle: 'Passes when no PBU of it comes from 0.5 s to 60 s after the PBA. Warns when one comes.',
  },
  '6.9.1.2-07b': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'MUST',
    text: 'After 152 the node is denied the mobility service.',
    observed:
      'A PBU with a non-zero prefix the MAG knows is answered 152; from 1 s on a Router Solicitation and a packet with a source in that prefix.',
    oracle:
      'Passes when the prefix is not advertised and the packet leaves neither in a tunnel nor on the egress; a prefix of the visited network is all right. Fails otherwise.',
    untested: { mag: { because: 'not yet', why: 'data plane' } },
  },
  '6.9.1.2-08': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'SHOULD',
    text: 'After 157 the MAG should register again.',
    observed: 'A PBA 157.',
    oracle: 'Passes when a new PBU with a later Timestamp comes within 10 s. Warns when none does.',
    claim: 'timestamps',
  },
  '6.9.1.2-09a': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'SHOULD',
    text: 'After 156 the MAG should register again only when its clock has been synchronised.',
    observed: 'A PBA 156.',
    oracle: 'Passes when three PBUs or fewer follow within 10 s. Warns when more follow.',
    claim: 'timestamps',
  },
  '6.9.1.2-09b': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'SHOULD NOT',
    text: 'The MAG should not set its clock by the Timestamp of a PBA.',
    observed:
      'A PBA 156 with a time one hour ahead; the next PBU, after a new attachment (hook) if none comes in 30 s.',
    oracle:
      'Passes when its Timestamp is at most 30 min ahead. Warns when it is further ahead. Undecided when no PBU comes.',
    claim: 'timestamps',
  },
  '6.9.1.2-10': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'SHOULD NOT',
    levels: 'SHOULD NOT / MAY',
    text: 'After 155 the same prefixes should not be asked for again; ALL_ZERO may be.',
    observed: 'A PBU with a configured non-zero prefix (hook) is answered 155.',
    oracle:
      'Passes when within 60 s there is no PBU, or only such with :: alone. Warns when one asks for one of those prefixes.',
  },
  '6.9.1.2-11': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'MUST NOT',
    levels: 'MUST NOT / MUST',
    text: 'After any rejection the prefixes are not advertised and packets from them not forwarded.',
    observed:
      'For each of the statuses 128 to 180 and 200 a node of its own, whose PBUs with a non-zero prefix known to the MAG all get that status, the other options echoed; a Router Solicitation and a packet from the prefix from 1 s after the first PBA.',
    oracle:
      'Passes on neither advertisement nor forwarding, whatever retries, visited prefix or end of the link there may be. Fails when the prefix is advertised, or the packet leaves in a tunnel or on the egress. Warns when a refresh is rejected and the service lasts until the old lifetime is over.',
    notes: ['BU-29'],
  },
} as const satisfies Record<string, Requirement>
