import type { Requirement } from '../requirement.js'
import { dataPlane } from './untested.js'

/** RFC 8278 section 3.1: the call flow of a MAG that registers a second path. */
export const callFlow = {
  'MP-3.1-01': {
    section: '3.1',
    binds: 'mag',
    level: 'DEF',
    text: 'A MAG attached to two access networks has another proxy care-of address on each.',
    observed: 'Source address, or Alternate Care-of Address, of the PBUs of both paths.',
    oracle:
      'Passes when the two addresses differ; fails when one address over IPv6 is used with two binding identifiers; undecided when the source is the same over IPv4 (a NAT may do that), or only one path was seen.',
    claim: 'multipath',
  },
  'MP-3.1-02': {
    section: '3.1',
    binds: 'mag',
    level: 'DECL',
    text: 'The first PBU, over the first access network, carries the MAG Multipath Binding and the MAG Identifier option.',
    observed: 'Options 63 and 64 in the first PBU of a mobile node.',
    oracle: 'Passes when both are there; fails when one is missing, by MP-4.4-01 and MP-4.4-03.',
    claim: 'multipath',
  },
  'MP-3.1-03': {
    section: '3.1',
    binds: 'mag',
    level: 'DECL',
    text: 'The request may stand for a node that attached, or for a logical node configured on the MAG that is always on.',
    observed: 'A MAG with a logical node is started, without any attachment.',
    oracle: 'Passes when a PBU with option 63 comes; undecided when the feature is not declared.',
    claim: 'multipath',
    untested: { mag: { because: 'untestable', why: 'a profile does not tell which nodes are logical ones' } },
  },
  'MP-3.1-04': {
    section: '3.1',
    binds: 'lma',
    level: 'DEF',
    text: 'By accepting the request the LMA creates a binding cache entry marked as multipath.',
    observed:
      'Two paths are registered; then the state of path 1, by `observe` or by de-registering it last.',
    oracle:
      'Passes when path 1 still lives after path 2 was accepted with option 63 in the answer; fails when path 1 is dead then; undecided when its state cannot be seen. An LMA declared without multipath overwrites path 1 and answers without option 63, which is right by MP-4.4-10.',
    claim: 'multipath',
    notes: ['U-12', 'U-39', 'U-40'],
  },
  'MP-3.1-05': {
    section: '3.1',
    binds: 'lma',
    level: 'MUST',
    levels: 'MUST by RFC 5213 section 5.3.6',
    text: 'The answer to the first path carries the home network prefix and the other session parameters.',
    observed:
      'A non-zero prefix and the options mobile node identifier, handoff indicator and access technology type in the first PBA.',
    oracle:
      'Passes when all are there; fails for each one that is missing, except the prefix in answer to a request for IPv4 alone (RFC 5844).',
    claim: 'multipath',
  },
  'MP-3.1-06': {
    section: '3.1',
    binds: 'both',
    level: 'DEF',
    text: 'After the first exchange a tunnel of a supported encapsulation stands over the first access network.',
    observed:
      'Downlink packets that arrive at the first care-of address, uplink packets from there that are forwarded.',
    oracle:
      'Passes when packets flow; fails when the path was accepted but nothing is forwarded within 3 s; undecided when no data plane is declared.',
    claim: 'multipath',
    notes: ['U-34'],
    untested: { lma: dataPlane, mag: dataPlane },
  },
  'MP-3.1-07': {
    section: '3.1',
    binds: 'mag',
    level: 'MUST',
    levels: 'DECL in RFC 8278; MUST by RFC 5213 sections 6.9.1.3 and 6.9.1.4 for refresh and de-registration',
    text: 'The PBU over the second access network names the prefixes learned from the first answer.',
    observed:
      'Prefixes of the second PBU against those of the first PBA (two of them in one run), then of a refresh and a de-registration of path 2.',
    oracle:
      'For a second PBU sent more than 0.5 s after the first PBA: passes when the sets are equal, a warning for the all-zero prefix, fails for another prefix. Sent before that PBA, all-zero passes. A refresh or de-registration of path 2 fails unless it has all prefixes of the session.',
    claim: 'multipath',
    notes: ['U-24'],
  },
  'MP-3.1-08': {
    section: '3.1',
    binds: 'lma',
    level: 'DEF',
    text: 'For the second path the LMA adds a binding to its cache and keeps the first.',
    observed:
      'After the second PBA: `observe` lists both paths; or downlink uses them; or, at the end, the de-registration of each is answered with status 0.',
    oracle:
      'Passes when both live; fails when the first is gone though the overwrite flag was 0; undecided when the state cannot be seen.',
    claim: 'multipath',
    notes: ['U-06', 'U-12', 'U-23', 'U-25', 'U-40', 'U-42'],
  },
  'MP-3.1-09': {
    section: '3.1',
    binds: 'lma',
    level: 'DECL',
    text: 'The answer to the second path has the MAG Multipath Binding option; the figure shows it without MAG Identifier.',
    observed: 'Options of the second PBA.',
    oracle: 'Has no verdict of its own: MP-4.4-07 and MP-4.4-08 judge every accepting PBA, this one too.',
    claim: 'multipath',
    untested: { lma: { because: 'covered by', why: 'MP-4.4-07 and MP-4.4-08' } },
  },
  'MP-3.1-10': {
    section: '3.1',
    binds: 'both',
    level: 'DEF',
    text: 'A second tunnel stands over the second access network, at the same time as the first.',
    observed: 'Ten uplink packets, in turn on both tunnels.',
    oracle:
      'Passes when all come out; fails when the packets of one tunnel stay away for more than 3 s while its binding lives; undecided when no data plane is declared or the binding is not known to live. A source address outside the assigned prefixes is dropped rightly.',
    claim: 'multipath',
    untested: { lma: dataPlane, mag: dataPlane },
  },
  'MP-3.1-11': {
    section: '3.1',
    binds: 'both',
    level: 'DECL',
    text: 'The LMA delegates a mobile network prefix to the MAG, and hosts on the networks of the latter have their addresses in it.',
    observed: 'A delegated prefix in the PBA, traffic from its addresses on both paths.',
    oracle:
      'Passes when the traffic is forwarded on both paths; undecided when prefix delegation is not declared.',
    claim: 'prefix-delegation',
    notes: ['U-35'],
    untested: { lma: dataPlane, mag: dataPlane },
  },
  'MP-3.1-12': {
    section: '3.1',
    binds: 'lma',
    level: 'MUST',
    levels: 'MUST by RFC 5213 section 5.3.6',
    text: 'When the second request repeats the prefixes of the session, the second answer has exactly these.',
    observed: 'Home Network Prefix options of both PBAs; in one run with two prefixes.',
    oracle: 'Passes when the sets are equal; fails when a prefix is missing or another one appears.',
    claim: 'multipath',
    notes: ['U-24'],
  },
} as const satisfies Record<string, Requirement>
