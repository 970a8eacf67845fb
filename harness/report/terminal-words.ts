import type colors from 'picocolors'
import type { CaseResult, RunWaiver, Verdict } from '../model/index.js'
import { oneLine, shorten, terminalText } from './text.js'
import { waivedText } from './waiver-text.js'

export type Colors = ReturnType<typeof colors.createColors>

/** One sign per verdict, so that nothing is told by colour alone. */
export const signs: Readonly<Record<Verdict, string>> = {
  pass: '✓',
  warn: '!',
  fail: '✗',
  inconclusive: '?',
  error: 'E',
  'not-run': '·',
  'not-applicable': '-',
}

/** Of a failure that a waiver covers. */
export const waivedSign = '~'

export function paint(verdict: Verdict, c: Colors): (text: string) => string {
  switch (verdict) {
    case 'pass':
      return c.green
    case 'fail':
    case 'error':
      return c.red
    case 'warn':
    case 'inconclusive':
      return c.yellow
    case 'not-run':
    case 'not-applicable':
      return c.dim
  }
}

/** `✗ LMA-8278-BID-03 the reason, cut to the width`. */
export function briefLine(
  result: Pick<CaseResult, 'id' | 'verdict' | 'reason'>,
  c: Colors,
  width: number,
): string {
  const id = terminalText(result.id)
  return `${paint(result.verdict, c)(signs[result.verdict])} ${id} ${cut(result.reason, width - id.length - 3)}`
}

/** `~ LMA-8278-BID-03 waived until …, cut to the width`. */
export function waivedLine(id: string, waiver: RunWaiver, c: Colors, width: number): string {
  const name = terminalText(id)
  return `${c.cyan(waivedSign)} ${name} ${cut(waivedText(waiver), width - name.length - 3)}`
}

/** One line, at most `length` characters. */
export function cut(text: string, length: number): string {
  return shorten(oneLine(text), Math.max(8, length))
}

/** Words on lines of at most `width` columns; a longer word is broken. */
export function wrap(text: string, width: number, indent: string): readonly string[] {
  const room = Math.max(20, width - indent.length)
  const lines: string[] = []
  let line = ''
  for (const word of terminalText(text)
    .split(' ')
    .flatMap((whole) => pieces(whole, room))) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(indent + line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, indent + line]
}

function pieces(word: string, room: number): readonly string[] {
  if (word.length <= room) return [word]
  const characters = [...word]
  return Array.from({ length: Math.ceil(characters.length / room) }, (_, index) =>
    characters.slice(index * room, (index + 1) * room).join(''),
  )
}
