import type { Requirement } from './requirement.js'

/** RFC 5094, Mobile IPv6 Vendor Specific Option: row id to requirement. */
export const rfc5094 = {
  '3-01': {
    section: '3',
    binds: 'both',
    level: 'MAY',
    text: 'A message may have several Vendor Specific options.',
    observed: 'A plain PBU with three options 19; towards a MAG an accepting PBA with three.',
    oracle: 'Passes when it is accepted. Undecided when it is not.',
  },
  '3-02': {
    section: '3',
    binds: 'both',
    level: 'DECL',
    text: 'A Vendor Specific option of an unknown vendor is skipped.',
    observed:
      'A plain PBU with option 19 of vendor 32473, the number for examples, and sub-type 200; towards a MAG an accepting PBA with it.',
    oracle:
      'Passes when it is handled like any other. Warns when it is refused, ignored, or answered with an error.',
  },
  '3-03': {
    section: '3',
    binds: 'both',
    level: 'FMT',
    text: 'The Length of a Vendor Specific option is 5 more than its data, and the option is aligned to 4n+2.',
    observed: 'Every message of the device with option 19.',
    oracle:
      'Passes when Length is 5 plus the data that follow the sub-type, and the option starts at 4n+2. Fails otherwise.',
  },
  '3-04': {
    section: '3',
    binds: 'both',
    level: 'DECL',
    text: 'A Length below 5, too short for vendor and sub-type, is a case the RFC leaves out.',
    observed: 'A plain PBU with option 19 of Length 3; towards a MAG an accepting PBA with it.',
    oracle: 'Passes when the option is ignored or the message refused. Fails when the device crashes.',
  },
  '1-05': {
    section: '1',
    binds: 'lma',
    level: 'DECL',
    text: 'Extensions that ask for confirmation are confirmed with a Vendor Specific option.',
    observed: 'An extension that device and profile declare.',
    oracle: 'Passes when the PBA has option 19 of that vendor. Undecided otherwise.',
    untested: { lma: { because: 'untestable', why: "no vendor's extension is known to the suite" } },
  },
} as const satisfies Record<string, Requirement>
