/// <reference lib="dom" />
import type { FindingData } from '../data.js'
import { copyButton, el } from './dom.js'
import { OctetLink } from './octet-link.js'
import { roving } from './roving.js'
import type { Message, ShownRow } from './store.js'
import { counted, shortTime } from './words.js'

/** A message in full: what it was for, its fields, its octets, and where it is not as expected. */
export function messageView(message: Message, findings: readonly FindingData[], across: number): HTMLElement {
  const rows = message.fields()
  const here = findings.filter(({ frame }) => frame === message.frame)
  const wrong = wrongRows(rows, here)
  const fieldCells = rows.map((row, index) => fieldRow(row, index, wrong.get(index)))
  const fields = el(
    'div',
    { class: 'fields', role: 'tree', 'aria-label': `Fields of frame ${message.frame}` },
    fieldCells,
  )
  const { hex, cells, octets } = hexGrid(message, rows, wrong, across)
  new OctetLink(rows, fieldCells, cells).watch(fields, hex)
  roving(fields, fieldCells)
  roving(hex, octets, across)
  return el(
    'section',
    { class: 'inspector', 'aria-label': `Frame ${message.frame}` },
    el(
      'div',
      { class: 'inspector-head' },
      el('h4', {}, `Frame ${message.frame} `, el('span', { class: 'label' }, message.label)),
      copyButton('Copy octets', message.octets.join('')),
    ),
    el(
      'p',
      { class: 'quiet' },
      `${message.received ? 'received' : 'sent'} on ${message.path} at ${shortTime(message.at)} of the run, `,
      el('span', { class: 'mono' }, message.source),
      ' → ',
      el('span', { class: 'mono' }, message.destination),
      `, ${message.octets.length} octets${message.step === '' ? '' : `; for: ${message.step}`}`,
    ),
    here
      .filter((finding) => finding.severity !== 'note')
      .map((finding) =>
        el(
          'p',
          { class: `told-here ${finding.severity === 'fail' ? 'bad' : 'odd'}` },
          `${finding.severity}: ${finding.message}`,
        ),
      ),
    el('div', { class: 'decode' }, fields, hex),
  )
}

/** Rows that a finding speaks of, each with its first finding. */
function wrongRows(
  rows: readonly ShownRow[],
  findings: readonly FindingData[],
): ReadonlyMap<number, FindingData> {
  const wrong = new Map<number, FindingData>()
  for (const finding of findings) {
    const index = placeOf(rows, finding)
    if (index >= 0 && finding.severity !== 'note' && !wrong.has(index)) wrong.set(index, finding)
  }
  return wrong
}

function placeOf(rows: readonly ShownRow[], { field, offset }: FindingData): number {
  const named = rows.findIndex(({ path }) => path === field)
  if (named >= 0 || offset === undefined) return named
  let best = -1
  for (const [index, row] of rows.entries()) {
    if (offset < row.offset || offset >= row.offset + row.length) continue
    if (best < 0 || row.length < (rows[best]?.length ?? 0)) best = index
  }
  return best
}

function fieldRow(row: ShownRow, index: number, finding: FindingData | undefined): HTMLElement {
  const level = row.path.split('.').length
  const isOption = row.path.endsWith(']')
  return el(
    'div',
    {
      role: 'treeitem',
      'aria-level': level,
      'data-row': index,
      'data-path': row.path,
      class: `row level-${Math.min(level, 4)}${isOption ? ' option' : ''}${finding === undefined ? '' : ' wrong'}`,
    },
    el('span', { class: 'at' }, row.offset),
    el(
      'span',
      { class: 'name' },
      row.name,
      row.bits !== '' && el('span', { class: 'quiet' }, ` ${row.bits}`),
    ),
    el('span', { class: 'value' }, isOption ? `${row.value} · ${counted(row.length, 'octet')}` : row.value),
    row.note !== undefined && el('span', { class: 'note' }, `! ${row.note}`),
    finding !== undefined &&
      el(
        'span',
        { class: 'note verdict-note' },
        `✗ expected ${finding.expected ?? 'something else'}${finding.got === undefined ? '' : `; got ${finding.got}`}`,
      ),
  )
}

function hexGrid(
  message: Message,
  rows: readonly ShownRow[],
  wrong: ReadonlyMap<number, FindingData>,
  across: number,
) {
  const cells = new Map<number, HTMLElement[]>()
  const octets: HTMLElement[] = []
  const names = octetNames(rows, message.octets.length)
  const marks = octetMarks(rows, wrong)
  const hex = el('div', { class: 'hex', role: 'grid', 'aria-label': `Octets of frame ${message.frame}` })
  for (let start = 0; start < message.octets.length; start += across) {
    const line = el('div', { role: 'row', class: 'hex-row' })
    const text = el('span', { class: 'ascii', 'aria-hidden': 'true' })
    line.append(el('span', { role: 'rowheader', class: 'at' }, start.toString(16).padStart(4, '0')))
    for (let at = start; at < start + across; at++) {
      const octet = message.octets[at]
      if (octet === undefined) {
        line.append(el('span', { class: 'octet', 'aria-hidden': 'true' }))
        continue
      }
      const mark = marks.get(at) ?? ''
      const cell = el(
        'span',
        {
          role: 'gridcell',
          class: `octet ${mark}`,
          'data-octet': at,
          'aria-label': `octet ${at}, ${octet}, ${names[at] ?? ''}`,
        },
        octet,
      )
      const character = el('span', { class: mark, 'data-octet': at }, printable(octet))
      text.append(character)
      line.append(cell)
      octets.push(cell)
      cells.set(at, [cell, character])
    }
    line.append(text)
    hex.append(line)
  }
  return { hex, cells, octets }
}

function printable(octet: string): string {
  const code = Number.parseInt(octet, 16)
  return code > 0x20 && code < 0x7f ? String.fromCharCode(code) : '.'
}

/** The narrowest field over each octet. */
function octetNames(rows: readonly ShownRow[], length: number): readonly string[] {
  const names: string[] = []
  const widths: number[] = []
  for (const { name, offset, length: width } of rows) {
    for (let at = offset; at < Math.min(length, offset + width); at++) {
      if (width > (widths[at] ?? Number.POSITIVE_INFINITY)) continue
      names[at] = name
      widths[at] = width
    }
  }
  return names
}

function octetMarks(
  rows: readonly ShownRow[],
  wrong: ReadonlyMap<number, FindingData>,
): ReadonlyMap<number, string> {
  const marks = new Map<number, string>()
  for (const [index, row] of rows.entries()) {
    const mark = wrong.has(index) ? 'wrong' : row.note === undefined ? '' : 'noted'
    if (mark === '') continue
    for (let at = row.offset; at < row.offset + row.length; at++)
      if (marks.get(at) !== 'wrong') marks.set(at, mark)
  }
  return marks
}
