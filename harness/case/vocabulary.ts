import { statusName } from '../catalogue/index.js'
import type { Finding } from '../model/index.js'
import { Answer, silenceExpected } from '../roles/index.js'
import type { Option, OptionKind } from '../wire/index.js'
import { NodeBindings } from './bindings.js'
import { currentCase } from './current.js'
import { NoAnswer, Undecided, Unmet } from './outcome.js'
import { wordAnswer, wordValue } from './words.js'

/** What cases make expectations about: answers, binding cache entries, and plain values with chai's own words. */
export type Subject =
  | Answer
  | NodeBindings
  | number
  | string
  | bigint
  | boolean
  | readonly unknown[]
  | object
  | undefined

declare global {
  namespace Chai {
    interface Assertion {
      /** A PBA with status below 128. */
      accepted(): Assertion
      /** A PBA with one of these statuses; when none is named, with any of 128 or more. */
      refused(...statuses: readonly number[]): Assertion
      /** A PBA with one of these statuses. */
      status(...statuses: readonly number[]): Assertion
      /** Any PBA, whatever its status. */
      answered(): Assertion
      /** Proven silence: no PBA, no Binding Error, no ICMPv6 error. */
      ignored(): Assertion
      /** Refused, ignored in silence or with an error message, or accepted as a plain RFC 5213 request. */
      refusedOrIgnored(): Assertion
      /** A PBA with status below 128 and a MAG Multipath Binding option; with this BID when one is named. */
      multipath(bid?: number): Assertion
      /** The PBA has an option of this kind. */
      option(kind: OptionKind): Assertion
      /** The node has a live binding under this BID. */
      bid(bid: number): Assertion
      /** The node has a live binding of this proxy care-of address. */
      careOf(address: string): Assertion
      /** The node has exactly this many live bindings. */
      bindings(count: number): Assertion
    }
  }
}

interface Verdict {
  readonly met: boolean
  readonly code: string
  readonly expected: string
  readonly got: string
  /** Frame of what came. */
  readonly frame?: number | undefined
  readonly where?: string | undefined
  /** The answer that was waited for in vain, where only an answer could have met the expectation. */
  readonly missing?: Answer | undefined
  /** An answer that may tell more of the lab than of the device. */
  readonly overtaken?: Answer | undefined
}

const CAUSES_OF_SILENCE = [
  'the device drops signalling that is not protected by IPsec',
  'the path lost the packet three times',
  'a filter between the tester and the device',
] as const

const CAUSES_OF_DELAY = [
  'this host or the path was busy: the Timestamp was no longer valid when the device read it',
] as const

/** The field's words for chai. Every message is ours; what came from the wire stands only in `got`, escaped. */
export const vocabulary: Chai.ChaiPlugin = ({ Assertion }, utils) => {
  const settle = (assertion: object, verdict: Verdict): void => {
    const negated = utils.flag(assertion, 'negate') === true
    if (verdict.met !== negated) return
    const expected = negated ? `not ${verdict.expected}` : verdict.expected
    const finding: Omit<Finding, 'severity'> = {
      code: verdict.code,
      message: `expected ${expected}`,
      expected,
      got: verdict.got,
      ...(verdict.frame !== undefined && { frame: verdict.frame }),
      ...(verdict.where !== undefined && { where: verdict.where }),
    }
    if (verdict.overtaken !== undefined)
      throw new NoAnswer(verdict.overtaken, { ...finding, code: 'overtaken', causes: CAUSES_OF_DELAY })
    const weight: unknown = utils.flag(assertion, 'weight')
    if (weight === 'warn') return currentCase().record({ ...finding, severity: 'warn' })
    if (verdict.missing !== undefined && !negated)
      throw new NoAnswer(verdict.missing, { ...finding, code: 'no-answer', causes: CAUSES_OF_SILENCE })
    throw weight === 'inconclusive' ? new Undecided(finding) : new Unmet(finding)
  }

  const aboutAnswer = (
    name: string,
    judge: (
      answer: Answer,
      ...args: never[]
    ) => Pick<Verdict, 'met' | 'code' | 'expected'> & { where?: string | undefined },
    silenceMayMeet = false,
  ): void => {
    Assertion.addMethod(name, function (this: object, ...args: unknown[]) {
      const answer: unknown = utils.flag(this, 'object')
      if (!(answer instanceof Answer)) throw new TypeError(`${name} is said of answers`)
      const verdict = judge(answer, ...(args as never[]))
      const wantsSilence = name === 'ignored' && utils.flag(this, 'negate') !== true
      if (wantsSilence && answer.silent) silenceExpected.add(answer.request)
      settle(this, {
        ...verdict,
        got: wordAnswer(answer),
        frame: answer.frame,
        missing: answer.silent && !silenceMayMeet ? answer : undefined,
        overtaken: answer.overtaken ? answer : undefined,
      })
    })
  }

  const aboutBindings = (
    name: string,
    judge: (bindings: NodeBindings, arg: never) => Pick<Verdict, 'met' | 'code' | 'expected'>,
  ): void => {
    Assertion.addMethod(name, function (this: object, arg: unknown) {
      const bindings: unknown = utils.flag(this, 'object')
      if (!(bindings instanceof NodeBindings))
        throw new TypeError(`${name} is said of the bindings of a node`)
      settle(this, { ...judge(bindings, arg as never), got: bindings.words() })
    })
  }

  aboutAnswer('accepted', (answer) => ({
    met: answer.accepted,
    code: 'status',
    expected: 'a PBA with status below 128',
  }))
  aboutAnswer('answered', (answer) => ({
    met: answer.pba !== undefined,
    code: 'no-answer',
    expected: 'a PBA',
  }))
  aboutAnswer('refused', (answer, ...statuses: readonly number[]) => ({
    met: answer.refused && (statuses.length === 0 || statuses.includes(answer.status ?? -1)),
    code: 'status',
    expected: `a PBA with ${statuses.length === 0 ? 'a status of 128 or more' : `status ${orList(statuses)}`}`,
    where: 'status at octet 6',
  }))
  aboutAnswer('status', (answer, ...statuses: readonly number[]) => ({
    met: statuses.includes(answer.status ?? -1),
    code: 'status',
    expected: `a PBA with status ${orList(statuses)}`,
    where: 'status at octet 6',
  }))
  aboutAnswer('ignored', (answer) => ({ met: answer.silent, code: 'not-ignored', expected: 'silence' }), true)
  aboutAnswer(
    'refusedOrIgnored',
    (answer) => ({
      met: !(answer.accepted && answer.multipath !== undefined),
      code: 'accepted-with-multipath',
      expected: 'a refusal, silence, or an acceptance without MAG Multipath Binding option',
    }),
    true,
  )
  aboutAnswer('multipath', (answer, bid?: number) => ({
    met:
      answer.accepted &&
      answer.multipath !== undefined &&
      (bid === undefined || answer.multipath.bid === bid),
    code: answer.accepted && answer.multipath === undefined ? 'option-missing' : 'multipath',
    expected: `an acceptance with a MAG Multipath Binding option${bid === undefined ? '' : ` of BID ${bid}`}`,
    where: optionPlace(answer.multipath),
  }))
  aboutAnswer('option', (answer, kind: OptionKind) => ({
    met: answer.option(kind) !== undefined,
    code: answer.option(kind) === undefined ? 'option-missing' : 'option-present',
    expected: `option ${kind} in the PBA`,
    where: optionPlace(answer.option(kind)),
  }))

  aboutBindings('bid', (bindings, bid: number) => ({
    met: bindings.hasBid(bid),
    code: bindings.hasBid(bid) ? 'binding-present' : 'binding-missing',
    expected: `a live binding under BID ${bid}`,
  }))
  aboutBindings('careOf', (bindings, address: string) => ({
    met: bindings.hasCareOf(address),
    code: bindings.hasCareOf(address) ? 'binding-present' : 'binding-missing',
    expected: `a live binding of care-of address ${address}`,
  }))
  aboutBindings('bindings', (bindings, count: number) => ({
    met: bindings.count === count,
    code: 'binding-count',
    expected: `${count} live ${count === 1 ? 'binding' : 'bindings'}`,
  }))

  // Chai's own words carry the same weight as ours when they are said of a case's subject.
  const usual = Assertion.prototype.assert
  Assertion.prototype.assert = function (this: Chai.AssertionStatic, ...args: Chai.AssertionArgs) {
    if (utils.flag(this, 'weight') === undefined) return usual.apply(this, args)
    const met = utils.test(this, args) !== (utils.flag(this, 'negate') === true)
    const words = utils.getMessage(this, args).replace(/^expected /, '')
    const label: unknown = utils.flag(this, 'message')
    const expected = typeof label === 'string' ? label : wordValue(words)
    settle(this, { met, code: 'value', expected, got: wordValue(utils.getActual(this, args)) })
  }
}

function orList(statuses: readonly number[]): string {
  return statuses.map(statusName).join(' or ')
}

function optionPlace(option: Option | undefined): string | undefined {
  return option?.offset === undefined ? undefined : `option ${option.kind} at octet ${option.offset}`
}
