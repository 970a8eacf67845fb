import { type FieldPath, printable } from './printable.js'

/** Something wrong in a profile, before it is known on which line. */
export interface Mistake {
  readonly path: FieldPath
  /** The value as the file has it; absent where there is none. */
  readonly value?: unknown
  /** What is wrong and what is allowed, without the place. */
  readonly text: string
  /** For an unknown field, the one that was probably meant. */
  readonly meant?: FieldPath
}

/** Something wrong in a profile, with its place. Lines and columns count from 1. */
export interface ProfileProblem {
  /** Absent when the file could not be read at all. */
  readonly line?: number
  readonly column?: number
  /** `paths[1].label`; empty for the file as a whole. */
  readonly field: string
  /** As the file has it, not escaped. */
  readonly value?: unknown
  /** The whole sentence, safe for a terminal: `profiles/x.yaml:7: paths[0].lable: unknown field; …`. */
  readonly message: string
}

const shown = 25

/** A profile cannot be used. `problems` is never empty and in the order of the file. */
export class ProfileError extends Error {
  override readonly name = 'ProfileError'
  readonly file: string
  readonly problems: readonly ProfileProblem[]

  constructor(file: string, problems: readonly ProfileProblem[]) {
    const lines = problems.slice(0, shown).map((problem) => problem.message)
    if (problems.length > shown) lines.push(`${printable(file)}: and ${problems.length - shown} more`)
    super(lines.join('\n'))
    this.file = file
    this.problems = problems
  }
}
