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
    private readonly random: () => number,
    private readonly clock: Clock = systemClock,
  ) {}

  get endpoints(): readonly Endpoint[] {
    return this.link.endpoints
  }

  async send(from: Endpoint, destination: string, octets: Uint8Array, options?: SendOptions): Promise<void> {
    await this.clock.sleep(this.random() * this.most)
    await this.link.send(from, destination, octets, options)
  }

  listen(listener: Receive, onFault: (error: unknown) => void, onCorrupt: Receive = () => {}): void {
    const later =
      (receive: Receive): Receive =>
      (packet) => {
        this.clock.after(this.random() * this.most, () => {
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
}

/** Numbers in [0, 1) that a seed determines (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let x = Math.imul(state ^ (state >>> 15), state | 1)
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61)
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32
  }
}
