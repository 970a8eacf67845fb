import {
  AcknowledgementFlag,
  aligned,
  type BindingAcknowledgement,
  type BindingUpdate,
  type DecodedMessage,
  decode,
  encode,
  find,
  findAll,
  HeartbeatFlag,
  type Message,
  type Option,
  option,
} from '../../../wire/index.js'
import type { OutgoingPacket } from '../../environment.js'
import { ManualClock } from '../../testing/bench.js'
import type { MagBehaviours } from '../behaviours.js'
import type { MagConfig } from '../config.js'
import type { MagDefectName } from '../defects.js'
import { ReferenceMag } from '../mag.js'

export const LMAA = '2001:db8:ff::a'
export const WLAN = '2001:db8:1::1'
export const LTE = '2001:db8:2::1'
export const MN = 'mn-1@example.net'
export const P1 = '2001:db8:1000:1::'
const HEARTBEAT = 13
/** What chance brings, over and over. */
const RANDOM = [0.25, 0.75, 0.5, 0.9, 0.1, 0.6]
/** Where the options begin, when not at 12. */
const FIRST_OPTION: Partial<Record<Message['kind'], number>> = {
  'binding-refresh-request': 8,
  'binding-error': 24,
}
export const P2 = '2001:db8:1000:2::'

/** What a test is sure of. */
export function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('there is nothing here')
  return value
}

export type Pbu = DecodedMessage & BindingUpdate

/** A PBU that the gateway sent, in the words a test asks in. */
export interface Sent {
  readonly at: number
  readonly from: string
  readonly pbu: Pbu
  readonly octets: Uint8Array
  readonly sequence: number
  readonly lifetime: number
  readonly handoff: number | undefined
  readonly prefixes: readonly string[]
  readonly timestamp: bigint | undefined
  readonly bid: number | undefined
}

/** What an answer has other than one that is right. `null` leaves an option out. */
export interface Pba {
  readonly status?: number
  readonly flags?: number
  readonly sequence?: number
  readonly lifetime?: number
  readonly node?: string | null
  readonly prefixes?: readonly string[] | null
  readonly handoff?: number | null
  readonly access?: number | null
  readonly linkLayer?: Uint8Array | null
  readonly timestamp?: bigint | null
  /** `echo`: the one of the request, if it had one. */
  readonly mmb?: 'echo' | number | null
  readonly magId?: boolean
  readonly more?: readonly Option[]
  readonly order?: 'reversed'
  readonly from?: string
  readonly to?: string
}

/** A gateway on a bench: orders and answers in, PBUs out, time by hand. */
export class MagBench {
  readonly clock = new ManualClock()
  readonly packets: OutgoingPacket[] = []
  readonly sent: Sent[] = []
  crashed = false
  readonly mag: ReferenceMag
  /** Answers every PBU at once with this, when set. */
  auto: ((sent: Sent) => Pba | undefined) | undefined
  readonly #queue: Sent[] = []
  #answering = false
  #draws = 0

  constructor(
    options: {
      readonly config?: Partial<MagConfig>
      readonly behaviours?: Partial<MagBehaviours>
      readonly defects?: readonly MagDefectName[]
    } = {},
  ) {
    const config = {
      lma: LMAA,
      magId: 'mag-1@example.net',
      paths: [
        { name: 'wlan', address: WLAN, accessTechnology: 4, label: 9 },
        { name: 'lte', address: LTE, accessTechnology: 8, label: 11 },
      ],
      ...options.config,
    }
    this.mag = new ReferenceMag(
      { ...options, config },
      {
        clock: this.clock,
        random: () => RANDOM[this.#draws++ % RANDOM.length] ?? 0,
        send: (packet) => this.#take(packet),
        crash: () => {
          this.crashed = true
        },
      },
    )
  }

  #take(packet: OutgoingPacket): void {
    this.packets.push(packet)
    if (packet.protocol === 58) return
    const { message } = decode(packet.octets, packet, this.mag.config.numbers)
    if (message.kind !== 'binding-update') return
    const sent = describe(this.clock.now(), packet, message)
    this.sent.push(sent)
    if (this.auto === undefined) return
    this.#queue.push(sent)
    if (this.#answering) return
    this.#answering = true
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      const pba = this.auto(next)
      if (pba !== undefined) this.answer(next, pba)
    }
    this.#answering = false
  }

  /** The PBUs of these orders, which must make sense. */
  from(...orders: readonly (() => string | undefined)[]): readonly Sent[] {
    const before = this.sent.length
    for (const order of orders) {
      const trouble = order()
      if (trouble !== undefined && !this.crashed) throw new Error(trouble)
    }
    return this.sent.slice(before)
  }

  attach(node = MN): readonly Sent[] {
    return this.from(() => this.mag.attach(node))
  }

  detach(node = MN): readonly Sent[] {
    return this.from(() => this.mag.detach(node))
  }

  refresh(node = MN): readonly Sent[] {
    return this.from(() => this.mag.refresh(node))
  }

  path(name: string, state: 'up' | 'down'): readonly Sent[] {
    return this.from(() => (state === 'up' ? this.mag.pathUp(name) : this.mag.pathDown(name)))
  }

  pass(ms: number): readonly Sent[] {
    const before = this.sent.length
    this.clock.pass(ms)
    return this.sent.slice(before)
  }

  /** Answers a PBU; what the gateway then sent at once. */
  answer(to: Sent | undefined, pba: Pba = {}): readonly Sent[] {
    if (to === undefined) throw new Error('there is no PBU to answer')
    return this.deliver(pbaOctets(to, pba, this.mag.config.numbers), pba.from ?? LMAA, pba.to ?? to.from)
  }

  deliver(octets: Uint8Array, source = LMAA, destination = WLAN): readonly Sent[] {
    const before = this.sent.length
    this.mag.receive({ source, destination, octets })
    return this.sent.slice(before)
  }

  send(message: Message, destination = WLAN, source = LMAA): readonly Sent[] {
    const addresses = { source, destination }
    const options = aligned(message.options, FIRST_OPTION[message.kind] ?? 12)
    return this.deliver(encode({ ...message, options } as Message, addresses), source, destination)
  }

  /** A right answer but for fields of the Mobility Header. */
  spoiled(to: Sent | undefined, header: Partial<BindingAcknowledgement>): readonly Sent[] {
    if (to === undefined) throw new Error('there is no PBU to answer')
    const { numbers } = this.mag.config
    const addresses = { source: LMAA, destination: to.from }
    const { message } = decode(pbaOctets(to, {}, numbers), addresses, numbers)
    const { checksum: _checksum, ...rest } = message
    return this.deliver(encode({ ...rest, ...header } as Message, addresses, numbers), LMAA, to.from)
  }

  /** Responses to the last Heartbeat request of each of these addresses. */
  answerHeartbeats(...of: readonly string[]): void {
    for (const address of of) {
      const last = this.packets.filter((p) => p.source === address && p.octets[2] === HEARTBEAT).at(-1)
      const request = last && decode(last.octets).message
      if (request?.kind !== 'heartbeat') continue
      const options = [option('restart-counter', { counter: 1 })]
      this.send({ kind: 'heartbeat', flags: HeartbeatFlag.R, sequence: request.sequence, options }, address)
    }
  }

  /** Attaches, and answers until nothing more is sent at once: both paths are up when the LMA supports it. */
  settle(node = MN, pba: Pba = {}): readonly Sent[] {
    const sent: Sent[] = [...this.attach(node)]
    for (let i = 0; i < sent.length; i++) sent.push(...this.answer(sent[i], pba))
    return sent
  }

  /** `bid@careOf` of all accepted entries of a node, sorted. */
  paths(node = MN): readonly string[] {
    const listed = this.mag.bindings().mobileNodes.filter((n) => n.id === node)
    return listed.flatMap((n) => n.bindings.map((b) => `${b.bid}@${b.careOf}`)).sort()
  }

  prefixes(node = MN): readonly string[] {
    return this.mag.bindings().mobileNodes.find((n) => n.id === node)?.prefixes ?? []
  }
}

function describe(at: number, packet: OutgoingPacket, pbu: Pbu): Sent {
  return {
    at,
    from: packet.source,
    pbu,
    octets: packet.octets,
    sequence: pbu.sequence,
    lifetime: pbu.lifetime,
    handoff: find(pbu, 'handoff-indicator')?.value,
    prefixes: findAll(pbu, 'home-network-prefix').map((p) => p.prefix),
    timestamp: find(pbu, 'timestamp')?.timestamp,
    bid: find(pbu, 'mag-multipath-binding')?.bid,
  }
}

function pbaOctets(
  { from, pbu, prefixes, handoff, timestamp }: Sent,
  pba: Pba,
  numbers: MagConfig['numbers'],
): Uint8Array {
  const options: Option[] = []
  const assigned = prefixes.some((p) => p !== '::') ? prefixes : [P1]
  if (pba.prefixes !== null)
    for (const prefix of pba.prefixes ?? assigned)
      options.push(option('home-network-prefix', { prefix, prefixLength: prefix === '::' ? 0 : 64 }))
  const time = pba.timestamp ?? timestamp
  if (time !== undefined && pba.timestamp !== null) options.push(option('timestamp', { timestamp: time }))
  const id = find(pbu, 'mobile-node-identifier')?.identifier ?? new Uint8Array()
  if (pba.node !== null)
    options.push(
      option('mobile-node-identifier', {
        subtype: 1,
        identifier: pba.node === undefined ? id : Buffer.from(pba.node),
      }),
    )
  if (pba.handoff !== null) options.push(option('handoff-indicator', { value: pba.handoff ?? handoff ?? 0 }))
  if (pba.access !== null)
    options.push(
      option('access-technology-type', {
        value: pba.access ?? find(pbu, 'access-technology-type')?.value ?? 0,
      }),
    )
  const linkLayer = find(pbu, 'mobile-node-link-layer-identifier')?.identifier
  const identifier = pba.linkLayer ?? linkLayer
  if (identifier !== undefined && pba.linkLayer !== null)
    options.push(option('mobile-node-link-layer-identifier', { identifier }))
  const mmb = find(pbu, 'mag-multipath-binding')
  const echo = pba.mmb === undefined || pba.mmb === 'echo'
  if (mmb !== undefined && pba.mmb !== null) {
    const { accessTechnology, label } = mmb
    const bid = echo ? mmb.bid : Number(pba.mmb)
    options.push(option('mag-multipath-binding', { accessTechnology, label, bid }))
  }
  if (pba.magId)
    options.push(option('mag-identifier', { subtype: 1, identifier: Buffer.from('mag-1@example.net') }))
  options.push(...(pba.more ?? []))
  const status = pba.status ?? 0
  return encode(
    {
      kind: 'binding-acknowledgement',
      status,
      flags: pba.flags ?? AcknowledgementFlag.P,
      sequence: pba.sequence ?? pbu.sequence,
      lifetime: pba.lifetime ?? (status < 128 ? pbu.lifetime : 0),
      options: aligned(pba.order === 'reversed' ? [...options].reverse() : options),
    },
    { source: pba.from ?? LMAA, destination: pba.to ?? from },
    numbers,
  )
}
