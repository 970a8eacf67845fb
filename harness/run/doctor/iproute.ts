import { execFile } from 'node:child_process'

/** What a program printed; undefined when it is not installed. */
export type RunProgram = (argv: readonly string[]) => Promise<ProgramResult | undefined>

export interface ProgramResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export const runProgram: RunProgram = ([program = '', ...args]) =>
  new Promise((done) => {
    execFile(program, args, { encoding: 'utf8', timeout: 10_000 }, (error, stdout, stderr) => {
      if (error !== null && 'code' in error && error.code === 'ENOENT') done(undefined)
      else done({ code: error === null ? 0 : 1, stdout, stderr: stderr.trim().split('\n')[0] ?? '' })
    })
  })

/** An interface as `ip -j address show` has it. */
export interface InterfaceState {
  readonly flags: readonly string[]
  readonly mtu: number
  /** IPv6 addresses that cannot be used (yet): duplicate address detection runs, or has failed. */
  readonly unusable: readonly string[]
}

export interface Route {
  readonly type: string
  readonly device: string
  /** Undefined when the destination is on the link. */
  readonly gateway: string | undefined
}

/** Reads the host's network state with the `ip` program; undefined or a sentence where it tells nothing. */
export class IpRoute {
  constructor(private readonly run: RunProgram = runProgram) {}

  async isThere(): Promise<boolean> {
    return (await this.run(['ip', '-V'])) !== undefined
  }

  async interface(name: string): Promise<InterfaceState | undefined> {
    // Without -6: an interface that is down has no IPv6 address, and would not be shown.
    const [found] = await this.#json(['address', 'show', 'dev', name])
    if (found === undefined) return undefined
    const addresses = list(found.addr_info)
    return {
      flags: list(found.flags).map(String),
      mtu: Number(found.mtu),
      unusable: addresses
        .filter(isMapping)
        .flatMap((a) => (a.tentative === true || a.dadfailed === true ? [String(a.local)] : [])),
    }
  }

  /** The route that a packet sent on this interface takes; a string says why there is none. */
  async route(destination: string, name: string): Promise<Route | string> {
    const result = await this.run(['ip', '-6', '-j', 'route', 'get', destination, 'oif', name])
    if (result === undefined) return 'ip is not installed'
    const [found] = parse(result.stdout)
    if (result.code !== 0 || found === undefined)
      return result.stderr.replace(/^RTNETLINK answers: /, '') || 'no route'
    return {
      type: String(found.type ?? 'unicast'),
      device: String(found.dev ?? ''),
      gateway: typeof found.gateway === 'string' ? found.gateway : undefined,
    }
  }

  /** State of a neighbour, `REACHABLE`, `FAILED` …; undefined when the host knows none of that address. */
  async neighbour(address: string, name: string): Promise<string | undefined> {
    const [found] = await this.#json(['-6', 'neighbour', 'show', 'to', address, 'dev', name])
    return found === undefined ? undefined : list(found.state).map(String)[0]
  }

  async #json(words: readonly string[]): Promise<readonly Record<string, unknown>[]> {
    const result = await this.run(['ip', '-j', ...words])
    return result === undefined ? [] : parse(result.stdout)
  }
}

function parse(text: string): readonly Record<string, unknown>[] {
  try {
    return list(JSON.parse(text))
      .filter(isMapping)
      .filter((entry) => Object.keys(entry).length > 0)
  } catch {
    return []
  }
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
