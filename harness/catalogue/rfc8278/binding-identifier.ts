import type { Requirement } from '../requirement.js'

/** RFC 8278 section 4.1: binding identifier, the flags B and O, reserved bits, de-registration of one path. */
export const bindingIdentifier = {
  'MP-4.1-14': {
    section: '4.1',
    binds: 'lma',
    level: 'FMT',
    text: 'The binding identifiers 0 and 255 are reserved; 1 and 254 are the ends of the usable range.',
    observed:
      'Registrations with identifier 0, 255, 1 and 254, each for a fresh node, as plain processing might replace live paths.',
    oracle:
      'For 0 and 255: passes with any rejection, a plain answer without the option, or silence; fails when accepted with an option that carries 0 or 255, or on a crash. For 1 and 254: fails when rejected.',
    claim: 'multipath',
    notes: ['U-01'],
  },
  'MP-4.1-15': {
    section: '4.1',
    binds: 'mag',
    level: 'DEF',
    text: 'Each binding of a mobile node has a binding identifier of its own.',
    observed: 'Identifiers of the paths of one node that live at the same time.',
    oracle: 'Passes when they differ; fails when two are equal. Two nodes may use the same identifier.',
    claim: 'multipath',
  },
  'MP-4.1-16': {
    section: '4.1',
    binds: 'mag',
    level: 'DEF',
    text: 'The PBU names the binding identifier, which stays with its path.',
    observed: 'Identifiers in the first, refreshing and de-registering PBUs of a path.',
    oracle:
      'Passes when constant; fails when a PBU with handoff indicator 5 or lifetime 0 names an identifier never registered from that care-of address; undecided for any other change.',
    claim: 'multipath',
  },
  'MP-4.1-17': {
    section: '4.1',
    binds: 'lma',
    level: 'DEF',
    text: 'An accepted binding is kept under its binding identifier in the cache entry of the node.',
    observed:
      'Two paths; path 1 is de-registered by its identifier from its own address; then `observe`, downlink, and at the end a de-registration.',
    oracle:
      'Passes when path 1 alone is gone; a warning when both are; fails when path 2 is gone and path 1 lives, or nothing is gone 3 s after the delayed deletion although the status was 0. `observe` may list path 1 until that delay is over.',
    claim: 'multipath',
    notes: ['U-09', 'U-10', 'U-11', 'U-13', 'U-38', 'U-41'],
  },
  'MP-4.1-18': {
    section: '4.1',
    binds: 'lma',
    level: 'DEF',
    text: 'Flag B at 1: by accepting the request the LMA renews the lifetimes of all bindings of the node.',
    observed:
      'Two paths that ask for 40 s each; half-way through the lifetime of path 2 a PBU on path 1 with B set and the same lifetime. Then the lifetime left to path 2 in `observe`, or its de-registration 5 s after its first lifetime would have ended. The same again with B at 0.',
    oracle:
      'B at 1: passes when `observe` shows a new lifetime for path 2 (a shorter one too) or the de-registration gets status 0; fails when the old one runs on, or silence meets the de-registration; undecided when less than 5 units of 4 s were granted to a path. B at 0: passes without a jump and with silence; fails on a jump, or status 0 to the de-registration.',
    claim: 'multipath',
    notes: ['U-14', 'U-15', 'U-26', 'U-42'],
  },
  'MP-4.1-19': {
    section: '4.1',
    binds: 'mag',
    level: 'MUST NOT',
    text: 'Flag B is not set where flag O is.',
    observed: 'Flags in every PBU of the MAG.',
    oracle: 'Passes unless both are set; fails then.',
    claim: 'multipath',
    notes: ['U-02'],
  },
  'MP-4.1-20': {
    section: '4.1',
    binds: 'lma',
    level: 'DEF',
    text: 'Flag O at 1: by accepting the request the LMA replaces all bindings the node had by this one.',
    observed:
      'Two paths, then a PBU on path 2 with O set, under its own or a new identifier. And with O set in a PBU that is surely rejected, for a missing handoff indicator, access technology or prefix option.',
    oracle:
      'Passes when path 1 is gone at once and path 2 lives, with no delayed deletion; fails when path 1 lives or path 2 is dead after 3 s, uplink being no proof; fails too when a rejected request removed a path; undecided when the state cannot be seen.',
    claim: 'multipath',
    notes: ['U-15', 'U-29', 'U-42'],
  },
  'MP-4.1-21': {
    section: '4.1',
    binds: 'mag',
    level: 'MUST NOT',
    text: 'Flag O is not set where flag B is: the rule of MP-4.1-19, stated for the other flag.',
    observed: 'See MP-4.1-19.',
    oracle: 'Has no verdict of its own: MP-4.1-19 decides.',
    claim: 'multipath',
    notes: ['U-02'],
    untested: { mag: { because: 'covered by', why: 'MP-4.1-19' } },
  },
  'MP-4.1-22': {
    section: '4.1',
    binds: 'mag',
    level: 'MUST',
    text: 'Flag O is 0 in a de-registration.',
    observed: 'The option in each PBU of the MAG with lifetime 0.',
    oracle: 'Passes with O at 0; fails with O at 1.',
    claim: 'multipath',
    notes: ['U-03'],
  },
  'MP-4.1-23': {
    section: '4.1',
    binds: 'both',
    level: 'MUST',
    text: 'Who sends the MAG Multipath Binding option leaves its 22 reserved bits at 0.',
    observed: 'The low six bits of octet 5 and the octets 6 and 7 of each option the device sends.',
    oracle:
      'Passes when all are 0; fails when bits are set unasked. In answer to an option that had them set: zero passes; copied bits pass in an answer with status 180 and are a warning in an accepting one.',
    claim: 'multipath',
  },
  'MP-4.1-24': {
    section: '4.1',
    binds: 'both',
    level: 'MUST',
    text: 'Who receives the MAG Multipath Binding option does not look at its reserved bits.',
    observed: 'A valid option but for all 22 reserved bits set.',
    oracle: 'Passes when it is treated as with zeros there; fails when it is rejected or ignored.',
    claim: 'multipath',
  },
  'MP-4.1-25': {
    section: '4.1',
    binds: 'lma',
    level: 'MUST',
    levels: 'MUST by RFC 5213 section 5.3.5',
    text: 'A de-registration under the identifier of one path from the address of another, without Alternate Care-of Address, is ignored.',
    observed: 'Two paths; a de-registration with identifier 1 from the address of path 2.',
    oracle:
      'Passes with silence and path 1 alive; a warning for any PBA, also when path 1 is gone then; fails when path 2 is gone.',
    claim: 'multipath',
    notes: ['U-11'],
  },
  'MP-4.1-26': {
    section: '4.1',
    binds: 'lma',
    level: 'DEF',
    text: 'The same de-registration counts for path 1 when the Alternate Care-of Address option names its address, as after the loss of its access network.',
    observed:
      'Two paths; a de-registration with identifier 1 from the address of path 2, option 3 with that of path 1.',
    oracle:
      'Passes when path 1 alone is gone; a warning when both are, or when it was ignored; fails when path 2 is gone and path 1 lives.',
    claim: 'multipath',
    notes: ['U-11'],
  },
} as const satisfies Record<string, Requirement>
