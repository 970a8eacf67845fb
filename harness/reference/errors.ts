import { fold, sum } from '../wire/checksum.js'
import { encode } from '../wire/index.js'
import { buildIPv6 } from '../wire/ipv6.js'
import type { AnchorClock, IncomingPacket, OutgoingPacket } from './environment.js'
import { isUnicast } from './request.js'

const UNRECOGNIZED_MH_TYPE = 2
const PARAMETER_PROBLEM = 4
const ICMPV6 = 58
const IPV6_HEADER = 40
const UNRECOGNIZED_NEXT_HEADER = 1
const NEXT_HEADER_AT = 6

/** Broken rules of error messages. */
export const errorDefects = [
  'binding-error-unlimited',
  'binding-error-status-1',
  'binding-error-reserved-set',
  'binding-error-with-home-address',
  'parameter-problem-omitted',
  'parameter-problem-code-2',
  'parameter-problem-points-elsewhere',
] as const

/** What of a device its error messages ask for. */
interface Reporting {
  readonly config: { readonly errorRate: { readonly burst: number; readonly perSecond: number } }
  readonly clock: AnchorClock
  has(defect: (typeof errorDefects)[number]): boolean
}

/** Error messages of RFC 6275 §9.2, kept to a rate (§9.3.3, RFC 4443 §2.4 (f)). */
export class ErrorReporter {
  #tokens: number
  #filledAt: number

  constructor(
    private readonly anchor: Reporting,
    private readonly send: (packet: OutgoingPacket) => void,
  ) {
    this.#tokens = anchor.config.errorRate.burst
    this.#filledAt = anchor.clock.now()
  }

  /** Binding Error 2: nobody here knows this MH type. */
  unknownType({ source, destination }: IncomingPacket): void {
    const { anchor } = this
    if (!isUnicast(source)) return
    if (!this.#allowed() && !anchor.has('binding-error-unlimited')) return
    const octets = encode(
      {
        kind: 'binding-error',
        status: anchor.has('binding-error-status-1') ? 1 : UNRECOGNIZED_MH_TYPE,
        bodyReserved: anchor.has('binding-error-reserved-set') ? 1 : 0,
        homeAddress: anchor.has('binding-error-with-home-address') ? source : '::',
        options: [],
      },
      { source: destination, destination: source },
    )
    this.send({ source: destination, destination: source, octets })
  }

  /** ICMPv6 Parameter Problem code 0; `offset` into the Mobility Header, which stands behind the IPv6 header. */
  parameterProblem(packet: IncomingPacket, offset: number): void {
    const { anchor } = this
    if (anchor.has('parameter-problem-omitted') || !isUnicast(packet.source) || !this.#allowed()) return
    const pointer = anchor.has('parameter-problem-points-elsewhere') ? 0 : IPV6_HEADER + offset
    this.#problem(packet, anchor.has('parameter-problem-code-2') ? 2 : 0, pointer)
  }

  /** Parameter Problem code 1 of a host that knows no Mobility Header (RFC 4443 §3.4). */
  nobodyListens(packet: IncomingPacket): void {
    if (isUnicast(packet.source)) this.#problem(packet, UNRECOGNIZED_NEXT_HEADER, NEXT_HEADER_AT)
  }

  #problem({ source, destination, octets }: IncomingPacket, code: number, pointer: number): void {
    const quoted = buildIPv6({ source, destination, payload: octets }).subarray(0, 1232)
    const message = new Uint8Array(8 + quoted.length)
    message[0] = PARAMETER_PROBLEM
    message[1] = code
    message[7] = pointer
    message.set(quoted, 8)
    const addresses = buildIPv6({
      source: destination,
      destination: source,
      payload: new Uint8Array(),
    }).subarray(8)
    const check = ~fold(sum(addresses) + message.length + ICMPV6 + sum(message)) & 0xffff
    message[2] = check >> 8
    message[3] = check & 0xff
    this.send({ source: destination, destination: source, octets: message, protocol: ICMPV6 })
  }

  /** A token bucket. */
  #allowed(): boolean {
    const { burst, perSecond } = this.anchor.config.errorRate
    const now = this.anchor.clock.now()
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#filledAt) * perSecond) / 1000)
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}
