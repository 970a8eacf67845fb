import { hexOf, optionIssues, received, told } from './evidence.js'
import type { StandingRule } from './rule.js'

/** RFC 6275 §6.2: where options stand, and what is between them. */
export function paddingAndAlignmentRules(role: StandingRule['role']): readonly StandingRule[] {
  const id = (number: string) => `${role.toUpperCase()}-6275-PAD-${number}`
  return [
    {
      id: id('01'),
      title: 'Each option stands at the alignment that its definition states',
      requirement: '6275/6.2.1-03',
      role,
      judge({ decoded }) {
        const { message } = decoded
        if (message.options.length === 0) return undefined
        // The option of RFC 5213 §8.6 has a rule of its own.
        const excused = optionIssues(decoded, 'option-alignment', 'mobile-node-link-layer-identifier')
        return optionIssues(decoded, 'option-alignment')
          .filter((issue) => !excused.includes(issue))
          .map((issue) => {
            const option = message.options.find(({ offset }) => offset === issue.offset)
            return told(issue, 'option-alignment', `An option of type ${option?.type} is not aligned`)
          })
      },
    },
    {
      id: id('02'),
      title: 'PadN holds zeros',
      requirement: '6275/6.2.3-02',
      role,
      judge({ decoded }) {
        const { message } = decoded
        const pads = received(message, 'padn')
        if (pads.length === 0) return undefined
        return optionIssues(decoded, 'padding-data', 'padn').map((issue) => {
          const pad = pads.find(
            ({ offset, length }) => issue.offset > offset && issue.offset < offset + 2 + length,
          )
          const got = pad === undefined ? issue.got : hexOf(pad.data)
          return { ...told(issue, 'padding-data', 'PadN holds other octets than 0'), expected: 'zeros', got }
        })
      },
    },
  ]
}
