import type { Requirement } from './requirement.js'
import { rfc6275Mag } from './rfc6275/mag.js'
import { rfc6275Messages } from './rfc6275/messages.js'
import { rfc6275Processing } from './rfc6275/processing.js'
import { rfc6275Registration } from './rfc6275/registration.js'

/**
 * RFC 6275, the Mobility Header and home agent rules Proxy Mobile IPv6 builds on: row id to requirement.
 * A mobile node is read as a MAG, a home agent as an LMA; the words of the rows are those of `rfc5213Lma`.
 */
export const rfc6275 = {
  ...rfc6275Messages,
  ...rfc6275Processing,
  ...rfc6275Registration,
  ...rfc6275Mag,
} as const satisfies Record<string, Requirement>
