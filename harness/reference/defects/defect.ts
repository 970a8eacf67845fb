import type { RequirementId } from '../../catalogue/index.js'

/** What one broken rule is: the rows of the catalogue it breaks, and what the anchor then does. */
export interface Fault {
  readonly breaks: readonly RequirementId[]
  /** One sentence. */
  readonly what: string
}

export function breaks(row: RequirementId, what: string, ...more: readonly RequirementId[]): Fault {
  return { breaks: [row, ...more], what }
}
