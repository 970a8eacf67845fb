/// <reference lib="dom" />
import type { Verdict } from '../../../model/index.js'
import type { CaseData } from '../data.js'
import { coverage } from './coverage-view.js'
import { el } from './dom.js'
import type { Filter } from './filter.js'
import { data } from './store.js'
import { badge, caseBadge, counted } from './words.js'

/** What failed, what was warned of, what is undecided and why, and the coverage. */
export function overviewView(show: (filter: Partial<Filter>) => void): HTMLElement {
  return el(
    'div',
    { class: 'overview' },
    el('h2', { class: 'offscreen', tabindex: -1, id: 'view-title' }, 'Overview'),
    troubles(),
    waivers(),
    verdictList('Failures', 'fail'),
    verdictList('Warnings', 'warn'),
    waivedList(),
    undecided(),
    unsteady(),
    coverage(show),
    timing(),
  )
}

function troubles(): HTMLElement | undefined {
  if (data.troubles.length === 0) return undefined
  return el(
    'section',
    { class: 'block' },
    el('h3', {}, 'Trouble'),
    el(
      'ul',
      { class: 'plain-list' },
      data.troubles.map(({ blame, message }) => el('li', {}, el('strong', {}, blame), ': ', message)),
    ),
  )
}

function waivers(): HTMLElement | undefined {
  if (data.waivers.length === 0) return undefined
  return el(
    'section',
    { class: 'block', id: 'waivers' },
    el('h3', {}, 'Waivers'),
    el(
      'ul',
      { class: 'plain-list' },
      data.waivers.map(({ fails, message }) =>
        el('li', {}, el('strong', {}, fails ? 'fails the run' : 'warning'), ': ', message),
      ),
    ),
  )
}

function unsteady(): HTMLElement | undefined {
  if (data.unsteady.length === 0) return undefined
  return el(
    'section',
    { class: 'block', id: 'unsteady' },
    el('h3', {}, 'Not alike in every round'),
    el(
      'ul',
      { class: 'plain-list' },
      data.unsteady
        .slice(0, mostListed)
        .map(({ id, verdicts }) =>
          el('li', {}, el('a', { href: `#${encodeURIComponent(id)}`, class: 'id' }, id), `: ${verdicts}`),
        ),
    ),
  )
}

const mostListed = 100

function verdictList(title: string, verdict: Verdict): HTMLElement | undefined {
  const found = casesWhere((each) => each.verdict === verdict && each.waived === '')
  return caseBlock(badge(verdict, title), found, (each) => el('p', {}, each.reason))
}

function waivedList(): HTMLElement | undefined {
  const found = casesWhere(({ waived }) => waived !== '')
  return caseBlock(caseBadge({ verdict: 'fail', waived: 'yes' }, 'Waived'), found, (each) =>
    el('p', {}, `${each.reason} (${each.waived})`),
  )
}

/** In the order of sections. */
function casesWhere(test: (each: CaseData) => boolean): readonly CaseData[] {
  const all = data.sections.flatMap(({ cases }) => cases.flatMap((index) => data.cases[index] ?? []))
  return all.filter(test)
}

function caseBlock(
  title: HTMLElement,
  found: readonly CaseData[],
  why: (each: CaseData) => HTMLElement,
): HTMLElement | undefined {
  if (found.length === 0) return undefined
  return el(
    'section',
    { class: 'block' },
    el('h3', {}, title, ` ${found.length}`),
    el(
      'ul',
      { class: 'told' },
      found.slice(0, mostListed).map((each) => el('li', {}, caseLink(each), why(each))),
    ),
    found.length > mostListed && el('p', {}, `… and ${found.length - mostListed} more in the list.`),
  )
}

function caseLink(each: CaseData): HTMLElement {
  return el(
    'a',
    { href: `#${encodeURIComponent(each.id)}` },
    el('span', { class: 'id' }, each.id),
    ' ',
    el('span', {}, each.title),
  )
}

/** One thing to configure or to repair is told once, with all the cases that wait for it. */
function undecided(): HTMLElement | undefined {
  const groups = new Map<string, CaseData[]>()
  for (const each of data.cases) {
    if (!isOpen(each.verdict)) continue
    const key = `${each.verdict}\n${each.blame}\n${each.reason}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [each])
    else group.push(each)
  }
  if (groups.size === 0) return undefined
  return el(
    'section',
    { class: 'block', id: 'undecided' },
    el('h3', {}, 'Undecided, and why'),
    el(
      'ul',
      { class: 'told' },
      [...groups.values()].map((members) => {
        const first = members[0]
        if (first === undefined) return undefined
        return el(
          'li',
          {},
          badge(first.verdict),
          ` ${first.reason}`,
          first.blame !== '' && el('span', { class: 'quiet' }, ` (${first.blame})`),
          el(
            'p',
            { class: 'ids' },
            members
              .slice(0, mostListed)
              .flatMap(({ id }) => [el('a', { href: `#${encodeURIComponent(id)}` }, id), ' ']),
            members.length > mostListed && `… and ${members.length - mostListed} more`,
          ),
        )
      }),
    ),
  )
}

function isOpen(verdict: Verdict): boolean {
  return verdict === 'inconclusive' || verdict === 'error' || verdict === 'not-run'
}

function timing(): HTMLElement {
  return el(
    'section',
    { class: 'block' },
    el('h3', {}, 'Timing and files'),
    data.timing.length > 0 &&
      el(
        'ul',
        { class: 'plain-list' },
        data.timing.map((line) => el('li', {}, line)),
      ),
    el(
      'p',
      { class: 'quiet' },
      `${counted(data.packets, 'packet')}; frame numbers here are those of `,
      el('a', { href: 'capture.pcapng' }, 'capture.pcapng'),
      `. ${data.capture} Beside this file: `,
      el('a', { href: 'summary.md' }, 'summary.md'),
      ', ',
      el('a', { href: 'run.json' }, 'run.json'),
      ', ',
      el('a', { href: 'junit.xml' }, 'junit.xml'),
      ', ',
      el('a', { href: 'journal.ndjson' }, 'journal.ndjson'),
      '.',
    ),
  )
}
