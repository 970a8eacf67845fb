import type { Requirement } from '../requirement.js'

/** RFC 5213, sections 4 to 5.3.1: who may register, and the order in which a PBU is checked. */
export const rfc5213LmaMobilityService = {
  '4-01': {
    section: '4',
    binds: 'lma',
    level: 'MUST',
    text: 'Only a MAG that is authorised may create or change a proxy binding, and only for prefixes it is authorised for.',
    observed:
      '(a) a plain PBU from a peer the LMA knows, but not as a MAG of this node (a hook has to provide it); (b) a plain PBU from an address the LMA has never heard of.',
    oracle:
      'Passes when no binding comes into being and the answer is 154, to either sender. Fails when either PBU is accepted, or (a) gets no answer. Warns when the PBU is turned down with a status other than 154. Undecided when (b) stays unanswered, since a list of peers may stand in for authentication.',
  },
  '4-02': {
    section: '4',
    binds: 'both',
    level: 'MUST',
    text: 'An implementation has IPsec for the signalling between MAG and LMA, whatever else it offers.',
    observed:
      "The device's own declaration and, where a security association is set up, a plain PBU (towards a MAG: an attachment) inside ESP.",
    oracle:
      'Passes when PBU and PBA travel inside ESP and are accepted. Fails when the device is declared to have no IPsec; another mechanism may be used beside it, not in its place. Undecided when nothing is declared.',
    untested: { lma: { because: 'not yet', why: 'IPsec' }, mag: { because: 'not yet', why: 'IPsec' } },
  },
  '4-03': {
    section: '4',
    binds: 'both',
    level: 'SHOULD',
    text: 'The recommended protection is ESP in transport mode with integrity.',
    observed: 'Signalling of a device with a security association, seen on the link.',
    oracle:
      'Passes when the outer next header is 50 and no inner IP header follows. Warns when the declared protection is another one.',
    untested: { lma: { because: 'not yet', why: 'IPsec' }, mag: { because: 'not yet', why: 'IPsec' } },
  },
  '4-04': {
    section: '4',
    binds: 'both',
    level: 'SHOULD',
    text: 'Security associations are to be negotiated by IKEv2.',
    observed: 'A device with protection on and no manual security association.',
    oracle: 'Passes when an IKEv2 exchange comes before the protected PBU and PBA. Warns otherwise.',
    untested: { lma: { because: 'not yet', why: 'IPsec' }, mag: { because: 'not yet', why: 'IPsec' } },
  },
  '4-05': {
    section: '4',
    binds: 'lma',
    level: 'MUST',
    text: "Which MAG may register which prefix is a matter of the LMA's configuration.",
    observed:
      'Hand-overs from a second MAG: of a node that only the first may register, as the profile declares it, and of one that both may.',
    oracle:
      'Passes when the first is refused with 154 or 155 while the binding stays at the first MAG, and the second gets 0. Fails when the barred hand-over succeeds or disturbs the binding, or the admitted one is refused.',
  },
  '5-01': {
    section: '5',
    binds: 'lma',
    level: 'MUST',
    text: 'An LMA has the functions of a Mobile IPv6 home agent.',
    observed: 'No stimulus of its own.',
    oracle: 'No verdict of its own: judged by the rows of RFC 6275.',
    untested: { lma: { because: 'covered by', why: 'the rows of RFC 6275' } },
  },
  '5.1-01': {
    section: '5.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A session registered without a link-layer identifier is stored with the identifier ALL_ZERO.',
    observed:
      'A session without option 25; then, from a second MAG, its prefixes with the same access technology and HI 3: (a) again without option 25, (b) on a fresh node, with one.',
    oracle:
      'Passes when (a) gets status 0 and moves the session (5.4.1.1 item 5, third case) while (b) is no update and leaves the old binding where it is (item 6). Fails when (a) does not move the session or (b) does.',
  },
  '5.1-02': {
    section: '5.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A session registered without a Timestamp is stored with the timestamp ALL_ZERO.',
    observed: 'A session without Timestamp and sequence number 10, then a refresh with a current Timestamp.',
    oracle:
      'Passes when the refresh gets status 0 with its own Timestamp. Fails when the refresh gets 157 or another rejection.',
    claim: 'timestamps',
    notes: ['BU-19', 'BU-20'],
  },
  '5.2-01': {
    section: '5.2',
    binds: 'lma',
    level: 'MUST NOT',
    text: 'The prefixes of two interfaces never end up in one session.',
    observed:
      'Sessions a and b of one node on different interfaces; a PBU listing the prefixes of both; then the de-registration of a.',
    oracle:
      'Passes when the PBU is refused with 159, neither session is touched, and 2 s after the deletion delay only the prefix of a is gone. Fails when the PBU is accepted, or either session changes by it, or b ends with a.',
  },
  '5.3-01': {
    section: '5.3',
    binds: 'lma',
    level: 'MUST',
    text: 'The checks of a PBU are made in the order in which they are written.',
    observed:
      'PBUs with two faults each: MN-ID and prefix missing, HI and access technology missing, an unknown node and no prefix, an old Timestamp and no HI, and so on.',
    oracle:
      'Passes when the answer is that of the earlier check: 160, then 154, 153, 152, then 157 or 156 (135 without Timestamp), then 158, 161, 162, then 155 or 159 of the lookup, at last 130 or 155 of a new session; where two checks have no fixed order (153 and 154; 135 with anything from 158 on) both answers pass. Undecided when the rejection carries a code without a place in this order, such as 128, 129 or one of another RFC. Fails otherwise.',
  },
  '5.3.1-01': {
    section: '5.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'Authentication of the PBU is the first check.',
    observed:
      'With protection required: a plain PBU in clear text, and one in ESP whose integrity value is broken.',
    oracle:
      'Passes when both meet silence and leave no binding. Fails when either is accepted. Warns when a rejection comes back.',
    untested: { lma: { because: 'not yet', why: 'IPsec' } },
  },
  '5.3.1-02': {
    section: '5.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'The Mobility Header checks of RFC 6275 section 9.2 apply to a PBU.',
    observed: 'No stimulus of its own.',
    oracle: 'No verdict of its own: judged by the 9.2 rows of RFC 6275, whose Binding Updates carry P.',
    untested: { lma: { because: 'covered by', why: 'the 9.2 rows of RFC 6275' } },
  },
  '5.3.1-03': {
    section: '5.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A PBU without Home Address option is not faulty for that.',
    observed: 'A plain PBU, which has none.',
    oracle: 'Passes when the answer is status 0. Fails when it is refused or ignored.',
    notes: ['BU-13'],
  },
  '5.3.1-04': {
    section: '5.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'Without Mobile Node Identifier option the PBU is refused with 160, and the PBA has an identifier of length zero.',
    observed: 'A plain PBU from which option 8 is left out.',
    oracle:
      "Passes when the answer is 160 and its option 8 has Length 1, the subtype alone. Fails when the PBU is accepted, gets another status or no answer, or the PBA's identifier is missing or not empty.",
    notes: ['BU-03'],
  },
  '5.3.1-05': {
    section: '5.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'By policy the LMA checks that the sender is trusted to register this very node.',
    observed:
      'A plain PBU from an authorised MAG for a node that only another may register, as the profile declares it.',
    oracle: 'Passes when the answer is 154. Fails otherwise.',
  },
  '5.3.1-06': {
    section: '5.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A sender not authorised to register the node is refused with 154.',
    observed:
      'A plain PBU from the declared foreign MAG: (a) a peer the LMA knows, (b) an address unknown to it.',
    oracle:
      'Passes when the answer is 154 and no binding comes into being. Fails when it is accepted, or (a) stays unanswered. Warns when it is refused with another status. Undecided when (b) stays unanswered, since a list of peers may stand in for authentication.',
  },
  '5.3.1-07': {
    section: '5.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A node the LMA cannot identify from the MN-ID is refused with 153.',
    observed: 'A plain PBU for a node declared unknown to the device.',
    oracle:
      "Passes when the answer is 153. Fails when it is accepted in spite of a closed list, refused with another status, or not answered. Warns when the answer is 154, as a list of MAGs kept per node gives. Undecided when it is accepted and the device's list of nodes is not declared closed (a wildcard realm or a default profile may match).",
  },
  '5.3.1-08': {
    section: '5.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A node without authorisation for network-based mobility is refused with 152.',
    observed:
      'A plain PBU for a node that is known but barred from the service; not applicable where none is declared.',
    oracle:
      'Passes when the answer is 152. Fails when it is accepted, refused with another status, or not answered.',
  },
  '5.3.1-09': {
    section: '5.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'Sequence number and Timestamp are checked as section 5.5 says.',
    observed: 'No stimulus of its own.',
    oracle: 'No verdict of its own: judged by the rows of section 5.5.',
    untested: { lma: { because: 'covered by', why: 'the rows of section 5.5' } },
  },
  '5.3.1-10': {
    section: '5.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A PBU without any Home Network Prefix option is refused with 158.',
    observed: 'A plain PBU from which option 22 is left out.',
    oracle:
      'Passes when the answer is 158 with exactly one prefix option, ALL_ZERO. Fails when it is accepted, gets another status or no answer, or the PBA has no prefix option, several, or one that is not ALL_ZERO.',
  },
  '5.3.1-11': {
    section: '5.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A PBU without Handoff Indicator option is refused with 161.',
    observed: 'A plain PBU from which option 23 is left out.',
    oracle:
      "Passes when the answer is 161 with a handoff indicator of 0. Fails when it is accepted, gets another status or no answer, or the PBA's indicator is missing or not 0.",
  },
  '5.3.1-12': {
    section: '5.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A PBU without Access Technology Type option is refused with 162.',
    observed: 'A plain PBU from which option 24 is left out.',
    oracle:
      "Passes when the answer is 162 with an access technology of 0. Fails when it is accepted, gets another status or no answer, or the PBA's access technology is missing or not 0.",
  },
  '5.3.1-13a': {
    section: '5.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'The lookup of section 5.4.1 decides; a request it assigns to no session starts one.',
    observed: 'A plain PBU for a node without binding.',
    oracle:
      'Passes when the answer is status 0 with a newly assigned prefix. Fails when it is refused, ignored, or answered without a prefix.',
  },
  '5.3.1-13b': {
    section: '5.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A PBU with lifetime zero for an existing session is a de-registration.',
    observed: 'A session, then its de-registration.',
    oracle: 'Passes when the answer is status 0 with lifetime 0. Fails otherwise.',
  },
  '5.3.1-13c': {
    section: '5.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A PBU for an existing session from its own Proxy-CoA extends the lifetime.',
    observed: 'A session, then its refresh.',
    oracle:
      'Passes when the answer is status 0 with the prefixes of the session. Fails when it is refused, ignored, or answered with other prefixes.',
  },
  '5.3.1-13d': {
    section: '5.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A PBU for an existing session from another Proxy-CoA extends the lifetime after a handoff.',
    observed:
      'A session with a link-layer identifier, then a hand-over from a second MAG with the same identifier; once with the prefixes of the session, once with ALL_ZERO.',
    oracle:
      'Passes when the answer is status 0 with the unchanged prefixes, and the session is alive. Fails when it is refused, the prefixes change, or traffic stays behind.',
  },
  '5.3.1-13e': {
    section: '5.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'Whether the Proxy-CoA is the same is judged by the Alternate Care-of Address where there is one.',
    observed:
      'A session with care-of address X, then a refresh with Alternate Care-of Address X sent from Y, both being authorised addresses.',
    oracle:
      'Passes when the answer is status 0, sent to Y, with the same prefixes, and the session is served at X still. Undecided when it is refused with 154. Fails otherwise.',
  },
  '5.3.1-14': {
    section: '5.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A PBA of any status is built as section 5.3.6 says.',
    observed: 'No stimulus of its own.',
    oracle: 'No verdict of its own: judged by the rows of section 5.3.6, which look at PBAs of every status.',
    untested: { lma: { because: 'covered by', why: 'the rows of section 5.3.6' } },
  },
} as const satisfies Record<string, Requirement>
