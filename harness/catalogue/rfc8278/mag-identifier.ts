import type { Requirement } from '../requirement.js'

/** RFC 8278 section 4.2: the MAG Identifier option. */
export const magIdentifier = {
  'MP-4.2-01': {
    section: '4.2',
    binds: 'both',
    level: 'FMT',
    text: 'The MAG Identifier option belongs into PBU and PBA.',
    observed:
      'Any message of the device for a type 64 option; and a Heartbeat request with the option, to a device that answers the same request without it.',
    oracle:
      'Passes when no other message has it; a warning when one does, as no text forbids it. A Heartbeat that stays unanswered because of the option fails; a device without Heartbeat is not judged on that.',
    claim: 'multipath',
  },
  'MP-4.2-02': {
    section: '4.2',
    binds: 'mag',
    level: 'DECL',
    text: 'The option states the identity of the MAG.',
    observed: 'The identifier in all PBUs of the MAG, over all paths and mobile nodes.',
    oracle:
      'Passes when always the same; a warning when it differs between paths; undecided for other differences.',
    claim: 'multipath',
    notes: ['U-37'],
  },
  'MP-4.2-03': {
    section: '4.2',
    binds: 'both',
    level: 'FMT',
    text: 'The MAG Identifier option needs no alignment.',
    observed: 'The option sent at eight offsets, one for each remainder of 8.',
    oracle: 'Passes when all eight get the same answer; fails otherwise.',
    claim: 'multipath',
  },
  'MP-4.2-04': {
    section: '4.2, 5',
    binds: 'both',
    level: 'FMT',
    text: 'The MAG Identifier option has type 64.',
    observed: 'Type of the option in the messages of the device.',
    oracle:
      'Passes with 64; fails when another type serves this purpose. Edition draft-06 takes the type from the profile.',
    claim: 'multipath',
  },
  'MP-4.2-05': {
    section: '4.2',
    binds: 'both',
    level: 'FMT',
    text: 'Length of the MAG Identifier option counts what follows Type and Length: 2 octets and the identifier.',
    observed: 'Length of each MAG Identifier option the device sends.',
    oracle:
      'Passes when it fits the identifier; fails otherwise. What the device does with a Length below 3 is U-19.',
    claim: 'multipath',
    notes: ['U-19'],
  },
  'MP-4.2-06': {
    section: '4.2',
    binds: 'mag',
    level: 'FMT',
    text: 'Subtype is one registered for mobile node identifiers.',
    observed: 'Subtype in the options of the MAG.',
    oracle: 'Passes from 1 to 8; a warning above 8; fails with 0.',
    claim: 'multipath',
    notes: ['U-19', 'U-37'],
  },
  'MP-4.2-07': {
    section: '4.2',
    binds: 'both',
    level: 'MUST',
    text: 'Who sends the MAG Identifier option sets its Reserved octet to 0.',
    observed: 'Octet 3 of each option the device sends.',
    oracle: 'Passes with 0; fails otherwise.',
    claim: 'multipath',
  },
  'MP-4.2-08': {
    section: '4.2',
    binds: 'both',
    level: 'MUST',
    text: 'Who receives the MAG Identifier option does not look at its Reserved octet.',
    observed: 'A valid option but for 0xFF in that octet.',
    oracle: 'Passes when it is treated as with zero there; fails otherwise.',
    claim: 'multipath',
  },
  'MP-4.2-09': {
    section: '4.2',
    binds: 'both',
    level: 'FMT',
    text: 'The identifier has the form its subtype names.',
    observed:
      'From a MAG: a NAI for subtype 1 (a user name without realm is one too), 16 octets for 2, 6 octets for 5. To an LMA: these forms, and a NAI of more than 72 and up to 253 octets.',
    oracle:
      'MAG: passes when the form fits; fails for a wrong size of a subtype with fixed size. LMA: passes when it takes the forms; a warning when it refuses the long NAI, or a form other than the NAI, as RFC 8371 registered those later; undecided when it authorises MAGs by such names.',
    claim: 'multipath',
    notes: ['U-19', 'U-37'],
  },
} as const satisfies Record<string, Requirement>

/** RFC 8278 section 4.3: the status code. */
export const statusCode = {
  'MP-4.3-01': {
    section: '4.3, 5',
    binds: 'both',
    level: 'FMT',
    text: 'CANNOT_SUPPORT_MULTIPATH_BINDING is 180, a rejection, and a status of PBAs.',
    observed: 'The status an LMA answers with; what a MAG does when it gets this status.',
    oracle:
      'LMA: passes when a refusal for the sake of multipath has this number. MAG: passes when it takes it for a rejection; fails when it sets up the tunnel. Edition draft-06 takes the number from the profile.',
    claim: 'multipath',
  },
  'MP-4.3-02': {
    section: '4.3',
    binds: 'lma',
    level: 'SHOULD',
    text: 'An LMA that rejects a PBU because it asks for a multipath binding uses status 180.',
    observed:
      'A valid PBU with the option that is refused because of multipath; the same with a fault of RFC 5213 besides; and PBUs without the option.',
    oracle:
      'Passes with 180; a warning for another status of 128 or more; undecided when the cause is another one. With a fault of RFC 5213 besides: the status of that fault passes, 180 is undecided. Fails when a PBU without the option is rejected with 180.',
    claim: 'multipath',
    notes: ['U-25', 'U-32'],
  },
  'MP-4.3-03': {
    section: '4.3',
    binds: 'lma',
    level: 'DECL',
    text: 'That the LMA does not support multipath is one of the reasons for this status.',
    observed:
      'A PBU with the option to an LMA which is declared without multipath, or where it is switched off.',
    oracle:
      'Passes with 180, or when the options are skipped as in MP-4.4-09 and MP-4.4-10; fails when it accepts and includes the option, against its own declaration.',
  },
} as const satisfies Record<string, Requirement>
