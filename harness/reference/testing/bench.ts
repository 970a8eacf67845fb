import {
  aligned,
  type BindingAcknowledgement,
  type DecodedMessage,
  decode,
  encode,
  find,
  findAll,
  type Option,
  option,
  UpdateFlag,
} from '../../wire/index.js'
import type { Behaviours } from '../behaviours.js'
import type { LmaConfig } from '../config.js'
import type { DefectName } from '../defects.js'
import type { OutgoingPacket } from '../environment.js'
import { ReferenceLma } from '../lma.js'

export const LMAA = '2001:db8:ff::a'
export const MAG1 = '2001:db8:1::1'
export const MAG2 = '2001:db8:2::1'
export const MAG3 = '2001:db8:3::1'
export const STRANGER = '2001:db8:1::66'
export const MULTICAST = 'ff02::1'

/** Time that only moves when told to. */
export class ManualClock {
  #now = 0
  readonly #timers = new Set<{ at: number; callback: () => void }>()

  now = () => this.#now
  wallMs = () => 1_700_000_000_000 + this.#now
  setTimer = (ms: number, callback: () => void) => {
    const timer = { at: this.#now + ms, callback }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  pass(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const due = [...this.#timers].filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0]
      if (due === undefined) break
      this.#timers.delete(due)
      this.#now = Math.max(this.#now, due.at)
      due.callback()
    }
    this.#now = end
  }
}

export interface Mmb {
  readonly bid: number
  readonly bulk?: boolean
  readonly overwrite?: boolean
  readonly label?: number
  readonly accessTechnology?: number
  readonly reserved?: number
}

/** A PBU to send. `null` leaves an option out that is there by default. */
export interface Pbu {
  readonly from?: string
  readonly node?: string | null
  readonly prefixes?: readonly string[] | null
  readonly handoff?: number | null
  readonly access?: number | null
  /** `now` when left out; a number is milliseconds from now; null is no Timestamp. */
  readonly timestamp?: number | null
  readonly sequence?: number
  readonly lifetime?: number
  readonly flags?: number
  readonly linkLayer?: number
  readonly linkLocal?: string
  readonly alternate?: string
  readonly mmb?: Mmb
  /** null: without MAG Identifier beside an MMB. */
  readonly magId?: string | null
  readonly more?: readonly Option[]
}

export type Pba = DecodedMessage & BindingAcknowledgement

/** An anchor on a bench: packets in, packets out, time by hand. */
export class Bench {
  readonly clock = new ManualClock()
  readonly sent: OutgoingPacket[] = []
  crashed = false
  readonly lma: ReferenceLma
  #sequence = 0
  #seed = 12345

  constructor(
    options: {
      readonly config?: Partial<LmaConfig>
      readonly behaviours?: Partial<Behaviours>
      readonly defects?: readonly DefectName[]
    } = {},
  ) {
    this.lma = new ReferenceLma(
      { ...options, config: { address: LMAA, mags: [MAG1, MAG2, MAG3], ...options.config } },
      {
        clock: this.clock,
        random: () => {
          this.#seed = (this.#seed * 48271) % 2147483647
          return this.#seed / 2147483647
        },
        send: (packet) => void this.sent.push(packet),
        crash: () => {
          this.crashed = true
        },
      },
    )
  }

  /** Sends a PBU; the PBA when one came at once. 10 ms pass, so that Timestamps rise. */
  pbu(fields: Pbu): Pba | undefined {
    const before = this.sent.length
    this.clock.pass(10)
    this.raw(pbuOctets(fields, this.clock.wallMs(), ++this.#sequence), fields.from ?? MAG1)
    return this.answers(before)[0]
  }

  raw(octets: Uint8Array, source = MAG1): void {
    this.lma.receive({ source, destination: LMAA, octets })
  }

  answers(from = 0): readonly Pba[] {
    return this.sent.slice(from).flatMap((packet) => {
      const { message } = decode(packet.octets, packet, this.lma.config.numbers)
      return message.kind === 'binding-acknowledgement' ? [message as Pba] : []
    })
  }

  /** `bid@careOf` of all live bindings of a node, sorted. */
  paths(node = 'mn-1@example.net'): readonly string[] {
    const { mobileNodes } = this.lma.bindings()
    return mobileNodes
      .filter((n) => n.id === node)
      .flatMap((n) => n.bindings.map((b) => `${b.bid}@${b.careOf}`))
      .sort()
  }

  lifetime(bid: number | null, node = 'mn-1@example.net'): number | undefined {
    const listed = this.lma.bindings().mobileNodes.filter((n) => n.id === node)
    return listed.flatMap((n) => n.bindings).find((b) => b.bid === bid)?.lifetime
  }
}

export function pbuOctets(fields: Pbu, wallMs: number, sequence: number): Uint8Array {
  const options: Option[] = []
  if (fields.prefixes !== null)
    for (const prefix of fields.prefixes ?? ['::'])
      options.push(option('home-network-prefix', { prefix, prefixLength: 64 }))
  if (fields.timestamp !== null) {
    const ms = wallMs + (fields.timestamp ?? 0)
    options.push(option('timestamp', { timestamp: BigInt(Math.floor(ms * 65.536)) }))
  }
  if (fields.node !== null)
    options.push(
      option('mobile-node-identifier', {
        subtype: 1,
        identifier: Buffer.from(fields.node ?? 'mn-1@example.net'),
      }),
    )
  if (fields.handoff !== null) options.push(option('handoff-indicator', { value: fields.handoff ?? 1 }))
  if (fields.access !== null) options.push(option('access-technology-type', { value: fields.access ?? 4 }))
  if (fields.linkLayer !== undefined)
    options.push(
      option('mobile-node-link-layer-identifier', {
        identifier: Uint8Array.of(2, 0, 0, 0, 0, fields.linkLayer),
      }),
    )
  if (fields.linkLocal !== undefined)
    options.push(option('link-local-address', { address: fields.linkLocal }))
  if (fields.alternate !== undefined)
    options.push(option('alternate-care-of-address', { address: fields.alternate }))
  if (fields.mmb !== undefined) {
    options.push(option('mag-multipath-binding', { label: 9, accessTechnology: 4, ...fields.mmb }))
    if (fields.magId !== null)
      options.push(
        option('mag-identifier', {
          subtype: 1,
          identifier: Buffer.from(fields.magId ?? 'mag-1@example.net'),
        }),
      )
  }
  options.push(...(fields.more ?? []))
  return encode(
    {
      kind: 'binding-update',
      sequence: fields.sequence ?? sequence,
      flags: fields.flags ?? UpdateFlag.A | UpdateFlag.P,
      lifetime: fields.lifetime ?? 75,
      options: aligned(options),
    },
    { source: fields.from ?? MAG1, destination: LMAA },
  )
}

export function prefixesOf(pba: Pba | undefined): readonly string[] {
  return pba === undefined ? [] : findAll(pba, 'home-network-prefix').map((o) => o.prefix)
}

export function mmbOf(pba: Pba | undefined) {
  return pba && find(pba, 'mag-multipath-binding')
}
