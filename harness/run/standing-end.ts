import type { CaseEnd, RuleTally } from '../model/index.js'
import { reasonFrom, verdictFrom } from './severity.js'

/**
 * How a standing rule ends on what it saw, at `at` milliseconds of the run; `messages` is how many the device sent in
 * all. A pure function of numbers, so that a run in pieces ends as a whole one does.
 */
export function standingEnd({ id, judged, found }: RuleTally, messages: number, at: number): CaseEnd {
  const base = { id, startedAt: at, durationMs: 0, attempts: 1, findings: [], frames: [] }
  if (judged === 0 && messages > 0)
    return {
      ...base,
      verdict: 'not-applicable',
      reason: `none of the ${messages} messages of the device was one that it speaks of`,
    }
  if (judged === 0) return { ...base, verdict: 'not-run', blame: 'lab', reason: 'the device sent no message' }
  const findings = found.map(({ finding, times }) =>
    times === 1 ? finding : { ...finding, message: `${finding.message} (first of ${times})` },
  )
  const verdict = verdictFrom(findings)
  const passed = `${judged} ${judged === 1 ? 'message' : 'messages'} judged`
  return {
    ...base,
    verdict,
    ...(verdict === 'fail' && { blame: 'device' as const }),
    reason: verdict === 'pass' ? passed : reasonFrom(findings),
    findings,
    frames: findings.flatMap((f) => (f.frame === undefined ? [] : [f.frame])),
  }
}
