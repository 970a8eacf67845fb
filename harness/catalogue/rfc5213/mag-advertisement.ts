import type { Requirement } from '../requirement.js'

/** RFC 5213, sections 6.9.2 to 6.9.5: Router Advertisements, retransmission, path MTU. */
export const rfc5213MagAdvertisement = {
  '6.9.2-01': {
    section: '6.9.2',
    binds: 'mag',
    level: 'SHOULD',
    text: 'The prefix should be advertised only after registration.',
    observed:
      'A configured prefix (hook); a Router Solicitation before the PBA, which comes 2 s after the first PBU.',
    oracle:
      'Passes when no advertisement with the prefix comes before the PBA; where the MAG cannot know the prefix earlier the row is not applicable. Warns when one comes.',
    untested: {
      mag: { because: 'not yet', why: 'the Router Advertisements of the access link are not seen' },
    },
  },
  '6.9.2-02': {
    section: '6.9.2',
    binds: 'mag',
    level: 'MUST NOT',
    text: 'A prefix whose registration failed is not advertised.',
    observed: 'Every PBU with a prefix known to the MAG is answered 130; Router Solicitations.',
    oracle: 'Passes when no advertisement has the prefix. Fails when one has.',
    untested: {
      mag: { because: 'not yet', why: 'the Router Advertisements of the access link are not seen' },
    },
  },
  '6.9.2-03': {
    section: '6.9.2',
    binds: 'mag',
    level: 'SHOULD',
    text: 'Advertisements should have an MTU option with the MTU of the tunnel.',
    observed: 'An advertisement after a PBA with status 0.',
    oracle: 'Passes when the option is there. Warns when it is missing.',
    untested: {
      mag: { because: 'not yet', why: 'the Router Advertisements of the access link are not seen' },
    },
  },
  '6.9.2-04': {
    section: '6.9.2',
    binds: 'mag',
    level: 'SHOULD',
    text: 'A Router Solicitation should be answered with the prefixes as on-link.',
    observed: 'A Router Solicitation after a PBA with status 0.',
    oracle:
      'Passes when an advertisement with all prefixes comes within 4 s, the delay RFC 4861 allows. Warns when none does.',
    untested: {
      mag: { because: 'not yet', why: 'the Router Advertisements of the access link are not seen' },
    },
  },
  '6.9.3-01': {
    section: '6.9.3',
    binds: 'mag',
    level: 'SHOULD',
    text: 'Fixed link-local and link-layer addresses, where configured, should be used; RFC 6543 reserves fe80::200:5eff:fe00:5213 and 00-00-5E-00-52-13 for it.',
    observed: 'The variables are set (hook); an advertisement.',
    oracle:
      'Passes when its IPv6 source is the one address, its Ethernet source and link-layer option the other. Warns otherwise.',
    untested: {
      mag: { because: 'not yet', why: 'the Router Advertisements of the access link are not seen' },
    },
  },
  '6.9.4-01': {
    section: '6.9.4',
    binds: 'mag',
    level: 'DECL',
    text: 'The retransmission timer starts at INITIAL_BINDACK_TIMEOUT; 1.5 s is allowed too.',
    observed: 'No PBA; the node stays reachable.',
    oracle:
      'Passes when the first interval is 1 to 1.5 s, give or take 0.2 s, or what is declared under RFC 8127. Warns when it is another.',
  },
  '6.9.4-02': {
    section: '6.9.4',
    binds: 'mag',
    level: 'MUST',
    text: 'Before a retransmission the MAG makes sure that the node is still attached.',
    observed: 'A detachment (hook) while retransmissions run.',
    oracle:
      'Passes when no PBU with a lifetime above 0 comes later than the declared detach time (2 s); de-registrations are all right. Fails when one comes.',
  },
  '6.9.4-03': {
    section: '6.9.4',
    binds: 'mag',
    level: 'MUST',
    text: 'The interval doubles on each retransmission until 32 s.',
    observed: 'No PBA for 115 s; the node stays reachable.',
    oracle:
      'Passes when each interval is twice the one before, give or take 20 %, up to the cap, and constant from there; giving up after the cap is all right. Fails when an interval is above 35 s, or neither doubles nor sits at the cap of 24 to 32 s. Warns when the MAG gives up before the cap.',
    notes: ['BU-35'],
  },
  '6.9.4-04': {
    section: '6.9.4',
    binds: 'mag',
    level: 'MUST',
    text: 'A retransmission has the latest Timestamp, or else a greater sequence number.',
    observed: 'No PBA.',
    oracle: 'Passes when Timestamp or number rises each time. Fails when it does not.',
  },
  '6.9.5-01': {
    section: '6.9.5',
    binds: 'both',
    level: 'MUST',
    levels: 'MUST / SHOULD',
    text: 'Path MTU discovery by ICMPv6 is implemented and should be supported, and the tunnel MTU follows from it.',
    observed:
      'A Packet Too Big with MTU 1400 for a tunnel packet of the device; then an inner packet of 1400 octets.',
    oracle:
      'Passes when a Packet Too Big of at most 1360 goes to the inner source, or outer packets and fragments are at most 1400. Fails when larger ones are sent although discovery is declared in use, or discovery is declared not to exist. Warns when larger outer packets are sent, as configuration may have it.',
    untested: {
      lma: { because: 'not yet', why: 'data plane' },
      mag: { because: 'not yet', why: 'data plane' },
    },
  },
  '6.9.5-02': {
    section: '6.9.5',
    binds: 'mag',
    level: 'SHOULD',
    text: 'The MTU option should be the tunnel MTU, path MTU less 40.',
    observed: 'Advertisements with a path MTU of 1500, then 1400.',
    oracle:
      'Passes when the value is not above path MTU less 40 and not below 1280. Warns when it is another.',
    untested: {
      mag: { because: 'not yet', why: 'the Router Advertisements of the access link are not seen' },
    },
  },
  '6.9.5-03': {
    section: '6.9.5',
    binds: 'mag',
    level: 'MUST',
    text: "Where the access link's MTU is lower, that is the one advertised.",
    observed: 'An access link with MTU 1300 (hook) and an advertisement with MTU option.',
    oracle: 'Passes when the value is 1300. Fails when it is another.',
    untested: {
      mag: { because: 'not yet', why: 'the Router Advertisements of the access link are not seen' },
    },
  },
  '6.9.5-04': {
    section: '6.9.5',
    binds: 'mag',
    level: 'MUST',
    text: 'After a change of the path MTU every later advertisement has the new value; one more should be sent at once.',
    observed: 'The Packet Too Big of 6.9.5-01 while a node is attached; a Router Solicitation 5 s later.',
    oracle:
      'Passes when every later MTU option has the lower value. Fails when a later one has the old value. Warns when none is sent unasked.',
    untested: {
      mag: { because: 'not yet', why: 'the Router Advertisements of the access link are not seen' },
    },
  },
  '6.9.5-05': {
    section: '6.9.5',
    binds: 'both',
    level: 'MUST',
    text: 'Where the path MTU cannot be found out, a configured default is used.',
    observed: 'A default of 1400 (hook) and no Packet Too Big delivered.',
    oracle: 'Passes when outer packets are at most 1400 octets. Fails when they are larger.',
    untested: {
      lma: { because: 'not yet', why: 'data plane' },
      mag: { because: 'not yet', why: 'data plane' },
    },
  },
  '6.9.5-06': {
    section: '6.9.5',
    binds: 'both',
    level: 'SHOULD',
    text: 'Probing the path MTU with ICMPv6 Echo should be possible.',
    observed: 'The declaration of the device.',
    oracle: 'Undecided always, being a matter of documentation. Never fails by this row.',
    untested: {
      lma: { because: 'untestable', why: 'nothing on the wire shows it' },
      mag: { because: 'untestable', why: 'nothing on the wire shows it' },
    },
  },
} as const satisfies Record<string, Requirement>
