import { type Option, option } from '../wire/index.js'
import {
  ACCEPTED,
  ASKED,
  exchange,
  hi,
  judges,
  llId,
  magId,
  message,
  mmb,
  REJECTED,
  raw,
  type Sketch,
  swap,
} from './fixture.js'

const MMB = 'mag-multipath-binding'
const right = exchange()
const legacy = { asked: swap(swap(ASKED, MMB), 'mag-identifier'), answer: swap(ACCEPTED, MMB) }
const accepted = (...options: Option[]) => exchange({ answer: swap(ACCEPTED, MMB, ...options) })
const refused = (...options: Option[]) => exchange({ status: 180, answer: swap(REJECTED, MMB, ...options) })
const draft = (sketch: Sketch) => exchange({ ...sketch, with: { edition: 'draft-06' } })
const asked = (...options: Option[]) => swap(ASKED, MMB, ...options)
const heartbeat = (...options: Option[]) => message({ kind: 'heartbeat', flags: 1, sequence: 1, options })

judges('LMA-8278-PBAMMB-01', [
  ['6', 'obeys', right],
  ['7', 'fail option-length', accepted(raw(63, 8, 11, 1, 0, 0, 0, 0))],
  [
    'a wrong one of ours returned',
    'obeys',
    exchange({
      status: 180,
      asked: asked(raw(63, 8, 11, 1)),
      answer: swap(REJECTED, MMB, raw(63, 8, 11, 1)),
    }),
  ],
  ['none', 'not concerned', accepted()],
])

const alone = (...options: Option[]) =>
  message({ kind: 'binding-acknowledgement', status: 180, flags: 0x20, sequence: 1, lifetime: 0, options })
for (const [id, expected, ...options] of [
  ['LMA-8278-PBAMMB-01', 'obeys', raw(63, 1)],
  ['LMA-8278-PBAMMB-03', 'not concerned', mmb(1, 200)],
  ['LMA-8278-PBAMMB-04', 'not concerned', mmb(1, 8, 11, 1)],
  ['LMA-8278-PBAMMB-09', 'not concerned', magId('x', 1)],
] as const)
  judges(id, [['copied, maybe, from a request that is not known', expected, alone(...options)]])
judges('LMA-8278-PBAMMB-04', [['set in a Heartbeat', 'fail option-reserved', heartbeat(mmb(1, 8, 11, 1))]])

judges('LMA-8278-PBAMMB-02', [
  ['63', 'obeys', right],
  ['none', 'obeys', accepted()],
  ['another type', 'fail option-type', accepted(raw(201, 8, 11, 1, 0, 0, 0))],
  ['another type with other content', 'obeys', accepted(raw(201, 8, 11, 2, 0, 0, 0))],
  [
    'an option of ours returned',
    'obeys',
    exchange({
      asked: [...ASKED, raw(201, 8, 11, 1, 0, 0, 0)],
      answer: swap(ACCEPTED, MMB, raw(201, 8, 11, 1, 0, 0, 0)),
    }),
  ],
  ['not asked for', 'not concerned', exchange(legacy)],
])

judges('LMA-8278-PBAMMB-03', [
  ['registered', 'obeys', right],
  ['0', 'warn access-technology', accepted(mmb(1, 0))],
  ['14', 'warn access-technology', accepted(mmb(1, 14))],
  [
    '200, as asked',
    'obeys',
    exchange({ asked: asked(mmb(1, 200)), answer: swap(ACCEPTED, MMB, mmb(1, 200)) }),
  ],
  ['none', 'not concerned', accepted()],
])

const bits = (reserved: number, copied: number, status = 0) =>
  exchange({
    status,
    asked: asked(mmb(1, 8, 11, reserved)),
    answer: swap(status === 0 ? ACCEPTED : REJECTED, MMB, mmb(1, 8, 11, copied)),
  })
judges('LMA-8278-PBAMMB-04', [
  ['0', 'obeys', right],
  ['set unasked', 'fail option-reserved', bits(0, 1)],
  ['set unasked in a rejection', 'fail option-reserved', bits(0, 1, 180)],
  ['not copied', 'obeys', bits(0x3fffff, 0)],
  ['copied with 180', 'obeys', bits(0x3fffff, 0x3fffff, 180)],
  ['copied in an acceptance', 'warn option-reserved', bits(0x3fffff, 0x3fffff)],
  ['more than were set', 'fail option-reserved', bits(1, 3, 180)],
  [
    'a malformed one in the request',
    'not concerned',
    exchange({ asked: asked(raw(63, 1)), answer: swap(ACCEPTED, MMB, mmb(1, 8, 11, 5)) }),
  ],
])

const standing = (gap: number) => [...Array.from({ length: gap }, () => option('pad1')), mmb(1)]
judges('LMA-8278-PBAMMB-05', [
  ['any offset in the RFC', 'not concerned', exchange({ answer: standing(1), unaligned: true })],
  ['8n+2', 'obeys', draft({ answer: standing(6), unaligned: true })],
  ['elsewhere', 'warn option-alignment', draft({ answer: standing(1), unaligned: true })],
])

judges('LMA-8278-PBAMMB-06', [
  ['a PBA', 'obeys', right],
  ['a Heartbeat without', 'obeys', heartbeat(raw(1, 0, 0))],
  ['a Heartbeat with', 'warn option-misplaced', heartbeat(mmb(1))],
  [
    'an unknown message',
    'not concerned',
    message({ kind: 'unknown', type: 99, body: new Uint8Array(2), options: [] }),
  ],
])

judges('LMA-8278-PBAMMB-07', [
  ['a PBA', 'obeys', right],
  ['a Heartbeat with', 'warn option-misplaced', heartbeat(magId('x'))],
])

const withId = (...options: Option[]) => [...ACCEPTED, ...options]
judges('LMA-8278-PBAMMB-08', [
  ['none', 'not concerned', right],
  ['right', 'obeys', draft({ answer: withId(magId('x')) })],
  ['Length 1', 'fail option-length', draft({ answer: withId(raw(64, 1)) })],
  [
    'Length 1 of ours returned',
    'obeys',
    draft({ asked: [...swap(ASKED, 'mag-identifier'), raw(64, 1)], answer: withId(raw(64, 1)) }),
  ],
])

judges('LMA-8278-PBAMMB-09', [
  ['none', 'not concerned', right],
  ['0', 'obeys', draft({ answer: withId(magId('x')) })],
  ['set', 'fail option-reserved', draft({ answer: withId(magId('x', 1)) })],
  [
    'echoed',
    'warn option-reserved',
    draft({ asked: swap(ASKED, 'mag-identifier', magId('x', 255)), answer: withId(magId('x', 255)) }),
  ],
])

judges('LMA-8278-PBAMMB-10', [
  ['neither', 'obeys', exchange(legacy)],
  ['unasked', 'fail multipath-unasked', exchange({ ...legacy, answer: ACCEPTED })],
  [
    'unasked, in a refresh of what may be a multipath session',
    'warn multipath-unasked',
    exchange({ asked: swap(legacy.asked, 'handoff-indicator', hi(5)), answer: ACCEPTED }),
  ],
  [
    'unasked, in a de-registration',
    'warn multipath-unasked',
    exchange({ ...legacy, request: { lifetime: 0 }, answer: ACCEPTED }),
  ],
  [
    'MAG Identifier alone',
    'warn mag-identifier-unasked',
    exchange({ asked: swap(ASKED, MMB), answer: [...legacy.answer, magId('mag1@example.com')] }),
  ],
  ['asked', 'not concerned', right],
  ['asked with a wrong Length', 'not concerned', exchange({ asked: asked(raw(63, 1)), answer: ACCEPTED })],
])

const echo = magId('mag1@example.com')
judges('LMA-8278-PBAMMB-11', [
  ['none', 'obeys', right],
  ['one', 'fail mag-identifier', exchange({ answer: withId(echo) })],
  ['one, and no multipath', 'fail mag-identifier', exchange({ answer: [...legacy.answer, echo] })],
  ['one in a build of the draft', 'obeys', draft({ answer: withId(echo) })],
  ['none in a build of the draft', 'obeys', draft({})],
  ['a rejection', 'not concerned', exchange({ status: 155, answer: [...REJECTED, echo] })],
  ['not asked for', 'not concerned', exchange(legacy)],
])

judges('LMA-8278-PBAMMB-12', [
  ['none', 'obeys', exchange({ status: 180 })],
  ['one', 'fail mag-identifier', exchange({ status: 180, answer: [...REJECTED, echo] })],
  ['one in a build of the draft', 'obeys', draft({ status: 180, answer: [...REJECTED, echo] })],
  ['none in a build of the draft', 'warn option-missing', draft({ status: 180 })],
  [
    'none, none asked, in a build of the draft',
    'not concerned',
    draft({ status: 180, asked: swap(ASKED, 'mag-identifier') }),
  ],
  ['another rejection', 'not concerned', exchange({ status: 155, answer: [...REJECTED, echo] })],
])

judges('LMA-8278-PBAMMB-13', [
  ['asked', 'obeys', exchange({ status: 180 })],
  ['not asked', 'fail status-unsuited', exchange({ ...legacy, status: 180 })],
  ['asked with a wrong Length', 'not concerned', exchange({ status: 180, asked: asked(raw(63, 1)) })],
  ['reserved binding identifier', 'not concerned', exchange({ status: 180, asked: asked(mmb(0)) })],
  ['another status', 'not concerned', exchange({ ...legacy, status: 130 })],
])

judges('LMA-8278-PBAMMB-14', [
  ['the same', 'obeys', right],
  ['another BID', 'fail bid', accepted(mmb(2))],
  ['another If-ATT and label', 'warn access-technology, warn label', accepted(mmb(1, 4, 9))],
  [
    'B and O free',
    'obeys',
    accepted(option(MMB, { bid: 1, accessTechnology: 8, label: 11, bulk: true, overwrite: true })),
  ],
  ['twice the same', 'warn option-repeated', accepted(mmb(1), mmb(1))],
  ['two different ones', 'fail option-repeated', accepted(mmb(1), mmb(2))],
  ['none', 'not concerned', accepted()],
  ['refused', 'not concerned', refused(mmb(2))],
  [
    'two in the request',
    'not concerned',
    exchange({ asked: asked(mmb(1), mmb(2)), answer: swap(ACCEPTED, MMB, mmb(2)) }),
  ],
])

judges('LMA-8278-PBAMMB-15', [
  ['1', 'obeys', right],
  ['0', 'fail bid-reserved', exchange({ asked: asked(mmb(0)), answer: swap(ACCEPTED, MMB, mmb(0)) })],
  ['255', 'fail bid-reserved', exchange({ asked: asked(mmb(255)), answer: swap(ACCEPTED, MMB, mmb(255)) })],
  ['0 refused', 'not concerned', refused(mmb(0))],
  ['none', 'not concerned', accepted()],
])

judges('LMA-8278-PBAMMB-16', [
  ['the same', 'obeys', exchange({ status: 180 })],
  ['reserved bits copied', 'obeys', bits(7, 7, 180)],
  ['none', 'fail option-missing', refused()],
  [
    'none in a build of the draft',
    'warn option-missing',
    draft({ status: 180, answer: swap(REJECTED, MMB) }),
  ],
  ['another BID', 'fail bid', refused(mmb(2))],
  ['another label', 'fail label', refused(mmb(1, 8, 12))],
  ['another If-ATT', 'fail access-technology', refused(mmb(1, 9))],
  [
    'O set',
    'warn overwrite-flag',
    refused(option(MMB, { bid: 1, accessTechnology: 8, label: 11, overwrite: true })),
  ],
  [
    'reserved BID echoed',
    'obeys',
    exchange({ status: 180, asked: asked(mmb(0)), answer: swap(REJECTED, MMB, mmb(0)) }),
  ],
  ['another status', 'not concerned', exchange({ status: 155, answer: swap(REJECTED, MMB) })],
  ['accepted', 'not concerned', right],
  [
    'a link-layer identifier besides',
    'obeys',
    exchange({ status: 180, asked: [...ASKED, llId(1, 2, 3, 4, 5, 6)] }),
  ],
])

const magIdData = [1, 0, ...new TextEncoder().encode('mag1@example.com')]
judges('LMA-8278-PBAMMB-17', [
  ['none', 'obeys', right],
  ['64', 'obeys', exchange({ answer: [...ACCEPTED, magId('mag1@example.com')] })],
  ['another type', 'fail option-type', exchange({ answer: [...ACCEPTED, raw(202, ...magIdData)] })],
  ['another type with other content', 'obeys', exchange({ answer: [...ACCEPTED, raw(202, 1, 0, 109)] })],
])
