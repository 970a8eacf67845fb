import type { CaptureState } from '../../model/index.js'
import type { Frame } from '../../wire/index.js'
import type { Clock } from '../clock.js'
import { Capturing } from './capturing.js'
import { captureFilter } from './filter.js'
import { type CaptureProgram, capturePrograms, findProgram, guarded } from './programs.js'

/** An interface to capture on, and the names of the paths that use it. */
export interface CaptureTarget {
  readonly interface: string
  readonly paths: readonly string[]
}

export interface CaptureOptions {
  readonly targets: readonly CaptureTarget[]
  /** Packets from or to these are captured: ours, and the device's. */
  readonly addresses: readonly string[]
  readonly clock: Clock
  readonly onFrames: (frames: readonly Frame[], on: string) => void
  readonly onState: (state: CaptureState) => void
  /** Left out, those of this host. */
  readonly programs?: readonly CaptureProgram[]
}

/** The packets of a run from the wire, as far as this host lets us. Whatever goes wrong is told, and never rejects. */
export class WireCapture {
  readonly #running = new Map<string, Capturing>()
  /** Resolves when every interface is captured on, or is known not to be. */
  readonly ready: Promise<void>

  constructor(private readonly options: CaptureOptions) {
    this.ready = Promise.all(options.targets.map((target) => this.#start(target))).then(() => {})
  }

  /** Resolves when the last packet of each path, given here, is captured, or has had the time to be. */
  async caughtUp(lastOn: ReadonlyMap<string, Uint8Array>): Promise<void> {
    await this.ready
    await Promise.all(
      this.options.targets.map(({ interface: on, paths }) =>
        this.#running.get(on)?.caughtUp(paths.flatMap((path) => lastOn.get(path) ?? [])),
      ),
    )
  }

  async stop(): Promise<void> {
    await this.ready
    await Promise.all(
      this.options.targets.map(async (target) => {
        const dropped = (await this.#running.get(target.interface)?.stop()) ?? 0
        if (dropped > 0) this.#tell(target, 'dropped', `the kernel dropped ${dropped} of its packets`)
      }),
    )
  }

  async #start(target: CaptureTarget): Promise<void> {
    const reasons: string[] = []
    for (const program of this.options.programs ?? capturePrograms) {
      const why = await this.#try(program, target)
      if (why === undefined) return
      reasons.push(why)
    }
    this.#tell(target, 'ended', reasons.join('; '))
  }

  /** Resolves to undefined once this program captures, or to why it does not. */
  async #try(program: CaptureProgram, target: CaptureTarget): Promise<string | undefined> {
    const file = findProgram(program.name)
    if (file === undefined) return `${program.name} is not installed`
    const bare = program.argv(file, target.interface, captureFilter(this.options.addresses))
    const why = await this.#begin(program, target, guarded(bare))
    // An old setpriv does not know what is asked of it.
    return why?.includes('setpriv: ') ? this.#begin(program, target, bare) : why
  }

  async #begin(
    program: CaptureProgram,
    target: CaptureTarget,
    argv: readonly string[],
  ): Promise<string | undefined> {
    const { clock, onFrames } = this.options
    const on = target.interface
    const capturing = new Capturing({
      program,
      argv,
      clock,
      onFrames: (frames) => onFrames(frames, on),
      onDeath: (why) => this.#tell(target, 'ended', why),
    })
    const why = await capturing.begun
    if (why !== undefined) return why
    this.#running.set(on, capturing)
    this.#tell(target, 'begun', program.name)
    return undefined
  }

  #tell({ interface: on, paths }: CaptureTarget, kind: CaptureState['kind'], message: string): void {
    this.options.onState({ kind, interface: on, paths, message })
  }
}

/** Whether these interfaces could be captured on, and by what, in their order, from a capture that is ended at once. */
export async function tryCapture(
  targets: readonly CaptureTarget[],
  addresses: readonly string[],
  clock: Clock,
  programs: readonly CaptureProgram[] = capturePrograms,
): Promise<readonly CaptureState[]> {
  const states: CaptureState[] = []
  const onState = (state: CaptureState) => void states.push(state)
  const capture = new WireCapture({ targets, addresses, clock, programs, onFrames: () => {}, onState })
  await capture.ready
  const found = targets.flatMap((target) => states.filter((state) => state.interface === target.interface))
  await capture.stop()
  return found
}
