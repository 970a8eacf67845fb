import { ExitCode } from '../model/index.js'

/** When whoever reads our output has had enough (`… | head`), there is nothing left to do. Only for commands that just print. */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
  })
}

/**
 * Output that cannot be written ends nothing: a run goes on and writes its reports. A reader that has had enough, or a
 * terminal that was closed, is no trouble; anything else, such as a full disk, is told once, and no success any more.
 */
export function outlivesItsOutput(): void {
  let told = false
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (told || error.code === 'EPIPE' || error.code === 'EIO') return
    told = true
    process.stderr.write(`pmipspec: standard output cannot be written: ${error.message}\n`)
    process.on('exit', (code) => {
      if (code === 0) process.exitCode = ExitCode.undecided
    })
  })
  process.stderr.on('error', () => {}) // there is nobody left to tell
}
