import { type CaseEnd, type Finding, worse } from '../model/index.js'
import type { Request, Seen } from '../roles/index.js'
import { severityOf, verdictFrom } from './severity.js'

/** An answer to a request that was given up as unanswered. */
export interface LateAnswer {
  readonly request: Request
  readonly seen: Seen
}

/** How a case ends whose requirement, of this level, wanted the silence that an answer broke after all. */
export function brokenSilence(before: CaseEnd, level: string, { request, seen }: LateAnswer): CaseEnd {
  const after = `${Math.round(seen.packet.at - request.sentAt)} ms after the request`
  const finding: Finding = {
    severity: severityOf(level),
    code: 'not-ignored',
    message: 'expected silence, and an answer came late',
    expected: 'silence',
    got: `an answer ${after}`,
    frame: seen.frame,
  }
  const findings = [...before.findings, finding]
  const verdict = worse(before.verdict, verdictFrom([finding]))
  if (verdict === before.verdict) return { ...before, findings }
  const { blame: _, ...rest } = before
  const reason = `an answer came after all, ${after}`
  return { ...rest, verdict, reason, findings, ...(verdict === 'fail' && { blame: 'device' }) }
}
