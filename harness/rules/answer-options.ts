import { canonicalIPv6, sameOctets } from '../wire/index.js'
import { identifierText, lacks, malformed, place, received } from './evidence.js'
import { answered, askedAll, askedOnce, type Exchange, proxyExchange } from './exchange.js'
import type { RuleFinding, StandingRule } from './rule.js'

const plainly = (address: string) => {
  const bare = address.split('%', 1)[0] ?? ''
  return canonicalIPv6(bare) ?? bare
}

/** RFC 5213 §5.3.6: addresses of a PBA, and the options it copies as they are. */
export const answerRules: readonly StandingRule[] = [
  {
    id: 'LMA-5213-PBA-03',
    title: 'A PBA comes from the address its PBU was sent to',
    requirement: '5213/5.3.6-01',
    notes: ['BU-17'],
    role: 'lma',
    judge(judged) {
      if (proxyExchange(judged) === undefined || judged.request === undefined) return undefined
      const expected = plainly(judged.request.destination)
      const got = plainly(judged.source)
      if (got === expected) return []
      return [{ code: 'source', message: 'The PBA does not come from where its PBU went', expected, got }]
    },
  },
  {
    id: 'LMA-5213-PBA-04',
    title: 'A PBA goes to the source of its PBU',
    requirement: '5213/5.3.6-02',
    role: 'lma',
    judge(judged) {
      if (proxyExchange(judged) === undefined || judged.request === undefined) return undefined
      const expected = plainly(judged.request.source)
      const got = plainly(judged.destination)
      if (got === expected) return []
      return [{ code: 'destination', message: 'The PBA does not go to the source of its PBU', expected, got }]
    },
  },
  {
    id: 'LMA-5213-PBA-05',
    title: 'A PBA has the mobile node identifier of its PBU',
    requirement: '5213/5.3.6-04',
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      const asked = exchange && askedOnce(exchange, 'mobile-node-identifier')
      if (exchange === undefined || asked === undefined || asked === 'none') return undefined
      const { answer } = exchange
      const expected = identifierText(asked.identifier)
      const found = received(answer, 'mobile-node-identifier')
      const [first] = found
      if (first === undefined) return [withoutIdentifier(exchange, expected)]
      const same = found.find(({ identifier }) => sameOctets(identifier, asked.identifier))
      if (same === undefined) {
        const got = identifierText(first.identifier)
        const where = place(answer, first, 'identifier', 3)
        const message = 'The mobile node identifier is not the one of the request'
        return [{ code: 'identifier', message, expected, got, where }]
      }
      if (same.subtype === asked.subtype) return []
      return [subtypeFinding(exchange, same, asked.subtype)]
    },
  },
  {
    id: 'LMA-5213-PBA-06',
    title: 'A PBA to a PBU without mobile node identifier has one of zero length',
    requirement: '5213/5.3.6-05',
    notes: ['BU-03'],
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      if (exchange === undefined || askedOnce(exchange, 'mobile-node-identifier') !== 'none') return undefined
      const { answer } = exchange
      const [first] = received(answer, 'mobile-node-identifier')
      if (first === undefined) return [withoutIdentifier(exchange, 'an identifier of no octets')]
      if (first.identifier.length > 0) {
        const got = identifierText(first.identifier)
        const where = place(answer, first, 'identifier', 3)
        const message = 'An identifier comes back that was not sent'
        return [{ code: 'identifier', message, expected: 'no octets', got, where }]
      }
      return first.subtype === 1 ? [] : [subtypeFinding(exchange, first, 1)]
    },
  },
  copiedValue('LMA-5213-PBA-07', '5213/5.3.6-10', 'handoff-indicator', 'Handoff Indicator'),
  copiedValue('LMA-5213-PBA-08', '5213/5.3.6-11', 'access-technology-type', 'Access Technology Type'),
  {
    id: 'LMA-5213-PBA-09',
    title: 'A PBA has a Timestamp exactly when its PBU had one',
    requirement: '5213/5.3.6-12',
    notes: ['BU-09'],
    role: 'lma',
    judge: (judged) => asAsked(proxyExchange(judged), 'timestamp', 'Timestamp'),
  },
  {
    id: 'LMA-5213-PBA-10',
    title:
      'A PBA has the link-layer identifier of the mobile node exactly when its PBU had one, and the same',
    requirement: '5213/5.3.6-13',
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      const kind = 'mobile-node-link-layer-identifier'
      const asked = exchange && askedOnce(exchange, kind)
      if (exchange === undefined || asked === undefined) return undefined
      // No identifier in the option: whether there was one to copy is open.
      if (asked !== 'none' && asked.identifier.length === 0) return undefined
      const presence = asAsked(exchange, kind, 'Mobile Node Link-layer Identifier')
      const found = answered(exchange, kind) ?? []
      const [first] = found
      if (asked === 'none' || first === undefined) return presence
      if (found.some(({ identifier }) => sameOctets(identifier, asked.identifier))) return []
      return [
        {
          code: 'identifier',
          message: 'The link-layer identifier is not the one of the request',
          expected: identifierText(asked.identifier),
          got: identifierText(first.identifier),
          where: place(exchange.answer, first, 'identifier', 4),
        },
      ]
    },
  },
  {
    id: 'LMA-5213-PBA-11',
    title: 'A PBA has a Link-local Address option exactly when its PBU had one',
    requirement: '5213/5.3.6-14',
    role: 'lma',
    judge: (judged) => asAsked(proxyExchange(judged), 'link-local-address', 'Link-local Address'),
  },
]

function withoutIdentifier({ answer }: Exchange, expected: string): RuleFinding {
  const [broken] = malformed(answer, 'mobile-node-identifier')
  if (broken === undefined) return lacks(answer, 'Mobile Node Identifier', expected)
  const message = 'The Mobile Node Identifier option has no subtype'
  const where = place(answer, broken, 'length', 1)
  return {
    code: 'option-length',
    message,
    expected: 'a Length of at least 1',
    got: String(broken.length),
    where,
  }
}

function subtypeFinding(
  { answer }: Exchange,
  option: Parameters<typeof place>[1] & { readonly subtype: number },
  expected: number,
): RuleFinding {
  const where = place(answer, option, 'subtype', 2)
  const message = 'The mobile node identifier has another subtype'
  const got = String(option.subtype)
  return { code: 'subtype', message, severity: 'warn', expected: String(expected), got, where }
}

/** The option is in the answer exactly when it was in the request. */
function asAsked(
  exchange: Exchange | undefined,
  kind: 'timestamp' | 'mobile-node-link-layer-identifier' | 'link-local-address',
  name: string,
): readonly RuleFinding[] | undefined {
  // Two of them have no defined answer, but one at least is due.
  const asked = exchange && askedAll(exchange, kind)
  if (exchange === undefined || asked === undefined) return undefined
  const { answer } = exchange
  const found = [...received(answer, kind), ...malformed(answer, kind)]
  const [first] = found
  if (asked.length > 0)
    return first === undefined ? [lacks(answer, name, 'the option, as in the request')] : []
  if (first === undefined) return []
  const got = `option ${first.type}`
  const message = `The ${name} option is there though the request had none`
  return [
    { code: 'option-added', message, expected: `no option ${first.type}`, got, where: place(answer, first) },
  ]
}

function copiedValue(
  id: string,
  requirement: '5213/5.3.6-10' | '5213/5.3.6-11',
  kind: 'handoff-indicator' | 'access-technology-type',
  name: string,
): StandingRule {
  return {
    id,
    title: `A PBA has the ${name} of its PBU, or 0 when that had none`,
    requirement,
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      const asked = exchange && askedOnce(exchange, kind)
      const found = exchange && answered(exchange, kind)
      if (exchange === undefined || asked === undefined || found === undefined) return undefined
      const value = asked === 'none' ? 0 : asked.value
      const expected = asked === 'none' ? '0, as the request had none' : String(value)
      const [first] = found
      if (first === undefined) return [lacks(exchange.answer, name, expected)]
      if (found.some((option) => option.value === value)) return []
      const where = place(exchange.answer, first, 'value', 3)
      const message = `The ${name} is not the one of the request`
      return [{ code: 'value', message, expected, got: String(first.value), where }]
    },
  }
}
