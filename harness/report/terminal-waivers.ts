import { type CaseResult, failsRun, type Run, type WaiverReview } from '../model/index.js'
import { type Colors, waivedLine, wrap } from './terminal-words.js'
import { terminalText } from './text.js'
import { entryLine, noticeText, profileName } from './waiver-text.js'

/** Waived failures and entries to paste told one by one: the rest is a number, so that it fits a screen. */
const most = 10

/** Failures that are known: one line each. */
export function waivedLines(
  cases: readonly CaseResult[],
  { waived }: WaiverReview,
  c: Colors,
  width: number,
): readonly string[] {
  if (waived.size === 0) return []
  const lines = cases.flatMap(({ id }) => {
    const waiver = waived.get(id)
    return waiver === undefined ? [] : [waivedLine(id, waiver, c, width)]
  })
  return [
    ...lines.slice(0, most),
    ...(lines.length > most ? [c.dim(`  … and ${lines.length - most} more waived, see summary.md`)] : []),
    '',
  ]
}

/** What is wrong with the waivers themselves: a sentence each. */
export function noticeLines({ notices }: WaiverReview, c: Colors, width: number): readonly string[] {
  const lines = notices.flatMap((notice) => {
    const sign = failsRun(notice) ? c.red('✗') : c.yellow('!')
    return wrap(noticeText(notice), width, '  ').map((line, index) =>
      index === 0 ? `${sign}${line.slice(1)}` : line,
    )
  })
  return lines.length === 0 ? [] : [...lines, '']
}

/** Entries for the failures that nothing waives. Like commands they are never cut or wrapped. */
export function entryLines(run: Run, { proposals }: WaiverReview, c: Colors): readonly string[] {
  if (proposals.length === 0) return []
  const rest = proposals.length - most
  return [
    `Known failure? Below \`waivers:\` of ${terminalText(profileName(run))}:`,
    ...proposals.slice(0, most).map((proposal) => `  ${terminalText(entryLine(proposal))}`),
    ...(rest > 0 ? [c.dim(`  … and ${rest} more in summary.md`)] : []),
    '',
  ]
}
