/// <reference lib="dom" />
import type { Verdict } from '../../../model/index.js'
import { caseView } from './case-view.js'
import { byId, el } from './dom.js'
import { ExchangeView, printedExchange } from './exchange-view.js'
import type { Filter } from './filter.js'
import { CaseList } from './list.js'
import { overviewView } from './overview-view.js'
import { caseIndex, data, packets, packetsNow } from './store.js'
import { drawTop } from './top-view.js'

/** More than this on paper helps nobody; the rest can be filtered for. */
const mostPrinted = 200

const list = new CaseList()
let openId: string | undefined
let exchange: ExchangeView | undefined

drawTop()
byId('cases').append(el('h2', { class: 'offscreen' }, 'Cases'), list.element)
addEventListener('hashchange', () => route(true))
addEventListener('beforeprint', preparePrint)
matchMedia('print').addEventListener('change', ({ matches }) => {
  if (matches) preparePrint()
})
new ResizeObserver(() => exchange?.draw()).observe(byId('main'))
route(false)
setTimeout(() => packets(), 50)

/** `#LMA-8278-BID-03` opens that case, `#LMA-8278-BID-03/12` its frame 12; `#cases` and `#overview` the other views. */
function route(isMove: boolean): void {
  const [id = '', frame] = decode(location.hash.slice(1)).split('/')
  const index = caseIndex.get(id)
  if (index === undefined) {
    if (id === 'main') {
      byId('main').focus()
      return
    }
    openId = undefined
    exchange = undefined
    list.mark(undefined)
    byId('main').replaceChildren(overviewView(showFiltered))
    setView(id === 'cases' ? 'cases' : 'overview')
    if (isMove && id === 'cases') list.focus()
    else if (isMove) focusTitle()
    return
  }
  const number = frame === undefined ? undefined : Number(frame)
  if (openId === id && exchange !== undefined) exchange.select(number)
  else openCase(index, number, isMove)
}

function decode(hash: string): string {
  try {
    return decodeURIComponent(hash)
  } catch {
    return hash
  }
}

function openCase(index: number, frame: number | undefined, isMove: boolean): void {
  const each = data.cases[index]
  if (each === undefined) return
  openId = each.id
  exchange = undefined
  list.mark(each.id)
  setView('case')
  const place = el('p', { class: 'quiet' }, 'Reading the packets …')
  byId('main').replaceChildren(neighbours(index), caseView(each), place)
  if (isMove) focusTitle()
  packets().then(
    (unpacked) => {
      if (openId !== each.id) return
      exchange = new ExchangeView(each, unpacked)
      place.replaceWith(exchange.element)
      exchange.draw()
      exchange.select(frame)
    },
    (error: unknown) => {
      place.textContent = `The packets cannot be read here (${String(error)}); capture.pcapng has them.`
    },
  )
}

/** Links to the cases before and after in the list as it is filtered. */
function neighbours(index: number): HTMLElement {
  const shown = list.shown
  const at = shown.indexOf(index)
  const link = (words: string, to: number | undefined) => {
    const each = to === undefined ? undefined : data.cases[to]
    return each !== undefined && el('a', { href: `#${encodeURIComponent(each.id)}` }, words)
  }
  return el(
    'div',
    { class: 'neighbours' },
    el('a', { href: '#cases', class: 'back' }, '← All cases'),
    at > 0 && link('‹ previous', shown[at - 1]),
    at >= 0 && link('next ›', shown[at + 1]),
  )
}

function showFiltered(filter: Partial<Filter>): void {
  list.set(filter)
  location.hash = '#cases'
}

/** On a narrow screen only one of them is to be seen. */
function setView(view: 'overview' | 'cases' | 'case'): void {
  document.body.dataset.view = view
}

function focusTitle(): void {
  const title = document.getElementById('view-title')
  title?.focus({ preventScroll: true })
  byId('main').scrollTop = 0
  scrollTo(0, 0)
}

/** Paper: the overview, and every failing case of the list as it is filtered, with the case that is open. */
function preparePrint(): void {
  const wanted = new Set<Verdict>(data.strict ? ['fail', 'warn'] : ['fail'])
  const chosen = list.shown.filter((index) => {
    const each = data.cases[index]
    return each !== undefined && (wanted.has(each.verdict) || each.id === openId)
  })
  const unpacked = packetsNow()
  const parts = chosen.slice(0, mostPrinted).flatMap((index) => {
    const each = data.cases[index]
    if (each === undefined) return []
    return [caseView(each, 'h3'), ...(unpacked === undefined ? [] : [printedExchange(each, unpacked)])]
  })
  const overview = overviewView(() => undefined)
  // On screen these are the names of what is open there.
  for (const named of overview.querySelectorAll('[id]')) named.removeAttribute('id')
  byId('print').replaceChildren(overview, ...parts)
  if (chosen.length > mostPrinted)
    byId('print').append(
      el('p', {}, `${chosen.length - mostPrinted} more failing cases are not printed: filter the list.`),
    )
}
