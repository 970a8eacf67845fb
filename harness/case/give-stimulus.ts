import { StimulusMissing, StimulusSkipped } from '../link/index.js'
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
