import {
  AcknowledgementFlag,
  type BindingAcknowledgement,
  type DecodedMessage,
  find,
  findAll,
  type OptionOf,
} from '../../wire/index.js'
import type { Gateway } from './gateway.js'
import type { Entry, Exchange, Prefix, Transmission } from './list.js'

export type Acknowledgement = DecodedMessage & BindingAcknowledgement

/** A Proxy Binding Acknowledgement as the rules of RFC 5213 §6.9.1.2 look at it. */
export interface Answer {
  readonly source: string
  readonly destination: string
  readonly message: Acknowledgement
  readonly status: number
  readonly sequence: number
  readonly lifetime: number
  readonly node: string | undefined
  /** Without ALL_ZERO. */
  readonly prefixes: readonly Prefix[]
  readonly handoff: number | undefined
  readonly accessTechnology: number | undefined
  readonly linkLayer: Uint8Array | undefined
  readonly timestamp: bigint | undefined
  readonly mmb: Mmb
}

/** The option of RFC 8278 §4.1 in an answer. */
export type Mmb =
  | { readonly kind: 'none' | 'unreadable' }
  | { readonly kind: 'present'; readonly option: OptionOf<'mag-multipath-binding'> }

const TIMESTAMP_MISMATCH = 156
const TIMESTAMP_LOWER_THAN_PREV_ACCEPTED = 157
const SEQUENCE_NUMBER_OUT_OF_WINDOW = 135

export function readAnswer(
  gateway: Gateway,
  message: Acknowledgement,
  source: string,
  destination: string,
): Answer {
  const id = find(message, 'mobile-node-identifier')
  return {
    source,
    destination,
    message,
    status: message.status,
    sequence: message.sequence,
    lifetime: message.lifetime,
    node: id && Buffer.from(id.identifier).toString('utf8'),
    prefixes: findAll(message, 'home-network-prefix')
      .filter((p) => p.prefix !== '::' && p.prefixLength <= 128)
      .map(({ prefix, prefixLength }) => ({ prefix, prefixLength })),
    handoff: find(message, 'handoff-indicator')?.value,
    accessTechnology: find(message, 'access-technology-type')?.value,
    linkLayer: find(message, 'mobile-node-link-layer-identifier')?.identifier,
    timestamp: find(message, 'timestamp')?.timestamp,
    mmb: mmbIn(gateway, message),
  }
}

function mmbIn(gateway: Gateway, message: Acknowledgement): Mmb {
  if (find(message, 'vendor-specific') !== undefined && gateway.has('vendor-option-hides-mmb'))
    return { kind: 'none' }
  const option = find(message, 'mag-multipath-binding')
  if (option !== undefined) return { kind: 'present', option }
  return { kind: isMalformed(message, 'mag-multipath-binding') ? 'unreadable' : 'none' }
}

function isMalformed(message: Acknowledgement, kind: string): boolean {
  return message.options.some((o) => o.kind === 'malformed' && o.of === kind)
}

/** Options an answer is no good with when they cannot be read. */
const needed = [
  'mobile-node-identifier',
  'home-network-prefix',
  'handoff-indicator',
  'access-technology-type',
  'mobile-node-link-layer-identifier',
  'timestamp',
]

/** Is it a PBA that can be read at all? */
export function isReadable(gateway: Gateway, answer: Answer): boolean {
  const { message, mmb } = answer
  if ((message.flags & AcknowledgementFlag.P) === 0 && !gateway.has('answer-without-p-flag-accepted'))
    return false
  if (mmb.kind === 'unreadable' && gateway.choice['malformed-mmb'] === 'ignore') return false
  return !needed.some((kind) => isMalformed(message, kind))
}

/** RFC 5213 §6.9.1.2-5: the transmission this answers; undefined when it answers another PBU, or none. */
export function answered(gateway: Gateway, exchange: Exchange, answer: Answer): Transmission | undefined {
  const { transmissions } = exchange
  const newest = transmissions.at(-1)
  if (gateway.has('unmatched-answer-accepted') || gateway.has('wrong-sequence-accepted')) return newest
  if (answer.status === SEQUENCE_NUMBER_OUT_OF_WINDOW) return newest // its sequence number is the LMA's
  const found = transmissions.find((t) => answers(gateway, t, answer))
  if (found !== newest && gateway.choice['answer-to-older-transmission'] === 'ignore') return undefined
  return found
}

function answers(gateway: Gateway, { sequence, timestamp }: Transmission, answer: Answer): boolean {
  // With these two statuses the Timestamp is the LMA's own (RFC 5213 §5.5).
  const own = answer.status === TIMESTAMP_MISMATCH || answer.status === TIMESTAMP_LOWER_THAN_PREV_ACCEPTED
  const comparable = timestamp !== undefined && !own
  if (gateway.choice['answer-matching'] === 'timestamp' && comparable && answer.timestamp !== undefined)
    return answer.timestamp === timestamp
  if (answer.sequence !== sequence) return false
  return !comparable || gateway.choice['answer-timestamp'] === 'free' || answer.timestamp === timestamp
}

/** RFC 5213 §6.9.1.2-6: options that the LMA owes as they were in the PBU. */
export function differs(gateway: Gateway, { node }: Entry, { handoff }: Exchange, answer: Answer): boolean {
  const { config, choice } = gateway
  if (
    answer.handoff !== undefined &&
    answer.handoff !== handoff &&
    !gateway.has('other-handoff-indicator-accepted')
  )
    return true
  const access = answer.accessTechnology
  if (
    access !== undefined &&
    access !== config.accessTechnology &&
    !gateway.has('other-access-technology-accepted')
  )
    return true
  if (answer.linkLayer === undefined || choice['link-layer-identifier'] === 'no') return false
  const same = Buffer.compare(answer.linkLayer, node.linkLayer) === 0
  return !same && !gateway.has('other-link-layer-identifier-accepted')
}

/** Does something lack that every PBA has, or is there what the PBU did not ask for? */
export function isIncomplete(gateway: Gateway, exchange: Exchange, answer: Answer): boolean {
  const { choice } = gateway
  if (answer.status >= 128) return false
  const lacks =
    answer.handoff === undefined || answer.accessTechnology === undefined || answer.prefixes.length === 0
  if (lacks && choice['answer-without-option'] === 'ignore') return true
  if (exchange.purpose === 'deregister') return false
  if (answer.lifetime === 0 && !gateway.has('granted-lifetime-ignored')) return true
  if (answer.prefixes.length === 0 && exchange.prefixes.length === 0) return true
  const other = answer.prefixes.length > 0 && exchange.prefixes.length > 0 && !samePrefixes(exchange, answer)
  return other && choice['answer-with-other-prefixes'] === 'ignore'
}

function samePrefixes({ prefixes }: Exchange, answer: Answer): boolean {
  const key = (all: readonly Prefix[]) => all.map((p) => `${p.prefix}/${p.prefixLength}`).sort()
  return key(prefixes).join() === key(answer.prefixes).join()
}
