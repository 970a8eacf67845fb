import type { Profile, Stimulus } from '../model/index.js'
import type { Operator } from './operator.js'
import { runCommand } from './run-command.js'
import { orderOverSocket } from './stimulus-socket.js'

/** The lab's fault: a stimulus command failed, hung, or cannot be started. */
export class StimulusError extends Error {
  override readonly name = 'StimulusError'
}

/** The profile says nothing about how to do this; the message says what to configure. */
export class StimulusMissing extends Error {
  override readonly name = 'StimulusMissing'
}

/** The operator left a step out. */
export class StimulusSkipped extends Error {
  override readonly name = 'StimulusSkipped'
}

/** The operator ended the run. */
export class StimulusEnded extends Error {
  override readonly name = 'StimulusEnded'
}

/** What `{node}` and `{path}` stand for. */
export interface StimulusTarget {
  readonly node?: string
  readonly path?: string
}

/** A stimulus that was given, as evidence. */
export interface Stimulated {
  /** `attach mn-1@example.net`. */
  readonly what: string
  /** What the command printed; from outside, to be escaped. */
  readonly output: string
}

const LIMIT_MS = 10_000
const LIMIT_MEBIBYTES = 1

const WORDS: Readonly<Record<Stimulus, (target: StimulusTarget) => string>> = {
  attach: ({ node }) => `attach mobile node ${node}`,
  'attach-other-interface': ({ node }) =>
    `attach mobile node ${node}, which comes over from another interface of its own`,
  'attach-other-mag': ({ node }) => `attach mobile node ${node}, which comes over from another MAG`,
  detach: ({ node }) => `detach mobile node ${node}`,
  'path-up': ({ path }) => `bring path ${path} of the MAG up`,
  'path-down': ({ path }) => `take path ${path} of the MAG down`,
  refresh: ({ node }) => `make the MAG refresh the registration of ${node}`,
  restart: () => 'restart the device so that it loses its sessions',
}

/** Makes a MAG under test act: by the commands of its profile, over a socket, or by its operator's hand. */
export class Stimuli {
  constructor(
    private readonly profile: Pick<Profile, 'stimulus' | 'stimulusSocket' | 'directory'>,
    private readonly operator: Operator,
    private readonly limitMs = LIMIT_MS,
  ) {}

  has(name: Stimulus): boolean {
    return this.profile.stimulus[name] !== undefined || this.profile.stimulusSocket !== undefined
  }

  /** A hand gives it, so it takes as long as it takes. */
  isManual(name: Stimulus): boolean {
    const argv = this.profile.stimulus[name]
    return argv?.length === 1 && argv[0] === 'manual'
  }

  /**
   * Gives the stimulus; resolves when the command has ended or the operator has confirmed. Rejects with an error of
   * this file, its message one sentence.
   */
  async give(name: Stimulus, target: StimulusTarget): Promise<Stimulated> {
    const argv = this.profile.stimulus[name]
    const what = WORDS[name](target)
    const { stimulusSocket } = this.profile
    if (stimulusSocket !== undefined && (argv === undefined || isSocket(argv))) {
      await this.#tell(stimulusSocket, name, target)
      return { what, output: '' }
    }
    if (argv === undefined) {
      const placeholder = name === 'restart' ? '' : name.startsWith('path') ? ', "{path}"' : ', "{node}"'
      throw new StimulusMissing(
        `nothing tells how to ${what}: configure stimulus.${name} in the profile, a command such as [./mag-ctl, ${name}${placeholder}], or [manual]`,
      )
    }
    if (!this.isManual(name)) return { what, output: await this.#run(name, replaced(argv, target)) }
    switch (await this.operator.ask(what)) {
      case 'done':
        return { what, output: '' }
      case 'skip':
        throw new StimulusSkipped(`the operator skipped it: ${what}`)
      case 'quit':
        throw new StimulusEnded(`the operator ended the run when asked to ${what}`)
    }
  }

  async #tell(socket: string, name: Stimulus, target: StimulusTarget): Promise<void> {
    try {
      await orderOverSocket(socket, { do: name, ...target }, this.limitMs)
    } catch (error) {
      throw new StimulusError(
        `stimulus.socket ${socket}, asked to ${WORDS[name](target)}, ${error instanceof Error ? error.message : ''}`,
      )
    }
  }

  async #run(name: Stimulus, argv: readonly string[]): Promise<string> {
    const limits = { directory: this.profile.directory, ms: this.limitMs, mebibytes: LIMIT_MEBIBYTES }
    try {
      const { stdout, stderr } = await runCommand(argv, limits)
      return `${stdout}${stderr}`.trim()
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new StimulusError(`stimulus.${name} command "${argv.join(' ')}" ${why}`)
    }
  }
}

/** The word that means stimulus.socket, for what is not asked of it otherwise. */
function isSocket(argv: readonly string[]): boolean {
  return argv.length === 1 && argv[0] === 'socket'
}

function replaced(argv: readonly string[], { node = '', path = '' }: StimulusTarget): readonly string[] {
  return argv.map((word) => word.replaceAll('{node}', node).replaceAll('{path}', path))
}
