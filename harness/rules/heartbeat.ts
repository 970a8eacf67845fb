import { type DecodedMessage, HeartbeatFlag } from '../wire/index.js'
import { malformed, place, received, told } from './evidence.js'
import type { Judged, RuleFinding, StandingRule } from './rule.js'

type Heartbeat = Extract<DecodedMessage, { readonly kind: 'heartbeat' }>

/** RFC 5847 §3 and §3.3: what every Heartbeat has, whoever sends it. */
export function heartbeatRules(role: StandingRule['role']): readonly StandingRule[] {
  const id = (number: string) => `${role.toUpperCase()}-5847-FORM-${number}`
  return [
    {
      id: id('01'),
      title: 'The reserved bits of a Heartbeat are 0, and its length is a multiple of 8 octets',
      requirement: '5847/3.3-01',
      role,
      judge({ decoded: { message, issues } }) {
        const isShort = message.kind === 'unknown' && message.type === 13 && message.fragment === undefined
        if (message.kind !== 'heartbeat' && !isShort) return undefined
        return issues
          .filter(
            ({ code, path }) =>
              code === 'truncated' ||
              code === 'not-multiple-of-8' ||
              (code === 'reserved' && path === 'flags'),
          )
          .map((issue) => told(issue, issue.code, 'The Heartbeat is not built as its layout says'))
      },
    },
    {
      id: id('02'),
      title: 'A Heartbeat request has no U flag and no Restart Counter',
      requirement: '5847/3-08',
      role,
      judge: (judged) => ofRequests(judged, (request) => [...unsolicited(request), ...counters(request)]),
    },
  ]
}

function ofRequests(
  { decoded: { message } }: Judged,
  judge: (request: Heartbeat) => readonly RuleFinding[],
): readonly RuleFinding[] | undefined {
  if (message.kind !== 'heartbeat' || (message.flags & HeartbeatFlag.R) !== 0) return undefined
  return judge(message)
}

function unsolicited({ flags }: Heartbeat): readonly RuleFinding[] {
  if ((flags & HeartbeatFlag.U) === 0) return []
  return [
    {
      code: 'flags',
      message: 'A request has the U flag, which belongs into unsolicited responses',
      expected: 'U clear',
      got: `0x${flags.toString(16).padStart(4, '0')}`,
      where: 'flags at octet 6',
    },
  ]
}

function counters(request: Heartbeat): readonly RuleFinding[] {
  const found = [...received(request, 'restart-counter'), ...malformed(request, 'restart-counter')]
  return found.map((option) => ({
    code: 'option-misplaced',
    message: 'A request has a Restart Counter, which belongs into responses only',
    expected: 'no option 28',
    got: 'option 28',
    where: place(request, option),
  }))
}
