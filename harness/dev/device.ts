import type { Clock } from '../link/index.js'
import type { Profile } from '../model/index.js'
import { type LmaOptions, type LmaSettings, ReferenceLma } from '../reference/index.js'
import { endpointsOf } from '../run/endpoints.js'
import { parseProfile } from '../run/profile/load.js'
import {
  type BindingAcknowledgement,
  type BindingUpdate,
  decode,
  encode,
  type Option,
  option,
} from '../wire/index.js'
import { type Carried, MemoryLink } from './memory-link.js'
import { VirtualClock } from './virtual-clock.js'

/** What stands at the other end of a memory link. */
export interface DeviceOptions extends Omit<LmaOptions, 'config'> {
  readonly config?: Partial<LmaSettings>
  /** Milliseconds a packet takes, each way. */
  readonly oneWay?: number
  /** The device's clock minus ours, milliseconds. */
  readonly clockAhead?: number
}

/** The profile of an LMA with two paths, and with all that the reference device can be asked for. */
export function testProfile(changes: Partial<Profile> = {}): Profile {
  return { ...BOX, ...changes }
}

const BOX = parseProfile(
  `
device: { name: box, role: lma }
lma: { address: 2001:db8:ff::a }
mag-id: mag-1@example.net
nodes: { multipath: "mn-{n}@example.net", single-path: "nomp-{n}@example.net", unknown: "ghost-{n}@example.net" }
paths:
  - { name: wlan, interface: wlan0, address: 2001:db8:1::1, access-technology: 4, label: 9 }
  - { name: lte, interface: lte0, address: 2001:db8:2::1, access-technology: 8, label: 11 }
foreign-mag: 2001:db8:1::66
timers: { min-delay-before-bce-delete: 1s, max-delay-before-new-bce-assign: 300ms }
lanes: 2
`,
  'profiles/box.yaml',
)

/** A memory link of a profile whose other end says nothing until it is told to. */
export function testLink(profile = testProfile(), clock = new VirtualClock()) {
  return { profile, clock, link: new MemoryLink(endpointsOf(profile), clock) }
}

/** Puts the reference LMA at the other end of a memory link, in the link's own time. */
export function attachAnchor(
  link: MemoryLink,
  clock: Clock,
  profile: Profile,
  { oneWay = 1, clockAhead = 0, config, ...rest }: DeviceOptions = {},
): ReferenceLma {
  const { timestampValidityWindow, minDelayBeforeBceDelete, maxDelayBeforeNewBceAssign } = profile.timers
  const anchor = new ReferenceLma(
    {
      ...rest,
      config: {
        address: profile.lma.address,
        mags: profile.paths.map((p) => p.address),
        timestampValidityWindow,
        minDelayBeforeBceDelete,
        maxDelayBeforeNewBceAssign,
        heartbeat: undefined,
        ...config,
      },
    },
    {
      clock: {
        now: () => clock.now(),
        wallMs: () => clock.wall() + clockAhead,
        setTimer: (ms, then) => clock.after(ms, then),
      },
      random: () => 0.5,
      send: (packet) => link.deliver(packet, oneWay),
    },
  )
  link.device = (packet) => {
    clock.after(oneWay, () => anchor.receive(packet))
  }
  return anchor
}

/** The PBU in a packet that was sent. */
export function pbuIn({ octets }: Pick<Carried, 'octets'>): BindingUpdate {
  const { message } = decode(octets)
  if (message.kind !== 'binding-update') throw new Error(`a ${message.kind} was sent`)
  return message
}

const COPIED: ReadonlySet<string> = new Set([
  'home-network-prefix',
  'timestamp',
  'mobile-node-identifier',
  'handoff-indicator',
  'access-technology-type',
  'mobile-node-link-layer-identifier',
  'mag-multipath-binding',
])

/** The PBA that a PBU asks for, with fields of the answer changed; a prefix is assigned where one is asked for. */
export function pbaTo(
  packet: Carried,
  changes: Partial<BindingAcknowledgement> & { readonly without?: Option['kind'] } = {},
): Uint8Array {
  const { sequence, lifetime, options } = pbuIn(packet)
  const { without, ...fields } = changes
  const copied = options
    .filter(({ kind }) => COPIED.has(kind) && kind !== without)
    .map((o) =>
      o.kind === 'home-network-prefix' && o.prefix === '::'
        ? option('home-network-prefix', { prefix: '2001:db8:100::', prefixLength: 64 })
        : o,
    )
  return encode(
    {
      kind: 'binding-acknowledgement',
      status: 0,
      flags: 0x20,
      sequence,
      lifetime,
      options: copied,
      ...fields,
    },
    { source: packet.destination, destination: packet.source },
  )
}
