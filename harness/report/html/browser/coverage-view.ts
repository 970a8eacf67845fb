/// <reference lib="dom" />
import type { Verdict } from '../../../model/index.js'
import type { CaseData, UntestedData } from '../data.js'
import { el } from './dom.js'
import type { Filter } from './filter.js'
import { data, requirementOf } from './store.js'
import { caseBadge, counted, verdictBar } from './words.js'

const columns: readonly { readonly title: string; readonly verdicts: readonly Verdict[] }[] = [
  { title: 'failed', verdicts: ['fail'] },
  { title: 'warned', verdicts: ['warn'] },
  { title: 'undecided', verdicts: ['inconclusive', 'error', 'not-run'] },
  { title: 'passed', verdicts: ['pass'] },
  { title: 'not applicable', verdicts: ['not-applicable'] },
]

/** How many requirements of each RFC section were judged, how their cases ended, and what nothing tested, and why. */
export function coverage(show: (filter: Partial<Filter>) => void): HTMLElement {
  const head = ['Section', 'Requirements judged', '', ...columns.map(({ title }) => title), 'untested']
  const sections = allSections()
  return el(
    'section',
    { class: 'block' },
    el('h3', { id: 'coverage-title' }, 'Coverage by RFC section'),
    el('p', {}, summary(sections)),
    el(
      'p',
      { class: 'quiet' },
      'A section opens to its requirements and to what is untested, and why; a number filters the list of cases.',
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
            head.map((title) =>
              title === '' ? el('td', { class: 'share' }) : el('th', { scope: 'col' }, title),
            ),
          ),
        ),
        sections.map((section) => sectionBody(section, show)),
      ),
    ),
  )
}

interface Covered {
  readonly name: string
  readonly cases: readonly CaseData[]
  readonly byRequirement: ReadonlyMap<string, readonly CaseData[]>
  readonly untested: readonly UntestedData[]
}

/** Sections with cases and those without, in the order of numbers. */
function allSections(): readonly Covered[] {
  const indices = new Map(data.sections.map(({ name, cases }) => [name, cases]))
  const names = new Set([...indices.keys(), ...data.untested.map(({ section }) => section)])
  const { compare } = new Intl.Collator('en', { numeric: true })
  return [...names].sort(compare).map((name) => {
    const cases = (indices.get(name) ?? []).flatMap((index) => data.cases[index] ?? [])
    const byRequirement = new Map<string, CaseData[]>()
    for (const each of cases) {
      const id = requirementOf(each).ids[0] ?? '(none)'
      byRequirement.set(id, [...(byRequirement.get(id) ?? []), each])
    }
    return { name, cases, byRequirement, untested: data.untested.filter(({ section }) => section === name) }
  })
}

function summary(sections: readonly Covered[]): string {
  const all = sections.flatMap(({ byRequirement }) => [...byRequirement.values()])
  const judged = all.filter((members) => members.some(isJudged))
  const broken = judged.filter((members) => members.some(({ verdict }) => verdict === 'fail'))
  const untested = data.untested.length
  return (
    `${judged.length} of ${counted(all.length + untested, 'requirement')} judged (a case of theirs passed, warned or failed): ` +
    `${judged.length - broken.length} met, ${broken.length} not met.` +
    (untested === 0 ? '' : ` ${untested} untested: ${reasons()}.`)
  )
}

/** `12 data plane, 9 IPsec …`, the most frequent first. */
function reasons(): string {
  const numbers = new Map<string, number>()
  for (const { why } of data.untested) {
    const reason = /^(?:left out|covered by)/.exec(why)?.[0].replace(/ by$/, ' by other rows') ?? why
    numbers.set(reason, (numbers.get(reason) ?? 0) + 1)
  }
  const sorted = [...numbers].sort(([, a], [, b]) => b - a)
  const rest = sorted.slice(4).reduce((sum, [, number]) => sum + number, 0)
  const told = sorted.slice(0, 4).map(([reason, number]) => `${number} ${reason}`)
  return [...told, ...(rest === 0 ? [] : [`${rest} for other reasons`])].join(', ')
}

function sectionBody(
  { name, cases, byRequirement, untested }: Covered,
  show: (filter: Partial<Filter>) => void,
): HTMLElement {
  const judged = [...byRequirement.values()].filter((members) => members.some(isJudged)).length
  const body = el('tbody', {})
  const opener = el('button', { type: 'button', class: 'opener', 'aria-expanded': 'false' }, name)
  const toggle = () => {
    const isClosed = body.rows.length === 1
    opener.setAttribute('aria-expanded', String(isClosed))
    if (isClosed)
      body.append(
        ...[...byRequirement].map(([id, members]) => requirementRow(id, members)),
        ...untested.map(untestedRow),
      )
    else while (body.rows.length > 1) body.deleteRow(1)
  }
  opener.addEventListener('click', toggle)
  body.append(
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, opener),
      el('td', {}, `${judged} of ${byRequirement.size + untested.length}`),
      el('td', { class: 'share' }, verdictBar(cases)),
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
      untested.length === 0
        ? el('td', { class: 'none' }, '·')
        : el(
            'td',
            {},
            el(
              'button',
              {
                type: 'button',
                class: 'plain',
                'aria-label': `${name}: ${untested.length} untested, show why`,
                onclick: toggle,
              },
              untested.length,
            ),
          ),
    ),
  )
  return body
}

function untestedRow({ id, level, text, why }: UntestedData): HTMLElement {
  return el(
    'tr',
    { class: 'requirement' },
    el(
      'td',
      { colspan: 4 + columns.length },
      el('p', {}, el('span', { class: 'id' }, id), ' ', el('strong', {}, level), ' ', text),
      el('p', { class: 'quiet' }, `untested, ${why}`),
    ),
  )
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
      { colspan: 4 + columns.length },
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
