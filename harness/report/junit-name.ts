import type { CaseResult, RunInfo } from '../model/index.js'
import { JunitError } from './junit-error.js'
import type { Section } from './overview.js'
import { xmlAttribute } from './text.js'

/** Longest name of a case: Azure Pipelines cuts at 512, and people read less. */
const longestName = 200

/** `acme-lma (lma) RFC 8278 §4.1`: Jenkins merges suites of one name, so the device is in it. */
export function suiteName(info: RunInfo, group: string): string {
  return `${xmlAttribute(info.device, 80)} (${info.role}) ${xmlAttribute(group, 100)}`
}

/** `pmipspec.acme-lma.lma.rfc8278_4_1`: Jenkins reads dots as packages, so nothing else has one. */
export function className(
  info: RunInfo,
  { name, rfc, section }: Pick<Section, 'name' | 'rfc' | 'section'>,
): string {
  const number = /^RFC (\d+)/.exec(name)?.[1]
  const group = `${number === undefined ? rfc : `rfc${number}`}_${section}`
  return ['pmipspec', info.device, info.role, group].map(segment).join('.')
}

/** `<id> <title>`, the id first and never cut: readers keep a case's history by this name. */
export function caseName({ id, title }: Pick<CaseResult, 'id' | 'title'>): string {
  return xmlAttribute(`${id} ${title}`, longestName)
}

export function segment(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^_+|_+$/g, '') || 'unnamed'
}

/** Throws a `JunitError` for a name that is empty or there twice: GitLab drops the second, other readers crash. */
export function requireUnique(names: readonly string[]): void {
  const seen = new Set<string>()
  for (const name of names) {
    if (name.trim() === '') throw new JunitError('a test case without a name')
    if (seen.has(name)) throw new JunitError(`two test cases are named ${JSON.stringify(name)}`)
    seen.add(name)
  }
}
