import type { Requirement } from './requirement.js'
import { rfc5213LmaAcknowledgement } from './rfc5213/lma-acknowledgement.js'
import { rfc5213LmaFormats } from './rfc5213/lma-formats.js'
import { rfc5213LmaForwarding } from './rfc5213/lma-forwarding.js'
import { rfc5213LmaLookupByNode } from './rfc5213/lma-lookup-by-node.js'
import { rfc5213LmaLookupByPrefix } from './rfc5213/lma-lookup-by-prefix.js'
import { rfc5213LmaMobilityService } from './rfc5213/lma-mobility-service.js'
import { rfc5213LmaOrdering } from './rfc5213/lma-ordering.js'
import { rfc5213LmaRegistration } from './rfc5213/lma-registration.js'

/**
 * RFC 5213, what binds a local mobility anchor: row id to requirement.
 *
 * Words the rows use. Plain PBU: a well-formed one of an authorised MAG for a known node, flags A and P, MN-ID,
 * one prefix option ALL_ZERO, HI 1, a current Timestamp, 300 s, neither link-layer identifier nor link-local
 * address. Session: a plain PBU answered with status 0. Refresh: from the same care-of address with the same
 * access technology, every assigned prefix, HI 5. De-registration: the same with HI 4 and lifetime 0. Hand-over:
 * as a refresh, but from another authorised MAG and with HI 3. Probe: a PBU with HI 4 and two prefixes, one of the
 * session and one foreign; its answer is 159 while the binding exists and 155 when it does not, and changes nothing.
 * Deletion delay: MinDelayBeforeBCEDelete (10 s). Window: TimestampValidityWindow (300 ms).
 * Silence: no PBA, Binding Error or ICMPv6 error, while the plain PBU of another node is answered.
 * A missing answer fails only when three nodes in a row get none. Hook: something done or configured at the
 * device; without it the row, or the part marked, does not apply. A crash always fails, and no rejection may
 * change a binding.
 */
export const rfc5213Lma = {
  ...rfc5213LmaMobilityService,
  ...rfc5213LmaRegistration,
  ...rfc5213LmaAcknowledgement,
  ...rfc5213LmaLookupByPrefix,
  ...rfc5213LmaLookupByNode,
  ...rfc5213LmaOrdering,
  ...rfc5213LmaForwarding,
  ...rfc5213LmaFormats,
} as const satisfies Record<string, Requirement>
