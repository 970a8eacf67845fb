import {
  type Clock,
  type Endpoint,
  type Link,
  type Received,
  type SendOptions,
  systemClock,
} from '../link/index.js'

type Receive = (packet: Received) => void

/** A link whose packets take up to `most` milliseconds longer, each its own time, in both directions: they overtake each other. */
export class DelayedLink implements Link {
  constructor(
    private readonly link: Link,
    private readonly most: number,
    /** An integer below a limit. */
    private readonly random: (limit: number) => number,
    private readonly clock: Clock = systemClock,
  ) {}

  get endpoints(): readonly Endpoint[] {
    return this.link.endpoints
  }

  async send(from: Endpoint, destination: string, octets: Uint8Array, options?: SendOptions): Promise<void> {
    await this.clock.sleep(this.#time())
    await this.link.send(from, destination, octets, options)
  }

  listen(listener: Receive, onFault: (error: unknown) => void, onCorrupt: Receive = () => {}): void {
    const later =
      (receive: Receive): Receive =>
      (packet) => {
        this.clock.after(this.#time(), () => {
          try {
            receive({ ...packet, at: this.clock.now() })
          } catch (error) {
            onFault(error)
          }
        })
      }
    this.link.listen(later(listener), onFault, later(onCorrupt))
  }

  close(): Promise<void> {
    return this.link.close()
  }

  #time(): number {
    return (this.random(1000) * this.most) / 1000
  }
}
