import type { Interpretation } from './interpretation.js'

/** RFC 6275, 5213 and 5847: 35 points that are open or contradict each other. */
export const baseOpenPoints = {
  'BU-01': {
    question: 'Does a PBU have the H flag?',
    reading:
      'Both settings are right. An LMA passes when it answers both alike; when H changes within a session the same PBA, 139 and silence all pass.',
    requirements: ['6275/6.1.7-03'],
  },
  'BU-02': {
    question: 'Which prefix length stands beside the all-zero prefix?',
    reading: '0 and 64 both pass.',
    requirements: ['5213/8.3-01'],
  },
  'BU-03': {
    question: 'Which subtype stands beside a mobile node identifier of zero length?',
    reading: '1 is expected, 0 is a warning.',
    requirements: ['5213/5.3.6-05', '5213/5.3.1-04'],
  },
  'BU-04': {
    question: 'What becomes of a second copy of an option that may stand only once?',
    reading: 'Undecided; a crash fails.',
    requirements: ['5213/8.2-05', '5213/8.1-02'],
  },
  'BU-05': {
    question:
      'Lifetime 0 with a non-zero prefix nobody has: a new session (5213 5.4.1.1 item 2) or silence (item 6)?',
    reading:
      'Silence passes; a rejection or a PBA with lifetime 0 is a warning; a session that comes to be fails. With the all-zero prefix there is no doubt: silence, any PBA fails.',
    requirements: ['5213/5.4.1.1-06b', '5213/5.4.1.3-04'],
  },
  'BU-06': {
    question: 'Does ignoring a de-registration (5213 5.3.5 item 1) mean silence?',
    reading: 'What counts is that no state changes; a PBA is a warning.',
    requirements: ['5213/5.3.5-01', '5213/5.3.5-01b'],
  },
  'BU-07': {
    question: 'What becomes of a Timestamp equal to the last, under a new sequence number?',
    reading: '156 passes, 157 is a warning, acceptance fails.',
    requirements: ['5213/5.5-06b'],
  },
  'BU-08': {
    question: 'What becomes of an option that runs past the end of the Mobility Header?',
    reading:
      'Silence, an ICMPv6 Parameter Problem and a rejection pass; acceptance is a warning; a crash fails. In a PBA to a MAG, ignored or accepted, it is undecided.',
    requirements: ['6275/9.2-07'],
  },
  'BU-09': {
    question: 'What becomes of a Timestamp option whose Length is not 8?',
    reading: 'Rejection, going by the sequence number instead, and silence are all undecided.',
    requirements: ['5213/8.8-01'],
  },
  'BU-10': {
    question: 'What becomes of an exact copy of an accepted PBU, Timestamp and sequence number included?',
    reading:
      '156, 157, the same acceptance again and silence are undecided; a second session or another prefix fails.',
    requirements: ['5213/5.5-06b'],
  },
  'BU-11': {
    question: 'Which lifetime has a rejecting PBA?',
    reading: 'Undefined: any.',
    requirements: ['6275/6.1.8-04'],
  },
  'BU-12': {
    question: 'What does a MAG do with a Binding Refresh Request?',
    reading: 'RFC 5213 does not say: refreshing and ignoring both pass.',
    requirements: ['6275/6.1.2-01'],
  },
  'BU-13': {
    question: 'What does an LMA do with a Home Address option in a PBU?',
    reading: 'RFC 5213 forbids the MAG to send it; the LMA is free.',
    requirements: ['5213/5.3.1-03', '6275/9.1-01'],
  },
  'BU-14': {
    question: 'What do the flags R, M, K and L do in a PBU?',
    reading: 'Free; 140 is possible for R.',
    requirements: ['6275/6.1.7-03'],
  },
  'BU-15': {
    question: 'What does a second PBU do while the LMA waits because of handoff indicator 4?',
    reading: 'Free, save a crash.',
    requirements: ['5213/5.4.1.3-03', '5213/5.4.1.2-04a'],
  },
  'BU-16': {
    question: 'What if ICMPv6 errors report the proxy care-of address unreachable?',
    reading: 'An LMA may delete the binding on persistent errors alone: undecided.',
    requirements: ['5213/5.3.2-05'],
  },
  'BU-17': {
    question: 'What if the PBU goes to a second or an anycast address of the LMA?',
    reading:
      'A second unicast address has to be the source of the PBA, else it fails. With anycast silence passes, and a PBA from another address is a warning.',
    requirements: ['5213/5.3.6-01'],
  },
  'BU-18': {
    question: 'What of a fragmented Mobility Header?',
    reading: 'PBUs fit into a packet; not tested.',
    requirements: ['6275/6.1.1-03'],
  },
  'BU-19': {
    question:
      'Which time does an LMA keep with a binding: its own at arrival (5213 5.1) or that of the PBU (5.5 item 6)?',
    reading:
      'Both pass. Our PBUs keep a distance for that reason: 157 for a second PBU less than 1 s after the first is undecided.',
    requirements: ['5213/5.5-06b', '5213/5.5-08', '5213/5.1-02', '5213/5.5-06e'],
  },
  'BU-20': {
    question: 'Which sequence number holds when a session goes from Timestamps to none, or back?',
    reading: 'Not said, as the number was ignored before: acceptance and 135 both pass; a crash fails.',
    requirements: ['5213/5.5-S1', '5213/5.5-05', '5213/5.1-02', '5213/5.5-S2', '6275/9.5.1-02'],
  },
  'BU-21': {
    question:
      'What does a MAG do with an acceptance that lacks identifier, handoff indicator, access technology or prefix?',
    reading:
      'The rule (5213 6.9.1.2 item 6) is about differing values: accepted and ignored both pass; a crash fails.',
    requirements: ['5213/6.9.1.2-06a'],
  },
  'BU-22': {
    question: 'What does a MAG do with a link-layer identifier it had not sent?',
    reading: 'There is no value to differ from: both pass.',
    requirements: ['5213/6.9.1.2-06a'],
  },
  'BU-23': {
    question: 'What does a MAG do with an acceptance whose Timestamp is missing or another one?',
    reading: 'RFC 5213 section 5.5 binds the LMA: accepted and ignored both pass.',
    requirements: ['5213/6.9.1.2-03'],
  },
  'BU-24': {
    question: 'Does an acknowledgement without P flag answer a PBU?',
    reading: 'A PBA is defined by that flag: ignored passes, accepted is a warning.',
    requirements: ['5213/6.9.1.2-01b'],
  },
  'BU-25': {
    question: 'What if the prefixes accepted are not those requested, or those of the running session?',
    reading: 'Taking the new set, ignoring the answer and de-registering are all undecided.',
    requirements: ['5213/6.9.1.2-14'],
  },
  'BU-26': {
    question:
      'What of an acceptance with the all-zero prefix alone, lifetime 0, or more lifetime than requested?',
    reading:
      'Undecided. Advertising the all-zero prefix is a warning; service beyond the requested lifetime fails by RFC 6275 section 11.1.',
    requirements: ['6275/11.1-01', '5213/6.9.1.2-14', '6275/11.7.3-03'],
  },
  'BU-27': {
    question: 'What of an answer to an older PBU while its repetition is outstanding?',
    reading:
      'Accepted and ignored both pass: the Binding Update List keeps the newest (RFC 6275 section 11.1). Our LMA always answers the newest.',
    requirements: ['6275/11.7.3-01', '5213/6.9.1.2-05b'],
  },
  'BU-28': {
    question: 'What of a second copy of an accepted PBA?',
    reading: 'No change of state is expected; anything else is undecided.',
    requirements: ['6275/11.7.3-02'],
  },
  'BU-29': {
    question: 'Does the service end when a refresh is rejected while the old lifetime still runs?',
    reading: 'By the letter of 5213 6.9.1.2 item 11 at once; keeping it until it runs out is a warning.',
    requirements: ['5213/6.9.1.2-11'],
  },
  'BU-30': {
    question: 'Is a dynamic tunnel without users deleted?',
    reading:
      'SHOULD in 5213 5.6.1, MUST in 6.9.1.4 item 3: keeping it is a warning, and fails only by the row of the latter.',
    requirements: ['5213/5.6.1-02', '5213/6.9.1.4-06'],
  },
  'BU-31': {
    question: 'Does a MAG tunnel packets of the node whose source is none of its prefixes?',
    reading:
      '5213 6.10.5 tunnels all that is not local, 6.9.1.2 item 13 speaks of the prefixes alone: tunnelled and dropped both pass.',
    requirements: ['5213/6.9.1.2-13', '5213/5.6.2-03'],
  },
  'BU-32': {
    question: 'What does a MAG do with tunnel packets of a stranger?',
    reading: 'Not said: dropped passes, forwarded is a warning.',
    requirements: ['5213/6.10.5-01'],
  },
  'BU-33': {
    question: 'What does a Heartbeat with U set and R not set mean?',
    reading: 'Undefined: an answer and silence both pass.',
    requirements: ['5847/3-08', '5847/3.3-02'],
  },
  'BU-34': {
    question: 'Do the accepting statuses other than 0 bring the service up at a MAG?',
    reading:
      'Accepted by 5213 8.2, while 6.9.1.2 item 12 names 0 only: service up passes, no service is a warning, and so is further retransmission.',
    requirements: ['5213/8.2-03', '5213/6.9.1.2-12'],
  },
  'BU-35': {
    question: 'Does an ICMPv6 Parameter Problem, code 1, make a MAG stop?',
    reading:
      'RFC 6275 section 11.3.5 says it should stop, RFC 5213 section 6.9.4 that it should go on: both pass.',
    requirements: ['5213/6.9.4-01', '5213/6.9.4-03', '6275/11.8-01'],
  },
} as const satisfies Record<string, Interpretation>
