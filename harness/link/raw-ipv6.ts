import { networkInterfaces } from 'node:os'
import type { Socket } from 'raw-socket'
import { copyOf } from '../wire/copy-of.js'
import { canonicalIPv6, checksumMatches } from '../wire/index.js'
import { buildIPv6, MOBILITY_HEADER } from '../wire/ipv6.js'
import { type Clock, systemClock } from './clock.js'
import { quotedSource } from './icmpv6.js'
import { type Endpoint, type Link, LinkError, openingError, type Received, type SendOptions } from './link.js'
import { createSocket, openReceiver, openSender } from './raw-sockets.js'
import { SendOrder } from './send-order.js'

const ICMPV6 = 58

/** Raw IPv6 Mobility Headers: a socket each way per interface, every IPv6 header written by us. */
export class RawIPv6Link implements Link {
  /** Held here because the native handle does not keep its JavaScript object alive. */
  readonly #receivers: Socket[] = []
  /** Of their own, by interface: raw-socket sends nothing while there is anything to read. */
  readonly #senders = new Map<string, Socket>()
  readonly #icmp: Socket | undefined
  #listener: (packet: Received) => void = () => {}
  #onCorrupt: (packet: Received) => void = () => {}
  #onFault: (error: unknown) => void = () => {}
  /** All addresses of this host: what comes for one that is no endpoint is not ours. */
  readonly #own: readonly string[]
  #newest = { text: '', source: '' }
  #closed = false
  readonly #order = new SendOrder()

  /** Throws a {@link LinkError} that says what is missing: the right to open raw sockets, an interface, an address. */
  constructor(
    readonly endpoints: readonly Endpoint[],
    private readonly clock: Clock = systemClock,
  ) {
    checkEndpoints(endpoints)
    this.#own = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map((a) => a.address))
    try {
      for (const name of new Set(endpoints.map((e) => e.interface))) {
        this.#receivers.push(this.#openReceiver(name))
        this.#senders.set(name, this.#openSender(name))
      }
      this.#icmp = this.#openIcmp()
    } catch (error) {
      this.#closeAll()
      throw error instanceof LinkError ? error : openingError(error)
    }
  }

  send(from: Endpoint, destination: string, octets: Uint8Array, options: SendOptions = {}): Promise<void> {
    const socket = this.#senders.get(from.interface)
    if (socket === undefined || this.#closed)
      return Promise.reject(new LinkError('system', `the link on ${from.interface} is closed`))
    const packet = buildIPv6({
      source: options.source ?? from.address,
      destination,
      hopLimit: options.hopLimit ?? 64,
      nextHeader: MOBILITY_HEADER,
      payload: octets,
    })
    const buffer = Buffer.from(packet.buffer, packet.byteOffset, packet.byteLength)
    return this.#order.send(
      from.interface,
      () =>
        new Promise<void>((resolve, reject) => {
          socket.send(buffer, 0, buffer.length, destination, (error) => {
            if (error === null || error === undefined) resolve()
            else reject(sendingError(error, from, destination))
          })
        }),
    )
  }

  listen(
    listener: (packet: Received) => void,
    onFault: (error: unknown) => void,
    onCorrupt: (packet: Received) => void = () => {},
  ): void {
    this.#listener = listener
    this.#onCorrupt = onCorrupt
    this.#onFault = onFault
  }

  close(): Promise<void> {
    this.#closed = true
    this.#closeAll()
    return Promise.resolve()
  }

  #openReceiver(name: string): Socket {
    const socket = openReceiver(name)
    socket.on('message', (slice, source) => {
      // The slice lies in a buffer that the next packet overwrites.
      this.#receive(copyOf(slice, 0, slice.length), source, name)
    })
    socket.on('error', (error) => this.#onFault(error))
    return socket
  }

  #openSender(name: string): Socket {
    const socket = openSender(name)
    socket.on('error', (error) => this.#onFault(error))
    return socket
  }

  /** ICMPv6 errors of our own host come in over loopback, so this socket is bound to no interface. */
  #openIcmp(): Socket {
    const socket = createSocket(ICMPV6)
    socket.on('message', (slice, source) => {
      if ((slice[0] ?? 128) >= 128) return // informational: neighbour discovery, echo
      const octets = new Uint8Array(slice)
      const quoted = quotedSource(octets)
      const endpoint = this.endpoints.find((e) => e.address === quoted)
      if (endpoint === undefined) return
      this.#deliver({
        at: this.clock.now(),
        endpoint,
        interface: undefined,
        source: canonicalIPv6(source) ?? source,
        protocol: ICMPV6,
        octets,
      })
    })
    socket.on('error', (error) => this.#onFault(error))
    return socket
  }

  #receive(octets: Uint8Array, from: string, name: string): void {
    const at = this.clock.now()
    const source = this.#canonical(from)
    // A raw socket does not tell the destination; the checksum covers it.
    const sentTo = ({ address }: { readonly address: string }) =>
      checksumMatches(octets, { source, destination: address })
    const isHere = (e: Endpoint) => e.interface === name
    const endpoint = this.endpoints.find((e) => isHere(e) && sentTo(e)) ?? this.endpoints.find(sentTo)
    const packet = { at, interface: name, source, protocol: MOBILITY_HEADER, octets }
    if (endpoint !== undefined) {
      this.#deliver({ ...packet, endpoint })
      return
    }
    const guess = this.endpoints.find(isHere)
    const isForAnother = this.#own.some((address) => sentTo({ address }))
    if (guess !== undefined && !isForAnother) this.#deliver({ ...packet, endpoint: guess }, this.#onCorrupt)
  }

  /** Nearly all packets come from the device. */
  #canonical(from: string): string {
    if (from !== this.#newest.text) {
      const source = canonicalIPv6(from.replace(/%.*$/, '')) ?? from
      this.#newest = { text: from, source }
    }
    return this.#newest.source
  }

  #deliver(packet: Received, listener = this.#listener): void {
    try {
      listener(packet)
    } catch (error) {
      this.#onFault(error) // an exception must not reach the receive loop of raw-socket
    }
  }

  #closeAll(): void {
    for (const socket of [...this.#receivers, ...this.#senders.values()]) socket.close()
    this.#icmp?.close()
  }
}

/** What can be known before a socket is opened: each interface is there, has the address, and addresses differ. */
function checkEndpoints(endpoints: readonly Endpoint[]): void {
  const interfaces = networkInterfaces()
  for (const endpoint of endpoints) {
    const addresses = interfaces[endpoint.interface]
    if (addresses === undefined)
      throw new LinkError(
        'interface',
        `interface ${endpoint.interface} (path ${endpoint.name}) is not there, not up, or has no address (${wordAdding(endpoint)}); this host has ${Object.keys(interfaces).join(', ') || 'none that is up'}`,
      )
    const here = endpoint.anywhere === true ? Object.values(interfaces).flatMap((a) => a ?? []) : addresses
    if (!here.some((a) => canonicalIPv6(a.address) === endpoint.address))
      throw new LinkError('address', wordMissing(endpoint))
  }
  const bySum = new Map<string, Endpoint>()
  for (const endpoint of endpoints) {
    const sum = `${endpoint.interface} ${addressSum(endpoint.address)}`
    const twin = bySum.get(sum)
    if (twin !== undefined)
      throw new LinkError(
        'address',
        `addresses ${twin.address} and ${endpoint.address} on ${endpoint.interface} add the same to a checksum, so answers to them cannot be told apart; change one of them`,
      )
    bySum.set(sum, endpoint)
  }
}

function wordMissing(endpoint: Endpoint): string {
  const { address, anywhere, interface: on, name } = endpoint
  return anywhere === true
    ? `address ${address} (lma.address, ours when a MAG is under test) is on no interface of this host; add it: ip -6 address add ${address}/128 dev lo nodad`
    : `address ${address} (path ${name}) is not on interface ${on}; add it: ${wordAdding(endpoint)}`
}

function wordAdding({ address, interface: on }: Endpoint): string {
  return `ip -6 address add ${address}/64 dev ${on} nodad`
}

/** One's complement sum of the 16-bit groups: what the address adds to the checksum. */
function addressSum(address: string): number {
  const packet = buildIPv6({ source: address, destination: '::', nextHeader: 59, payload: new Uint8Array() })
  let sum = 0
  for (let i = 8; i < 24; i += 2) sum += ((packet[i] ?? 0) << 8) | (packet[i + 1] ?? 0)
  return sum % 0xffff
}

function sendingError(error: Error, from: Endpoint, destination: string): LinkError {
  if (/unreachable/i.test(error.message))
    return new LinkError(
      'route',
      `${destination} cannot be reached from ${from.address} on ${from.interface}: there is no route; add one: ip -6 route add ${destination} dev ${from.interface}`,
    )
  return new LinkError(
    'system',
    `a packet to ${destination} could not be sent on ${from.interface}: ${error.message}`,
  )
}
