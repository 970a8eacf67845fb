import { breaks } from '../../defects/defect.js'

/** Broken rules of RFC 8278. */
export const multipathDefects = {
  // §4.4: which PBUs have the options
  'mmb-omitted': breaks(
    '8278/MP-4.4-01',
    'No PBU has an MMB.',
    '8278/MP-3.1-02',
    '5213/6.9.1.3-01',
    '5213/6.9.1.4-05',
  ),
  'mmb-omitted-in-first': breaks(
    '8278/MP-3.1-02',
    'The first PBU of a node has no MMB.',
    '8278/MP-4.4-01',
    '5213/6.9.1.3-01',
    '5213/6.9.1.4-05',
  ),
  'mmb-omitted-on-second-path': breaks('8278/MP-4.4-01', 'PBUs of further paths have no MMB.'),
  'mmb-omitted-in-refresh': breaks('8278/MP-4.4-01', 'A refresh has no MMB.'),
  'mmb-omitted-in-deregistration': breaks('8278/MP-4.4-01', 'A de-registration has no MMB.'),
  'mmb-omitted-in-retransmission': breaks('8278/MP-4.4-01', 'A PBU that is repeated has no MMB any more.'),
  'mmb-omitted-when-path-comes-back': breaks(
    '8278/MP-4.4-01',
    'The PBU of a path that was lost and is up again has no MMB.',
  ),
  'mag-identifier-omitted': breaks('8278/MP-4.4-03', 'No PBU has a MAG Identifier.', '8278/MP-3.1-02'),
  'mag-identifier-omitted-on-second-path': breaks(
    '8278/MP-4.4-03',
    'PBUs of further paths have no MAG Identifier.',
  ),
  'mag-identifier-omitted-in-refresh': breaks('8278/MP-4.4-03', 'A refresh has no MAG Identifier.'),
  'mag-identifier-omitted-in-deregistration': breaks(
    '8278/MP-4.4-03',
    'A de-registration has no MAG Identifier.',
  ),
  // §4.4: finding out, and giving up
  'second-path-before-answer': breaks(
    '8278/MP-4.4-05',
    'All paths are registered before the first answer came.',
  ),
  'multipath-after-legacy-answer': breaks(
    '8278/MP-4.4-11',
    'An answer without MMB does not disable multipath.',
  ),
  'second-path-after-legacy-answer': breaks(
    '8278/MP-4.4-11',
    'After an answer without MMB a further path is registered with one.',
  ),
  'multipath-after-180': breaks('8278/MP-4.4-15', 'After status 180 the next PBU has an MMB again.'),
  'status-180-disables-all-nodes': breaks(
    '8278/MP-4.4-15',
    'After status 180 no node gets multipath any more.',
  ),
  'status-180-taken-as-acceptance': breaks(
    '8278/MP-4.4-16',
    'Status 180 is taken as acceptance.',
    '8278/MP-4.3-01',
  ),
  // §3.1
  'same-care-of-address-on-both-paths': breaks(
    '8278/MP-3.1-01',
    'All PBUs come from the address of the first path.',
    '8278/MP-4.1-03',
    '8278/MP-4.1-09',
  ),
  'all-zero-prefix-on-second-path': breaks('8278/MP-3.1-07', 'A further path asks for ALL_ZERO.'),
  'foreign-prefix-on-second-path': breaks(
    '8278/MP-3.1-07',
    'A further path asks for a prefix nobody assigned.',
  ),
  'foreign-prefix-when-path-comes-back': breaks(
    '8278/MP-3.1-07',
    'A path that was lost and is up again asks for a prefix nobody assigned.',
  ),
  'only-first-prefix-when-path-comes-back': breaks(
    '8278/MP-3.1-07',
    'A path that was lost and is up again names the first of several prefixes.',
  ),
  'only-first-prefix-on-second-path': breaks(
    '8278/MP-3.1-07',
    'A further path names the first of several prefixes.',
  ),
  // §4.1
  'wrong-label': breaks('8278/MP-4.1-03', 'If-Label is one too high.', '8278/MP-4.1-09', '8278/MP-4.1-11'),
  'label-of-other-path': breaks('8278/MP-4.1-03', 'If-Label is that of another path.', '8278/MP-4.1-09'),
  'label-changes-in-refresh': breaks('8278/MP-4.1-11', 'A refresh has another If-Label.', '8278/MP-4.1-03'),
  'label-changes-in-deregistration': breaks('8278/MP-4.1-03', 'A de-registration has another If-Label.'),
  'wrong-access-technology-in-mmb': breaks(
    '8278/MP-4.1-03',
    "If-ATT is neither the WAN's nor that of option 24.",
  ),
  'same-label-not-registered': breaks('8278/MP-4.1-10', 'A path whose label another path has is left out.'),
  'mmb-access-technology-zero': breaks('8278/MP-4.1-07', 'If-ATT is 0.', '8278/MP-4.1-03', '8278/MP-4.1-09'),
  'mmb-access-technology-unassigned': breaks(
    '8278/MP-4.1-07',
    'If-ATT is 200.',
    '8278/MP-4.1-03',
    '8278/MP-4.1-09',
  ),
  'mmb-not-aligned': breaks(
    '8278/MP-4.1-04',
    'The MMB stands at an odd offset, whatever the edition asks for.',
  ),
  'mmb-of-other-type': breaks(
    '8278/MP-4.1-05',
    'The MMB has option type 163.',
    '8278/MP-4.4-01',
    '5213/6.9.1.3-01',
    '5213/6.9.1.4-05',
  ),
  'mmb-length-4': breaks(
    '8278/MP-4.1-06',
    'The MMB has Length 4.',
    '8278/MP-4.4-01',
    '8278/MP-3.1-02',
    '5213/6.9.1.3-01',
    '5213/6.9.1.4-05',
  ),
  'mmb-length-10': breaks(
    '8278/MP-4.1-06',
    'The MMB has Length 10.',
    '8278/MP-4.4-01',
    '8278/MP-3.1-02',
    '5213/6.9.1.3-01',
    '5213/6.9.1.4-05',
  ),
  'bid-0': breaks('8278/MP-4.1-13', 'The binding identifier of the first path is 0.'),
  'bid-255': breaks('8278/MP-4.1-13', 'The binding identifier of the first path is 255.'),
  'bid-255-on-second-path': breaks('8278/MP-4.1-13', 'The binding identifier of a further path is 255.'),
  'same-bid-on-both-paths': breaks('8278/MP-4.1-15', 'All paths have binding identifier 1.'),
  'bid-changes-in-refresh': breaks('8278/MP-4.1-16', 'A refresh has another binding identifier.'),
  'bid-changes-in-second-refresh': breaks(
    '8278/MP-4.1-16',
    'From the second refresh on, a path has another binding identifier.',
  ),
  'mmb-omitted-in-second-refresh': breaks('8278/MP-4.4-01', 'From the second refresh on there is no MMB.'),
  'mag-identifier-omitted-in-second-refresh': breaks(
    '8278/MP-4.4-03',
    'From the second refresh on there is no MAG Identifier.',
  ),
  'bid-changes-in-deregistration': breaks(
    '8278/MP-4.1-16',
    'A de-registration has another binding identifier.',
  ),
  'bid-of-answer-used': breaks(
    '8278/MP-4.1-16',
    "An answer's binding identifier is taken over, also a foreign one.",
    '8278/MP-4.1-13',
  ),
  'both-flags-set': breaks('8278/MP-4.1-19', 'B and O are set.', '8278/MP-4.1-22'),
  'both-flags-set-in-refresh': breaks('8278/MP-4.1-19', 'B and O are set in a refresh.'),
  'overwrite-in-deregistration': breaks('8278/MP-4.1-22', 'O is set in a de-registration.'),
  'mmb-reserved-bits-set': breaks('8278/MP-4.1-23', 'The reserved bits of the MMB are 1.'),
  'mmb-reserved-bits-drop-answer': breaks(
    '8278/MP-4.1-24',
    'An answer whose MMB has reserved bits set is dropped.',
  ),
  'misaligned-mmb-drops-answer': breaks('8278/MP-4.1-04', 'An answer whose MMB is not at 8n+2 is dropped.'),
  'label-0-drops-answer': breaks('8278/MP-4.1-08', 'An answer whose MMB has If-Label 0 is dropped.'),
  // §4.2
  'mag-identifier-differs-per-path': breaks('8278/MP-4.2-02', 'Each path has its own MAG Identifier.'),
  'mag-identifier-differs-per-node': breaks('8278/MP-4.2-02', 'Each node has its own MAG Identifier.'),
  'mag-identifier-changes-in-refresh': breaks('8278/MP-4.2-02', 'A refresh has another MAG Identifier.'),
  'misaligned-mag-identifier-drops-answer': breaks(
    '8278/MP-4.2-03',
    'An answer whose MAG Identifier is not at 4n is dropped.',
  ),
  'mag-identifier-of-other-type': breaks(
    '8278/MP-4.2-04',
    'The MAG Identifier has option type 164.',
    '8278/MP-4.4-03',
  ),
  'mag-identifier-length-too-short': breaks('8278/MP-4.2-05', 'Length of the MAG Identifier is one too low.'),
  'mag-identifier-subtype-0': breaks('8278/MP-4.2-06', 'The MAG Identifier has subtype 0.'),
  'mag-identifier-subtype-99': breaks('8278/MP-4.2-06', 'The MAG Identifier has subtype 99.'),
  'mag-identifier-reserved-set': breaks('8278/MP-4.2-07', 'Reserved of the MAG Identifier is not 0.'),
  'mag-identifier-drops-answer': breaks(
    '8278/MP-4.2-01',
    'An answer with MAG Identifier is dropped.',
    '6275/6.2.1-01',
  ),
  'mag-identifier-reserved-drops-answer': breaks(
    '8278/MP-4.2-08',
    'An answer whose MAG Identifier has Reserved set is dropped.',
  ),
  'mag-identifier-of-wrong-form': breaks('8278/MP-4.2-09', 'A MAG Identifier of subtype 5 holds 7 octets.'),
  'mag-identifier-empty': breaks('8278/MP-4.2-09', 'The MAG Identifier is empty.'),
  // §1
  'vendor-option-hides-mmb': breaks(
    '8278/MP-1-04',
    'The MMB of an answer with Vendor Specific option is not seen.',
  ),
} as const
