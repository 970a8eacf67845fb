import { Status } from '../catalogue/index.js'
import { type CaseEnd, type Finding, worse } from '../model/index.js'
import type { Request, Seen } from '../roles/index.js'
import { severityOf, verdictFrom } from './severity.js'

/** An answer to a request that was given up as unanswered. */
export interface LateAnswer {
  readonly request: Request
  readonly seen: Seen
}

/**
 * Refused for its age after so long that it may have become old on the way (as `Answer.overtaken`): the request came to
 * the device as one it has to answer, whatever the case wanted to see ignored.
 */
function overtaken({ request, seen }: LateAnswer): boolean {
  const { message } = seen.decoded
  const { validFor = Number.POSITIVE_INFINITY, sentAt } = request
  const isRefusal = message.kind === 'binding-acknowledgement' && message.status === Status.TIMESTAMP_MISMATCH
  return isRefusal && seen.packet.at - sentAt > validFor / 2
}

/** How a case ends whose requirement, of this level, wanted the silence that an answer broke after all. */
export function brokenSilence(before: CaseEnd, level: string, late: LateAnswer): CaseEnd {
  const { request, seen } = late
  const after = `${Math.round(seen.packet.at - request.sentAt)} ms after the request`
  const finding: Finding = {
    severity: overtaken(late) ? 'inconclusive' : severityOf(level),
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
  return { ...rest, verdict, reason, findings, ...blameOf(verdict) }
}

function blameOf(verdict: CaseEnd['verdict']): Pick<CaseEnd, 'blame'> {
  if (verdict === 'fail') return { blame: 'device' }
  return verdict === 'inconclusive' ? { blame: 'lab' } : {}
}
