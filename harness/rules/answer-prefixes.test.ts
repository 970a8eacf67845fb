import { expect } from 'chai'
import { withoutHostBits } from './answer-prefixes.js'
import { ACCEPTED, ASKED, exchange, hnp, ipv4Request, judges, REJECTED, raw, swap } from './fixture.js'

const kind = 'home-network-prefix'
const three = [hnp('2001:db8:1::'), hnp('2001:db8:2::'), hnp('2001:db8:3::')]
const asked = swap(ASKED, kind, ...three)
const refusal = (...prefixes: ReturnType<typeof hnp>[]) =>
  exchange({ status: 155, asked, answer: swap(REJECTED, kind, ...prefixes) })
const [one, two, other] = three as [ReturnType<typeof hnp>, ReturnType<typeof hnp>, ReturnType<typeof hnp>]
const dual = [...swap(ASKED, kind), ipv4Request]

judges('LMA-5213-PBA-12', [
  ['one', 'obeys', exchange()],
  ['none', 'fail option-missing', exchange({ answer: swap(ACCEPTED, kind) })],
  ['an unreadable one: another rule', 'obeys', exchange({ answer: swap(ACCEPTED, kind, raw(22, 0)) })],
  ['none in an answer about IPv4', 'not concerned', exchange({ asked: dual, answer: swap(ACCEPTED, kind) })],
])

judges('LMA-5213-PBA-13', [
  ['all three', 'obeys', refusal(one, two, other)],
  ['in another order', 'obeys', refusal(other, one, two)],
  ['one missing', 'fail prefix', refusal(one, two)],
  ['one changed', 'fail prefix', refusal(one, two, hnp('2001:db8:9::'))],
  ['one more', 'warn prefix-added', refusal(one, two, other, hnp('2001:db8:9::'))],
  ['another length', 'warn prefix-length', refusal(one, two, hnp('2001:db8:3::', 48))],
  ['ALL_ZERO instead', 'fail prefix, fail prefix, fail prefix', refusal(hnp('::', 0))],
  ['ALL_ZERO for ALL_ZERO', 'obeys', exchange({ status: 130 })],
  [
    'without host bits',
    'warn host-bits',
    exchange({
      status: 155,
      asked: swap(ASKED, kind, hnp('2001:db8:1::5')),
      answer: swap(REJECTED, kind, one),
    }),
  ],
  ['accepted', 'not concerned', exchange({ asked })],
  ['none in the request', 'not concerned', exchange({ status: 158, asked: swap(ASKED, kind) })],
  [
    'one of Length 17 in the request',
    'not concerned',
    exchange({ status: 128, asked: swap(ASKED, kind, raw(22, ...new Uint8Array(17))) }),
  ],
  [
    'a length of 200 in the request',
    'not concerned',
    exchange({ status: 128, asked: swap(ASKED, kind, hnp('2001:db8::', 200)) }),
  ],
])

const without = { status: 158, asked: swap(ASKED, kind) }
judges('LMA-5213-PBA-14', [
  ['one', 'obeys', exchange(without)],
  ['with any length', 'obeys', exchange({ ...without, answer: swap(REJECTED, kind, hnp('::', 64)) })],
  ['none', 'fail option-missing', exchange({ ...without, answer: swap(REJECTED, kind) })],
  ['two', 'fail prefix', exchange({ ...without, answer: swap(REJECTED, kind, hnp('::'), hnp('::')) })],
  ['a prefix', 'fail prefix', exchange({ ...without, answer: swap(REJECTED, kind, one) })],
  ['none, about IPv4', 'not concerned', exchange({ status: 170, asked: dual, answer: swap(REJECTED, kind) })],
  ['some in the request', 'not concerned', exchange({ status: 130 })],
])

judges('LMA-5213-PBA-15', [
  ['a prefix', 'obeys', exchange()],
  ['ALL_ZERO', 'fail prefix-zero', exchange({ answer: REJECTED })],
  ['ALL_ZERO in a rejection', 'not concerned', exchange({ status: 130 })],
  [
    'ALL_ZERO in a de-registration',
    'not concerned',
    exchange({ request: { lifetime: 0 }, answer: REJECTED }),
  ],
  ['no prefix in the request', 'not concerned', exchange({ asked: swap(ASKED, kind), answer: REJECTED })],
  ['ALL_ZERO, about IPv4', 'not concerned', exchange({ asked: dual, answer: REJECTED })],
])

describe('host bits', () => {
  const masked = (prefix: string, prefixLength: number) => withoutHostBits({ prefix, prefixLength })
  it('are cleared', () => {
    expect(masked('2001:db8:1:2:3:4:5:6', 64)).to.equal('2001:db8:1:2::')
    expect(masked('2001:db8:ffff::', 33)).to.equal('2001:db8:8000::')
    expect(masked('2001:db8::1', 128)).to.equal('2001:db8::1')
    expect(masked('2001:db8::1', 200)).to.equal('2001:db8::1')
    expect(masked('2001:db8::1', 0)).to.equal('::')
    expect(masked('no address', 5)).to.equal('no address')
  })
})
