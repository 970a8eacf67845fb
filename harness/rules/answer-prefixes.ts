import { formatIPv6, parseIPv6 } from '../wire/index.js'
import { lacks, malformed, place, type Received, received } from './evidence.js'
import { answered, askedAll, askedOnce, type Exchange, proxyExchange } from './exchange.js'
import type { Judged, RuleFinding, StandingRule } from './rule.js'

type Prefix = Received<'home-network-prefix'>
const NAME = 'Home Network Prefix'
const ALL_ZERO = '::'

/** RFC 5213 §5.3.6: the prefixes of a PBA. */
export const answerPrefixRules: readonly StandingRule[] = [
  {
    id: 'LMA-5213-PBA-12',
    title: 'A PBA has a Home Network Prefix option',
    requirement: '5213/5.3.6-06',
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      if (exchange === undefined || mayBeIPv4Only(exchange)) return undefined
      const { answer } = exchange
      const count =
        received(answer, 'home-network-prefix').length + malformed(answer, 'home-network-prefix').length
      return count > 0 ? [] : [lacks(answer, NAME, 'at least one')]
    },
  },
  {
    id: 'LMA-5213-PBA-13',
    title: 'A rejection returns every prefix of the request',
    requirement: '5213/5.3.6-07',
    role: 'lma',
    judge(judged) {
      const prefixes = inRejection(judged)
      if (prefixes === undefined || prefixes.asked.length === 0) return undefined
      const { exchange, asked, found } = prefixes
      return [
        ...asked.flatMap((wanted) => returned(wanted, found, exchange)),
        ...surplus(asked, found, exchange),
      ]
    },
  },
  {
    id: 'LMA-5213-PBA-14',
    title: 'A rejection of a PBU without prefixes has exactly one, ALL_ZERO',
    requirement: '5213/5.3.6-08',
    role: 'lma',
    judge(judged) {
      const prefixes = inRejection(judged)
      if (prefixes === undefined || prefixes.asked.length > 0) return undefined
      const { exchange, found } = prefixes
      const [only] = found
      if (only === undefined)
        return mayBeIPv4Only(exchange) ? undefined : [lacks(exchange.answer, NAME, 'one with ::')]
      if (found.length === 1 && only.prefix === ALL_ZERO) return []
      const got = found.map(text).join(', ')
      const message = 'The rejection has other prefixes than a single ALL_ZERO'
      const where = place(exchange.answer, only)
      return [{ code: 'prefix', message, expected: 'one option with ::', got, where }]
    },
  },
  {
    id: 'LMA-5213-PBA-15',
    title: 'An accepted registration has no ALL_ZERO prefix',
    requirement: '5213/5.3.2-01',
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      const asked = exchange && askedAll(exchange, 'home-network-prefix')
      if (exchange === undefined || exchange.rejected) return undefined
      // Without any prefix the request had to be refused: a matter of status 158, not of this.
      if (asked === undefined || asked.length === 0) return undefined
      if (exchange.asked.update.lifetime === 0 || mayBeIPv4Only(exchange)) return undefined
      return received(exchange.answer, 'home-network-prefix')
        .filter(({ prefix }) => prefix === ALL_ZERO)
        .map((option) => ({
          code: 'prefix-zero',
          message: 'A registration is accepted with the ALL_ZERO prefix',
          expected: 'assigned prefixes',
          got: text(option),
          where: place(exchange.answer, option, 'prefix', 4),
        }))
    },
  },
]

/** RFC 5844 §3.1.2.6: no prefix is due where the request asks for IPv4. */
function mayBeIPv4Only(exchange: Exchange): boolean {
  return askedOnce(exchange, 'ipv4-home-address-request') !== 'none'
}

function inRejection(
  judged: Judged,
):
  | { readonly exchange: Exchange; readonly asked: readonly Prefix[]; readonly found: readonly Prefix[] }
  | undefined {
  const exchange = proxyExchange(judged)
  if (exchange === undefined || !exchange.rejected) return undefined
  const asked = askedAll(exchange, 'home-network-prefix')
  const found = answered(exchange, 'home-network-prefix')
  return asked === undefined || found === undefined ? undefined : { exchange, asked, found }
}

/** What is wrong with the way one prefix of the request came back. */
function returned(wanted: Prefix, found: readonly Prefix[], { answer }: Exchange): readonly RuleFinding[] {
  const same = found.filter(({ prefix }) => prefix === wanted.prefix)
  if (same.some(({ prefixLength }) => prefixLength === wanted.prefixLength)) return []
  const expected = text(wanted)
  const [close] = same
  if (close !== undefined) {
    const where = place(answer, close, 'prefixLength', 3)
    const message = 'A prefix comes back with another prefix length'
    return [{ code: 'prefix-length', message, severity: 'warn', expected, got: text(close), where }]
  }
  const masked = found.find((option) => option.prefix === withoutHostBits(wanted))
  if (masked !== undefined) {
    const where = place(answer, masked, 'prefix', 4)
    const message = 'A prefix comes back without the bits beyond its length'
    return [{ code: 'host-bits', message, severity: 'warn', expected, got: text(masked), where }]
  }
  const got = found.length === 0 ? 'no prefix' : found.map(text).join(', ')
  return [{ code: 'prefix', message: 'A prefix of the request does not come back', expected, got }]
}

function surplus(
  asked: readonly Prefix[],
  found: readonly Prefix[],
  { answer }: Exchange,
): readonly RuleFinding[] {
  const known = new Set(asked.flatMap((option) => [option.prefix, withoutHostBits(option)]))
  const strange = found.find(({ prefix }) => !known.has(prefix)) ?? found[asked.length]
  // One in the place of another is not a further one.
  if (strange === undefined || found.length <= asked.length) return []
  const expected = asked.map(text).join(', ')
  const message = 'The rejection has more prefixes than the request'
  const where = place(answer, strange)
  return [
    { code: 'prefix-added', message, severity: 'warn', expected, got: found.map(text).join(', '), where },
  ]
}

function text({ prefix, prefixLength }: Prefix): string {
  return `${prefix}/${prefixLength}`
}

/** The prefix with every bit beyond its length clear. */
export function withoutHostBits({ prefix, prefixLength }: Pick<Prefix, 'prefix' | 'prefixLength'>): string {
  const octets = parseIPv6(prefix)
  if (octets === undefined) return prefix
  for (let i = 0; i < 16; i++) {
    const kept = Math.min(8, Math.max(0, prefixLength - 8 * i))
    octets[i] = (octets[i] as number) & (0xff00 >> kept)
  }
  return formatIPv6(octets)
}
