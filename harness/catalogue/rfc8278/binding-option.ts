import type { Requirement } from '../requirement.js'
import { dataPlane } from './untested.js'

/** RFC 8278 section 4.1: format of the MAG Multipath Binding option, access technology and label. */
export const bindingOption = {
  'MP-4.1-01': {
    section: '4.1',
    binds: 'both',
    level: 'FMT',
    text: 'The MAG Multipath Binding option belongs into PBU and PBA.',
    observed:
      'Any message of the device for a type 63 option; and a Heartbeat request with the option, to a device that answers the same request without it.',
    oracle:
      'Passes when only PBU and PBA have it; a warning when the device puts it into Heartbeat, BRI, BRA or Binding Error, which no text forbids. A Heartbeat that stays unanswered because of the option fails; a device without Heartbeat is not judged on that.',
    claim: 'multipath',
  },
  'MP-4.1-02': {
    section: '4.1',
    binds: 'lma',
    level: 'DEF',
    text: 'The option asks that the care-of address of this request be registered as one of several.',
    observed: 'Two PBUs with different care-of address and binding identifier.',
    oracle: 'Has no verdict of its own: MP-3.1-08 decides whether both paths live.',
    claim: 'multipath',
    untested: { lma: { because: 'covered by', why: 'MP-3.1-08' } },
  },
  'MP-4.1-03': {
    section: '4.1',
    binds: 'mag',
    level: 'DEF',
    levels: 'DEF for the label, DECL for the access technology',
    text: 'The option describes the access network of the care-of address in the request.',
    observed: 'If-ATT and If-Label of each path against what is declared for that WAN interface.',
    oracle:
      'Label: passes when it is the declared one of that interface, fails when it is another (two interfaces may share one). If-ATT: passes when it is the declared one or equals option 24, a warning for another registered value. Undecided without a declaration.',
    claim: 'multipath',
    notes: ['U-07'],
  },
  'MP-4.1-04': {
    section: '4.1',
    binds: 'both',
    level: 'FMT',
    text: 'The MAG Multipath Binding option needs no alignment.',
    observed:
      'The option sent at the offsets 12 to 19 of the Mobility Header, eight messages, one for each remainder of 8.',
    oracle:
      'Edition rfc8278: passes when all eight get the same answer; fails when one is rejected or ignored for its offset; the device itself may send at any offset. Edition draft-06: we send at 8n+2 alone, and a device that sends elsewhere gets a warning.',
    claim: 'multipath',
  },
  'MP-4.1-05': {
    section: '4.1, 5',
    binds: 'both',
    level: 'FMT',
    text: 'The MAG Multipath Binding option has type 63.',
    observed: 'Type of the option in the messages of the device.',
    oracle:
      'Passes with 63; fails when another type serves this purpose. Edition draft-06 takes the type from the profile.',
    claim: 'multipath',
  },
  'MP-4.1-06': {
    section: '4.1',
    binds: 'both',
    level: 'FMT',
    text: 'Length of the MAG Multipath Binding option counts what follows Type and Length: 6 octets by the layout.',
    observed: 'Length of each MAG Multipath Binding option the device sends.',
    oracle:
      'Passes with 6; fails with anything else. What the device does with a wrong Length of ours is U-17.',
    claim: 'multipath',
    notes: ['U-17'],
  },
  'MP-4.1-07': {
    section: '4.1',
    binds: 'both',
    level: 'FMT',
    text: 'If-ATT takes its values from the access technology type registry.',
    observed: 'If-ATT of each MAG Multipath Binding option the device sends.',
    oracle: 'Passes with 1 to 13; a warning with 0 or a value above 13, as the registry grows; never fails.',
    claim: 'multipath',
    notes: ['U-07', 'U-18'],
  },
  'MP-4.1-08': {
    section: '4.1',
    binds: 'both',
    level: 'FMT',
    text: 'If-Label is an unsigned label of 8 bits.',
    observed: 'Registrations with the labels 0, 9, 11 and 255.',
    oracle: 'Passes when all are accepted; fails when one is rejected for its label.',
    claim: 'multipath',
  },
  'MP-4.1-09': {
    section: '4.1',
    binds: 'mag',
    level: 'DECL',
    text: 'Each WAN interface that is used for proxy registrations has a label.',
    observed: 'The label in every PBU of each path.',
    oracle: 'Passes when it is the declared one; a warning otherwise; undecided without a declaration.',
    claim: 'multipath',
  },
  'MP-4.1-10': {
    section: '4.1',
    binds: 'both',
    level: 'DEF',
    text: 'Two WAN interfaces may bear the same label.',
    observed: 'Two paths with equal label and different binding identifiers.',
    oracle: 'Passes when both are accepted; fails when the second is rejected or the first overwritten.',
    claim: 'multipath',
  },
  'MP-4.1-11': {
    section: '4.1',
    binds: 'both',
    level: 'DECL',
    text: 'The MAG tells its labels to the LMA in the PBU, and both mark the binding and its tunnel with them.',
    observed: 'The label of each binding in `observe`, or forwarding by label as in MP-4.1-12.',
    oracle: 'Passes when the label sent is found at that binding; undecided when it cannot be seen.',
    claim: 'multipath',
    notes: ['U-21'],
  },
  'MP-4.1-12': {
    section: '4.1',
    binds: 'both',
    level: 'DECL',
    text: 'Forwarding rules may choose the tunnel by its label, and name another label to fall back to.',
    observed:
      'With a declared rule such as "port 80 on label 9, else 11": packets to port 80 before and after the path of label 9 is de-registered.',
    oracle:
      'Passes when they take the tunnel of the rule, then that of the fallback; fails on a wrong tunnel; undecided when no rules are declared.',
    claim: 'multipath',
    untested: { lma: dataPlane, mag: dataPlane },
  },
  'MP-4.1-13': {
    section: '4.1',
    binds: 'mag',
    level: 'FMT',
    text: 'Binding identifiers from 1 to 254 are permitted.',
    observed: 'Each binding identifier the MAG sends.',
    oracle: 'Passes from 1 to 254; fails with 0 or 255.',
    claim: 'multipath',
  },
} as const satisfies Record<string, Requirement>
