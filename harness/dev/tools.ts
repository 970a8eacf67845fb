import { spawnSync } from 'node:child_process'

/** What of mocha's `this` is needed: a test says so when it cannot run. */
export interface Skippable {
  skip(): never
}

/** Whether a program of this name can be started. */
export function hasTool(name: string): boolean {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined
}

/**
 * For a test that needs another program: skips it, and says what to install, when the program is not there. On a build
 * machine (`CI=true`) it fails instead, so that a check cannot vanish unseen.
 */
export function requireTool(context: Skippable, name: string, install: string): void {
  if (hasTool(name)) return
  const message = `${name} is not installed: ${install}`
  if (process.env.CI === 'true') throw new Error(message)
  console.log(`      skipped, ${message}`)
  context.skip()
}
