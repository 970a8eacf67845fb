import type { ErrorObject } from 'ajv'
import type { Mistake } from './error.js'
import { type FieldPath, printableValue } from './printable.js'
import { nodeAt, type SchemaNode } from './schema.js'
import { nearest } from './suggest.js'

/** Says what the schema found in words: one mistake per field, with what is allowed there. */
export function describe(errors: readonly ErrorObject[], root: SchemaNode, data: unknown): Mistake[] {
  const mistakes = new Map<string, Mistake>()
  for (const error of errors) {
    const mistake = describeOne(error, root, data)
    const field = JSON.stringify(mistake.path)
    if (!mistakes.has(field)) mistakes.set(field, mistake)
  }
  return [...mistakes.values()]
}

function describeOne(error: ErrorObject, root: SchemaNode, data: unknown): Mistake {
  const { path, value } = follow(error.instancePath, data)
  const params: Readonly<Record<string, unknown>> = error.params
  if (error.keyword === 'additionalProperties') {
    const key = String(params.additionalProperty)
    return unknownField([...path, key], child(value, key), Object.keys(nodeAt(root, path)?.properties ?? {}))
  }
  if (error.keyword === 'required') {
    const missing = [...path, String(params.missingProperty)]
    return { path: missing, text: `missing; it ${allowed(nodeAt(root, missing))}` }
  }
  return { path, value, text: wrongValue(path, value, nodeAt(root, path)) }
}

function unknownField(path: FieldPath, value: unknown, fields: readonly string[]): Mistake {
  const meant = nearest(String(path.at(-1)), fields)
  if (meant === undefined) return { path, value, text: `unknown field; allowed here: ${fields.join(', ')}` }
  const text = `unknown field; did you mean "${meant}"?`
  return { path, value, text, meant: [...path.slice(0, -1), meant] }
}

function wrongValue(path: FieldPath, value: unknown, node: SchemaNode | undefined): string {
  if (path.length === 1 && path[0] === 'transport' && value === 'ipv4-udp') {
    return 'ipv4-udp is not supported yet; it must be ipv6'
  }
  if (value === null || value === undefined) return `empty; it ${allowed(node)}, or the line can go`
  return `${allowed(node)}, not ${printableValue(value)}${hint(value, node)}`
}

function allowed(node: SchemaNode | undefined): string {
  if (node?.errorMessage !== undefined) return node.errorMessage
  return `must be a mapping with ${(node?.required ?? Object.keys(node?.properties ?? {})).join(', ')}`
}

/** The slips YAML invites: a bare number or `{node}` where text is meant, a number or boolean in quotes. */
function hint(value: unknown, node: SchemaNode | undefined): string {
  if (node?.type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return '; put it in quotes to make it text'
  }
  if (node?.type === 'string' && /^\{"(n|node|path)":null\}$/.test(printableValue(value))) {
    return '; a placeholder in braces must be in quotes'
  }
  if (typeof value !== 'string') return ''
  if (node?.type === 'boolean' && /^(true|false)$/i.test(value)) return '; write it without quotes'
  if (node?.type === 'integer' && /^\d+$/.test(value)) return '; write it without quotes'
  return ''
}

/** A JSON pointer as keys and list positions, and the value it leads to. */
function follow(pointer: string, data: unknown): { readonly path: FieldPath; readonly value: unknown } {
  const path: (string | number)[] = []
  let value = data
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    path.push(Array.isArray(value) ? Number(key) : key)
    value = child(value, key)
  }
  return { path, value }
}

function child(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.getOwnPropertyDescriptor(value, key)?.value
    : undefined
}
