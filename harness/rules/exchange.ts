import { isAccepted } from '../catalogue/index.js'
import {
  type BindingUpdate,
  type DecodedMessage,
  decode,
  encode,
  type IssueCode,
  type OptionKind,
  sameOctets,
  UpdateFlag,
} from '../wire/index.js'
import { malformed, optionIssues, type Received, received } from './evidence.js'
import type { Judged } from './rule.js'

export type Update = Extract<DecodedMessage, { readonly kind: 'binding-update' }>
export type Acknowledgement = Extract<DecodedMessage, { readonly kind: 'binding-acknowledgement' }>

/** A Binding Update as a receiver reads it. */
interface Asked {
  readonly update: Update
  readonly octets: Uint8Array
  /** False when it is open where its options begin and end, so that they may be read in more than one way. */
  readonly legible: boolean
  /** Kinds of option that it has with a wrong Length, or with a value their definition excludes. */
  readonly unclear: ReadonlySet<OptionKind>
}

/** A Binding Acknowledgement and the Binding Update it answers. */
export interface Exchange {
  readonly answer: Acknowledgement
  readonly asked: Asked
  /** Status of 128 or more. */
  readonly rejected: boolean
}

/** What was asked is taken from its octets: a message of ours may state another Length than its data have. */
const memory = new WeakMap<BindingUpdate, Asked | 'unreadable'>()

const HEADER_FAULTS: ReadonlySet<IssueCode> = new Set([
  'truncated',
  'payload-proto',
  'header-length',
  'not-multiple-of-8',
])

function read(message: BindingUpdate): Asked | 'unreadable' {
  try {
    const octets = encode(message)
    const decoded = decode(octets)
    const update = decoded.message
    if (update.kind !== 'binding-update') return 'unreadable'
    const legible = update.tail.length === 0 && !decoded.issues.some(({ code }) => HEADER_FAULTS.has(code))
    const kinds = new Set(update.options.map((option) => option.kind))
    const unclear = [...kinds].filter((kind) => optionIssues(decoded, 'option-value', kind).length > 0)
    const bad = received(update, 'malformed').map(({ of }) => of as OptionKind)
    return { update, octets, legible, unclear: new Set([...unclear, ...bad]) }
  } catch {
    // A request that the codec cannot write was not sent by it, so nothing is known of it.
    return 'unreadable'
  }
}

/** Any Binding Acknowledgement with its request; undefined when it is something else or answers nothing known. */
export function bindingExchange({ decoded, request }: Judged): Exchange | undefined {
  const answer = decoded.message
  if (answer.kind !== 'binding-acknowledgement' || request === undefined) return undefined
  const known = memory.get(request.message)
  const asked = known ?? read(request.message)
  if (known === undefined) memory.set(request.message, asked)
  if (asked === 'unreadable') return undefined
  return { answer, asked, rejected: !isAccepted(answer.status) }
}

/** The answer to a PBU. One to a Binding Update without P is none, whatever its own flags are. */
export function proxyExchange(judged: Judged): Exchange | undefined {
  const exchange = bindingExchange(judged)
  return exchange !== undefined && (exchange.asked.update.flags & UpdateFlag.P) !== 0 ? exchange : undefined
}

/** The options of a kind in the request; undefined when it is open what a receiver makes of them. */
export function askedAll<K extends OptionKind>(
  { asked }: Exchange,
  kind: K,
): readonly Received<K>[] | undefined {
  return asked.legible && !asked.unclear.has(kind) ? received(asked.update, kind) : undefined
}

/** The option of a kind in the request, or `none`; undefined when that is open, or when there are several. */
export function askedOnce<K extends OptionKind>(
  exchange: Exchange,
  kind: K,
): Received<K> | 'none' | undefined {
  const all = askedAll(exchange, kind)
  return all === undefined || all.length > 1 ? undefined : (all[0] ?? 'none')
}

/** The options of a kind in the answer; undefined when all there are of it cannot be read (its format has a rule of its own). */
export function answered<K extends OptionKind>(
  { answer }: Exchange,
  kind: K,
): readonly Received<K>[] | undefined {
  const found = received(answer, kind)
  return found.length === 0 && malformed(answer, kind).length > 0 ? undefined : found
}

/**
 * The octets of an option of an answer that cannot be read: ours, when the request had the very same. True also
 * where the request is not known, as it may have had it.
 */
export function mayBeOurs(judged: Judged, kind: OptionKind, data: Uint8Array): boolean {
  if (isAlone(judged)) return true
  const exchange = bindingExchange(judged)
  return (
    exchange !== undefined &&
    malformed(exchange.asked.update, kind).some((each) => sameOctets(each.data, data))
  )
}

/** An acknowledgement whose request is not known: what it has copied from there cannot be told. */
export function isAlone(judged: Judged): boolean {
  return judged.decoded.message.kind === 'binding-acknowledgement' && bindingExchange(judged) === undefined
}
