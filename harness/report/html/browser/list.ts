/// <reference lib="dom" />
import type { Verdict } from '../../../model/index.js'
import { el, say } from './dom.js'
import { type Filter, isShown, noFilter, searchText } from './filter.js'
import { data, requirementOf } from './store.js'
import { allVerdicts, badge, caseSign, caseTint, caseWord, counted } from './words.js'

interface ListRow {
  readonly index: number
  readonly item: HTMLElement
  readonly link: HTMLAnchorElement
  readonly searched: string
}

/** The filterable list of cases. Its links are one stop of the Tab key; the arrow keys move among them. */
export class CaseList {
  readonly element = el('div', { class: 'list' })
  readonly #rows: ListRow[] = []
  readonly #groups: { readonly element: HTMLElement; readonly rows: readonly ListRow[] }[] = []
  readonly #count = el('p', { class: 'count', id: 'count' })
  readonly #buttons = new Map<Verdict, HTMLButtonElement>()
  readonly #search = el('input', {
    type: 'search',
    id: 'search',
    placeholder: 'id, title, requirement, reason',
    autocomplete: 'off',
    spellcheck: 'false',
  })
  readonly #section = el('select', { id: 'by-section' })
  readonly #role = el('select', { id: 'by-role' })
  readonly #level = el('select', { id: 'by-level' })
  #filter: Filter = noFilter
  #shown: readonly ListRow[] = []

  constructor() {
    for (const { name, cases } of data.sections) this.#addGroup(name, cases)
    this.element.append(this.#form(), this.#count, ...this.#groups.map(({ element }) => element))
    this.element.addEventListener('keydown', (event) => this.#move(event))
    this.#apply()
  }

  /** Indices of the cases that the filter lets pass, as listed. */
  get shown(): readonly number[] {
    return this.#shown.map(({ index }) => index)
  }

  /** Shows these only, whatever was set before. */
  set(filter: Partial<Filter>): void {
    this.#filter = { ...noFilter, ...filter }
    this.#search.value = this.#filter.text
    this.#section.value = this.#filter.section
    this.#role.value = this.#filter.role
    this.#level.value = this.#filter.level
    this.#apply()
  }

  focus(): void {
    this.#search.focus()
  }

  /** Marks the case that is open. */
  mark(id: string | undefined): void {
    for (const { index, link } of this.#rows) {
      if (data.cases[index]?.id !== id) {
        link.removeAttribute('aria-current')
        continue
      }
      link.setAttribute('aria-current', 'page')
      this.#reach(link)
      link.scrollIntoView({ block: 'nearest' })
    }
  }

  #addGroup(name: string, cases: readonly number[]): void {
    const rows = cases.flatMap((index) => {
      const each = data.cases[index]
      if (each === undefined) return []
      const link = el(
        'a',
        { href: `#${encodeURIComponent(each.id)}`, tabindex: -1 },
        el('span', { class: `sign ${caseTint(each)}`, 'aria-hidden': 'true' }, caseSign(each)),
        el('span', { class: 'offscreen' }, `${caseWord(each)} `),
        el('span', { class: 'id' }, each.id),
        ' ',
        el('span', { class: 'title' }, each.title),
      )
      const row = {
        index,
        link,
        item: el('li', {}, link),
        searched: searchText(each, requirementOf(each)),
      }
      this.#rows.push(row)
      return [row]
    })
    const element = el(
      'section',
      { class: 'group' },
      el('h3', {}, name),
      el('ul', {}, ...rows.map(({ item }) => item)),
    )
    this.#groups.push({ element, rows })
  }

  #form(): HTMLElement {
    fill(this.#section, 'all sections', sectionChoices())
    fill(this.#role, 'any role', unique(data.cases.map(({ role }) => role)))
    fill(this.#level, 'any level', unique(data.requirements.map(({ level }) => level)))
    const set = (change: Partial<Filter>) => {
      this.#filter = { ...this.#filter, ...change }
      this.#apply()
    }
    this.#search.addEventListener('input', () => set({ text: this.#search.value }))
    this.#section.addEventListener('change', () => set({ section: this.#section.value }))
    this.#role.addEventListener('change', () => set({ role: this.#role.value }))
    this.#level.addEventListener('change', () => set({ level: this.#level.value }))
    for (const verdict of allVerdicts) {
      if (data.totals[verdict] === 0) continue
      const button = el(
        'button',
        { type: 'button', 'aria-pressed': 'false', class: 'chip' },
        badge(verdict),
        el('span', { class: 'number' }, ` ${data.totals[verdict]}`),
      )
      button.addEventListener('click', () => {
        const verdicts = new Set(this.#filter.verdicts)
        if (!verdicts.delete(verdict)) verdicts.add(verdict)
        set({ verdicts })
      })
      this.#buttons.set(verdict, button)
    }
    const form = el(
      'form',
      { role: 'search', 'aria-label': 'Filter the cases', class: 'filter' },
      field('Search', this.#search),
      el('div', { class: 'chips', role: 'group', 'aria-label': 'Verdict' }, ...this.#buttons.values()),
      el(
        'div',
        { class: 'choices' },
        field('Section', this.#section),
        field('Role', this.#role),
        field('Level', this.#level),
      ),
    )
    form.addEventListener('submit', (event) => event.preventDefault())
    return form
  }

  #apply(): void {
    const filter = this.#filter
    const shown: ListRow[] = []
    for (const { element, rows } of this.#groups) {
      let some = false
      for (const row of rows) {
        const each = data.cases[row.index]
        const isIn = each !== undefined && isShown(filter, each, requirementOf(each), row.searched)
        row.item.hidden = !isIn
        if (isIn) shown.push(row)
        some ||= isIn
      }
      element.hidden = !some
    }
    this.#shown = shown
    for (const [verdict, button] of this.#buttons)
      button.setAttribute('aria-pressed', String(filter.verdicts.has(verdict)))
    const isAll = shown.length === this.#rows.length
    const words = isAll ? counted(shown.length, 'case') : `${shown.length} of ${this.#rows.length} cases`
    this.#count.replaceChildren(words)
    if (!isAll)
      this.#count.append(
        ' ',
        el('button', { type: 'button', class: 'plain', onclick: () => this.set({}) }, 'show all'),
      )
    say(words)
    const current = this.#shown.find(({ link }) => link.hasAttribute('aria-current')) ?? this.#shown[0]
    if (current !== undefined) this.#reach(current.link)
  }

  /** The one link that Tab leads to. */
  #reach(link: HTMLAnchorElement): void {
    for (const row of this.#rows) if (row.link.tabIndex === 0) row.link.tabIndex = -1
    link.tabIndex = 0
  }

  #move(event: KeyboardEvent): void {
    const links = this.#shown.map(({ link }) => link)
    const at = links.indexOf(document.activeElement as HTMLAnchorElement)
    if (at < 0 && (event.target !== this.#search || event.key !== 'ArrowDown')) return
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 15,
      PageUp: at - 15,
      Home: 0,
      End: links.length - 1,
    }
    const to = steps[event.key]
    if (to === undefined) return
    event.preventDefault()
    if (to < 0 && event.key === 'ArrowUp') {
      this.#search.focus()
      return
    }
    const link = links[Math.max(0, Math.min(links.length - 1, to))]
    if (link === undefined) return
    this.#reach(link)
    link.focus()
  }
}

function field(label: string, input: HTMLElement): HTMLElement {
  return el('label', { class: 'field' }, el('span', {}, label), input)
}

function fill(select: HTMLSelectElement, all: string, choices: readonly string[]): void {
  select.append(el('option', { value: '' }, all), ...choices.map((value) => el('option', { value }, value)))
}

function sectionChoices(): readonly string[] {
  return unique(data.sections.flatMap(({ rfc, name }) => [rfc, name]))
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)]
}
