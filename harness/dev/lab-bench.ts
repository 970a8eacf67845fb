import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { packageRoot } from '../cli/package-root.js'
import { LabError, unshareArguments } from '../lab/index.js'
import { type Role, stimuli } from '../model/index.js'

/** How a command ended. */
export interface Ended {
  /** Undefined when a signal ended it. */
  readonly code: number | undefined
  readonly stdout: string
  readonly stderr: string
}

export interface LabOptions {
  /** Which reference device is tested; the LMA when left out. */
  readonly role?: Role
  /** More arguments of `pmipspec serve`: `['--defect', 'accepts-bid-0']`. */
  readonly serve?: readonly string[]
}

/** Fields of a profile to set; objects go into what is there, null takes a field out, anything else replaces it. */
export type ProfileChanges = Readonly<Record<string, unknown>>

/** Two network namespaces: the reference device in one, commands of the tester in the other. */
export interface Lab {
  /** Temporary; gone afterwards. Commands start here. */
  readonly folder: string
  /** A profile for the device as it runs, with changes, in a file of its own; gives its path. */
  profile(changes?: ProfileChanges): string
  /** Runs `pmipspec <words>` in the tester's namespace. */
  run(words: readonly string[]): Promise<Ended>
  /** Runs any other program there: `lab.exec(['ip', 'link', 'set', 'lte0', 'down'])`. */
  exec(argv: readonly string[]): Promise<Ended>
  readonly device: {
    readonly pid: number
    /** Socket for orders: new defects and behaviours. */
    readonly control: string
    /** Socket that prints the Binding Cache or Binding Update List. */
    readonly observe: string
    /** Ends the device at once, as a crash would. */
    kill(): void
  }
}

const READY_MS = 60_000
/** A command that takes longer is killed: it hangs. */
const PATIENCE_MS = 240_000

/**
 * Makes a lab, as root or in a user namespace, hands it to `use`, and takes it down whatever happens (it also goes
 * when this process is killed). Rejects with a LabError where namespaces cannot be made; a test that can do without
 * asks {@link labProblem} first.
 */
export async function withLab<T>(options: LabOptions, use: (lab: Lab) => Promise<T>): Promise<T> {
  const unshare = unshareArguments()
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-lab-'))
  const role = options.role ?? 'lma'
  const served = join(packageRoot, 'profiles', `reference-${role}.yaml`)
  const pidFile = join(folder, 'device.pid')
  const keeper = spawn(
    'unshare',
    [
      ...unshare,
      process.execPath,
      join(packageRoot, 'dist', 'harness', 'dev', 'lab-keeper.js'),
      served,
      pidFile,
      ...(options.serve ?? []),
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  )
  try {
    const { observe, control } = await ready(keeper)
    const pid = Number(readFileSync(pidFile, 'utf8'))
    const enter = [
      'nsenter',
      `--target=${keeper.pid}`,
      ...(unshare.includes('--user') ? ['--user', '--preserve-credentials'] : []),
      '--net',
      '--',
    ]
    const exec = (argv: readonly string[]) => execute([...enter, ...argv], folder)
    let profiles = 0
    return await use({
      folder,
      profile: (changes = {}) => {
        const file = join(folder, `profile-${++profiles}.yaml`)
        const base: unknown = parse(readFileSync(served, 'utf8'))
        const told = role === 'lma' ? { observe: { socket: observe } } : { stimulus: stimulusOver(control) }
        const made = merge(merge(base, told), changes)
        writeFileSync(file, stringify(made))
        return file
      },
      exec,
      run: (words) =>
        exec([process.execPath, join(packageRoot, 'dist', 'harness', 'cli', 'main.js'), ...words]),
      device: { pid, control, observe, kill: () => void process.kill(pid, 'SIGKILL') },
    })
  } finally {
    await end(keeper)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Why no lab can be made on this host; undefined when one can. */
export function labProblem(): string | undefined {
  try {
    unshareArguments()
    return undefined
  } catch (error) {
    if (error instanceof LabError) return error.message
    throw error
  }
}

/** The commands that a profile of the reference MAG has, for a control socket elsewhere. */
function stimulusOver(control: string): object {
  const ctl = join(packageRoot, 'dist', 'harness', 'cli', 'ctl.js')
  const command = (name: string) => [ctl, control, name, name.startsWith('path') ? '{path}' : '{node}']
  return Object.fromEntries(stimuli.map((name) => [name, [process.execPath, ...command(name)]]))
}

function merge(base: unknown, changes: unknown): unknown {
  if (!isMapping(base) || !isMapping(changes)) return changes
  const made: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(changes))
    if (value === null) delete made[key]
    else made[key] = merge(made[key], value)
  return made
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

interface Ready {
  readonly observe: string
  readonly control: string
}

function ready(keeper: ChildProcess): Promise<Ready> {
  return new Promise((done, failed) => {
    let said = ''
    let complained = ''
    const fail = (why: string) =>
      failed(new LabError(`the lab could not be made: ${why}: ${complained.trim()}`))
    const late = setTimeout(() => fail(`not ready within ${READY_MS / 1000} s`), READY_MS)
    keeper.stderr?.on('data', (part: Buffer) => {
      complained = (complained + part.toString('utf8')).slice(-4000)
    })
    keeper.stdout?.on('data', (part: Buffer) => {
      said += part.toString('utf8')
      if (!said.includes('\n')) return
      clearTimeout(late)
      done(JSON.parse(said) as Ready)
    })
    keeper.once('error', (error) => fail(error.message))
    keeper.once('exit', (code) => {
      clearTimeout(late)
      fail(`exit code ${code}`)
    })
  })
}

function execute(argv: readonly string[], cwd: string): Promise<Ended> {
  const [program = '', ...args] = argv
  return new Promise((done, failed) => {
    const child = spawn(program, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
      timeout: PATIENCE_MS,
      killSignal: 'SIGKILL',
    })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => stdout.push(part))
    child.stderr.on('data', (part: Buffer) => stderr.push(part))
    child.once('error', failed)
    child.once('close', (code) =>
      done({
        code: code ?? undefined,
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      }),
    )
  })
}

/** Closing its input lets the keeper take the device along. */
function end(keeper: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (keeper.pid === undefined || keeper.exitCode !== null || keeper.signalCode !== null) return done()
    const kill = setTimeout(() => keeper.kill('SIGKILL'), 5000)
    keeper.once('exit', () => {
      clearTimeout(kill)
      done()
    })
    keeper.stdin?.end()
  })
}
