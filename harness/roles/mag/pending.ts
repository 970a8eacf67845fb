import { Status } from '../../catalogue/index.js'
import type { Received } from '../../link/index.js'
import { readError } from '../../link/index.js'
import {
  type BindingAcknowledgement,
  type BindingUpdate,
  type Decoded,
  find,
  sameOctets,
} from '../../wire/index.js'
import type { Reaction, Request } from './answer.js'

/** A request that waits for its answer. */
export interface Waiting {
  readonly request: Request
  readonly settle: (reaction: Reaction) => void
  /** Its host has said that nobody listens. */
  objected?: true
}

/** MH Type stands in the third octet of the header (RFC 6275 §6.1.1). */
const TYPE_AT = 2
const BINDING_UPDATE = 5
const REMEMBERED = 1024

/**
 * Which request a packet answers. An answer belongs to a PBU by the address pair, sequence number and mobile node
 * identifier; a faulty device may spoil either key, so one of them is enough when no other request fits better.
 * Status 135 carries the last accepted number instead (RFC 6275 §9.5.1), so there only the identifier counts.
 */
export class Pending {
  readonly #waiting = new Set<Waiting>()
  /** The newest of each sequence number. */
  readonly #bySequence = new Map<number, Waiting>()
  /** Requests that were answered or given up, newest last: for second copies and late answers. */
  readonly #past: Request[] = []

  add(waiting: Waiting): void {
    this.#waiting.add(waiting)
    this.#bySequence.set(waiting.request.message.sequence, waiting)
  }

  has(waiting: Waiting): boolean {
    return this.#waiting.has(waiting)
  }

  done(waiting: Waiting): void {
    if (!this.#waiting.delete(waiting)) return
    const { sequence } = waiting.request.message
    if (this.#bySequence.get(sequence) === waiting) this.#bySequence.delete(sequence)
    this.#past.push(waiting.request)
    if (this.#past.length > 2 * REMEMBERED) this.#past.splice(0, REMEMBERED)
  }

  get oldest(): Request | undefined {
    return this.#waiting.values().next().value?.request
  }

  /** The last request of a case, waiting or past. */
  last(id: string): Request | undefined {
    const requests = [...this.#past, ...[...this.#waiting].map((w) => w.request)]
    return requests.findLast((r) => r.tag.case === id && r.tag.step !== 'barrier')
  }

  /** The waiting request a packet answers; none when it fits an earlier request better. */
  match(packet: Received, decoded: Decoded): Waiting | undefined {
    return this.#exact(packet, decoded) ?? this.#nearest(packet, decoded)
  }

  /** The usual case, without looking at every request: sequence number and identifier both agree. */
  #exact(packet: Received, { message }: Decoded): Waiting | undefined {
    if (message.kind !== 'binding-acknowledgement') return undefined
    const waiting = this.#bySequence.get(message.sequence)
    return waiting !== undefined &&
      agreement(waiting.request, packet, message, identifierOf(message)) === EXACT
      ? waiting
      : undefined
  }

  #nearest(packet: Received, decoded: Decoded): Waiting | undefined {
    const waiting = [...this.#waiting]
    const requests = waiting.map((w) => w.request)
    const near = best(requests, packet, decoded)
    const past = near && best(this.#past, packet, decoded, near.points + 1)
    return past === undefined ? waiting.find((w) => w.request === near?.request) : undefined
  }

  /** The earlier request a packet fits that nobody waits for any more. */
  past(packet: Received, decoded: Decoded): Request | undefined {
    return best(this.#past, packet, decoded)?.request
  }

  /** The waiting request that an ICMPv6 error quotes. */
  quoted(packet: Received): Waiting | undefined {
    const error = readError(packet.octets)
    if (error === undefined) return undefined
    return [...this.#waiting].find(
      ({ request }) =>
        request.endpoint.address === error.source &&
        request.destination === error.destination &&
        startsAlike(request.octets, error.quoted),
    )
  }

  /**
   * The waiting request of an endpoint that a Binding Error is about, which names none: the one that is no Binding
   * Update any more, as its type was damaged, or else the only one.
   */
  erroneous(packet: Received): Waiting | undefined {
    const here = [...this.#waiting].filter((w) => w.request.endpoint.name === packet.endpoint.name)
    const strange = here.filter((w) => w.request.octets[TYPE_AT] !== BINDING_UPDATE)
    const [about, ...others] = strange.length > 0 ? strange : here
    return others.length === 0 ? about : undefined
  }
}

const EXACT = 5

/** The request that fits best, the newest of equals, with its points; undefined below the least. */
function best(
  requests: readonly Request[],
  packet: Received,
  { message }: Decoded,
  least = 2,
): { readonly request: Request; readonly points: number } | undefined {
  if (message.kind !== 'binding-acknowledgement') return undefined
  const identifier = identifierOf(message)
  let chosen: Request | undefined
  let score = least
  for (const request of requests) {
    const points = agreement(request, packet, message, identifier)
    if (points < score) continue
    chosen = request
    score = points
  }
  return chosen && { request: chosen, points: score }
}

/**
 * 3 points for the identifier and 2 for the number where they agree: a wrong number may be that of another request,
 * a wrong identifier is hardly ever that of another node. From another address than the request went to, or to another than it came from,
 * only both keys together make an answer: one that the device has addressed wrongly.
 */
function agreement(
  request: Request,
  packet: Received,
  answer: BindingAcknowledgement,
  identifier: Uint8Array | undefined,
): number {
  const asked = identifierOf(request.message)
  // A zero-length identifier stands for none (RFC 5213 §5.3.1-4), whoever asked.
  const named =
    asked !== undefined && asked.length > 0 && identifier !== undefined && sameOctets(asked, identifier)
  const numbered =
    answer.sequence === request.message.sequence && answer.status !== Status.SEQUENCE_NUMBER_OUT_OF_WINDOW
  const points = (named ? 3 : 0) + (numbered ? 2 : 0)
  if (request.endpoint.address !== packet.endpoint.address || request.destination !== packet.source)
    return points === EXACT ? EXACT - 1 : 0
  return points + (asked === undefined && answer.status === 160 ? 1 : 0)
}

/** A 135 may answer whatever request of the node is unanswered. */
export function isCertain({ message }: Decoded, request: Request | undefined): boolean {
  if (request === undefined || message.kind !== 'binding-acknowledgement') return true
  return message.status !== Status.SEQUENCE_NUMBER_OUT_OF_WINDOW || request.node.exchanges.mayOnlyBe(request)
}

function identifierOf(message: BindingUpdate | BindingAcknowledgement): Uint8Array | undefined {
  return find(message, 'mobile-node-identifier')?.identifier
}

/** An error quotes as much of the packet as fits; the kernel may have filled in the checksum. */
function startsAlike(sent: Uint8Array, quoted: Uint8Array): boolean {
  const n = Math.min(sent.length, quoted.length)
  for (let i = 0; i < n; i++) if (i !== 4 && i !== 5 && sent[i] !== quoted[i]) return false
  return n >= 8
}
