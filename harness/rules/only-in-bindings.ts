import type { Role } from '../model/index.js'
import { malformed, optionTypes, place, received } from './evidence.js'
import type { StandingRule } from './rule.js'

/** RFC 8278 defines its options for PBU and PBA; no text forbids them elsewhere. */
export function onlyInBindings(
  role: Role,
  id: string,
  requirement: '8278/MP-4.1-01' | '8278/MP-4.2-01',
  kind: 'mag-multipath-binding' | 'mag-identifier',
  name: string,
): StandingRule {
  return {
    id,
    title: `Only PBU and PBA have a ${name} option`,
    requirement,
    role,
    judge({ decoded: { message } }) {
      if (message.kind === 'unknown') return undefined
      if (message.kind === 'binding-update' || message.kind === 'binding-acknowledgement') return []
      return [...received(message, kind), ...malformed(message, kind)].map((option) => ({
        code: 'option-misplaced',
        message: `The ${name} option stands in a message it is not defined for`,
        severity: 'warn',
        expected: `no option ${option.type}`,
        got: `${optionTypes(message)} in a ${message.kind}`,
        where: place(message, option),
      }))
    },
  }
}
