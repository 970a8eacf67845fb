import { readFile } from 'node:fs/promises'
import { type CaseResult, failsRun, type Run, reviewWaivers, type WaiverReview } from '../model/index.js'
import { writeAtomically } from './atomic.js'
import { type Frames, framesOf, sectionText } from './finding-text.js'
import { failureBody, isQuiet, roomPerText, systemOut, troubleLines } from './junit-body.js'
import { checkJunit, type ReadCase } from './junit-check.js'
import { JunitError } from './junit-error.js'
import { newBuilder, type TestCase, type TestSuite } from './junit-library.js'
import { caseName, className, requireUnique, segment, suiteName } from './junit-name.js'
import { type JunitPolicy, type Outcome, outcomeOf } from './junit-outcome.js'
import { bySection } from './overview.js'
import { textLine, xmlAttribute, xmlText } from './text.js'
import { noticeText, waivedText } from './waiver-text.js'

export interface JunitOptions extends JunitPolicy {
  /**
   * Path of the capture or journal as the CI server finds it (relative to its workspace): written as the last line
   * of each case that is not plainly green.
   */
  readonly attachment?: string
}

/**
 * A run as a JUnit file that Jenkins, GitLab, Azure Pipelines and the GitHub actions read alike: flat, one suite per
 * RFC section, one element at most per case for how it ended. Throws a `JunitError` when the file would not say
 * exactly that.
 */
export function junitXml(run: Run, options: JunitOptions = {}): string {
  requireAttachable(options.attachment)
  const room = roomPerText(run.cases.filter((result) => !isQuiet(result)).length)
  const draft = new Draft(run, options, framesOf(run.packets), room)
  for (const section of bySection(run.cases)) {
    const suite = draft.suite(section.name, section.cases)
    const classname = className(run.info, section)
    for (const result of section.cases) draft.case(suite, classname, result)
  }
  draft.troubles()
  draft.waivers()
  return draft.finish()
}

/** Writes the file whole or not at all, and reads it back. */
export async function writeJunit(run: Run, file: string, options: JunitOptions = {}): Promise<void> {
  const xml = junitXml(run, options)
  await writeAtomically(file, xml)
  if ((await readFile(file, 'utf8')) !== xml)
    throw new JunitError(`${file} reads back otherwise than written`)
}

class Draft {
  readonly #builder = newBuilder()
  readonly #intended: ReadCase[] = []
  readonly #skipped: string[] = []
  readonly #review: WaiverReview

  constructor(
    private readonly run: Run,
    private readonly options: JunitOptions,
    private readonly frames: Frames,
    private readonly room: number,
  ) {
    this.#review = reviewWaivers(run, options.strict)
    this.#builder.name(xmlAttribute(`pmipspec ${run.info.device}`))
  }

  suite(group: string, cases: readonly CaseResult[]): TestSuite {
    const { info } = this.run
    const first = Math.min(...cases.map((result) => result.startedAt))
    return this.#builder
      .testSuite()
      .name(suiteName(info, group))
      .timestamp(moment(info.started, first))
      .time(seconds(cases.reduce((sum, result) => sum + result.durationMs, 0)))
      .property('edition', xmlAttribute(info.edition))
      .property('seed', String(info.seed))
      .property('version', xmlAttribute(info.version))
  }

  case(suite: TestSuite, classname: string, result: CaseResult): void {
    const { info } = this.run
    const name = caseName(result)
    const waiver = this.#review.waived.get(result.id)
    const outcome = outcomeOf(result, this.options, waiver)
    const output = systemOut(result, this.frames, {
      strict: this.options.strict ?? false,
      waiver,
      room: this.room,
      attachment: isQuiet(result) ? undefined : this.options.attachment,
    })
    const element = this.#element(suite, classname, name, outcome, result.durationMs)
    element
      .property('requirement', xmlAttribute(result.requirements.join(', ')))
      .property('level', xmlAttribute(result.level))
      .property('section', xmlAttribute(sectionText(result)))
      .property('verdict', result.verdict)
      .property('edition', xmlAttribute(info.edition))
      .property('seed', String(info.seed))
      .standardOutput(output)
    if (waiver !== undefined) element.property('waiver', xmlAttribute(waivedText(waiver)))
    this.#say(element, outcome, result.reason, () => failureBody(result, this.frames, this.room))
  }

  /** What went wrong with the run itself, as a case: otherwise a file of passed cases hides it. */
  troubles(): void {
    const lines = troubleLines(this.run)
    if (lines.length === 0) return
    const { info } = this.run
    const blame = this.run.troubles.some((trouble) => trouble.blame === 'suite')
      ? 'suite'
      : this.run.troubles.at(-1)?.blame
    const outcome: Outcome = { element: 'error', type: blame ?? 'not-run' }
    const classname = ['pmipspec', segment(info.device), info.role, 'run'].join('.')
    const element = this.#element(this.suite('run', []), classname, 'RUN the run as a whole', outcome, 0)
    element.standardOutput(xmlText(['ERROR the run as a whole', ...lines].map(textLine).join('\n')))
    this.#say(element, outcome, lines[0] ?? '', () => xmlText(lines.map(textLine).join('\n')))
  }

  /** Waivers that fail the run fail the file too: a CI server may go by nothing else. */
  waivers(): void {
    const lines = this.#review.notices.filter(failsRun).map(noticeText)
    if (lines.length === 0) return
    const { info } = this.run
    const outcome: Outcome = { element: 'failure', type: 'waiver' }
    const classname = ['pmipspec', segment(info.device), info.role, 'waivers'].join('.')
    const element = this.#element(this.suite('waivers', []), classname, 'WAIVERS of the profile', outcome, 0)
    element.standardOutput(xmlText(['FAIL waivers of the profile', ...lines].map(textLine).join('\n')))
    this.#say(element, outcome, lines[0] ?? '', () => xmlText(lines.map(textLine).join('\n')))
  }

  finish(): string {
    requireUnique(this.#intended.map(({ name }) => name))
    const xml = withReasons(this.#builder.build(), this.#skipped)
    checkJunit(xml, this.#intended)
    return xml
  }

  #element(
    suite: TestSuite,
    classname: string,
    name: string,
    outcome: Outcome,
    durationMs: number,
  ): TestCase {
    this.#intended.push({ classname, name, outcome: outcome.element })
    return suite.testCase().className(classname).name(name).time(seconds(durationMs))
  }

  #say(element: TestCase, outcome: Outcome, reason: string, body: () => string): void {
    switch (outcome.element) {
      case 'pass':
        return
      case 'failure':
        element.failure(xmlAttribute(reason), outcome.type).stacktrace(body())
        return
      case 'error':
        element.error(xmlAttribute(reason), outcome.type, body())
        return
      case 'skipped':
        element.skipped()
        this.#skipped.push(xmlAttribute(outcome.message))
        return
    }
  }
}

/**
 * The builder writes `<skipped/>` without a reason; some readers look for it in the attribute, GitLab in the text.
 * CDATA sections are stepped over: what a device sent may look like the element.
 */
function withReasons(xml: string, reasons: readonly string[]): string {
  let next = 0
  const whole = xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>|<skipped\/>/g, (match) => {
    if (match !== '<skipped/>') return match
    const reason = escapeXml(reasons[next++] ?? '')
    return `<skipped message="${reason}">${reason}</skipped>`
  })
  if (next !== reasons.length)
    throw new JunitError(`${reasons.length} cases were skipped, ${next} are in the file`)
  return whole
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

/** Three decimals, never negative, NaN or with an exponent. */
function seconds(ms: number): number {
  return Number.isFinite(ms) && ms > 0 ? Number((ms / 1_000).toFixed(3)) : 0
}

/** ISO 8601, UTC; `after` in milliseconds. */
function moment(started: string, after: number): string {
  const date = new Date(Date.parse(started) + (Number.isFinite(after) ? Math.max(0, after) : 0))
  return Number.isNaN(date.getTime()) ? '1970-01-01T00:00:00.000Z' : date.toISOString()
}

/** Throws a `JunitError` for a path that could not stand in the line the readers look for. */
function requireAttachable(path: string | undefined): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (path !== undefined && (path === '' || /[\x00-\x1f\x7f[\]|]|>$/.test(path)))
    throw new JunitError(
      `${JSON.stringify(path)} cannot be named as an attachment: rename it or move the results`,
    )
}
