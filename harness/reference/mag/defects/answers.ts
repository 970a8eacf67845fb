import { breaks } from '../../defects/defect.js'

/** Broken rules of how an answer is taken: RFC 5213 §6.9.1.2 and §8.2, RFC 6275 §6 and §11.7.3. */
export const answerDefects = {
  'answers-not-taken': breaks(
    '5213/6.9.1.2-14',
    'No answer is ever taken.',
    '6275/11.7.3-02',
    '5213/6.9.1.1-11',
    '5213/6.9.1.2-04',
  ),
  // which answers count
  'answer-without-p-flag-accepted': breaks('5213/6.9.1.2-01b', 'An answer without the P flag is taken.'),
  'unmatched-answer-accepted': breaks(
    '5213/6.9.1.2-05a',
    'An answer to no PBU is taken for the one outstanding.',
  ),
  'wrong-sequence-accepted': breaks(
    '6275/11.7.3-01',
    'The sequence number of an answer is not looked at.',
    '5213/6.9.1.2-05b',
  ),
  'other-node-accepted': breaks(
    '5213/6.9.1.2-06a',
    'An answer with another MN-ID is taken.',
    '5213/6.9.1.2-06c',
  ),
  'other-handoff-indicator-accepted': breaks(
    '5213/6.9.1.2-06a',
    'An answer with another Handoff Indicator is taken.',
  ),
  'other-access-technology-accepted': breaks(
    '5213/6.9.1.2-06a',
    'An answer with another Access Technology Type is taken.',
  ),
  'other-link-layer-identifier-accepted': breaks(
    '5213/6.9.1.2-06a',
    'An answer with another option 25 is taken.',
  ),
  'retransmits-after-mismatch': breaks(
    '5213/6.9.1.2-06b',
    'After an answer that does not fit, the PBU is repeated.',
  ),
  // statuses
  'registers-after-152': breaks('5213/6.9.1.2-07a', 'After 152 the node is registered again soon.'),
  'status-152-taken-as-acceptance': breaks(
    '5213/6.9.1.2-07b',
    'Status 152 is taken as acceptance.',
    '5213/6.9.1.2-11',
  ),
  'status-157-not-followed': breaks('5213/6.9.1.2-08', 'After 157 nothing is sent.', '5213/6.9.1.2-03'),
  'status-156-retried-at-once': breaks('5213/6.9.1.2-09a', 'After 156 PBUs follow at once, again and again.'),
  'clock-set-from-answer': breaks(
    '5213/6.9.1.2-09b',
    'The clock is set by the Timestamp of an answer with 156.',
  ),
  'same-prefix-after-155': breaks('5213/6.9.1.2-10', 'After 155 the same prefixes are asked for.'),
  'rejection-taken-as-acceptance': breaks(
    '5213/6.9.1.2-11',
    'Every rejection is taken as acceptance.',
    '5213/6.9.2-02',
  ),
  'status-128-taken-as-acceptance': breaks('5213/6.9.1.2-11', 'Status 128 is taken as acceptance.'),
  'unknown-rejection-taken-as-acceptance': breaks(
    '5213/6.9.1.2-11',
    'A status above 180 is taken as acceptance.',
  ),
  'refused-refresh-keeps-binding': breaks('5213/6.9.1.2-11', 'A refused refresh leaves the binding in use.'),
  'unknown-acceptance-not-taken': breaks('5213/8.2-03', 'An unknown status below 128 is passed over.'),
  'sequence-of-135-not-taken': breaks('6275/11.7.3-04', 'After 135 the sequence numbers go on as before.'),
  'rejection-retried-at-once': breaks(
    '6275/11.7.3-07',
    'A rejection is followed by a PBU at once, again and again.',
  ),
  // what an accepted one changes
  'retransmits-after-acceptance': breaks('6275/11.7.3-02', 'The PBU is repeated after its acceptance.'),
  'only-first-prefix-taken': breaks(
    '5213/6.9.1.2-14',
    'The first of several prefixes is taken.',
    '5213/6.9.1.3-02',
  ),
  'prefix-of-answer-not-taken': breaks(
    '5213/6.9.1.2-14',
    'The prefix of an answer is not stored.',
    '5213/6.9.1.3-02',
    '8278/MP-3.1-07',
  ),
  'granted-lifetime-ignored': breaks(
    '6275/11.7.3-03',
    'The lifetime asked for counts, whatever was granted.',
  ),
  'refresh-advice-drops-answer': breaks(
    '6275/11.7.3-06',
    'An answer with Binding Refresh Advice is dropped.',
  ),
  // octets that have to be passed over
  'unknown-option-drops-answer': breaks(
    '5213/8.2-02',
    'An answer with an unknown option is dropped.',
    '6275/6.2.1-01',
  ),
  'unknown-option-answered-with-error': breaks('6275/6.2.1-02', 'An unknown option gets a Binding Error.'),
  'option-order-matters': breaks('5213/8.2-04', 'An answer that does not begin with a prefix is dropped.'),
  'reserved-octets-drop-answer': breaks('5213/8.x-03', 'An answer with reserved octets set is dropped.'),
  'reserved-flags-drop-answer': breaks('6275/6.1.8-02', 'An answer with reserved flags set is dropped.'),
  'pad1-drops-answer': breaks('6275/6.2.2-01', 'An answer with Pad1 is dropped.'),
  'padding-content-drops-answer': breaks('6275/6.2.3-01', 'An answer whose PadN is not zero is dropped.'),
  'vendor-option-drops-answer': breaks(
    '5094/3-02',
    'An answer with Vendor Specific option is dropped.',
    '8278/MP-1-04',
  ),
} as const
