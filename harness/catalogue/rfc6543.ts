import type { Requirement } from './requirement.js'

/** RFC 6543, Reserved IPv6 Interface Identifier for Proxy Mobile IPv6: row id to requirement. */
export const rfc6543 = {
  '1-01': {
    section: '1',
    binds: 'mag',
    level: 'SHOULD',
    text: 'On its access links a MAG should have the reserved link-layer address and interface identifier.',
    observed: 'A Router Advertisement of the MAG.',
    oracle:
      'Passes when its IPv6 source is fe80::200:5eff:fe00:5213 and its link-layer address 00-00-5E-00-52-13. Warns when another fixed value is used.',
    untested: {
      mag: { because: 'not yet', why: 'the Router Advertisements of the access link are not seen' },
    },
  },
} as const satisfies Record<string, Requirement>
