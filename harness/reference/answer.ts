import { Status } from '../catalogue/status-codes.js'
import {
  AcknowledgementFlag,
  type Addresses,
  aligned,
  type BindingAcknowledgement,
  encode,
  find,
  formatIPv6,
  type Option,
  option,
  parseIPv6,
} from '../wire/index.js'
import {
  type ContentDefect,
  contentDefects,
  type FormatDefect,
  formatDefects,
  refusesMissingOption,
} from './answer-defects.js'
import { refreshAdvice } from './binding-cache.js'
import type { Anchor, OutgoingPacket } from './environment.js'
import type { Mmb } from './multipath-options.js'
import { ordered } from './option-order.js'
import { timestampNow } from './ordering.js'
import { PREFIX_LENGTH } from './prefix-pool.js'
import type { Outcome } from './registration.js'
import { ALL_ZERO, type Request } from './request.js'

export type Decided = Exclude<Outcome, { kind: 'silence' }>

const NAI = 1
const NO_OCTETS = new Uint8Array(0)
/** Registered nowhere; a permitted addition that a gateway has to skip. */
const UNKNOWN_OPTION = 200

/** Writes Proxy Binding Acknowledgements (RFC 5213 §5.3.6). */
export class AnswerWriter {
  readonly #content: readonly ContentDefect[]
  readonly #format: readonly FormatDefect[]

  constructor(private readonly anchor: Anchor) {
    this.#content = contentDefects(anchor)
    this.#format = formatDefects(anchor)
  }

  /** The answer from the request's destination to its source, whatever the Alternate Care-of Address says. */
  write(request: Request, decided: Decided): OutgoingPacket {
    let message = this.#compose(request, decided)
    for (const spoil of this.#content) message = spoil(message, { anchor: this.anchor, request, decided })
    message = { ...message, options: this.#laidOut(message.options) }
    for (const spoil of this.#format) message = spoil(message, { anchor: this.anchor, request, decided })
    const addresses = this.#addresses(request, message)
    return { ...addresses, octets: encode(message, addresses, this.anchor.config.numbers) }
  }

  #addresses(request: Request, message: BindingAcknowledgement): Addresses {
    const { anchor } = this
    const astray = anchor.has('missing-option-told-from-other-address') && refusesMissingOption(message)
    return {
      source: astray ? neighbour(request.destination) : request.destination,
      destination: anchor.has('answer-goes-to-alternate-coa') ? request.careOf : request.source,
    }
  }

  #compose(request: Request, decided: Decided): BindingAcknowledgement {
    const rejected = decided.kind === 'reject'
    const asRequested = this.anchor.choice['rejection-lifetime'] === 'request' ? request.lifetime : 0
    return {
      kind: 'binding-acknowledgement',
      status: rejected ? decided.status : Status.ACCEPTED,
      flags: AcknowledgementFlag.P,
      sequence: (rejected ? decided.sequence : undefined) ?? request.sequence,
      lifetime: rejected ? asRequested : decided.lifetime,
      options: this.#options(request, decided),
    }
  }

  #options(request: Request, decided: Decided): readonly Option[] {
    const { node, linkLayer } = request
    const options: Option[] = [...prefixOptions(request, decided)]
    if (request.timestamp !== undefined)
      options.push({ kind: 'timestamp', timestamp: this.#timestamp(request.timestamp.timestamp, decided) })
    options.push(
      {
        kind: 'mobile-node-identifier',
        subtype: node?.subtype ?? NAI,
        identifier: node?.identifier ?? NO_OCTETS,
      },
      { kind: 'handoff-indicator', reserved: 0, value: request.handoff?.value ?? 0 },
      { kind: 'access-technology-type', reserved: 0, value: request.accessTechnology?.value ?? 0 },
    )
    if (linkLayer !== undefined)
      options.push(option('mobile-node-link-layer-identifier', { identifier: linkLayer.identifier }))
    const linkLocal = decided.kind === 'accept' ? decided.linkLocal : request.linkLocal?.address
    if (linkLocal !== undefined) options.push(option('link-local-address', { address: linkLocal }))
    options.push(...this.#multipathOptions(request, decided))
    const interval = decided.kind === 'accept' ? refreshAdvice(this.anchor, decided.lifetime) : undefined
    if (interval !== undefined) options.push(option('binding-refresh-advice', { interval }))
    if (this.anchor.choice['unknown-option-in-answer'] === 'yes')
      options.push(option('unknown', { type: UNKNOWN_OPTION, data: Uint8Array.of(1, 2, 3) }))
    return options
  }

  /** RFC 5213 §5.5: a valid one is given back; with 156 and 157 goes the anchor's own time. */
  #timestamp(requested: bigint, decided: Decided): bigint {
    const status = decided.kind === 'reject' ? decided.status : Status.ACCEPTED
    const own = status === Status.TIMESTAMP_MISMATCH || status === Status.TIMESTAMP_LOWER_THAN_PREV_ACCEPTED
    return own ? timestampNow(this.anchor) : requested
  }

  /**
   * RFC 8278 §4.4: MMB without MAG Identifier, both when multipath is enabled and in a refusal with 180. The draft
   * had the MAG Identifier echoed too.
   */
  #multipathOptions(request: Request, { mmb, kind }: Decided): readonly Option[] {
    if (mmb === undefined) return []
    const leaves = kind !== 'reject' && request.lifetime === 0
    if (leaves && this.anchor.choice['mmb-in-deregistration-answer'] === 'no') return []
    const flags = kind === 'reject' || this.anchor.choice['mmb-flags-in-answer'] === 'copied'
    const options: Option[] = [echo(mmb, flags)]
    const id = find(request.message, 'mag-identifier')
    if (this.anchor.config.edition === 'draft-06' && id !== undefined)
      options.push(option('mag-identifier', { subtype: id.subtype, identifier: id.identifier }))
    return options
  }

  /** Order and padding. The draft wants the MMB at 8n+2, which is offset 18 when it comes first. */
  #laidOut(options: readonly Option[]): readonly Option[] {
    const { choice, config } = this.anchor
    const style = choice.padding
    const inOrder = ordered(options, this.anchor.choice['option-order'], () => this.anchor.random())
    const mmb =
      config.edition === 'draft-06' ? inOrder.find((o) => o.kind === 'mag-multipath-binding') : undefined
    const laid =
      mmb === undefined
        ? aligned(inOrder, 12, style)
        : [
            option('padn', { data: new Uint8Array(4) }),
            mmb,
            ...aligned(
              inOrder.filter((o) => o !== mmb),
              26,
              style,
            ),
          ]
    return choice['trailing-padding'] === 'yes'
      ? [...laid, option('padn', { data: new Uint8Array(6) })]
      : laid
  }
}

/** RFC 5213 §5.3.6: all of the session; a rejection repeats the request's, or has one ALL_ZERO. */
function prefixOptions(request: Request, decided: Decided): readonly Option[] {
  if (decided.kind === 'accept')
    return decided.prefixes.map((prefix) => ({
      kind: 'home-network-prefix',
      reserved: 0,
      prefixLength: PREFIX_LENGTH,
      prefix,
    }))
  if (request.prefixes.length === 0)
    return [option('home-network-prefix', { prefixLength: 0, prefix: ALL_ZERO })]
  return request.prefixes.map(({ prefixLength, prefix }) =>
    option('home-network-prefix', { prefixLength, prefix }),
  )
}

/** The option as it came, with its reserved bits as a sender owes them. */
export function echo(mmb: Mmb, flags: boolean): Mmb {
  return {
    kind: 'mag-multipath-binding',
    accessTechnology: mmb.accessTechnology,
    label: mmb.label,
    bid: mmb.bid,
    bulk: flags && mmb.bulk,
    overwrite: flags && mmb.overwrite,
    reserved: 0,
  }
}

/** The address beside this one. */
function neighbour(address: string): string {
  const octets = parseIPv6(address)
  if (octets === undefined) return address
  octets[15] = (octets[15] ?? 0) ^ 1
  return formatIPv6(octets)
}
