import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type CaseDefinition, definedCases } from '../case/definition.js'
import type { Role } from '../model/index.js'
import { packageRoot } from './package-root.js'

/** Loads every suite file of a role and gives all cases defined, in the order of file names. */
export async function loadSuites(role: Role): Promise<readonly CaseDefinition[]> {
  const folder = join(packageRoot, 'dist', 'suites', role)
  for (const file of readdirSync(folder).sort())
    if (file.endsWith('.js') && !file.endsWith('.test.js'))
      await import(pathToFileURL(join(folder, file)).href)
  return definedCases().filter((c) => c.role === role)
}
