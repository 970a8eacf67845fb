import type { Requirement } from '../requirement.js'

/** RFC 6275, section 9: checks of received Mobility Headers, Binding Errors, sequence numbers, acknowledgements. */
export const rfc6275Processing = {
  '9.1-01': {
    section: '9.1',
    binds: 'lma',
    level: 'MUST NOT',
    text: 'A Home Address option does not change the Binding Cache.',
    observed: 'A data packet from a stranger with a Home Address option that names an address of a session.',
    oracle:
      'Passes when the session stays where it was: a probe gets 159, traffic goes to the registered care-of address. Fails when the session is moved or gone.',
    notes: ['BU-13'],
    untested: { lma: { because: 'not yet', why: 'data plane' } },
  },
  '9.2-01': {
    section: '9.2',
    binds: 'both',
    level: 'MUST',
    text: 'A message with a wrong checksum is dropped in silence.',
    observed: 'A plain PBU over IPv6 with one bit of the checksum flipped; towards a MAG such a PBA.',
    oracle:
      'Passes when silence is kept and no binding is made. Fails when an answer comes or a binding is made.',
  },
  '9.2-02': {
    section: '9.2',
    binds: 'both',
    level: 'MUST',
    text: 'A message of unknown type is dropped and answered by a Binding Error with status 2.',
    observed:
      'A Mobility Header of type 200, all else right, after 2 s without other faulty messages; three attempts at most, 1 s apart.',
    oracle:
      'Passes when a Binding Error with status 2 and Home Address :: comes to the source, and nothing else. Fails when no attempt brings one (Binding Errors are rate-limited, 9.3.3), or something else comes.',
  },
  '9.2-03': {
    section: '9.2',
    binds: 'both',
    level: 'MUST',
    text: 'A message whose Payload Proto is not 59 is dropped.',
    observed: 'A plain PBU with Payload Proto 6 and a checksum to match.',
    oracle: 'Passes when no PBA comes and no binding is made. Fails when a PBA comes or a binding is made.',
  },
  '9.2-04': {
    section: '9.2',
    binds: 'both',
    level: 'SHOULD',
    text: 'For that, an ICMPv6 Parameter Problem with code 0 should go to the source.',
    observed: 'The same PBU after 2 s without other faulty messages; three attempts at most, 1 s apart.',
    oracle:
      'Passes on a Parameter Problem of code 0 whose Pointer is the offset of Payload Proto in the packet, 40 where no extension header precedes. Warns when the Pointer is another, or no attempt brings one.',
  },
  '9.2-05': {
    section: '9.2',
    binds: 'both',
    level: 'MUST',
    text: 'A message with a Header Len below the least of its type is dropped.',
    observed:
      'A Binding Update with Header Len 0 in 8 octets; a Binding Error with 1; towards a MAG a Binding Acknowledgement with 0.',
    oracle: 'Passes when no PBA comes and no state changes. Fails when a PBA comes or state changes.',
  },
  '9.2-06': {
    section: '9.2',
    binds: 'both',
    level: 'SHOULD',
    text: 'For that, an ICMPv6 Parameter Problem with code 0 should go to the source, pointing to Header Len.',
    observed: 'The same messages, attempts as for the Payload Proto.',
    oracle:
      'Passes on a Parameter Problem of code 0 with Pointer 41, counted from the packet where extension headers precede. Warns when none comes, or its Pointer is another.',
  },
  '9.2-07': {
    section: '9.2',
    binds: 'both',
    level: 'DEF',
    text: 'A Header Len beyond the end of the packet is a case section 9.2 leaves out.',
    observed: 'A Binding Update (towards a MAG a Binding Acknowledgement) of 24 octets with Header Len 31.',
    oracle:
      'Passes on silence, a Parameter Problem, or a rejection. Fails when it is accepted, or the device crashes.',
    notes: ['BU-08'],
  },
  '9.2-08': {
    section: '9.2',
    binds: 'both',
    level: 'DECL',
    text: 'The order of the four checks is not laid down, though the checksum stands first.',
    observed: 'A message of unknown type with a wrong checksum.',
    oracle: 'Passes on silence. Warns when a Binding Error comes.',
  },
  '9.3.3-01': {
    section: '9.3.3',
    binds: 'both',
    level: 'MUST NOT',
    text: 'No Binding Error goes to a source that is not unicast.',
    observed: 'A message of unknown type from ff02::1 and from ::.',
    oracle: 'Passes on silence. Fails when a Binding Error is sent.',
    untested: {
      lma: {
        because: 'not yet',
        why: 'a source that is not unicast: Linux takes no packet from one, so that a defect could not be shown',
      },
      mag: {
        because: 'not yet',
        why: 'a source that is not unicast: Linux takes no packet from one, so that a defect could not be shown',
      },
    },
  },
  '9.3.3-02': {
    section: '9.3.3',
    binds: 'both',
    level: 'MUST',
    text: 'The Home Address of a Binding Error is :: when the packet had no Home Address option.',
    observed: 'A message of unknown type.',
    oracle: 'Passes when the Home Address is ::. Fails when it is not.',
  },
  '9.3.3-02b': {
    section: '9.3.3',
    binds: 'both',
    level: 'MUST',
    text: 'A Binding Error copies the address of a Home Address option.',
    observed: 'A message of unknown type behind a Home Address option holding 2001:db8::99 (hook).',
    oracle:
      'Passes on a Binding Error with status 2 and that address. Fails when the Home Address is ::. Undecided on ICMPv6 Parameter Problem code 2, or silence.',
    untested: {
      lma: { because: 'not yet', why: 'a Home Address destination option, which our link does not send yet' },
      mag: { because: 'not yet', why: 'a Home Address destination option, which our link does not send yet' },
    },
  },
  '9.3.3-03': {
    section: '9.3.3',
    binds: 'both',
    level: 'SHOULD',
    text: 'Binding Errors should be rate-limited as ICMPv6 errors are.',
    observed: '200 messages of unknown type within a second, then 5000.',
    oracle:
      'Passes when fewer than 200 Binding Errors answer the first burst. Warns when a lower limit is declared and not kept, or all 5000 are answered. Undecided when all 200 are answered, as a large router may.',
  },
  '9.5.1-01': {
    section: '9.5.1',
    binds: 'lma',
    level: 'MUST',
    text: 'Without a binding any sequence number is accepted.',
    observed: 'A plain PBU without Timestamp and with sequence number 65535.',
    oracle: 'Passes when the status is 0. Fails when it is refused or ignored.',
  },
  '9.5.1-02': {
    section: '9.5.1',
    binds: 'lma',
    level: 'MUST',
    text: 'Sequence numbers are compared modulo 65536: the last one and the 32768 before it count as not greater.',
    observed:
      'For each number a new node with a session of sequence number 15 and one refresh, all without Timestamp: 16, 32782, 15, 0, 65535, 32783.',
    oracle: 'Passes when 16 and 32782 get status 0, the others 135. Fails otherwise.',
    notes: ['BU-20'],
  },
  '9.5.1-03': {
    section: '9.5.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A sequence number that is not greater leads to 135 with the last accepted number.',
    observed: 'The refused numbers of 9.5.1-02.',
    oracle: 'Passes when the PBA 135 has sequence number 15. Fails when it has another number.',
  },
  '9.5.1-04': {
    section: '9.5.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A refused message leaves the stored sequence number alone.',
    observed: 'After a 135 of 9.5.1-02 a refresh with sequence number 16.',
    oracle: 'Passes when the status is 0. Fails when it is refused or ignored.',
  },
  '9.5.4-01': {
    section: '9.5.4',
    binds: 'lma',
    level: 'MUST NOT',
    text: 'A Binding Update dropped by section 9.2 gets no acknowledgement.',
    observed: 'The faulty messages of 9.2-01, 9.2-03 and 9.2-05.',
    oracle: 'Passes when no PBA comes. Fails when one comes.',
  },
  '9.5.4-02': {
    section: '9.5.4',
    binds: 'lma',
    level: 'MUST NOT',
    text: 'A Binding Update from a source that is not unicast is dropped in silence.',
    observed: 'A plain PBU with a multicast source.',
    oracle: 'Passes on silence. Fails when it is answered or makes a binding.',
    untested: {
      lma: {
        because: 'not yet',
        why: 'needs packets from a multicast source, which Linux drops before a mobility service can answer them',
      },
    },
  },
  '9.5.4-03': {
    section: '9.5.4',
    binds: 'lma',
    level: 'MUST',
    text: 'The status is below 128 exactly when a binding was made or brought up to date.',
    observed:
      'A probe after each rejection of a node without binding and after each acceptance with a lifetime.',
    oracle:
      'Passes when the probe gets 155 after a rejection and 159 after an acceptance. Fails when it is the other way round.',
  },
  '9.5.4-04': {
    section: '9.5.4',
    binds: 'lma',
    level: 'MUST',
    text: 'A sequence number out of window is answered even with A clear.',
    observed: 'A session of sequence number 15, then a refresh with 10 and A clear, both without Timestamp.',
    oracle:
      'Passes on a PBA 135 with sequence number 15. Fails when it is accepted or gets another status. Warns on silence, since a MAG with A clear is itself at fault.',
  },
} as const satisfies Record<string, Requirement>
