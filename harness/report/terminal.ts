import colors from 'picocolors'
import { type CaseResult, type Run, reviewWaivers, type WaiverReview } from '../model/index.js'
import { captureKind, captureText } from './capture-text.js'
import { blameText, caseWords, type Frames, framesOf, requirementText } from './finding-text.js'
import { count, durationText, headline, isFailure, isUndecided, totals, verdictOrder } from './overview.js'
import { entryLines, noticeLines, waivedLines } from './terminal-waivers.js'
import { briefLine, type Colors, cut, paint, signs, waivedSign, wrap } from './terminal-words.js'
import { terminalText } from './text.js'
import { unsteadyCases } from './unsteady.js'
import { otherDay } from './waiver-text.js'

export interface TerminalOptions {
  readonly color: boolean
  /** Columns. */
  readonly width: number
  /** A warning counts as a failure. */
  readonly strict?: boolean
  /** Where the reports are. */
  readonly directory?: string
}

/** Failures told in full, then those told in one line each: the rest is a number, so that it fits a screen. */
const inFull = 5
const inBrief = 10

/** What a person reads when the run is over; ends with a newline. */
export function terminalSummary(run: Run, options: TerminalOptions): string {
  const c = colors.createColors(options.color)
  const strict = options.strict ?? false
  const frames = framesOf(run.packets)
  const review = reviewWaivers(run, strict)
  const shown = run.cases.filter(
    (result) => !review.waived.has(result.id) && (isFailure(result, strict) || result.verdict === 'warn'),
  )
  const sorted = [...shown].sort((a, b) => Number(isFailure(b, strict)) - Number(isFailure(a, strict)))
  const lines = [
    '',
    ...failures(sorted, frames, c, options),
    ...entryLines(run, review, c),
    ...waivedLines(run.cases, review, c, options.width),
    ...undecided(run, c, options),
    ...unsteady(run, c, options),
    ...troubles(run, c, options),
    ...noticeLines(review, c, options.width),
    `${headlineText(run, strict, c)}  ${terminalText(run.info.device)} (${run.info.role.toUpperCase()})${elapsed(run)}`,
    `  ${totalsText(run, review, c)}`,
    ...(run.repeatedSteps === 0
      ? []
      : [`  ${count(run.repeatedSteps, 'step')} answered only on a repetition`]),
    ...(otherDay(run) === undefined ? [] : [`  waivers as of ${otherDay(run)}`]),
    ...captureLines(run, options),
    ...(options.directory === undefined ? [] : [`  reports: ${terminalText(options.directory)}`]),
  ]
  return `${lines.join('\n')}\n`
}

/** Told when packets were to come from the wire and some, or all, do not. */
function captureLines(run: Run, { width }: TerminalOptions): readonly string[] {
  if (run.captureStates.length === 0 || run.info.options?.capture === 'journal') return []
  if (captureKind(run) === 'wire') return []
  return wrap(`capture.pcapng: ${captureText(run)}`, width, '  ')
}

function failures(
  cases: readonly CaseResult[],
  frames: Frames,
  c: Colors,
  options: TerminalOptions,
): readonly string[] {
  const brief = cases.slice(inFull, inFull + inBrief)
  const rest = cases.length - inFull - brief.length
  return [
    ...cases.slice(0, inFull).flatMap((result) => [...failure(result, frames, c, options.width), '']),
    ...brief.map((result) => briefLine(result, c, options.width)),
    ...(rest > 0 ? [c.dim(`  … and ${rest} more in summary.md`)] : []),
    ...(brief.length > 0 ? [''] : []),
  ]
}

function failure(result: CaseResult, frames: Frames, c: Colors, width: number): readonly string[] {
  const words = caseWords(result, frames)
  const finding = words.findings.find(({ expected, got }) => expected !== undefined || got !== undefined)
  return [
    `${paint(result.verdict, c)(signs[result.verdict])} ${c.bold(result.id)} ${cut(result.title, width - result.id.length - 3)}`,
    ...wrap(requirementText(result), width, '  ').map(c.dim),
    // A reason that only joins expected and came is told by the next two.
    ...(finding?.message === `expected ${finding?.expected}` ? [] : wrap(result.reason, width, '  ')),
    ...(finding?.expected === undefined ? [] : wrap(`expected ${finding.expected}`, width, '  ')),
    ...(finding?.got === undefined
      ? []
      : wrap(
          `came     ${finding.got}${finding.where === undefined ? '' : ` (${finding.where})`}`,
          width,
          '  ',
        )),
    // A command is never cut or wrapped: it is there to be copied.
    `  ${words.frame === undefined ? '' : `frame ${words.frame}, `}rerun: ${c.cyan(terminalText(words.rerun))}`,
  ]
}

/** Cases without a verdict on the device, by reason: the most frequent reasons, one line each. */
function undecided(run: Run, c: Colors, { width }: TerminalOptions): readonly string[] {
  const groups = new Map<string, CaseResult[]>()
  for (const result of run.cases.filter(isUndecided)) {
    const key = `${result.verdict} ${result.reason}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [result])
    else group.push(result)
  }
  const largest = [...groups.values()].sort((a, b) => b.length - a.length)
  const rest = largest.slice(inFull).reduce((sum, members) => sum + members.length, 0)
  return [
    ...largest.slice(0, inFull).flatMap((members) => undecidedLines(members, c, width)),
    ...(rest > 0 ? [c.dim(`  … and ${count(rest, 'case')} more, see summary.md`)] : []),
    ...(largest.length > 0 ? [''] : []),
  ]
}

function undecidedLines(members: readonly CaseResult[], c: Colors, width: number): readonly string[] {
  const first = members[0]
  if (first === undefined) return []
  const who = members.length === 1 ? first.id : `${first.id} and ${members.length - 1} more`
  const blame = first.blame === undefined ? '' : ` (${blameText[first.blame]})`
  const sign = paint(first.verdict, c)(signs[first.verdict])
  return [`${sign} ${cut(`${first.verdict}${blame}: ${who}`, width - 2)}`, ...wrap(first.reason, width, '  ')]
}

/** Of a repeated run: what ended now so, now otherwise. */
function unsteady(run: Run, c: Colors, { width }: TerminalOptions): readonly string[] {
  const found = unsteadyCases(run)
  if (found.length === 0) return []
  const rest = found.length - inBrief
  return [
    `Not alike in every round: ${count(found.length, 'case')}`,
    ...found.slice(0, inBrief).map(({ id, verdicts }) => `  ${cut(`${id} ${verdicts}`, width - 2)}`),
    ...(rest > 0 ? [c.dim(`  … and ${rest} more in summary.md`)] : []),
    '',
  ]
}

function troubles(run: Run, c: Colors, { width }: TerminalOptions): readonly string[] {
  const sentences = run.troubles.map(({ blame, message }) => `${message} (${blameText[blame]})`)
  if (!run.complete) sentences.unshift('The run did not end: this is what it had judged until then.')
  const lines = sentences.flatMap((sentence) =>
    wrap(sentence, width, '  ').map((line, index) => (index === 0 ? `${c.red('!')}${line.slice(1)}` : line)),
  )
  return lines.length === 0 ? [] : [...lines, '']
}

function headlineText(run: Run, strict: boolean, c: Colors): string {
  const text = headline(run, strict)
  const color = text.startsWith('Conformant') ? c.green : text.startsWith('Undecided') ? c.yellow : c.red
  return c.bold(color(text))
}

function totalsText(run: Run, { waived }: WaiverReview, c: Colors): string {
  const numbers = totals(run.cases)
  const known = waived.size === 0 ? [] : [c.cyan(`(${waivedSign} ${waived.size} waived)`)]
  return verdictOrder
    .filter((verdict) => numbers[verdict] > 0 || verdict === 'pass' || verdict === 'fail')
    .flatMap((verdict) => [
      paint(verdict, c)(`${signs[verdict]} ${numbers[verdict]} ${verdict}`),
      ...(verdict === 'fail' ? known : []),
    ])
    .join('  ')
}

function elapsed(run: Run): string {
  if (run.info.finished === undefined) return ''
  return `, ${durationText(Date.parse(run.info.finished) - Date.parse(run.info.started))}`
}
