import { ASKED, exchange, hi, hnp, judges, message, mnId, raw, swap } from './fixture.js'

const status = (value: number, asked = ASKED) => exchange({ status: value, asked })
const alone = (value: number, flags: number) =>
  message({ kind: 'binding-acknowledgement', status: value, flags, sequence: 1, lifetime: 0, options: [] })

judges('LMA-5213-CODE-01', [
  ...[0, 2, 128, 130, 135, 151, 153, 155, 159, 180].map(
    (value) => [`${value}`, 'obeys', status(value)] as const,
  ),
  ['one that may be', 'obeys', status(174)],
  ['unassigned', 'warn status-unassigned', status(200)],
  ['unassigned acceptance', 'warn status-unassigned', status(100)],
  ['unassigned number of a draft', 'not concerned', exchange({ status: 200, with: { edition: 'draft-06' } })],
  ['of Mobile IPv6', 'warn status-foreign', status(132)],
  [
    'of Mobile IPv6, to a Binding Update without P',
    'not concerned',
    exchange({ status: 132, request: { flags: 0x8000 } }),
  ],
  ['unassigned, request unknown', 'warn status-unassigned', alone(200, 0x20)],
  ['request unknown, no P', 'not concerned', alone(200, 0)],
  ['160 without identifier', 'obeys', status(160, swap(ASKED, 'mobile-node-identifier'))],
  ['160 with identifier', 'fail status-unsuited', status(160)],
  [
    '160 with an identifier that is no name',
    'obeys',
    status(160, swap(ASKED, 'mobile-node-identifier', mnId('\0'))),
  ],
  ['158 without prefix', 'obeys', status(158, swap(ASKED, 'home-network-prefix'))],
  ['158 with prefix', 'fail status-unsuited', status(158)],
  [
    '158 with a prefix of length 0',
    'obeys',
    status(158, swap(ASKED, 'home-network-prefix', hnp('2001:db8::', 0))),
  ],
  [
    '158 with a prefix option of Length 17',
    'obeys',
    status(158, swap(ASKED, 'home-network-prefix', raw(22, ...new Uint8Array(17)))),
  ],
  ['161 with handoff indicator', 'fail status-unsuited', status(161)],
  ['161 with handoff indicator 0', 'obeys', status(161, swap(ASKED, 'handoff-indicator', hi(0)))],
  [
    '161 with something unreadable before it',
    'obeys',
    status(161, [raw(27, 1), ...swap(ASKED, 'timestamp')]),
  ],
  ['162 with access technology', 'fail status-unsuited', status(162)],
  ['156 with Timestamp', 'obeys', status(156)],
  ['156 without', 'fail status-unsuited', status(156, swap(ASKED, 'timestamp'))],
  ['157 without', 'fail status-unsuited', status(157, swap(ASKED, 'timestamp'))],
  ['156 with a Timestamp of Length 4', 'obeys', status(156, swap(ASKED, 'timestamp', raw(27, 1, 2, 3, 4)))],
  ['request cut off', 'obeys', exchange({ status: 161, request: { tail: Uint8Array.of(200, 40) } })],
])
