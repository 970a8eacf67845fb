import { StimulusEnded, StimulusMissing, StimulusSkipped } from '../link/index.js'
import type { Sight } from '../roles/index.js'
import { Undecided } from './outcome.js'

/** Gives a stimulus; without one, or when the operator skips it, the case is inconclusive. */
export async function giveStimulus<T>(give: () => Promise<T>): Promise<T> {
  try {
    return await give()
  } catch (error) {
    if (error instanceof StimulusMissing)
      throw new Undecided({ code: 'stimulus-missing', message: error.message })
    if (error instanceof StimulusSkipped)
      throw new Undecided({ code: 'stimulus-skipped', message: error.message })
    throw error
  }
}

/**
 * Gives a stimulus, and goes on as soon as the device shows its effect. A command may last until the device has been
 * answered, or fail because it was refused; whoever waits for its end before he answers waits in vain. What becomes of
 * the command after that is of no account; `ended` rejects only when the operator has ended the run.
 */
export async function tell<T>(
  give: () => Promise<T>,
  sight: Sight | undefined,
): Promise<{ readonly told: T | undefined; readonly ended: Promise<void> }> {
  const telling = give()
  const ended = telling.then(
    () => {},
    (error: unknown) => {
      if (error instanceof StimulusEnded) throw error
    },
  )
  ended.catch(() => {}) // whoever waits for it hears it
  try {
    return { told: await Promise.race([telling, ...(sight === undefined ? [] : [shown(sight)])]), ended }
  } finally {
    sight?.stop()
  }
}

async function shown(sight: Sight): Promise<undefined> {
  await sight.seen
  return undefined
}
