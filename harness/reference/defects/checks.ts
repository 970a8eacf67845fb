import { breaks } from './defect.js'

const order = '5213/5.3-01'

/** Broken rules of what a request has to be: RFC 5213 §5.3.1 and §5.5. */
export const checkDefects = {
  'unknown-service-accepted': breaks('5149/4.2-01', 'A service that does not exist is accepted.'),
  'unknown-service-told-as-128': breaks('5149/4.2-01', 'A service that does not exist is told as 128.'),
  'unauthorized-mag-accepted': breaks(
    '5213/5.3.1-06',
    'Any sender may register.',
    '5213/4-01',
    '8278/MP-6-02',
  ),
  'mag-of-node-not-checked': breaks(
    '5213/5.3.1-05',
    'Any authorized MAG may register any node.',
    '5213/4-05',
  ),
  'unknown-node-accepted': breaks('5213/5.3.1-07', 'Nodes nobody knows are served.'),
  'barred-node-accepted': breaks('5213/5.3.1-08', 'Nodes not authorized for the service are served.'),
  'missing-prefix-accepted': breaks('5213/5.3.1-10', 'A request without Home Network Prefix is served.'),
  'missing-handoff-indicator-accepted': breaks(
    '5213/5.3.1-11',
    'A request without Handoff Indicator is served.',
  ),
  'missing-access-technology-accepted': breaks(
    '5213/5.3.1-12',
    'A request without Access Technology Type is served.',
  ),
  'malformed-prefix-accepted': breaks(
    '5213/8.3-02',
    'A prefix option of a wrong Length is taken for ALL_ZERO.',
  ),
  'order-prefix-before-identifier': breaks(order, 'The prefix is asked for before the MN-ID.'),
  'order-handoff-before-identifier': breaks(order, 'The Handoff Indicator is asked for before the MN-ID.'),
  'order-service-before-gateway': breaks(order, "The node's authorization is looked at before the MAG's."),
  'order-prefix-before-gateway': breaks(order, 'The prefix is asked for before the MAG is looked at.'),
  'order-prefix-before-node': breaks(order, 'The prefix is asked for before the node is looked up.'),
  'order-timestamp-before-node': breaks(order, 'The Timestamp is judged before the node is looked up.'),
  'order-timestamp-before-service': breaks(order, "The Timestamp is judged before the node's authorization."),
  'order-prefix-before-service': breaks(order, "The prefix is asked for before the node's authorization."),
  'order-prefix-before-timestamp': breaks(order, 'The prefix is asked for before the Timestamp is judged.'),
  'order-handoff-before-timestamp': breaks(
    order,
    'The Handoff Indicator is asked for before the Timestamp is judged.',
  ),
  'order-access-before-timestamp': breaks(
    order,
    'The Access Technology Type is asked for before the Timestamp is judged.',
  ),
  'order-handoff-before-prefix': breaks(order, 'The Handoff Indicator is asked for before the prefix.'),
  'order-access-before-prefix': breaks(order, 'The Access Technology Type is asked for before the prefix.'),
  'order-access-before-handoff': breaks(
    order,
    'The Access Technology Type is asked for before the Handoff Indicator.',
  ),
  'order-gateway-before-identifier': breaks(order, 'The MAG is looked at before the MN-ID is asked for.'),
  'order-timestamp-before-identifier': breaks(
    order,
    'The Timestamp is judged before the MN-ID is asked for.',
  ),
  'order-access-before-identifier': breaks(
    order,
    'The Access Technology Type is asked for before the MN-ID.',
  ),
  'order-lookup-first': breaks(order, 'The session is looked up before anything else is checked.'),
  'alternate-coa-skips-checks': breaks(order, 'With an Alternate Care-of Address nothing else is checked.'),
  'unauthorized-mag-told-as-155': breaks('5213/5.3.1-06', 'An unauthorized MAG is told as 155.', order),
  'status-128-instead-of-130': breaks('5213/5.3.2-02', 'A used-up pool is told as 128.'),
  'status-128-instead-of-135': breaks('6275/9.5.1-03', 'An old sequence number is told as 128.'),
  'status-128-instead-of-152': breaks('5213/5.3.1-08', 'A node without the service is told as 128.'),
  'status-128-instead-of-153': breaks('5213/5.3.1-07', 'An unknown node is told as 128.'),
  'status-128-instead-of-154': breaks('5213/5.3.1-06', 'An unauthorized MAG is told as 128.', '8278/MP-6-02'),
  'status-128-instead-of-155': breaks(
    '5213/5.3.2-03',
    'A prefix not to be had is told as 128.',
    '5213/5.4.1.1-03',
  ),
  'status-128-instead-of-156': breaks(
    '5213/5.5-06a',
    'A Timestamp out of the window is told as 128.',
    '5213/5.5-07b',
  ),
  'status-128-instead-of-157': breaks(
    '5213/5.5-08',
    'A Timestamp lower than the last is told as 128.',
    '5213/5.5-07b',
    '5213/5.5-09b',
  ),
  'status-128-instead-of-158': breaks('5213/5.3.1-10', 'A missing prefix is told as 128.'),
  'status-128-instead-of-159': breaks('5213/5.4.1.1-04', 'Another prefix set is told as 128.'),
  'status-128-instead-of-160': breaks('5213/5.3.1-04', 'A missing MN-ID is told as 128.'),
  'status-128-instead-of-161': breaks('5213/5.3.1-11', 'A missing Handoff Indicator is told as 128.'),
  'status-128-instead-of-162': breaks('5213/5.3.1-12', 'A missing Access Technology Type is told as 128.'),
  'rejections-not-sent': breaks('5213/5.3.1-14', 'Refusals are not told at all.'),
  'old-timestamp-accepted': breaks('5213/5.5-06a', 'A Timestamp before the window is accepted.'),
  'future-timestamp-accepted': breaks('5213/5.5-06a', 'A Timestamp after the window is accepted.'),
  'equal-timestamp-accepted': breaks('5213/5.5-06b', 'The Timestamp of the last request is accepted again.'),
  'lower-timestamp-accepted': breaks('5213/5.5-08', 'A Timestamp lower than the last one is accepted.'),
  'timestamp-of-other-session-ignored': breaks(
    '5213/5.5-06e',
    'Timestamps of other sessions of the node do not count.',
  ),
  'timestamp-window-not-checked': breaks('5213/5.5-06a', 'Timestamps of any time are accepted.'),
  'timestamp-after-none-rejected': breaks(
    '5213/5.1-02',
    'The first Timestamp of a session that began without is refused.',
  ),
  'rejected-timestamp-stored': breaks('5213/5.5-06d', 'The Timestamp of a refused request counts.'),
  'timestamp-required': breaks(
    '5213/5.5-S2',
    'A request without Timestamp is refused.',
    '5213/5.5-S1',
    '5213/8.9-01',
  ),
  'deregistration-order-unchecked': breaks(
    '6275/9.5.1-02',
    'A de-registration counts whenever it was sent.',
    '5213/5.5-08',
  ),
  'old-sequence-accepted': breaks('6275/9.5.1-02', 'Sequence numbers are not compared.'),
  'sequence-compared-backwards': breaks('6275/9.5.1-02', 'Lower sequence numbers count as newer.'),
  'sequence-compared-without-wrap': breaks(
    '6275/9.5.1-02',
    'Sequence numbers are compared as plain integers.',
  ),
  'sequence-checked-beside-timestamp': breaks('5213/5.5-05', 'Sequence numbers count beside Timestamps.'),
  'rejected-sequence-stored': breaks('6275/9.5.1-04', 'The sequence number of a refused request counts.'),
  'sequence-of-request-with-135': breaks(
    '6275/9.5.1-03',
    "With 135 goes the request's number, not the last accepted one.",
  ),
} as const
