import type { Requirement } from './requirement.js'

/** RFC 5149, Service Selection for Mobile IPv6: row id to requirement. */
export const rfc5149 = {
  '4.1-01': {
    section: '4.1',
    binds: 'mag',
    level: 'MUST',
    levels: 'MAY / MUST',
    text: 'A PBU has at most one Service Selection option, after the MN-ID, with an identifier of at least one octet.',
    observed: 'Every PBU of a MAG with option 20.',
    oracle:
      'Passes when there is no second one, it stands after option 8, and its Length is 1 or more. Fails otherwise.',
  },
  '4.2-01': {
    section: '4.2',
    binds: 'lma',
    level: 'MUST',
    text: 'An LMA that knows the option refuses with 151 a node that may not use the service.',
    observed: 'A plain PBU with option 20 naming a service that does not exist.',
    oracle:
      'Passes when the answer is 151. Fails when a device that declares the RFC accepts the PBU or refuses it with another status; one that does not declare it may skip the option.',
    claim: 'service-selection',
  },
} as const satisfies Record<string, Requirement>
