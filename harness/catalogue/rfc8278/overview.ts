import type { Requirement } from '../requirement.js'
import { dataPlane } from './untested.js'

/** RFC 8278 section 1: the features multipath is said to combine with, in a session with two paths. */
export const overview = {
  'MP-1-01': {
    section: '1',
    binds: 'both',
    level: 'DECL',
    text: 'Multipath can be used together with GRE encapsulation and GRE keys.',
    observed: 'Two paths are registered, each of them with a GRE Key option.',
    oracle:
      'Passes when both paths live, with keys as RFC 5845 has it; a warning otherwise; undecided unless the device claims both GRE and multipath.',
    claim: 'gre',
    notes: ['U-34'],
    untested: {
      lma: { because: 'not yet', why: 'GRE (RFC 5845)' },
      mag: { because: 'not yet', why: 'GRE (RFC 5845)' },
    },
  },
  'MP-1-02': {
    section: '1',
    binds: 'both',
    level: 'DECL',
    text: 'Multipath can be used when the signalling travels over IPv4 with UDP encapsulation.',
    observed: 'Two paths are registered, both over IPv4 and UDP.',
    oracle: 'Passes when both paths live; a warning otherwise; undecided unless IPv4 transport is claimed.',
    claim: 'ipv4',
    notes: ['U-33', 'U-36'],
    untested: {
      lma: { because: 'not yet', why: 'IPv4 transport' },
      mag: { because: 'not yet', why: 'IPv4 transport' },
    },
  },
  'MP-1-03': {
    section: '1',
    binds: 'both',
    level: 'DECL',
    text: 'Multipath can be used together with network prefixes delegated to the MAG.',
    observed:
      'Two paths are registered with Delegated Mobile Network Prefix options, then traffic of that prefix.',
    oracle:
      'Passes when traffic of the delegated prefix takes a live path; a warning otherwise; undecided unless prefix delegation is claimed.',
    claim: 'prefix-delegation',
    notes: ['U-35'],
    untested: {
      lma: { because: 'not yet', why: 'prefix delegation (RFC 7148)' },
      mag: { because: 'not yet', why: 'prefix delegation (RFC 7148)' },
    },
  },
  'MP-1-04': {
    section: '1',
    binds: 'both',
    level: 'MUST',
    levels: 'DECL in RFC 8278; MUST by RFC 6275 section 6.2.1 (unknown options are skipped)',
    text: 'A Vendor Specific option (19) may stand beside the MAG Multipath Binding option without changing what the latter does.',
    observed:
      'A registration (or its answer, to a MAG) carries one option 19 of an unknown vendor: before, between and after options 63 and 64.',
    oracle:
      'Passes when the vendor option is skipped or answered and the registration goes as usual; fails when the multipath option is treated otherwise than without its neighbour.',
    claim: 'multipath',
  },
  'MP-1-05': {
    section: '1',
    binds: 'both',
    level: 'DECL',
    text: 'The aim of redundancy: traffic continues when one of the paths fails.',
    observed:
      'One path falls silent without being de-registered; the time until its traffic moves is measured.',
    oracle: 'Always undecided; the time until traffic takes the other path is reported.',
    claim: 'multipath',
    untested: { lma: dataPlane, mag: dataPlane },
  },
} as const satisfies Record<string, Requirement>

/** RFC 8278 sections 5 (IANA) and 6 (security). */
export const considerations = {
  'MP-5-01': {
    section: '5',
    binds: 'both',
    level: 'FMT',
    text: 'Assigned numbers: option 63 is MAG Multipath Binding, option 64 MAG Identifier, status 180 CANNOT_SUPPORT_MULTIPATH_BINDING.',
    observed: 'See the rows of the two options and of the status code.',
    oracle: 'Has no verdict of its own: MP-4.1-05, MP-4.2-04 and MP-4.3-01 decide.',
    claim: 'multipath',
    untested: {
      lma: { because: 'covered by', why: 'MP-4.1-05, MP-4.2-04 and MP-4.3-01' },
      mag: { because: 'covered by', why: 'MP-4.1-05, MP-4.2-04 and MP-4.3-01' },
    },
  },
  'MP-6-01': {
    section: '6',
    binds: 'both',
    level: 'MUST',
    levels: 'DECL in RFC 8278; MUST by RFC 5213 section 4',
    text: 'Both options travel like any other mobility option of RFC 5213 and have the same protection.',
    observed: 'Registrations with option 63, under the protection the profile names and without it.',
    oracle:
      'Passes when a PBU with the option is taken only under the protection any other PBU needs; fails when it is accepted in clear text where one without the option is refused; undecided on a bench without IPsec.',
    claim: 'multipath',
    untested: { lma: { because: 'not yet', why: 'IPsec' }, mag: { because: 'not yet', why: 'IPsec' } },
  },
  'MP-6-02': {
    section: '6',
    binds: 'lma',
    level: 'MUST',
    levels: 'DECL in RFC 8278; MUST by RFC 5213 section 5.3.1 (item 6), applied to each path',
    text: 'Every proxy care-of address of a MAG has to be a source the LMA authorises, also that of a second path.',
    observed:
      'The second path is registered from an unauthorised address; and again from the authorised first address with an unauthorised one in the Alternate Care-of Address option.',
    oracle:
      'Passes with status 154 (or silence under IPsec), the first path surviving; fails when it is accepted although the LMA is declared to authorise by address; a warning when one is accepted that only the Alternate Care-of Address names, as the rule is about the sender; undecided when accepted otherwise, as authorisation may go by MAG Identifier or is not declared.',
    claim: 'multipath',
  },
} as const satisfies Record<string, Requirement>
