import { Status } from '../catalogue/status-codes.js'
import { type Binding, type BindingCache, bindingAt, type MobileNode, type Session } from './binding-cache.js'
import type { Anchor } from './environment.js'
import { Handoff, type Request, requestedPrefixes } from './request.js'

/** RFC 5213 §8.8: seconds in the upper 48 bits, 1/65536 s in the lower 16. */
const UNITS_PER_MS = 65.536

export function timestampNow(anchor: Anchor): bigint {
  const epoch = anchor.has('timestamp-epoch-1900') ? 2_208_988_800_000 : 0
  return BigInt(Math.floor((anchor.clock.wallMs() + epoch) * UNITS_PER_MS))
}

/**
 * RFC 5213 §5.5, items 6, 8 and 9: first against the binding it is for (157), then against the clock and against
 * all that was accepted of the mobile node (156). `drop` is one of the fair reactions to a bit-identical copy.
 */
export function timestampFault(
  anchor: Anchor,
  cache: BindingCache,
  request: Request,
): number | 'drop' | undefined {
  if (request.timestamp === undefined) return undefined
  if (request.lifetime === 0 && anchor.has('deregistration-order-unchecked')) return undefined
  const { timestamp } = request.timestamp
  const node = request.node && cache.node(request.node)
  const likely = node && likelySession(cache, node, request)
  const perBinding = anchor.choice['timestamp-scope'] === 'binding'
  const session = perBinding && likely !== undefined && !isOf(likely, request) ? undefined : likely
  const lower = session?.timestamp !== undefined && timestamp < session.timestamp
  if (lower && !anchor.has('lower-timestamp-accepted')) return Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED
  if (session !== undefined && session.timestamp === undefined && anchor.has('timestamp-after-none-rejected'))
    return Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED
  if (!anchor.config.mobileNodeGeneratedTimestampInUse && outsideWindow(anchor, timestamp))
    return Status.TIMESTAMP_MISMATCH
  const last = perBinding ? session?.timestamp : node?.timestamp
  if (last === undefined || timestamp > last || lower) return undefined
  if (timestamp === session?.timestamp) {
    if (anchor.has('equal-timestamp-accepted')) return undefined
    if (request.sequence === session.timestampSequence) return statusOfCopy(anchor)
  } else if (anchor.has('timestamp-of-other-session-ignored')) return undefined
  return Status.TIMESTAMP_MISMATCH
}

/** As far as can be told before the look-up: all its prefixes, and its access technology. */
function isOf(session: Session, request: Request): boolean {
  const wanted = requestedPrefixes(request)
  return (
    request.accessTechnology?.value === session.accessTechnology &&
    wanted.length === session.prefixes.length &&
    wanted.every(({ prefix }) => session.prefixes.includes(prefix))
  )
}

function statusOfCopy(anchor: Anchor): number | 'drop' {
  const choice = anchor.choice['equal-timestamp']
  return choice === 'silence' ? 'drop' : Number(choice)
}

function outsideWindow(anchor: Anchor, timestamp: bigint): boolean {
  if (anchor.has('timestamp-window-not-checked')) return false
  const ahead = Number(timestamp - timestampNow(anchor)) / UNITS_PER_MS
  const window = anchor.config.timestampValidityWindow
  if (ahead > window) return !anchor.has('future-timestamp-accepted')
  return ahead < -window && !anchor.has('old-timestamp-accepted')
}

/** The binding a request is most probably for, as far as that can be told before all options were checked. */
function likelySession(cache: BindingCache, node: MobileNode, request: Request): Session | undefined {
  const wanted = requestedPrefixes(request)
  if (wanted.length > 0)
    return [...node.sessions].find((s) => wanted.some((p) => cache.byPrefix(p.prefix) === s))
  if (request.linkLayerKey !== '') return [...node.sessions].find((s) => s.linkLayer === request.linkLayerKey)
  const isNew = request.handoff?.value === Handoff.newInterface
  return node.sessions.size === 1 && !isNew ? [...node.sessions][0] : undefined
}

/** An accepted timestamp counts for its session and for the mobile node. A rejected one never does. */
export function storeTimestamp(anchor: Anchor, session: Session, request: Request): void {
  if (request.timestamp === undefined) {
    session.timestamp = undefined
    return
  }
  const own = anchor.choice['stored-timestamp'] === 'reception'
  const accepted = own ? timestampNow(anchor) : request.timestamp.timestamp
  session.timestamp = later(session.timestamp, accepted)
  session.timestampSequence = request.sequence
  session.node.timestamp = later(session.node.timestamp, accepted)
}

function later(a: bigint | undefined, b: bigint): bigint {
  return a !== undefined && a > b ? a : b
}

/**
 * RFC 6275 §9.5.1, for requests without Timestamp (RFC 5213 §5.5): the number must be greater than the binding's,
 * modulo 2^16. Undefined when it is; else the last accepted one, which the answer has to carry.
 */
export function staleSequence(
  anchor: Anchor,
  request: Request,
  binding: Binding | undefined,
): number | undefined {
  const last = binding?.sequence
  if (last === undefined || anchor.has('old-sequence-accepted')) return undefined
  if (request.lifetime === 0 && anchor.has('deregistration-order-unchecked')) return undefined
  if (request.timestamp !== undefined && !anchor.has('sequence-checked-beside-timestamp')) return undefined
  const ahead = (request.sequence - last) & 0xffff
  if (anchor.has('sequence-compared-without-wrap')) return request.sequence > last ? undefined : last
  if (anchor.has('sequence-compared-backwards')) return ahead >= 0x8000 ? undefined : last
  return ahead >= 1 && ahead < 0x8000 ? undefined : last
}

/** The sequence number a binding keeps: none when a Timestamp told the order. */
export function sequenceToStore(anchor: Anchor, request: Request): number | undefined {
  return request.timestamp === undefined || anchor.has('sequence-checked-beside-timestamp')
    ? request.sequence
    : undefined
}

/** The same check before the options were looked at, against the binding the request is probably for. */
export function guessedSequenceFault(anchor: Anchor, cache: BindingCache, request: Request) {
  const node = request.node && cache.node(request.node)
  const likely = node && likelySession(cache, node, request)
  const perBinding = anchor.choice['timestamp-scope'] === 'binding'
  const session = perBinding && likely !== undefined && !isOf(likely, request) ? undefined : likely
  const sequence = session && staleSequence(anchor, request, bindingAt(session, request.careOf))
  return sequence === undefined ? undefined : { status: Status.SEQUENCE_NUMBER_OUT_OF_WINDOW, sequence }
}
