import type { Clock, Endpoint, Link, LinkError, Received, SendOptions } from '../link/index.js'

/** A packet that was sent over the link. */
export interface Carried {
  readonly from: Endpoint
  readonly source: string
  readonly destination: string
  readonly octets: Uint8Array
  /** Link clock. */
  readonly at: number
}

/** A packet for one of our endpoints. */
export interface Incoming {
  readonly source: string
  /** Address of one of our endpoints. */
  readonly destination: string
  readonly octets: Uint8Array
  /** 135 unless said. */
  readonly protocol?: number | undefined
}

/** A link whose other end is a function: no socket, no privilege, and time as the clock has it. */
export class MemoryLink implements Link {
  readonly sent: Carried[] = []
  closed = false
  /** The other end. */
  device: (packet: Carried) => void = () => {}
  /** The host refuses to send while this is set. */
  refusal: LinkError | undefined
  #listener: (packet: Received) => void = () => {}
  #onFault: (error: unknown) => void = () => {}

  constructor(
    readonly endpoints: readonly Endpoint[],
    private readonly clock: Clock,
  ) {}

  send(
    from: Endpoint,
    destination: string,
    octets: Uint8Array,
    { source = from.address }: SendOptions = {},
  ): Promise<void> {
    if (this.refusal !== undefined) return Promise.reject(this.refusal)
    const packet = { from, source, destination, octets, at: this.clock.now() }
    this.sent.push(packet)
    this.device(packet)
    return Promise.resolve()
  }

  listen(listener: (packet: Received) => void, onFault: (error: unknown) => void): void {
    this.#listener = listener
    this.#onFault = onFault
  }

  close(): Promise<void> {
    this.closed = true
    return Promise.resolve()
  }

  /** Brings a packet to its endpoint after `delay` milliseconds; one for nobody is lost. */
  deliver({ source, destination, octets, protocol = 135 }: Incoming, delay = 1): void {
    const endpoint = this.endpoints.find((e) => e.address === destination)
    if (endpoint === undefined) return
    this.clock.after(delay, () => {
      if (this.closed) return
      try {
        this.#listener({
          at: this.clock.now(),
          endpoint,
          interface: endpoint.interface,
          source,
          protocol,
          octets,
        })
      } catch (error) {
        this.#onFault(error)
      }
    })
  }
}
