/// <reference lib="dom" />
import type { Verdict } from '../../../model/index.js'
import type { CaseData } from '../data.js'
import { el } from './dom.js'

/** In the order in which they are counted up; the signs are those of the terminal. */
export const verdictSigns: Readonly<Record<Verdict, string>> = {
  fail: '✗',
  warn: '!',
  inconclusive: '?',
  error: 'E',
  'not-run': '·',
  pass: '✓',
  'not-applicable': '–',
}

export const allVerdicts = Object.keys(verdictSigns) as readonly Verdict[]

export type Tint = 'good' | 'bad' | 'odd' | 'open'

export function tint(verdict: Verdict): Tint {
  return verdict === 'pass' ? 'good' : verdict === 'fail' ? 'bad' : verdict === 'warn' ? 'odd' : 'open'
}

/** Sign and word, so that nothing is told by colour alone. */
export function badge(verdict: Verdict, words: string = verdict): HTMLElement {
  return caseBadge({ verdict, waived: '' }, words)
}

/** A failure that a waiver covers has a sign of its own; its verdict stays what it is. */
export function caseSign({ verdict, waived }: Pick<CaseData, 'verdict' | 'waived'>): string {
  return waived === '' ? verdictSigns[verdict] : '~'
}

export function caseTint({ verdict, waived }: Pick<CaseData, 'verdict' | 'waived'>): Tint {
  return waived === '' ? tint(verdict) : 'odd'
}

export function caseWord({ verdict, waived }: Pick<CaseData, 'verdict' | 'waived'>): string {
  return waived === '' ? verdict : `${verdict}, waived`
}

export function caseBadge(
  each: Pick<CaseData, 'verdict' | 'waived'>,
  words: string = caseWord(each),
): HTMLElement {
  return el(
    'span',
    { class: `badge ${caseTint(each)}` },
    el('span', { 'aria-hidden': 'true', class: 'sign' }, caseSign(each)),
    words,
  )
}

/** How many ended how, as lengths; the words beside it say the same. */
export function verdictBar(cases: readonly Pick<CaseData, 'verdict'>[]): HTMLElement {
  const parts = allVerdicts.flatMap((verdict) => {
    const number = cases.filter((each) => each.verdict === verdict).length
    if (number === 0) return []
    const part = el('span', { class: tint(verdict), title: `${verdictSigns[verdict]} ${number} ${verdict}` })
    part.style.flexGrow = String(number)
    return [part]
  })
  return el('div', { class: 'bar', 'aria-hidden': 'true' }, parts)
}

/** `412 ms`, `4.2 s`. */
export function shortTime(ms: number): string {
  return ms < 1_000 ? `${ms.toFixed(ms < 10 ? 1 : 0)} ms` : `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`
}

export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
