import { type OptionKind, sameOctets } from '../wire/index.js'
import { hexOf, identifierText, place, received } from './evidence.js'
import { askedAll, proxyExchange } from './exchange.js'
import type { RuleFinding, StandingRule } from './rule.js'

interface Echo {
  readonly kind: OptionKind
  readonly name: string
  readonly requirement: '5213/5.3.6-04' | '5213/5.3.6-13' | '8278/MP-4.2-05'
  readonly severity?: 'warn'
}

const ECHOES: readonly Echo[] = [
  { kind: 'mobile-node-identifier', name: 'Mobile Node Identifier', requirement: '5213/5.3.6-04' },
  { kind: 'mobile-node-link-layer-identifier', name: 'link-layer identifier', requirement: '5213/5.3.6-13' },
  { kind: 'mag-identifier', name: 'MAG Identifier', requirement: '8278/MP-4.2-05', severity: 'warn' },
]

/** An option comes back longer than it was sent, with what was sent in front: memory of the device is on the wire. */
export const leakRules: readonly StandingRule[] = [
  {
    id: 'LMA-5213-PBA-17',
    title: 'No option comes back with octets behind those that were sent',
    requirement: ['5213/5.3.6-04', '5213/5.3.6-13'],
    role: 'lma',
    judge(judged) {
      const exchange = proxyExchange(judged)
      if (exchange === undefined || !exchange.asked.legible) return undefined
      const { answer, asked } = exchange
      const findings: RuleFinding[] = []
      for (const { kind, name, requirement, severity } of ECHOES) {
        const [sent, second] = askedAll(exchange, kind) ?? []
        if (sent === undefined || second !== undefined) continue
        const data = dataOf(asked.octets, sent)
        for (const option of received(answer, kind)) {
          const extra = beyond(data, dataOf(judged.octets, option))
          if (extra === undefined) continue
          findings.push({
            code: 'octets-leaked',
            message: `The ${name} comes back with octets behind it that were not sent`,
            requirement,
            ...(severity === undefined ? {} : { severity }),
            expected: `${data.length} octets of data`,
            got: `${extra.length} more: ${identifierText(extra)}`,
            where: place(answer, option, 'data', 2 + data.length),
          })
        }
      }
      return [...findings, ...unknownOptions(judged.octets, exchange)]
    },
  },
]

/** Nothing says what an answer may have in an option of unknown type, so this is only told. */
function unknownOptions(
  octets: Uint8Array,
  { answer, asked }: NonNullable<ReturnType<typeof proxyExchange>>,
): readonly RuleFinding[] {
  return received(answer, 'unknown').flatMap((option): readonly RuleFinding[] => {
    const sent = received(asked.update, 'unknown').find(({ type }) => type === option.type)
    const extra = sent === undefined ? undefined : beyond(sent.data, dataOf(octets, option))
    if (sent === undefined || extra === undefined) return []
    return [
      {
        code: 'octets-leaked',
        message: `The option of type ${option.type} comes back longer than it was sent`,
        severity: 'note',
        expected: `${sent.data.length} octets of data`,
        got: `${extra.length} more: ${hexOf(extra)}`,
        where: place(answer, option, 'data', 2 + sent.data.length),
      },
    ]
  })
}

function dataOf(
  octets: Uint8Array,
  option: { readonly offset: number; readonly length: number },
): Uint8Array {
  return octets.subarray(option.offset + 2, option.offset + 2 + option.length)
}

/** What follows the octets that were sent; undefined when the rest is not what was sent, or nothing follows. */
function beyond(sent: Uint8Array, came: Uint8Array): Uint8Array | undefined {
  if (sent.length === 0 || came.length <= sent.length) return undefined
  return sameOctets(came.subarray(0, sent.length), sent) ? came.subarray(sent.length) : undefined
}
