import { Status, statusCode, statusName } from '../catalogue/index.js'
import { AcknowledgementFlag, type OptionKind } from '../wire/index.js'
import { received } from './evidence.js'
import { askedOnce, bindingExchange, type Exchange, proxyExchange } from './exchange.js'
import type { RuleFinding, StandingRule } from './rule.js'

const WHERE = 'status at octet 6'

/** RFC 5213 §8.9: the status of a PBA. */
export const statusRules: readonly StandingRule[] = [
  {
    id: 'LMA-5213-CODE-01',
    title: 'A PBA has a registered status that suits its request',
    requirement: '5213/8.9-01',
    role: 'lma',
    judge(judged) {
      const { message } = judged.decoded
      if (message.kind !== 'binding-acknowledgement') return undefined
      const exchange = proxyExchange(judged)
      // Without P on either side it is an answer of Mobile IPv6.
      const isProxy = exchange !== undefined || (message.flags & AcknowledgementFlag.P) !== 0
      if (!isProxy || (exchange === undefined && bindingExchange(judged) !== undefined)) return undefined
      const { status } = message
      const { inPba } = statusCode(status)
      const got = statusName(status)
      if (inPba === 'unassigned') {
        // Builds of the draft have a number of their own for what is 180 now.
        if (judged.edition === 'draft-06' && status >= 128) return undefined
        return [
          finding('status-unassigned', 'The status is not assigned', 'a registered status', got, 'warn'),
        ]
      }
      if (inPba === 'no')
        return [
          finding('status-foreign', 'The status belongs to Mobile IPv6', 'a status of RFC 5213', got, 'warn'),
        ]
      const why = exchange === undefined ? undefined : contradiction(exchange)
      return why === undefined
        ? []
        : [finding('status-unsuited', why, 'a status that suits the request', got)]
    },
  },
]

function finding(
  code: string,
  message: string,
  expected: string,
  got: string,
  severity?: 'warn',
): RuleFinding {
  return { code, message, ...(severity === undefined ? {} : { severity }), expected, got, where: WHERE }
}

/** What each of these statuses says is missing. */
const MISSING: ReadonlyMap<number, readonly [OptionKind, string]> = new Map([
  [Status.MISSING_MN_IDENTIFIER_OPTION, ['mobile-node-identifier', 'Mobile Node Identifier']],
  [Status.MISSING_HOME_NETWORK_PREFIX_OPTION, ['home-network-prefix', 'Home Network Prefix']],
  [Status.MISSING_HANDOFF_INDICATOR_OPTION, ['handoff-indicator', 'Handoff Indicator']],
  [Status.MISSING_ACCESS_TECH_TYPE_OPTION, ['access-technology-type', 'Access Technology Type']],
])

/** Why the status cannot be right for this request; undefined when it may be. */
function contradiction(exchange: Exchange): string | undefined {
  const { asked, answer } = exchange
  // With an option that cannot be read, it is open what a receiver finds behind it.
  if (!asked.legible || received(asked.update, 'malformed').length > 0) return undefined
  const { status } = answer
  if (status === Status.TIMESTAMP_MISMATCH || status === Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED) {
    return askedOnce(exchange, 'timestamp') === 'none' ? 'The request had no Timestamp to refuse' : undefined
  }
  const [kind, name] = MISSING.get(status) ?? []
  if (kind === undefined || asked.unclear.has(kind)) return undefined
  return isPlainlyThere(exchange, kind) ? `The ${name} option is not missing in the request` : undefined
}

/** The option is there, and there is nothing in it that could be taken for its absence. */
function isPlainlyThere({ asked: { update } }: Exchange, kind: OptionKind): boolean {
  const found = received(update, kind)
  const [option] = found
  if (option === undefined) return false
  switch (option.kind) {
    case 'mobile-node-identifier':
      return found.length === 1 && option.subtype === 1 && isName(option.identifier)
    case 'handoff-indicator':
    case 'access-technology-type':
      return found.length === 1 && option.value !== 0
    case 'home-network-prefix':
      return option.prefix === '::' ? found.length === 1 : option.prefixLength > 0
    default:
      return false
  }
}

/** What no reader of a NAI takes for empty or broken. */
function isName(identifier: Uint8Array): boolean {
  return identifier.length > 0 && identifier.every((octet) => octet > 0x20 && octet < 0x7f)
}
