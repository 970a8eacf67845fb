import { rm } from 'node:fs/promises'
import { type Socket as Connection, createServer, type Server } from 'node:net'
import raw, { type Socket } from 'raw-socket'
import { canonicalIPv6, checksumMatches } from '../wire/index.js'
import { buildIPv6, MOBILITY_HEADER } from '../wire/ipv6.js'
import type { AnchorClock, Environment, IncomingPacket, OutgoingPacket } from './environment.js'
import { type LmaOptions, ReferenceLma } from './lma.js'
import { type Orders, takeOrders } from './orders.js'

// Linux numbers that raw-socket exports no name for.
const SO_BINDTODEVICE = 25
const SO_RCVBUFFORCE = 33
const IPV6_HDRINCL = 36
const RECEIVE_BUFFER = 8 * 1024 * 1024
/** Exit status of a `crashes-on-…` defect: EX_SOFTWARE of sysexits.h. */
const CRASHED = 70

export interface ServeOptions extends LmaOptions {
  /** Interface to listen on; all of them when left out. */
  readonly interface?: string
  /** Path of a stream socket that prints the binding cache as JSON to whoever connects. */
  readonly observe?: string
  /**
   * Path of a stream socket that takes one JSON object per line, `{"defects": […], "behaviours": {…}, "config": {…}}`,
   * each the whole of what is to change from the options at the start. The anchor starts anew with an empty binding
   * cache, also one that a defect has crashed, and answers `ok` or what is wrong with the line.
   */
  readonly control?: string
  /** Closes the anchor when aborted. */
  readonly signal?: AbortSignal
  /** What a crash does instead of ending this process. */
  readonly crash?: () => void
  /** Called once when everything listens; the default writes `ready` to standard output. */
  readonly onReady?: () => void
  /** Faults of the host: a packet that could not be sent, an error of the socket. */
  readonly onFault?: (error: unknown) => void
}

export interface ServedLma {
  /** The anchor that is running now. */
  readonly lma: ReferenceLma
  /** Resolves when the sockets are closed; may be called more than once. */
  close(): Promise<void>
}

export const anchorClock: AnchorClock = {
  now: () => performance.now(),
  wallMs: () => performance.timeOrigin + performance.now(),
  setTimer: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

/** Sockets held here live: the native handle of raw-socket does not keep its JavaScript object. */
const held = new Set<Socket>()

/**
 * Runs the anchor on a raw IPv6 socket of protocol 135. Rejects when the host does not permit one, or when the
 * control socket cannot be made.
 */
export async function serveLma(options: ServeOptions): Promise<ServedLma> {
  const onFault = options.onFault ?? ((error) => process.stderr.write(`lma: ${String(error)}\n`))
  const socket = openSocket(options.interface, onFault)
  // One that takes orders is only mute after a crash, so that it can be told to start anew.
  const crash = options.crash ?? (options.control === undefined ? () => process.exit(CRASHED) : () => {})
  const environment: Environment = {
    clock: anchorClock,
    random: Math.random,
    send: (packet) => transmit(socket, packet, onFault),
    crash,
  }
  let lma = new ReferenceLma(options, environment)
  const restart = (orders: Orders) => {
    const fresh = new ReferenceLma({ ...options, ...orders, config: { ...options.config, ...orders.config } }, environment)
    lma.close()
    lma = fresh
  }
  socket.on('message', (slice, source) => {
    try {
      // The slice lies in a buffer that the next packet overwrites.
      const packet = arrived(new Uint8Array(slice), source, lma.config.address)
      if (packet !== undefined) lma.receive(packet)
    } catch (error) {
      onFault(error) // an exception must not reach the receive loop of raw-socket
    }
  })
  const servers: { readonly server: Server; readonly path: string }[] = []
  const close = once(async () => {
    lma.close()
    socket.close()
    held.delete(socket)
    for (const { server, path } of servers) await closed(server, path)
  })
  const serve = async (path: string | undefined, talk: (connection: Connection) => void) => {
    if (path === undefined) return
    servers.push({ path, server: await listen(path, talk, onFault) })
  }
  try {
    await serve(options.observe, (connection) => connection.end(`${JSON.stringify(lma.bindings())}\n`))
    await serve(options.control, (connection) => takeOrders(connection, restart))
  } catch (error) {
    await close()
    throw error
  }
  options.signal?.addEventListener('abort', () => void close().catch(onFault), { once: true })
  if (options.signal?.aborted) await close()
  else (options.onReady ?? (() => process.stdout.write('ready\n')))()
  return {
    get lma() {
      return lma
    },
    close,
  }
}

function openSocket(device: string | undefined, onFault: (error: unknown) => void): Socket {
  const socket = raw.createSocket({
    addressFamily: raw.AddressFamily.IPv6,
    protocol: MOBILITY_HEADER,
    bufferSize: 65536,
  })
  const { SOL_SOCKET, IPPROTO_IPV6 } = raw.SocketLevel
  try {
    if (device !== undefined) {
      const name = Buffer.from(`${device}\0`)
      socket.setOption(SOL_SOCKET, SO_BINDTODEVICE, name, name.length)
    }
    socket.setOption(IPPROTO_IPV6, IPV6_HDRINCL, 1)
  } catch (error) {
    socket.close()
    throw error
  }
  try {
    socket.setOption(SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER)
  } catch {
    // Needs CAP_NET_ADMIN of the host; without it bursts may lose packets.
  }
  socket.on('error', onFault)
  held.add(socket)
  return socket
}

/** A raw socket does not tell the destination; the checksum covers it, and the kernel has verified that. */
function arrived(octets: Uint8Array, from: string, address: string): IncomingPacket | undefined {
  const bare = from.replace(/%.*$/, '')
  const source = canonicalIPv6(bare) ?? bare
  if (source === address || !checksumMatches(octets, { source, destination: address })) return undefined
  return { source, destination: address, octets }
}

function transmit(socket: Socket, packet: OutgoingPacket, onFault: (error: unknown) => void): void {
  const { source, destination, octets, protocol = MOBILITY_HEADER } = packet
  const built = buildIPv6({ source, destination, nextHeader: protocol, payload: octets })
  const buffer = Buffer.from(built.buffer, built.byteOffset, built.byteLength)
  socket.send(buffer, 0, buffer.length, destination, (error) => {
    if (error) onFault(error)
  })
}

async function listen(
  path: string,
  talk: (connection: Connection) => void,
  onFault: (error: unknown) => void,
): Promise<Server> {
  await rm(path, { force: true })
  const server = createServer((connection) => {
    connection.on('error', onFault)
    talk(connection)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  return server
}

async function closed(server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve) => server.close(() => resolve()))
  await rm(path, { force: true })
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= action())
}
