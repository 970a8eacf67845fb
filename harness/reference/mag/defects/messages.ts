import { breaks } from '../../defects/defect.js'
import { messageDefects as ofLma } from '../../defects/messages.js'
import { multipathDefects as multipathOfLma } from '../../defects/multipath.js'
import { errorDefects } from '../../errors.js'
import { headerDefects } from '../../header.js'
import { heartbeatDefects } from '../../heartbeat.js'

function pick<T, K extends keyof T>(table: T, names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(names.map((name) => [name, table[name]])) as Pick<T, K>
}

/** Broken rules of receiving: RFC 6275 §9.2 and §11.3.6, RFC 5846, RFC 5847, and what kills the process. */
export const messageDefects = {
  ...pick({ ...ofLma, ...multipathOfLma }, [
    ...headerDefects,
    ...errorDefects,
    ...heartbeatDefects,
    'repeated-with-home-address',
  ]),
  'repeated-with-routing-header': breaks(
    '6275/6.1-08',
    'Each message goes out once more behind a type 2 routing header.',
  ),
  'bad-checksum-accepted': breaks('6275/9.2-01', 'The checksum is not looked at.', '5213/6.9.1.2-02a'),
  'bad-checksum-answered': breaks(
    '6275/9.2-01',
    'What is to be dropped in silence gets a Parameter Problem.',
    '5213/6.9.1.2-02a',
  ),
  'payload-proto-not-checked': breaks('6275/9.2-03', 'Payload Proto is not looked at.', '5213/6.9.1.2-02b'),
  'parameter-problem-omitted': breaks(
    '6275/9.2-04',
    'No Parameter Problem is sent.',
    '6275/9.2-06',
    '5213/6.9.1.2-02c',
  ),
  'heartbeat-after-binding-error': breaks(
    '5847/3-06',
    'Requests go on after a Binding Error.',
    '6275/11.3.6-02',
  ),
  'binding-error-of-stranger-ends-bindings': breaks(
    '6275/11.3.6-01',
    'A Binding Error from anybody ends all bindings.',
  ),
  'crashes-on-refresh-request': breaks('6275/6.1.2-01', 'A Binding Refresh Request kills the process.'),
  'crashes-on-binding-error': breaks('6275/11.3.6-01', 'A Binding Error kills the process.'),
  'crashes-on-revocation': breaks('6275/9.2-02', 'A Binding Revocation Indication kills the process.'),
  'crashes-on-unknown-option': breaks('6275/6.2.1-01', 'An unknown option kills the process.'),
  'crashes-on-pad1-run': breaks('6275/6.2.2-01', 'Five Pad1 kill the process.'),
  'crashes-on-answer-for-unknown-node': breaks(
    '5213/6.9.1.2-05a',
    'An answer for a node not here kills the process.',
  ),
  'crashes-on-answer-without-options': breaks(
    '5213/6.9.1.2-14',
    'An answer without options kills the process.',
  ),
  'crashes-on-short-vendor-option': breaks(
    '5094/3-04',
    'A Vendor Specific option of Length 2 kills the process.',
  ),
  'crashes-on-empty-mn-id': breaks('5213/6.9.1.2-06a', 'An empty MN-ID in an answer kills the process.'),
  'crashes-on-answer-without-prefix': breaks(
    '5213/6.9.1.2-14',
    'An acceptance without prefix kills the process.',
  ),
  'crashes-on-all-zero-prefix': breaks('5213/6.9.1.2-14', 'An acceptance with ALL_ZERO kills the process.'),
  'crashes-on-prefix-length-129': breaks('5213/8.3-01', 'A prefix length above 128 kills the process.'),
  'crashes-on-malformed-prefix': breaks(
    '5213/8.3-01',
    'A prefix option of a wrong Length kills the process.',
  ),
  'crashes-on-malformed-timestamp': breaks('5213/8.8-01', 'A Timestamp of a wrong Length kills the process.'),
  'crashes-on-malformed-handoff-indicator': breaks(
    '5213/8.4-01',
    'A Handoff Indicator of a wrong Length kills the process.',
  ),
  'crashes-on-malformed-access-technology': breaks(
    '5213/8.5-01',
    'An Access Technology Type of a wrong Length kills the process.',
  ),
  'crashes-on-malformed-link-layer-identifier': breaks(
    '5213/8.6-01',
    'An option 25 of a wrong Length kills the process.',
  ),
  'crashes-on-answer-without-handoff-indicator': breaks(
    '5213/6.9.1.2-06a',
    'An acceptance without Handoff Indicator kills the process.',
  ),
  'crashes-on-two-handoff-indicators': breaks(
    '5213/6.9.1.2-06a',
    'Two Handoff Indicators in an answer kill the process.',
  ),
  'crashes-on-twenty-prefixes': breaks('5213/6.9.1.2-14', 'Twenty prefixes in an answer kill the process.'),
  'crashes-on-lifetime-zero': breaks('6275/11.7.3-03', 'An acceptance with lifetime 0 kills the process.'),
  'crashes-on-unknown-status': breaks('5213/6.9.1.2-11', 'A status above 180 kills the process.'),
  'crashes-on-status-180': breaks('8278/MP-4.3-01', 'Status 180 kills the process.'),
  'crashes-on-180-without-mmb': breaks('8278/MP-4.4-15', 'Status 180 without MMB kills the process.'),
  'crashes-on-short-mmb': breaks('8278/MP-4.1-06', 'A short MMB kills the process.'),
  'crashes-on-long-mmb': breaks('8278/MP-4.1-06', 'A long MMB kills the process.'),
  'crashes-on-two-mmb': breaks('8278/MP-4.1-01', 'Two MMBs in an answer kill the process.'),
  'crashes-on-foreign-bid': breaks(
    '8278/MP-4.1-15',
    'A binding identifier that is not ours kills the process.',
    '8278/MP-4.1-16',
  ),
  'crashes-on-mag-identifier': breaks('8278/MP-4.2-01', 'A MAG Identifier in an answer kills the process.'),
  'crashes-on-two-mag-identifiers': breaks(
    '8278/MP-4.2-01',
    'Two MAG Identifiers in an answer kill the process.',
  ),
  'crashes-on-short-mag-identifier': breaks(
    '8278/MP-4.2-05',
    'A MAG Identifier without subtype kills the process.',
  ),
} as const
