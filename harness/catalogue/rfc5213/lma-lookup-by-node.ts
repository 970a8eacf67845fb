import type { Requirement } from '../requirement.js'

/** RFC 5213, sections 5.4.1.2 and 5.4.1.3: the session of a PBU with ALL_ZERO. */
export const rfc5213LmaLookupByNode = {
  '5.4.1.2-02': {
    section: '5.4.1.2',
    binds: 'lma',
    level: 'MUST',
    text: 'For ALL_ZERO with a link-layer identifier, equal MN-ID, access technology and identifier mean an update.',
    observed:
      'A session with identifier a; from a second MAG ALL_ZERO with the same identifier and access technology and HI 4.',
    oracle: 'Passes when the answer is status 0 with the prefixes of the session. Fails otherwise.',
  },
  '5.4.1.2-02b': {
    section: '5.4.1.2',
    binds: 'lma',
    level: 'MUST',
    text: 'Such a match is an update even when the handoff indicator says new interface.',
    observed:
      'A session with identifier a; from a second MAG ALL_ZERO with the same identifier and access technology and HI 1.',
    oracle:
      'Passes when the answer is status 0 with the prefixes of the session, which is then served at the second MAG. Fails otherwise.',
  },
  '5.4.1.2-03': {
    section: '5.4.1.2',
    binds: 'lma',
    level: 'MUST',
    text: 'Without such a match, HI 2 updates the one binding the node has.',
    observed: 'A session with identifier a; then ALL_ZERO with identifier b and HI 2.',
    oracle: 'Passes when the answer is status 0 with the prefixes of the session. Fails otherwise.',
  },
  '5.4.1.2-03b': {
    section: '5.4.1.2',
    binds: 'lma',
    level: 'MUST',
    text: 'Without such a match, HI 2 opens a new session when the node has several bindings.',
    observed: 'Sessions a and b of one node; then ALL_ZERO with identifier c and HI 2.',
    oracle:
      'Passes when the answer is status 0 with a third prefix, and a and b are untouched. Fails otherwise. Undecided on 130, when there is no prefix left to assign.',
  },
  '5.4.1.2-04a': {
    section: '5.4.1.2',
    binds: 'lma',
    level: 'SHOULD',
    text: 'With HI 4 and one binding the LMA should wait for its de-registration, up to MaxDelayBeforeNewBCEAssign.',
    observed:
      'A session with identifier a; from a second MAG ALL_ZERO with identifier b and HI 4; half of that delay later the first MAG de-registers.',
    oracle:
      'Passes when the PBA has status 0 with the same prefixes and comes after the de-registration, at the latest one answer time after the delay. Warns when other prefixes are given although the de-registration came in time. Undecided when a new session is opened at once, which is allowed.',
    notes: ['BU-15'],
  },
  '5.4.1.2-04b': {
    section: '5.4.1.2',
    binds: 'lma',
    level: 'MUST',
    text: 'When no de-registration comes in that delay, a new session is opened.',
    observed: 'As for the wait, without the de-registration.',
    oracle:
      'Passes when the PBA has status 0 with a new prefix, after the delay and within one answer time of it, or at once as is allowed. Fails otherwise. Undecided on 130, when there is no prefix left to assign.',
  },
  '5.4.1.2-04c': {
    section: '5.4.1.2',
    binds: 'lma',
    level: 'MUST',
    text: 'With HI 4 and several bindings a new session is opened without waiting.',
    observed: 'Sessions a and b of one node; then ALL_ZERO with identifier c and HI 4.',
    oracle:
      'Passes when the answer is status 0 with a third prefix. Fails when an existing session is updated instead, or no answer comes. Warns when it comes only after MaxDelayBeforeNewBCEAssign. Undecided on 130, when there is no prefix left to assign.',
  },
  '5.4.1.2-04d': {
    section: '5.4.1.2',
    binds: 'lma',
    level: 'DECL',
    text: 'Whether the LMA waits is a matter of configuration.',
    observed: 'The HI 4 request under both settings (hook).',
    oracle:
      'Passes when the PBA comes after the delay under one and at once under the other. Warns when there is one setting only.',
    untested: {
      lma: { because: 'not yet', why: 'needs the device under a second setting, and a run sees one' },
    },
  },
  '5.4.1.2-05': {
    section: '5.4.1.2',
    binds: 'lma',
    level: 'MUST',
    text: 'Everything else opens a new session, or is ignored in silence when its lifetime is zero.',
    observed:
      'A session with identifier a; then ALL_ZERO with identifier b and HI 1; the same with lifetime 0.',
    oracle:
      'Passes when the first gets a new prefix and the second no answer. Fails when the first updates the session or is refused, or the second is answered in any way. Undecided on 130, when there is no prefix left to assign.',
  },
  '5.4.1.3-02': {
    section: '5.4.1.3',
    binds: 'lma',
    level: 'MUST',
    text: 'For ALL_ZERO without link-layer identifier, HI 3 updates the one binding the node has.',
    observed: 'A session without option 25; from a second MAG ALL_ZERO with HI 3.',
    oracle: 'Passes when the answer is status 0 with the prefixes of the session. Fails otherwise.',
  },
  '5.4.1.3-02b': {
    section: '5.4.1.3',
    binds: 'lma',
    level: 'MUST',
    text: 'For ALL_ZERO without link-layer identifier, HI 2 updates the one binding the node has.',
    observed:
      'A session without option 25; from a second MAG ALL_ZERO with another access technology and HI 2.',
    oracle: 'Passes when the answer is status 0 with the prefixes of the session. Fails otherwise.',
  },
  '5.4.1.3-02c': {
    section: '5.4.1.3',
    binds: 'lma',
    level: 'MUST',
    text: 'With several bindings HI 2, 3 and 4 open a new session.',
    observed: 'Sessions a and b of one node; then ALL_ZERO without option 25 and with HI 2, 3 and 4 in turn.',
    oracle:
      'Passes when each gets status 0 with a new prefix, and a and b are untouched. Fails otherwise. Undecided on 130, when there is no prefix left to assign.',
  },
  '5.4.1.3-03': {
    section: '5.4.1.3',
    binds: 'lma',
    level: 'MUST',
    levels: 'SHOULD / MUST',
    text: 'With HI 4 and one binding the LMA should wait for its de-registration, and opens a new session when none comes.',
    observed:
      'A session without option 25; from a second MAG ALL_ZERO with HI 4; with and without a de-registration by the first MAG half of MaxDelayBeforeNewBCEAssign later.',
    oracle:
      'Passes when with it the PBA has the same prefixes and comes after it; without it the PBA has new ones and comes within one answer time of the delay, or at once as is allowed. Fails when the run without de-registration opens no new session. Warns when other prefixes are given although the de-registration came in time. Undecided when the run with de-registration gets a new session at once, which is allowed. Undecided on 130, when there is no prefix left to assign.',
    notes: ['BU-15'],
  },
  '5.4.1.3-04': {
    section: '5.4.1.3',
    binds: 'lma',
    level: 'MUST',
    text: 'Everything else opens a new session; lifetime zero without a session is ignored in silence.',
    observed:
      'A session, then ALL_ZERO without option 25 and with HI 1; for a node without session a plain PBU with lifetime 0.',
    oracle:
      'Passes when the first gets a new prefix and the second no answer. Fails when the first updates the session or is refused, or the second is answered in any way. Undecided on 130, when there is no prefix left to assign.',
    notes: ['BU-05'],
  },
} as const satisfies Record<string, Requirement>
