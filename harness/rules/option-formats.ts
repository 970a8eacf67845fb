import { isAccepted } from '../catalogue/index.js'
import { type IssueCode, type OptionKind, parseIPv6 } from '../wire/index.js'
import { isLinkLocal } from './answer-link-local.js'
import { withoutHostBits } from './answer-prefixes.js'
import { hexOf, malformed, optionIssues, place, received, told } from './evidence.js'
import { askedAll, askedOnce, bindingExchange, isAlone, mayBeOurs, proxyExchange } from './exchange.js'
import type { Judged, RuleFinding, StandingRule } from './rule.js'

/** RFC 5213 §8.3 to §8.8, RFC 5094 §3: options are built as their layouts say, whoever sends them. */
export function optionFormatRules(role: StandingRule['role']): readonly StandingRule[] {
  const id = (number: string) => `${role.toUpperCase()}-5213-FORM-${number}`
  return [
    {
      id: id('01'),
      title: 'A Home Network Prefix option has Length 18, Reserved 0 and a prefix length in range',
      requirement: '5213/8.3-01',
      notes: ['BU-02'],
      role,
      judge: (judged) =>
        ofKind(judged, 'home-network-prefix', () => [
          ...layout(judged, 'home-network-prefix', 'Home Network Prefix'),
          ...prefixLengths(judged),
        ]),
    },
    {
      id: id('02'),
      title: 'A Handoff Indicator option has Length 2 and Reserved 0',
      requirement: '5213/8.4-01',
      role,
      judge: (judged) =>
        ofKind(judged, 'handoff-indicator', () => layout(judged, 'handoff-indicator', 'Handoff Indicator')),
    },
    {
      id: id('03'),
      title: 'An Access Technology Type option has Length 2 and Reserved 0',
      requirement: '5213/8.5-01',
      role,
      judge: (judged) =>
        ofKind(judged, 'access-technology-type', () =>
          layout(judged, 'access-technology-type', 'Access Technology Type'),
        ),
    },
    {
      id: id('04'),
      title: 'The reserved octets of a Mobile Node Link-layer Identifier option are 0',
      requirement: '5213/8.6-01',
      role,
      judge: (judged) =>
        ofKind(judged, 'mobile-node-link-layer-identifier', () =>
          layout(judged, 'mobile-node-link-layer-identifier', 'Mobile Node Link-layer Identifier'),
        ),
    },
    {
      id: id('05'),
      title: 'A Mobile Node Link-layer Identifier option is aligned to suit its identifier',
      requirement: '5213/8.6-02',
      role,
      judge: (judged) =>
        ofKind(judged, 'mobile-node-link-layer-identifier', () =>
          optionIssues(judged.decoded, 'option-alignment', 'mobile-node-link-layer-identifier').map(
            (issue) => ({
              ...told(issue, 'option-alignment', 'The link-layer identifier is not aligned to its size'),
              severity: 'warn',
            }),
          ),
        ),
    },
    {
      id: id('06'),
      title: 'A Link-local Address option has Length 16 and holds a link-local address or ::',
      requirement: '5213/8.7-01',
      role,
      judge: (judged) =>
        ofKind(judged, 'link-local-address', () => [
          ...lengths(judged, 'link-local-address', 'Link-local Address'),
          ...linkLocalAddresses(judged, role),
        ]),
    },
    {
      id: id('07'),
      title: 'A Timestamp option has Length 8',
      requirement: '5213/8.8-01',
      notes: ['BU-09'],
      role,
      judge: (judged) => ofKind(judged, 'timestamp', () => lengths(judged, 'timestamp', 'Timestamp')),
    },
    {
      id: `${role.toUpperCase()}-5094-FORM-01`,
      title: 'A Vendor Specific option has a Length of at least 5 and stands at 4n+2',
      requirement: '5094/3-03',
      role,
      judge: (judged) =>
        ofKind(judged, 'vendor-specific', () => [
          ...lengths(judged, 'vendor-specific', 'Vendor Specific'),
          ...optionIssues(judged.decoded, 'option-alignment', 'vendor-specific').map((issue) =>
            told(issue, 'option-alignment', 'A Vendor Specific option is not aligned'),
          ),
        ]),
    },
  ]
}

/** Only messages that have the option are judged. */
function ofKind(
  { decoded: { message } }: Judged,
  kind: OptionKind,
  judge: () => readonly RuleFinding[],
): readonly RuleFinding[] | undefined {
  return received(message, kind).length + malformed(message, kind).length === 0 ? undefined : judge()
}

function layout(judged: Judged, kind: OptionKind, name: string): readonly RuleFinding[] {
  return [...lengths(judged, kind, name), ...reservedOctets(judged, kind, name)]
}

function lengths(judged: Judged, kind: OptionKind, name: string): readonly RuleFinding[] {
  const { decoded } = judged
  const broken = malformed(decoded.message, kind).filter(({ data }) => !mayBeOurs(judged, kind, data))
  return broken.map((option) => ({
    code: 'option-length',
    message: `The ${name} option has a Length that its layout does not allow`,
    expected: decoded.issues.find(({ offset }) => offset === option.offset + 1)?.expected ?? 'another Length',
    got: `${option.length} (${hexOf(option.data.subarray(0, 32))})`,
    where: place(decoded.message, option, 'length', 1),
  }))
}

function reservedOctets(judged: Judged, kind: OptionKind, name: string): readonly RuleFinding[] {
  const code: IssueCode = 'option-reserved'
  return optionIssues(judged.decoded, code, kind).map((issue) =>
    told(issue, code, `A reserved field of the ${name} option is not 0`),
  )
}

function prefixLengths(judged: Judged): readonly RuleFinding[] {
  const { message } = judged.decoded
  // A rejection returns what it was given, right or wrong.
  if (isAlone(judged) && message.kind === 'binding-acknowledgement' && !isAccepted(message.status)) return []
  const exchange = bindingExchange(judged)
  const asked = exchange?.rejected ? received(exchange.asked.update, 'home-network-prefix') : []
  // A MAG repeats what it was given, right or wrong.
  const given = [...asked, ...(judged.given ?? [])]
  const isAssigned = exchange !== undefined && !exchange.rejected
  return received(message, 'home-network-prefix').flatMap((option): readonly RuleFinding[] => {
    const { prefix, prefixLength } = option
    if (prefix === '::') return []
    if (given.some((asked) => asked.prefix === prefix && asked.prefixLength === prefixLength)) return []
    if (prefixLength < 1 || prefixLength > 128) {
      const where = place(message, option, 'prefixLength', 3)
      const got = `${prefix}/${prefixLength}`
      return [
        {
          code: 'prefix-length',
          message: 'The prefix length is out of range',
          expected: '1 to 128',
          got,
          where,
        },
      ]
    }
    const expected = withoutHostBits(option)
    if (!isAssigned || expected === prefix || parseIPv6(prefix) === undefined) return []
    return [
      {
        code: 'host-bits',
        message: 'An assigned prefix has bits set beyond its length',
        severity: 'warn',
        expected: `${expected}/${prefixLength}`,
        got: `${prefix}/${prefixLength}`,
        where: place(message, option, 'prefix', 4),
      },
    ]
  })
}

/** Of an LMA only the addresses that it made up itself are judged: the others are those of the MAG. */
function linkLocalAddresses(judged: Judged, role: StandingRule['role']): readonly RuleFinding[] {
  const { message } = judged.decoded
  if (role === 'lma') {
    const exchange = proxyExchange(judged)
    const asked = exchange && askedOnce(exchange, 'link-local-address')
    if (typeof asked !== 'object' || asked.address !== '::') return []
  }
  return received(message, 'link-local-address')
    .filter(({ address }) => address !== '::' && !isLinkLocal(address))
    .map((option) => ({
      code: 'link-local-address',
      message: 'The address is not link-local',
      expected: 'an address in fe80::/10, or ::',
      got: option.address,
      where: place(message, option, 'address', 2),
    }))
}

const SINGLE: readonly (readonly [OptionKind, string])[] = [
  ['mobile-node-identifier', 'Mobile Node Identifier'],
  ['handoff-indicator', 'Handoff Indicator'],
  ['access-technology-type', 'Access Technology Type'],
  ['timestamp', 'Timestamp'],
  ['mobile-node-link-layer-identifier', 'Mobile Node Link-layer Identifier'],
  ['link-local-address', 'Link-local Address'],
]

/** What options a PBA has, beyond those that RFC 5213 §5.3.6 orders. */
export const optionPresenceRules: readonly StandingRule[] = [
  {
    id: 'LMA-5213-OPT-01',
    title: 'A PBA has no second option of a kind that may be there only once',
    requirement: '5213/8.2-05',
    notes: ['BU-04'],
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      if (exchange === undefined) return undefined
      const { answer } = exchange
      return SINGLE.flatMap(([kind, name]): readonly RuleFinding[] => {
        const found = [...received(answer, kind), ...malformed(answer, kind)]
        const second = found[1]
        // What answers two of a kind is open.
        const asked = askedAll(exchange, kind)
        if (second === undefined || asked === undefined || asked.length > 1) return []
        const where = place(answer, second)
        const message = `The ${name} option is there more than once`
        return [
          { code: 'option-repeated', message, expected: 'at most one', got: String(found.length), where },
        ]
      })
    },
  },
  {
    id: 'LMA-6275-OPT-01',
    title: 'A PBA has no Alternate Care-of Address option',
    requirement: '6275/6.2.5-01',
    role: 'lma',
    judge({ decoded: { message } }) {
      if (message.kind !== 'binding-acknowledgement') return undefined
      return received(message, 'alternate-care-of-address').map((option) => ({
        code: 'option-added',
        message: 'The Alternate Care-of Address option belongs into a Binding Update only',
        severity: 'warn',
        expected: 'no option 3',
        got: `option 3 with ${option.address}`,
        where: place(message, option),
      }))
    },
  },
]
