import type { Socket as Connection, Server } from 'node:net'
import { openReceiver, openSender } from '../link/raw-sockets.js'
import type { AnchorClock, Environment } from './environment.js'
import { type LmaOptions, ReferenceLma } from './lma.js'
import { type Orders, takeOrders } from './orders.js'
import { arrived, closeSocket, keep, onMessage, transmit } from './raw-socket.js'
import { closed, listen, once } from './stream-server.js'

/** Exit status of a `crashes-on-…` defect: EX_SOFTWARE of sysexits.h. */
export const CRASHED = 70

export interface ServeOptions extends LmaOptions {
  /** Interface to listen on; all of them when left out. */
  readonly interface?: string
  /** Path of a stream socket that prints the binding cache as JSON to whoever connects. */
  readonly observe?: string
  /**
   * Path of a stream socket that takes one JSON object per line, `{"defects": […], "behaviours": {…}, "config": {…}}`,
   * each the whole of what is to change from the options at the start; or `{"do":"restart"}`, after which it is as before. The anchor starts anew with an empty binding
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

/**
 * Runs the anchor on raw IPv6 sockets. Rejects when the host does not permit them, or when the control socket cannot
 * be made.
 */
export async function serveLma(options: ServeOptions): Promise<ServedLma> {
  const onFault = options.onFault ?? ((error) => process.stderr.write(`lma: ${String(error)}\n`))
  const receiver = keep(openReceiver(options.interface), onFault)
  const sender = keep(openSender(options.interface), onFault)
  // One that takes orders is only mute after a crash, so that it can be told to start anew.
  const crash = options.crash ?? (options.control === undefined ? () => process.exit(CRASHED) : () => {})
  const environment: Environment = {
    clock: anchorClock,
    random: Math.random,
    send: (packet) => transmit(sender, packet, onFault),
    crash,
  }
  let current: LmaOptions = options
  let lma = new ReferenceLma(current, environment)
  const obey = (orders: Orders | 'restart') => {
    current =
      orders === 'restart'
        ? { ...current, config: { ...current.config, ...lma.configAfterRestart() } }
        : { ...options, ...orders, config: { ...options.config, ...orders.config } }
    const fresh = new ReferenceLma(current, environment)
    const peers = orders === 'restart' ? lma.heartbeatPeers() : []
    lma.close()
    lma = fresh
    fresh.announceRestart(peers)
  }
  onMessage(
    receiver,
    (octets, from) => {
      const packet = arrived(octets, from, lma.config.address, lma.has('bad-checksum-accepted'))
      if (packet !== undefined) lma.receive(packet)
    },
    onFault,
  )
  const servers: { readonly server: Server; readonly path: string }[] = []
  const close = once(async () => {
    lma.close()
    closeSocket(receiver)
    closeSocket(sender)
    for (const { server, path } of servers) await closed(server, path)
  })
  const serve = async (path: string | undefined, talk: (connection: Connection) => void) => {
    if (path === undefined) return
    servers.push({ path, server: await listen(path, talk, onFault) })
  }
  try {
    await serve(options.observe, (connection) => connection.end(`${JSON.stringify(lma.bindings())}\n`))
    await serve(options.control, (connection) => takeOrders(connection, obey))
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
