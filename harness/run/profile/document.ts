import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml'
import type { Mistake } from './error.js'
import { type FieldPath, printable } from './printable.js'

export interface Place {
  readonly line: number
  readonly column: number
}

/** What a YAML text holds, and where each field of it stands. */
export interface SourceDocument {
  /** Plain data; undefined when the text is no YAML. */
  readonly data: unknown
  readonly syntax: readonly (Place & { readonly text: string })[]
  /** Keys written more than once; the last one counts in `data`. */
  readonly duplicates: readonly Mistake[]
  /** Place of a field, or of the nearest thing around it that is in the file. */
  place(path: FieldPath): Place
}

const deepest = 100

/** Parses one YAML 1.2 document. Never throws. */
export function readDocument(text: string): SourceDocument {
  if (isTooDeep(text)) return notYaml('it is nested deeper than any profile')
  try {
    return parse(text)
  } catch (error) {
    return notYaml(error instanceof Error ? printable(error.message) : 'it cannot be read')
  }
}

function notYaml(why: string): SourceDocument {
  const place = { line: 1, column: 1 }
  return {
    data: undefined,
    syntax: [{ ...place, text: `not valid YAML: ${why}` }],
    duplicates: [],
    place: () => place,
  }
}

/** The parser recurses, and a stack that runs out inside a regular expression ends the process, so ask first. */
function isTooDeep(text: string): boolean {
  let depth = 0
  for (const bracket of text.match(/[[\]{}]/g) ?? []) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1))
    if (depth > deepest) return true
  }
  return text.split('\n').some((line) => (/^[ ?:-]*/.exec(line)?.[0].length ?? 0) > 2 * deepest)
}

function parse(text: string): SourceDocument {
  const lines = new LineCounter()
  // Duplicate keys are looked for here, because the parser's own report does not tell which field it means.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false })
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  // After the first syntax error the parser guesses, so the rest would only confuse.
  const [first] = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0])
  const faults: Fault[] = (first === undefined ? document.warnings : [first]).map((error) => ({
    offset: error.pos[0],
    text: wording(error.code, error.message),
  }))
  if (faults.length === 0) faults.push(...unreadable(document))
  const plain = faults.length === 0 ? toData(document) : {}
  if (plain.fault !== undefined) faults.push(plain.fault)
  return {
    data: plain.data,
    syntax: faults.map(({ offset, text }) => ({ ...placeAt(offset), text: `not valid YAML: ${text}` })),
    duplicates: faults.length === 0 ? duplicates(document, placeAt) : [],
    place: (path) => placeAt(offsetOf(document, path)),
  }
}

interface Fault {
  readonly offset: number
  readonly text: string
}

/** What parses, but cannot become plain data. */
function unreadable(document: Document): Fault[] {
  const faults: Fault[] = []
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return
      faults.push({ offset: startOf(alias), text: `no anchor &${printable(alias.source)} before this alias` })
    },
    Pair(_, pair) {
      if (isScalar(pair.key)) return
      faults.push({ offset: startOf(pair.key), text: 'the name of a field must be a plain word' })
    },
  })
  return faults
}

/** Turns the parser's terms into the writer's, for the slips that are seen most. */
function wording(code: string, message: string): string {
  if (code === 'MULTIPLE_DOCS') return 'the file holds more than one document (a line "---" between them)'
  if (code === 'TAB_AS_INDENT') return 'a tab is used for indentation; use spaces'
  if (message.startsWith('Unexpected flow-map-start')) {
    return 'a "{" inside a text; put the text in quotes, such as "mn-{n}@example.net"'
  }
  return printable(message.replace(/\s+/g, ' '))
}

/** So many aliases that expanding them would not end show only here. */
function toData(document: Document): { readonly data?: unknown; readonly fault?: Fault } {
  try {
    return { data: document.toJS({ maxAliasCount: 100 }) }
  } catch (error) {
    return { fault: { offset: 0, text: printable(error instanceof Error ? error.message : String(error)) } }
  }
}

function duplicates(document: Document, placeAt: (offset: number) => Place): Mistake[] {
  const found: Mistake[] = []
  const walk = (node: unknown, path: FieldPath): void => {
    if (isSeq(node)) node.items.forEach((item, index) => void walk(item, [...path, index]))
    if (!isMap(node)) return
    const seen = new Map<string, number>()
    for (const pair of node.items) {
      const key = keyText(pair.key)
      const first = seen.get(key)
      if (first === undefined) seen.set(key, startOf(pair.key))
      else
        found.push({
          path: [...path, key],
          text: `written twice, first on line ${placeAt(first).line}; keep one`,
        })
      walk(pair.value, [...path, key])
    }
  }
  walk(document.contents, [])
  return found
}

function offsetOf(document: Document, path: FieldPath): number {
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document)
    if (isMap(node)) {
      const pair = node.items.findLast((item) => keyText(item.key) === String(step))
      if (pair === undefined) break
      offset = startOf(pair.key)
      node = pair.value
    } else if (isSeq(node) && typeof step === 'number' && step < node.items.length) {
      node = node.items[step]
      offset = startOf(node) || offset
    } else break
  }
  return offset
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key)
}

function startOf(node: unknown): number {
  return (node as Partial<Node> | null)?.range?.[0] ?? 0
}
