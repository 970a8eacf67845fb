import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'

/** The part of JSON Schema that the profile's schema uses. */
export interface SchemaNode {
  readonly description?: string
  readonly errorMessage?: string
  readonly type?: string | readonly string[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly items?: SchemaNode
  readonly definitions?: Readonly<Record<string, SchemaNode>>
  readonly $ref?: string
}

/** The published schema, relative to this file as compiled (`dist/harness/run/profile`). */
export const schemaFile = new URL('../../../../profiles/profile.schema.json', import.meta.url)

export interface ProfileSchema<Written> {
  readonly root: SchemaNode
  readonly validate: ValidateFunction<Written>
}

/** Reads and compiles the schema. `errorMessage` is what editors show, and what our own sentences are made of. */
export function compileSchema<Written>(): ProfileSchema<Written> {
  const root = JSON.parse(readFileSync(schemaFile, 'utf8')) as SchemaNode
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false, strictRequired: false })
  ajv.addVocabulary(['errorMessage'])
  ajv.addFormat('ipv6', true) // for editors; addresses are checked by the codec's own reading of them
  return { root, validate: ajv.compile<Written>(root) }
}

/** The node with its `$ref` followed; what stands beside the `$ref` goes first. */
export function resolveNode(root: SchemaNode, node: SchemaNode | undefined): SchemaNode | undefined {
  const name = node?.$ref?.replace('#/definitions/', '')
  return name === undefined ? node : { ...root.definitions?.[name], ...node }
}

/** The node that judges a field; undefined where the schema knows no such field. */
export function nodeAt(root: SchemaNode, path: readonly (string | number)[]): SchemaNode | undefined {
  let node: SchemaNode | undefined = root
  for (const step of path) {
    const properties: Readonly<Record<string, SchemaNode>> = node?.properties ?? {}
    if (typeof step === 'number') node = node?.items
    else node = Object.hasOwn(properties, step) ? properties[step] : undefined
    node = resolveNode(root, node)
  }
  return node
}
