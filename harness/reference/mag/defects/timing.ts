import { breaks } from '../../defects/defect.js'

/** Broken rules of when something is sent: RFC 5213 §6.9 and §6.13, RFC 6275 §11. */
export const timingDefects = {
  'never-registers': breaks('5213/6.9.1.1-01', 'Nothing is sent when a node attaches.'),
  'serves-barred-node': breaks('5213/6.14-01', 'A node that is not entitled is registered.', '5213/6.5-01'),
  // retransmission
  'no-retransmission': breaks('6275/11.8-01', 'An unanswered PBU is not repeated.'),
  'first-interval-5-seconds': breaks(
    '5213/6.9.4-01',
    'The first repetition comes after 5 s.',
    '6275/11.8-01',
  ),
  'constant-interval': breaks('5213/6.9.4-03', 'A PBU is repeated each second.', '6275/11.8-02'),
  'interval-grows-by-one-second': breaks(
    '5213/6.9.4-03',
    'Intervals grow by a second, not twofold.',
    '6275/11.8-02',
  ),
  'interval-triples': breaks('5213/6.9.4-03', 'Intervals grow threefold.', '6275/11.8-02'),
  'interval-grows-beyond-cap': breaks('6275/11.8-02', 'Intervals grow beyond 32 s.', '5213/6.9.4-03'),
  'gives-up-after-three': breaks('5213/6.9.4-03', 'After three PBUs nothing more is sent.', '6275/11.8-02'),
  'retransmission-unchanged': breaks(
    '5213/6.9.4-04',
    'A repetition is the same octets again.',
    '6275/11.8-04',
  ),
  'retransmission-keeps-timestamp': breaks('5213/6.9.4-04', 'A repetition has the Timestamp of the first.'),
  'retransmits-after-detach': breaks('5213/6.9.4-02', 'A PBU is repeated although its node has gone.'),
  'several-copies': breaks('6275/11.8-03', 'Each PBU is sent five times.'),
  'retries-without-limit': breaks('6275/11.8-03', 'PBUs are not limited to three a second.'),
  'back-off-shared': breaks('6275/11.8-05', 'All nodes share one back-off.'),
  // refresh
  'never-refreshes': breaks('6275/11.7.3-05', 'No binding is ever refreshed.', '5213/6.9.1.3-01'),
  'no-refresh-after-path-loss': breaks(
    '6275/11.7.3-05',
    'With one path lost, the others are not refreshed by themselves.',
  ),
  'refreshes-too-late': breaks('6275/11.7.3-05', 'A refresh comes a second after the lifetime.'),
  'binding-never-expires': breaks('6275/11.1-01', 'A binding outlives its lifetime.'),
  'refreshes-absent-node': breaks('5213/6.13-01', 'A node that has gone is refreshed.', '5213/6.13-02'),
  // de-registration
  'silent-on-detach': breaks('5213/6.9.1.4-01', 'Nothing is sent when a node has gone.', '5213/6.13-02'),
  'deregisters-one-path-only': breaks(
    '5213/6.9.1.4-01',
    'Only the first path of a node that has gone is de-registered.',
  ),
  'deregistration-repeated-for-ever': breaks(
    '5213/6.9.1.4-04b',
    'An unanswered de-registration is repeated each second.',
  ),
  'entry-kept-after-deregistration': breaks(
    '5213/6.9.1.4-04',
    'The list entry stays after the de-registration.',
  ),
} as const
