import type { MagCase } from '../../../harness/case/index.js'

const LEAST = 200

/** How long is listened for what should not come in reply: at least as long as this MAG takes for a reaction, milliseconds. */
export function silence(t: MagCase): number {
  return Math.max(LEAST, Math.min(t.facts.reaction, t.profile.timing.silence))
}
