import type { Endpoint, Link, Received, SendOptions } from '../link/index.js'

/** A link that loses so many of a hundred packets, in both directions. */
export class LossyLink implements Link {
  constructor(
    private readonly link: Link,
    private readonly percent: number,
    /** An integer below a limit. */
    private readonly random: (limit: number) => number,
  ) {}

  get endpoints(): readonly Endpoint[] {
    return this.link.endpoints
  }

  send(from: Endpoint, destination: string, octets: Uint8Array, options?: SendOptions): Promise<void> {
    return this.#loses() ? Promise.resolve() : this.link.send(from, destination, octets, options)
  }

  listen(
    listener: (packet: Received) => void,
    onFault: (error: unknown) => void,
    onCorrupt?: (packet: Received) => void,
  ): void {
    const arrives = (packet: Received) => {
      if (!this.#loses()) listener(packet)
    }
    this.link.listen(arrives, onFault, onCorrupt)
  }

  close(): Promise<void> {
    return this.link.close()
  }

  #loses(): boolean {
    return this.random(100) < this.percent
  }
}
