import type { Requirement } from '../requirement.js'

/** RFC 5213, sections 5.4 to 5.4.1.1: several interfaces, and the session a prefix points to. */
export const rfc5213LmaLookupByPrefix = {
  '5.4-01': {
    section: '5.4',
    binds: 'lma',
    level: 'MUST',
    levels: 'MUST / SHOULD',
    text: 'Each attached interface of a node has a session of its own, which should have its own lifetime.',
    observed:
      'One node registers twice with ALL_ZERO and HI 1: from one MAG with identifier a and 40 s, from another with identifier b, another access technology and 300 s.',
    oracle:
      'Passes when both get status 0 with prefixes that do not overlap, both are served, and when 40 s are over only the first ends. Fails when there are not two sessions. Warns when the sessions share their lifetime. Undecided on 130, when there is no prefix left to assign.',
  },
  '5.4-02': {
    section: '5.4',
    binds: 'lma',
    level: 'MUST',
    text: 'All prefixes of an interface belong to one session.',
    observed: 'A session of a node that the profile declares to get two prefixes, then refreshes.',
    oracle: 'Passes when each refresh keeps both prefixes. Fails when one is lost.',
  },
  '5.4-03': {
    section: '5.4',
    binds: 'lma',
    level: 'MUST',
    text: 'A session can be handed from one interface of the node to another.',
    observed:
      'A session with identifier a; from a second MAG a PBU with HI 2, identifier b, another access technology and ALL_ZERO.',
    oracle: 'Passes when the answer is status 0 with the prefixes of the session. Fails otherwise.',
  },
  '5.4.1-01': {
    section: '5.4.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A non-zero prefix decides the lookup; the link-layer identifier comes after it.',
    observed:
      'Sessions A (identifier a, prefix P1) and B (identifier b, prefix P2) of one access technology; from a third MAG a PBU with P1, identifier b and HI 1.',
    oracle:
      'Passes when both sessions stay as they are, whether the PBU is refused or gets a third prefix. Fails when A or B is moved.',
  },
  '5.4.1.1-02': {
    section: '5.4.1.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A non-zero prefix that no binding has makes the PBU a request for a new session.',
    observed:
      'The first PBU of a node asks for the prefix that the profile declares to be configured for it.',
    oracle:
      'Passes when the answer is status 0 with that prefix. Fails when the answer is 155 or another rejection.',
  },
  '5.4.1.1-03': {
    section: '5.4.1.1',
    binds: 'lma',
    level: 'MUST',
    text: 'A prefix bound to another node leads to 155.',
    observed: 'A session of one node; a plain PBU of another node asking for that prefix.',
    oracle:
      "Passes when the answer is 155 and the first node's session is untouched. Fails when the PBU is accepted, gets another status or no answer, or the session suffers.",
  },
  '5.4.1.1-04': {
    section: '5.4.1.1',
    binds: 'lma',
    level: 'MUST',
    text: "A prefix set of the same node that differs from the binding's in content or number leads to 159.",
    observed:
      'A session with P1; then a PBU with P1 first and a prefix P2 that no binding has. With a hook: a session with two prefixes and a PBU with one of them.',
    oracle:
      'Passes when the answer is 159 and the session is untouched. Section 5.4.1.1 lets any prefix of the request serve for the look-up; by P2 none is found: 155, or silence for lifetime 0, is a warning then. Fails when the PBU is accepted, gets another status or no answer, or the session suffers.',
  },
  '5.4.1.1-05a': {
    section: '5.4.1.1',
    binds: 'lma',
    level: 'MUST',
    text: 'Equal prefixes with equal link-layer identifier and access technology update the binding.',
    observed:
      'A session with a link-layer identifier; from a second MAG the same prefixes, identifier and access technology with HI 3 or 4.',
    oracle:
      'Passes when the answer is status 0 with the same prefixes, for the same session. Fails otherwise.',
  },
  '5.4.1.1-05b': {
    section: '5.4.1.1',
    binds: 'lma',
    level: 'MUST',
    text: 'Equal prefixes with HI 2 update the binding.',
    observed:
      'A session with identifier a; the same prefixes with identifier b, another access technology and HI 2.',
    oracle:
      'Passes when the answer is status 0 with the same prefixes, for the same session. Fails otherwise.',
  },
  '5.4.1.1-05c': {
    section: '5.4.1.1',
    binds: 'lma',
    level: 'MUST',
    text: 'Equal prefixes and access technology with HI 3 update the binding when neither side has a link-layer identifier.',
    observed: 'A session without option 25, then a hand-over from a second MAG, also without.',
    oracle:
      'Passes when the answer is status 0 with the same prefixes, for the same session. Fails otherwise.',
  },
  '5.4.1.1-05d': {
    section: '5.4.1.1',
    binds: 'lma',
    level: 'MUST',
    text: 'Equal prefixes with equal Proxy-CoA and access technology update the binding.',
    observed: 'A session, then its refresh.',
    oracle: 'Passes when the answer is status 0 with the same prefixes. Fails otherwise.',
  },
  '5.4.1.1-05e': {
    section: '5.4.1.1',
    binds: 'lma',
    level: 'MUST',
    text: 'With Proxy-CoA and access technology equal the handoff indicator plays no part.',
    observed: 'A session, then refreshes with HI 1, 3 and 4, and one de-registration.',
    oracle:
      'Passes when each is answered 0 with the same prefixes, and a probe 2 s after the deletion delay gets 155, so that no second session was opened. Fails otherwise.',
  },
  '5.4.1.1-06a': {
    section: '5.4.1.1',
    binds: 'lma',
    level: 'MUST',
    text: 'Equal prefixes with none of the update conditions are a request for a new session, not an update.',
    observed:
      'A session; the same node asks for the same prefixes from another care-of address with another access technology, HI 1 and no link-layer identifier.',
    oracle:
      'Passes when the old binding stays, with the request refused or given another prefix. Fails when the old binding is moved, or the same prefix is granted while the old binding still carries traffic.',
  },
  '5.4.1.1-06b': {
    section: '5.4.1.1',
    binds: 'lma',
    level: 'MUST',
    text: 'Lifetime zero with a non-zero prefix and no session to end is ignored in silence.',
    observed:
      'A node without session sends what would be a de-registration, with HI 4 and a free prefix of its pool.',
    oracle:
      'Passes when nothing comes back. Fails when a session comes into being. Warns when a PBA with lifetime 0, or a rejection, comes back.',
    notes: ['BU-05'],
  },
  '5.4.1.1-06c': {
    section: '5.4.1.1',
    binds: 'lma',
    level: 'MUST',
    text: 'HI 3 without link-layer identifier does not match a binding that has one.',
    observed:
      'A session with a link-layer identifier; from a second MAG the same prefixes and access technology with HI 3, without option 25.',
    oracle:
      'Passes when the old binding stays, with the request refused or given another prefix. Fails when the old binding is moved, or its prefix is granted a second time while it carries traffic.',
  },
} as const satisfies Record<string, Requirement>
