import { option } from '../wire/index.js'
import { ACCEPTED, ASKED, exchange, judges, llId, message, raw, stamp, TIME } from './fixture.js'

const right = exchange()
const asked = [...ASKED, llId(2, 0, 0, 0, 0, 1)]

judges('LMA-6275-PAD-01', [
  ['all aligned', 'obeys', right],
  ['a Timestamp anywhere', 'fail option-alignment', exchange({ answer: ACCEPTED, unaligned: true })],
  ['options that need none', 'obeys', exchange({ answer: ACCEPTED.slice(2), unaligned: true })],
  [
    'the option that has a rule of its own',
    'obeys',
    exchange({ asked, answer: [raw(200, 1), llId(2, 0, 0, 0, 0, 1)], unaligned: true }),
  ],
  ['no options', 'not concerned', exchange({ answer: [], unaligned: true })],
  [
    'another message',
    'fail option-alignment',
    message({ kind: 'heartbeat', flags: 1, sequence: 1, options: [stamp(TIME)] }),
  ],
])

const pad = (...data: number[]) => exchange({ answer: [option('padn', { data: Uint8Array.from(data) })] })
judges('LMA-6275-PAD-02', [
  ['zeros', 'obeys', right],
  ['none', 'not concerned', exchange({ answer: [], unaligned: true })],
  ['Length 0', 'obeys', pad()],
  ['one octet of memory', 'fail padding-data', pad(0, 0x41)],
])
