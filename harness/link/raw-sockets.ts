import raw, { type Socket } from 'raw-socket'
import { MOBILITY_HEADER } from '../wire/ipv6.js'
import { openingError } from './link.js'

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

/**
 * A raw socket that Mobility Headers come to, on one interface or on all; with a wrong checksum too, since a kernel
 * that drops those would hide them. Throws when the host does not permit it. Whoever opens one has to hold it: the
 * native handle does not keep its JavaScript object alive.
 */
export function openReceiver(device: string | undefined): Socket {
  const socket = open(MOBILITY_HEADER, device, (opened) =>
    opened.setOption(IPPROTO_IPV6, IPV6_CHECKSUM, NONE, NONE.length),
  )
  try {
    socket.setOption(SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER)
  } catch {
    // Needs CAP_NET_ADMIN of the host; without it bursts may lose packets, which repetition makes good.
  }
  return socket
}

/**
 * A raw socket that sends whole IPv6 packets on one interface. It is not the one that receives, since raw-socket
 * sends nothing while there is anything to read. Throws and is to be held as that.
 */
export function openSender(device: string | undefined): Socket {
  return open(IPPROTO_RAW, device, (opened) => opened.setOption(IPPROTO_IPV6, IPV6_HDRINCL, 1))
}

function open(protocol: number, device: string | undefined, prepare: (socket: Socket) => void): Socket {
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
  return socket
}

/** For {@link openReceiver} and {@link openSender}, and what listens for ICMPv6. */
export function createSocket(protocol: number): Socket {
  try {
    return raw.createSocket({ addressFamily: raw.AddressFamily.IPv6, protocol, bufferSize: 65536 })
  } catch (error) {
    throw openingError(error)
  }
}
