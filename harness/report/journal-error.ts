/** A journal that cannot be read: `line` counts from 1, and is absent when the file as a whole is at fault. */
export class JournalError extends Error {
  override readonly name = 'JournalError'
  readonly line: number | undefined

  constructor(message: string, line?: number, options?: ErrorOptions) {
    super(line === undefined ? message : `journal line ${line}: ${message}`, options)
    this.line = line
  }
}
