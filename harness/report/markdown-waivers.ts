import { failsRun, type Run, type WaiverReview } from '../model/index.js'
import { markdownCode, markdownText } from './text.js'
import { entryFields, noticeText, profileName, waivedText } from './waiver-text.js'

/** What is known of the failures: those waived, what is wrong with waivers, and entries for those that are not. */
export function waiverSections(run: Run, review: WaiverReview): readonly string[] {
  return [...waived(run, review), ...notices(review), ...entries(run, review)]
}

function waived(run: Run, { waived: covered }: WaiverReview): readonly string[] {
  if (covered.size === 0) return []
  const items = run.cases.flatMap((result) => {
    const waiver = covered.get(result.id)
    if (waiver === undefined) return []
    return [
      `- ~ ${markdownCode(result.id)} ${markdownText(result.title)}: ${markdownText(result.reason, 300)}`,
      `  - ${markdownText(waivedText(waiver))}`,
    ]
  })
  return [`## Waived failures (${covered.size})`, '', ...items, '']
}

function notices({ notices: found }: WaiverReview): readonly string[] {
  if (found.length === 0) return []
  return [
    '## Waivers',
    '',
    ...found.map((notice) => {
      const weight = failsRun(notice) ? 'fails the run' : 'warning'
      return `- **${weight}**: ${markdownText(noticeText(notice))}`
    }),
    '',
  ]
}

function entries(run: Run, { proposals }: WaiverReview): readonly string[] {
  if (proposals.length === 0) return []
  return [
    '## Known failures to waive',
    '',
    `A failure that is known and accepted for now: an entry below \`waivers:\` of ${markdownText(profileName(run))}.`,
    '',
    '```yaml',
    'waivers:',
    ...proposals.flatMap((proposal) =>
      entryFields(proposal).map((field, index) => `${index === 0 ? '  - ' : '    '}${field}`),
    ),
    '```',
    '',
  ]
}
