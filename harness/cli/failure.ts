import { ExitCode } from '../model/index.js'

/** Ends a command with one clear sentence and the exit code that tells whose fault it is. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure'
  constructor(
    message: string,
    readonly code: number,
  ) {
    super(message)
  }
}

/** Errors whose message is already the one sentence an operator needs, by name. */
const CODES: Readonly<Record<string, number>> = {
  ProfileError: ExitCode.usage,
  NothingSelected: ExitCode.usage,
  ResultsError: ExitCode.usage,
  MergeError: ExitCode.usage,
  PathError: ExitCode.usage,
  JournalUnwritable: ExitCode.undecided,
  LabError: ExitCode.undecided,
  LinkError: ExitCode.undecided,
  ReportError: ExitCode.suiteFault,
}

/** Reports that could not be written because the disk is full, or the folder is not ours to write to. */
function isOfTheHost(error: Error): boolean {
  if (!(error instanceof AggregateError) || error.name !== 'ReportError') return false
  return error.errors.every((each: unknown) => each instanceof Error && 'syscall' in each)
}

/** The sentence and the exit code of whatever a command threw; what we do not know is a fault of our own. */
export function wordFailure(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error
  if (!(error instanceof Error)) return new CommandFailure(String(error), ExitCode.suiteFault)
  const code = isOfTheHost(error) ? ExitCode.undecided : CODES[error.name]
  if (code !== undefined) return new CommandFailure(error.message, code)
  return new CommandFailure(
    `a fault of pmipspec itself: ${error.stack ?? error.message}`,
    ExitCode.suiteFault,
  )
}
