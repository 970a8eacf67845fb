import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the package: this file is dist/harness/cli/package-root.js in it. */
export const packageRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')

export function packageVersion(): string {
  const parsed: unknown = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))
  return String((parsed as { version?: unknown }).version)
}
