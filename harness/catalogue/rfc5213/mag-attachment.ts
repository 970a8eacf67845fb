import type { Requirement } from '../requirement.js'

/** RFC 5213, sections 6.5 to 6.9.1.1: the node arrives, and the PBU that registers it. */
export const rfc5213MagAttachment = {
  '6.5-01': {
    section: '6.5',
    binds: 'mag',
    level: 'SHOULD',
    text: 'A node is served only after it has been authenticated and authorised.',
    observed: 'A node attaches with wrong credentials (hook).',
    oracle: 'Passes when no PBU is sent. Warns when one is sent.',
    untested: {
      mag: { because: 'not yet', why: 'a node whose authentication fails, which the profile cannot name' },
    },
  },
  '6.6-01': {
    section: '6.6',
    binds: 'mag',
    level: 'MUST',
    text: 'The MN-ID is unique in the domain and stays the same.',
    observed: 'Two nodes attach, detach and attach again.',
    oracle: 'Passes when their MN-IDs differ, and each keeps its own in all its PBUs. Fails otherwise.',
  },
  '6.9.1.1-01': {
    section: '6.9.1.1',
    binds: 'mag',
    level: 'MUST',
    text: 'A node that attaches and is to be served is registered at its LMA.',
    observed: 'Link up, Router Solicitation, and what the profile names as trigger.',
    oracle: 'Passes when a PBU comes within the attach time (15 s unless declared). Fails when none comes.',
  },
  '6.9.1.1-02': {
    section: '6.9.1.1',
    binds: 'mag',
    level: 'MUST',
    text: 'The PBU has the MN-ID of the node.',
    observed: 'An attachment.',
    oracle: 'Passes when option 8 is there, the same over attachments. Fails when it is missing or changes.',
  },
  '6.9.1.1-03': {
    section: '6.9.1.1',
    binds: 'mag',
    level: 'MUST',
    text: 'The PBU has a prefix option for each wanted prefix, or a single ALL_ZERO; for an IPv4-only node (RFC 5844 section 3.2.3.1) it has none.',
    observed:
      'Attachment of a node with an IPv6 or dual profile; where IPv4 is declared also of one with an IPv4-only profile (hook).',
    oracle:
      'Passes when there is one ::, or one or more non-zero prefixes without ::; for the IPv4-only node option 36 and no option 22. Fails when there is no option 22 or a mixture; or the IPv4-only node has an option 22.',
  },
  '6.9.1.1-04a': {
    section: '6.9.1.1',
    binds: 'mag',
    level: 'MUST',
    text: 'The handoff indicator is 1 for an attachment over a new interface.',
    observed:
      'The first attachment of a node, known to be new; the first PBU of a session without a second path.',
    oracle: 'Passes when it is 1, or 4 where the MAG cannot know. Fails when it is missing or another.',
  },
  '6.9.1.1-04b': {
    section: '6.9.1.1',
    binds: 'mag',
    level: 'MUST',
    text: 'The handoff indicator is 2 for a handoff known to be between two interfaces of the node.',
    observed: 'Such a handoff (hook); the first PBU of a session without a second path.',
    oracle: 'Passes when it is 2. Fails when it is another.',
  },
  '6.9.1.1-04c': {
    section: '6.9.1.1',
    binds: 'mag',
    level: 'MUST',
    text: 'The handoff indicator is 3 for a handoff known to be between MAGs over the same interface.',
    observed: 'Such a handoff (hook); the first PBU of a session without a second path.',
    oracle: 'Passes when it is 3. Fails when it is another.',
  },
  '6.9.1.1-04d': {
    section: '6.9.1.1',
    binds: 'mag',
    level: 'MUST',
    text: 'The handoff indicator is 4 when the MAG cannot tell whether there was a handoff.',
    observed:
      'A link comes up for a node never seen before, with nothing more known; the first PBU of a session without a second path.',
    oracle:
      'Passes when it is 4. Fails when it is 2 or 3 (nothing can have been handed over, item 5), 0 or 5; or 1 although the MAG is declared to know nothing of attachments. Undecided when it is 1.',
    untested: {
      mag: { because: 'covered by', why: '5213/6.9.1.1-04a, since what a MAG can know is not declared' },
    },
  },
  '6.9.1.1-06a': {
    section: '6.9.1.1',
    binds: 'mag',
    level: 'MUST',
    text: 'A PBU has a Timestamp, or a sequence number kept for the session, by TimestampBasedApproachInUse.',
    observed: 'Every PBU of a MAG declared to have the flag at 1; with 0 see 6.9.1.1-06c.',
    oracle: 'Passes when option 27 is there. Fails when it is missing from one.',
    claim: 'timestamps',
  },
  '6.9.1.1-06b': {
    section: '6.9.1.1',
    binds: 'mag',
    level: 'SHOULD',
    text: 'Besides a Timestamp the sequence number should be a rising counter of the MAG.',
    observed: 'All PBUs that are not retransmissions, over all nodes.',
    oracle:
      'Passes when the numbers rise modulo 65536, with whatever gaps. Warns when one is equal to or below the one before.',
    claim: 'timestamps',
  },
  '6.9.1.1-06c': {
    section: '6.9.1.1',
    binds: 'mag',
    level: 'MUST',
    text: 'Without Timestamps the sequence number is kept per session.',
    observed:
      'TimestampBasedApproachInUse at 0 (hook); first PBU, refresh, retransmission and de-registration.',
    oracle:
      'Passes when each has a greater number than the one before (modulo 65536, half window). Fails when a number does not rise. Warns when option 27 is there nevertheless.',
  },
  '6.9.1.1-07': {
    section: '6.9.1.1',
    binds: 'mag',
    level: 'MUST',
    levels: 'MUST / MUST NOT',
    text: 'The link-layer identifier is sent when it is known, and not sent when it is unknown or ALL_ZERO.',
    observed: 'Attachment of a node whose MAC address is known.',
    oracle:
      'Passes when option 25 holds that address. Fails when it is all zero, or absent although the MAG is declared to know such identifiers. Warns when it holds another non-zero value. Undecided when option 25 is absent and nothing is declared.',
  },
  '6.9.1.1-08': {
    section: '6.9.1.1',
    binds: 'mag',
    level: 'MUST',
    levels: 'MUST / SHOULD',
    text: 'The PBU has an access technology, which should be the real one.',
    observed: 'An attachment.',
    oracle:
      'Passes when option 24 has the declared technology. Fails when it is missing. Warns when it has the reserved value 0 or another one than declared.',
  },
  '6.9.1.1-09a': {
    section: '6.9.1.1',
    binds: 'mag',
    level: 'MUST NOT',
    text: 'With FixedMAGLinkLocalAddressOnAllAccessLinks set, PBUs have no Link-local Address option.',
    observed: 'The variable is set to fe80::200:5eff:fe00:5213 (hook).',
    oracle: 'Passes when option 26 is in no PBU. Fails when it is in one.',
  },
  '6.9.1.1-09b': {
    section: '6.9.1.1',
    binds: 'mag',
    level: 'MUST',
    text: 'With that variable ALL_ZERO the PBU has a Link-local Address option, :: to ask the LMA for an address.',
    observed: 'The variable is ALL_ZERO (hook).',
    oracle:
      'Passes when option 26 is there with ::, or with an fe80::/10 address of the MAG. Fails when it holds anything else. Warns when it is absent, since the text says "only if" and elsewhere that it may be there.',
  },
  '6.9.1.1-11': {
    section: '6.9.1.1',
    binds: 'mag',
    level: 'MUST',
    text: 'With its first PBU the MAG opens a Binding Update List entry.',
    observed: 'A PBA with status 0 to the first PBU.',
    oracle:
      'Passes when it is accepted; where it is not, 6.9.1.2-12 has the verdict. Never fails by this row.',
  },
} as const satisfies Record<string, Requirement>
