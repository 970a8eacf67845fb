import { judges, message, raw } from './fixture.js'
import type { Judged } from './rule.js'

const heartbeat = (flags: number, ...options: Parameters<typeof raw>[]): Judged =>
  message({ kind: 'heartbeat', flags, sequence: 1, options: options.map((each) => raw(...each)) })
const counter = [28, 0, 0, 0, 1] as const
const padding = [1, 0, 0] as const

judges('LMA-5847-FORM-01', [
  ['a response', 'obeys', heartbeat(1, [...padding])],
  ['a request', 'obeys', heartbeat(0, [...padding])],
  ['reserved bits set', 'fail reserved', heartbeat(0x8001, [...padding])],
  [
    'one of 20 octets',
    'fail not-multiple-of-8',
    message({ kind: 'heartbeat', flags: 1, sequence: 1, options: [raw(1, 0, 0), raw(1, 0, 0)] }),
  ],
  [
    'another message',
    'not concerned',
    message({ kind: 'binding-error', status: 2, homeAddress: '::', options: [] }),
  ],
])

judges('LMA-5847-FORM-02', [
  ['a plain request', 'obeys', heartbeat(0, [...padding])],
  ['a request with U', 'fail flags', heartbeat(2, [...padding])],
  ['a request with a Restart Counter', 'fail option-misplaced', heartbeat(0, [...padding], [...counter])],
  ['a response with it', 'not concerned', heartbeat(1, [...padding], [...counter])],
])
