import type { CaseResult, Finding, Packet } from '../model/index.js'
import { packetLine, packetLines } from './packet-text.js'
import { textLine } from './text.js'

/** The packets of a run by frame number, so that thousands of cases can look theirs up. */
export type Frames = ReadonlyMap<number, Packet>

export function framesOf(packets: readonly Packet[]): Frames {
  return new Map(packets.map((packet) => [packet.frame, packet]))
}

/** The parts of what is said about a case that did not pass; each report lays them out in its own way. */
export interface CaseWords {
  /** `8278/MP-4.1-14 (RFC 8278 §4.1, MUST): paraphrase`. */
  readonly requirement: string
  readonly reason: string
  /** The findings that coloured the verdict first, then the notes. */
  readonly findings: readonly Finding[]
  /** The frame to look at first. */
  readonly frame: number | undefined
  readonly causes: readonly string[]
  readonly rerun: string
  /** The case's packets, nearest to that frame first. */
  readonly packets: readonly Packet[]
}

const weight = { fail: 0, inconclusive: 1, warn: 2, note: 3 } as const

export function caseWords(result: CaseResult, frames: Frames): CaseWords {
  const findings = [...result.findings].sort((a, b) => weight[a.severity] - weight[b.severity])
  const frame = findings.find((finding) => finding.frame !== undefined)?.frame ?? result.frames.at(-1)
  const named = new Set([...result.frames, ...findings.flatMap((finding) => finding.frame ?? [])])
  return {
    requirement: requirementText(result),
    reason: result.reason,
    findings,
    frame,
    causes: [...new Set(findings.flatMap((finding) => finding.causes ?? []))],
    rerun: result.rerun,
    packets: nearestFirst([...named], frame).flatMap((number) => frames.get(number) ?? []),
  }
}

/** `8278/MP-4.1-14 (RFC 8278 §4.1, MUST): paraphrase`. */
export function requirementText(result: CaseResult): string {
  const ids = result.requirements.join(', ') || 'no requirement'
  return `${ids} (${sectionText(result)}, ${result.level}): ${result.requirement}`
}

/** `RFC 8278 §4.1`, however the catalogue writes the RFC's number. */
export function sectionText({ rfc, section }: Pick<CaseResult, 'rfc' | 'section'>): string {
  const number = /^(?:rfc)?[ -]?(\d+)$/i.exec(rfc.trim())?.[1]
  return `${number === undefined ? rfc : `RFC ${number}`} §${section.replace(/^§/, '')}`
}

/** What one finding says, each part on its own line. */
export function findingLines(finding: Finding): readonly string[] {
  return [
    `${finding.severity}: ${finding.message} [${finding.code}]`,
    ...(finding.requirement === undefined ? [] : [`  requirement: ${finding.requirement}`]),
    ...(finding.expected === undefined ? [] : [`  expected: ${finding.expected}`]),
    ...(finding.got === undefined ? [] : [`  got:      ${finding.got}`]),
    ...(finding.where === undefined ? [] : [`  where:    ${finding.where}`]),
    ...(finding.frame === undefined ? [] : [`  frame:    ${finding.frame}`]),
  ]
}

/**
 * The whole story of a case that did not pass, one safe line each: requirement → expected → came, nearest packet
 * first, field by field → frame → what in the lab could cause the same → rerun. `inFull` packets are shown field by
 * field, as many again on one line each.
 */
export function failureLines(result: CaseResult, frames: Frames, inFull = 3): readonly string[] {
  const { packets } = caseWords(result, frames)
  const rest = packets.length - 2 * inFull
  return [
    `${result.verdict.toUpperCase()}${blameNote(result)}: ${result.reason}`,
    ...judgementLines(result, frames),
    ...(packets.length === 0 ? [] : ['what came and went, nearest first:']),
    ...packets.slice(0, inFull).flatMap(packetLines),
    ...packets.slice(inFull, 2 * inFull).map(packetLine),
    ...(rest > 0 ? [`… ${rest} more packets of this case in journal.ndjson`] : []),
    ...pointerLines(result, frames),
  ].map(textLine)
}

/** What it was held against, and what was found. */
export function judgementLines(result: CaseResult, frames: Frames): readonly string[] {
  return [
    `requirement: ${requirementText(result)}`,
    ...result.notes.map((note) => `reading: ${note}`),
    ...caseWords(result, frames).findings.flatMap(findingLines),
  ].map(textLine)
}

/** Where to look, what else it could be, how to see it again. */
export function pointerLines(result: CaseResult, frames: Frames): readonly string[] {
  const { frame, causes, rerun } = caseWords(result, frames)
  return [
    ...(frame === undefined ? [] : [`frame in the capture: ${frame}`]),
    ...causes.map((cause) => `the lab could cause the same: ${cause}`),
    `rerun: ${rerun}`,
  ].map(textLine)
}

/** ` (the device under test)`, or nothing where nobody is to blame. */
export function blameNote({ blame }: Pick<CaseResult, 'blame'>): string {
  return blame === undefined ? '' : ` (${blameText[blame]})`
}

/** Who has to act. */
export const blameText = {
  device: 'the device under test',
  lab: 'the lab, not the device',
  suite: 'a fault of this suite, not the device',
} as const

function nearestFirst(numbers: readonly number[], frame: number | undefined): readonly number[] {
  if (frame === undefined) return [...numbers].sort((a, b) => b - a)
  return [...numbers].sort((a, b) => Math.abs(a - frame) - Math.abs(b - frame) || a - b)
}
