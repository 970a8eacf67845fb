import { breaks } from '../../defects/defect.js'

const sameOptions = '5213/6.9.1.3-01'
const deregistrationOptions = '5213/6.9.1.4-05'

/** Broken rules of how a PBU is built: RFC 5213 §6.9.1 and §8, RFC 6275 §6. */
export const requestDefects = {
  // fixed part
  'a-flag-clear': breaks('5213/6.9.1.5-01', 'No PBU has the A flag.'),
  'p-flag-clear': breaks('5213/6.9.1.5-01', 'No PBU has the P flag.'),
  'reserved-flags-set': breaks('6275/6.1.7-03', 'Reserved flags are set.'),
  'm-flag-set': breaks('6275/6.1.7-03', 'The M flag is set.'),
  'lifetime-zero': breaks('6275/11.7.1-01', 'A registration asks for lifetime 0.', '5213/6.9.1.4-03'),
  'sequence-stands-still': breaks(
    '5213/6.9.1.1-06b',
    'All PBUs have one sequence number.',
    '5213/6.9.1.1-06c',
  ),
  'sequence-falls': breaks('5213/6.9.1.1-06b', 'Sequence numbers fall.', '5213/6.9.1.1-06c'),
  // Mobile Node Identifier
  'mn-id-omitted': breaks('5213/6.9.1.1-02', 'The MN-ID is missing.', '5213/6.9.1.5-03'),
  'mn-id-omitted-in-refresh': breaks(sameOptions, 'A refresh has no MN-ID.', '5213/6.9.1.5-03'),
  'mn-id-differs-per-attachment': breaks('5213/6.6-01', 'A node that comes back has another MN-ID.'),
  'mn-id-shared': breaks('5213/6.6-01', 'All nodes have one MN-ID.'),
  'mn-id-twice': breaks('5213/8.1-05', 'The MN-ID is there twice.'),
  // Home Network Prefix
  'prefix-omitted': breaks('5213/6.9.1.1-03', 'No PBU has a prefix.', '5213/6.9.1.5-03'),
  'all-zero-prefix-twice': breaks('5213/6.9.1.1-03', 'ALL_ZERO is there twice.'),
  'all-zero-beside-other-prefix': breaks('5213/6.9.1.1-03', 'ALL_ZERO stands beside another prefix.'),
  'all-zero-prefix-in-refresh': breaks('5213/6.9.1.3-02', 'A refresh asks for ALL_ZERO.'),
  'only-first-prefix-in-refresh': breaks('5213/6.9.1.3-02', 'A refresh names the first of several prefixes.'),
  'all-zero-prefix-in-deregistration': breaks(
    '5213/6.9.1.4-02',
    'A de-registration has ALL_ZERO.',
    '8278/MP-3.1-07',
  ),
  'prefix-omitted-in-deregistration': breaks(
    '5213/6.9.1.4-02',
    'A de-registration has no prefix.',
    '5213/6.9.1.5-03',
    '5213/6.9.1.1-03',
  ),
  'only-first-prefix-in-deregistration': breaks(
    '5213/6.9.1.4-02',
    'A de-registration names the first of several prefixes.',
  ),
  'prefix-length-129': breaks('5213/8.3-01', 'Prefixes have length 129.'),
  'prefix-reserved-set': breaks('5213/8.3-01', 'Reserved of the prefix option is not 0.'),
  // Handoff Indicator
  'handoff-indicator-omitted': breaks(
    '5213/6.9.1.5-03',
    'The Handoff Indicator is missing.',
    '5213/6.9.1.1-04a',
  ),
  'handoff-indicator-0': breaks(
    '5213/6.9.1.1-04d',
    'The first PBU has Handoff Indicator 0.',
    '5213/6.9.1.1-04a',
  ),
  'handoff-indicator-2': breaks(
    '5213/6.9.1.1-04d',
    'The first PBU has Handoff Indicator 2.',
    '5213/6.9.1.1-04a',
  ),
  'handoff-indicator-3': breaks(
    '5213/6.9.1.1-04d',
    'The first PBU has Handoff Indicator 3.',
    '5213/6.9.1.1-04a',
  ),
  'handoff-indicator-5': breaks(
    '5213/6.9.1.1-04d',
    'The first PBU has Handoff Indicator 5.',
    '5213/6.9.1.1-04a',
  ),
  'handoff-indicator-not-5-in-refresh': breaks('5213/6.9.1.3-03', 'A refresh has Handoff Indicator 4.'),
  'handoff-indicator-not-4-in-deregistration': breaks(
    '5213/6.9.1.4-03',
    'A de-registration has Handoff Indicator 5.',
  ),
  'handoff-indicator-unassigned': breaks('5213/8.4-01', 'The Handoff Indicator is 77.'),
  'handoff-indicator-reserved-set': breaks('5213/8.4-01', 'Reserved of the Handoff Indicator is not 0.'),
  'handoff-indicator-length-3': breaks('5213/8.4-01', 'The Handoff Indicator states Length 3.'),
  'handoff-indicator-twice': breaks('5213/8.1-05', 'The Handoff Indicator is there twice.'),
  // Access Technology Type
  'access-technology-omitted': breaks(
    '5213/6.9.1.1-08',
    'The Access Technology Type is missing.',
    '5213/6.9.1.5-03',
  ),
  'access-technology-0': breaks('5213/6.9.1.1-08', 'The Access Technology Type is 0.'),
  'access-technology-omitted-in-deregistration': breaks(
    deregistrationOptions,
    'A de-registration has no Access Technology Type.',
    '5213/6.9.1.5-03',
    '5213/6.9.1.1-08',
  ),
  'access-technology-length-3': breaks('5213/8.5-01', 'The Access Technology Type states Length 3.'),
  'access-technology-reserved-set': breaks('5213/8.5-01', 'Reserved of the Access Technology Type is not 0.'),
  'access-technology-twice': breaks('5213/8.1-05', 'The Access Technology Type is there twice.'),
  // Timestamp
  'timestamp-omitted': breaks('5213/6.9.1.1-06a', 'No PBU has a Timestamp.'),
  'timestamp-omitted-in-refresh': breaks(sameOptions, 'A refresh has no Timestamp.', '5213/6.9.1.1-06a'),
  'timestamp-omitted-in-deregistration': breaks(
    deregistrationOptions,
    'A de-registration has no Timestamp.',
    '5213/6.9.1.1-06a',
  ),
  'timestamp-epoch-1900': breaks('5213/5.5-04', 'Time is counted from 1900.'),
  'timestamp-stands-still': breaks('5213/6.9.4-04', 'All PBUs have one Timestamp.', '6275/11.8-04'),
  'timestamp-length-4': breaks('5213/8.8-01', 'The Timestamp has Length 4.'),
  'timestamp-twice': breaks('5213/8.1-05', 'The Timestamp is there twice.'),
  // MN Link-layer Identifier, Link-local Address
  'link-layer-identifier-all-zero': breaks('5213/6.9.1.1-07', 'Option 25 holds zeros.'),
  'link-layer-identifier-omitted-in-refresh': breaks(sameOptions, 'A refresh has no option 25.'),
  'link-layer-identifier-omitted-in-deregistration': breaks(
    deregistrationOptions,
    'A de-registration has no option 25.',
  ),
  'link-layer-identifier-reserved-set': breaks('5213/8.6-01', 'Reserved of option 25 is not 0.'),
  'link-layer-identifier-twice': breaks('5213/8.1-05', 'Option 25 is there twice.'),
  'link-local-address-is-global': breaks(
    '5213/8.7-01',
    'Option 26 holds a global address.',
    '5213/6.9.1.1-09b',
    '5213/6.9.1.1-09a',
  ),
  'link-local-address-omitted': breaks('5213/6.9.1.1-09b', 'Option 26 is never there.'),
  'link-local-address-beside-fixed': breaks(
    '5213/6.9.1.1-09a',
    'Option 26 is there although the address is fixed.',
  ),
  // what does not belong there
  'foreign-alternate-coa': breaks('5213/6.9.1.5-05', 'Option 3 holds an address that is not the Proxy-CoA.'),
  'two-service-selections': breaks('5149/4.1-01', 'A PBU has two Service Selection options.'),
  'service-selection-before-identifier': breaks(
    '5149/4.1-01',
    'A Service Selection option stands before the MN-ID.',
  ),
  'empty-service-selection': breaks('5149/4.1-01', 'A Service Selection option is empty.'),
  'vendor-option-length-4': breaks('5094/3-03', 'A Vendor Specific option has Length 4.'),
  'new-option-in-refresh': breaks(
    sameOptions,
    'A refresh has a Vendor Specific option that no PBU had before.',
  ),
  // layout
  'payload-proto-6': breaks('6275/6.1.1-02', 'Payload Proto is 6.'),
  'header-length-too-long': breaks('6275/6.1.1-03', 'Header Len is one too high.'),
  'not-a-multiple-of-8': breaks('6275/6.1.1-03', 'A PBU is one octet longer than a multiple of 8.'),
  'header-reserved-set': breaks('6275/6.1.1-04', 'The Reserved octet of the header is not 0.'),
  'checksum-wrong-in-deregistration': breaks('6275/6.1.1-06', 'The checksum of a de-registration is wrong.'),
  'last-option-overruns': breaks('6275/6.1.1-07', 'The last option is longer than the message.'),
  'options-not-aligned': breaks('6275/6.2.1-03', 'Options stand where they fall.', '5213/8.6-02'),
  'link-layer-identifier-not-aligned': breaks('5213/8.6-02', 'Option 25 stands at an odd offset.'),
  'padding-not-zero': breaks('6275/6.2.3-02', 'Padding is not zero.'),
} as const
