import type { Requirement } from '../requirement.js'
import { dataPlane } from './untested.js'

/** RFC 8278 section 3.2: how traffic is spread over the paths. */
export const traffic = {
  'MP-3.2-01': {
    section: '3.2',
    binds: 'both',
    level: 'MUST',
    levels: 'DECL in RFC 8278; MUST by RFC 6275 section 10.3.1 (a binding that is deleted is not used)',
    text: 'Traffic of the mobile node goes through one or several of the tunnels that stand, and through no other.',
    observed:
      'The paths taken by downlink (from an LMA) or uplink (from a MAG), also after one was de-registered.',
    oracle:
      'Passes on any registered path; fails on a path never registered; after a de-registration its path is a warning while the delayed deletion runs and fails after that.',
    claim: 'multipath',
    untested: { lma: dataPlane, mag: dataPlane },
  },
  'MP-3.2-02': {
    section: '3.2',
    binds: 'both',
    level: 'DECL',
    text: 'No particular scheme of distribution is prescribed.',
    observed: 'Nothing to look for: no choice of scheme can break it.',
    oracle: 'Never fails; no case may ask for balancing.',
    claim: 'multipath',
    untested: {
      lma: { because: 'untestable', why: 'it leaves the scheme free, so nothing a device does breaks it' },
      mag: { because: 'untestable', why: 'it leaves the scheme free, so nothing a device does breaks it' },
    },
  },
  'MP-3.2-03': {
    section: '3.2',
    binds: 'both',
    level: 'DECL',
    text: 'With per-flow distribution the packets of a flow, in one direction, take one tunnel at a time.',
    observed:
      'A flow of 200 packets in each direction with constant 5-tuple, DSCP and flow label, unfragmented, while the paths stay as they are.',
    oracle:
      'Passes when each direction keeps to one tunnel, which need not be that of the other direction or of another flow; fails when packets alternate between two; undecided unless the scheme is declared per-flow.',
    claim: 'multipath',
    untested: { lma: dataPlane, mag: dataPlane },
  },
  'MP-3.2-04': {
    section: '3.2',
    binds: 'both',
    level: 'DECL',
    text: 'With per-flow distribution a flow may change to another tunnel as a whole.',
    observed: 'The path of a running flow is de-registered.',
    oracle:
      'Passes with one clean change, reordering limited to 1 s; fails when packets go to and fro between the tunnels; a warning when packets are lost for more than 3 s.',
    claim: 'multipath',
    untested: { lma: dataPlane, mag: dataPlane },
  },
  'MP-3.2-05': {
    section: '3.2',
    binds: 'both',
    level: 'DECL',
    text: 'The policy for flows is either configured on both sides or negotiated in the signalling.',
    observed: 'Configured: forwarding is compared with the declared policy. Negotiated: see MP-3.2-06.',
    oracle: 'Passes when forwarding follows the declared policy; undecided when none is declared.',
    claim: 'multipath',
    untested: { lma: dataPlane, mag: dataPlane },
  },
  'MP-3.2-06': {
    section: '3.2',
    binds: 'both',
    level: 'DECL',
    text: 'Where flow policy is negotiated, the options of RFC 6089 and the selectors of RFC 6088 serve for it.',
    observed:
      'A PBU with Flow Identification (45), Binding Reference and Traffic Selector; the PBA repeats it with a flow status.',
    oracle:
      'Passes as the rules of RFC 6089 have it, binding identifiers read as U-22 says; an LMA without RFC 6089 passes by skipping the option; undecided when not declared.',
    claim: 'flow-bindings',
    notes: ['U-22'],
    untested: {
      lma: { because: 'not yet', why: 'flow bindings (RFC 6089)' },
      mag: { because: 'not yet', why: 'flow bindings (RFC 6089)' },
    },
  },
  'MP-3.2-07': {
    section: '3.2',
    binds: 'both',
    level: 'DECL',
    text: 'With per-packet distribution a single flow may be spread over several tunnels.',
    observed: 'One flow of 200 packets with two paths up.',
    oracle:
      'Passes when at least two tunnels carry it; a warning when only one does; undecided unless the scheme is declared per-packet.',
    claim: 'multipath',
    untested: { lma: dataPlane, mag: dataPlane },
  },
  'MP-3.2-08': {
    section: '3.2',
    binds: 'both',
    level: 'DECL',
    text: 'Per-packet distribution may be even, or weighted n to m; the exact scheme and its weights are left open.',
    observed: 'Packets counted on each tunnel.',
    oracle: 'Never fails; the ratio is reported.',
    claim: 'multipath',
    untested: { lma: dataPlane, mag: dataPlane },
  },
  'MP-3.2-09': {
    section: '3.2',
    binds: 'both',
    level: 'DECL',
    text: 'Per-packet distribution calls for thought about reordering, buffers and what applications bear.',
    observed: 'The degree of reordering; the text sets no bound for it.',
    oracle: 'Always undecided; the degree of reordering is reported.',
    claim: 'multipath',
    untested: {
      lma: { because: 'untestable', why: 'advice without a bound that could be measured' },
      mag: { because: 'untestable', why: 'advice without a bound that could be measured' },
    },
  },
} as const satisfies Record<string, Requirement>
