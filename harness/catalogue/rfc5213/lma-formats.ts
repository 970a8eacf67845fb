import type { Requirement } from '../requirement.js'

/** RFC 5213, sections 8 and 9: messages, options, configuration. */
export const rfc5213LmaFormats = {
  '8.1-01': {
    section: '8.1',
    binds: 'lma',
    level: 'DEF',
    text: 'The options of a PBU may stand in any order.',
    observed: 'Ten permutations of a plain PBU, each for a new node.',
    oracle:
      'Passes when every one gets status 0 with the same option types. Fails when one is refused or ignored.',
  },
  '8.1-02': {
    section: '8.1',
    binds: 'lma',
    level: 'DECL',
    text: 'A PBU may have several prefixes, but only one of each other option (errata 3140); what a second one causes is not said.',
    observed: 'PBUs with two MN-IDs, two handoff indicators, two Timestamps.',
    oracle:
      'Passes when the device lives on. A rejection, the use of the first or the last, and silence are noted, not judged. Fails when the device crashes.',
    notes: ['BU-04'],
  },
  '8.1-03': {
    section: '8.1',
    binds: 'lma',
    level: 'DECL',
    text: 'ALL_ZERO may occur only once and alone; what an LMA does about a breach is not said.',
    observed: 'PBUs with :: twice, and with :: beside a non-zero prefix.',
    oracle:
      'Passes when the device lives on, whatever comes back, which is noted, not judged. Fails when the device crashes.',
  },
  '8.1-04': {
    section: '8.1',
    binds: 'lma',
    level: 'MUST',
    text: 'Options an LMA does not know are skipped.',
    observed: 'No stimulus of its own.',
    oracle: 'No verdict of its own: judged by 6275/6.2.1-01.',
    untested: { lma: { because: 'covered by', why: '6275/6.2.1-01' } },
  },
  '8.2-01': {
    section: '8.2',
    binds: 'lma',
    level: 'DECL',
    text: 'A Binding Acknowledgement has P only when the Binding Update had it.',
    observed: 'A plain PBU with P clear.',
    oracle:
      'Passes when what comes back has P clear, as a Mobile IPv6 answer such as 129, 131 or 132 has, or nothing comes. Warns when the answer has P.',
  },
  '8.2-05': {
    section: '8.2',
    binds: 'lma',
    level: 'FMT',
    text: 'A PBA has at most one MN-ID, handoff indicator, access technology, Timestamp, link-layer identifier and link-local address (errata 3141).',
    observed: 'Every PBA.',
    oracle: 'Passes when none of these option types occurs twice. Fails when one does.',
  },
  '8.3-01': {
    section: '8.3',
    binds: 'both',
    level: 'FMT',
    text: 'A Home Network Prefix option has Length 18, Reserved 0 and a prefix length in range.',
    observed: 'Every message of the device with option 22.',
    oracle:
      'Passes when Length is 18, Reserved is 0 and a non-zero prefix has a length from 1 to 128; beside :: any length passes. Warns when an assigned prefix has bits set beyond its length. Fails otherwise.',
    notes: ['BU-02'],
  },
  '8.3-02': {
    section: '8.3',
    binds: 'lma',
    level: 'DECL',
    text: 'What a Home Network Prefix option of a wrong Length leads to is not said.',
    observed: 'PBUs whose option 22 has Length 17, 19 or 2.',
    oracle:
      'Passes when the PBU is refused, ignored, or treated as one without prefix (158). Fails when the device crashes. Warns when it is accepted.',
  },
  '8.4-01': {
    section: '8.4',
    binds: 'both',
    level: 'FMT',
    text: 'A Handoff Indicator option has Length 2 and Reserved 0, and a MAG uses a value that is defined.',
    observed: 'Every message of the device with option 23.',
    oracle:
      "Passes when Length is 2 and Reserved 0; in a PBU the value is 1 to 5, or 6 with RFC 7864 declared; in a PBA it is the request's, whatever that was. Fails when Length or Reserved is wrong, or a PBU has the value 0. Warns when a PBU has another value above 5.",
  },
  '8.5-01': {
    section: '8.5',
    binds: 'both',
    level: 'FMT',
    text: 'An Access Technology Type option has Length 2 and Reserved 0.',
    observed: 'Every message of the device with option 24.',
    oracle: 'Passes when Length is 2 and Reserved is 0. Fails otherwise.',
  },
  '8.6-01': {
    section: '8.6',
    binds: 'both',
    level: 'FMT',
    text: 'The two reserved octets of a Mobile Node Link-layer Identifier option are 0.',
    observed: 'Every message of the device with option 25.',
    oracle: 'Passes when both octets are 0. Fails when one is not.',
  },
  '8.6-02': {
    section: '8.6',
    binds: 'both',
    level: 'DECL',
    levels: 'MUST, but without numbers to judge by',
    text: 'A Mobile Node Link-layer Identifier option is aligned to suit its identifier; the RFC gives no numbers.',
    observed: 'Every message of the device with option 25.',
    oracle:
      'Passes when the option starts at an even offset, at 4n for an identifier of 4 octets, at 8n+4 for one of 8. Warns when it starts elsewhere.',
  },
  '8.7-01': {
    section: '8.7',
    binds: 'both',
    level: 'FMT',
    text: 'A Link-local Address option has Length 16 and holds an fe80::/10 address or ::.',
    observed: 'Every message of the device with option 26; of an LMA only addresses it generated itself.',
    oracle: 'Passes when Length is 16 and the address is :: or in fe80::/10. Fails otherwise.',
  },
  '8.8-01': {
    section: '8.8',
    binds: 'both',
    level: 'FMT',
    text: 'A Timestamp option has Length 8.',
    observed: 'Every message of the device with option 27.',
    oracle: 'Passes when Length is 8. Fails when it is not.',
    notes: ['BU-09'],
  },
  '8.x-02': {
    section: '8.3 to 8.6',
    binds: 'lma',
    level: 'MUST',
    text: 'Reserved octets of prefix, handoff, access technology and link-layer options are ignored on receipt.',
    observed: 'A plain PBU with option 25 whose reserved octets in all these options are 0xFF.',
    oracle:
      'Passes when it is handled like any plain PBU, and the PBA has these octets 0. Fails when it is refused or ignored, or the PBA repeats the octets.',
  },
  '8.9-01': {
    section: '8.9',
    binds: 'lma',
    level: 'FMT',
    text: 'A PBA uses a registered status.',
    observed: 'Every PBA.',
    oracle:
      'Passes when the status is registered and suits the occasion. Fails when it is registered, but ruled out by the case at hand, as 135 is for a PBU with a Timestamp. Warns when it is not assigned, or belongs to Mobile IPv6 alone (131 to 134, 136 to 138, 140 to 142 and the like).',
  },
  '9.1-01': {
    section: '9.1',
    binds: 'lma',
    level: 'MUST',
    text: 'MinDelayBeforeBCEDelete, MaxDelayBeforeNewBCEAssign and TimestampValidityWindow can be configured; their defaults are 10 s, 1.5 s and 300 ms.',
    observed: 'The timing rows with the default values, and with one value changed (hook).',
    oracle:
      'Passes when the timing follows the values. Fails when a value cannot be configured. Warns when the factory default is another.',
    untested: {
      lma: {
        because: 'not yet',
        why: 'needs the device under a second setting; the cases of the delays hold it to the timers declared',
      },
    },
  },
  '9.1-02': {
    section: '9.1',
    binds: 'lma',
    level: 'MUST',
    text: 'These values survive a restart.',
    observed: 'A restart of the device by a stimulus of the profile; then a session and its de-registration.',
    oracle:
      'Passes when the session is there for the deletion delay that the profile declares, and gone after it. Fails when it is not.',
  },
  '9.3-01': {
    section: '9.3',
    binds: 'both',
    level: 'MUST',
    text: 'TimestampBasedApproachInUse (default 1), MobileNodeGeneratedTimestampInUse (default 0) and the two fixed addresses for access links can be configured.',
    observed:
      'The declaration of the device and the rows that depend on these variables, under both settings: 5.5-06c, 6.9.1.1-06a and -06c, 6.9.1.1-09a and -09b, 6.9.3-01 (hook).',
    oracle:
      'Passes when the behaviour follows the variables. Fails when a variable cannot be configured. Warns when the factory default is another.',
    untested: {
      lma: { because: 'not yet', why: 'needs the device under a second setting, and a run sees one' },
      mag: {
        because: 'covered by',
        why: 'the rows it names, under the setting that the profile claims; a second run has the other one',
      },
    },
  },
  '9.3-02': {
    section: '9.3',
    binds: 'both',
    level: 'MUST',
    text: 'The values common to the domain survive a restart.',
    observed: 'A value is set, the device restarted (hook).',
    oracle: 'Passes when the behaviour is that of the value set. Fails when it is not.',
    untested: {
      lma: {
        because: 'not yet',
        why: 'a command of the profile that sets a variable and restarts the device',
      },
      mag: {
        because: 'not yet',
        why: 'a command of the profile that sets a variable and restarts the device',
      },
    },
  },
  '9.3-03': {
    section: '9.3',
    binds: 'both',
    level: 'MUST NOT',
    text: 'MobileNodeGeneratedTimestampInUse is not set while TimestampBasedApproachInUse is 0.',
    observed: 'An attempt to configure that combination (hook).',
    oracle:
      'Passes when it is refused or without effect. Warns when it is taken, since the rule binds whoever sets it.',
    untested: {
      lma: { because: 'not yet', why: 'a command of the profile that sets the two variables' },
      mag: { because: 'not yet', why: 'a command of the profile that sets the two variables' },
    },
  },
} as const satisfies Record<string, Requirement>
