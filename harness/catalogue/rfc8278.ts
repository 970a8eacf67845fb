/**
 * RFC 8278, MAG Multipath Options for Proxy Mobile IPv6 (January 2018): 85 rows, by section.
 *
 * Words used: a path *lives* when `observe` lists its binding, downlink arrives there, or, last in a case, its
 * de-registration is answered with status 0; it is *dead* or *gone* otherwise. Uplink proves no binding: tunnels
 * belong to the pair of MAG and LMA and may be shared. The *delayed deletion* after an accepted de-registration is
 * MinDelayBeforeBCEDelete (RFC 5213 section 5.3.5). A crash always fails.
 */
import type { Requirement } from './requirement.js'
import { bindingIdentifier } from './rfc8278/binding-identifier.js'
import { bindingOption } from './rfc8278/binding-option.js'
import { callFlow } from './rfc8278/call-flow.js'
import { magIdentifier, statusCode } from './rfc8278/mag-identifier.js'
import { considerations, overview } from './rfc8278/overview.js'
import { acceptance, refusal, request } from './rfc8278/signalling.js'
import { traffic } from './rfc8278/traffic.js'

export const rfc8278 = {
  ...overview,
  ...callFlow,
  ...traffic,
  ...bindingOption,
  ...bindingIdentifier,
  ...magIdentifier,
  ...statusCode,
  ...request,
  ...acceptance,
  ...refusal,
  ...considerations,
} as const satisfies Record<string, Requirement>
