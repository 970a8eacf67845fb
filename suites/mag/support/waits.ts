import type { MagCase } from '../../../harness/case/index.js'

const LEAST = 200

/** What a MAG is told while an answer of ours is on its way may be lost on it; milliseconds. */
export const AT_REST = 100

/** How long is listened for what should not come in reply: at least as long as this MAG takes for a reaction, milliseconds. */
export function silence(t: MagCase): number {
  return Math.max(LEAST, Math.min(t.facts.reaction, t.profile.timing.silence))
}
