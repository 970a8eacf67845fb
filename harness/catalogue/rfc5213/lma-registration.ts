import type { Requirement } from '../requirement.js'

/** RFC 5213, sections 5.3.2 to 5.3.5: new session, extension, handoff, de-registration. */
export const rfc5213LmaRegistration = {
  '5.3.2-01': {
    section: '5.3.2',
    binds: 'lma',
    level: 'MUST',
    text: 'For an ALL_ZERO prefix the LMA assigns one or more prefixes that nobody else has.',
    observed: 'Plain PBUs for two nodes.',
    oracle:
      'Passes when both get status 0 with non-zero prefixes, no two of which are equal or one inside the other. Fails when a prefix is missing, zero, or shared.',
  },
  '5.3.2-02': {
    section: '5.3.2',
    binds: 'lma',
    level: 'MUST',
    text: 'With no prefix left to assign the PBU is refused with 130.',
    observed:
      'Nodes that share a small pool, as the profile declares it, use it up; then one more registers.',
    oracle:
      'Passes when the answer to the last is 130. Fails when it is accepted, refused with another status, or not answered.',
  },
  '5.3.2-03': {
    section: '5.3.2',
    binds: 'lma',
    level: 'MUST',
    text: 'A requested prefix that the LMA does not own, or that the node may not use, leads to 155.',
    observed:
      '(a) a plain PBU asking for a prefix outside every pool of the device; (b) one asking for a free prefix that the profile declares to be configured for another node.',
    oracle:
      'Passes when the answer is 155 with the prefix echoed. Fails when (a) is accepted or not answered. Warns when (a) is refused with another status, because the text names 155 only for what the node is not authorised for.',
  },
  '5.3.2-03b': {
    section: '5.3.2',
    binds: 'lma',
    level: 'DECL',
    text: 'A requested prefix which the LMA owns and allows is granted.',
    observed: 'A plain PBU asking for the prefix that the profile declares to be configured for the node.',
    oracle: 'Passes when the answer is status 0 with that prefix. Warns otherwise.',
  },
  '5.3.2-03c': {
    section: '5.3.2',
    binds: 'lma',
    level: 'MUST',
    text: 'One prefix that must not be used spoils the whole request.',
    observed:
      'The first PBU of a node asks for its configured prefix, declared in the profile, and for one outside every pool.',
    oracle:
      'Passes when the answer is 155 with both prefixes echoed, and there is no binding. Fails otherwise.',
  },
  '5.3.2-04': {
    section: '5.3.2',
    binds: 'lma',
    level: 'MUST',
    text: 'Accepting a new session creates a binding.',
    observed: 'A session, then a probe.',
    oracle: 'Passes when the probe is answered 159. Fails when the probe is answered 155.',
  },
  '5.3.2-05': {
    section: '5.3.2',
    binds: 'lma',
    level: 'MUST',
    text: 'Where there is no tunnel to the MAG yet, the LMA sets one up.',
    observed: 'A session, then a packet for a random address of its prefix arriving at the LMA from outside.',
    oracle: 'Passes when it comes out encapsulated at the Proxy-CoA. Fails when it does not.',
    notes: ['BU-16'],
    untested: { lma: { because: 'not yet', why: 'data plane' } },
  },
  '5.3.2-06': {
    section: '5.3.2',
    binds: 'lma',
    level: 'MUST',
    text: 'Every prefix of the session is routed into the tunnel.',
    observed: 'As for the tunnel, with a packet for each prefix of the session.',
    oracle: 'Passes when each packet comes out encapsulated at the Proxy-CoA. Fails when one does not.',
    untested: { lma: { because: 'not yet', why: 'data plane' } },
  },
  '5.3.2-07': {
    section: '5.3.2',
    binds: 'lma',
    level: 'MUST',
    text: 'An accepted new session is answered with status 0.',
    observed: 'A plain PBU.',
    oracle:
      'Passes when the status is 0; 1, 2 and 3 pass only where the RFC that defines them is in play. Fails when another status below 128 is sent.',
  },
  '5.3.3-01': {
    section: '5.3.3',
    binds: 'lma',
    level: 'MUST',
    text: 'An extension by the same MAG brings the binding up to date with the newly accepted values.',
    observed:
      'A session of 40 s granted G, and halfway through a refresh of 80 s granted G2 (G, G2 in units of 4 s); probes or downlink traffic afterwards.',
    oracle:
      'Passes when G2 is at most 20, the session is alive 5 s after its first lifetime and gone 5 s after the second has run out. Fails when G2 is larger, the session ends with the first lifetime, or it outlives the second.',
  },
  '5.3.3-02': {
    section: '5.3.3',
    binds: 'lma',
    level: 'MUST',
    text: 'An extension by the same MAG is answered with status 0.',
    observed: 'A session, then its refresh.',
    oracle: 'Passes when the status is 0 and the prefixes are those of the session. Fails otherwise.',
  },
  '5.3.4-01': {
    section: '5.3.4',
    binds: 'lma',
    level: 'MUST',
    text: 'After a handoff the binding belongs to the new Proxy-CoA.',
    observed: 'A session with a link-layer identifier, then a hand-over from a second MAG.',
    oracle:
      'Passes when the binding cache has it at the second MAG alone; without `observe`, when it can be de-registered from there. Fails otherwise, or when downlink traffic goes elsewhere.',
  },
  '5.3.4-02': {
    section: '5.3.4',
    binds: 'lma',
    level: 'MUST',
    levels: 'MUST / SHOULD',
    text: 'After a handoff the old routes go, and so should an old dynamic tunnel that nobody uses.',
    observed: 'The same hand-over; the tunnel itself is seen by management (hook).',
    oracle:
      'Passes when from 1 s after the PBA nothing more reaches the first MAG, and its tunnel is gone. Fails when traffic still reaches the first MAG. Warns when the unused dynamic tunnel stays. Undecided when the tunnel cannot be seen; static tunnels are not judged.',
    untested: { lma: { because: 'not yet', why: 'data plane' } },
  },
  '5.3.4-03': {
    section: '5.3.4',
    binds: 'lma',
    level: 'MUST',
    text: "After a handoff there is a tunnel to the new MAG with routes for the session's prefixes.",
    observed: 'The same hand-over.',
    oracle: 'Passes when downlink traffic arrives at the second MAG within 3 s. Fails when it does not.',
    untested: { lma: { because: 'not yet', why: 'data plane' } },
  },
  '5.3.4-05': {
    section: '5.3.4',
    binds: 'lma',
    level: 'MUST',
    text: 'A handoff is answered with status 0 and leaves the prefixes as they are.',
    observed: 'The same hand-over.',
    oracle:
      'Passes when the status is 0 and the set of prefixes equals that of the session. Fails otherwise.',
  },
  '5.3.5-01': {
    section: '5.3.5',
    binds: 'lma',
    level: 'MUST',
    text: "A de-registration from another care-of address than the binding's is ignored.",
    observed:
      'A session with a link-layer identifier at one MAG; its de-registration, same identifier and prefixes, from another; a look until 3 s after the deletion delay.',
    oracle:
      'Passes when the session keeps working throughout and a probe at the end is answered 159, with no PBA to the intruder. Fails when the binding is gone or its traffic is dropped. Warns when a PBA of any status goes to the intruder.',
    notes: ['BU-06'],
  },
  '5.3.5-01b': {
    section: '5.3.5',
    binds: 'lma',
    level: 'MUST',
    text: 'For a de-registration too the Alternate Care-of Address is what counts as care-of address.',
    observed:
      "(a) a de-registration from Y whose Alternate Care-of Address is the binding's; (b) one from the binding's care-of address whose Alternate Care-of Address is another MAG's; a fresh session before each.",
    oracle:
      'Passes when (a) gets status 0, sent to Y, and ends the session 2 s after the deletion delay at the latest; (b) is ignored and the session lives on 3 s after the deletion delay. Undecided when (a) is refused with 154. Fails when (a) has no effect or (b) has. Warns when (b) is answered.',
    notes: ['BU-06'],
  },
  '5.3.5-02': {
    section: '5.3.5',
    binds: 'lma',
    level: 'MUST',
    text: 'An accepted de-registration is answered with status 0 at once, not after the deletion.',
    observed: 'A session, then its de-registration.',
    oracle:
      "Passes when the PBA with status 0 arrives within the device's answer time. Fails when it comes only after the deletion delay, has another status, or never comes. Warns when it comes later, but before the deletion delay has run out.",
  },
  '5.3.5-03': {
    section: '5.3.5',
    binds: 'lma',
    level: 'MUST',
    text: 'A de-registered binding is kept for the deletion delay and can be taken over in it.',
    observed:
      'A session and its de-registration; a probe after a quarter of the deletion delay, and at half of it a hand-over with HI 3 from a second MAG; in a variant both carry a link-layer identifier and HI is 3 or 4.',
    oracle:
      'Passes when the probe is answered 159 and the hand-over 0 with the same prefixes, and traffic follows to the second MAG. Fails when the probe is answered 155, or the hand-over is refused or gets other prefixes.',
  },
  '5.3.5-04': {
    section: '5.3.5',
    binds: 'lma',
    level: 'SHOULD',
    text: "During the deletion delay the node's traffic should be dropped.",
    observed:
      'A session and its de-registration; downlink packets from the PBA to half of the deletion delay.',
    oracle: 'Passes when nothing arrives at the MAG. Warns when packets are still forwarded.',
    untested: { lma: { because: 'not yet', why: 'data plane' } },
  },
  '5.3.5-05': {
    section: '5.3.5',
    binds: 'lma',
    level: 'MUST NOT',
    levels: 'MUST NOT / MUST',
    text: 'A valid PBU during the deletion delay calls the deletion off and renews the binding.',
    observed: 'The take-over during the deletion delay, and a look 5 s after that delay has run out.',
    oracle: 'Passes when the session is still there. Fails when it is gone.',
  },
  '5.3.5-06': {
    section: '5.3.5',
    binds: 'lma',
    level: 'MUST',
    text: 'When the deletion delay is over, binding and routes are deleted.',
    observed: 'A session, its de-registration, and a probe 2 s after the deletion delay.',
    oracle:
      'Passes when the probe is answered 155 and no packet for the prefix is tunnelled any more. Fails when it is there longer. Warns when the binding goes only between 2 s and 5 s after the delay.',
  },
  '5.3.5-07': {
    section: '5.3.5',
    binds: 'lma',
    level: 'MUST',
    text: 'The PBA of a de-registration lists every prefix of the session, as section 5.3.6 has it for all acceptances.',
    observed: 'The de-registration of a session; where the device gives two prefixes, of such a one.',
    oracle: 'Passes when the PBA has status 0, lifetime 0 and all prefixes of the session. Fails otherwise.',
  },
  '5.3.5-08': {
    section: '5.3.5',
    binds: 'lma',
    level: 'MUST',
    text: 'A second de-registration during the deletion delay is processed like the first.',
    observed: 'A de-registration, and a newer one after a third of the deletion delay.',
    oracle:
      'Passes when both get status 0, and the binding goes one deletion delay after either of them. Fails when the second is refused or unanswered, or the binding stays.',
  },
  '5.3.5-09': {
    section: '5.3.5',
    binds: 'lma',
    level: 'MUST',
    text: 'During the deletion delay a PBU of the same MAG brings the session back too.',
    observed: 'A de-registration, and at half of the deletion delay a refresh from the same MAG.',
    oracle:
      'Passes when the answer is status 0 with the same prefixes, and the session still works 5 s after the delay. Fails otherwise.',
  },
} as const satisfies Record<string, Requirement>
