import type { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { type Behaviours, parseBehaviour } from './behaviours.js'
import type { LmaConfig } from './config.js'
import { type DefectName, isDefectName } from './defects.js'

/** What a running anchor can be told to be from now on. */
export interface Orders {
  readonly defects?: readonly DefectName[]
  readonly behaviours?: Partial<Behaviours>
  readonly config?: Partial<LmaConfig>
}

/** `{"do":"restart"}`: the anchor loses its sessions, and stays what it is. */
function isRestart(line: string): boolean {
  const value: unknown = JSON.parse(line)
  return typeof value === 'object' && value !== null && 'do' in value && value.do === 'restart'
}

/** Reads orders, a JSON object a line, and answers each with `ok`, or with what is wrong with it. */
export function takeOrders(connection: Socket, obey: (orders: Orders | 'restart') => void): void {
  createInterface({ input: connection }).on('line', (line) => {
    try {
      obey(isRestart(line) ? 'restart' : readOrders(line))
      connection.write('ok\n')
    } catch (error) {
      connection.write(`${error instanceof Error ? error.message : String(error)}\n`)
    }
  })
}

/** Throws with one sentence when the line is no order. */
export function readOrders(line: string): Orders {
  const value = JSON.parse(line) as { defects?: unknown; behaviours?: unknown; config?: unknown }
  const names = (value.defects ?? []) as readonly string[]
  const unknown = names.find((name) => !isDefectName(name))
  if (unknown !== undefined) throw new RangeError(`no defect is called ${JSON.stringify(unknown)}`)
  const choices = Object.entries((value.behaviours ?? {}) as Record<string, string>)
  const parsed = choices.map(([name, choice]) => parseBehaviour(`${name}=${choice}`))
  return {
    defects: names as readonly DefectName[],
    behaviours: Object.assign({}, ...parsed) as Partial<Behaviours>,
    config: (value.config ?? {}) as Partial<LmaConfig>,
  }
}
