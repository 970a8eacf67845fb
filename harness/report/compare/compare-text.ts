import colors from 'picocolors'
import { count } from '../overview.js'
import { type Colors, cut, paint, signs, wrap } from '../terminal-words.js'
import { terminalText } from '../text.js'
import type { Change, ComparedCase, Comparison, Fact } from './comparison.js'

export const factNames: Readonly<Record<Fact, string>> = {
  device: 'device',
  vendor: 'vendor',
  deviceVersion: 'device version',
  role: 'role',
  edition: 'edition',
  profile: 'profile',
  version: 'version of pmipspec',
  seed: 'seed',
  profileDigest: 'contents of the profile',
  selection: 'asked for',
  waivers: 'waivers',
}

export const changeNames: Readonly<Record<Change, string>> = {
  worse: 'worse',
  changed: 'changed',
  better: 'better',
  new: 'new',
  gone: 'gone',
  'other-reason': 'same verdict, other reason',
  same: 'same',
}

/** How many cases of a kind are told on the terminal; the rest is a number. */
const most = 25

/** The comparison for a terminal; ends with a newline. */
export function comparisonText(comparison: Comparison, width: number, color: boolean): string {
  const c = colors.createColors(color)
  const body =
    comparison.kind === 'history' ? history(comparison, width, c) : sideBySide(comparison, width, c)
  return `${[...legend(comparison, width, c), '', ...body, summary(comparison, c)].join('\n')}\n`
}

function legend({ runs, differs }: Comparison, width: number, c: Colors): readonly string[] {
  const heads = runs.map(({ letter, folder, facts, started, complete }) => {
    const name = [facts.device, facts.deviceVersion].filter((part) => part !== null).join(' ')
    return cut(
      `${letter}  ${name}, ${started.slice(0, 16)}Z, ${folder}${complete ? '' : ' (did not end)'}`,
      width,
    )
  })
  const values = differs.map((fact) => {
    const each = runs.map(({ letter, facts }) => `${letter} ${facts[fact] ?? 'none'}`).join(', ')
    return wrap(`${factNames[fact]}: ${each}`, width, '  ').join('\n')
  })
  return [...heads, ...(values.length === 0 ? [] : ['', c.bold('Not the same'), ...values])]
}

function history({ cases }: Comparison, width: number, c: Colors): readonly string[] {
  const told: readonly Change[] = ['worse', 'changed', 'better', 'new', 'gone', 'other-reason']
  return told.flatMap((change) => {
    const members = cases.filter((each) => each.change === change)
    if (members.length === 0) return []
    const rest = members.length - most
    const title = `${changeNames[change]} (${members.length})`
    return [
      c.bold(title[0]?.toUpperCase() + title.slice(1)),
      ...members.slice(0, most).flatMap((each) => changeLines(each, width, c)),
      ...(rest > 0 ? [c.dim(`  … and ${rest} more: --json or --html has them`)] : []),
      '',
    ]
  })
}

function changeLines(
  { id, cells, change, restated }: ComparedCase,
  width: number,
  c: Colors,
): readonly string[] {
  const path = cells
    .map((cell) => (cell === null ? 'none' : paint(cell.verdict, c)(cell.verdict)))
    .join(' → ')
  const last = cells.findLast((cell) => cell !== null)
  const why = change === 'new' || change === 'gone' ? undefined : last?.reason
  const note = restated.length === 0 ? [] : [`the suite's ${restated.join(' and ')} of it changed too`]
  return [
    `  ${terminalText(id)}  ${path}`,
    ...[why, ...note].flatMap((line) =>
      line === undefined || line === '' ? [] : wrap(line, width, '    ').map(c.dim),
    ),
  ]
}

/** Cases × devices, one sign each; only where they differ. */
function sideBySide({ runs, cases }: Comparison, width: number, c: Colors): readonly string[] {
  const different = cases.filter(({ change }) => change !== 'same')
  const rest = different.length - 2 * most
  const head = `  ${runs.map(({ letter }) => letter).join('  ')}  case`
  return [
    ...(different.length === 0 ? [] : [c.bold(head)]),
    ...different.slice(0, 2 * most).map(({ id, title, cells }) => {
      const row = cells
        .map((cell) => (cell === null ? ' ' : paint(cell.verdict, c)(signs[cell.verdict])))
        .join('  ')
      return `  ${row}  ${cut(`${id} ${title}`, width - 4 - 3 * cells.length)}`
    }),
    ...(rest > 0 ? [c.dim(`  … and ${rest} more: --json or --html has them`)] : []),
    ...(different.length === 0 ? [] : ['']),
    ...runs.map(({ letter, totals }) => {
      const numbers = Object.entries(totals).filter(([, number]) => number > 0)
      return `  ${letter}  ${numbers.map(([verdict, number]) => `${number} ${verdict}`).join(', ')}`
    }),
    '',
  ]
}

function summary({ kind, counts, cases }: Comparison, c: Colors): string {
  if (kind === 'side-by-side')
    return `${counts.same} of ${count(cases.length, 'case')} ended alike, ${counts.changed} did not`
  const numbers = Object.entries(counts).filter(([, number]) => number > 0)
  const words = numbers.map(([change, number]) => `${number} ${changeNames[change as Change]}`).join(', ')
  const verdict = counts.worse > 0 ? c.red('Something got worse') : c.green('Nothing got worse')
  return `${c.bold(verdict)}: ${words || 'no cases'}`
}
