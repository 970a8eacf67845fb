import { type DecodedMessage, type OptionKind, UpdateFlag } from '../wire/index.js'
import { isLinkLocal } from './answer-link-local.js'
import { lacks, malformed, place, received } from './evidence.js'
import type { Update } from './exchange.js'
import type { Judged, RuleFinding, StandingRule } from './rule.js'

const RESERVED_FLAGS = 0x000f
/** Flags of Mobile IPv6 and its extensions that say nothing in a PBU unless they are declared. */
const FOREIGN_FLAGS = [
  ['L', UpdateFlag.L],
  ['K', UpdateFlag.K],
  ['M', UpdateFlag.M],
  ['R', UpdateFlag.R],
] as const
const UNKNOWN_HANDOFF = 4
/** RFC 5213 §8.4; a further one by RFC 7864, attachment over a new interface that shares the prefixes. */
const LAST_HANDOFF = 6

const SINGLE: readonly (readonly [OptionKind, string])[] = [
  ['mobile-node-identifier', 'Mobile Node Identifier'],
  ['handoff-indicator', 'Handoff Indicator'],
  ['access-technology-type', 'Access Technology Type'],
  ['timestamp', 'Timestamp'],
  ['mobile-node-link-layer-identifier', 'Mobile Node Link-layer Identifier'],
  ['link-local-address', 'Link-local Address'],
]

/** In every PBU; the prefix too, as the suite attaches no IPv4-only nodes. */
const NEEDED: readonly (readonly [OptionKind, string, string])[] = [
  ['mobile-node-identifier', 'Mobile Node Identifier', 'option 8'],
  ['handoff-indicator', 'Handoff Indicator', 'option 23'],
  ['access-technology-type', 'Access Technology Type', 'option 24'],
  ['home-network-prefix', 'Home Network Prefix', 'option 22 at least once'],
]

/** RFC 5213 §6.9.1 and §8.1, RFC 6275 §6.1.7: what every PBU has. */
export const updateRules: readonly StandingRule[] = [
  ofUpdates(
    'MAG-5213-PBU-01',
    'A PBU has the A and P flags, and comes from a proxy care-of address',
    '5213/6.9.1.5-01',
    (update, { source, declared }) => {
      const missing = [['A', UpdateFlag.A] as const, ['P', UpdateFlag.P] as const].filter(
        ([, mask]) => (update.flags & mask) === 0,
      )
      const addresses = declared?.paths.map((p) => p.address) ?? []
      const isKnown = declared === undefined || addresses.includes(source)
      return [
        ...missing.map(([name]) => ({
          code: 'flags',
          message: `The ${name} flag is not set`,
          expected: 'A and P (0x8200)',
          got: flagsText(update.flags),
          where: 'flags at octet 8',
        })),
        ...(isKnown
          ? []
          : [
              {
                code: 'source',
                message: 'The source is no proxy care-of address that the profile declares',
                expected: addresses.join(' or '),
                got: source,
              },
            ]),
      ]
    },
  ),
  ofUpdates(
    'MAG-5213-PBU-02',
    'MN-ID, handoff indicator, access technology and prefix are in every PBU',
    '5213/6.9.1.5-03',
    (update) =>
      NEEDED.filter(([kind]) => count(update, kind) === 0).map(([, name, expected]) =>
        lacks(update, name, expected),
      ),
  ),
  ofUpdates(
    'MAG-5213-PBU-03',
    'An Alternate Care-of Address is a proxy care-of address of the MAG',
    '5213/6.9.1.5-05',
    (update, { declared }) => {
      const found = received(update, 'alternate-care-of-address')
      if (found.length === 0 || declared === undefined) return undefined
      const addresses = declared.paths.map((p) => p.address)
      return found
        .filter(({ address }) => !addresses.includes(address))
        .map((option) => ({
          code: 'care-of-address',
          message: 'The Alternate Care-of Address is none that the profile declares',
          expected: addresses.join(' or '),
          got: option.address,
          where: place(update, option, 'address', 2),
        }))
    },
  ),
  ofUpdates(
    'MAG-5213-PBU-04',
    'A PBU has no second option of a kind that may be there only once',
    '5213/8.1-05',
    (update) =>
      SINGLE.filter(([kind]) => count(update, kind) > 1).map(([kind, name]) => {
        const second = [...received(update, kind), ...malformed(update, kind)][1]
        return {
          code: 'option-repeated',
          message: `The ${name} option is there more than once`,
          expected: 'at most one',
          got: String(count(update, kind)),
          ...(second !== undefined && { where: place(update, second) }),
        }
      }),
  ),
  ofUpdates(
    'MAG-5213-PBU-05',
    'ALL_ZERO stands alone among the prefixes of a PBU',
    '5213/6.9.1.1-03',
    (update) => {
      const prefixes = received(update, 'home-network-prefix')
      const allZero = prefixes.filter(({ prefix }) => prefix === '::')
      if (prefixes.length === 0)
        return [lacks(update, 'Home Network Prefix', 'one ALL_ZERO, or the wanted prefixes')]
      if (allZero.length === 0 || prefixes.length === 1) return []
      return [
        {
          code: 'prefixes',
          message: 'ALL_ZERO does not stand alone',
          expected: 'one ALL_ZERO, or only other prefixes',
          got: prefixes.map(({ prefix, prefixLength }) => `${prefix}/${prefixLength}`).join(', '),
        },
      ]
    },
  ),
  ofUpdates('MAG-5213-PBU-06', 'Every PBU has a Timestamp', '5213/6.9.1.1-06a', (update) =>
    count(update, 'timestamp') > 0 ? [] : [lacks(update, 'Timestamp', 'option 27')],
  ),
  ofUpdates(
    'MAG-5213-PBU-07',
    'A link-layer identifier in a PBU is not ALL_ZERO',
    '5213/6.9.1.1-07',
    (update) => {
      const found = received(update, 'mobile-node-link-layer-identifier')
      if (found.length === 0) return undefined
      return found
        .filter(({ identifier }) => identifier.every((octet) => octet === 0))
        .map((option) => ({
          code: 'link-layer-identifier',
          message: 'The link-layer identifier is ALL_ZERO',
          expected: 'the identifier of the node, or no option 25',
          got: `${option.identifier.length} octets of 0`,
          where: place(update, option, 'identifier', 4),
        }))
    },
  ),
  ofUpdates(
    'MAG-5213-PBU-08',
    'The access technology of a PBU is there and not the reserved 0',
    '5213/6.9.1.1-08',
    (update) => {
      if (count(update, 'access-technology-type') === 0)
        return [lacks(update, 'Access Technology Type', 'option 24')]
      return received(update, 'access-technology-type')
        .filter(({ value }) => value === 0)
        .map(
          (option): RuleFinding => ({
            code: 'access-technology',
            message: 'The access technology is the reserved value',
            severity: 'warn',
            expected: '1 to 255',
            got: '0',
            where: place(update, option, 'value', 3),
          }),
        )
    },
  ),
  ofUpdates(
    'MAG-5213-PBU-09',
    'The handoff indicator of a PBU is one that is defined',
    '5213/8.4-01',
    (update) => {
      const found = received(update, 'handoff-indicator')
      if (found.length === 0) return undefined
      return found
        .filter(({ value }) => value === 0 || value > LAST_HANDOFF)
        .map(
          (option): RuleFinding => ({
            code: 'handoff-indicator',
            message: 'The handoff indicator has a value without meaning',
            ...(option.value === 0 ? {} : { severity: 'warn' as const }),
            expected: '1 to 6',
            got: String(option.value),
            where: place(update, option, 'value', 3),
          }),
        )
    },
  ),
  ofUpdates('MAG-5213-PBU-10', 'A de-registration has handoff indicator 4', '5213/6.9.1.4-03', (update) => {
    if (update.lifetime !== 0) return undefined
    return received(update, 'handoff-indicator')
      .filter(({ value }) => value !== UNKNOWN_HANDOFF)
      .map((option) => ({
        code: 'handoff-indicator',
        message: 'A PBU with lifetime 0 has another handoff indicator',
        expected: '4',
        got: String(option.value),
        where: place(update, option, 'value', 3),
      }))
  }),
  ofUpdates(
    'MAG-5213-PBU-11',
    'With a fixed link-local address on all access links a PBU has no Link-local Address option',
    '5213/6.9.1.1-09a',
    (update, { declared }) => {
      const { fixedLinkLocal = '::' } = declared ?? {}
      if (fixedLinkLocal === '::') return undefined
      return received(update, 'link-local-address').map((option) => ({
        code: 'option-added',
        message: 'The Link-local Address option is there, though the address is fixed',
        expected: `no option 26, as the address is ${fixedLinkLocal}`,
        got: `option 26 with ${option.address}`,
        where: place(update, option),
      }))
    },
  ),
  ofUpdates(
    'MAG-5213-PBU-12',
    'Without a fixed link-local address a PBU has a Link-local Address option',
    '5213/6.9.1.1-09b',
    (update, { declared }) => {
      if (declared?.fixedLinkLocal !== '::') return undefined
      // The text says that it must be there "only if", and elsewhere that it may be.
      if (count(update, 'link-local-address') === 0)
        return [
          {
            ...lacks(update, 'Link-local Address', 'option 26 with ::, or a link-local address'),
            severity: 'warn',
          },
        ]
      return received(update, 'link-local-address')
        .filter(({ address }) => address !== '::' && !isLinkLocal(address))
        .map((option) => ({
          code: 'link-local-address',
          message: 'The Link-local Address option holds another address',
          expected: '::, or an address in fe80::/10',
          got: option.address,
          where: place(update, option, 'address', 2),
        }))
    },
  ),
  ofUpdates(
    'MAG-5149-PBU-01',
    'A PBU has one Service Selection option at most, behind the MN-ID, with an identifier',
    '5149/4.1-01',
    serviceSelection,
  ),
  {
    ...ofUpdates('MAG-6275-PBU-01', 'The reserved flags of a PBU are 0', '6275/6.1.7-03', (update) => [
      ...((update.flags & RESERVED_FLAGS) === 0
        ? []
        : [
            {
              code: 'reserved-flags',
              message: 'Reserved flags are set',
              expected: '0x000f clear',
              got: flagsText(update.flags),
              where: 'flags at octet 8',
            },
          ]),
      ...FOREIGN_FLAGS.filter(([, mask]) => (update.flags & mask) !== 0).map(
        ([name]): RuleFinding => ({
          code: 'foreign-flag',
          message: `The ${name} flag is set, which says nothing in a PBU`,
          severity: 'warn',
          expected: `${name} clear`,
          got: flagsText(update.flags),
          where: 'flags at octet 8',
        }),
      ),
    ]),
    notes: ['BU-01', 'BU-14'],
  },
]

function serviceSelection(update: Update): readonly RuleFinding[] | undefined {
  const kind = 'service-selection'
  const [first, second] = [...received(update, kind), ...malformed(update, kind)]
  if (first === undefined) return undefined
  const name = 'Service Selection'
  const findings: RuleFinding[] = malformed(update, kind).map((option) => ({
    code: 'option-length',
    message: `The ${name} option has no identifier`,
    expected: 'a Length of at least 1',
    got: String(option.length),
    where: place(update, option, 'length', 1),
  }))
  if (second !== undefined)
    findings.push({
      code: 'option-repeated',
      message: `The ${name} option is there more than once`,
      expected: 'at most one',
      got: String(count(update, kind)),
      where: place(update, second),
    })
  const [nodeId] = received(update, 'mobile-node-identifier')
  if (nodeId !== undefined && first.offset < nodeId.offset)
    findings.push({
      code: 'option-order',
      message: `The ${name} option stands before the Mobile Node Identifier`,
      expected: `an offset above ${nodeId.offset}`,
      got: String(first.offset),
      where: place(update, first),
    })
  return findings
}

/** A rule for every Binding Update of a MAG. */
export function ofUpdates(
  id: string,
  title: string,
  requirement: StandingRule['requirement'],
  judge: (update: Update, judged: Judged) => readonly RuleFinding[] | undefined,
): StandingRule {
  return {
    id,
    title,
    requirement,
    role: 'mag',
    judge(judged) {
      const { message } = judged.decoded
      return message.kind === 'binding-update' ? judge(message, judged) : undefined
    },
  }
}

/** How often an option of a kind is there, readable or not. */
function count(message: DecodedMessage, kind: OptionKind): number {
  return received(message, kind).length + malformed(message, kind).length
}

function flagsText(flags: number): string {
  return `0x${flags.toString(16).padStart(4, '0')}`
}
