import { connect } from 'node:net'
import type { Observe } from '../model/index.js'
import { canonicalIPv6 } from '../wire/index.js'
import { runCommand } from './run-command.js'

/** One binding of a mobile node as the device lists it. */
export interface ObservedBinding {
  /** Null for a single-path binding. */
  readonly bid: number | null
  /** In the one canonical notation, however the device writes it. */
  readonly careOf: string
  readonly accessTechnology?: number
  readonly label?: number
  /** Seconds left. */
  readonly lifetime: number
}

export interface ObservedNode {
  readonly id: string
  readonly multipath: boolean
  readonly magId?: string
  readonly prefixes: readonly string[]
  readonly bindings: readonly ObservedBinding[]
}

/** The lab's fault: the observe command failed or printed something else than a binding cache. */
export class ObserveError extends Error {
  override readonly name = 'ObserveError'
}

const LIMIT_MS = 10_000
const LIMIT_MEBIBYTES = 64
const LIMIT_OCTETS = LIMIT_MEBIBYTES * 1024 * 1024
/** A run has hundreds of looks: who hangs so often in a row is not waited for again. */
const MOST_HUNG = 3

/**
 * Reads the device's binding cache. Callers that ask while a reading is under way share the next one, which
 * starts after they asked: each sees a state no older than its question, and the device is asked once at a time.
 */
export class Observer {
  #current: Promise<readonly ObservedNode[]> | undefined
  #next: Promise<readonly ObservedNode[]> | undefined
  /** Readings in a row that took all the time they may take. */
  #hung = 0

  constructor(
    private readonly how: Observe,
    private readonly limitMs = LIMIT_MS,
  ) {}

  read(): Promise<readonly ObservedNode[]> {
    // The next one is about to start when its predecessor has ended: it must not be overtaken.
    if (this.#next !== undefined) return this.#next
    if (this.#current === undefined) return this.#start()
    this.#next = this.#current.then(
      () => this.#start(),
      () => this.#start(),
    )
    return this.#next
  }

  #start(): Promise<readonly ObservedNode[]> {
    this.#next = undefined
    const reading = this.#print()
      .then((text) => parseBindings(text, this.#name))
      .finally(() => {
        this.#current = undefined
      })
    this.#current = reading
    return reading
  }

  get #name(): string {
    return 'command' in this.how
      ? `observe command "${this.how.command.join(' ')}"`
      : `observe socket ${this.how.socket}`
  }

  async #print(): Promise<string> {
    if (this.#hung === MOST_HUNG)
      throw new ObserveError(
        `${this.#name} is not asked any more: ${MOST_HUNG} times in a row it did not end within ${this.limitMs / 1000} s`,
      )
    const begun = performance.now()
    try {
      return await ('command' in this.how
        ? this.#run(this.how.command, this.how.directory)
        : this.#connect(this.how.socket))
    } finally {
      // A timer may ring a little early.
      this.#hung = performance.now() - begun < 0.9 * this.limitMs ? 0 : this.#hung + 1
    }
  }

  async #run(command: readonly string[], directory: string): Promise<string> {
    try {
      const limits = { directory, ms: this.limitMs, mebibytes: LIMIT_MEBIBYTES }
      return (await runCommand(command, limits)).stdout
    } catch (error) {
      throw new ObserveError(`${this.#name} ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  #connect(path: string): Promise<string> {
    return new Promise((done, failed) => {
      const parts: Buffer[] = []
      let octets = 0
      const socket = connect(path)
      const late = setTimeout(
        () => socket.destroy(new Error(`gave no end of output within ${this.limitMs / 1000} s`)),
        this.limitMs,
      )
      socket.on('data', (part: Buffer) => {
        octets += part.length
        parts.push(part)
        if (octets > LIMIT_OCTETS) socket.destroy(new Error('printed more than 64 MiB'))
      })
      socket.on('end', () => done(Buffer.concat(parts).toString('utf8')))
      socket.on('error', (error) => failed(new ObserveError(`${this.#name} failed: ${error.message}`)))
      socket.on('close', () => clearTimeout(late))
    })
  }
}

/** Checks the JSON of an `observe` command; throws an {@link ObserveError} that names the place and the value. */
export function parseBindings(text: string, name: string): readonly ObservedNode[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ObserveError(`${name} printed no JSON but ${JSON.stringify(text.slice(0, 80))}`)
  }
  const wrong = (place: string, expected: string, got: unknown): never => {
    const shown = JSON.stringify(got) ?? 'nothing'
    throw new ObserveError(`${name}: ${place} is ${shown.slice(0, 80)}, expected ${expected}`)
  }
  const nodes = isObject(value) ? value.mobileNodes : undefined
  if (!Array.isArray(nodes)) return wrong('mobileNodes', 'an array', nodes)
  return nodes.map((node: unknown, i): ObservedNode => {
    const at = `mobileNodes[${i}]`
    if (!isObject(node)) return wrong(at, 'an object', node)
    const { id, multipath, magId, prefixes, bindings } = node
    if (typeof id !== 'string') return wrong(`${at}.id`, 'a string', id)
    if (multipath !== undefined && typeof multipath !== 'boolean')
      return wrong(`${at}.multipath`, 'true or false', multipath)
    if (magId !== undefined && magId !== null && typeof magId !== 'string')
      return wrong(`${at}.magId`, 'a string', magId)
    if (prefixes !== undefined && !(Array.isArray(prefixes) && prefixes.every((p) => typeof p === 'string')))
      return wrong(`${at}.prefixes`, 'an array of strings', prefixes)
    if (!Array.isArray(bindings)) return wrong(`${at}.bindings`, 'an array', bindings)
    return {
      id,
      multipath: multipath === true,
      ...(typeof magId === 'string' ? { magId } : {}),
      prefixes: (prefixes as readonly string[] | undefined) ?? [],
      bindings: bindings.map((binding: unknown, j): ObservedBinding => {
        const here = `${at}.bindings[${j}]`
        if (!isObject(binding)) return wrong(here, 'an object', binding)
        const { bid, careOf, accessTechnology, label, lifetime } = binding
        if (bid !== null && bid !== undefined && typeof bid !== 'number')
          return wrong(`${here}.bid`, 'a number or null', bid)
        if (typeof careOf !== 'string') return wrong(`${here}.careOf`, 'an address', careOf)
        if (typeof lifetime !== 'number') return wrong(`${here}.lifetime`, 'a number of seconds', lifetime)
        return {
          bid: bid ?? null,
          careOf: canonicalIPv6(careOf) ?? careOf,
          lifetime,
          ...(typeof accessTechnology === 'number' ? { accessTechnology } : {}),
          ...(typeof label === 'number' ? { label } : {}),
        }
      }),
    }
  })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
