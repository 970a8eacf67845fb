import { spawn } from 'node:child_process'
import { isAbsolute, resolve } from 'node:path'
import { wordFailure } from './command-failure.js'

export interface CommandLimits {
  /** Where it runs. A program that names a path is looked for from here, a bare name in PATH. */
  readonly directory: string
  readonly ms: number
  readonly mebibytes: number
}

export interface Printed {
  readonly stdout: string
  readonly stderr: string
}

/** What a command has written before it ended is here by then, unless it left somebody behind who holds its output open. */
const LEFT_BEHIND_MS = 300

/**
 * Runs a command of the lab, without a shell. It has no input, and a process group of its own: a Ctrl-C meant for us
 * does not end it, and when its time is over whatever it started (the `ssh` of a script) ends with it. Rejects with
 * the half sentence of {@link wordFailure}.
 */
export function runCommand(
  [program = '', ...args]: readonly string[],
  { directory, ms, mebibytes }: CommandLimits,
): Promise<Printed> {
  const file = program.includes('/') && !isAbsolute(program) ? resolve(directory, program) : program
  return new Promise((done, failed) => {
    const child = spawn(file, args, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    let room = mebibytes * 1024 * 1024
    let stopped: { readonly killed: boolean; readonly code?: string } | undefined
    const stop = (why: NonNullable<typeof stopped>) => {
      stopped ??= why
      endGroup(child.pid)
    }
    const late = setTimeout(() => stop({ killed: true }), ms)
    let waiting: NodeJS.Timeout | undefined
    let isOver = false
    const over = (error?: Error & { code?: unknown; killed?: boolean }) => {
      if (isOver) return
      isOver = true
      clearTimeout(late)
      clearTimeout(waiting)
      child.stdout.destroy()
      child.stderr.destroy()
      const printed = {
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      }
      if (error === undefined) done(printed)
      else failed(new Error(wordFailure(error, printed.stderr || printed.stdout, ms, `${mebibytes} MiB`)))
    }
    const keep = (parts: Buffer[]) => (part: Buffer) => {
      parts.push(part)
      room -= part.length
      if (room < 0) stop({ killed: true, code: 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER' })
    }
    child.stdout.on('data', keep(stdout))
    child.stderr.on('data', keep(stderr))
    child.on('error', over)
    const ended = (code: number | null) => {
      const isFine = code === 0 && stopped === undefined
      over(isFine ? undefined : Object.assign(new Error(), { code }, stopped))
    }
    child.on('exit', (code) => {
      waiting = setTimeout(() => ended(code), LEFT_BEHIND_MS)
    })
    child.on('close', ended)
  })
}

function endGroup(leader: number | undefined): void {
  if (leader === undefined) return
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // it has just ended by itself
  }
}
