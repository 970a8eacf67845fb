import type { Requirement } from '../requirement.js'

/** RFC 6275, section 11: the mobile node's side, as a MAG has it. */
export const rfc6275Mag = {
  '11.1-01': {
    section: '11.1',
    binds: 'mag',
    level: 'MUST',
    text: 'A Binding Update List entry ends with its lifetime.',
    observed: 'The run of 11.7.3-03: an accepted PBU granted 40 s, and no answer after that.',
    oracle:
      'Passes when from 42 s after the accepted PBU nothing more goes up the tunnel and nothing from it is delivered. Fails when traffic still flows.',
    untested: { mag: { because: 'not yet', why: 'data plane' } },
  },
  '11.3.6-01': {
    section: '11.3.6',
    binds: 'mag',
    level: 'MUST',
    text: 'A Binding Error from somebody the MAG has no binding with is ignored.',
    observed: 'A Binding Error with status 1 from a stranger.',
    oracle: 'Passes when the MAG does not react. Fails when it does.',
  },
  '11.3.6-02': {
    section: '11.3.6',
    binds: 'mag',
    level: 'SHOULD',
    text: 'A Binding Error with status 2 while an answer is outstanding should end the use of extensions.',
    observed: 'A Binding Error with status 2 in reply to a Heartbeat Request of the MAG.',
    oracle:
      'Passes when no Heartbeat goes to that LMA any more. Warns when another does (5847/3-06 makes it a failure).',
    claim: 'heartbeat',
    untested: { mag: { because: 'covered by', why: '5847/3-06, which makes it a must' } },
  },
  '11.7.1-01': {
    section: '11.7.1',
    binds: 'mag',
    level: 'MUST',
    text: 'A registration asks for a non-zero lifetime.',
    observed: 'First PBU and refresh of a MAG.',
    oracle: 'Passes when the lifetime is above 0. Fails when it is 0.',
  },
  '11.7.3-01': {
    section: '11.7.3',
    binds: 'mag',
    level: 'DECL',
    text: 'A Binding Acknowledgement is matched by sequence number; for PBAs RFC 5213 leaves the key free.',
    observed: 'A PBA that is right but for a sequence number larger by 7 (the same as 5213/6.9.1.2-05b).',
    oracle:
      'Passes when it is ignored. Warns when it is accepted where sequence numbers are in use. Undecided when it is accepted and Timestamps are in use.',
    notes: ['BU-27'],
  },
  '11.7.3-02': {
    section: '11.7.3',
    binds: 'mag',
    level: 'MUST',
    text: 'An accepted Binding Update is not sent again.',
    observed: 'A PBA with status 0; a look at what follows from 0.5 s after it.',
    oracle:
      'Passes when nothing follows but refreshes (HI 5 and the assigned prefixes) or the upload of a link-local address. Fails when a PBU repeats the first HI and prefixes.',
    notes: ['BU-28'],
  },
  '11.7.3-03': {
    section: '11.7.3',
    binds: 'mag',
    level: 'MUST',
    text: 'A lifetime shorter than requested is the one that counts, from the time the Binding Update was sent.',
    observed: 'A PBU asking for more than 40 s is granted 40 s; every later PBU stays unanswered.',
    oracle:
      'Passes when uplink traffic and advertisement of the prefix end at the latest 42 s after that PBU. Fails when they go on.',
    notes: ['BU-26'],
    untested: { mag: { because: 'not yet', why: 'data plane' } },
  },
  '11.7.3-04': {
    section: '11.7.3',
    binds: 'mag',
    level: 'MUST',
    text: 'After 135 the sequence number of the acknowledgement is taken over.',
    observed: 'A PBA 135 with sequence number 500, with no Timestamp in use.',
    oracle: 'Passes when the next PBU has a greater number than 500. Fails when it has not.',
  },
  '11.7.3-05': {
    section: '11.7.3',
    binds: 'mag',
    level: 'SHOULD',
    text: 'A new Binding Update should go out well before the granted lifetime ends.',
    observed: 'A PBA granting 60 s, the node staying attached.',
    oracle:
      'Passes when a refresh with HI 5 comes within 60 s of the accepted PBU. Warns when none comes, or later.',
  },
  '11.7.3-06': {
    section: '11.7.3',
    binds: 'mag',
    level: 'MUST',
    levels: 'SHOULD (11.7.3), MUST (RFC 5213 section 8.2)',
    text: 'A Binding Refresh Advice should be followed, though RFC 5213 does not list the option for PBAs.',
    observed: 'A PBA granting 300 s with a refresh interval of 20 s.',
    oracle:
      'Passes when a refresh comes at about 20 s. Fails when the whole PBA is ignored (5213/8.2 has it skip options it does not know). Undecided when the option is skipped.',
  },
  '11.7.3-07': {
    section: '11.7.3',
    binds: 'mag',
    level: 'MUST NOT',
    levels: 'DECL (11.7.3), MUST NOT (11.8)',
    text: 'A retry after a rejection is a new Binding Update within the rate limit.',
    observed: 'Every PBU is answered 128 for 60 s.',
    oracle:
      'Passes when each retry has a new sequence number or a newer Timestamp. Fails when more than three come in a second. Warns when one has neither.',
  },
  '11.8-01': {
    section: '11.8',
    binds: 'mag',
    level: 'SHOULD',
    text: 'An unanswered PBU should be sent again, first after INITIAL_BINDACK_TIMEOUT.',
    observed: 'No PBA; the node stays reachable.',
    oracle:
      'Passes when the second PBU comes 1 to 1.5 s after the first, give or take 0.2 s. Warns when it comes at another time or not at all.',
    notes: ['BU-35'],
  },
  '11.8-02': {
    section: '11.8',
    binds: 'mag',
    level: 'MUST',
    text: 'The interval doubles until MAX_BINDACK_TIMEOUT, 32 s.',
    observed: 'The run of 5213/6.9.4-03, without any answer.',
    oracle:
      'Passes when the intervals are about 1, 2, 4, 8, 16 and 32 s, and constant from there. Fails when the interval stays the same or shrinks before 32 s. Warns when the MAG gives up before 32 s.',
  },
  '11.8-03': {
    section: '11.8',
    binds: 'mag',
    level: 'MUST NOT',
    text: 'No more than three messages of a type go to a node within a second.',
    observed: 'Retransmissions and bursts for one node.',
    oracle:
      'Passes when there are three or fewer in every second. Fails when there are more for one binding. Undecided when there are more, for several nodes together, since the rule is written for one correspondent node.',
  },
  '11.8-04': {
    section: '11.8',
    binds: 'mag',
    level: 'MUST',
    text: 'A retransmission has a greater sequence number, or with Timestamps a newer one (5213/6.9.4).',
    observed: 'No PBA.',
    oracle: 'Passes when number or Timestamp rises each time. Fails when it does not.',
  },
  '11.8-05': {
    section: '11.8',
    binds: 'mag',
    level: 'SHOULD',
    text: 'Each home address, here each node, should have a back-off of its own.',
    observed: 'One node unanswered for 20 s; then a second attaches and is not answered either.',
    oracle:
      "Passes when the second node's first interval is 1 to 1.5 s. Warns when it starts with the interval the first has come to.",
  },
} as const satisfies Record<string, Requirement>
