import { Status } from '../catalogue/status-codes.js'
import type { BindingCache } from './binding-cache.js'
import type { DefectName } from './defects.js'
import type { Anchor } from './environment.js'
import { guessedSequenceFault, timestampFault } from './ordering.js'
import type { Policy } from './policy.js'
import { Handoff, type Request } from './request.js'

/** What a rule looks at. */
interface Known {
  readonly anchor: Anchor
  readonly policy: Policy
  readonly cache: BindingCache
}

/** A status to refuse with (135 with the number to answer), `drop` to say nothing. */
export type Objection = number | 'drop' | { readonly status: number; readonly sequence: number }

type Rule = (request: Request, known: Known) => Objection | undefined

/** RFC 5213 §5.3.1-4. */
const nodeIdentifierPresent: Rule = (request) =>
  request.node === undefined ? Status.MISSING_MN_IDENTIFIER_OPTION : undefined

/** §5.3.1-6. For a node that cannot be identified, item 7 may speak first: the text does not say. */
const gatewayAuthorized: Rule = (request, { anchor, policy }) => {
  const profile = request.node && policy.find(request.node)
  if (policy.isAuthorized(request, profile) || anchor.has('unauthorized-mag-accepted')) return undefined
  const other = anchor.choice['unknown-node-from-unauthorized-mag'] === '153'
  return profile === undefined && other
    ? Status.NOT_LMA_FOR_THIS_MOBILE_NODE
    : Status.MAG_NOT_AUTHORIZED_FOR_PROXY_REG
}

/** §5.3.1-7. */
const nodeKnown: Rule = (request, { anchor, policy }) =>
  request.node === undefined || policy.find(request.node) !== undefined || anchor.has('unknown-node-accepted')
    ? undefined
    : Status.NOT_LMA_FOR_THIS_MOBILE_NODE

/** §5.3.1-8. */
const nodeAuthorized: Rule = (request, { anchor, policy }) =>
  request.node && policy.find(request.node)?.service === 'barred' && !anchor.has('barred-node-accepted')
    ? Status.PROXY_REG_NOT_ENABLED
    : undefined

/**
 * §5.3.1-9. A sequence number can only be judged once the session is known, so that part comes after the lookup,
 * or here for those who guess the session; the order of 135 and the rules below is nowhere told.
 */
const messagesInOrder: Rule = (request, { anchor, cache }) => {
  if (request.timestamp !== undefined) return timestampFault(anchor, cache, request)
  if (anchor.has('timestamp-required')) return Status.TIMESTAMP_MISMATCH
  return anchor.choice['status-order-135'] === 'sequence'
    ? guessedSequenceFault(anchor, cache, request)
    : undefined
}

/** §5.3.1-10. */
const prefixPresent: Rule = (request, { anchor }) => {
  const misread =
    anchor.has('malformed-prefix-accepted') &&
    request.message.options.some((o) => o.kind === 'malformed' && o.of === 'home-network-prefix')
  return request.prefixes.length > 0 || misread || anchor.has('missing-prefix-accepted')
    ? undefined
    : Status.MISSING_HOME_NETWORK_PREFIX_OPTION
}

/** §5.3.1-11. */
const handoffPresent: Rule = (request, { anchor }) => {
  if (request.handoff === undefined)
    return anchor.has('missing-handoff-indicator-accepted')
      ? undefined
      : Status.MISSING_HANDOFF_INDICATOR_OPTION
  const unassigned = request.handoff.value < 1 || request.handoff.value > Handoff.unchanged
  const refused = unassigned && anchor.choice['unassigned-handoff-indicator'] === 'reject'
  return refused ? Status.REASON_UNSPECIFIED : undefined
}

/** §5.3.1-12. */
const accessTechnologyPresent: Rule = (request, { anchor }) => {
  if (request.accessTechnology === undefined)
    return anchor.has('missing-access-technology-accepted')
      ? undefined
      : Status.MISSING_ACCESS_TECH_TYPE_OPTION
  const later = request.accessTechnology.value > 5
  const refused = later && anchor.choice['later-access-technology'] === 'reject'
  return refused ? Status.REASON_UNSPECIFIED : undefined
}

/** The rules of RFC 5213 §5.3.1 in their order, which binds (§5.3). */
const rules: readonly (readonly [name: string, rule: Rule])[] = [
  ['identifier', nodeIdentifierPresent],
  ['gateway', gatewayAuthorized],
  ['node', nodeKnown],
  ['service', nodeAuthorized],
  ['timestamp', messagesInOrder],
  ['prefix', prefixPresent],
  ['handoff', handoffPresent],
  ['access', accessTechnologyPresent],
]

/** Defects of the order: the rule named first is asked before the other one. */
const swaps: readonly (readonly [defect: DefectName, moved: string, before: string])[] = [
  ['order-prefix-before-identifier', 'prefix', 'identifier'],
  ['order-handoff-before-identifier', 'handoff', 'identifier'],
  ['order-service-before-gateway', 'service', 'gateway'],
  ['order-prefix-before-gateway', 'prefix', 'gateway'],
  ['order-prefix-before-node', 'prefix', 'node'],
  ['order-timestamp-before-node', 'timestamp', 'node'],
  ['order-timestamp-before-service', 'timestamp', 'service'],
  ['order-prefix-before-service', 'prefix', 'service'],
  ['order-prefix-before-timestamp', 'prefix', 'timestamp'],
  ['order-handoff-before-timestamp', 'handoff', 'timestamp'],
  ['order-access-before-timestamp', 'access', 'timestamp'],
  ['order-handoff-before-prefix', 'handoff', 'prefix'],
  ['order-access-before-prefix', 'access', 'prefix'],
  ['order-access-before-handoff', 'access', 'handoff'],
  ['order-gateway-before-identifier', 'gateway', 'identifier'],
  ['order-timestamp-before-identifier', 'timestamp', 'identifier'],
  ['order-access-before-identifier', 'access', 'identifier'],
]

/** Applies the rules of RFC 5213 §5.3.1; the first that objects decides. */
export class Checks {
  readonly #rules: readonly Rule[]

  constructor(private readonly known: Known) {
    const order = [...rules]
    for (const [defect, moved, before] of swaps) {
      if (!known.anchor.has(defect)) continue
      const [rule] = order.splice(
        order.findIndex(([name]) => name === moved),
        1,
      )
      if (rule !== undefined)
        order.splice(
          order.findIndex(([name]) => name === before),
          0,
          rule,
        )
    }
    this.#rules = order.map(([, rule]) => rule)
  }

  fault(request: Request): Objection | undefined {
    for (const rule of this.#rules) {
      const objection = rule(request, this.known)
      if (objection !== undefined) return objection
    }
    return undefined
  }
}
