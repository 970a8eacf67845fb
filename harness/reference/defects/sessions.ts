import { breaks } from './defect.js'

/** Broken rules of what becomes of sessions: RFC 5213 §5.3.2 to §5.3.5 and §5.4. */
export const sessionDefects = {
  // lookup
  'lookup-by-link-layer-before-prefix': breaks(
    '5213/5.4.1-01',
    'Option 25 finds the session although a prefix is there.',
  ),
  'one-session-per-node': breaks('5213/5.4-01', 'A second interface takes over the session of the first.'),
  'prefix-of-other-node-accepted': breaks(
    '5213/5.4.1.1-03',
    "A node gets another node's session by its prefix.",
  ),
  'other-prefix-set-accepted': breaks('5213/5.4.1.1-04', 'One prefix in common is enough.', '5213/5.2-01'),
  'prefix-subset-accepted': breaks('5213/5.4.1.1-04', 'Some of the prefixes of a session are enough.'),
  'handoff-by-link-layer-ignored': breaks(
    '5213/5.4.1.1-05a',
    'Equal option 25 and access technology are not enough.',
  ),
  'handoff-between-interfaces-ignored': breaks('5213/5.4.1.1-05b', 'HI 2 with the prefixes is no handoff.'),
  'handoff-without-link-layer-ignored': breaks(
    '5213/5.4.1.1-05c',
    'HI 3 without option 25 is no handoff.',
    '5213/5.1-01',
  ),
  'handoff-without-link-layer-matches-any': breaks(
    '5213/5.4.1.1-06c',
    'HI 3 without option 25 takes a session that has one.',
    '5213/5.1-01',
  ),
  'refresh-by-care-of-address-ignored': breaks(
    '5213/5.4.1.1-05d',
    'The same Proxy-CoA is no sign of a refresh.',
  ),
  'refresh-needs-handoff-indicator-5': breaks(
    '5213/5.4.1.1-05e',
    'The same Proxy-CoA is only a refresh with HI 5.',
  ),
  'link-layer-identifier-matches-none': breaks(
    '5213/5.1-01',
    'HI 3 with option 25 takes a session that has none.',
  ),
  'rejection-ends-wait': breaks('5213/5.3.5-06', 'A refused PBU calls the deletion of a session off.'),
  'lifetime-of-eight-bits': breaks('6275/10.3.1-05', 'Of a lifetime the lower eight bits are kept.'),
  'prefix-order-matters': breaks(
    '5213/5.4.1.1-05d',
    'The prefixes of a session count only in the order in which they were given.',
  ),
  'access-technology-not-compared': breaks(
    '5213/5.4.1.1-06a',
    'A session is found whatever the access technology is.',
    '5213/5.4.1.2-05',
  ),
  'new-interface-takes-over-session': breaks(
    '5213/5.4.1.1-06a',
    'Equal prefixes are enough, whatever else differs.',
  ),
  'all-zero-lookup-by-link-layer-ignored': breaks(
    '5213/5.4.1.2-02',
    'Option 25 finds nothing when no prefix is named.',
    '5213/5.4.1.2-02b',
    '5213/5.3.1-13d',
  ),
  'new-interface-hint-beats-link-layer': breaks(
    '5213/5.4.1.2-02b',
    'HI 1 makes a new session though option 25 matches.',
  ),
  'all-zero-handoff-between-interfaces-ignored': breaks(
    '5213/5.4.1.2-03',
    'HI 2 without prefix makes a new session.',
    '5213/5.4.1.3-02b',
    '5213/5.4-03',
  ),
  'all-zero-handoff-between-mags-ignored': breaks(
    '5213/5.4.1.3-02',
    'HI 3 without prefix makes a new session.',
  ),
  'handoff-takes-first-of-several-sessions': breaks(
    '5213/5.4.1.2-03b',
    'A handoff takes the first of several sessions.',
    '5213/5.4.1.3-02c',
    '5213/5.4.1.2-04c',
  ),
  'unknown-handoff-takes-over-at-once': breaks(
    '5213/5.4.1.2-04b',
    'HI 4 takes the only session over without waiting.',
    '5213/5.4.1.3-03',
  ),
  'unknown-handoff-waits-forever': breaks(
    '5213/5.4.1.2-04b',
    'HI 4 is never answered when no de-registration comes.',
  ),
  'unknown-handoff-ignores-deregistration': breaks(
    '5213/5.4.1.2-04a',
    'HI 4 makes a new session although the old one was de-registered.',
  ),
  // registration
  'foreign-prefix-accepted': breaks('5213/5.3.2-03', 'A prefix outside the pool is granted.'),
  'prefix-by-name-refused': breaks(
    '5213/5.4.1.1-02',
    'A prefix that a node names is never given to a new session.',
    '5213/5.3.2-03b',
  ),
  'prefix-of-other-profile-granted': breaks(
    '5213/5.3.2-03',
    'A node gets the prefix that the profile of another one has.',
    '5213/5.3.2-03c',
  ),
  'refresh-keeps-one-prefix': breaks(
    '5213/5.4-02',
    'After a refresh a session has one prefix of two.',
    '5213/6.11-02',
  ),
  'one-good-prefix-is-enough': breaks('5213/5.3.2-03c', 'One granted prefix gets the others granted too.'),
  'same-prefix-for-all': breaks('5213/5.3.2-01', 'All nodes get one prefix.'),
  'acceptance-creates-no-binding': breaks('5213/5.3.2-04', 'Accepted, and not stored.'),
  'rejection-creates-binding': breaks('6275/9.5.4-03', 'A refused request makes a session.'),
  'rejection-removes-bindings': breaks(
    '6275/9.5.4-03',
    'A refused request removes the sessions of its node.',
    '8278/MP-4.1-20',
    '8278/MP-4.4-17',
  ),
  'link-layer-identifier-not-stored': breaks(
    '5213/5.1-01',
    'The link-layer identifier of a session is not kept.',
    '5213/5.4.1.2-02',
  ),
  'access-technology-of-first-request-kept': breaks(
    '5213/5.3.4-01',
    'A handoff leaves the access technology as it was.',
  ),
  'prefix-changes-on-refresh': breaks('5213/5.3.3-02', 'A refresh brings new prefixes.'),
  'prefix-changes-on-handoff': breaks('5213/5.3.4-05', 'A handoff brings new prefixes.'),
  'handoff-keeps-old-care-of-address': breaks(
    '5213/5.3.4-01',
    'A handoff leaves the session at the old MAG.',
  ),
  'refresh-keeps-old-lifetime': breaks('5213/5.3.3-01', 'A refresh cannot make the lifetime longer.'),
  'lifetime-above-request': breaks('6275/10.3.1-02', 'More lifetime is granted than asked for.'),
  'granted-lifetime-zero': breaks('6275/6.1.8-04', 'An accepting PBA says lifetime 0.'),
  'lifetime-in-seconds': breaks(
    '6275/6.1.7-04',
    'Lifetimes are counted in seconds, not in units of 4 s.',
    '6275/10.3.1-05',
  ),
  'expires-early': breaks('6275/10.3.1-05', 'Bindings end at half their lifetime.', '6275/6.1.7-04'),
  'expires-at-refresh-advice': breaks(
    '6275/10.3.1-06',
    'An earlier refresh is advised, and the binding ends at that time.',
  ),
  'expiry-ends-all-sessions': breaks('5213/5.4-01', 'With one session of a node all of them run out.'),
  'expiry-ignored': breaks('6275/10.3.1-03', 'Bindings never end by themselves.'),
  'timers-lost-in-restart': breaks('5213/9.1-02', 'A restart brings the timers of the factory back.'),
  // de-registration
  'deregistration-from-other-coa-accepted': breaks(
    '5213/5.3.5-01',
    'Any MAG may de-register a session.',
    '8278/MP-4.1-25',
    '5213/5.3.5-01b',
  ),
  'deregistration-unanswered': breaks(
    '5213/5.3.5-02',
    'De-registrations are neither answered nor carried out.',
    '5213/5.3.1-13b',
    '8278/MP-4.1-17',
    '8278/MP-4.1-26',
    '6275/10.3.2-01',
  ),
  'deregistration-answered-after-wait': breaks(
    '5213/5.3.5-02',
    'A de-registration is answered after the deletion only.',
    '8278/MP-4.1-17',
  ),
  'deregistration-deletes-at-once': breaks('5213/5.3.5-03', 'A de-registered session goes at once.'),
  'deregistration-keeps-binding': breaks('5213/5.3.5-06', 'A de-registered session stays.'),
  'registration-does-not-end-wait': breaks(
    '5213/5.3.5-05',
    'A session registered again in the wait goes all the same.',
    '5213/5.3.5-09',
  ),
  'second-deregistration-ignored': breaks(
    '5213/5.3.5-08',
    'A second de-registration in the wait is not answered.',
  ),
  'deregistration-without-session-answered': breaks(
    '5213/5.4.1.3-04',
    'A de-registration of nothing is accepted.',
    '5213/5.4.1.1-06b',
  ),
  'deregistration-lists-one-prefix': breaks(
    '5213/5.3.5-07',
    'The answer to a de-registration lists one prefix of two.',
  ),
  'deregistration-lists-all-zero': breaks(
    '5213/5.3.5-07',
    'The answer to a de-registration has ALL_ZERO for each prefix.',
  ),
  'deregistration-lifetime-not-zero': breaks(
    '6275/10.3.2-01',
    'The answer to a de-registration says a lifetime.',
  ),
} as const
