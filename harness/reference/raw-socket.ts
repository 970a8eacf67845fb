import type { Socket } from 'raw-socket'
import { canonicalIPv6, checksumMatches } from '../wire/index.js'
import { buildIPv6, MOBILITY_HEADER } from '../wire/ipv6.js'
import type { IncomingPacket, OutgoingPacket } from './environment.js'

/** Sockets held here live: the native handle of raw-socket does not keep its JavaScript object. */
const held = new Set<Socket>()

/** Keeps a socket alive until it is closed, and tells what goes wrong with it. */
export function keep(socket: Socket, onFault: (error: unknown) => void): Socket {
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
