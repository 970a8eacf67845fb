/// <reference lib="dom" />
import type { Verdict } from '../../../model/index.js'
import type { CaseData } from '../data.js'
import { el } from './dom.js'
import type { Filter } from './filter.js'
import { data, requirementOf } from './store.js'
import { caseBadge } from './words.js'

const columns: readonly { readonly title: string; readonly verdicts: readonly Verdict[] }[] = [
  { title: 'failed', verdicts: ['fail'] },
  { title: 'warned', verdicts: ['warn'] },
  { title: 'undecided', verdicts: ['inconclusive', 'error', 'not-run'] },
  { title: 'passed', verdicts: ['pass'] },
  { title: 'not applicable', verdicts: ['not-applicable'] },
]

/** How many requirements and cases of each RFC section were judged, and how they ended. */
export function coverage(show: (filter: Partial<Filter>) => void): HTMLElement {
  const head = ['Section', 'Requirements judged', 'Cases', ...columns.map(({ title }) => title)]
  return el(
    'section',
    { class: 'block' },
    el('h3', { id: 'coverage-title' }, 'Coverage by RFC section'),
    el(
      'p',
      { class: 'quiet' },
      'A requirement is judged when one of its cases passed, warned or failed. A section opens to its requirements; a number filters the list.',
    ),
    el(
      'div',
      { class: 'wide', tabindex: 0, role: 'region', 'aria-labelledby': 'coverage-title' },
      el(
        'table',
        { class: 'coverage' },
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            head.map((title) => el('th', { scope: 'col' }, title)),
          ),
        ),
        data.sections.map(({ name, cases }) => sectionBody(name, cases, show)),
      ),
    ),
  )
}

function sectionBody(
  name: string,
  indices: readonly number[],
  show: (filter: Partial<Filter>) => void,
): HTMLElement {
  const cases = indices.flatMap((index) => data.cases[index] ?? [])
  const byRequirement = new Map<string, CaseData[]>()
  for (const each of cases) {
    const id = requirementOf(each).ids[0] ?? '(none)'
    byRequirement.set(id, [...(byRequirement.get(id) ?? []), each])
  }
  const judged = [...byRequirement.values()].filter((members) => members.some(isJudged)).length
  const body = el('tbody', {})
  const opener = el('button', { type: 'button', class: 'opener', 'aria-expanded': 'false' }, name)
  opener.addEventListener('click', () => {
    const isClosed = body.rows.length === 1
    opener.setAttribute('aria-expanded', String(isClosed))
    if (isClosed) body.append(...[...byRequirement].map(([id, members]) => requirementRow(id, members)))
    else while (body.rows.length > 1) body.deleteRow(1)
  })
  body.append(
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, opener),
      el('td', {}, `${judged} of ${byRequirement.size}`),
      el('td', {}, cases.length),
      columns.map(({ title, verdicts }) => {
        const number = cases.filter(({ verdict }) => verdicts.includes(verdict)).length
        if (number === 0) return el('td', { class: 'none' }, '·')
        const button = el(
          'button',
          { type: 'button', class: 'plain', 'aria-label': `${name}: ${number} ${title}, show them` },
          number,
        )
        button.addEventListener('click', () => show({ section: name, verdicts: new Set(verdicts) }))
        return el('td', { class: title === 'failed' ? 'bad' : title === 'warned' ? 'odd' : '' }, button)
      }),
    ),
  )
  return body
}

function isJudged({ verdict }: CaseData): boolean {
  return verdict === 'pass' || verdict === 'warn' || verdict === 'fail'
}

/** One requirement with its cases. */
function requirementRow(id: string, members: readonly CaseData[]): HTMLElement {
  const first = members[0]
  const requirement = first === undefined ? undefined : requirementOf(first)
  return el(
    'tr',
    { class: 'requirement' },
    el(
      'td',
      { colspan: 3 + columns.length },
      el(
        'p',
        {},
        el('span', { class: 'id' }, id),
        ' ',
        el('strong', {}, requirement?.level ?? ''),
        ' ',
        requirement?.text ?? '',
      ),
      el(
        'p',
        { class: 'ids' },
        members.flatMap((each) => [
          el(
            'a',
            { href: `#${encodeURIComponent(each.id)}`, title: each.title },
            caseBadge(each),
            ` ${each.id}`,
          ),
          ' ',
        ]),
      ),
    ),
  )
}
