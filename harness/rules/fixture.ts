import { requirement } from '../catalogue/index.js'
import {
  type Addresses,
  aligned,
  type BindingAcknowledgement,
  type BindingUpdate,
  decode,
  encode,
  type Message,
  type Option,
  type OptionKind,
  option,
} from '../wire/index.js'
import { lmaRules } from './index.js'
import type { Judged, RuleFinding, StandingRule } from './rule.js'

const MAG_ADDRESS = '2001:db8:a::1'
const LMA_ADDRESS = '2001:db8:1::1'
export const UP: Addresses = { source: MAG_ADDRESS, destination: LMA_ADDRESS }
export const DOWN: Addresses = { source: LMA_ADDRESS, destination: MAG_ADDRESS }

export const octets = (text: string) => new TextEncoder().encode(text)
export const hnp = (prefix: string, prefixLength = 64, reserved = 0) =>
  option('home-network-prefix', { prefix, prefixLength, reserved })
export const mnId = (text: string, subtype = 1) =>
  option('mobile-node-identifier', { subtype, identifier: octets(text) })
export const hi = (value: number, reserved = 0) => option('handoff-indicator', { value, reserved })
export const att = (value: number, reserved = 0) => option('access-technology-type', { value, reserved })
export const llId = (...identifier: number[]) =>
  option('mobile-node-link-layer-identifier', { identifier: Uint8Array.from(identifier) })
export const linkLocal = (address: string) => option('link-local-address', { address })
export const stamp = (timestamp: bigint) => option('timestamp', { timestamp })
export const mmb = (bid: number, accessTechnology = 8, label = 11, reserved = 0) =>
  option('mag-multipath-binding', { accessTechnology, label, bid, reserved })
export const magId = (text: string, reserved = 0) =>
  option('mag-identifier', { subtype: 1, identifier: octets(text), reserved })
/** An option of this type whose data are these octets: one with a wrong Length. */
export const raw = (type: number, ...data: number[]) =>
  option('unknown', { type, data: Uint8Array.from(data) })
export const ipv4Request = option('ipv4-home-address-request')

/** 2025-01-01T00:00:00.5Z. */
export const TIME = 0x6774_8580_8000n
export const SECOND = 65536n

/** The options of a registration for multipath. */
export const ASKED: readonly Option[] = [
  hnp('::', 0),
  stamp(TIME),
  mnId('mn1@example.com'),
  hi(1),
  att(4),
  mmb(1),
  magId('mag1@example.com'),
]
/** Those of its acceptance. */
export const ACCEPTED: readonly Option[] = [
  hnp('2001:db8:100::'),
  stamp(TIME),
  mnId('mn1@example.com'),
  hi(1),
  att(4),
  mmb(1),
]
/** Those of its rejection. */
export const REJECTED: readonly Option[] = [hnp('::', 0), ...ACCEPTED.slice(1)]

/** The options, but those of one kind replaced by these. */
export function swap(
  options: readonly Option[],
  kind: OptionKind,
  ...others: readonly Option[]
): readonly Option[] {
  const at = options.findIndex((each) => each.kind === kind)
  const kept = options.filter((each) => each.kind !== kind)
  return at < 0 ? [...kept, ...others] : [...kept.slice(0, at), ...others, ...kept.slice(at)]
}

export interface Sketch {
  readonly asked?: readonly Option[]
  readonly answer?: readonly Option[]
  readonly request?: Partial<BindingUpdate>
  readonly status?: number
  readonly pba?: Partial<BindingAcknowledgement>
  /** Lay the options of the answer out as they are, without padding between them. */
  readonly unaligned?: boolean
  readonly with?: Partial<Judged>
}

/** A registration and its answer, right in all but what is said otherwise. */
export function exchange(sketch: Sketch = {}): Judged {
  const status = sketch.status ?? 0
  const update: BindingUpdate = {
    kind: 'binding-update',
    sequence: 7,
    flags: 0x8200,
    lifetime: 75,
    options: aligned(sketch.asked ?? ASKED),
    ...sketch.request,
  }
  const options = sketch.answer ?? (status < 128 ? ACCEPTED : REJECTED)
  const answer: Message = {
    kind: 'binding-acknowledgement',
    status,
    flags: 0x20,
    sequence: 7,
    lifetime: status < 128 ? update.lifetime : 0,
    options: sketch.unaligned ? options : aligned(options),
    ...sketch.pba,
  }
  return { ...message(answer), request: { message: update, ...UP }, ...sketch.with }
}

/** A message of the LMA that answers nothing. */
export function message(of: Message): Judged {
  return octetsOf(encode(of, DOWN))
}

export function octetsOf(octets: Uint8Array): Judged {
  return { decoded: decode(octets, DOWN), octets, ...DOWN, edition: 'rfc8278' }
}

export function rule(id: string): StandingRule {
  const found = lmaRules.find((each) => each.id === id)
  if (found === undefined) throw new Error(`no rule ${id}`)
  return found
}

/** `not concerned`, `obeys`, or what it is found guilty of: `fail identifier, warn subtype`. */
export function outcome(id: string, judged: Judged): string {
  const judge = rule(id)
  const findings = judge.judge(judged)
  if (findings === undefined) return 'not concerned'
  if (findings.length === 0) return 'obeys'
  return findings.map((finding) => `${severity(judge, finding)} ${finding.code}`).join(', ')
}

/** As the runner has it: the level of the requirement says, unless the finding is milder. */
export function severity(judge: StandingRule, finding: RuleFinding): string {
  if (finding.severity !== undefined) return finding.severity
  const first = typeof judge.requirement === 'string' ? judge.requirement : judge.requirement[0]
  const { level } = requirement((finding.requirement as typeof first | undefined) ?? first)
  return ['MUST', 'MUST NOT', 'FMT', 'DEF'].includes(level) ? 'fail' : 'warn'
}

/** Every rule that a message breaks, with what it is found guilty of. */
export function offences(judged: Judged): readonly string[] {
  return lmaRules
    .map(({ id }) => `${id}: ${outcome(id, judged)}`)
    .filter((line) => !line.endsWith(': obeys') && !line.endsWith(': not concerned'))
}

/** One test for each line: the rule, what comes of it, when. */
export function judges(
  id: string,
  lines: readonly (readonly [when: string, outcome: string, judged: Judged])[],
): void {
  describe(id, () => {
    for (const [when, expected, judged] of lines) {
      it(`${expected}: ${when}`, () => {
        const got = outcome(id, judged)
        if (got !== expected) throw new Error(`${when}: ${got} instead of ${expected}`)
      })
    }
  })
}
