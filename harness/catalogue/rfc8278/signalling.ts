import type { Requirement } from '../requirement.js'
import { dataPlane } from './untested.js'

/** RFC 8278 section 4.4: signalling, as a MAG requests multipath. */
export const request = {
  'MP-4.4-01': {
    section: '4.4',
    binds: 'mag',
    level: 'MUST',
    text: 'A MAG that wants multipath puts the MAG Multipath Binding option into every PBU it sends over its WAN interfaces.',
    observed:
      'First, refreshing and de-registering PBUs of each path, until multipath is disabled for that node.',
    oracle:
      'Passes when all have it; fails when one has not, a de-registration included: the text means each PBU, and the rule on flag O in de-registrations (MP-4.1-22) takes the option there for granted.',
    claim: 'multipath',
  },
  'MP-4.4-02': {
    section: '4.4',
    binds: 'lma',
    level: 'DEF',
    text: 'It is the presence of the option which tells the LMA that multipath is wanted.',
    observed: 'A PBU without the option.',
    oracle:
      'Passes when the PBA has none and the binding is a single one; fails when the PBA has the option unasked.',
    notes: ['U-05'],
  },
  'MP-4.4-03': {
    section: '4.4',
    binds: 'mag',
    level: 'MUST',
    text: 'Such a PBU has the MAG Identifier option too.',
    observed: 'Option 64 in each PBU with option 63.',
    oracle: 'Passes when it is there; fails when it is missing.',
    claim: 'multipath',
    notes: ['U-04', 'U-20'],
  },
  'MP-4.4-04': {
    section: '4.4',
    binds: 'both',
    level: 'DEF',
    levels: 'DECL for a MAG, DEF for an LMA',
    text: 'Once it knows that the LMA supports multipath a MAG may send the PBUs of its paths one by one or together.',
    observed:
      'MAG: its PBUs when it is configured to know. LMA: with path 1 up and its prefix known, a refresh of path 1 and the first PBU of path 2 within 5 ms, Timestamps rising.',
    oracle:
      'MAG: passes either way. LMA: passes when both are answered and both paths live; fails when one is lost; undecided with 156 or 157, as the network may have reordered them.',
    claim: 'multipath',
    notes: ['U-27'],
  },
  'MP-4.4-05': {
    section: '4.4',
    binds: 'mag',
    level: 'SHOULD',
    text: 'As long as it does not know that, a MAG first asks for multipath on one path alone.',
    observed: 'The first node after a start or reset; the answer to its first PBU is held back for 3 s.',
    oracle:
      'Passes when no PBU from another care-of address comes for that node before the answer; a warning at most when one does, since a MAG configured to know looks alike; undecided when one WAN alone is up or the MAG may remember from an earlier node. Edition draft-06: reported only.',
    claim: 'multipath',
  },
  'MP-4.4-06': {
    section: '4.4',
    binds: 'both',
    level: 'DECL',
    text: 'The reason: an LMA without multipath would let one path overwrite the other.',
    observed: 'A second path sent to an LMA that is declared without multipath.',
    oracle:
      'Passes when it treats it as the handoff, or the new session, which RFC 5213 section 5.4.1 makes of it; never fails.',
    untested: {
      mag: { because: 'untestable', why: 'the reason for MP-4.4-05, which asks nothing more of a MAG' },
    },
  },
} as const satisfies Record<string, Requirement>

/** RFC 8278 section 4.4: signalling, as an LMA accepts. */
export const acceptance = {
  'MP-4.4-07': {
    section: '4.4',
    binds: 'lma',
    level: 'MUST',
    text: 'An LMA that supports multipath, and enables it for the session, has the MAG Multipath Binding option in its PBA.',
    observed: 'Option 63 in each accepting PBA for a node authorised for multipath.',
    oracle:
      'Passes when it is there; fails when it is missing although support and authorisation are declared, or when two differing ones are there (two identical: a warning); undecided when the LMA is not declared.',
    claim: 'multipath',
    notes: ['U-08', 'U-16'],
  },
  'MP-4.4-08': {
    section: '4.4',
    binds: 'lma',
    level: 'MUST',
    levels: 'MUST: same sentence as MP-4.4-07',
    text: 'That PBA has no MAG Identifier option.',
    observed: 'Option 64 in the same PBA.',
    oracle:
      'Edition rfc8278: passes when absent; fails when present, which is what draft-06 has. Edition draft-06: passes either way.',
    claim: 'multipath',
  },
  'MP-4.4-09': {
    section: '4.4',
    binds: 'lma',
    level: 'DEF',
    text: 'An LMA that does not know the two options skips them and handles the rest of the PBU by RFC 5213.',
    observed:
      'A PBU with both options to an LMA that is declared without multipath, against one without them.',
    oracle:
      'Passes when the PBAs are alike; fails with a rejection, silence or a Binding Error because of the options.',
  },
  'MP-4.4-10': {
    section: '4.4',
    binds: 'lma',
    level: 'DEF',
    text: 'The PBA of such an LMA has neither of the two options.',
    observed: 'Options of that PBA.',
    oracle: 'Passes when both are absent; fails when one is there.',
  },
  'MP-4.4-11': {
    section: '4.4',
    binds: 'mag',
    level: 'SHOULD',
    text: 'A MAG that is accepted without the option disables multipath for that node.',
    observed: 'The answer to the first PBU has status 0 and no option 63; then 30 s of watching.',
    oracle:
      'Passes when no later PBU of the node has the option, also when a PBU without it hands the single path over to another care-of address; a warning when one has it, save those in flight for 0.5 s; undecided when the MAG sends nothing.',
    claim: 'multipath',
  },
} as const satisfies Record<string, Requirement>

/** RFC 8278 section 4.4: signalling, as an LMA refuses with status 180. */
export const refusal = {
  'MP-4.4-12': {
    section: '4.4',
    binds: 'lma',
    level: 'DEF',
    text: 'A node that is not authorised for multipath gets status 180.',
    observed:
      'A PBU with both options for a node declared as authorised, but not for multipath; the same for one that is.',
    oracle:
      'Passes with 180; a warning for another status of 128 or more, or when accepted without the option like an LMA of old; fails when accepted with the option, or when a node authorised for multipath gets 180.',
    claim: 'multipath',
    notes: ['U-31', 'U-32'],
  },
  'MP-4.4-12b': {
    section: '4.4',
    binds: 'lma',
    level: 'FMT',
    text: 'The refusing PBA is built like any other by RFC 5213 section 5.3.6.',
    observed:
      'Prefixes as requested, mobile node identifier, handoff indicator, access technology and Timestamp in a PBA with status 180.',
    oracle: 'Passes when all are right; fails for each violation.',
    claim: 'multipath',
  },
  'MP-4.4-13': {
    section: '4.4',
    binds: 'lma',
    level: 'MUST',
    text: 'The PBA with status 180 echoes the MAG Multipath Binding option of the request.',
    observed: 'Option 63 of that PBA against the request.',
    oracle:
      'Passes when equal, the reserved bits zero or copied; fails when absent or when If-ATT, label or binding identifier differ; a warning when flag B or O differs. Edition draft-06: absence is a warning.',
    claim: 'multipath',
  },
  'MP-4.4-14': {
    section: '4.4',
    binds: 'lma',
    level: 'MUST',
    levels: 'MUST: same sentence as MP-4.4-13',
    text: 'The PBA with status 180 has no MAG Identifier option.',
    observed: 'Option 64 of that PBA.',
    oracle:
      'Edition rfc8278: passes when absent; fails when present. Edition draft-06, which expects the echo: passes when present; a warning when absent.',
    claim: 'multipath',
  },
  'MP-4.4-15': {
    section: '4.4',
    binds: 'mag',
    level: 'SHOULD',
    text: 'A MAG that gets status 180 disables multipath for that node, not for others.',
    observed: 'The first PBU is answered with 180; then 60 s of watching.',
    oracle:
      'Passes when later PBUs of the node lack the option, or none are sent; a warning when one with the option is sent after the answer; PBUs that were outstanding then do not count. Traffic is judged by MP-4.4-16.',
    claim: 'multipath',
    notes: ['U-31'],
  },
  'MP-4.4-16': {
    section: '4.4',
    binds: 'mag',
    level: 'MUST NOT',
    levels: 'MUST NOT and MUST by RFC 5213 section 6.9.1.2',
    text: 'After status 180 the MAG neither advertises the prefix of that request nor lets its packets through on that path.',
    observed: 'Router Advertisements and uplink after the refusal.',
    oracle:
      'Passes when nothing goes by the refused path; fails when it forwards, or advertises a prefix known from that request alone. A path accepted earlier may stay in use; denying it too is undecided. A later PBU without the option that is accepted makes a normal session.',
    claim: 'multipath',
    untested: { mag: dataPlane },
  },
  'MP-4.4-17': {
    section: '4.4',
    binds: 'lma',
    level: 'DEF',
    text: 'A refused PBU of a second path leaves the first as it was.',
    observed:
      'Path 1 up; path 2 refused for any cause (180, 154, 155, 157 and others); then `observe`, downlink and at the end the de-registration of path 1.',
    oracle: 'Passes when path 1 lives with lifetime and label as before; fails otherwise.',
    claim: 'multipath',
  },
} as const satisfies Record<string, Requirement>
