import {
  type Run,
  type RunWaiver,
  type WaiverNotice,
  type WaiverProposal,
  waiverDay,
} from '../model/index.js'
import { count } from './overview.js'
import { oneLine } from './text.js'

/** `waived until 2027-01-31, jane@example.net, #1234: fixed in 7.3`; as the profile has it, not escaped. */
export function waivedText({ expires, owner, issue, reason }: RunWaiver): string {
  return `waived until ${expires}, ${owner}, ${issue}: ${reason}`
}

/** One sentence: what is wrong with the waiver and what to do; not escaped. */
export function noticeText(notice: WaiverNotice): string {
  const { waiver } = notice
  const about = waiver.signature === undefined ? '' : `, finding ${waiver.signature}`
  const subject = `The waiver of ${waiver.case} (${waiver.owner}, ${waiver.issue}${about})`
  switch (notice.kind) {
    case 'expired':
      return notice.failing.length === 0
        ? `${subject} expired on ${waiver.expires}, and no case fails any more that it was for: remove it.`
        : `${subject} expired on ${waiver.expires}, and ${some(notice.failing)} still ${verb(notice.failing, 'fail')}: repair the device or agree on another date.`
    case 'no-such-case':
      return `${subject} is unused: there is no such case for a device of this role: correct it or remove it.`
    case 'passing':
      return `${subject} is unused: ${some(notice.passing)} ${verb(notice.passing, 'pass', 'es')} all the same: remove it.`
    case 'other-finding':
      return `${subject} is unused: ${some(notice.failing)} ${verb(notice.failing, 'fail')} with ${notice.signatures.join(', ') || 'no finding'}: correct its signature or remove it.`
    case 'expiring':
      return `${subject} expires on ${waiver.expires}, ${whenText(notice.days)}.`
  }
}

/** The day that waivers are judged on, where it is another than that of the run and there are any. */
export function otherDay({ info }: Pick<Run, 'info'>): string | undefined {
  const day = waiverDay(info)
  const same = day === waiverDay({ started: info.started })
  return same || (info.waivers ?? []).length === 0 ? undefined : day
}

/** The fields of an entry for `waivers` of the profile, as YAML reads them. */
export function entryFields({ case: id, expires, signature }: WaiverProposal): readonly string[] {
  return [
    `case: ${scalar(id)}`,
    'owner: your name',
    'reason: …',
    'issue: …',
    `expires: ${expires}`,
    ...(signature === undefined ? [] : [`signature: ${scalar(signature)}`]),
  ]
}

/** The same on one line, below `waivers:`. */
export function entryLine(proposal: WaiverProposal): string {
  return `  - { ${entryFields(proposal).join(', ')} }`
}

/** `profiles/acme.yaml`, or what stands for it where there is no file. */
export function profileName({ info }: Pick<Run, 'info'>): string {
  return info.profile === 'embedded' ? 'a profile' : info.profile
}

function some(ids: readonly string[]): string {
  return ids.length === 1 ? (ids[0] ?? '') : count(ids.length, 'case')
}

function verb(ids: readonly string[], word: string, ending = 's'): string {
  return ids.length === 1 ? word + ending : word
}

function whenText(days: number): string {
  return days === 0 ? 'the day of this run' : days === 1 ? 'in 1 day' : `in ${days} days`
}

function scalar(text: string): string {
  const line = oneLine(text)
  return /^(?!(?:true|false|null|yes|no|on|off)$)[A-Za-z][\w.-]*$/i.test(line) ? line : JSON.stringify(line)
}
