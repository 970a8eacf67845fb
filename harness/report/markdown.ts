import { type CaseResult, type Run, reviewWaivers } from '../model/index.js'
import { writeAtomically } from './atomic.js'
import { captureText } from './capture-text.js'
import { caseWords, type Frames, framesOf, sectionText } from './finding-text.js'
import { waiverSections } from './markdown-waivers.js'
import {
  bySection,
  count,
  durationText,
  headline,
  isFailure,
  isUndecided,
  totals,
  verdictOrder,
} from './overview.js'
import { markdownCode, markdownText } from './text.js'
import { unsteadyCases } from './unsteady.js'
import { otherDay } from './waiver-text.js'

/** A value of 255 octets would drown the table; `junit.xml` and the journal have the whole. */
const longestCell = 300

export interface MarkdownOptions {
  /** A warning counts as a failure. */
  readonly strict?: boolean
}

export async function writeMarkdown(run: Run, file: string, options: MarkdownOptions = {}): Promise<void> {
  await writeAtomically(file, markdownSummary(run, options))
}

/** The run for a merge request or a job page: verdict, totals, what failed, what to configure, coverage. */
export function markdownSummary(run: Run, { strict = false }: MarkdownOptions = {}): string {
  const frames = framesOf(run.packets)
  const review = reviewWaivers(run, strict)
  const failed = run.cases.filter((result) => isFailure(result, strict) && !review.waived.has(result.id))
  const warned = run.cases.filter((result) => result.verdict === 'warn' && !strict)
  return [
    ...heading(run, strict),
    ...totalsTable(run),
    ...troubles(run),
    ...caseTable('Failures', failed, frames),
    ...waiverSections(run, review),
    ...caseTable('Warnings', warned, frames),
    ...undecided(run, frames),
    ...unsteady(run),
    ...coverage(run),
    ...calibration(run),
  ].join('\n')
}

function heading(run: Run, strict: boolean): readonly string[] {
  const { info } = run
  const device = [info.device, info.vendor, info.deviceVersion].filter((part) => part !== undefined).join(' ')
  const finished =
    info.finished === undefined ? undefined : Date.parse(info.finished) - Date.parse(info.started)
  return [
    `# ${headline(run, strict)}: ${markdownText(device)}`,
    '',
    `${info.role.toUpperCase()} under test, ${markdownText(info.edition)}, ${count(run.cases.length, 'case')}, ` +
      `begun ${markdownText(info.started)}${finished === undefined ? '' : `, took ${durationText(finished)}`}. ` +
      `pmipspec ${markdownText(info.version)}, profile ${markdownCode(info.profile)}, seed ${info.seed}` +
      `${strict ? ', strict (a warning counts as a failure)' : ''}` +
      `${otherDay(run) === undefined ? '' : `, waivers as of ${otherDay(run)}`}.`,
    '',
    `Frame numbers are those of \`capture.pcapng\`. ${markdownText(captureText(run))}`,
    '',
  ]
}

function totalsTable(run: Run): readonly string[] {
  const numbers = totals(run.cases)
  return [
    row(verdictOrder),
    row(verdictOrder.map(() => '---:')),
    row(verdictOrder.map((v) => String(numbers[v]))),
    '',
  ]
}

function troubles(run: Run): readonly string[] {
  const sentences = run.troubles.map(({ blame, message }) => `- **${blame}**: ${markdownText(message)}`)
  if (!run.complete)
    sentences.unshift('- The run did not end: what follows is what it had judged until then.')
  return sentences.length === 0 ? [] : ['## Trouble', '', ...sentences, '']
}

function caseTable(title: string, cases: readonly CaseResult[], frames: Frames): readonly string[] {
  if (cases.length === 0) return []
  return [
    `## ${title} (${cases.length})`,
    '',
    row(['Case', 'Requirement', 'Reason', 'Expected', 'Came', 'Frame', 'Rerun']),
    row(Array.from({ length: 7 }, () => '---')),
    ...cases.map((result) => failureRow(result, frames)),
    '',
  ]
}

function failureRow(result: CaseResult, frames: Frames): string {
  const words = caseWords(result, frames)
  const finding = words.findings[0]
  return row([
    `${markdownCode(result.id)} ${markdownText(result.title)}`,
    `${markdownCode(result.requirements.join(', '))} ${markdownText(`${sectionText(result)}, ${result.level}: ${result.requirement}`)}`,
    markdownText(words.reason, longestCell),
    markdownCode(finding?.expected ?? '', longestCell),
    markdownCode([finding?.got, finding?.where].filter((part) => part !== undefined).join(', '), longestCell),
    words.frame === undefined ? '' : String(words.frame),
    markdownCode(words.rerun),
  ])
}

/** Cases that say nothing about the device yet, grouped by the reason: one thing to configure is told once. */
function undecided(run: Run, frames: Frames): readonly string[] {
  const cases = run.cases.filter(isUndecided)
  if (cases.length === 0) return []
  const groups = new Map<string, CaseResult[]>()
  for (const result of cases) {
    const key = `${result.verdict}\n${result.blame ?? ''}\n${result.reason}`
    groups.set(key, [...(groups.get(key) ?? []), result])
  }
  return [
    `## Undecided (${cases.length})`,
    '',
    'These say nothing about the device yet. What to configure or repair:',
    '',
    ...[...groups.values()].flatMap((members) => undecidedItem(members, frames)),
    '',
  ]
}

function undecidedItem(members: readonly CaseResult[], frames: Frames): readonly string[] {
  const first = members[0]
  if (first === undefined) return []
  const causes = new Set(members.flatMap((member) => caseWords(member, frames).causes))
  const blame = first.blame === undefined ? '' : ` (${first.blame})`
  return [
    `- **${first.verdict}**${blame}: ${markdownText(first.reason)}`,
    ...[...causes].map((cause) => `  - ${markdownText(cause)}`),
    `  - ${members.map(({ id }) => markdownCode(id)).join(' ')}`,
  ]
}

function unsteady(run: Run): readonly string[] {
  const found = unsteadyCases(run)
  if (found.length === 0) return []
  return [
    `## Not alike in every round (${found.length})`,
    '',
    ...found.map(({ id, verdicts }) => `- ${markdownCode(id)}: ${verdicts}`),
    '',
  ]
}

function coverage(run: Run): readonly string[] {
  return [
    '## Coverage by RFC section',
    '',
    row(['Section', 'Cases', ...verdictOrder]),
    row(['---', '---:', ...verdictOrder.map(() => '---:')]),
    ...bySection(run.cases).map(({ name, cases }) => {
      const numbers = totals(cases)
      return row([
        markdownText(name),
        String(cases.length),
        ...verdictOrder.map((v) => String(numbers[v] || '')),
      ])
    }),
    '',
  ]
}

function calibration({ calibration: found, repeatedSteps }: Run): readonly string[] {
  const lines = [
    ...(found?.answerMs === undefined
      ? []
      : [
          `- answers took ${durationText(found.answerMs.median)} (median), ${durationText(found.answerMs.max)} at most`,
        ]),
    ...Object.entries(found?.budgets ?? {}).map(
      ([name, ms]) => `- budget ${markdownText(name)}: ${durationText(ms)}`,
    ),
    ...(found?.clockOffsetMs === undefined
      ? []
      : [`- clock of the device minus ours: ${found.clockOffsetMs} ms ± ${found.clockErrorMs ?? '?'} ms`]),
    ...(found?.notes ?? []).map((note) => `- ${markdownText(note)}`),
    ...(repeatedSteps === 0 ? [] : [`- ${count(repeatedSteps, 'step')} answered only on a repetition`]),
  ]
  return lines.length === 0 ? [] : ['## Timing and calibration', '', ...lines, '']
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
