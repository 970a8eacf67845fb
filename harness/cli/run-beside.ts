import { ended, spawnInLab } from '../lab/index.js'

/** A run that goes on beside ours, with the words of our command line and some more, in a lab of its own. */
export interface RunBeside {
  /** From now on what it prints is shown; what it has printed so far comes first. Resolves to its exit code. */
  shown(): Promise<number>
  /** Ends it, if it is not over, as Ctrl-C would. */
  end(): void
}

export function testBeside(words: readonly string[]): RunBeside {
  const colours = process.stdout.isTTY && process.env.NO_COLOR === undefined ? { FORCE_COLOR: '1' } : {}
  const child = spawnInLab([...process.argv.slice(2), ...words], 'pipe', colours)
  const code = ended(child)
  code.catch(() => {}) // told to whoever asks for it
  const held: Buffer[] = []
  let show = (part: Buffer): void => void held.push(part)
  child.stdout?.on('data', (part: Buffer) => show(part))
  return {
    shown() {
      show = (part) => void process.stdout.write(part)
      for (const part of held.splice(0)) show(part)
      return code
    },
    end() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT')
    },
  }
}
