import {
  aligned,
  type BindingRevocationIndication,
  copied,
  type DecodedMessage,
  encode,
  find,
  findAll,
  type Option,
} from '../../wire/index.js'
import type { IncomingPacket, OutgoingPacket } from '../environment.js'
import type { Gateway } from './gateway.js'
import { type Entry, liveEntries, type MobileNode } from './list.js'

type Indication = DecodedMessage & BindingRevocationIndication

/** RFC 5846 §5.1, §5.2. */
const Flag = { P: 0x8000, V: 0x4000, G: 0x2000 } as const
const Status = {
  success: 0,
  noBinding: 128,
  ipv4AddressRequired: 129,
  identityRequired: 131,
  nodeAttached: 132,
  triggerUnknown: 133,
  functionUnknown: 134,
  proxyRequired: 135,
} as const
const PER_PEER = 128
const LOCAL_POLICY = 129
/** Handovers to another gateway (§5.1), which a node that is still attached contradicts. */
const HANDOVERS = [2, 3, 4]
const TRIGGERS = [0, 1, 2, 3, 4, 5, 6, 7, PER_PEER, LOCAL_POLICY]

export interface Revoked {
  readonly status: number
  /** Bindings that end. */
  readonly entries: readonly Entry[]
}

/** What a Binding Revocation Indication of the LMA ends (RFC 5846 §9.1). */
export function revoked(gateway: Gateway, message: Indication, nodes: readonly MobileNode[]): Revoked {
  const { flags, trigger } = message
  const id = find(message, 'mobile-node-identifier')
  const name = id && Buffer.from(id.identifier).toString('utf8')
  if ((flags & Flag.P) === 0) return refused(Status.proxyRequired)
  if (!TRIGGERS.includes(trigger)) return refused(Status.triggerUnknown)
  const global = (flags & Flag.G) !== 0
  if (global !== (trigger === PER_PEER || trigger === LOCAL_POLICY)) return refused(Status.functionUnknown)
  if ((flags & Flag.V) !== 0) return refused(Status.noBinding) // no IPv4 home address is ever registered here
  if (trigger === PER_PEER) return ended(nodes.flatMap(liveEntries))
  if (trigger === LOCAL_POLICY) {
    if (name === undefined || !name.startsWith('@')) return refused(Status.identityRequired)
    return ended(nodes.filter((n) => n.id.endsWith(name)).flatMap(liveEntries))
  }
  const node = nodes.find((n) => n.id === name)
  const entries = node === undefined ? [] : named(gateway, message, node)
  if (node === undefined || entries.length === 0) return refused(Status.noBinding)
  if (HANDOVERS.includes(trigger) && node.attached) return refused(Status.nodeAttached)
  return ended(entries)
}

/** By prefixes, and by the proxy care-of address where one is named. */
function named({ choice }: Gateway, message: Indication, node: MobileNode): readonly Entry[] {
  const prefixes = findAll(message, 'home-network-prefix').map((p) => p.prefix)
  const careOf =
    choice.revocation === 'that-path' ? find(message, 'alternate-care-of-address')?.address : undefined
  return liveEntries(node).filter(
    ({ binding, path }) =>
      prefixes.every((prefix) => binding?.prefixes.some((p) => p.prefix === prefix)) &&
      (careOf === undefined || path.address === careOf),
  )
}

function refused(status: number): Revoked {
  return { status, entries: [] }
}

function ended(entries: readonly Entry[]): Revoked {
  return { status: Status.success, entries }
}

/** The Binding Revocation Acknowledgement, with flags, MN-ID and prefixes of the request (§6.1.2). */
export function revocationAnswer(
  { config }: Gateway,
  { source, destination }: IncomingPacket,
  message: Indication,
  status: number,
): OutgoingPacket {
  const addresses = { source: destination, destination: source }
  const options: Option[] = [
    ...findAll(message, 'mobile-node-identifier').slice(0, 1),
    ...findAll(message, 'home-network-prefix'),
  ].map((o) => ({ ...copied<Option>(o), reserved: 0 }) as Option)
  const octets = encode(
    {
      kind: 'binding-revocation-acknowledgement',
      status,
      sequence: message.sequence,
      flags: message.flags & (Flag.P | Flag.V | Flag.G),
      options: aligned(options),
    },
    addresses,
    config.numbers,
  )
  return { ...addresses, octets }
}
