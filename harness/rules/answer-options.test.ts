import { expect } from 'chai'
import {
  ACCEPTED,
  ASKED,
  att,
  exchange,
  hi,
  judges,
  linkLocal,
  llId,
  mnId,
  octets,
  REJECTED,
  raw,
  rule,
  SECOND,
  stamp,
  swap,
  TIME,
} from './fixture.js'

const right = exchange()
const refused = exchange({ status: 130 })
const withoutP = { request: { flags: 0x8000 } }

judges('LMA-5213-PBA-03', [
  ['the LMA', 'obeys', right],
  ['the LMA, written otherwise', 'obeys', { ...right, source: '2001:DB8:1:0::1' }],
  ['another address', 'fail source', { ...right, source: '2001:db8:1::2' }],
  ['no PBU', 'not concerned', exchange(withoutP)],
])

judges('LMA-5213-PBA-04', [
  ['the MAG', 'obeys', right],
  ['another address', 'fail destination', { ...right, destination: '2001:db8:a::2' }],
])

const id = 'mobile-node-identifier'
judges('LMA-5213-PBA-05', [
  ['the same', 'obeys', right],
  ['the same in a rejection', 'obeys', refused],
  ['none', 'fail option-missing', exchange({ answer: swap(ACCEPTED, id) })],
  ['another', 'fail identifier', exchange({ answer: swap(ACCEPTED, id, mnId('mn2@example.com')) })],
  [
    'zero length with 160',
    'fail identifier',
    exchange({ status: 160, answer: swap(REJECTED, id, mnId('')) }),
  ],
  ['other subtype', 'warn subtype', exchange({ answer: swap(ACCEPTED, id, mnId('mn1@example.com', 0)) })],
  ['no subtype', 'fail option-length', exchange({ answer: swap(ACCEPTED, id, raw(8)) })],
  ['none in the request', 'not concerned', exchange({ asked: swap(ASKED, id) })],
  ['two in the request', 'not concerned', exchange({ asked: [...ASKED, mnId('mn2@example.com')] })],
  [
    'a malformed one in the request',
    'not concerned',
    exchange({ asked: swap(ASKED, id, raw(8)), answer: swap(ACCEPTED, id) }),
  ],
  [
    'a request cut off',
    'not concerned',
    exchange({ request: { tail: Uint8Array.of(200, 99) }, answer: swap(ACCEPTED, id) }),
  ],
])

const unnamed = swap(ASKED, id)
judges('LMA-5213-PBA-06', [
  ['zero length', 'obeys', exchange({ status: 160, asked: unnamed, answer: swap(REJECTED, id, mnId('')) })],
  ['none', 'fail option-missing', exchange({ status: 160, asked: unnamed, answer: swap(REJECTED, id) })],
  ['one made up', 'fail identifier', exchange({ status: 160, asked: unnamed })],
  [
    'subtype 0',
    'warn subtype',
    exchange({ status: 160, asked: unnamed, answer: swap(REJECTED, id, mnId('', 0)) }),
  ],
  ['one in the request', 'not concerned', right],
])

for (const [number, kind, make] of [
  ['07', 'handoff-indicator', hi],
  ['08', 'access-technology-type', att],
] as const) {
  judges(`LMA-5213-PBA-${number}`, [
    ['the same', 'obeys', right],
    [
      'an unassigned value',
      'obeys',
      exchange({ asked: swap(ASKED, kind, make(200)), answer: swap(ACCEPTED, kind, make(200)) }),
    ],
    ['another', 'fail value', exchange({ answer: swap(ACCEPTED, kind, make(9)) })],
    [
      'another in a rejection',
      'fail value',
      exchange({ status: 156, answer: swap(REJECTED, kind, make(0)) }),
    ],
    ['none', 'fail option-missing', exchange({ answer: swap(ACCEPTED, kind) })],
    [
      '0 for none',
      'obeys',
      exchange({ status: 161, asked: swap(ASKED, kind), answer: swap(REJECTED, kind, make(0)) }),
    ],
    [
      'a value for none',
      'fail value',
      exchange({ status: 161, asked: swap(ASKED, kind), answer: swap(REJECTED, kind, make(4)) }),
    ],
    [
      'unreadable: another rule',
      'not concerned',
      exchange({ answer: swap(ACCEPTED, kind, raw(kind === 'handoff-indicator' ? 23 : 24, 1)) }),
    ],
    [
      'two in the request',
      'not concerned',
      exchange({ asked: [...ASKED, make(3)], answer: swap(ACCEPTED, kind) }),
    ],
  ])
}

judges('LMA-5213-PBA-09', [
  ['in both', 'obeys', right],
  ['missing', 'fail option-missing', exchange({ answer: swap(ACCEPTED, 'timestamp') })],
  ['in neither', 'obeys', exchange({ asked: swap(ASKED, 'timestamp'), answer: swap(ACCEPTED, 'timestamp') })],
  ['added', 'fail option-added', exchange({ asked: swap(ASKED, 'timestamp') })],
  [
    'another value',
    'obeys',
    exchange({ status: 156, answer: swap(REJECTED, 'timestamp', stamp(TIME + SECOND)) }),
  ],
  [
    'one of Length 4 in the request',
    'not concerned',
    exchange({ asked: swap(ASKED, 'timestamp', raw(27, 1, 2, 3, 4)), answer: swap(ACCEPTED, 'timestamp') }),
  ],
])

const mac = llId(2, 0, 0, 0, 0, 1)
judges('LMA-5213-PBA-10', [
  ['in neither', 'obeys', right],
  ['added', 'fail option-added', exchange({ answer: [...ACCEPTED, mac] })],
  ['copied', 'obeys', exchange({ asked: [...ASKED, mac], answer: [...ACCEPTED, mac] })],
  ['missing', 'fail option-missing', exchange({ asked: [...ASKED, mac] })],
  [
    'changed',
    'fail identifier',
    exchange({ asked: [...ASKED, mac], answer: [...ACCEPTED, llId(2, 0, 0, 0, 0, 2)] }),
  ],
  ['an empty one in the request', 'not concerned', exchange({ asked: [...ASKED, llId()] })],
])

const local = linkLocal('fe80::1')
judges('LMA-5213-PBA-11', [
  ['in neither', 'obeys', right],
  ['added', 'fail option-added', exchange({ answer: [...ACCEPTED, local] })],
  ['in both', 'obeys', exchange({ asked: [...ASKED, local], answer: [...ACCEPTED, linkLocal('fe80::2')] })],
  ['missing', 'fail option-missing', exchange({ asked: [...ASKED, local] })],
])

judges('LMA-5213-PBA-16', [
  ['copied', 'obeys', exchange({ asked: [...ASKED, local], answer: [...ACCEPTED, local] })],
  [
    'changed',
    'fail link-local-address',
    exchange({ asked: [...ASKED, local], answer: [...ACCEPTED, linkLocal('fe80::2')] }),
  ],
  [
    'copied in a rejection',
    'obeys',
    exchange({ status: 130, asked: [...ASKED, linkLocal('::')], answer: [...REJECTED, linkLocal('::')] }),
  ],
  [
    'made up in a rejection',
    'fail link-local-address',
    exchange({ status: 130, asked: [...ASKED, linkLocal('::')], answer: [...REJECTED, local] }),
  ],
  ['made up', 'obeys', exchange({ asked: [...ASKED, linkLocal('::')], answer: [...ACCEPTED, local] })],
  [
    'not made up',
    'fail link-local-zero',
    exchange({ asked: [...ASKED, linkLocal('::')], answer: [...ACCEPTED, linkLocal('::')] }),
  ],
  [
    'not made up for a refresh',
    'warn link-local-zero',
    exchange({
      asked: swap([...ASKED, linkLocal('::')], 'handoff-indicator', hi(5)),
      answer: [...ACCEPTED, linkLocal('::')],
    }),
  ],
  [
    'a global address in the request',
    'not concerned',
    exchange({ asked: [...ASKED, linkLocal('2001:db8::1')], answer: [...ACCEPTED, local] }),
  ],
  [
    'a de-registration',
    'not concerned',
    exchange({
      request: { lifetime: 0 },
      asked: [...ASKED, linkLocal('::')],
      answer: [...ACCEPTED, linkLocal('::')],
    }),
  ],
  ['missing: another rule', 'not concerned', exchange({ asked: [...ASKED, local] })],
])

judges('LMA-5213-PBA-17', [
  ['nothing more', 'obeys', right],
  [
    'memory behind the identifier',
    'fail octets-leaked',
    exchange({ answer: swap(ACCEPTED, id, mnId('mn1@example.com\0\x17secret')) }),
  ],
  [
    'memory behind the link-layer identifier',
    'fail octets-leaked',
    exchange({ asked: [...ASKED, mac], answer: [...ACCEPTED, llId(2, 0, 0, 0, 0, 1, 0x41, 0x42)] }),
  ],
  [
    'memory behind the MAG Identifier',
    'warn octets-leaked',
    exchange({ answer: [...ACCEPTED, raw(64, 1, 0, ...octets('mag1@example.comX'))] }),
  ],
  [
    'an unknown option that grows',
    'note octets-leaked',
    exchange({ asked: [...ASKED, raw(200, 1, 2)], answer: [...ACCEPTED, raw(200, 1, 2, 3)] }),
  ],
  [
    'an unknown option echoed',
    'obeys',
    exchange({ asked: [...ASKED, raw(200, 1, 2)], answer: [...ACCEPTED, raw(200, 1, 2)] }),
  ],
  [
    'another identifier: another rule',
    'obeys',
    exchange({ answer: swap(ACCEPTED, id, mnId('mn2@example.com and more')) }),
  ],
])

describe('what is found', () => {
  it('shows the octets of a leak, and where they are', () => {
    const judged = exchange({ answer: swap(ACCEPTED, id, mnId('mn1@example.com\u202e\x01')) })
    const [finding] = rule('LMA-5213-PBA-17').judge(judged) ?? []
    expect(finding?.got).to.equal('4 more: \\u{202e}\\x01 (4 octets: e280ae01)')
    expect(finding?.expected).to.equal('16 octets of data')
    expect(finding?.where).to.match(/^options\[\d\]\.data at octet \d+$/)
  })

  it('names what there is instead of a missing option', () => {
    const [finding] = rule('LMA-5213-PBA-09').judge(exchange({ answer: swap(ACCEPTED, 'timestamp') })) ?? []
    expect(finding).to.deep.equal({
      code: 'option-missing',
      message: 'The Timestamp option is missing',
      expected: 'the option, as in the request',
      got: 'options 22, 8, 23, 24, 63',
    })
  })

  it('says where a value stands', () => {
    const [finding] = rule('LMA-5213-PBA-07').judge(exchange({ answer: [hi(3)], unaligned: true })) ?? []
    expect(finding?.where).to.equal('options[0].value at octet 15')
    expect([finding?.expected, finding?.got]).to.deep.equal(['1', '3'])
  })
})
