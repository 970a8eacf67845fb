import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { unshareArguments } from './commands.js'

const INSIDE = 'PMIPSPEC_INSIDE_LAB'

/** True in the process that runs inside the tester's namespace of the embedded lab. */
export function insideLab(): boolean {
  return process.env[INSIDE] === '1'
}

/**
 * Starts this program with the given arguments in a network namespace of its own. The namespace lives as long as a
 * process is in it, so nothing is left behind however the run ends. The channel tells the program when we die.
 */
export function spawnInLab(
  args: readonly string[],
  output: 'inherit' | 'pipe',
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  const script = process.argv[1] ?? ''
  const stdio: StdioOptions = [output === 'pipe' ? 'ignore' : 'inherit', output, 'inherit', 'ipc']
  return spawn('unshare', [...unshareArguments(), process.execPath, ...process.execArgv, script, ...args], {
    stdio,
    env: { ...process.env, ...environment, [INSIDE]: '1' },
    detached: true, // a process group of its own: Ctrl-C reaches it through us, once
  })
}

/** Runs this program again, with the same arguments, inside the lab, and resolves to its exit code. */
export function enterLab(): Promise<number> {
  return ended(spawnInLab(process.argv.slice(2), 'inherit'))
}

/** Resolves to the exit code; until then signals that we get are passed on. */
export function ended(child: ChildProcess): Promise<number> {
  const forward = (signal: NodeJS.Signals) => child.kill(signal)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, forward)
  return new Promise((done, failed) => {
    child.on('error', failed)
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward)
      done(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })
}
