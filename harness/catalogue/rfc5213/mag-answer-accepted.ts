import type { Requirement } from '../requirement.js'

/** RFC 5213, section 6.9.1.2, items 12 to 15: what an acceptance brings. */
export const rfc5213MagAnswerAccepted = {
  '6.9.1.2-12': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'MUST',
    text: 'Status 0 brings a tunnel to the LMA.',
    observed: 'A PBA with status 0; a packet of the node from 1 s on.',
    oracle: 'Passes when it goes to the LMAA encapsulated. Fails when it does not.',
    untested: { mag: { because: 'not yet', why: 'data plane' } },
  },
  '6.9.1.2-13': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'MUST',
    text: 'Uplink packets from the prefix go through the tunnel.',
    observed: 'A packet of the node from 1 s after the PBA.',
    oracle: "Passes when inside is the node's address as source, outside the Proxy-CoA. Fails otherwise.",
    notes: ['BU-31'],
    untested: { mag: { because: 'not yet', why: 'data plane' } },
  },
  '6.9.1.2-14': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'MUST',
    text: 'The Binding Update List takes the accepted values, and the prefixes are advertised as on-link.',
    observed: 'A PBU with :: is answered 0 with two prefixes; a Router Solicitation.',
    oracle:
      'Passes when within 4 s an advertisement has a prefix information option for each; its A flag is free. Fails when a prefix is missing. Warns when an L flag is 0.',
    notes: ['BU-25', 'BU-26'],
    untested: {
      mag: { because: 'not yet', why: 'the Router Advertisements of the access link are not seen' },
    },
  },
  '6.9.1.2-15': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'SHOULD',
    text: "A non-zero link-local address of the PBA should be the MAG's on that link.",
    observed:
      'The fixed address ALL_ZERO and option 26 in the PBU (hook); a PBA with fe80::55; a Router Solicitation.',
    oracle:
      'Passes when within 4 s an advertisement comes from fe80::55. Warns when it comes from another address or not at all.',
    untested: {
      mag: { because: 'not yet', why: 'the Router Advertisements of the access link are not seen' },
    },
  },
  '6.9.1.2-15b': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'MUST NOT',
    text: 'A link-local address that the node uses already is not taken by the MAG.',
    observed:
      'The fixed address ALL_ZERO (hook); the node solicits from fe80::55 and defends it; then a PBA with fe80::55.',
    oracle: 'Passes when no advertisement of the MAG has that source or target. Fails when one has.',
    untested: {
      mag: { because: 'not yet', why: 'the Router Advertisements of the access link are not seen' },
    },
  },
  '6.9.1.2-15c': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'SHOULD',
    text: 'In that case another address should be configured, and uploaded by a PBU at once.',
    observed: 'The same collision.',
    oracle:
      "Passes when within 3 s a PBU has option 26 with a new fe80::/10 address, which is the source of the MAG's advertisements. Warns when it is missing.",
    untested: {
      mag: { because: 'not yet', why: 'the Router Advertisements of the access link are not seen' },
    },
  },
  '6.9.1.2-15d': {
    section: '6.9.1.2',
    binds: 'mag',
    level: 'SHOULD NOT',
    text: 'No other link-local address should be configured without duplicate address detection.',
    observed: 'A PBA with fe80::55, which nobody uses.',
    oracle:
      'Passes when advertisements come from fe80::55, or from an address a detection was made for. Warns when they come from another without detection.',
    untested: {
      mag: { because: 'not yet', why: 'the Router Advertisements of the access link are not seen' },
    },
  },
} as const satisfies Record<string, Requirement>
