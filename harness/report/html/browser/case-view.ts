/// <reference lib="dom" />
import type { CaseData, FindingData } from '../data.js'
import { difference } from './difference.js'
import { copyButton, el } from './dom.js'
import { data, requirementOf } from './store.js'
import { caseBadge, caseTint, shortTime } from './words.js'

/** Everything about a case but its packets; the exchange is put behind it. */
export function caseView(each: CaseData, heading: 'h2' | 'h3' = 'h2'): HTMLElement {
  return el(
    'article',
    { class: 'case' },
    el('header', { class: 'case-head' }, caseTitle(each, heading), caseFacts(each)),
    el('div', { class: 'argument' }, verdictBlock(each), requirementBlock(each)),
    rerunBlock(each),
  )
}

function caseTitle(each: CaseData, heading: 'h2' | 'h3'): HTMLElement {
  return el(
    heading,
    { tabindex: -1, ...(heading === 'h2' ? { id: 'view-title' } : {}) },
    caseBadge(each),
    ' ',
    el('span', { class: 'id' }, each.id),
    ' ',
    el('span', { class: 'case-name' }, each.title),
  )
}

function caseFacts(each: CaseData): HTMLElement {
  return el(
    'p',
    { class: 'quiet' },
    [
      each.role,
      each.standing ? 'rule that watches every message' : '',
      `took ${shortTime(each.durationMs)} from ${shortTime(each.startedAt)} of the run on`,
      each.attempts > 1 ? `${each.attempts} attempts` : '',
      each.file,
    ]
      .filter((part) => part !== '')
      .join(' · '),
  )
}

function requirementBlock(each: CaseData): HTMLElement {
  const { ids, section, level, text, oracle, notes } = requirementOf(each)
  return el(
    'section',
    { class: 'block' },
    el('h3', {}, 'Requirement'),
    el('p', {}, el('strong', {}, `${section}, ${level}`), ' ', el('span', { class: 'id' }, ids.join(', '))),
    el('p', { class: 'lead' }, text),
    el('p', {}, el('strong', {}, 'Judged by: '), oracle),
    notes.length > 0 && el('h4', {}, 'Readings where the text is open'),
    notes.length > 0 &&
      el(
        'ul',
        { class: 'plain-list' },
        notes.map((note) => el('li', {}, note)),
      ),
  )
}

function verdictBlock(each: CaseData): HTMLElement {
  const causes = [...new Set(each.findings.flatMap((finding) => finding.causes))]
  return el(
    'section',
    { class: `block verdict ${caseTint(each)}` },
    el('h3', {}, 'Verdict'),
    !isTold(each) && el('p', { class: 'lead' }, each.reason),
    each.waived !== '' && el('p', { class: 'waived' }, `Known: ${each.waived}`),
    each.blame !== '' && el('p', {}, 'To act: ', el('strong', {}, each.blame)),
    each.findings.map((finding) => findingView(each, finding)),
    causes.length > 0 && el('h4', {}, 'The lab could cause the same'),
    causes.length > 0 &&
      el(
        'ul',
        { class: 'plain-list' },
        causes.map((cause) => el('li', {}, cause)),
      ),
  )
}

/** A reason that only joins expected and got is told by those. */
function isTold({ reason, findings }: CaseData): boolean {
  return findings.some(({ expected, got }) => reason === `expected ${expected}; got ${got}`)
}

function findingView(each: CaseData, finding: FindingData): HTMLElement {
  const { severity, code, message, requirement, expected, got, where, frame } = finding
  const pair = expected === undefined || got === undefined ? undefined : difference(expected, got)
  const rows = [
    expected === undefined ? undefined : ['expected', pair?.[0] ?? expected, 'wanted'],
    got === undefined ? undefined : ['got', pair?.[1] ?? got, 'came'],
    where === undefined ? undefined : ['where', where, ''],
    requirement === undefined ? undefined : ['held against', requirement, ''],
  ] as const
  return el(
    'div',
    { class: `finding ${severity}` },
    el(
      'p',
      {},
      el('strong', {}, severity),
      each.reason.startsWith(message) || isTold(each) ? ' ' : ` ${message} `,
      el('span', { class: 'quiet mono' }, `[${code}]`),
    ),
    el(
      'dl',
      {},
      rows.flatMap((row) =>
        row === undefined ? [] : [el('dt', {}, row[0]), el('dd', { class: `mono ${row[2]}` }, row[1])],
      ),
      frame !== undefined && [
        el('dt', {}, 'frame'),
        el('dd', {}, el('a', { href: `#${encodeURIComponent(each.id)}/${frame}` }, `${frame}`)),
      ],
    ),
  )
}

function rerunBlock(each: CaseData): HTMLElement {
  return el(
    'p',
    { class: 'rerun' },
    el('span', {}, 'Run it again: '),
    el('code', {}, each.rerun),
    ' ',
    copyButton('Copy command', each.rerun),
    ' ',
    copyButton('Copy link', `${pageAddress()}#${encodeURIComponent(each.id)}`),
    data.strict && el('span', { class: 'quiet' }, ' with --strict a warning fails'),
  )
}

/** Where others can open it too; the path of a file on this machine is of no use to them. */
function pageAddress(): string {
  return location.protocol.startsWith('http') ? location.origin + location.pathname : 'report.html'
}
