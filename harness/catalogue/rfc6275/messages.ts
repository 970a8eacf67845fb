import type { Requirement } from '../requirement.js'

const UNANNOUNCED =
  'nothing else says that octets are a Mobility Header: one announced otherwise is none to whoever looks'

/** RFC 6275, section 6: Mobility Header, messages and options. */
export const rfc6275Messages = {
  '6.1.1-01': {
    section: '6.1.1',
    binds: 'both',
    level: 'FMT',
    text: 'A Mobility Header is announced by Next Header 135.',
    observed: 'Every message of the device.',
    oracle: 'Passes when the header directly before it has Next Header 135. Fails when it has not.',
    untested: {
      lma: { because: 'untestable', why: UNANNOUNCED },
      mag: { because: 'untestable', why: UNANNOUNCED },
    },
  },
  '6.1.1-02': {
    section: '6.1.1',
    binds: 'both',
    level: 'MUST',
    levels: 'SHOULD (6.1.1), MUST (9.2)',
    text: 'The Payload Proto field is 59, no next header.',
    observed: 'Every message of the device.',
    oracle: 'Passes when octet 0 is 59. Fails when it is another value.',
  },
  '6.1.1-03': {
    section: '6.1.1',
    binds: 'both',
    level: 'MUST',
    text: 'A Mobility Header is a multiple of 8 octets long, and Header Len is that length in units of 8, less one.',
    observed: 'Every message of the device.',
    oracle:
      'Passes when the length Header Len stands for is that of the IPv6 payload after the headers before it. Fails when it is not.',
    notes: ['BU-18'],
  },
  '6.1.1-04': {
    section: '6.1.1',
    binds: 'both',
    level: 'MUST',
    text: 'The Reserved octet is sent as 0.',
    observed: 'Every message of the device.',
    oracle: 'Passes when octet 3 is 0. Fails when it is not.',
  },
  '6.1.1-05': {
    section: '6.1.1',
    binds: 'both',
    level: 'MUST',
    text: 'The Reserved octet is ignored on receipt.',
    observed: 'A plain PBU with 0xFF in it; towards a MAG an accepting PBA with it.',
    oracle:
      'Passes when the message is handled like any other of its kind. Fails when it is refused, ignored, or answered with an error.',
  },
  '6.1.1-06': {
    section: '6.1.1',
    binds: 'both',
    level: 'MUST',
    text: 'The checksum covers the IPv6 pseudo-header (addresses, length, protocol 135) and the whole Mobility Header.',
    observed: 'Every message of the device over IPv6.',
    oracle: 'Passes when the checksum computed again is the one sent. Fails when it is not.',
  },
  '6.1.1-07': {
    section: '6.1.1',
    binds: 'both',
    level: 'FMT',
    text: 'What follows the fixed part of a message are mobility options.',
    observed: 'Every message of the device.',
    oracle:
      'Passes when all octets after the fixed part read as Pad1 or type, length and value, exactly to the end. Fails when an option runs over the end or octets are left over.',
  },
  '6.1-08': {
    section: '6.1',
    binds: 'both',
    level: 'MUST NOT',
    text: 'Outside the cases Mobile IPv6 has for them, a mobility message carries no type 2 routing header and no Home Address option.',
    observed: 'Every message of the device.',
    oracle: 'Passes when neither is there. Fails when one is.',
  },
  '6.1.2-01': {
    section: '6.1.2',
    binds: 'mag',
    level: 'MUST',
    text: 'A Binding Refresh Request with Header Len 0 is complete, since that is the least length of its type.',
    observed: 'A Binding Refresh Request with Header Len 0 to a MAG.',
    oracle:
      'Passes when neither ICMPv6 error nor Binding Error comes back, whatever else the MAG does. Fails when one comes back.',
    notes: ['BU-12'],
  },
  '6.1.7-01': {
    section: '6.1.7',
    binds: 'lma',
    level: 'MUST',
    text: 'A Binding Update with A set is acknowledged, save where RFC 5213 orders silence.',
    observed: 'A plain PBU.',
    oracle: 'Passes when a PBA comes. Fails when none comes, for three nodes in a row.',
  },
  '6.1.7-02': {
    section: '6.1.7',
    binds: 'lma',
    level: 'MUST',
    text: 'Reserved bits of a Binding Update are ignored.',
    observed: 'A plain PBU with the flag bits 0x000F set.',
    oracle: 'Passes when it is handled like any plain PBU. Fails when it is refused or ignored.',
  },
  '6.1.7-03': {
    section: '6.1.7',
    binds: 'mag',
    level: 'MUST',
    text: 'Reserved bits of a Binding Update are sent as 0.',
    observed: 'Every PBU of a MAG.',
    oracle:
      'Passes when the bits 0x000F are clear; H may have either value. Fails when one of 0x000F is set. Warns when L, K, M, R, or a bit of an extension that is not declared is set.',
    notes: ['BU-01', 'BU-14'],
  },
  '6.1.7-04': {
    section: '6.1.7',
    binds: 'lma',
    level: 'MUST',
    text: 'The lifetime counts in units of 4 s.',
    observed: 'A session asking for 10 units and granted G, without a refresh; downlink traffic or probes.',
    oracle:
      'Passes when G is 1 to 10, and the session is alive at 4G - 2 s and gone at 4G + 5 s. Fails when G is out of range, or the session ends earlier or lives longer. Warns when it goes between 4G + 5 s and 4G + 15 s. Undecided when the device refuses so short a lifetime.',
  },
  '6.1.7-05': {
    section: '6.1.7',
    binds: 'lma',
    level: 'MUST',
    text: 'A care-of address has to be unicast and routable, else the Binding Update is dropped in silence.',
    observed: 'Plain PBUs whose Alternate Care-of Address is ff02::1, ::, fe80::1 and ::1.',
    oracle:
      'Passes when silence is kept and no binding is made. Fails when one is accepted. Warns on a rejection of any status.',
  },
  '6.1.7-06': {
    section: '6.1.7',
    binds: 'lma',
    level: 'MUST',
    text: 'The care-of address is that of the Alternate Care-of Address option, or else the IPv6 source.',
    observed:
      'A plain PBU sent from Y with Alternate Care-of Address X, both configured as addresses of a MAG (hook).',
    oracle:
      'Passes when the PBA goes to Y and the binding is at X, which the binding cache, a de-registration from there or downlink traffic tells. Undecided when it is refused with 154. Fails otherwise.',
  },
  '6.1.8-01': {
    section: '6.1.8',
    binds: 'lma',
    level: 'MUST',
    text: 'Reserved bits of a Binding Acknowledgement are 0.',
    observed: 'Every PBA.',
    oracle: 'Passes when bit 0x01 and every bit not assigned are clear. Fails when one is set.',
  },
  '6.1.8-02': {
    section: '6.1.8',
    binds: 'mag',
    level: 'MUST',
    text: 'Reserved bits of a Binding Acknowledgement are ignored.',
    observed: 'An accepting PBA with bit 0x01 set to a MAG.',
    oracle: 'Passes when it is taken like any other. Fails when it is not.',
  },
  '6.1.8-03': {
    section: '6.1.8',
    binds: 'lma',
    level: 'MUST',
    text: 'A Binding Acknowledgement has the sequence number of its Binding Update.',
    observed: 'Every PBA, by the PBU it answers.',
    oracle: 'Passes when the numbers are equal; status 135 is judged by 9.5.1-03. Fails when they differ.',
  },
  '6.1.8-04': {
    section: '6.1.8',
    binds: 'lma',
    level: 'MUST',
    text: 'The lifetime of an acceptance is the one granted.',
    observed: 'A plain PBU asking for 75 units.',
    oracle:
      'Passes when the PBA has a lifetime from 1 to 75; that of a rejection is not looked at. Fails when it is 0 or larger than asked for.',
    notes: ['BU-11'],
  },
  '6.1.9-01': {
    section: '6.1.9',
    binds: 'both',
    level: 'FMT',
    text: 'A Binding Error has a status, a reserved octet of 0 and a Home Address; without options its Header Len is 2.',
    observed: 'A Mobility Header of unknown type, to draw a Binding Error.',
    oracle:
      'Passes when the reserved octet is 0 and the message is 24 octets long, or longer by well-formed options to a multiple of 8. Fails otherwise.',
  },
  '6.2.1-01': {
    section: '6.2.1',
    binds: 'both',
    level: 'MUST',
    text: 'An option of unknown type is skipped, and the options after it are handled.',
    observed:
      'Plain PBUs with an option of type 200 and Length 0, 1, 5 and as much as fits up to 255, placed first, in the middle and last.',
    oracle:
      'Passes when each is handled like a plain PBU. Fails when one is refused or ignored, or an option after it is overlooked.',
  },
  '6.2.1-02': {
    section: '6.2.1',
    binds: 'both',
    level: 'MUST',
    text: 'An option of unknown type never causes an error.',
    observed: 'The same PBUs with option 200.',
    oracle: 'Passes when no Binding Error, no ICMPv6 error and no rejection comes back. Fails when one does.',
  },
  '6.2.1-03': {
    section: '6.2.1',
    binds: 'both',
    level: 'FMT',
    text: 'A sender aligns each option as that option demands.',
    observed: 'Every message of the device.',
    oracle:
      'Passes when each option with a stated alignment xn+y begins at such an offset from the start of the Mobility Header (a Timestamp at 8n+2). Fails when one does not; option 25 is judged by 5213/8.6-02.',
  },
  '6.2.2-01': {
    section: '6.2.2',
    binds: 'both',
    level: 'DECL',
    text: 'Pad1 is a single octet 0 and may stand anywhere among the options.',
    observed: 'Plain PBUs with one to seven Pad1 between their options.',
    oracle: 'Passes when each is handled like a plain PBU. Warns when one is not.',
  },
  '6.2.3-01': {
    section: '6.2.3',
    binds: 'both',
    level: 'MUST',
    text: 'What a PadN holds is ignored.',
    observed: 'Plain PBUs with a PadN of non-zero octets, and with one of Length 0.',
    oracle: 'Passes when each is handled like a plain PBU. Fails when one is not.',
  },
  '6.2.3-02': {
    section: '6.2.3',
    binds: 'both',
    level: 'FMT',
    text: 'The PadN of a sender holds zeros.',
    observed: 'Every message of the device.',
    oracle: 'Passes when every PadN does. Fails when one does not.',
  },
  '6.2.5-01': {
    section: '6.2.5',
    binds: 'lma',
    level: 'DECL',
    text: 'An Alternate Care-of Address option belongs in Binding Updates only.',
    observed: 'Every PBA.',
    oracle: 'Passes when option 3 is absent. Warns when it is there.',
  },
} as const satisfies Record<string, Requirement>
