import { spawn, spawnSync } from 'node:child_process'

/** The embedded lab cannot be made here; the message names what is missing and which line of the README grants it. */
export class LabError extends Error {
  override readonly name = 'LabError'
}

type CommandLine = readonly [program: string, ...args: readonly string[]]

/** The command line that runs a program in the network namespace of a process, or in our own. */
export function inNamespace(words: CommandLine, namespaceOf?: number): CommandLine {
  return namespaceOf === undefined ? words : ['nsenter', `--net=/proc/${namespaceOf}/ns/net`, '--', ...words]
}

/** Runs a batch of `ip` commands in the network namespace of a process, or in our own. */
export function ipBatch(lines: readonly string[], namespaceOf?: number): Promise<void> {
  const [program, ...args] = inNamespace(['ip', '-batch', '-'], namespaceOf)
  return new Promise((done, failed) => {
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (part: Buffer) => {
      said += part.toString('utf8')
    })
    child.on('error', (error) => failed(missing(program, error)))
    child.on('close', (code, signal) => {
      const [first] = said.trim().split('\n')
      const why = first || (signal === null ? `exit code ${code}` : `ended by ${signal}`)
      if (code === 0) done()
      else failed(new LabError(`${program} could not set up the embedded lab: ${why}`))
    })
    child.stdin.on('error', () => {}) // it has ended before it read everything, and says why itself
    child.stdin.end(`${lines.join('\n')}\n`)
  })
}

/** These links run, in the network namespace of a process or in our own. */
export function areRunning(names: readonly string[], namespaceOf?: number): Promise<boolean> {
  const [program, ...args] = inNamespace(['ip', '-brief', 'link'], namespaceOf)
  return new Promise((done, failed) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
    let said = ''
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString('utf8')
    })
    child.on('error', (error) => failed(missing(program, error)))
    child.on('close', () => {
      const up = said.split('\n').flatMap((line) => /^([^\s@]+)\S*\s+(?:UP|UNKNOWN)\s/.exec(line)?.[1] ?? [])
      done(names.every((name) => up.includes(name)))
    })
  })
}

function missing(program: string, error: NodeJS.ErrnoException): LabError {
  if (error.code === 'ENOENT')
    return new LabError(
      `the embedded lab needs \`${program}\`, which is not installed: apt-get install iproute2 util-linux`,
    )
  return new LabError(`${program} could not be started: ${error.message}`)
}

/** How `unshare` makes a network namespace here: as root directly, as anybody else inside a user namespace. */
export function unshareArguments(): readonly string[] {
  const ways = [['--net'], ['--user', '--map-root-user', '--net']]
  for (const way of process.getuid?.() === 0 ? ways : ways.slice(1)) {
    const probe = spawnSync('unshare', [...way, 'true'], { stdio: 'ignore' })
    if (probe.error !== undefined) throw missing('unshare', probe.error)
    if (probe.status === 0) return way
  }
  throw new LabError(
    'this host lets nobody but root make network namespaces: run as root, or see "Privileges" in the README (sysctl kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0)',
  )
}
