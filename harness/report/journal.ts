import { createReadStream } from 'node:fs'
import type { Run } from '../model/index.js'
import { asCaptured } from './as-captured.js'
import { JournalError } from './journal-error.js'
import { parseEvent } from './journal-event.js'
import { RunFold } from './run-fold.js'

/** Reads a `journal.ndjson` to the run it tells of, frames numbered as in the capture; see {@link readJournalAsWritten}. */
export async function readJournal(file: string): Promise<Run> {
  return asCaptured(await readJournalAsWritten(file))
}

/**
 * The same with the frame numbers of the journal itself, for whoever writes on in it or makes another of it. A last
 * line without its newline is what a kill cut off, and is left out unless it is whole; any other broken line is a
 * `JournalError` with its number. A file that cannot be read is one too.
 */
export async function readJournalAsWritten(file: string): Promise<Run> {
  const fold = new RunFold()
  let rest = ''
  let number = 0
  try {
    for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
      const lines = (rest + String(chunk)).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) addLine(fold, line, ++number)
    }
  } catch (error) {
    if (error instanceof JournalError) throw error
    throw new JournalError(`cannot read ${file}: ${(error as Error).message}`, undefined, { cause: error })
  }
  addLastLine(fold, rest, number + 1)
  return fold.finish()
}

/** The run of lines in memory, as `text.split('\n')` gives them: the last one had no newline after it. */
export function foldJournal(lines: readonly string[]): Run {
  const fold = new RunFold()
  for (const [index, line] of lines.entries()) {
    if (index === lines.length - 1) addLastLine(fold, line, index + 1)
    else addLine(fold, line, index + 1)
  }
  return asCaptured(fold.finish())
}

function addLine(fold: RunFold, line: string, number: number): void {
  if (line.trim() === '') return
  fold.add(parseEvent(parseJson(line, number), number), number)
}

function addLastLine(fold: RunFold, line: string, number: number): void {
  if (line.trim() === '' || !isJson(line)) return
  addLine(fold, line, number)
}

function parseJson(line: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw new JournalError(`not a JSON object (${(error as Error).message})`, number, { cause: error })
  }
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}
