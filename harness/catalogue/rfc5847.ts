import type { Requirement } from './requirement.js'

/** RFC 5847, Heartbeat Mechanism for Proxy Mobile IPv6: row id to requirement. */
export const rfc5847 = {
  '3-01': {
    section: '3',
    binds: 'both',
    level: 'MUST',
    text: 'A Heartbeat Request is answered with a Response, whether or not there is a binding.',
    observed: 'A Heartbeat Request to a device that has no binding with us.',
    oracle:
      'Passes when a Heartbeat comes with R set and U clear. Fails when none comes, or its flags are others.',
    claim: 'heartbeat',
  },
  '3-02': {
    section: '3',
    binds: 'both',
    level: 'FMT',
    text: 'The Response has the sequence number of the Request.',
    observed: 'Requests with 0xDEADBEEF, 0 and 0xFFFFFFFF.',
    oracle: 'Passes when all 32 bits are equal. Fails when they are not.',
    claim: 'heartbeat',
  },
  '3-03': {
    section: '3',
    binds: 'both',
    level: 'SHOULD NOT',
    text: 'A node should send no Requests to a peer with which it has no binding.',
    observed:
      'Three intervals without a binding: before the first at once, after a de-registration from 15 s later, because an LMA keeps the entry for its deletion delay.',
    oracle: 'Passes when no Request comes. Warns when one comes.',
    claim: 'heartbeat',
  },
  '3-04': {
    section: '3',
    binds: 'both',
    level: 'DECL',
    text: 'With a binding a Request goes out every HEARTBEAT_INTERVAL.',
    observed: 'A binding, and an answer to every Request within 1 s, for five intervals.',
    oracle:
      'Passes when every interval is right to 10 % and 1 s, and the sequence numbers rise modulo 2^32. Warns when an interval or number is another, or no Request comes at all.',
    claim: 'heartbeat',
  },
  '3-05': {
    section: '3',
    binds: 'both',
    level: 'SHOULD NOT',
    levels: 'SHOULD NOT (3 and 5)',
    text: 'The interval should be no less than 30 s and no more than 3600 s.',
    observed: 'A device as it comes from the factory, with a binding.',
    oracle:
      'Passes when its Requests are 30 s to 3600 s apart (60 s by default); whether it refuses other settings is not judged. Warns when they are closer. Undecided when none come within two minutes each, as wider ones are too long to wait for.',
    claim: 'heartbeat',
  },
  '3-06': {
    section: '3',
    binds: 'both',
    level: 'MUST NOT',
    text: 'A peer that answers a Request with Binding Error status 2 gets no Heartbeat ever again.',
    observed:
      "A binding; a Binding Error with status 2 from the peer's address within 1 s of the device's Request, while nobody else sends Heartbeats.",
    oracle: 'Passes when no Request comes for three intervals. Fails when one comes.',
    claim: 'heartbeat',
  },
  '3-07': {
    section: '3',
    binds: 'both',
    level: 'MUST',
    levels: 'MUST (RFC 6275 section 9.2)',
    text: 'A node without Heartbeats answers one with Binding Error status 2.',
    observed:
      'A Heartbeat Request to a device that does not claim Heartbeats; not applicable to one that does.',
    oracle: 'Passes when a Binding Error with status 2 and Home Address :: comes. Fails otherwise.',
  },
  '3-08': {
    section: '3',
    binds: 'both',
    level: 'FMT',
    text: 'U is clear in Requests and in Responses to them, and a Restart Counter is in Responses only.',
    observed: 'Every Heartbeat of the device.',
    oracle:
      'Passes when U is clear in them, and option 28 stands in Responses alone. Fails when U is set in one of them, or a Request has option 28.',
    claim: 'heartbeat',
  },
  '3.1-01': {
    section: '3.1',
    binds: 'both',
    level: 'DEF',
    text: 'A peer counts as unreachable when more than MISSING_HEARTBEATS_ALLOWED (3) Requests in a row are unanswered.',
    observed:
      'A binding with a lifetime above eight intervals; from one Request on no Heartbeat is answered, while PBUs and PBAs are; not applicable while the heartbeat control of RFC 8127 is in force.',
    oracle:
      'Passes when the bindings are given up four intervals after that Request. Fails when they are given up before three intervals are over. Warns when they are given up between three and four intervals, as section 5 can be read. Undecided when nothing is to be seen, since giving them up is a lower-case should.',
    claim: 'heartbeat',
  },
  '3.1-02': {
    section: '3.1',
    binds: 'both',
    level: 'DEF',
    text: 'Any Response starts the count of missing ones anew.',
    observed:
      "Two Requests unanswered, one answered, two unanswered, all others answered; the binding's lifetime is above eight intervals.",
    oracle: 'Passes when the binding stays. Fails when it is given up.',
    claim: 'heartbeat',
  },
  '3.2-01': {
    section: '3.2',
    binds: 'both',
    level: 'DECL',
    text: 'A Response has the Restart Counter of its sender.',
    observed: 'A Heartbeat Request.',
    oracle: 'Passes when option 28 with Length 4 is there. Warns when it is absent.',
    claim: 'heartbeat',
  },
  '3.2-02a': {
    section: '3.2',
    binds: 'both',
    level: 'MUST',
    text: 'The Restart Counter rises with each restart that loses the sessions, and outlives restarts.',
    observed: 'The counter is read before and after two such restarts (hook).',
    oracle: 'Passes when it is greater after each, modulo 2^32. Fails when it is not.',
    claim: 'heartbeat',
  },
  '3.2-02b': {
    section: '3.2',
    binds: 'both',
    level: 'MUST NOT',
    text: 'The Restart Counter does not rise for any other reason.',
    observed: 'Ten Requests; where declared also a restart that keeps the sessions (hook).',
    oracle: 'Passes when the value is always the same. Fails when it changes.',
    claim: 'heartbeat',
  },
  '3.2-03': {
    section: '3.2',
    binds: 'both',
    level: 'DECL',
    text: 'A changed Restart Counter tells that the peer has restarted.',
    observed: 'A Response whose counter is one more than before.',
    oracle:
      'Undecided always; giving up or renewing the bindings is what one expects, by a lower-case should. Never fails by this row.',
    claim: 'heartbeat',
    untested: {
      lma: {
        because: 'untestable',
        why: 'what follows a changed counter is left to the device by a lower-case should; 3.2-06 looks at an equal one',
      },
      mag: {
        because: 'untestable',
        why: 'what follows a changed counter is left to the device by a lower-case should; 3.2-06 looks at an equal one',
      },
    },
  },
  '3.2-04': {
    section: '3.2',
    binds: 'both',
    level: 'SHOULD',
    text: 'After such a restart an unsolicited Response should go to every former peer.',
    observed: 'A binding, then a restart that loses the sessions (hook).',
    oracle:
      'Passes when a Heartbeat with U and R set and a greater Restart Counter comes. Warns when one comes without a greater Restart Counter. Undecided when none comes, as only a device that remembers its peers can send it.',
    claim: 'heartbeat',
  },
  '3.2-05': {
    section: '3.2',
    binds: 'both',
    level: 'DECL',
    text: 'An unsolicited Response is not answered and its sequence number is of no account.',
    observed: 'A Heartbeat with U and R set and sequence number 0.',
    oracle: 'Passes when nothing comes back. Warns when something does.',
    claim: 'heartbeat',
  },
  '3.2-06': {
    section: '3.2',
    binds: 'both',
    level: 'MUST',
    text: 'The Restart Counter of every peer with sessions is stored; a first value is only stored, an equal one means nothing.',
    observed: 'Responses with counter 5 three times, the first ever among them.',
    oracle:
      'Passes when the fives have no effect. Fails when a 5 is taken for a restart. What a change means is 3.2-03.',
    claim: 'heartbeat',
  },
  '3.3-01': {
    section: '3.3',
    binds: 'both',
    level: 'FMT',
    text: 'A Heartbeat is a Mobility Header of type 13 with reserved bits 0, its length a multiple of 8 octets.',
    observed: 'Every Heartbeat of the device.',
    oracle:
      'Passes when type is 13, the reserved bits are 0 and the length is a multiple of 8 octets. Fails otherwise.',
    claim: 'heartbeat',
  },
  '3.3-02': {
    section: '3.3',
    binds: 'both',
    level: 'MUST',
    text: 'Options not understood are skipped, and reserved bits ignored.',
    observed:
      'Requests with an option of type 200, with the reserved bits 0xFFFC set, and with option 28, which does not belong there.',
    oracle: 'Passes when each is answered. Fails when one is not.',
    claim: 'heartbeat',
    notes: ['BU-33'],
  },
  '3.3-03': {
    section: '3.3',
    binds: 'both',
    level: 'DECL',
    text: 'A Response to no Request has no effect.',
    observed: 'A Response with U clear and a sequence number the device never used.',
    oracle: 'Passes when it is ignored. Warns when it is answered, or has an effect.',
    claim: 'heartbeat',
  },
  '4-01': {
    section: '4',
    binds: 'both',
    level: 'DECL',
    text: 'Over IPv4 Heartbeats travel in UDP, port 5436.',
    observed: 'A Heartbeat Request in UDP.',
    oracle: 'Passes when the Response comes in UDP. Warns otherwise.',
    claim: 'heartbeat',
    untested: {
      lma: { because: 'not yet', why: 'IPv4 transport' },
      mag: { because: 'not yet', why: 'IPv4 transport' },
    },
  },
  '5-01': {
    section: '5',
    binds: 'both',
    level: 'DECL',
    text: 'HEARTBEAT_INTERVAL (60 s) and MISSING_HEARTBEATS_ALLOWED (3) can be configured, by a lower-case must.',
    observed: 'The declaration of the device; 3-04 and 3.1-01 with one value changed (hook).',
    oracle: 'Passes when the timing follows the values. Warns when a value cannot be configured.',
    claim: 'heartbeat',
    untested: {
      lma: {
        because: 'covered by',
        why: '5847/3-04 and 5847/3.1-01, which hold a device against the values that its profile says are configured',
      },
      mag: {
        because: 'covered by',
        why: '5847/3-04 and 5847/3.1-01, which hold a device against the values that its profile says are configured',
      },
    },
  },
  '6-01': {
    section: '6',
    binds: 'both',
    level: 'MUST',
    text: 'IPsec integrity protection of Heartbeats is supported.',
    observed: 'A device with a security association whose policy includes Mobility Headers of type 13.',
    oracle:
      'Passes when Request and Response travel inside ESP. Fails when the Response comes in clear text. Undecided when nothing is declared.',
    claim: 'heartbeat',
    untested: { lma: { because: 'not yet', why: 'IPsec' }, mag: { because: 'not yet', why: 'IPsec' } },
  },
} as const satisfies Record<string, Requirement>
