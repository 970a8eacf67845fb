import raw, { type Socket } from 'raw-socket'
import { openingError } from '../link/link.js'
import { canonicalIPv6, checksumMatches } from '../wire/index.js'
import { buildIPv6, MOBILITY_HEADER } from '../wire/ipv6.js'
import type { IncomingPacket, OutgoingPacket } from './environment.js'

// Linux numbers that raw-socket exports no name for.
const SO_BINDTODEVICE = 25
const SO_RCVBUFFORCE = 33
const IPV6_HDRINCL = 36
const IPV6_CHECKSUM = 7
/** The protocol of a raw socket that only sends. */
const IPPROTO_RAW = 255
/** -1 as a C int. */
const NONE = Buffer.from([0xff, 0xff, 0xff, 0xff])
const RECEIVE_BUFFER = 8 * 1024 * 1024

const { SOL_SOCKET, IPPROTO_IPV6 } = raw.SocketLevel

/** Sockets held here live: the native handle of raw-socket does not keep its JavaScript object. */
const held = new Set<Socket>()

/** A raw socket that Mobility Headers come to on one interface, or on all. Throws when the host does not permit it. */
export function openReceiver(device: string | undefined, onFault: (error: unknown) => void): Socket {
  const socket = open(MOBILITY_HEADER, device, onFault, (opened) => {
    // The kernel is to pass on what has a wrong checksum too: the anchor may have a defect that takes it.
    opened.setOption(IPPROTO_IPV6, IPV6_CHECKSUM, NONE, NONE.length)
  })
  try {
    socket.setOption(SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER)
  } catch {
    // Needs CAP_NET_ADMIN of the host; without it bursts may lose packets.
  }
  return socket
}

/** A raw socket that sends, on one interface; its own, since raw-socket sends nothing while there is anything to read. */
export function openSender(device: string | undefined, onFault: (error: unknown) => void): Socket {
  return open(IPPROTO_RAW, device, onFault, (socket) => socket.setOption(IPPROTO_IPV6, IPV6_HDRINCL, 1))
}

function createSocket(protocol: number): Socket {
  try {
    return raw.createSocket({ addressFamily: raw.AddressFamily.IPv6, protocol, bufferSize: 65536 })
  } catch (error) {
    throw openingError(error)
  }
}

function open(
  protocol: number,
  device: string | undefined,
  onFault: (error: unknown) => void,
  prepare: (socket: Socket) => void,
): Socket {
  const socket = createSocket(protocol)
  try {
    if (device !== undefined) {
      const name = Buffer.from(`${device}\0`)
      socket.setOption(SOL_SOCKET, SO_BINDTODEVICE, name, name.length)
    }
    prepare(socket)
  } catch (error) {
    socket.close()
    throw error
  }
  socket.on('error', onFault)
  held.add(socket)
  return socket
}

/** Called with a copy of each Mobility Header and the text of where it came from. */
export function onMessage(
  socket: Socket,
  receive: (octets: Uint8Array, from: string) => void,
  onFault: (error: unknown) => void,
): void {
  socket.on('message', (slice, from) => {
    try {
      receive(new Uint8Array(slice), from) // the slice lies in a buffer that the next packet overwrites
    } catch (error) {
      onFault(error) // an exception must not reach the receive loop of raw-socket
    }
  })
}

export function closeSocket(socket: Socket): void {
  socket.close()
  held.delete(socket)
}

/** A raw socket does not tell the destination; the checksum covers it, unless nobody is to look at that. */
export function arrived(
  octets: Uint8Array,
  from: string,
  address: string,
  anyChecksum = false,
): IncomingPacket | undefined {
  const bare = from.replace(/%.*$/, '')
  const source = canonicalIPv6(bare) ?? bare
  if (source === address) return undefined
  if (!anyChecksum && !checksumMatches(octets, { source, destination: address })) return undefined
  return { source, destination: address, octets }
}

/** Sends with an IPv6 header of our own. */
export function transmit(socket: Socket, packet: OutgoingPacket, onFault: (error: unknown) => void): void {
  const { octets, protocol = MOBILITY_HEADER, ...headers } = packet
  const built = buildIPv6({ ...headers, nextHeader: protocol, payload: octets })
  const buffer = Buffer.from(built.buffer, built.byteOffset, built.byteLength)
  socket.send(buffer, 0, buffer.length, packet.destination, (error) => {
    if (error) onFault(error)
  })
}
