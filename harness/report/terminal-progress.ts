import colors from 'picocolors'
import { type JournalEvent, type RunInfo, type Verdict, waiverOf } from '../model/index.js'
import { count, durationText } from './overview.js'
import { briefLine, type Colors, signs, waivedLine, waivedSign } from './terminal-words.js'
import { shorten, terminalText } from './text.js'

export interface ProgressOptions {
  readonly write: (text: string) => void
  /** One line redrawn in place; otherwise lines that stay, for logs. */
  readonly live: boolean
  readonly color: boolean
  readonly width: () => number
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number
  /** Calls back about twice a second until the function it gives is called; left out, only events redraw. */
  readonly every?: (callback: () => void) => () => void
}

const redrawMs = 100
/** A log says at least this often that the run is alive. */
const silentMs = 60_000
const clearLine = '\r\x1b[2K'

/** How a terminal or a log is best served: live on a terminal, plain lines with NO_COLOR, in CI and in pipes. */
export function progressOptions(
  stream: NodeJS.WriteStream,
  environment: Readonly<Record<string, string | undefined>>,
): ProgressOptions {
  const plain = isSet(environment.NO_COLOR) || isSet(environment.CI) || environment.TERM === 'dumb'
  const live = stream.isTTY === true && !plain
  return {
    write: (text) => void stream.write(text),
    live,
    color: live,
    width: () => stream.columns ?? 100,
    now: () => performance.now(),
    every: (callback) => {
      const timer = setInterval(callback, 500)
      timer.unref()
      return () => clearInterval(timer)
    },
  }
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== 'false'
}

/** Tells how a run goes on, from its journal events: quiet, but alive. Never throws on what an event says. */
export class TerminalProgress {
  readonly #options: ProgressOptions
  readonly #colors: Colors
  readonly #planned = new Set<string>()
  readonly #running = new Set<string>()
  readonly #ended = new Map<string, Verdict | 'waived'>()
  #info: RunInfo | undefined
  readonly #standing = new Set<string>()
  readonly #notRunBecause = new Set<string>()
  #startedAt = 0
  #firstCaseAt: number | undefined
  /** Cases that ended since then; what does not apply took no time, and standing rules end with the last case. */
  #timed = 0
  #drawnAt = Number.NEGATIVE_INFINITY
  #drawn = false
  #toldTenths = 0
  #saidAt = 0
  #stop: (() => void) | undefined

  constructor(options: ProgressOptions) {
    this.#options = options
    this.#colors = colors.createColors(options.color)
  }

  on(event: JournalEvent): void {
    switch (event.event) {
      case 'run-start':
        this.#info = event.info
        this.#begin(event.info.device, event.info.role)
        break
      case 'plan':
        for (const { id, standing } of event.cases) {
          this.#planned.add(id)
          if (standing) this.#standing.add(id)
        }
        this.#say(`${count(event.cases.length, 'case')} planned`)
        break
      case 'case-start':
        this.#firstCaseAt ??= this.#options.now()
        this.#running.add(event.id)
        break
      case 'case-end':
        this.#end(event)
        break
      case 'trouble':
        this.#say(`${this.#colors.red('!')} ${terminalText(event.message)}`)
        break
      case 'run-end':
        this.finish()
        return
      case 'calibration':
      case 'capture':
      case 'frame':
      case 'packet':
      case 'standing':
        break
    }
    this.#redraw()
  }

  /** Takes the live line away. Safe to call twice. */
  finish(): void {
    this.#stop?.()
    this.#stop = undefined
    this.#clear()
  }

  #begin(device: string, role: string): void {
    this.#startedAt = this.#options.now()
    this.#say(`testing ${terminalText(device)} (${terminalText(role).toUpperCase()})`)
    this.#stop ??= this.#options.every?.(() => this.#tick())
  }

  #end(event: Extract<JournalEvent, { event: 'case-end' }>): void {
    this.#running.delete(event.id)
    if (
      event.verdict !== 'not-applicable' &&
      this.#firstCaseAt !== undefined &&
      !this.#standing.has(event.id)
    )
      this.#timed++
    const waiver = this.#info && waiverOf(event, this.#info)
    this.#ended.set(event.id, waiver === undefined ? event.verdict : 'waived')
    if (waiver !== undefined) this.#say(waivedLine(event.id, waiver, this.#colors, this.#options.width()))
    else if (event.verdict !== 'pass' && event.verdict !== 'not-applicable' && !this.#isToldAlready(event))
      this.#say(briefLine(event, this.#colors, this.#options.width()))
    if (!this.#options.live) this.#tellTenths()
  }

  /** What ends a run leaves hundreds of cases without a verdict, all for the same reason: the first tells it. */
  #isToldAlready({ verdict, reason }: Extract<JournalEvent, { event: 'case-end' }>): boolean {
    if (verdict !== 'not-run') return false
    const isTold = this.#notRunBecause.has(reason)
    this.#notRunBecause.add(reason)
    return isTold
  }

  /** In a log: one line each time another tenth of the cases is done. */
  #tellTenths(): void {
    const total = Math.max(this.#planned.size, this.#ended.size)
    const tenths = Math.floor((10 * this.#ended.size) / total)
    if (tenths <= this.#toldTenths) return
    this.#toldTenths = tenths
    this.#sayProgress()
  }

  #sayProgress(): void {
    const total = Math.max(this.#planned.size, this.#ended.size)
    this.#say(`${this.#ended.size}/${total} done, ${this.#elapsed()}${this.#left()}${this.#tally()}`)
  }

  #tick(): void {
    if (this.#options.live) this.#redraw()
    else if (this.#options.now() - this.#saidAt >= silentMs) this.#sayProgress()
  }

  #say(line: string): void {
    this.#saidAt = this.#options.now()
    this.#clear()
    this.#options.write(`${line}\n`)
  }

  #clear(): void {
    if (this.#drawn) this.#options.write(clearLine)
    this.#drawn = false
    this.#drawnAt = Number.NEGATIVE_INFINITY
  }

  #redraw(): void {
    if (!this.#options.live) return
    const now = this.#options.now()
    if (now - this.#drawnAt < redrawMs) return
    const done = `${this.#ended.size}/${this.#planned.size}`
    const lanes = [...this.#running].map(terminalText).join(', ')
    const line = `${done}  ${this.#elapsed()}${this.#left()}${this.#tally()}  ${lanes}`
    this.#options.write(clearLine + this.#colors.dim(shorten(line, this.#options.width() - 1)))
    this.#drawn = true
    this.#drawnAt = now
  }

  #elapsed(): string {
    return durationText(this.#options.now() - this.#startedAt)
  }

  /** `, about 40 s left`, at the pace until now; '' while there is too little to tell by. */
  #left(): string {
    if (this.#firstCaseAt === undefined) return ''
    const spent = this.#options.now() - this.#firstCaseAt
    const open = [...this.#planned].filter((id) => !this.#ended.has(id) && !this.#standing.has(id)).length
    if (spent < 2_000 || this.#timed < 5 || open === 0) return ''
    const seconds = Math.max(1, Math.round(((spent / this.#timed) * open) / 1_000))
    return `, about ${durationText(seconds * 1_000).replace('.0 s', ' s')} left`
  }

  #tally(): string {
    const numbers = new Map<Verdict | 'waived', number>()
    for (const verdict of this.#ended.values()) numbers.set(verdict, (numbers.get(verdict) ?? 0) + 1)
    return [...numbers]
      .filter(([verdict]) => verdict !== 'pass' && verdict !== 'not-applicable')
      .map(([verdict, number]) => `  ${verdict === 'waived' ? waivedSign : signs[verdict]}${number}`)
      .join('')
  }
}
