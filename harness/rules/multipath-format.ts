import { accessTechnologyTypes } from '../catalogue/index.js'
import { sameOctets } from '../wire/index.js'
import { hexOf, malformed, place, received } from './evidence.js'
import { askedAll, bindingExchange, type Exchange, isAlone, mayBeOurs, proxyExchange } from './exchange.js'
import { onlyInBindings } from './only-in-bindings.js'
import type { Judged, RuleFinding, StandingRule } from './rule.js'

const MMB = 'mag-multipath-binding'
const MAG_ID = 'mag-identifier'

/** RFC 8278 §4.1 and §4.2: the layouts of the two options. */
export const multipathFormatRules: readonly StandingRule[] = [
  {
    id: 'LMA-8278-PBAMMB-01',
    title: 'A MAG Multipath Binding option has Length 6',
    requirement: '8278/MP-4.1-06',
    notes: ['U-17'],
    role: 'lma',
    judge: (judged) => lengths(judged, MMB, 'MAG Multipath Binding', '6'),
  },
  underOwnType(
    'LMA-8278-PBAMMB-02',
    '8278/MP-4.1-05',
    MMB,
    'MAG Multipath Binding',
    'type 63, or the one of the profile',
  ),
  {
    id: 'LMA-8278-PBAMMB-03',
    title: 'If-ATT is a registered access technology type',
    requirement: '8278/MP-4.1-07',
    notes: ['U-07', 'U-18'],
    role: 'lma',
    judge(judged) {
      const { message } = judged.decoded
      const found = received(message, MMB)
      if (found.length === 0 || isAlone(judged)) return undefined
      const exchange = bindingExchange(judged)
      // What the request had may come back.
      const asked = exchange === undefined ? [] : received(exchange.asked.update, MMB)
      return found
        .filter(({ accessTechnology: value }) => value === 0 || !accessTechnologyTypes.has(value))
        .filter(
          ({ accessTechnology }) => !asked.some((option) => option.accessTechnology === accessTechnology),
        )
        .map((option) => ({
          code: 'access-technology',
          message: 'If-ATT is not a registered access technology type',
          severity: 'warn',
          expected: '1 to 13',
          got: accessTechnologyTypes.name(option.accessTechnology),
          where: place(message, option, 'accessTechnology', 2),
        }))
    },
  },
  {
    id: 'LMA-8278-PBAMMB-04',
    title: 'The reserved bits of a MAG Multipath Binding option are 0',
    requirement: '8278/MP-4.1-23',
    role: 'lma',
    judge(judged) {
      const { message } = judged.decoded
      const found = received(message, MMB)
      if (found.length === 0 || isAlone(judged)) return undefined
      const exchange = bindingExchange(judged)
      const given = (exchange && received(exchange.asked.update, MMB)) ?? []
      // A malformed one may have had any bits.
      if (exchange?.asked.unclear.has(MMB) && malformed(exchange.asked.update, MMB).length > 0)
        return undefined
      return found.flatMap((option) => reservedBits(judged, exchange, option.reserved, given, option))
    },
  },
  {
    id: 'LMA-8278-PBAMMB-05',
    title: 'A MAG Multipath Binding option stands at 8n+2, as draft-06 has it',
    requirement: '8278/MP-4.1-04',
    role: 'lma',
    judge({ decoded: { message }, edition }) {
      const found = received(message, MMB)
      if (edition !== 'draft-06' || found.length === 0) return undefined
      return found
        .filter(({ offset }) => offset % 8 !== 2)
        .map((option) => ({
          code: 'option-alignment',
          message: 'The MAG Multipath Binding option is not aligned as the draft says',
          severity: 'warn',
          expected: '8n+2',
          got: `offset ${option.offset}, 8n+${option.offset % 8}`,
          where: place(message, option),
        }))
    },
  },
  onlyInBindings('lma', 'LMA-8278-PBAMMB-06', '8278/MP-4.1-01', MMB, 'MAG Multipath Binding'),
  onlyInBindings('lma', 'LMA-8278-PBAMMB-07', '8278/MP-4.2-01', MAG_ID, 'MAG Identifier'),
  {
    id: 'LMA-8278-PBAMMB-08',
    title: 'A MAG Identifier option has a Length of at least 2',
    requirement: '8278/MP-4.2-05',
    notes: ['U-19'],
    role: 'lma',
    judge: (judged) => lengths(judged, MAG_ID, 'MAG Identifier', 'at least 2'),
  },
  {
    id: 'LMA-8278-PBAMMB-09',
    title: 'The Reserved octet of a MAG Identifier option is 0',
    requirement: '8278/MP-4.2-07',
    role: 'lma',
    judge(judged) {
      const { message } = judged.decoded
      const found = received(message, MAG_ID)
      if (found.length === 0 || isAlone(judged)) return undefined
      const exchange = bindingExchange(judged)
      const given = exchange === undefined ? [] : received(exchange.asked.update, MAG_ID)
      return found
        .filter(({ reserved }) => reserved !== 0)
        .map((option): RuleFinding => {
          const finding: RuleFinding = {
            code: 'option-reserved',
            message: 'The Reserved octet of the MAG Identifier option is not 0',
            expected: '0',
            got: `0x${option.reserved.toString(16).padStart(2, '0')}`,
            where: place(message, option, 'reserved', 3),
          }
          // The draft has the option echoed.
          const isEcho =
            judged.edition === 'draft-06' && given.some(({ reserved }) => reserved === option.reserved)
          return isEcho ? { ...finding, severity: 'warn' } : finding
        })
    },
  },
  underOwnType(
    'LMA-8278-PBAMMB-17',
    '8278/MP-4.2-04',
    MAG_ID,
    'MAG Identifier',
    'type 64, or the one of the profile',
  ),
]

function lengths(
  judged: Judged,
  kind: typeof MMB | typeof MAG_ID,
  name: string,
  expected: string,
): readonly RuleFinding[] | undefined {
  const { message } = judged.decoded
  const bad = malformed(message, kind)
  if (received(message, kind).length + bad.length === 0) return undefined
  return bad
    .filter(({ data }) => !mayBeOurs(judged, kind, data))
    .map((option) => ({
      code: 'option-length',
      message: `The ${name} option has a Length that its layout does not allow`,
      expected,
      got: `${option.length} (${hexOf(option.data.subarray(0, 32))})`,
      where: place(message, option, 'length', 1),
    }))
}

function reservedBits(
  { decoded: { message } }: Judged,
  exchange: Exchange | undefined,
  bits: number,
  given: readonly { readonly reserved: number }[],
  option: Parameters<typeof place>[1],
): readonly RuleFinding[] {
  if (bits === 0) return []
  const isCopied = given.some((asked) => (bits & ~asked.reserved) === 0)
  if (isCopied && exchange?.rejected) return []
  const finding: RuleFinding = {
    code: 'option-reserved',
    message: isCopied
      ? 'An acceptance repeats the reserved bits of the MAG Multipath Binding option'
      : 'Reserved bits of the MAG Multipath Binding option are set unasked',
    expected: '0',
    got: `0x${bits.toString(16).padStart(6, '0')}`,
    where: place(message, option, 'reserved', 5),
  }
  return [isCopied ? { ...finding, severity: 'warn' } : finding]
}

function underOwnType(
  id: string,
  requirement: '8278/MP-4.1-05' | '8278/MP-4.2-04',
  kind: typeof MMB | typeof MAG_ID,
  name: string,
  expected: string,
): StandingRule {
  return {
    id,
    title: `The ${name} option does not come back under another type`,
    requirement,
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      const [asked] = (exchange && askedAll(exchange, kind)) ?? []
      if (exchange === undefined || asked === undefined) return undefined
      const { answer } = exchange
      if (received(answer, kind).length + malformed(answer, kind).length > 0) return []
      const { octets, update } = exchange.asked
      const data = octets.subarray(asked.offset + 2, asked.offset + 2 + asked.length)
      return received(answer, 'unknown')
        .filter((option) => sameOctets(option.data, data))
        .filter((option) => !received(update, 'unknown').some(({ type }) => type === option.type))
        .map((option) => ({
          code: 'option-type',
          message: `The content of the ${name} option comes back under another option type`,
          expected,
          got: `type ${option.type}: ${hexOf(option.data)}`,
          where: place(answer, option, 'type'),
        }))
    },
  }
}
