import { type CaseEnd, type Finding, worse } from '../model/index.js'
import { mayBeOvertaken, type Request, type Seen } from '../roles/index.js'
import { severityOf, verdictFrom } from './severity.js'

/** An answer to a request that was given up as unanswered. */
export interface LateAnswer {
  readonly request: Request
  readonly seen: Seen
}

/** The request came to the device as one it has to answer, though overtaken, whatever the case wanted to see ignored. */
function overtaken({ request, seen }: LateAnswer): boolean {
  const { message } = seen.decoded
  if (message.kind !== 'binding-acknowledgement') return false
  return mayBeOvertaken(request, { pba: message, after: seen.packet.at - request.sentAt, crossed: false })
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
