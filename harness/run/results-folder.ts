import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** The results folder cannot be made; the message says why and what to do. */
export class ResultsError extends Error {
  override readonly name = 'ResultsError'
}

/** Makes the folder of a run: the named one, or `results/<UTC time>-<device>` with `results/latest` pointing to it. */
export function makeResultsFolder(device: string, started: Date, named?: string): string {
  const stamp = started
    .toISOString()
    .replace(/[:]/g, '')
    .replace(/\.\d+Z$/, 'Z')
  const folder =
    named === undefined ? unused(resolve('results', `${stamp}-${safeName(device)}`)) : resolve(named)
  try {
    if (existsSync(folder) && readdirSync(folder).length > 0)
      throw new ResultsError(`--out ${folder} is not empty: name a new folder, or empty it`)
    mkdirSync(folder, { recursive: true })
    if (named === undefined) pointLatest(folder)
  } catch (error) {
    if (error instanceof ResultsError) throw error
    throw new ResultsError(
      `the results folder ${folder} cannot be made: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
  return folder
}

/** Two runs in one second get folders of their own. */
function unused(folder: string): string {
  let candidate = folder
  for (let n = 2; existsSync(candidate); n++) candidate = `${folder}-${n}`
  return candidate
}

function safeName(device: string): string {
  return device.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 60)
}

function pointLatest(folder: string): void {
  const link = join(dirname(folder), 'latest')
  const fresh = `${link}.${process.pid}`
  rmSync(fresh, { force: true })
  symlinkSync(basename(folder), fresh)
  renameSync(fresh, link)
}
