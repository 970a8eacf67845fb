import { readFile } from 'node:fs/promises'
import type { Profile } from '../../model/index.js'
import { buildProfile } from './build.js'
import { checkAddresses } from './check-addresses.js'
import { checkNodes } from './check-nodes.js'
import { checkValues } from './check-values.js'
import { describe } from './describe.js'
import { type Place, readDocument } from './document.js'
import { type Mistake, ProfileError, type ProfileProblem } from './error.js'
import { fieldName, printable } from './printable.js'
import { compileSchema, type ProfileSchema } from './schema.js'
import { mapping, type WrittenProfile } from './written.js'

export { ProfileError, type ProfileProblem } from './error.js'

/** No profile is near it; a wrong file given by mistake may be. */
const largestFile = 1_048_576

let schema: ProfileSchema<WrittenProfile> | undefined

/** Reads a profile. Throws a {@link ProfileError} with every mistake found, or why the file cannot be read. */
export async function loadProfile(file: string): Promise<Profile> {
  let octets: Buffer
  try {
    octets = await readFile(file)
  } catch (error) {
    throw unreadable(file, reason(error))
  }
  if (octets.length > largestFile) throw unreadable(file, 'it is larger than 1 MiB, so it is no profile')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(octets)
  } catch {
    throw unreadable(file, 'it is not UTF-8 text')
  }
  return parseProfile(text, file)
}

/** The same for a text already at hand; relative commands resolve from the folder of `file`. */
export function parseProfile(text: string, file: string): Profile {
  const document = readDocument(text)
  if (document.syntax.length > 0) {
    throw new ProfileError(
      file,
      document.syntax.map((fault) => problem(file, fault, { path: [], text: fault.text })),
    )
  }
  if (document.data === undefined || document.data === null) throw unreadable(file, 'it is empty')
  schema ??= compileSchema<WrittenProfile>()
  const { root, validate } = schema
  const written = document.data
  const sound = validate(written)
  const mistakes = [
    ...document.duplicates,
    ...describe(validate.errors ?? [], root, written),
    ...check(written),
  ]
  const problems = distinct(mistakes).map((mistake) => problem(file, document.place(mistake.path), mistake))
  if (sound && problems.length === 0) return buildProfile(written, file)
  throw new ProfileError(file, problems.sort(inFileOrder))
}

function check(written: unknown): Mistake[] {
  const profile = mapping(written)
  return [...checkAddresses(profile), ...checkNodes(profile), ...checkValues(profile)]
}

/**
 * One mistake for each field: what the schema says of it goes before what depends on its value.
 * A field that is missing only because its name is mistyped is not told twice.
 */
function distinct(mistakes: readonly Mistake[]): Mistake[] {
  const mistyped = new Set(mistakes.flatMap(({ meant }) => (meant ? [JSON.stringify(meant)] : [])))
  const fields = new Map<string, Mistake>()
  for (const mistake of mistakes) {
    const field = JSON.stringify(mistake.path)
    const missing = !('value' in mistake)
    if (!fields.has(field) && !(missing && mistyped.has(field))) fields.set(field, mistake)
  }
  return [...fields.values()]
}

function problem(file: string, { line, column }: Place, { path, value, text }: Mistake): ProfileProblem {
  const field = fieldName(path)
  const message = printable(`${file}:${line}: ${field === '' ? '' : `${field}: `}${text}`)
  return { line, column, field, ...(value !== undefined && { value }), message }
}

function inFileOrder(a: ProfileProblem, b: ProfileProblem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
}

function unreadable(file: string, why: string): ProfileError {
  return new ProfileError(file, [
    { field: '', message: printable(`${file}: the profile cannot be used: ${why}`) },
  ])
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EISDIR') return 'it is a folder'
  if (code === 'EACCES') return 'it may not be read by this user'
  return error instanceof Error ? error.message : String(error)
}
