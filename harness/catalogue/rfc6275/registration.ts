import type { Requirement } from '../requirement.js'

/** RFC 6275, section 10: the home agent's side of a registration. */
export const rfc6275Registration = {
  '10.3.1-01': {
    section: '10.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'Whether the answer comes does not depend on the A bit.',
    observed: 'A plain PBU with A clear.',
    oracle: 'Passes when a PBA of any status comes. Warns on silence.',
  },
  '10.3.1-02': {
    section: '10.3.1',
    binds: 'lma',
    level: 'MUST NOT',
    text: 'The granted lifetime is not longer than the requested one.',
    observed: 'Plain PBUs of new nodes asking for 1, 75 and 65535 units.',
    oracle:
      'Passes when each gets status 0 with a lifetime not above the request. Fails when a lifetime is longer. Undecided when one is refused.',
  },
  '10.3.1-03': {
    section: '10.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'The binding is deleted when the granted lifetime is over.',
    observed: 'A session granted G and not refreshed; then a probe.',
    oracle:
      'Passes when at 4G + 5 s downlink has stopped and the probe gets 155 (a refresh afterwards gets 0 or 155). Fails when the probe gets 159.',
  },
  '10.3.1-04': {
    section: '10.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A Binding Refresh Advice of a PBA is shorter than its lifetime.',
    observed: 'Every PBA with option 2; not applicable to others.',
    oracle: 'Passes when the interval is below the lifetime. Fails when it is not.',
  },
  '10.3.1-05': {
    section: '10.3.1',
    binds: 'lma',
    level: 'MUST NOT',
    text: 'A binding is not removed before the granted lifetime ends.',
    observed: 'A session granted G, while 20 other nodes register.',
    oracle:
      'Passes when downlink works, or a probe gets 159, at 4G - 2 s. Fails when it is gone earlier. Undecided when it was revoked before.',
  },
  '10.3.1-06': {
    section: '10.3.1',
    binds: 'lma',
    level: 'MUST',
    text: 'After a Binding Refresh Advice the binding is still kept for its whole lifetime.',
    observed: 'A session whose PBA has option 2, not refreshed; not applicable to others.',
    oracle:
      'Passes when it is alive after the advised interval and until 4G - 2 s. Fails when it is gone earlier.',
  },
  '10.3.1-07': {
    section: '10.3.1',
    binds: 'lma',
    level: 'DEF',
    text: 'K is clear in the Binding Acknowledgement when it was clear in the Binding Update.',
    observed: 'Every PBA to a PBU with K clear.',
    oracle: 'Passes when bit 0x80 is clear. Fails when it is set.',
  },
  '10.3.2-01': {
    section: '10.3.2',
    binds: 'lma',
    level: 'MUST',
    text: 'A de-registration is answered with status 0 and lifetime 0.',
    observed: 'A session, then its de-registration.',
    oracle: 'Passes when both are 0. Fails when one is not.',
  },
  '10.3.2-02': {
    section: '10.3.2',
    binds: 'lma',
    level: 'MUST',
    text: 'The answer to a de-registration has no Binding Refresh Advice.',
    observed: 'A session, then its de-registration.',
    oracle: 'Passes when option 2 is absent. Fails when it is there.',
  },
  '10.4.5-01': {
    section: '10.4.5',
    binds: 'lma',
    level: 'MUST',
    text: "A packet in the reverse tunnel is forwarded only when its outer source is the node's registered Proxy-CoA.",
    observed:
      'Nodes registered at two MAGs; packets from an address of the first, tunnelled from the second MAG and from an address that is no MAG.',
    oracle:
      'Passes when the correspondent gets neither, but does get one from the first MAG; ESP in tunnel mode is not judged. Fails otherwise.',
    untested: { lma: { because: 'not yet', why: 'data plane' } },
  },
} as const satisfies Record<string, Requirement>
