import { Status } from '../../catalogue/index.js'
import type { Endpoint, QuotedError } from '../../link/index.js'
import {
  type BindingAcknowledgement,
  type BindingError,
  type BindingUpdate,
  find,
  findAll,
  type Issue,
  type Option,
} from '../../wire/index.js'
import type { MobileNode, Prefix } from '../node.js'
import type { Tag } from '../trace.js'

/** A PBU that was sent. */
export interface Request {
  readonly endpoint: Endpoint
  readonly node: MobileNode
  readonly destination: string
  readonly tag: Tag
  readonly message: BindingUpdate
  readonly octets: Uint8Array
  readonly frame: number
  /** Link clock, milliseconds. */
  readonly sentAt: number
  /** It carries the time it was sent at, which is valid for so many milliseconds (TimestampValidityWindow). */
  readonly validFor?: number
  /** Another PBU of the node was unanswered when it was sent. */
  readonly besides: boolean
}

export interface Acknowledged {
  readonly kind: 'acknowledgement'
  readonly pba: BindingAcknowledgement
  readonly issues: readonly Issue[]
  readonly octets: Uint8Array
  readonly source: string
  /** Where it came to; not always where its request came from. */
  readonly destination: string
  readonly frame: number
  /** Milliseconds since the request. */
  readonly after: number
  /** Other PBUs of the node were on their way with the request, and came in another order, or have this answer. */
  readonly crossed: boolean
}

/** What came back to a PBU. Silence is proven: something sent later on the same path was answered. */
export type Reaction =
  | Acknowledged
  | {
      readonly kind: 'binding-error'
      readonly message: BindingError
      readonly frame: number
      readonly after: number
    }
  | {
      readonly kind: 'icmp-error'
      readonly error: QuotedError
      readonly frame: number
      readonly after: number
    }
  | {
      readonly kind: 'silence'
      readonly proof: string
      readonly frame: number | undefined
      readonly after: number
    }

/** Requests whose silence a case has relied on: an answer that comes late after all breaks its verdict. */
export const silenceExpected = new WeakSet<Request>()

/** A request and what came back to it, in the words cases use. */
export class Answer {
  constructor(
    readonly request: Request,
    readonly reaction: Reaction,
  ) {}

  get acknowledgement(): Acknowledged | undefined {
    return this.reaction.kind === 'acknowledgement' ? this.reaction : undefined
  }
  get pba(): BindingAcknowledgement | undefined {
    return this.acknowledgement?.pba
  }
  get status(): number | undefined {
    return this.pba?.status
  }
  /** Status below 128 (RFC 5213 §8.2). */
  get accepted(): boolean {
    return this.status !== undefined && this.status < 128
  }
  get refused(): boolean {
    return this.status !== undefined && this.status >= 128
  }
  /** Refused as too old or out of order, and the lab may have seen to that. */
  get overtaken(): boolean {
    return this.acknowledgement !== undefined && mayBeOvertaken(this.request, this.acknowledgement)
  }
  get silent(): boolean {
    return this.reaction.kind === 'silence'
  }
  /** Granted lifetime in units of 4 s. */
  get lifetime(): number | undefined {
    return this.pba?.lifetime
  }
  get prefixes(): readonly Prefix[] {
    if (this.pba === undefined) return []
    return findAll(this.pba, 'home-network-prefix').map(({ prefix, prefixLength }) => ({
      prefix: prefix ?? '::',
      prefixLength: prefixLength ?? 0,
    }))
  }
  get multipath() {
    return this.pba === undefined ? undefined : find(this.pba, 'mag-multipath-binding')
  }
  get timestamp(): bigint | undefined {
    return this.pba === undefined ? undefined : find(this.pba, 'timestamp')?.timestamp
  }
  option<K extends Option['kind']>(kind: K): Extract<Option, { kind: K }> | undefined {
    return this.pba === undefined ? undefined : find(this.pba, kind)
  }
  options<K extends Option['kind']>(kind: K): readonly Extract<Option, { kind: K }>[] {
    return this.pba === undefined ? [] : findAll(this.pba, kind)
  }
  /** Frame of what came, or of the request when nothing did. */
  get frame(): number {
    return this.reaction.frame ?? this.request.frame
  }
}

/**
 * Whether a PBU was refused as too old or out of order because its Timestamp, taken when it was sent, grew old on the
 * way, or because another PBU of the node was on its way too.
 */
export function mayBeOvertaken(
  { validFor }: Request,
  { pba: { status }, after, crossed }: Pick<Acknowledged, 'pba' | 'after' | 'crossed'>,
): boolean {
  if (status === Status.SEQUENCE_NUMBER_OUT_OF_WINDOW) return crossed
  if (validFor === undefined) return false
  if (status === Status.TIMESTAMP_MISMATCH) return crossed || after > validFor / 2
  return status === Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED && crossed
}
