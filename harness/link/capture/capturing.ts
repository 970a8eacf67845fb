import { type ChildProcess, spawn } from 'node:child_process'
import { type Frame, PcapStream, visible } from '../../wire/index.js'
import type { Clock } from '../clock.js'
import { isOfInterest } from './filter.js'
import type { CaptureProgram } from './programs.js'

/** How long a program may take to begin. */
const BEGIN_MS = 5000
/** How long one that was told to end may take. */
const END_MS = 1000
/** So many of the last frames are looked through for the ones that are waited for. */
const RECENT = 256

export interface CapturingOptions {
  readonly program: CaptureProgram
  readonly argv: readonly string[]
  readonly clock: Clock
  readonly onFrames: (frames: readonly Frame[]) => void
  /** It ended, or wrote nonsense, without having been told to. */
  readonly onDeath: (why: string) => void
}

/** A program that captures on one interface. */
export class Capturing {
  readonly #child: ChildProcess
  readonly #stream = new PcapStream()
  readonly #recent: Uint8Array[] = []
  /** What was waited for in vain: nobody waits for it again. */
  readonly #missed = new WeakSet<Uint8Array>()
  readonly #ended: Promise<string>
  #said = ''
  #begun = false
  #over = false

  /** Resolves to undefined once it captures, or to why it does not. */
  readonly begun: Promise<string | undefined>

  constructor(private readonly options: CapturingOptions) {
    const [file = '', ...args] = options.argv
    // Out of the terminal's process group: it has to outlive Ctrl-C until the clean-up is captured.
    this.#child = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: plainEnvironment(),
    })
    this.#ended = this.#end()
    this.begun = this.#begin()
    this.#child.stdout?.on('data', (piece: Buffer) => this.#read(piece))
  }

  #begin(): Promise<string | undefined> {
    return new Promise((done) => {
      const cancel = this.options.clock.after(BEGIN_MS, () => {
        this.#over = true
        this.#child.kill('SIGKILL')
        done(`${this.options.program.name} did not begin within ${BEGIN_MS / 1000} s`)
      })
      const settle = (why: string | undefined) => {
        cancel()
        done(why)
      }
      this.#child.stderr?.on('data', (text: Buffer) => {
        if (this.#said.length < 10_000) this.#said += text.toString('utf8')
        if (this.#begun || !this.options.program.begun.test(this.#said)) return
        this.#begun = true
        settle(undefined)
      })
      void this.#ended.then((how) => settle(`${this.options.program.name} ${how}`))
    })
  }

  /** Resolves to how it ended. */
  #end(): Promise<string> {
    return new Promise((done) => {
      this.#child.once('error', (error) => done(`could not be started: ${error.message}`))
      this.#child.once('close', (code, signal) => {
        const how = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`
        // Before it captures it says why it does not; after that, what it counted.
        const line = this.#begun ? undefined : firstReason(this.#said, this.options.program.name)
        const text = line === undefined ? how : `${how}, saying: ${visible(line.slice(0, 200))}`
        done(text)
        if (this.#begun && !this.#over) this.#die(text)
      })
    })
  }

  #die(why: string): void {
    this.#over = true
    this.options.onDeath(`${this.options.program.name} ${why}`)
  }

  #read(piece: Uint8Array): void {
    const frames = this.#stream.push(piece).filter(isOfInterest)
    this.#recent.push(...frames.slice(-RECENT).map(({ octets }) => octets))
    this.#recent.splice(0, this.#recent.length - RECENT)
    if (frames.length > 0) this.options.onFrames(frames)
    const { error } = this.#stream
    if (error === undefined || this.#over) return
    this.#die(`wrote what is no capture: expected ${error.expected}, got ${error.got}`)
    this.#child.kill('SIGKILL')
  }

  /** Resolves when all of these octets have been captured, or have had the time to be. */
  async caughtUp(awaited: readonly Uint8Array[]): Promise<void> {
    const { clock, program } = this.options
    const until = clock.now() + program.patienceMs
    const missing = () => awaited.filter((octets) => !this.#missed.has(octets) && !this.#has(octets))
    while (!this.#over && clock.now() < until && missing().length > 0) await clock.sleep(5)
    for (const octets of missing()) this.#missed.add(octets)
  }

  /** Ends it. Resolves to how many packets the kernel dropped. */
  async stop(): Promise<number> {
    const { clock, program } = this.options
    if (!this.#over) {
      this.#over = true
      this.#child.kill('SIGINT')
    }
    const cancel = clock.after(END_MS, () => this.#child.kill('SIGKILL'))
    await this.#ended
    cancel()
    return Number(program.dropped.exec(this.#said)?.[1] ?? 0)
  }

  #has(octets: Uint8Array): boolean {
    const wanted = bufferOf(octets)
    return this.#recent.some((frame) => bufferOf(frame).includes(wanted))
  }
}

/** What a program says of itself when all goes well is no reason. */
function firstReason(said: string, name: string): string | undefined {
  const lines = said.split('\n').map((line) => line.trim())
  const line = lines.find((each) => each !== '' && !/^(?:Capturing on|File: )/.test(each))
  return line?.startsWith(`${name}: `) ? line.slice(name.length + 2) : line
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

/** What it says is read by us, so it says it in English. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C', LANGUAGE: '' }
}
