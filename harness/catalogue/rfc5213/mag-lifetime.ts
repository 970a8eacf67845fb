import type { Requirement } from '../requirement.js'

/** RFC 5213, sections 6.9.1.3 to 6.9.1.5: refresh, de-registration, and how a PBU is built. */
export const rfc5213MagLifetime = {
  '6.9.1.3-01': {
    section: '6.9.1.3',
    binds: 'mag',
    level: 'MUST',
    text: 'A refresh has the options of the first PBU, with the considerations of 6.9.1.1.',
    observed: 'A grant of 60 s, and the refresh that follows.',
    oracle:
      'Passes when each option type of the first PBU is there again, padding and number of prefixes aside; an added option 25 or 26 is all right. Fails when one is missing; a refresh that never comes is judged by 6275/11.7.3-05. Warns when another type is added.',
  },
  '6.9.1.3-02': {
    section: '6.9.1.3',
    binds: 'mag',
    level: 'MUST',
    text: 'A refresh lists every assigned prefix with its value.',
    observed: 'A PBU with :: is answered 0 with two prefixes; its refresh.',
    oracle: 'Passes when both are there and no ::. Fails otherwise.',
  },
  '6.9.1.3-03': {
    section: '6.9.1.3',
    binds: 'mag',
    level: 'MUST',
    text: 'A refresh has handoff indicator 5.',
    observed: 'A refresh.',
    oracle: 'Passes when it is 5. Fails when it is another.',
  },
  '6.9.1.4-01': {
    section: '6.9.1.4',
    binds: 'mag',
    level: 'SHOULD',
    text: 'When the node has gone, the MAG should de-register it.',
    observed: 'A detachment (hook).',
    oracle: 'Passes when a PBU with lifetime 0 comes. Warns when none does.',
  },
  '6.9.1.4-02': {
    section: '6.9.1.4',
    binds: 'mag',
    level: 'MUST',
    text: 'A de-registration lists every assigned prefix.',
    observed: 'The detachment of a node with its prefixes assigned (hook).',
    oracle: 'Passes when all are there. Fails when one is missing.',
  },
  '6.9.1.4-03': {
    section: '6.9.1.4',
    binds: 'mag',
    level: 'MUST',
    text: 'A de-registration has handoff indicator 4.',
    observed: 'A detachment (hook).',
    oracle: 'Passes when it is 4. Fails when it is another.',
  },
  '6.9.1.4-04': {
    section: '6.9.1.4',
    binds: 'mag',
    level: 'MUST',
    text: 'After the answer, or INITIAL_BINDACK_TIMEOUT (1 s) without one, list entry, route and unused dynamic tunnel go, and the link is torn down.',
    observed:
      'A detachment (hook) (a) answered 0, (b) unanswered; from 1.7 s after the PBU packets for the prefix arrive in the tunnel.',
    oracle:
      'Passes when none reaches an access link, with ICMPv6 error or in silence. Fails when one is forwarded. Undecided as to the end of the link unless a hook shows it.',
    untested: { mag: { because: 'not yet', why: 'data plane' } },
  },
  '6.9.1.4-04b': {
    section: '6.9.1.4',
    binds: 'mag',
    level: 'DECL',
    text: 'That a de-registration be repeated is not ordered.',
    observed: 'A detachment (hook) without answer.',
    oracle: 'Passes when it is not repeated, or not after 1.7 s. Warns when it is repeated later.',
  },
  '6.9.1.4-05': {
    section: '6.9.1.4',
    binds: 'mag',
    level: 'MUST',
    text: 'A de-registration has the options of the first PBU, with the considerations of 6.9.1.1.',
    observed: 'A detachment (hook).',
    oracle:
      'Passes when each option type of the first PBU is there again, with HI 4 and lifetime 0. Fails when one is missing. Warns when a type other than 25 or 26 is added.',
  },
  '6.9.1.4-06': {
    section: '6.9.1.4',
    binds: 'mag',
    level: 'MUST',
    text: 'A dynamic tunnel lasts as long as a node uses it, and no longer.',
    observed: 'Two nodes at one LMA, of which one detaches, then the other (hook).',
    oracle:
      "Passes when with the first gone the other's traffic still flows, and with the second gone the tunnel is gone too. Fails when traffic ends with the first, or the tunnel is seen to stay. Undecided when the tunnel cannot be seen; static tunnels are not judged.",
    notes: ['BU-30'],
    untested: { mag: { because: 'not yet', why: 'data plane' } },
  },
  '6.9.1.5-01': {
    section: '6.9.1.5',
    binds: 'mag',
    level: 'MUST',
    text: 'A PBU has A and P set and goes from the global address of the egress interface to the LMAA.',
    observed: 'Every PBU.',
    oracle:
      'Passes when the bits 0x8200 are set, the source is that global address and the destination the LMAA. Fails otherwise.',
  },
  '6.9.1.5-02': {
    section: '6.9.1.5',
    binds: 'mag',
    level: 'MUST NOT',
    text: 'A PBU has no Home Address option.',
    observed: 'The IPv6 headers of every PBU, as captured.',
    oracle: 'Passes when none is there. Fails when there is one.',
  },
  '6.9.1.5-03': {
    section: '6.9.1.5',
    binds: 'mag',
    level: 'MUST',
    text: 'MN-ID, handoff indicator, access technology and, but for IPv4-only nodes (RFC 5844 section 3.2.3.1), a prefix are in every PBU.',
    observed: 'First PBU, refresh and de-registration.',
    oracle:
      'Passes when options 8, 23 and 24 are there and option 22 at least once; with an IPv4-only profile no option 22. Fails otherwise.',
  },
  '6.9.1.5-04': {
    section: '6.9.1.5',
    binds: 'mag',
    level: 'MUST',
    text: 'Where IPsec protects the signalling, every PBU is protected by it.',
    observed: 'Attachment, refresh and detachment with a security association (hook).',
    oracle: 'Passes when every PBU is inside ESP. Fails when one is in clear text.',
    untested: { mag: { because: 'not yet', why: 'IPsec' } },
  },
  '6.9.1.5-05': {
    section: '6.9.1.5',
    binds: 'mag',
    level: 'DECL',
    text: 'An Alternate Care-of Address, if sent, is the Proxy-CoA.',
    observed: 'A PBU with option 3.',
    oracle:
      'Passes when it is a global unicast address, the outer source of uplink and the destination at which downlink is taken. Warns when it is another address.',
  },
} as const satisfies Record<string, Requirement>
