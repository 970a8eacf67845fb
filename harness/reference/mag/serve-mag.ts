import type { Socket as Connection, Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { Socket } from 'raw-socket'
import { openReceiver, openSender } from '../../link/raw-sockets.js'
import type { Profile } from '../../model/index.js'
import { canonicalIPv6 } from '../../wire/index.js'
import { heartbeatFrom } from '../config.js'
import type { Environment, IncomingPacket } from '../environment.js'
import { arrived, closeSocket, keep, onMessage, transmit } from '../raw-socket.js'
import { anchorClock, CRASHED } from '../serve.js'
import { closed, listen, once } from '../stream-server.js'
import type { MagPath, MagSettings } from './config.js'
import { openFifo } from './fifo.js'
import { type MagOptions, ReferenceMag } from './mag.js'
import { carryOut, type Obey, takeMagOrders, takeSilentOrders } from './orders.js'

export interface ServeMagOptions extends MagOptions {
  /** Interface of each path, by the path's name; when left out the one that has its address at the first PBU. */
  readonly interfaces?: Readonly<Record<string, string>>
  /** Path of a stream socket that prints the Binding Update List as JSON to whoever connects. */
  readonly observe?: string
  /**
   * Path of a stream socket that takes orders, one a line (`readMagOrder`), and answers `ok` or what is wrong. An
   * object of `defects`, `behaviours` and `config` starts the gateway anew with nobody attached, also one that a
   * defect has crashed; each is the whole of what is to change from the options at the start.
   */
  readonly control?: string
  /** Path of a FIFO that takes the same orders without an answer; made when it is not there. */
  readonly fifo?: string
  /** Closes the gateway when aborted. */
  readonly signal?: AbortSignal
  /** What a crash does instead of ending this process. */
  readonly crash?: () => void
  /** Called once when everything listens; the default writes `ready` to standard output. */
  readonly onReady?: () => void
  /** Faults of the host, and orders from the FIFO that make no sense. */
  readonly onFault?: (error: unknown) => void
}

export interface ServedMag {
  /** The gateway that is running now. */
  readonly mag: ReferenceMag
  /** Resolves when the sockets are closed; may be called more than once. Nothing is de-registered. */
  close(): Promise<void>
}

/** The device a profile describes, as the reference MAG's configuration. */
export function magSettingsFrom(profile: Profile): MagSettings {
  const { multipathBinding, magIdentifier, cannotSupportMultipath } = profile.numbers
  const { singlePath, barred } = profile.nodes
  return {
    lma: profile.lma.address,
    magId: profile.magId,
    paths: profile.paths.map(({ name, address, accessTechnology, label }) => ({
      name,
      address,
      accessTechnology,
      label,
    })),
    nodes: [
      ...(singlePath === undefined ? [] : [{ pattern: singlePath, service: 'single-path' } as const]),
      ...(barred === undefined ? [] : [{ pattern: barred, service: 'barred' } as const]),
    ],
    edition: profile.edition,
    numbers: { multipathBinding, magIdentifier, cannotSupport: cannotSupportMultipath },
    heartbeat: heartbeatFrom(profile),
  }
}

/**
 * Runs the gateway on raw IPv6 sockets: one that hears every Mobility Header, and a sending one for each path, bound to
 * its interface, since all PBUs have the same destination. Those are opened when first needed, so that the interfaces may
 * come later. Rejects when the host does not permit raw sockets, or when a control socket cannot be made.
 */
export async function serveMag(options: ServeMagOptions): Promise<ServedMag> {
  const onFault = options.onFault ?? ((error) => process.stderr.write(`mag: ${String(error)}\n`))
  const { paths } = options.config
  const receiver = keep(openReceiver(undefined), onFault)
  const senders = new Senders(paths, options.interfaces, onFault)
  // One that takes orders is only mute after a crash, so that it can be told to start anew.
  const takesOrders = options.control !== undefined || options.fifo !== undefined
  const environment: Environment = {
    clock: anchorClock,
    random: Math.random,
    send: (packet) => {
      try {
        transmit(senders.of(packet.source), packet, onFault)
      } catch (error) {
        onFault(error)
      }
    },
    crash: options.crash ?? (takesOrders ? () => {} : () => process.exit(CRASHED)),
  }
  let current: MagOptions = options
  let mag = new ReferenceMag(current, environment)
  const obey: Obey = (order) => {
    if (order.kind === 'do') return carryOut(mag, order)
    current =
      order.kind === 'restart'
        ? { ...current, config: { ...current.config, ...mag.configAfterRestart() } }
        : { ...options, ...order.orders, config: { ...options.config, ...order.orders.config } }
    const fresh = new ReferenceMag(current, environment)
    const peers = order.kind === 'restart' ? mag.heartbeatPeers() : []
    mag.close()
    mag = fresh
    fresh.announceRestart(peers)
    return undefined
  }
  onMessage(
    receiver,
    (octets, from) => {
      const packet = addressed(octets, from, paths)
      if (packet !== undefined) mag.receive(packet)
    },
    onFault,
  )
  const closing: (() => Promise<void>)[] = []
  const close = once(async () => {
    mag.close()
    closeSocket(receiver)
    senders.close()
    for (const end of closing) await end()
  })
  const serve = async (path: string | undefined, talk: (connection: Connection) => void) => {
    if (path === undefined) return
    const server: Server = await listen(path, talk, onFault)
    closing.push(() => closed(server, path))
  }
  try {
    await serve(options.observe, (connection) => connection.end(`${JSON.stringify(mag.bindings())}\n`))
    await serve(options.control, (connection) => takeMagOrders(connection, obey))
    if (options.fifo !== undefined) {
      const fifo = await openFifo(options.fifo)
      closing.push(fifo.close)
      fifo.input.on('error', onFault)
      takeSilentOrders(fifo.input, obey, onFault)
    }
  } catch (error) {
    await close()
    throw error
  }
  options.signal?.addEventListener('abort', () => void close().catch(onFault), { once: true })
  if (options.signal?.aborted) await close()
  else (options.onReady ?? (() => process.stdout.write('ready\n')))()
  return {
    get mag() {
      return mag
    },
    close,
  }
}

/** A socket for each proxy care-of address. */
class Senders {
  readonly #sockets = new Map<string, Socket>()

  constructor(
    private readonly paths: readonly MagPath[],
    private readonly given: ServeMagOptions['interfaces'],
    private readonly onFault: (error: unknown) => void,
  ) {}

  /** Throws when the address is not on this host. */
  of(address: string): Socket {
    const open = this.#sockets.get(address)
    if (open !== undefined) return open
    const socket = keep(openSender(this.#interface(address)), this.onFault)
    this.#sockets.set(address, socket)
    return socket
  }

  close(): void {
    for (const socket of this.#sockets.values()) closeSocket(socket)
    this.#sockets.clear()
  }

  #interface(address: string): string {
    const name = this.paths.find((path) => path.address === address)?.name ?? ''
    const told = this.given?.[name]
    if (told !== undefined) return told
    const found = Object.entries(networkInterfaces()).find(([, addresses]) =>
      addresses?.some((a) => canonicalIPv6(a.address) === address),
    )
    if (found === undefined)
      throw new Error(`address ${address} (path ${name}) is on no interface of this host that is up`)
    return found[0]
  }
}

/** To which of the paths' addresses a packet was sent; its own packets, seen on a loopback, are none of them. */
function addressed(octets: Uint8Array, from: string, paths: readonly MagPath[]): IncomingPacket | undefined {
  for (const { address } of paths) {
    const packet = arrived(octets, from, address)
    if (packet !== undefined) return paths.some((p) => p.address === packet.source) ? undefined : packet
  }
  // With a wrong checksum nothing tells the path; the gateway drops it, but for a defect, which takes it on the first.
  const [first] = paths
  const packet = first && arrived(octets, from, first.address, true)
  return packet && paths.some((p) => p.address === packet.source) ? undefined : packet
}
