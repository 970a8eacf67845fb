import type { Requirement } from '../requirement.js'

/** RFC 5213, sections 5.6 and 6.11: tunnel, forwarding, prefixes of a link. */
export const rfc5213LmaForwarding = {
  '5.6.1-01': {
    section: '5.6.1',
    binds: 'lma',
    level: 'MUST',
    text: 'Unless agreed otherwise, traffic travels in an IPv6-in-IPv6 tunnel between LMAA and Proxy-CoA.',
    observed: 'Downlink traffic of a session.',
    oracle:
      'Passes when the outer source is the LMAA, the outer destination the Proxy-CoA, and after Destination Options and Fragment headers, if any, comes next header 41; ESP in tunnel mode passes where declared. Fails otherwise.',
    untested: { lma: { because: 'not yet', why: 'data plane' } },
  },
  '5.6.1-02': {
    section: '5.6.1',
    binds: 'lma',
    level: 'SHOULD',
    text: 'A dynamic tunnel that is not used any more should be removed.',
    observed: 'The last session of a MAG ends; the tunnel is seen by management (hook).',
    oracle:
      'Passes when the tunnel is gone. Warns when it stays. Undecided when there is no management view; static tunnels are not judged.',
    notes: ['BU-30'],
    untested: { lma: { because: 'not yet', why: 'data plane' } },
  },
  '5.6.2-00': {
    section: '5.6.2',
    binds: 'lma',
    level: 'MUST',
    text: 'The LMA announces a connected route for the prefix, or an aggregate of it.',
    observed: 'A session, with a routing protocol towards the suite (hook).',
    oracle:
      'Passes when a route covering the prefix is announced. Fails when none is; a bench with static routes is not judged.',
    untested: { lma: { because: 'not yet', why: 'data plane' } },
  },
  '5.6.2-01': {
    section: '5.6.2',
    binds: 'lma',
    level: 'MUST',
    text: "Packets for any prefix of the session go through the node's tunnel.",
    observed: 'Packets for random addresses of each prefix of a session.',
    oracle: 'Passes when all come out encapsulated. Fails when one does not.',
    untested: { lma: { because: 'not yet', why: 'data plane' } },
  },
  '5.6.2-02': {
    section: '5.6.2',
    binds: 'lma',
    level: 'MUST',
    text: 'Packets from the tunnel are routed by their inner header.',
    observed: 'An uplink packet from an address of the prefix to a correspondent.',
    oracle:
      'Passes when the correspondent gets it unchanged but for a lower hop limit. Fails when it does not arrive, or is changed.',
    untested: { lma: { because: 'not yet', why: 'data plane' } },
  },
  '5.6.2-03': {
    section: '5.6.2',
    binds: 'lma',
    level: 'DECL',
    text: "What happens to uplink packets with a source outside the session's prefixes is left open.",
    observed: 'A tunnelled packet whose inner source is in no prefix of the session.',
    oracle: 'Passes when it is dropped. Warns when it is forwarded.',
    notes: ['BU-31'],
    untested: { lma: { because: 'not yet', why: 'data plane' } },
  },
  '5.6.2-04': {
    section: '5.6.2',
    binds: 'lma',
    level: 'MUST',
    text: 'The LMA encapsulates by RFC 2473, counting down the inner hop limit and changing nothing else inside.',
    observed:
      'Downlink packets with hop limit 64, traffic class 0x20, a flow label and Destination Options; and one with hop limit 1.',
    oracle:
      'Passes when the inner packet is unchanged but for hop limit 63, and the one with hop limit 1 is answered with Time Exceeded and not tunnelled. Fails otherwise.',
    untested: { lma: { because: 'not yet', why: 'data plane' } },
  },
  '5.6.3-01': {
    section: '5.6.3',
    binds: 'both',
    level: 'MUST',
    text: 'Decapsulation turns inner ECT under outer CE into CE.',
    observed: 'Uplink packets (for a MAG: downlink) with inner ECT(0) or ECT(1) and outer CE.',
    oracle:
      'Passes when the receiver sees CE. Fails when it sees something else. Undecided when the bench has no data plane.',
    untested: {
      lma: { because: 'not yet', why: 'data plane' },
      mag: { because: 'not yet', why: 'data plane' },
    },
  },
  '5.6.3-02': {
    section: '5.6.3',
    binds: 'both',
    level: 'MUST',
    text: 'Encapsulation copies inner ECT(0) and ECT(1) to the outer header.',
    observed: 'Downlink packets (for a MAG: packets of the node) with ECT(0) and ECT(1).',
    oracle:
      'Passes when the outer ECN field is equal to the inner one. Fails when it differs. Undecided when the bench has no data plane.',
    untested: {
      lma: { because: 'not yet', why: 'data plane' },
      mag: { because: 'not yet', why: 'data plane' },
    },
  },
  '5.6.3-03': {
    section: '5.6.3',
    binds: 'both',
    level: 'MUST NOT',
    text: 'In all other cases decapsulation leaves the inner ECN field alone.',
    observed:
      'Inner Not-ECT under outer CE; inner ECT(0) under outer ECT(0) and Not-ECT; inner ECT(1) under outer ECT(0).',
    oracle:
      'Passes when the inner field is unchanged, or the first packet is dropped as RFC 6040 has it. Fails when it is changed; inner ECT(0) under outer ECT(1) is not tried, because RFC 6040 changes that one.',
    untested: {
      lma: { because: 'not yet', why: 'data plane' },
      mag: { because: 'not yet', why: 'data plane' },
    },
  },
  '6.11-02': {
    section: '6.11',
    binds: 'lma',
    level: 'MUST',
    text: 'On a link with DHCP all prefixes of the link are assigned, and they stay the same as long as the session.',
    observed: 'A session on a link with two prefixes (hook), three refreshes and a hand-over.',
    oracle: 'Passes when every PBA has the same two prefixes. Fails when one has not.',
  },
} as const satisfies Record<string, Requirement>
