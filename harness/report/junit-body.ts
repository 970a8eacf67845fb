import type { CaseResult, Run, RunWaiver } from '../model/index.js'
import {
  blameNote,
  blameText,
  caseWords,
  type Frames,
  failureLines,
  judgementLines,
  pointerLines,
  requirementText,
} from './finding-text.js'
import { packetLine, packetLines } from './packet-text.js'
import { textLimit, textLine, xmlText } from './text.js'
import { waivedText } from './waiver-text.js'

/** GitLab refuses files of 30 MB; the details of all cases together stay well below. */
const fileRoom = 20_000_000
const packetsShown = 40

/** Octets each long text may take, so that a run where everything fails still makes a file that readers accept. */
export function roomPerText(noisyCases: number): number {
  return Math.max(4_000, Math.min(textLimit, Math.floor(fileRoom / (2 * Math.max(1, noisyCases)))))
}

/** The body of `<failure>` or `<error>`: all there is to say, since GitLab shows nothing else. */
export function failureBody(result: CaseResult, frames: Frames, room: number): string {
  return xmlText(failureLines(result, frames).join('\n'), room)
}

export interface OutputOptions {
  readonly strict: boolean
  readonly room: number
  /** Of the waiver that covers the failure. */
  readonly waiver?: RunWaiver | undefined
  /** Path for the attachment line; the only text that may have its form. */
  readonly attachment: string | undefined
}

/** What `system-out` says: the verdict first, then the exchange, and last the attachment line. */
export function systemOut(result: CaseResult, frames: Frames, options: OutputOptions): string {
  const packets = exchange(result, frames, options.room / 2)
  const story = isQuiet(result)
    ? [`requirement: ${requirementText(result)}`]
    : [...judgementLines(result, frames), ...pointerLines(result, frames)]
  const attempts = result.attempts > 1 ? [`attempts: ${result.attempts}`] : []
  const text = [verdictLine(result, options), ...story, ...attempts, ...packets].map(textLine).join('\n')
  const order = options.attachment === undefined ? '' : `\n[[ATTACHMENT|${options.attachment}]]`
  return xmlText(text, options.room - Buffer.byteLength(order)) + order
}

/** The run's own system-out, for its troubles. */
export function troubleLines(run: Run): readonly string[] {
  return [
    ...(run.complete ? [] : ['The run did not end: its journal stops before the end.']),
    ...run.troubles.map(({ blame, message }) => `${message} (${blameText[blame]})`),
  ]
}

/** Nothing to look at: short in the file, and no attachment. */
export function isQuiet({ verdict }: Pick<CaseResult, 'verdict'>): boolean {
  return verdict === 'pass' || verdict === 'not-applicable'
}

function verdictLine(result: CaseResult, { strict, waiver }: OutputOptions): string {
  if (waiver !== undefined) return `FAIL, ${waivedText(waiver)}: ${result.reason}`
  if (result.verdict === 'warn')
    return `${strict ? 'FAIL (strict: a warning counts)' : 'WARNING'} ${result.reason}`
  return `${result.verdict.toUpperCase()}${blameNote(result)} ${result.reason}`
}

/**
 * In order of time: one line a packet where nothing is wrong; else in full, the packets nearest to the finding first
 * in line for the room there is.
 */
function exchange(result: CaseResult, frames: Frames, room: number): readonly string[] {
  const packets = caseWords(result, frames).packets
  if (packets.length === 0) return ['no packets']
  const dropped = packets.length - packetsShown
  let left = isQuiet(result) ? 0 : room
  const shown = packets.slice(0, packetsShown).map((packet) => {
    const lines = left > 0 ? packetLines(packet) : [packetLine(packet)]
    left -= lines.reduce((sum, line) => sum + line.length + 1, 0)
    return { frame: packet.frame, lines }
  })
  return [
    'exchange:',
    ...shown.sort((a, b) => a.frame - b.frame).flatMap(({ lines }) => lines),
    ...(dropped > 0 ? [`… ${dropped} more packets of this case in journal.ndjson`] : []),
  ]
}
