import { Status } from '../catalogue/index.js'
import { lacks, malformed, optionTypes, place, type Received, received } from './evidence.js'
import { answered, askedAll, askedOnce, type Exchange, proxyExchange } from './exchange.js'
import type { RuleFinding, StandingRule } from './rule.js'

const MMB = 'mag-multipath-binding'
const MAG_ID = 'mag-identifier'
/** Handoff indicator of a refresh. */
const UNCHANGED = 5
const REFUSED = Status.CANNOT_SUPPORT_MULTIPATH_BINDING

type Binding = Received<typeof MMB>

/** RFC 8278 §4.3 and §4.4: what a PBA says about multipath, beside its PBU. */
export const multipathRules: readonly StandingRule[] = [
  {
    id: 'LMA-8278-PBAMMB-10',
    title: 'A PBA has no multipath option when its PBU did not ask for multipath',
    requirement: '8278/MP-4.4-02',
    notes: ['U-05', 'U-12', 'U-13'],
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      if (exchange === undefined || askedAll(exchange, MMB)?.length !== 0) return undefined
      const { answer, asked } = exchange
      // What a PBU without the option means for a session that has paths is open (U-12, U-13).
      const hi = askedOnce(exchange, 'handoff-indicator')
      const isOfSession = asked.update.lifetime === 0 || (typeof hi === 'object' && hi.value === UNCHANGED)
      const bindings = [...received(answer, MMB), ...malformed(answer, MMB)]
      const identifiers = [...received(answer, MAG_ID), ...malformed(answer, MAG_ID)]
      const unasked = (option: (typeof bindings | typeof identifiers)[number]) => ({
        expected: `no option ${option.type}`,
        got: optionTypes(answer),
        where: place(answer, option),
      })
      return [
        ...bindings.map((option) => ({
          code: 'multipath-unasked',
          message: 'The MAG Multipath Binding option comes back though the request had none',
          ...(isOfSession && { severity: 'warn' as const }),
          ...unasked(option),
        })),
        ...identifiers.map((option) => ({
          code: 'mag-identifier-unasked',
          message: 'A MAG Identifier option comes in an answer that is not about multipath',
          severity: 'warn' as const,
          ...unasked(option),
        })),
      ]
    },
  },
  {
    id: 'LMA-8278-PBAMMB-11',
    title: 'An accepted multipath PBU is answered without MAG Identifier option',
    requirement: ['8278/MP-4.4-08', '8278/MP-4.4-10'],
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      if (exchange === undefined || exchange.rejected || !asksForMultipath(exchange)) return undefined
      if (judged.edition === 'draft-06') return []
      const isMultipath = received(exchange.answer, MMB).length + malformed(exchange.answer, MMB).length > 0
      return identifiersIn(exchange, isMultipath ? '8278/MP-4.4-08' : '8278/MP-4.4-10')
    },
  },
  {
    id: 'LMA-8278-PBAMMB-12',
    title: 'A PBA 180 has no MAG Identifier option',
    requirement: '8278/MP-4.4-14',
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      if (exchange === undefined || exchange.answer.status !== REFUSED || !asksForMultipath(exchange))
        return undefined
      if (judged.edition === 'rfc8278') return identifiersIn(exchange, '8278/MP-4.4-14')
      const asked = askedAll(exchange, MAG_ID)
      if (asked === undefined || asked.length === 0) return undefined
      if (received(exchange.answer, MAG_ID).length + malformed(exchange.answer, MAG_ID).length > 0) return []
      return [
        { ...lacks(exchange.answer, 'MAG Identifier', 'its echo, as draft-06 has it'), severity: 'warn' },
      ]
    },
  },
  {
    id: 'LMA-8278-PBAMMB-13',
    title: 'Status 180 answers only a PBU that asked for multipath',
    requirement: ['8278/MP-4.3-01', '8278/MP-4.3-02'],
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      if (exchange === undefined || exchange.answer.status !== REFUSED) return undefined
      const asked = askedAll(exchange, MMB)
      if (asked === undefined) return undefined
      if (asked.length > 0) return []
      const message = 'A PBU without MAG Multipath Binding option is refused with status 180'
      const expected = 'another status'
      return [
        { code: 'status-unsuited', message, expected, got: String(REFUSED), where: 'status at octet 6' },
      ]
    },
  },
  {
    id: 'LMA-8278-PBAMMB-14',
    title: 'The multipath option of an acceptance has the binding identifier of the request',
    requirement: '8278/MP-4.4-07',
    notes: ['U-08', 'U-16'],
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      const asked = exchange && onlyBinding(exchange)
      const found = exchange && answered(exchange, MMB)
      const first = found?.[0]
      // Whether the option is due depends on what the device supports: no matter of this rule.
      if (exchange === undefined || exchange.rejected || asked === undefined || first === undefined)
        return undefined
      return [
        ...different(exchange, first, asked, ['bid']),
        ...different(exchange, first, asked, ['accessTechnology', 'label']).map(milder),
        ...second(exchange, found ?? []),
      ]
    },
  },
  {
    id: 'LMA-8278-PBAMMB-15',
    title: 'The multipath option of an acceptance has a permitted binding identifier',
    requirement: '8278/MP-4.1-14',
    notes: ['U-01'],
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      const found = exchange === undefined ? [] : received(exchange.answer, MMB)
      if (exchange === undefined || exchange.rejected || found.length === 0) return undefined
      return found
        .filter(({ bid }) => bid === 0 || bid === 255)
        .map((option) => ({
          code: 'bid-reserved',
          message: 'A binding is accepted under a reserved binding identifier',
          expected: '1 to 254',
          got: String(option.bid),
          where: place(exchange.answer, option, 'bid', 4),
        }))
    },
  },
  {
    id: 'LMA-8278-PBAMMB-16',
    title: 'A PBA 180 echoes the multipath option of its PBU',
    requirement: '8278/MP-4.4-13',
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      const asked = exchange && onlyBinding(exchange)
      const found = exchange && answered(exchange, MMB)
      if (exchange === undefined || asked === undefined || found === undefined) return undefined
      if (exchange.answer.status !== REFUSED) return undefined
      const [first] = found
      if (first === undefined) {
        const finding = lacks(exchange.answer, 'MAG Multipath Binding', 'the one of the request')
        return [judged.edition === 'draft-06' ? milder(finding) : finding]
      }
      return [
        ...different(exchange, first, asked, ['accessTechnology', 'label', 'bid']),
        ...different(exchange, first, asked, ['bulk', 'overwrite']).map(milder),
        ...second(exchange, found),
      ]
    },
  },
]

const milder = (finding: RuleFinding): RuleFinding => ({ ...finding, severity: 'warn' })

/** True only when that is beyond doubt. */
function asksForMultipath(exchange: Exchange): boolean {
  return (askedAll(exchange, MMB)?.length ?? 0) > 0 || onlyBinding(exchange) !== undefined
}

/** The one option of the request. A binding identifier that is not permitted does not make it unreadable. */
function onlyBinding(exchange: Exchange): Binding | undefined {
  const { asked } = exchange
  if (!asked.legible || malformed(asked.update, MMB).length > 0) return undefined
  const found = received(asked.update, MMB)
  return found.length === 1 ? found[0] : undefined
}

function identifiersIn({ answer }: Exchange, requirement: string): readonly RuleFinding[] {
  return [...received(answer, MAG_ID), ...malformed(answer, MAG_ID)].map((option) => ({
    code: 'mag-identifier',
    message: 'The PBA has a MAG Identifier option, as builds of draft-06 do',
    requirement,
    expected: `no option ${option.type}`,
    got: optionTypes(answer),
    where: place(answer, option),
  }))
}

const FIELDS = {
  accessTechnology: { code: 'access-technology', name: 'If-ATT', delta: 2 },
  label: { code: 'label', name: 'If-Label', delta: 3 },
  bid: { code: 'bid', name: 'binding identifier', delta: 4 },
  bulk: { code: 'bulk-flag', name: 'B flag', delta: 5 },
  overwrite: { code: 'overwrite-flag', name: 'O flag', delta: 5 },
} as const

function different(
  { answer }: Exchange,
  came: Binding,
  asked: Binding,
  fields: readonly (keyof typeof FIELDS)[],
): readonly RuleFinding[] {
  return fields
    .filter((field) => came[field] !== asked[field])
    .map((field) => ({
      code: FIELDS[field].code,
      message: `The ${FIELDS[field].name} is not the one of the request`,
      expected: String(asked[field]),
      got: String(came[field]),
      where: place(answer, came, field, FIELDS[field].delta),
    }))
}

/** Two options: identical ones are odd, different ones contradict each other. */
function second({ answer }: Exchange, found: readonly Binding[]): readonly RuleFinding[] {
  const [first, ...others] = found
  const other = others[0]
  if (first === undefined || other === undefined) return []
  const odd = others.find((option) => text(option) !== text(first))
  const finding: RuleFinding = {
    code: 'option-repeated',
    message: 'The MAG Multipath Binding option is there more than once',
    expected: 'one',
    got: found.map(text).join('; '),
    where: place(answer, odd ?? other),
  }
  return [odd === undefined ? milder(finding) : finding]
}

function text({ accessTechnology, label, bid, bulk, overwrite }: Binding): string {
  const flags = `${bulk ? ' B' : ''}${overwrite ? ' O' : ''}`
  return `If-ATT ${accessTechnology}, label ${label}, BID ${bid}${flags}`
}
