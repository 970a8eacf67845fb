import type { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { Handoff } from '../request.js'
import { type MagBehaviours, parseMagBehaviour } from './behaviours.js'
import type { MagConfig } from './config.js'
import { isMagDefectName, type MagDefectName } from './defects.js'
import type { ReferenceMag } from './mag.js'

/** What a running gateway can be told to be from now on. */
export interface MagOrders {
  readonly defects?: readonly MagDefectName[]
  readonly behaviours?: Partial<MagBehaviours>
  readonly config?: Partial<MagConfig>
}

const deeds = [
  'attach',
  'attach-other-interface',
  'attach-other-mag',
  'detach',
  'refresh',
  'path-up',
  'path-down',
  'restart',
] as const
type Deed = Exclude<(typeof deeds)[number], 'restart'>

/** A line as it was meant: something to do now, or how to start anew. */
export type MagOrder =
  | { readonly kind: 'do'; readonly deed: Deed; readonly name: string }
  /** As it is, without its sessions. */
  | { readonly kind: 'restart' }
  | { readonly kind: 'anew'; readonly orders: MagOrders }

/** Obeys, and says what is wrong, if anything. */
export type Obey = (order: MagOrder) => string | undefined

/** Reads orders, one a line, and answers each with `ok`, or with what is wrong with it. */
export function takeMagOrders(connection: Socket, obey: Obey): void {
  eachLine(connection, obey, (trouble) => connection.write(`${trouble ?? 'ok'}\n`))
}

/** Reads orders that nobody hears an answer to; what is wrong with one is told to `onTrouble`. */
export function takeSilentOrders(input: Readable, obey: Obey, onTrouble: (trouble: string) => void): void {
  eachLine(input, obey, (trouble) => {
    if (trouble !== undefined) onTrouble(trouble)
  })
}

function eachLine(input: Readable, obey: Obey, answer: (trouble: string | undefined) => void): void {
  const lines = createInterface({ input })
  lines.on('error', () => {}) // the stream tells its own
  lines.on('line', (line) => {
    if (line.trim() === '') return
    try {
      answer(obey(readMagOrder(line)))
    } catch (error) {
      answer(error instanceof Error ? error.message : String(error))
    }
  })
}

/** One thing for the gateway to do. */
export function carryOut(
  mag: ReferenceMag,
  { deed, name }: Extract<MagOrder, { kind: 'do' }>,
): string | undefined {
  switch (deed) {
    case 'attach':
      return mag.attach(name)
    case 'attach-other-interface':
      return mag.attach(name, Handoff.betweenInterfaces)
    case 'attach-other-mag':
      return mag.attach(name, Handoff.betweenMags)
    case 'detach':
      return mag.detach(name)
    case 'refresh':
      return mag.refresh(name)
    case 'path-up':
      return mag.pathUp(name)
    case 'path-down':
      return mag.pathDown(name)
  }
}

/**
 * `attach NODE`, or the same as JSON: `{"do":"attach","node":"mn-1@example.net"}`, `{"do":"path-down","path":"lte"}`;
 * without `do` a JSON object of `defects`, `behaviours` and `config`. Throws with one sentence when it is neither.
 */
export function readMagOrder(line: string): MagOrder {
  const text = line.trim()
  if (!text.startsWith('{')) {
    const [deed = '', ...rest] = text.split(/\s+/)
    return toDo(deed, rest.join(' '))
  }
  const value = JSON.parse(text) as Record<string, unknown>
  if (value.do !== undefined) return toDo(String(value.do), String(value.node ?? value.path ?? ''))
  return { kind: 'anew', orders: readRestart(value) }
}

function toDo(text: string, name: string): MagOrder {
  const deed = deeds.find((d) => d === text)
  if (deed === undefined)
    throw new RangeError(`${JSON.stringify(text)} is no order; there are ${deeds.join(', ')}`)
  if (deed === 'restart') return { kind: 'restart' }
  if (name === '')
    throw new RangeError(`${deed} needs the name of a ${deed.startsWith('path') ? 'path' : 'node'}`)
  return { kind: 'do', deed, name }
}

function readRestart(value: { defects?: unknown; behaviours?: unknown; config?: unknown }): MagOrders {
  const names = (value.defects ?? []) as readonly string[]
  const unknown = names.find((name) => !isMagDefectName(name))
  if (unknown !== undefined) throw new RangeError(`no defect is called ${JSON.stringify(unknown)}`)
  const choices = Object.entries((value.behaviours ?? {}) as Record<string, string>)
  const parsed = choices.map(([name, choice]) => parseMagBehaviour(`${name}=${choice}`))
  return {
    defects: names as readonly MagDefectName[],
    behaviours: Object.assign({}, ...parsed) as Partial<MagBehaviours>,
    config: withoutNull(value.config) as Partial<MagConfig>,
  }
}

/** JSON has no undefined: `"heartbeat": null` is how to be without. */
function withoutNull(config: unknown): object {
  return Object.fromEntries(Object.entries(config ?? {}).map(([key, value]) => [key, value ?? undefined]))
}
