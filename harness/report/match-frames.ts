import type { CaptureState, Packet, WireFrame } from '../model/index.js'
import { formatIPv6, ipPacket, parsePacket } from '../wire/index.js'

/** What a frame, or the fragments that end with it, brought. */
interface Content {
  readonly source: string
  readonly destination: string
  /** The Mobility Header or ICMPv6 message, lower-case hex. */
  readonly payload: string
}

interface Candidate extends Content {
  readonly frame: number
  readonly interface: string
  readonly time: bigint
  taken: boolean
}

/** Among so many equal messages the one that fits best is looked for; a device may repeat one for ever. */
const WINDOW = 16
/** Where fewer equal messages were captured than there were, one that is farther off in time is that of another packet. */
const NEAR_MS = 250

/**
 * The packets of the journal in what was captured: index in `packets` → index in `wire`, which is in the order of
 * time. A packet that is in no frame has no entry; each frame is one packet at most. Equal messages are told apart
 * by their addresses, then by interface, then by when they came.
 */
export function matchFrames(
  packets: readonly Packet[],
  wire: readonly WireFrame[],
  states: readonly CaptureState[],
): ReadonlyMap<number, number> {
  const candidates = candidatesOf(wire)
  const interfaces = new Map(
    states.flatMap(({ interface: on, paths }) => paths.map((path) => [path, on] as const)),
  )
  for (const { octets } of packets) {
    const of = candidates.get(octets)
    if (of !== undefined) of.packets++
  }
  const matched = new Map<number, number>()
  let distance: number | undefined
  for (const [index, packet] of packets.entries()) {
    const of = candidates.get(packet.octets)
    if (of === undefined) continue
    of.packets--
    const best = bestOf(of, packet, interfaces.get(packet.path), distance)
    if (best === undefined) continue
    best.taken = true
    of.free--
    distance = msOf(best.time) - packet.at
    matched.set(index, best.frame)
  }
  return matched
}

/** The messages of all frames, by their octets; those of one kind in the order of time. */
function candidatesOf(wire: readonly WireFrame[]): ReadonlyMap<string, Candidates> {
  const found = new Map<string, Candidates>()
  const fragments = new Fragments()
  for (const [frame, { octets, link, time, interface: on }] of wire.entries()) {
    const content = contentOf(link, Buffer.from(octets, 'hex'), fragments)
    if (content === undefined) continue
    const candidate = { ...content, frame, interface: on, time: BigInt(time), taken: false }
    const known = found.get(content.payload)
    if (known === undefined) found.set(content.payload, { all: [candidate], first: 0, free: 1, packets: 0 })
    else {
      known.all.push(candidate)
      known.free++
    }
  }
  return found
}

interface Candidates {
  readonly all: Candidate[]
  /** All before it are taken. */
  first: number
  /** How many are not taken. */
  free: number
  /** How many packets are still to be found in them. */
  packets: number
}

/** `distance` is how far a frame's time was from its packet's, the last time one was found. */
function bestOf(
  of: Candidates,
  packet: Packet,
  on: string | undefined,
  distance: number | undefined,
): Candidate | undefined {
  while (of.all[of.first]?.taken === true) of.first++
  let best: Candidate | undefined
  let least = Number.POSITIVE_INFINITY
  for (const candidate of of.all.slice(of.first, of.first + WINDOW)) {
    if (candidate.taken || candidate.source !== packet.source) continue
    const off = distance === undefined ? 0 : Math.abs(msOf(candidate.time) - packet.at - distance)
    if (off > NEAR_MS && of.free <= of.packets) continue
    // A packet whose checksum fits nobody has only a guess for its destination.
    const cost =
      (candidate.destination === packet.destination ? 0 : 2e12) +
      (on === undefined || candidate.interface === on ? 0 : 1e12) +
      Math.min(off, 1e11)
    if (cost < least) {
      least = cost
      best = candidate
    }
  }
  return best
}

function msOf(ns: bigint): number {
  return Number(ns / 1000n) / 1000
}

function contentOf(link: number, octets: Uint8Array, fragments: Fragments): Content | undefined {
  const ip = ipPacket(link, octets)
  if (ip === undefined) return undefined
  const whole = fragments.whole(ip)
  const packet = whole === undefined ? undefined : parsePacket(whole)
  if (packet === undefined || packet.kind === 'broken') return undefined
  const { source, destination, payload } = packet
  return { source, destination, payload: Buffer.from(payload).toString('hex') }
}

const FRAGMENT = 44

interface Pieces {
  readonly parts: Map<number, Uint8Array>
  end?: number
}

/** Puts fragments together (RFC 8200 §4.5): the message of all of them is in the frame that completes it. */
class Fragments {
  readonly #open = new Map<string, Pieces>()

  /** The packet itself when it is no fragment; the whole packet with its last missing fragment; else undefined. */
  whole(ip: Uint8Array): Uint8Array | undefined {
    if (ip[6] !== FRAGMENT || ip.length < 48) return ip
    const view = new DataView(ip.buffer, ip.byteOffset, ip.byteLength)
    const offset = view.getUint16(42) & 0xfff8
    const isLast = (view.getUint16(42) & 1) === 0
    const key = `${formatIPv6(ip, 8)} ${formatIPv6(ip, 24)} ${view.getUint32(44)}`
    const pieces = this.#open.get(key) ?? { parts: new Map<number, Uint8Array>() }
    const data = ip.subarray(48, 40 + view.getUint16(4))
    pieces.parts.set(offset, data)
    if (isLast) pieces.end = offset + data.length
    this.#open.set(key, pieces)
    const octets = assembled(pieces)
    if (octets === undefined) return undefined
    this.#open.delete(key)
    const packet = Buffer.concat([ip.subarray(0, 40), octets])
    packet[6] = ip[40] as number
    packet.writeUInt16BE(Math.min(octets.length, 0xffff), 4)
    return packet
  }
}

function assembled({ parts, end }: Pieces): Uint8Array | undefined {
  if (end === undefined) return undefined
  const sorted = [...parts].sort(([a], [b]) => a - b)
  let at = 0
  for (const [offset, { length }] of sorted) {
    if (offset !== at) return undefined
    at += length
  }
  return at === end ? Buffer.concat(sorted.map(([, part]) => part)) : undefined
}
