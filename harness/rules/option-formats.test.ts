import { type Option, option } from '../wire/index.js'
import {
  ACCEPTED,
  ASKED,
  att,
  exchange,
  hi,
  hnp,
  judges,
  linkLocal,
  llId,
  message,
  mnId,
  REJECTED,
  raw,
  stamp,
  swap,
  TIME,
} from './fixture.js'

const right = exchange()
const prefix = 'home-network-prefix'
const accepted = (...prefixes: ReturnType<typeof hnp>[]) =>
  exchange({ answer: swap(ACCEPTED, prefix, ...prefixes) })
const ofLength = (type: number, length: number) =>
  exchange({ answer: [raw(type, ...new Uint8Array(length))] })

judges('LMA-5213-FORM-01', [
  ['right', 'obeys', right],
  ['ALL_ZERO with any length', 'obeys', accepted(hnp('::', 200))],
  ['Length 17', 'fail option-length', ofLength(22, 17)],
  ['Reserved set', 'fail option-reserved', accepted(hnp('2001:db8::', 64, 1))],
  ['length 0', 'fail prefix-length', accepted(hnp('2001:db8::', 0))],
  ['length 129', 'fail prefix-length', accepted(hnp('2001:db8::', 129))],
  ['length 128', 'obeys', accepted(hnp('2001:db8::1', 128))],
  ['host bits', 'warn host-bits', accepted(hnp('2001:db8::1', 64))],
  [
    'a length of 200 returned',
    'obeys',
    exchange({
      status: 155,
      asked: swap(ASKED, prefix, hnp('2001:db8::', 200)),
      answer: swap(REJECTED, prefix, hnp('2001:db8::', 200)),
    }),
  ],
  [
    'host bits returned',
    'obeys',
    exchange({
      status: 155,
      asked: swap(ASKED, prefix, hnp('2001:db8::5')),
      answer: swap(REJECTED, prefix, hnp('2001:db8::5')),
    }),
  ],
  ['a message without', 'not concerned', exchange({ answer: [hi(1)] })],
  [
    'another message',
    'fail prefix-length',
    message({
      kind: 'binding-revocation-indication',
      trigger: 1,
      sequence: 1,
      flags: 0x8000,
      options: [hnp('2001:db8::', 0)],
    }),
  ],
])

const alone = (status: number, answer: Option) =>
  message({
    kind: 'binding-acknowledgement',
    status,
    flags: 0x20,
    sequence: 1,
    lifetime: 0,
    options: [answer],
  })
judges('LMA-5213-FORM-01', [
  [
    'a length of 0 copied, maybe, from a request that is not known',
    'obeys',
    alone(155, hnp('2001:db8::', 0)),
  ],
  ['a length of 0 assigned', 'fail prefix-length', alone(0, hnp('2001:db8::', 0))],
  [
    'a Length of ours returned',
    'obeys',
    exchange({
      status: 128,
      asked: swap(ASKED, prefix, raw(22, 0, 64)),
      answer: swap(REJECTED, prefix, raw(22, 0, 64)),
    }),
  ],
  [
    'host bits in the answer to a Binding Update without P',
    'obeys',
    exchange({
      status: 132,
      request: { flags: 0 },
      asked: swap(ASKED, prefix, hnp('2001:db8::', 0)),
      answer: swap(REJECTED, prefix, hnp('2001:db8::', 0)),
    }),
  ],
])

judges('LMA-5213-FORM-02', [
  ['Length 3, request unknown', 'obeys', alone(0, raw(23, 1, 2, 3))],
  ['right', 'obeys', right],
  ['Length 3', 'fail option-length', ofLength(23, 3)],
  [
    'Reserved set',
    'fail option-reserved',
    exchange({ answer: swap(ACCEPTED, 'handoff-indicator', hi(1, 9)) }),
  ],
])

judges('LMA-5213-FORM-03', [
  ['right', 'obeys', right],
  ['Length 1', 'fail option-length', ofLength(24, 1)],
  [
    'Reserved of the request repeated',
    'fail option-reserved',
    exchange({
      asked: swap(ASKED, 'access-technology-type', att(4, 255)),
      answer: swap(ACCEPTED, 'access-technology-type', att(4, 255)),
    }),
  ],
])

const identifier = (reserved: number, ...octets: number[]) =>
  option('mobile-node-link-layer-identifier', { reserved, identifier: Uint8Array.from(octets) })
judges('LMA-5213-FORM-04', [
  ['right', 'obeys', exchange({ answer: [llId(1, 2, 3, 4, 5, 6)] })],
  ['Reserved set', 'fail option-reserved', exchange({ answer: [identifier(0xffff, 1, 2)] })],
  ['Length 1', 'fail option-length', ofLength(25, 1)],
  ['none', 'not concerned', right],
])

const at = (gap: number, ...octets: number[]) =>
  exchange({
    unaligned: true,
    answer: [...Array.from({ length: gap }, () => option('pad1')), llId(...octets)],
  })
judges('LMA-5213-FORM-05', [
  ['6 octets at 12', 'obeys', at(0, 1, 2, 3, 4, 5, 6)],
  ['6 octets at 14', 'obeys', at(2, 1, 2, 3, 4, 5, 6)],
  ['6 octets at 13', 'warn option-alignment', at(1, 1, 2, 3, 4, 5, 6)],
  ['4 octets at 12', 'obeys', at(0, 1, 2, 3, 4)],
  ['4 octets at 14', 'warn option-alignment', at(2, 1, 2, 3, 4)],
  ['8 octets at 12', 'obeys', at(0, 1, 2, 3, 4, 5, 6, 7, 8)],
  ['8 octets at 16', 'warn option-alignment', at(4, 1, 2, 3, 4, 5, 6, 7, 8)],
])

const zero = [...ASKED, linkLocal('::')]
judges('LMA-5213-FORM-06', [
  ['its own', 'obeys', exchange({ asked: zero, answer: [linkLocal('fe80::1')] })],
  ['the end of fe80::/10', 'obeys', exchange({ asked: zero, answer: [linkLocal('febf::1')] })],
  ['::', 'obeys', exchange({ asked: zero, answer: [linkLocal('::')] })],
  ['a global one', 'fail link-local-address', exchange({ asked: zero, answer: [linkLocal('2001:db8::1')] })],
  ['site-local', 'fail link-local-address', exchange({ asked: zero, answer: [linkLocal('fec0::1')] })],
  [
    'a global one that was sent',
    'obeys',
    exchange({ asked: [...ASKED, linkLocal('2001:db8::1')], answer: [linkLocal('2001:db8::1')] }),
  ],
  ['Length 15', 'fail option-length', ofLength(26, 15)],
  ['none', 'not concerned', right],
])

judges('LMA-5213-FORM-07', [
  ['right', 'obeys', right],
  ['Length 4', 'fail option-length', ofLength(27, 4)],
])

judges('LMA-5213-OPT-01', [
  ['one of each', 'obeys', right],
  ['two prefixes', 'obeys', accepted(hnp('2001:db8:1::'), hnp('2001:db8:2::'))],
  ['two identifiers', 'fail option-repeated', exchange({ answer: [...ACCEPTED, mnId('mn1@example.com')] })],
  ['two Timestamps', 'fail option-repeated', exchange({ answer: [...ACCEPTED, stamp(TIME)] })],
  ['one readable, one not', 'fail option-repeated', exchange({ answer: [...ACCEPTED, raw(23, 1, 2, 3)] })],
  [
    'two Timestamps for two',
    'obeys',
    exchange({ asked: [...ASKED, stamp(TIME)], answer: [...ACCEPTED, stamp(TIME)] }),
  ],
  ['no PBU', 'not concerned', exchange({ request: { flags: 0 } })],
])

const careOf = option('alternate-care-of-address', { address: '2001:db8::1' })
judges('LMA-6275-OPT-01', [
  ['none', 'obeys', right],
  ['one', 'warn option-added', exchange({ answer: [...ACCEPTED, careOf] })],
  [
    'another message',
    'not concerned',
    message({ kind: 'binding-revocation-indication', trigger: 1, sequence: 1, flags: 0, options: [careOf] }),
  ],
])

const vendor = (...data: number[]) => exchange({ answer: [...ACCEPTED, raw(19, ...data)] })

judges('LMA-5094-FORM-01', [
  ['none', 'not concerned', right],
  ['vendor and sub-type alone', 'obeys', vendor(0, 0, 126, 217, 1)],
  ['with data', 'obeys', exchange({ answer: [...ACCEPTED, option('vendor-specific', { vendorId: 32473 })] })],
  ['without sub-type', 'fail option-length', vendor(0, 0, 126, 217)],
  [
    'the short one of the request returned',
    'obeys',
    exchange({ asked: [...ASKED, raw(19, 0, 0, 126)], answer: [...ACCEPTED, raw(19, 0, 0, 126)] }),
  ],
])
