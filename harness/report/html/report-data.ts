import {
  type CaseResult,
  ExitCode,
  exitCode,
  type Finding,
  failsRun,
  type Run,
  reviewWaivers,
} from '../../model/index.js'
import { captureText } from '../capture-text.js'
import { blameText, caseWords, framesOf, sectionText } from '../finding-text.js'
import { byNumbers, bySection, durationText, headline, totals } from '../overview.js'
import { unsteadyCases } from '../unsteady.js'
import { noticeText, otherDay, waivedText } from '../waiver-text.js'
import type { CaseData, FindingData, ReportData, RequirementData } from './data.js'
import { safeText } from './safe-text.js'

export interface DataOptions {
  /** A warning counts as a failure. */
  readonly strict?: boolean
}

/** A case that saw more is shown in part; the capture has all. */
const mostFrames = 400

/** Everything of the run but the packets. `answers`: request frame → answer frame. */
export function reportData(
  run: Run,
  answers: ReadonlyMap<number, number>,
  { strict = false }: DataOptions,
): ReportData {
  const requirements: RequirementData[] = []
  const known = new Map<string, number>()
  const requirementOf = (result: CaseResult): number => {
    const data = requirementData(result)
    const key = JSON.stringify(data)
    const number = known.get(key) ?? requirements.push(data) - 1
    known.set(key, number)
    return number
  }
  const framesIn = casePackets(run)
  const requests = new Map([...answers].map(([request, answer]) => [answer, request]))
  const frames = framesOf(run.packets)
  const { waived, notices } = reviewWaivers(run, strict)
  const cases = run.cases.map((result): CaseData => {
    const findings = caseWords(result, frames).findings.map(findingData)
    const waiver = waived.get(result.id)
    const named = findings.flatMap(({ frame }) => frame ?? [])
    const asked = result.standing ? [...named, ...result.frames].flatMap((f) => requests.get(f) ?? []) : []
    const shown = new Set([...named, ...asked, ...result.frames, ...(framesIn.get(result.id) ?? [])])
    return {
      id: safeText(result.id),
      title: safeText(result.title),
      role: result.role.toUpperCase(),
      requirement: requirementOf(result),
      standing: result.standing,
      file: safeText(result.file),
      verdict: result.verdict,
      blame: result.blame === undefined ? '' : blameText[result.blame],
      reason: safeText(result.reason),
      waived: waiver === undefined ? '' : safeText(waivedText(waiver)),
      startedAt: result.startedAt,
      durationMs: result.durationMs,
      attempts: result.attempts,
      rerun: safeText(result.rerun),
      findings,
      frames: [...shown]
        .filter((frame) => frames.has(frame))
        .slice(0, mostFrames)
        .sort((a, b) => a - b),
    }
  })
  const index = new Map(run.cases.map((result, at) => [result, at]))
  return {
    headline: headline(run, strict),
    tone: tone(run, strict),
    device: safeText(deviceName(run)),
    lane: safeText(run.info.device),
    facts: facts(run, strict),
    troubles: troubles(run),
    waivers: notices.map((notice) => ({ fails: failsRun(notice), message: safeText(noticeText(notice)) })),
    timing: timing(run),
    unsteady: unsteadyCases(run).map(({ id, verdicts }) => ({ id: safeText(id), verdicts })),
    totals: totals(run.cases),
    strict,
    sections: bySection(run.cases).map(({ name, cases: members }) => ({
      name: safeText(name),
      rfc: safeText(name.replace(/ §.*$/, '')),
      cases: members.flatMap((member) => index.get(member) ?? []),
    })),
    untested: untested(run),
    requirements,
    cases,
    packets: run.packets.length,
    capture: safeText(captureText(run)),
  }
}

function tone(run: Run, strict: boolean): ReportData['tone'] {
  const code = exitCode(run, strict)
  return code === ExitCode.conformant ? 'good' : code === ExitCode.deviceFailed ? 'bad' : 'open'
}

function requirementData(result: CaseResult): RequirementData {
  return {
    ids: result.requirements.map(safeText),
    section: safeText(sectionText(result)),
    level: safeText(result.level),
    text: safeText(result.requirement),
    oracle: safeText(result.oracle),
    notes: result.notes.map(safeText),
  }
}

function findingData(finding: Finding): FindingData {
  const { severity, code, message, requirement, expected, got, where, frame, causes = [] } = finding
  const place = /^(.*?)\s*\bat octet (\d+)$/.exec(where ?? '')
  return {
    severity,
    code: safeText(code),
    message: safeText(message),
    ...(requirement === undefined ? {} : { requirement: safeText(requirement) }),
    ...(expected === undefined ? {} : { expected: safeText(expected) }),
    ...(got === undefined ? {} : { got: safeText(got) }),
    ...(where === undefined ? {} : { where: safeText(where) }),
    ...(frame === undefined ? {} : { frame }),
    ...(place === null ? {} : { field: safeText(place[1] ?? ''), offset: Number(place[2]) }),
    causes: causes.map(safeText),
  }
}

/** Frames of every attempt of each case. */
function casePackets(run: Run): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>()
  for (const { case: id, frame } of run.packets) {
    if (id === undefined) continue
    const frames = found.get(id)
    if (frames === undefined) found.set(id, [frame])
    else frames.push(frame)
  }
  return found
}

function deviceName({ info }: Run): string {
  return [info.device, info.vendor, info.deviceVersion].filter((part) => part !== undefined).join(' ')
}

function facts(run: Run, strict: boolean): ReportData['facts'] {
  const { info, complete } = run
  const took = info.finished === undefined ? undefined : Date.parse(info.finished) - Date.parse(info.started)
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Under test', info.role.toUpperCase()],
    ['Edition', info.edition],
    ['Begun', info.started.replace(/^(\S+)T(\S+?)(?:\.\d+)?Z$/, '$1 $2 UTC')],
    ['Took', !complete || took === undefined ? 'did not end' : durationText(took)],
    ['Profile', info.profile],
    ['Seed', String(info.seed)],
    ['Tool', `${info.tool} ${info.version}`],
    ['Rounds', info.options?.repeat === undefined ? undefined : String(info.options.repeat)],
    ['Waivers as of', otherDay(run)],
    ['Strict', strict ? 'a warning counts as a failure' : undefined],
  ]
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, safeText(value)] as const]))
}

/** In the order of sections, like the cases. */
function untested({ info }: Run): ReportData['untested'] {
  const rows = (info.untested ?? []).map(({ id, level, text, because, why, ...place }) => ({
    id: safeText(id),
    section: safeText(sectionText(place)),
    level: safeText(level),
    text: safeText(text),
    why: safeText(`${because}: ${why}`),
  }))
  return rows.sort((a, b) => byNumbers(a.section, b.section) || byNumbers(a.id, b.id))
}

function troubles(run: Run): ReportData['troubles'] {
  const told = run.troubles.map(({ blame, message }) => ({ blame, message: safeText(message) }))
  if (run.complete) return told
  return [{ blame: 'lab', message: 'The run did not end: this is what it had judged until then.' }, ...told]
}

function timing({ calibration: found, repeatedSteps }: Run): readonly string[] {
  return [
    ...(found?.answerMs === undefined
      ? []
      : [
          `answers took ${durationText(found.answerMs.median)} (median), ${durationText(found.answerMs.max)} at most`,
        ]),
    ...Object.entries(found?.budgets ?? {}).map(([name, ms]) => `budget ${name}: ${durationText(ms)}`),
    ...(found?.clockOffsetMs === undefined
      ? []
      : [`clock of the device minus ours: ${found.clockOffsetMs} ms ± ${found.clockErrorMs ?? '?'} ms`]),
    ...(found?.notes ?? []),
    ...(repeatedSteps === 0 ? [] : [`steps answered only on a repetition: ${repeatedSteps}`]),
  ].map(safeText)
}
