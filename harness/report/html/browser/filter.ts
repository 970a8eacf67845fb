import type { Verdict } from '../../../model/index.js'
import type { CaseData, RequirementData } from '../data.js'

/** What the list shows; '' and an empty set let everything pass. */
export interface Filter {
  readonly verdicts: ReadonlySet<Verdict>
  /** `RFC 8278` or `RFC 8278 §4.1`. */
  readonly section: string
  readonly role: string
  readonly level: string
  readonly text: string
}

export const noFilter: Filter = { verdicts: new Set(), section: '', role: '', level: '', text: '' }

/** What is searched, in lower case. */
export function searchText(each: CaseData, requirement: RequirementData): string {
  const { ids, section, level, text } = requirement
  return [each.id, each.title, each.reason, each.waived, ids.join(' '), section, level, text]
    .join('\n')
    .toLowerCase()
}

/** Every word of the search must be there, in any order. */
export function isShown(
  filter: Filter,
  each: CaseData,
  requirement: RequirementData,
  searched: string,
): boolean {
  return (
    (filter.verdicts.size === 0 || filter.verdicts.has(each.verdict)) &&
    (filter.role === '' || filter.role === each.role) &&
    (filter.level === '' || filter.level === requirement.level) &&
    isWithin(filter.section, requirement.section) &&
    filter.text
      .toLowerCase()
      .split(/\s+/)
      .every((word) => searched.includes(word))
  )
}

/** `RFC 8278` takes in all its sections, `RFC 8278 §4.1` only itself and those below it. */
function isWithin(wanted: string, section: string): boolean {
  return (
    wanted === '' ||
    section === wanted ||
    section.startsWith(`${wanted} §`) ||
    (wanted.includes('§') && section.startsWith(`${wanted}.`))
  )
}
