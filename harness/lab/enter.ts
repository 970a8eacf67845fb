import { spawn } from 'node:child_process'
import { unshareArguments } from './commands.js'

const INSIDE = 'PMIPSPEC_INSIDE_LAB'

/** True in the process that runs inside the tester's namespace of the embedded lab. */
export function insideLab(): boolean {
  return process.env[INSIDE] === '1'
}

/**
 * Runs this program again, with the same arguments, in a network namespace of its own, and resolves to its exit
 * code. The namespace lives as long as a process is in it, so nothing is left behind however the run ends. Signals
 * are passed on; when we die, the run sees its channel close and ends too.
 */
export function enterLab(): Promise<number> {
  const [script = '', ...args] = process.argv.slice(1)
  const child = spawn(
    'unshare',
    [...unshareArguments(), process.execPath, ...process.execArgv, script, ...args],
    {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, [INSIDE]: '1' },
      detached: true, // a process group of its own: Ctrl-C reaches it through us, once
    },
  )
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
