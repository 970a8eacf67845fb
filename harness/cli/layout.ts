import { progressOptions, textLine } from '../report/index.js'

/** Columns of the terminal; where there is none, as many as a log bears. */
export function terminalWidth(): number {
  return Math.max(40, progressOptions(process.stdout, process.env).width())
}

/**
 * Text on lines of at most `width` columns, each after the first begun with `hang` spaces. Made safe for a terminal;
 * a word longer than a line is cut.
 */
export function wrap(text: string, width: number, hang = 0): string {
  const lines: string[] = []
  let line = ''
  const room = () => Math.max(8, width - (lines.length === 0 ? 0 : hang))
  const end = () => {
    lines.push(line.trimEnd())
    line = ''
  }
  const lead = /^ */.exec(text)?.[0] ?? ''
  for (const [i, word] of textLine(text.trim()).split(' ').entries()) {
    if (word === '' && line === '') continue
    let rest = i === 0 ? lead + word : word
    if (line !== '' && line.length + 1 + rest.length > room()) end()
    while (rest.length > room()) {
      const size = room()
      line = rest.slice(0, size)
      rest = rest.slice(size)
      end()
    }
    line = line === '' ? rest : `${line} ${rest}`
  }
  end()
  return lines.map((l, i) => (i === 0 ? l : ' '.repeat(hang) + l)).join('\n')
}

/** `1 case`, `2 cases`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}
