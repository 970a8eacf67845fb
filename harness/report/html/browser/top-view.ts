/// <reference lib="dom" />
import { byId, el } from './dom.js'
import { data } from './store.js'
import { themeButton } from './theme.js'
import { allVerdicts, badge, caseBadge, counted, verdictBar } from './words.js'

const toneSigns = { good: '✓', bad: '✗', open: '?' } as const

/** The verdict at a glance. */
export function drawTop(): void {
  const top = byId('top')
  const waived = data.cases.filter((each) => each.waived !== '').length
  document.title = `${data.headline}: ${data.device}, pmipspec report`
  top.replaceChildren(
    el(
      'div',
      { class: 'top-row' },
      el(
        'h1',
        { class: data.tone },
        el('span', { class: 'sign', 'aria-hidden': 'true' }, toneSigns[data.tone]),
        ` ${data.headline}`,
        el('span', { class: 'device' }, ` ${data.device}`),
      ),
      el(
        'div',
        { class: 'tabs' },
        el('a', { href: '#overview' }, 'Overview'),
        el('a', { href: '#cases' }, 'Cases'),
        themeButton(),
      ),
    ),
    verdictBar(data.cases),
    el(
      'p',
      { class: 'totals' },
      el('strong', {}, counted(data.cases.length, 'case')),
      ' ',
      allVerdicts.flatMap((verdict) =>
        data.totals[verdict] === 0
          ? []
          : [
              badge(verdict, `${data.totals[verdict]} ${verdict}`),
              ' ',
              ...(verdict === 'fail' && waived > 0
                ? [caseBadge({ verdict, waived: 'yes' }, `${waived} of them waived`), ' ']
                : []),
            ],
      ),
    ),
    el(
      'dl',
      { class: 'facts' },
      data.facts.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
    ),
  )
}
