import type { Requirement } from './requirement.js'
import { rfc5213MagAdvertisement } from './rfc5213/mag-advertisement.js'
import { rfc5213MagAnswerAccepted } from './rfc5213/mag-answer-accepted.js'
import { rfc5213MagAnswerChecks } from './rfc5213/mag-answer-checks.js'
import { rfc5213MagAnswerStatus } from './rfc5213/mag-answer-status.js'
import { rfc5213MagAttachment } from './rfc5213/mag-attachment.js'
import { rfc5213MagForwarding } from './rfc5213/mag-forwarding.js'
import { rfc5213MagLifetime } from './rfc5213/mag-lifetime.js'

/**
 * RFC 5213, what binds a mobile access gateway: row id to requirement.
 *
 * Every row needs an attachment to be provoked. A right PBA answers the newest PBU of the node with everything
 * echoed; a packet of the node is looked for from 1 s after it, an advertisement within 4 s of a solicitation.
 * PBUs within half a second after a PBA are in flight and not judged.
 */
export const rfc5213Mag = {
  ...rfc5213MagAttachment,
  ...rfc5213MagAnswerChecks,
  ...rfc5213MagAnswerStatus,
  ...rfc5213MagAnswerAccepted,
  ...rfc5213MagLifetime,
  ...rfc5213MagAdvertisement,
  ...rfc5213MagForwarding,
} as const satisfies Record<string, Requirement>
