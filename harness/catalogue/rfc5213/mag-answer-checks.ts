import type { Requirement } from '../requirement.js'

/** RFC 5213, section 6.9.1.2, items 1 to 6: which PBAs count. */
export const rfc5213MagAnswerChecks = {
  '6.9.1.2-01': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'MUST',
    text: 'A PBA is authenticated.',
    observed: 'An accepting PBA in clear text, with protection required (hook).',
    oracle: 'Passes when it is ignored. Fails when it is accepted.',
    untested: { mag: { because: 'not yet', why: 'IPsec' } },
  },
  '6.9.1.2-01b': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'DECL',
    text: 'A Binding Acknowledgement is a PBA by its P flag, and one without it answers no PBU.',
    observed: 'An accepting PBA with P clear; then a right one to the next PBU.',
    oracle:
      'Passes when the first is ignored, with neither tunnel nor advertisement of the prefix, and the second accepted. Warns when the first is accepted.',
    notes: ['BU-24'],
  },
  '6.9.1.2-02a': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'MUST',
    text: 'A PBA with a wrong checksum is dropped in silence.',
    observed:
      'An accepting PBA with one bit of the checksum flipped, over IPv6; then a right one to the next PBU.',
    oracle:
      'Passes when the first causes no tunnel, no advertisement, no ICMPv6 and no Binding Error, and the second is accepted. Fails otherwise.',
  },
  '6.9.1.2-02b': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'MUST',
    text: 'A PBA whose Payload Proto is not 59, or a Binding Acknowledgement with Header Len below 1, is dropped.',
    observed:
      'An accepting PBA with Payload Proto 6; a Binding Acknowledgement with Header Len 0 in 8 octets; then a right PBA to the next PBU.',
    oracle:
      'Passes when the faulty ones cause neither tunnel nor advertisement, and the right one is accepted. Fails otherwise.',
  },
  '6.9.1.2-02c': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'SHOULD',
    text: 'A PBA faulty in these fields should be reported to its source by an ICMPv6 Parameter Problem with code 0.',
    observed: 'The same messages.',
    oracle:
      'Passes on a Parameter Problem of code 0 with Pointer 40 or 41, counted from the packet where extension headers precede. Warns when it is missing or points elsewhere.',
  },
  '6.9.1.2-03': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'MUST',
    text: "Sequence number and Timestamp of a PBA are taken as section 5.5 has them: in 156 and 157 the Timestamp is the LMA's.",
    observed: "A PBA 157 with the LMA's time.",
    oracle:
      'Passes when it is taken as an answer, as 6.9.1.2-08 describes. Fails when it is treated as an answer to nothing. Warns when the MAG only retransmits when its timer runs out.',
    claim: 'timestamps',
    notes: ['BU-23'],
    untested: {
      mag: { because: 'covered by', why: '5213/6.9.1.2-08: on the wire the two cannot be told apart' },
    },
  },
  '6.9.1.2-04': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'MUST',
    text: 'A PBA without type 2 routing header is not faulty for that.',
    observed: 'A right PBA, which has none.',
    oracle: 'Passes when it is accepted. Fails when it is not.',
  },
  '6.9.1.2-05a': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'MUST',
    text: 'A PBA that matches no recent PBU is ignored.',
    observed:
      'An accepting PBA for an MN-ID never attached, with a sequence number and Timestamp the MAG never sent: (a) with nothing outstanding, (b) while a PBU of another node is.',
    oracle:
      'Passes on no tunnel, no advertisement, no ICMPv6, no Binding Error; in (b) the right PBA is accepted afterwards. Fails otherwise.',
  },
  '6.9.1.2-05b': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'DECL',
    text: "By which key a PBA is matched is the MAG's choice.",
    observed: 'A PBA that is right but for a sequence number larger by 7.',
    oracle:
      'Passes when it is ignored. Warns when it is accepted where sequence numbers are in use. Undecided when it is accepted and Timestamps are in use.',
    notes: ['BU-27'],
  },
  '6.9.1.2-06a': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'MUST',
    text: 'A PBA with another handoff indicator, access technology, link-layer identifier or MN-ID than the PBU is ignored.',
    observed:
      'Accepting PBAs with one of these wrong, each for a new node; the identifier only where the PBU had option 25.',
    oracle: 'Passes when for 3 s the prefix is not advertised and nothing goes up a tunnel. Fails otherwise.',
    notes: ['BU-21', 'BU-22'],
  },
  '6.9.1.2-06b': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'MUST NOT',
    text: 'After a PBA with another handoff indicator, access technology or link-layer identifier the PBU is not sent again until somebody intervenes.',
    observed:
      'PBAs with the right MN-ID, sequence number and Timestamp and one of those values wrong, each for a fresh node that stays attached and quiet.',
    oracle: 'Passes when no PBU of that node comes from 0.5 s to 10 s after the PBA. Fails when one comes.',
  },
  '6.9.1.2-06c': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'MUST',
    text: 'A PBA with another MN-ID is ignored; whether the PBU is sent again is open between items 5 and 6.',
    observed: 'A PBA with the MN-ID of no attached node and all else right.',
    oracle:
      'Passes on neither tunnel nor advertisement, with or without retransmission. Fails when it is accepted.',
  },
} as const satisfies Record<string, Requirement>
