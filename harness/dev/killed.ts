import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../cli/package-root.js'
import type { Lab } from './lab-bench.js'

const main = join(packageRoot, 'dist', 'harness', 'cli', 'main.js')

/** Lines of a journal with a given event; the last, cut-off one is not counted. */
export function countEvents(journal: string, event: string): number {
  if (!existsSync(journal)) return 0
  return readFileSync(journal, 'utf8')
    .split('\n')
    .slice(0, -1)
    .filter((l) => l.startsWith(`{"event":"${event}"`)).length
}

/**
 * Runs `pmipspec <words>` in a lab and kills it with SIGKILL once its journal has `lines` lines of `event`. Gives
 * false when the run was over before that.
 */
export async function killRun(
  lab: Lab,
  words: readonly string[],
  journal: string,
  { event, lines }: { readonly event: string; readonly lines: number },
): Promise<boolean> {
  const pidFile = join(lab.folder, `killed-${lines}.pid`)
  const script = `echo $$ > ${pidFile}; exec ${process.execPath} ${main} "$@"`
  let over = false
  const run = lab.exec(['sh', '-c', script, 'sh', ...words]).finally(() => {
    over = true
  })
  while (!over && countEvents(journal, event) < lines) await new Promise((done) => setTimeout(done, 5))
  if (!over) process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL')
  return (await run).code === undefined
}
