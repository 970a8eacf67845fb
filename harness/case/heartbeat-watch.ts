import type { Clock } from '../link/index.js'
import {
  type HeardHeartbeat,
  type HeartbeatManners,
  type HeartbeatsHeard,
  isRequest,
  type Tag,
} from '../roles/index.js'

/** The device's own Heartbeats on one path, in the hands of a case: what comes, and what it is answered with. */
export class HeartbeatWatch {
  /** Link clock when it began, milliseconds. */
  readonly since: number
  #answers = false

  constructor(
    private readonly heard: HeartbeatsHeard,
    private readonly path: string,
    private readonly clock: Clock,
    private readonly tag: Tag,
  ) {
    this.since = clock.now()
  }

  /**
   * Every further request is answered like this, counted from 0; rightly until this is said. What one case says holds
   * for the whole path: it is for an exclusive case, or for a path that no other case uses.
   */
  answering(manners: HeartbeatManners): void {
    this.#answers = true
    this.heard.watch(this.path, this.tag, manners)
  }

  /** The next request that came after a time of the link clock, waiting `ms` at most for one. */
  request(ms: number, after = this.since): Promise<HeardHeartbeat | undefined> {
    return this.heard.next((h) => h.path === this.path && h.at >= after && isRequest(h), ms)
  }

  /** That many requests one after the other, or as many as come, no two more than `ms` apart. */
  async series(count: number, ms: number): Promise<readonly HeardHeartbeat[]> {
    const series: HeardHeartbeat[] = []
    for (let next = await this.request(ms); next !== undefined; next = await this.request(ms)) {
      series.push(next)
      if (series.length === count) break
    }
    return series
  }

  /** All requests since a time of the link clock. */
  requestsSince(at: number): readonly HeardHeartbeat[] {
    return this.heard.since(this.path, at).filter(isRequest)
  }

  /** All responses since a time of the link clock, ours asked for or not. */
  responsesSince(at: number): readonly HeardHeartbeat[] {
    return this.heard.since(this.path, at).filter((h) => !isRequest(h))
  }

  /** The next response that fits. */
  response(wanted: (heard: HeardHeartbeat) => boolean, ms: number): Promise<HeardHeartbeat | undefined> {
    return this.heard.next(
      (h) => h.path === this.path && h.at >= this.since && !isRequest(h) && wanted(h),
      ms,
    )
  }

  /** Milliseconds on the link clock. */
  now(): number {
    return this.clock.now()
  }

  end(): void {
    if (this.#answers) this.heard.unwatch(this.path)
  }
}
