import { parseIPv6 } from '../wire/index.js'
import { place } from './evidence.js'
import { answered, askedOnce, proxyExchange } from './exchange.js'
import type { RuleFinding, StandingRule } from './rule.js'

const ALL_ZERO = '::'

/** In fe80::/10. */
export function isLinkLocal(address: string): boolean {
  const octets = parseIPv6(address)
  return octets !== undefined && octets[0] === 0xfe && ((octets[1] ?? 0) & 0xc0) === 0x80
}

/** RFC 5213 §5.3.6: the value of the Link-local Address option; whether it is there is PBA-11. */
export const answerLinkLocalRules: readonly StandingRule[] = [
  {
    id: 'LMA-5213-PBA-16',
    title: 'A PBA returns the link-local address of its PBU, or one of its own for ALL_ZERO',
    requirement: ['5213/5.3.6-15', '5213/5.3.6-16', '5213/5.3.6-18'],
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      const asked = exchange && askedOnce(exchange, 'link-local-address')
      const found = exchange && answered(exchange, 'link-local-address')
      const first = found?.[0]
      if (exchange === undefined || asked === undefined || asked === 'none' || first === undefined)
        return undefined
      const got = found?.map(({ address }) => address) ?? []
      const detail = { got: got.join(', '), where: place(exchange.answer, first, 'address', 2) }
      const message = 'The link-local address is not the one of the request'
      const code = 'link-local-address'
      if (exchange.rejected) {
        const finding: RuleFinding = { code, message, expected: asked.address, ...detail }
        return got.includes(asked.address) ? [] : [finding]
      }
      if (exchange.asked.update.lifetime === 0) return undefined
      if (asked.address !== ALL_ZERO) {
        // An address of another kind in the request has no defined answer.
        if (!isLinkLocal(asked.address)) return undefined
        const finding: RuleFinding = {
          code,
          message,
          requirement: '5213/5.3.6-18',
          expected: asked.address,
          ...detail,
        }
        return got.includes(asked.address) ? [] : [finding]
      }
      if (!got.includes(ALL_ZERO)) return []
      const hi = askedOnce(exchange, 'handoff-indicator')
      const hnp = askedOnce(exchange, 'home-network-prefix')
      const isNew =
        typeof hi === 'object' && hi.value === 1 && typeof hnp === 'object' && hnp.prefix === ALL_ZERO
      const finding: RuleFinding = {
        code: 'link-local-zero',
        message: 'No link-local address is made up for the ALL_ZERO of the request',
        requirement: '5213/5.3.6-16',
        expected: 'an address in fe80::/10',
        ...detail,
      }
      // For a session from before, it is open whether there is an address to return.
      return isNew ? [finding] : [{ ...finding, severity: 'warn' }]
    },
  },
]
