import {
  type CaseEnd,
  type CaseResult,
  caseOf,
  type JournalEvent,
  type PlannedCase,
  type Run,
} from '../model/index.js'

/** A journal that reads back as this run. */
export function journalOf(run: Run): readonly JournalEvent[] {
  const { calibration, info, standing, repeatedSteps } = run
  const [first] = run.cases
  return [
    { event: 'run-start', info },
    {
      event: 'plan',
      cases: run.cases.map(plannedOf),
      rerunPrefix: first === undefined ? '' : prefixOf(first),
    },
    ...(calibration === undefined ? [] : [{ event: 'calibration', calibration } as const]),
    ...run.packets.map((packet) => ({ event: 'packet', ...packet }) as const),
    ...run.captureStates.map((state) => ({ event: 'capture', ...state }) as const),
    ...run.wire.map((frame) => ({ event: 'frame', ...frame }) as const),
    { event: 'standing', ...standing },
    ...run.cases.map((result) => ({ event: 'case-end', ...endOf(result) }) as const),
    ...run.troubles.map((trouble) => ({ event: 'trouble', ...trouble }) as const),
    ...(run.complete
      ? [{ event: 'run-end', finished: info.finished ?? info.started, repeatedSteps } as const]
      : []),
  ]
}

/** The rerun command of a case ends with its id. */
function prefixOf({ rerun, id }: CaseResult): string {
  return rerun.slice(0, -caseOf(id).length).trimEnd()
}

function plannedOf(result: CaseResult): PlannedCase {
  const { id, title, role, requirements, rfc, section, level, requirement, oracle, notes, standing, file } =
    result
  return { id, title, role, requirements, rfc, section, level, requirement, oracle, notes, standing, file }
}

/** What was learned of a case by running it. */
export function endOf(result: CaseResult): CaseEnd {
  const { id, verdict, blame, reason, startedAt, durationMs, attempts, findings, frames } = result
  const end = { id, verdict, reason, startedAt, durationMs, attempts, findings, frames }
  return blame === undefined ? end : { ...end, blame }
}
