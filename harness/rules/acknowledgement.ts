import { AcknowledgementFlag, UpdateFlag } from '../wire/index.js'
import { place, received } from './evidence.js'
import { bindingExchange, proxyExchange } from './exchange.js'
import type { StandingRule } from './rule.js'

const hex8 = (value: number) => `0x${value.toString(16).padStart(2, '0')}`
const FLAGS = 'flags at octet 7'
const LIFETIME = 'lifetime at octet 10'

/** RFC 6275 §6.1.8 and §10.3: the fixed part of a Binding Acknowledgement. */
export const acknowledgementRules: readonly StandingRule[] = [
  {
    id: 'LMA-6275-MH-07',
    title: 'The reserved flag bit of a Binding Acknowledgement is 0',
    requirement: '6275/6.1.8-01',
    role: 'lma',
    judge({ decoded: { message } }) {
      if (message.kind !== 'binding-acknowledgement') return undefined
      // 0x02 and 0x04 are assigned by now (D, S).
      if ((message.flags & 0x01) === 0) return []
      const got = hex8(message.flags)
      return [
        {
          code: 'reserved',
          message: 'A reserved flag bit is set',
          expected: 'bit 0x01 clear',
          got,
          where: FLAGS,
        },
      ]
    },
  },
  {
    id: 'LMA-6275-MH-08',
    title: 'A Binding Acknowledgement has the sequence number of its Binding Update',
    requirement: '6275/6.1.8-03',
    role: 'lma',
    judge(judged) {
      const exchange = bindingExchange(judged)
      if (exchange === undefined || exchange.answer.status === 135) return undefined
      const { sequence } = exchange.answer
      const wanted = exchange.asked.update.sequence
      if (sequence === wanted) return []
      const message = 'The sequence number is not the one of the request'
      return [
        {
          code: 'sequence',
          message,
          expected: String(wanted),
          got: String(sequence),
          where: 'sequence at octet 8',
        },
      ]
    },
  },
  {
    id: 'LMA-6275-MH-09',
    title: 'The lifetime of an acceptance is at least 1 and at most what was asked for',
    requirement: ['6275/6.1.8-04', '6275/10.3.1-02'],
    notes: ['BU-11', 'U-26'],
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      const wanted = exchange?.asked.update.lifetime ?? 0
      if (exchange === undefined || exchange.rejected || wanted === 0) return undefined
      const { lifetime } = exchange.answer
      if (lifetime >= 1 && lifetime <= wanted) return []
      const detail = { expected: `1 to ${wanted} (units of 4 s)`, got: String(lifetime), where: LIFETIME }
      return lifetime === 0
        ? [{ code: 'lifetime-zero', message: 'A registration is accepted with lifetime 0', ...detail }]
        : [
            {
              code: 'lifetime-too-long',
              message: 'More lifetime is granted than was asked for',
              requirement: '6275/10.3.1-02',
              ...detail,
            },
          ]
    },
  },
  {
    id: 'LMA-6275-MH-10',
    title: 'The lifetime of an accepted de-registration is 0',
    requirement: '6275/10.3.2-01',
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      if (exchange === undefined || exchange.rejected || exchange.asked.update.lifetime !== 0)
        return undefined
      const { lifetime } = exchange.answer
      if (lifetime === 0) return []
      const message = 'A de-registration is accepted with a lifetime'
      return [{ code: 'lifetime-not-zero', message, expected: '0', got: String(lifetime), where: LIFETIME }]
    },
  },
  {
    id: 'LMA-6275-MH-11',
    title: 'The answer to a de-registration has no Binding Refresh Advice',
    requirement: '6275/10.3.2-02',
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      if (exchange === undefined || exchange.rejected || exchange.asked.update.lifetime !== 0)
        return undefined
      return received(exchange.answer, 'binding-refresh-advice').map((option) => ({
        code: 'option-added',
        message: 'A Binding Refresh Advice option answers a de-registration',
        expected: 'no option 2',
        got: `option 2 with interval ${option.interval}`,
        where: place(exchange.answer, option),
      }))
    },
  },
  {
    id: 'LMA-6275-MH-12',
    title: 'The K flag is clear when it was clear in the request',
    requirement: '6275/10.3.1-07',
    role: 'lma',
    judge(judged) {
      const exchange = bindingExchange(judged)
      if (exchange === undefined || (exchange.asked.update.flags & UpdateFlag.K) !== 0) return undefined
      const { flags } = exchange.answer
      if ((flags & AcknowledgementFlag.K) === 0) return []
      const message = 'The K flag is set though it was clear in the request'
      return [{ code: 'k-flag', message, expected: 'bit 0x80 clear', got: hex8(flags), where: FLAGS }]
    },
  },
  {
    id: 'LMA-6275-MH-13',
    title: 'A Binding Refresh Advice is shorter than the lifetime beside it',
    requirement: '6275/10.3.1-04',
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      // A rejection has no lifetime; the answer to a de-registration has MH-11.
      if (exchange === undefined || exchange.rejected || exchange.asked.update.lifetime === 0)
        return undefined
      const { answer } = exchange
      const found = received(answer, 'binding-refresh-advice')
      if (found.length === 0) return undefined
      return found
        .filter(({ interval }) => interval >= answer.lifetime)
        .map((option) => ({
          code: 'refresh-advice-too-long',
          message: 'The Binding Refresh Advice is not shorter than the lifetime',
          expected: `less than ${answer.lifetime} (units of 4 s)`,
          got: String(option.interval),
          where: place(answer, option, 'interval', 2),
        }))
    },
  },
  {
    id: 'LMA-5213-PBA-01',
    title: 'A PBA has the P flag',
    requirement: '5213/5.3.6-03',
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      if (exchange === undefined) return undefined
      const { flags } = exchange.answer
      if ((flags & AcknowledgementFlag.P) !== 0) return []
      const message = 'The P flag is clear in the answer to a PBU'
      return [{ code: 'p-flag', message, expected: 'bit 0x20 set', got: hex8(flags), where: FLAGS }]
    },
  },
  {
    id: 'LMA-5213-PBA-02',
    title: 'An acknowledgement has P only if its Binding Update had it',
    requirement: '5213/8.2-01',
    role: 'lma',
    judge(judged) {
      const exchange = bindingExchange(judged)
      if (exchange === undefined || (exchange.asked.update.flags & UpdateFlag.P) !== 0) return undefined
      const { flags } = exchange.answer
      if ((flags & AcknowledgementFlag.P) === 0) return []
      const message = 'The P flag is set in the answer to a Binding Update without it'
      return [
        {
          code: 'p-flag',
          message,
          severity: 'warn',
          expected: 'bit 0x20 clear',
          got: hex8(flags),
          where: FLAGS,
        },
      ]
    },
  },
]
