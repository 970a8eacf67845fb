import { option } from '../wire/index.js'
import { ACCEPTED, exchange, judges, message } from './fixture.js'

const right = exchange()
const alone = message({
  kind: 'binding-acknowledgement',
  status: 0,
  flags: 0x20,
  sequence: 9,
  lifetime: 0,
  options: [],
})
const withoutP = { request: { flags: 0x8000 } }
const leave = { request: { lifetime: 0 } }

judges('LMA-6275-MH-07', [
  ['clear', 'obeys', right],
  ['clear, request unknown', 'obeys', alone],
  ['set', 'fail reserved', exchange({ pba: { flags: 0x21 } })],
  ['assigned bits', 'obeys', exchange({ pba: { flags: 0xfe } })],
])

judges('LMA-6275-MH-08', [
  ['the same', 'obeys', right],
  ['another', 'fail sequence', exchange({ pba: { sequence: 8 } })],
  ['the last accepted one with 135', 'not concerned', exchange({ status: 135, pba: { sequence: 3 } })],
  ['no request', 'not concerned', alone],
])

judges('LMA-6275-MH-09', [
  ['all of it', 'obeys', right],
  ['less', 'obeys', exchange({ pba: { lifetime: 1 } })],
  ['more', 'fail lifetime-too-long', exchange({ pba: { lifetime: 76 } })],
  ['none', 'fail lifetime-zero', exchange({ pba: { lifetime: 0 } })],
  ['a rejection, where it is undefined', 'not concerned', exchange({ status: 130, pba: { lifetime: 999 } })],
  ['a de-registration', 'not concerned', exchange(leave)],
])

judges('LMA-6275-MH-10', [
  ['0', 'obeys', exchange(leave)],
  ['more', 'fail lifetime-not-zero', exchange({ ...leave, pba: { lifetime: 75 } })],
  ['refused', 'not concerned', exchange({ ...leave, status: 156, pba: { lifetime: 75 } })],
  ['a registration', 'not concerned', right],
])

const advice = [...ACCEPTED, option('binding-refresh-advice', { interval: 9 })]
judges('LMA-6275-MH-11', [
  ['none', 'obeys', exchange(leave)],
  ['one', 'fail option-added', exchange({ ...leave, answer: advice })],
  ['one in the answer to a registration', 'not concerned', exchange({ answer: advice })],
])

const advised = (interval: number, lifetime: number) =>
  exchange({ answer: [...ACCEPTED, option('binding-refresh-advice', { interval })], pba: { lifetime } })
judges('LMA-6275-MH-13', [
  ['shorter', 'obeys', advised(74, 75)],
  ['as long', 'fail refresh-advice-too-long', advised(75, 75)],
  ['longer', 'fail refresh-advice-too-long', advised(76, 75)],
  ['none', 'not concerned', right],
  ['a rejection', 'not concerned', exchange({ status: 130, answer: advice })],
  ['a de-registration', 'not concerned', exchange({ ...leave, answer: advice })],
])

judges('LMA-6275-MH-12', [
  ['clear', 'obeys', right],
  ['set unasked', 'fail k-flag', exchange({ pba: { flags: 0xa0 } })],
  ['set in both', 'not concerned', exchange({ pba: { flags: 0xa0 }, request: { flags: 0x9200 } })],
])

judges('LMA-5213-PBA-01', [
  ['set', 'obeys', right],
  ['clear', 'fail p-flag', exchange({ pba: { flags: 0 } })],
  ['clear in a rejection', 'fail p-flag', exchange({ status: 180, pba: { flags: 0 } })],
  ['request without it', 'not concerned', exchange({ ...withoutP, pba: { flags: 0 } })],
  ['no request', 'not concerned', alone],
])

judges('LMA-5213-PBA-02', [
  ['P in both', 'not concerned', right],
  ['P in neither', 'obeys', exchange({ ...withoutP, status: 131, pba: { flags: 0 } })],
  ['P in the answer alone', 'warn p-flag', exchange({ ...withoutP, status: 131 })],
])
