import type { Path } from '../../model/index.js'
import {
  type BindingUpdate,
  type Decoded,
  find,
  findAll,
  type Issue,
  type Option,
  UpdateFlag,
} from '../../wire/index.js'
import { Handoff } from '../mag/compose.js'
import type { Prefix } from '../node.js'

/** Where a Mobility Header of the MAG under test came from. */
export interface Arrival {
  readonly decoded: Decoded
  readonly octets: Uint8Array
  /** Path of the profile whose proxy care-of address it came from; none for another source. */
  readonly path: Path | undefined
  readonly source: string
  /** Interface of ours it came in on. */
  readonly interface: string
  readonly frame: number
  /** Link clock, milliseconds. */
  readonly at: number
}

/** A Binding Update of the MAG under test, in the words cases use. */
export class Pbu {
  readonly message: BindingUpdate
  readonly issues: readonly Issue[]
  readonly octets: Uint8Array
  readonly source: string
  readonly interface: string
  readonly frame: number
  readonly at: number
  /** Name of the path it came in on; its source address where the profile has no such path. */
  readonly path: string
  /** The profile's path it came in on. */
  readonly declared: Path | undefined

  constructor(arrival: Arrival, message: BindingUpdate) {
    this.message = message
    this.issues = arrival.decoded.issues
    this.octets = arrival.octets
    this.source = arrival.source
    this.interface = arrival.interface
    this.frame = arrival.frame
    this.at = arrival.at
    this.declared = arrival.path
    this.path = arrival.path?.name ?? arrival.source
  }

  /** The MN-ID as text, none when there is no readable option 8. */
  get nodeId(): string | undefined {
    const identifier = this.option('mobile-node-identifier')?.identifier
    return identifier === undefined ? undefined : new TextDecoder().decode(identifier)
  }
  get sequence(): number {
    return this.message.sequence
  }
  get flags(): number {
    return this.message.flags
  }
  /** Asked for, in units of 4 s. */
  get lifetime(): number {
    return this.message.lifetime
  }
  get isProxy(): boolean {
    return (this.flags & UpdateFlag.P) !== 0
  }
  get isDeregistration(): boolean {
    return this.lifetime === 0
  }
  /** Handoff indicator 5 and a lifetime: the re-registration of RFC 5213 §6.9.1.3. */
  get isRefresh(): boolean {
    return this.lifetime > 0 && this.handoffIndicator === Handoff.unchanged
  }
  /** Neither refresh nor de-registration: opens a session or adds a path. */
  get isRegistration(): boolean {
    return this.lifetime > 0 && !this.isRefresh
  }
  get multipath() {
    return this.option('mag-multipath-binding')
  }
  get bid(): number | undefined {
    return this.multipath?.bid
  }
  get label(): number | undefined {
    return this.multipath?.label
  }
  get magId() {
    return this.option('mag-identifier')
  }
  get handoffIndicator(): number | undefined {
    return this.option('handoff-indicator')?.value
  }
  get accessTechnology(): number | undefined {
    return this.option('access-technology-type')?.value
  }
  get timestamp(): bigint | undefined {
    return this.option('timestamp')?.timestamp
  }
  get linkLayerId(): Uint8Array | undefined {
    return this.option('mobile-node-link-layer-identifier')?.identifier
  }
  /** The proxy care-of address: the Alternate Care-of Address option, else the source (RFC 5213 §6.9.1.5). */
  get careOf(): string {
    return this.option('alternate-care-of-address')?.address ?? this.source
  }
  get prefixes(): readonly Prefix[] {
    return this.options('home-network-prefix').map(({ prefix, prefixLength }) => ({
      prefix: prefix ?? '::',
      prefixLength: prefixLength ?? 0,
    }))
  }
  /** The LMA is asked to choose: ALL_ZERO, alone. */
  get asksForAnyPrefix(): boolean {
    const { prefixes } = this
    return prefixes.length === 1 && prefixes[0]?.prefix === '::'
  }
  option<K extends Option['kind']>(kind: K): Extract<Option, { kind: K }> | undefined {
    return find(this.message, kind)
  }
  options<K extends Option['kind']>(kind: K): readonly Extract<Option, { kind: K }>[] {
    return findAll(this.message, kind)
  }
}
