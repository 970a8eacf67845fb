import { asCase } from '../case/current.js'
import type { CaseDefinition } from '../case/definition.js'
import { NoAnswer, NoPbu, NotApplicable, Undecided, Unmet } from '../case/outcome.js'
import { LinkError, ObserveError, StimulusEnded, StimulusError } from '../link/index.js'
import type { Blame, CaseEnd, Finding, PlannedCase, Verdict } from '../model/index.js'
import { DeviceMute, type Loss, NoSuchNode, Undelivered } from '../roles/index.js'
import type { Bench } from './bench.js'
import { DeviceDied } from './health.js'
import { Interrupted } from './interrupted.js'
import { type AttemptEnd, mayBeOfThePath, Repetition } from './repetition.js'
import type { Circumstances, Trial } from './session.js'
import { reasonFrom, severityOf, verdictFrom } from './severity.js'

/** How a case is run. */
export interface AttemptOptions {
  readonly bench: Bench
  readonly circumstances: Circumstances
  readonly onAttempt: (attempt: number) => void
  /** Frame of what the device said last to this attempt. */
  readonly lastHeard?: () => number | undefined
}

/** What this process read so much late looks as if the device had sent it late, milliseconds. */
const HELD_UP_MS = 150

/** No case is tried more often, each time with new nodes. */
const MOST_ATTEMPTS = 60

export interface AttemptResult {
  readonly verdict: Verdict
  readonly blame?: Blame
  readonly reason: string
  readonly findings: readonly Finding[]
  readonly attempts: number
}

/**
 * Runs one case, with new nodes again when a step it needs an answer to stayed unanswered. That counts when the same
 * step has stayed unanswered three times, or on a path that loses packets so often that chance is ruled out, and no
 * attempt came beyond it. Never rejects.
 */
export async function runCase(
  definition: CaseDefinition,
  planned: PlannedCase,
  options: AttemptOptions,
): Promise<AttemptResult> {
  const { bench, onAttempt } = options
  const { session } = bench
  const repetition = new Repetition(session.loss)
  for (let attempt = 1; ; attempt++) {
    onAttempt(attempt)
    const { steps, missed, ...result } = await tryOnce(definition, planned, options, attempt)
    const { verdict } = result
    if (!bench.health.dead && mayBeOfThePath(verdict, missed)) {
      if (!session.loss.isKnown && verdict !== 'pass') await session.learnLoss()
      if (repetition.isWorthAnother(verdict, missed, steps)) {
        if (attempt < MOST_ATTEMPTS) continue
        return { ...undecided(result.findings, session.loss), attempts: attempt }
      }
    }
    if (verdict === 'again')
      return { ...conclude(withLoss(result.findings, session.loss)), attempts: attempt }
    if (attempt > 1 && verdict !== 'fail') bench.countRepetition()
    return { ...result, verdict, attempts: attempt }
  }
}

/** The path loses so much that no attempt came through. */
function undecided(findings: readonly Finding[], loss: Loss): Omit<AttemptResult, 'attempts'> {
  const finding: Finding = {
    severity: 'inconclusive',
    code: 'path-loses-packets',
    message: `the path loses too many packets: ${loss.words()}`,
  }
  return conclude([finding, ...findings.filter(({ severity }) => severity === 'note')])
}

function withLoss(findings: readonly Finding[], loss: Loss): readonly Finding[] {
  if (!loss.seen) return findings
  return [...findings, { severity: 'note', code: 'path-loses-packets', message: loss.words() }]
}

type Outcome = Omit<AttemptResult, 'verdict' | 'attempts'> & { readonly verdict: AttemptEnd }
type Try = Outcome & {
  /** How far it came. */
  readonly steps: number
  /** Something stayed unanswered. */
  readonly missed: Trial['missed']
}

async function tryOnce(
  definition: CaseDefinition,
  planned: PlannedCase,
  { bench, circumstances, lastHeard }: AttemptOptions,
  attempt: number,
): Promise<Try> {
  const findings: Finding[] = []
  const recorder = { record: (finding: Finding) => void findings.push(placed(finding, lastHeard)) }
  let trial: Trial | undefined
  const begun = bench.clock.now()
  bench.clock.heldUp(begun) // of what was before the first question nothing is known
  const came = () => ({ steps: trial?.steps ?? 0, missed: missedIn(trial, bench, begun) })
  try {
    trial = await bench.session.begin(definition, attempt, circumstances)
    const { run } = trial
    await asCase(recorder, () => bench.withDeadline(run(), definition.lasts ?? 0))
    return { ...conclude(findings), ...came() }
  } catch (error) {
    // Examining the device may fail in its turn, and then that is what happened.
    const found = error instanceof Unmet ? new Unmet(placed(error.finding, lastHeard)) : error
    const weighed = await weigh(found, findings, planned, bench).catch((second) =>
      wordFault(second, findings),
    )
    return { ...weighed, ...came(), findings: [...weighed.findings, ...(trial?.evidence ?? [])] }
  } finally {
    if (bench.health.dead) bench.session.abandon()
    trial?.end()
  }
}

/** What a value or the binding cache shows is judged when the answer that shows it has come: the last one. */
function placed<F extends Omit<Finding, 'severity'> & { readonly severity?: Finding['severity'] }>(
  finding: F,
  lastHeard: AttemptOptions['lastHeard'],
): F {
  const frame = finding.frame ?? lastHeard?.()
  return frame === undefined || finding.severity === 'note' ? finding : { ...finding, frame }
}

function missedIn(trial: Trial | undefined, { clock, session }: Bench, begun: number): Trial['missed'] {
  const missed = trial?.missed ?? 'no'
  if (missed === 'yes' && session.loss.seen) return missed
  return clock.heldUp(begun) > HELD_UP_MS ? 'late' : missed
}

async function weigh(
  error: unknown,
  findings: Finding[],
  planned: PlannedCase,
  bench: Bench,
): Promise<Outcome> {
  if (error instanceof Unmet) {
    findings.push({ ...error.finding, severity: severityOf(planned.level) })
    return conclude(findings)
  }
  if (error instanceof NoAnswer) {
    findings.push({ ...error.finding, severity: error.decides ? severityOf(planned.level) : 'inconclusive' })
    return { ...conclude(findings), verdict: 'again' }
  }
  if (error instanceof NoPbu) {
    const last = bench.session.signs.lastSent(planned.id)
    const suspect = last ?? { tag: { case: planned.id, step: 'attach' }, frame: error.finding.frame ?? 0 }
    const death = await bench.health.judge(suspect, planned.id)
    if (death !== undefined) return { ...death, findings: [...findings, ...death.findings] }
    findings.push({ ...error.finding, severity: error.presumed ? 'inconclusive' : severityOf(planned.level) })
    return { ...conclude(findings), verdict: 'again' }
  }
  if (error instanceof Undecided) {
    findings.push({ ...error.finding, severity: 'inconclusive' })
    const { blame, ...concluded } = conclude(findings)
    return error.ofReaction && blame !== 'device' ? concluded : { ...concluded, ...(blame && { blame }) }
  }
  if (error instanceof DeviceDied) return { ...error.death, findings: [...findings, ...error.death.findings] }
  if (error instanceof NotApplicable) return { verdict: 'not-applicable', reason: error.message, findings }
  if (error instanceof Undelivered) {
    const { frame, tag } = error.request
    findings.push({
      severity: 'inconclusive',
      code: 'undelivered',
      message: `"${tag.step}" did not reach the device: an ICMPv6 error came back`,
      frame,
    })
    return { ...conclude(findings), verdict: 'again' }
  }
  if (error instanceof DeviceMute) {
    const death = await bench.health.judge(error.request, planned.id)
    if (death !== undefined) return { ...death, findings: [...findings, ...death.findings] }
    findings.push({
      severity: severityOf(planned.level),
      code: 'no-answer',
      message: 'the device answered nothing for a while, then came back',
      frame: error.request.frame,
    })
    return { ...conclude(findings), verdict: 'again' }
  }
  if (error instanceof StimulusError) {
    // It may have failed because the device has died of what this case sent, or another.
    await bench.health.settled()
    if (bench.health.dead) return bench.health.notBegun
    const suspect = bench.session.signs.lastSent(planned.id)
    const death = suspect && (await bench.health.judge(suspect, planned.id))
    if (death !== undefined) return { ...death, findings: [...findings, ...death.findings] }
    if (bench.health.dead) return bench.health.notBegun
  }
  if (error instanceof StimulusEnded)
    return { verdict: 'not-run', blame: 'lab', reason: error.message, findings }
  if (error instanceof Interrupted)
    return { verdict: 'not-run', blame: error.blame, reason: error.message, findings }
  return wordFault(error, findings)
}

/** What went wrong was not the device: the lab's fault where it is known to be, else our own. */
function wordFault(error: unknown, findings: readonly Finding[]): Outcome {
  if (
    error instanceof LinkError ||
    error instanceof ObserveError ||
    error instanceof NoSuchNode ||
    error instanceof StimulusError
  )
    return { verdict: 'error', blame: 'lab', reason: error.message, findings }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return {
    verdict: 'error',
    blame: 'suite',
    reason: `the case itself failed: ${text.split('\n').slice(0, 2).join(' ')}`,
    findings,
  }
}

function conclude(findings: readonly Finding[]): Omit<AttemptResult, 'attempts'> {
  const verdict = verdictFrom(findings)
  const reason = reasonFrom(findings)
  if (verdict === 'fail') return { verdict, blame: 'device', reason, findings }
  if (verdict === 'inconclusive') return { verdict, blame: 'lab', reason, findings }
  return { verdict, reason, findings }
}

export function caseEnd(
  id: string,
  result: AttemptResult,
  startedAt: number,
  durationMs: number,
  frames: readonly number[],
): CaseEnd {
  const { verdict, blame, reason, findings, attempts } = result
  return {
    id,
    verdict,
    ...(blame !== undefined && { blame }),
    reason,
    startedAt,
    durationMs,
    attempts,
    findings,
    frames,
  }
}
