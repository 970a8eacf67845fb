import { statusName } from '../catalogue/index.js'
import type { Finding } from '../model/index.js'
import { Answer, Pbu, type Prefix, silenceExpected } from '../roles/index.js'
import type { Option, OptionKind } from '../wire/index.js'
import { NodeBindings } from './bindings.js'
import { currentCase } from './current.js'
import { Heard } from './heard.js'
import { NoAnswer, Undecided, Unmet } from './outcome.js'
import { Uptake } from './uptake.js'
import { wordAnswer, wordPbu, wordValue } from './words.js'

/** What cases make expectations about: answers, PBUs, binding cache entries, and plain values with chai's own words. */
export type Subject =
  | Answer
  | Pbu
  | Heard
  | Uptake
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
      /** A PBA with status below 128. Our own PBA: the MAG goes on with what it gave. */
      accepted(): Assertion
      /** A PBA with one of these statuses; when none is named, with any of 128 or more. */
      refused(...statuses: readonly number[]): Assertion
      /** A PBA with one of these statuses. */
      status(...statuses: readonly number[]): Assertion
      /** Any PBA, whatever its status. */
      answered(): Assertion
      /** Proven silence: no PBA, no Binding Error, no ICMPv6 error. Our own PBA: nothing the MAG does builds on it. */
      ignored(): Assertion
      /** Refused, ignored in silence or with an error message, or accepted as a plain RFC 5213 request. */
      refusedOrIgnored(): Assertion
      /**
       * A PBA with status below 128 and a MAG Multipath Binding option; with this BID when one is named. A PBU with
       * that option.
       */
      multipath(bid?: number): Assertion
      /** The PBA or PBU has an option of this kind. */
      option(kind: OptionKind): Assertion
      /** The node has a live binding under this BID; the PBU asks for it. */
      bid(bid: number): Assertion
      /** The node has a live binding of this proxy care-of address; the PBU is for it. */
      careOf(address: string): Assertion
      /** A PBU on this path. */
      on(path: string | { readonly name: string }): Assertion
      /** A PBU with handoff indicator 5 and a lifetime. */
      refresh(): Assertion
      /** A PBU with lifetime 0. */
      deregistration(): Assertion
      /** A PBU with one of these handoff indicators. */
      handoff(...indicators: readonly number[]): Assertion
      /** A PBU with just these home network prefixes, in any order. */
      prefixes(prefixes: readonly Prefix[]): Assertion
      /** Nothing came while the case listened. */
      nothing(): Assertion
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
  /** Nothing came that could tell. */
  readonly untold?: boolean
  /** `expected` says it all already, negated or not. */
  readonly whole?: boolean
}

type Judgement = Pick<Verdict, 'met' | 'code' | 'expected'> & {
  readonly where?: string | undefined
  readonly got?: string
}

/** Judges a subject of its kind; undefined when it is of another. */
type Judge = (subject: unknown, args: never[], negated: boolean) => Verdict | undefined

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
    const expected = negated && verdict.whole !== true ? `not ${verdict.expected}` : verdict.expected
    const finding: Omit<Finding, 'severity'> = {
      code: verdict.code,
      message: `${utils.flag(assertion, 'weight') === 'inconclusive' ? 'what the case builds on does not hold: ' : ''}expected ${expected}`,
      expected,
      got: verdict.got,
      ...(verdict.frame !== undefined && { frame: verdict.frame }),
      ...(verdict.where !== undefined && { where: verdict.where }),
    }
    if (verdict.overtaken !== undefined)
      throw new NoAnswer({ ...finding, code: 'overtaken', causes: CAUSES_OF_DELAY }, false)
    const weight: unknown = utils.flag(assertion, 'weight')
    if (verdict.untold === true && !negated) throw new Undecided(finding)
    if (weight === 'warn') {
      currentCase().record({ ...finding, severity: 'warn' })
      return
    }
    if (verdict.missing !== undefined && !negated)
      throw new NoAnswer({ ...finding, code: 'no-answer', causes: CAUSES_OF_SILENCE }, weight === 'level')
    throw weight === 'inconclusive' ? new Undecided(finding, true) : new Unmet(finding)
  }

  /** A word may be said of several kinds of subject: each kind has a judge of its own. */
  const judges = new Map<string, Judge[]>()
  const say = (name: string, judge: Judge): void => {
    const known = judges.get(name)
    if (known !== undefined) {
      known.push(judge)
      return
    }
    const all = [judge]
    judges.set(name, all)
    Assertion.addMethod(name, function (this: object, ...args: unknown[]) {
      const subject: unknown = utils.flag(this, 'object')
      for (const judge of all) {
        const verdict = judge(subject, args as never[], utils.flag(this, 'negate') === true)
        if (verdict !== undefined) return settle(this, verdict)
      }
      throw new TypeError(`${name} cannot be said of this`)
    })
  }

  const aboutAnswer = (
    name: string,
    judge: (answer: Answer, ...args: never[]) => Judgement,
    silenceMayMeet = false,
  ): void =>
    say(name, (answer, args, negated) => {
      if (!(answer instanceof Answer)) return undefined
      if (name === 'ignored' && !negated && answer.silent) silenceExpected.add(answer.request)
      return {
        ...judge(answer, ...args),
        got: wordAnswer(answer),
        frame: answer.frame,
        missing: answer.silent && !silenceMayMeet ? answer : undefined,
        overtaken: answer.overtaken ? answer : undefined,
      }
    })

  const aboutPbu = (name: string, judge: (pbu: Pbu, ...args: never[]) => Judgement): void =>
    say(name, (pbu, args) =>
      pbu instanceof Pbu ? { got: wordPbu(pbu), frame: pbu.frame, ...judge(pbu, ...args) } : undefined,
    )

  const aboutBindings = (name: string, judge: (bindings: NodeBindings, arg: never) => Judgement): void =>
    say(name, (bindings, [arg]) =>
      bindings instanceof NodeBindings
        ? { ...judge(bindings, arg as never), got: bindings.words() }
        : undefined,
    )

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

  aboutPbu('multipath', (pbu, bid?: number) => ({
    met: pbu.multipath !== undefined && (bid === undefined || pbu.bid === bid),
    code: pbu.multipath === undefined ? 'option-missing' : 'multipath',
    expected: `a PBU with a MAG Multipath Binding option${bid === undefined ? '' : ` of BID ${bid}`}`,
    where: optionPlace(pbu.multipath),
  }))
  aboutPbu('option', (pbu, kind: OptionKind) => ({
    met: pbu.option(kind) !== undefined,
    code: pbu.option(kind) === undefined ? 'option-missing' : 'option-present',
    expected: `option ${kind} in the PBU`,
    where: optionPlace(pbu.option(kind)),
  }))
  aboutPbu('bid', (pbu, bid: number) => ({
    met: pbu.bid === bid,
    code: 'bid',
    expected: `a PBU with BID ${bid}`,
    where: optionPlace(pbu.multipath),
  }))
  aboutPbu('careOf', (pbu, address: string) => ({
    met: pbu.careOf === address,
    code: 'care-of-address',
    expected: `a PBU for care-of address ${address}`,
    got: `${wordPbu(pbu)}, for ${pbu.careOf}`,
  }))
  aboutPbu('on', (pbu, path: string | { readonly name: string }) => {
    const name = typeof path === 'string' ? path : path.name
    return { met: pbu.path === name, code: 'path', expected: `a PBU on ${name}` }
  })
  aboutPbu('refresh', (pbu) => ({
    met: pbu.isRefresh,
    code: 'handoff-indicator',
    expected: 'a re-registration, with handoff indicator 5',
    where: optionPlace(pbu.option('handoff-indicator')),
  }))
  aboutPbu('deregistration', (pbu) => ({
    met: pbu.isDeregistration,
    code: 'lifetime',
    expected: 'a de-registration, with lifetime 0',
    where: 'lifetime at octet 10',
  }))
  aboutPbu('handoff', (pbu, ...indicators: readonly number[]) => ({
    met: pbu.handoffIndicator !== undefined && indicators.includes(pbu.handoffIndicator),
    code: 'handoff-indicator',
    expected: `a PBU with handoff indicator ${indicators.join(' or ')}`,
    where: optionPlace(pbu.option('handoff-indicator')),
  }))
  aboutPbu('prefixes', (pbu, prefixes: readonly Prefix[]) => ({
    met: wordPrefixes(pbu.prefixes) === wordPrefixes(prefixes),
    code: 'prefixes',
    expected: `a PBU with ${wordPrefixes(prefixes)}`,
    got: wordPrefixes(pbu.prefixes),
    where: optionPlace(pbu.option('home-network-prefix')),
  }))
  say('nothing', (heard) =>
    heard instanceof Heard
      ? {
          met: heard.pbus.length === 0,
          code: 'not-silent',
          expected: `nothing such as ${heard.what}`,
          got: heard.words(),
          frame: heard.first?.frame,
        }
      : undefined,
  )

  const aboutUptake = (
    name: string,
    judge: (how: Uptake) => Judgement & { readonly untold?: boolean },
  ): void =>
    say(name, (how) =>
      how instanceof Uptake ? { got: how.words(), frame: how.by?.frame, ...judge(how) } : undefined,
    )
  aboutUptake('accepted', ({ kind }) => ({
    met: kind === 'accepted',
    untold: kind === 'unseen',
    code: 'answer-not-taken',
    expected: 'the MAG to accept the answer: PBUs that go on with what it gave, and no repetition',
  }))
  aboutUptake('ignored', ({ kind, tells }) => ({
    met: kind === 'repeated' || (kind === 'unseen' && tells),
    untold: kind === 'unseen',
    code: 'answer-taken',
    expected: 'the MAG to ignore the answer: no PBU that goes on with what it gave',
  }))

  // Chai's own words carry the same weight as ours when they are said of a case's subject.
  const usual = Assertion.prototype.assert
  Assertion.prototype.assert = function (this: Chai.AssertionStatic, ...args: Chai.AssertionArgs) {
    if (utils.flag(this, 'weight') === undefined) return usual.apply(this, args)
    const met = utils.test(this, args) !== (utils.flag(this, 'negate') === true)
    const words = utils.getMessage(this, args).replace(/^expected /, '')
    const label: unknown = utils.flag(this, 'message')
    const expected = typeof label === 'string' ? label : wordValue(words)
    settle(this, { met, code: 'value', expected, got: wordValue(utils.getActual(this, args)), whole: true })
  }
}

function orList(statuses: readonly number[]): string {
  return statuses.map(statusName).join(' or ')
}

function wordPrefixes(prefixes: readonly Prefix[]): string {
  if (prefixes.length === 0) return 'no prefix'
  return prefixes
    .map(({ prefix, prefixLength }) => `${prefix}/${prefixLength}`)
    .sort()
    .join(', ')
}

function optionPlace(option: Option | undefined): string | undefined {
  return option?.offset === undefined ? undefined : `option ${option.kind} at octet ${option.offset}`
}
