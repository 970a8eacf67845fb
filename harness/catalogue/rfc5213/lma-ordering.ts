import type { Requirement } from '../requirement.js'

/** RFC 5213, section 5.5: Timestamps and sequence numbers. */
export const rfc5213LmaOrdering = {
  '5.5-01': {
    section: '5.5',
    binds: 'lma',
    level: 'MUST',
    text: 'An LMA knows the Timestamp option, and answers one with one.',
    observed: 'A plain PBU and a refresh, both with option 27.',
    oracle: 'Passes when both PBAs have option 27. Fails when one has not.',
    claim: 'timestamps',
  },
  '5.5-04': {
    section: '5.5',
    binds: 'both',
    level: 'MUST',
    text: 'Timestamps count from 1970-01-01 UTC, 48 bits of seconds and 16 of fraction.',
    observed: "The Timestamps the device itself writes: those of a PBA 156 or 157, those of a MAG's PBUs.",
    oracle:
      'Passes when they lie within 2 s of real time. Fails when they count from another known epoch, or are no seconds with 16 bits of fraction. Undecided when the clocks of device and tester are apart otherwise.',
    claim: 'timestamps',
  },
  '5.5-05': {
    section: '5.5',
    binds: 'lma',
    level: 'MUST',
    text: 'With a Timestamp present the sequence number is not checked, only copied.',
    observed: 'A session with sequence number 100, then a refresh with 5, Timestamps rising.',
    oracle:
      'Passes when both get status 0 with their own sequence numbers. Fails when the refresh is refused or a number is not copied.',
    claim: 'timestamps',
  },
  '5.5-06a': {
    section: '5.5',
    binds: 'lma',
    level: 'MUST',
    text: "A Timestamp is valid only within TimestampValidityWindow of the LMA's clock.",
    observed: 'Plain PBUs of fresh nodes, 10 s outside the window in the future and in the past.',
    oracle:
      'Passes when both get 156. Fails when either is accepted, refused with another status, or not answered.',
    claim: 'timestamps',
  },
  '5.5-06b': {
    section: '5.5',
    binds: 'lma',
    level: 'MUST',
    text: 'A Timestamp must be greater than every one accepted before for the node.',
    observed:
      'A session, then, inside the window, a refresh with the same Timestamp but another sequence number and lifetime.',
    oracle:
      'Passes when the answer is 156. Fails when the refresh is accepted or gets another answer or none. Warns when the answer is 157.',
    claim: 'timestamps',
    notes: ['BU-07', 'BU-10'],
  },
  '5.5-06c': {
    section: '5.5',
    binds: 'lma',
    level: 'MUST',
    text: 'With MobileNodeGeneratedTimestampInUse set, the window is not checked.',
    observed: 'A plain PBU an hour in the past, with rising Timestamps (hook).',
    oracle: 'Passes when the answer is status 0. Fails when it is refused.',
    claim: 'timestamps',
    untested: {
      lma: {
        because: 'not yet',
        why: 'needs a device set to Timestamps made by mobile nodes, to which no case of the window applies',
      },
    },
  },
  '5.5-06d': {
    section: '5.5',
    binds: 'lma',
    level: 'MUST',
    text: 'Only accepted Timestamps are remembered.',
    observed:
      "A fresh node's PBU lies 10 s beyond the window in the future and gets 156; then a plain PBU with the present time.",
    oracle: 'Passes when the second gets status 0. Fails when the second gets 157 or another rejection.',
    claim: 'timestamps',
  },
  '5.5-06e': {
    section: '5.5',
    binds: 'lma',
    level: 'MUST',
    text: "What a Timestamp has to exceed includes those of the node's other session.",
    observed:
      'A session with identifier a and Timestamp T; at once a plain PBU with identifier b and a Timestamp 50 ms earlier.',
    oracle:
      'Passes when the answer is 156. Fails when the answer is another one, or none comes. Warns when the answer is 157, or 0, since item 8 and section 5.1 keep the value with the binding.',
    claim: 'timestamps',
    notes: ['BU-19'],
  },
  '5.5-07': {
    section: '5.5',
    binds: 'lma',
    level: 'MUST',
    text: 'A valid Timestamp is returned as it came.',
    observed: 'A plain PBU with option 27.',
    oracle: 'Passes when all 64 bits are equal. Fails when they are not.',
    claim: 'timestamps',
  },
  '5.5-07b': {
    section: '5.5',
    binds: 'lma',
    level: 'MUST',
    text: 'A valid Timestamp is returned as it came in a rejection too.',
    observed: 'Plain PBUs with a valid Timestamp, one without handoff indicator, one without prefix.',
    oracle:
      "Passes when the PBAs 161 and 158 have the same 64 bits. Fails when a PBA 158, 161 or 162 has another value. Warns when a PBA 160, 152, 153 or 154, which precedes the Timestamp check, has the LMA's time instead.",
    claim: 'timestamps',
  },
  '5.5-08': {
    section: '5.5',
    binds: 'lma',
    level: 'MUST',
    text: "A Timestamp below the last accepted one of the binding leads to 157 with the LMA's time.",
    observed:
      'A session with the present time; directly after its PBA a refresh 50 ms earlier than it, still inside the window.',
    oracle:
      "Passes when the answer is 157 with a Timestamp within 2 s of the LMA's clock. Fails when the refresh is accepted, or gets another answer or none. Warns when the answer is 156.",
    claim: 'timestamps',
    notes: ['BU-19'],
  },
  '5.5-09': {
    section: '5.5',
    binds: 'lma',
    level: 'MUST',
    text: "An invalid Timestamp leads to 156 with the LMA's time.",
    observed: 'Plain PBUs 10 s outside the window.',
    oracle:
      "Passes when the Timestamp of the 156 is within 2 s of the LMA's clock and not the one of the request. Fails otherwise.",
    claim: 'timestamps',
  },
  '5.5-09b': {
    section: '5.5',
    binds: 'lma',
    level: 'DECL',
    text: 'For a Timestamp both lower than the last and outside the window, item 8 comes before item 9.',
    observed: 'A session, then a refresh that lies 10 s beyond the window in the past.',
    oracle:
      'Passes when the answer is 157. Fails when the refresh is accepted. Warns when the answer is 156.',
    claim: 'timestamps',
  },
  '5.5-S1': {
    section: '5.5',
    binds: 'lma',
    level: 'MUST',
    text: 'A PBU without Timestamp is judged by its sequence number, and the PBA has no Timestamp.',
    observed: 'A session and a refresh, both without option 27, numbers rising.',
    oracle:
      'Passes when the sequence rows of RFC 6275 section 9.5.1 hold and option 27 is absent. Fails when option 27 is there, or the rising number is refused.',
    notes: ['BU-20'],
  },
  '5.5-S2': {
    section: '5.5',
    binds: 'both',
    level: 'MUST',
    text: 'The sequence number scheme is there even where Timestamps are the default.',
    observed:
      'To an LMA: a plain PBU without option 27. A MAG: TimestampBasedApproachInUse is set to 0 (hook).',
    oracle:
      'Passes when the LMA answers 0, the MAG keeps sequence numbers as 6.9.1.1-06c describes. Fails when the LMA refuses or ignores the PBU, or the MAG does not keep them.',
    notes: ['BU-20'],
    untested: {
      mag: {
        because: 'covered by',
        why: '5213/6.9.1.1-06c, in a run whose profile does not claim timestamps',
      },
    },
  },
} as const satisfies Record<string, Requirement>
