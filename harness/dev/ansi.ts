const clearLine = '\x1b[2K'

/** What a terminal shows after this output, as HTML: colours as classes, lines that were drawn over gone. */
export function ansiHtml(output: string): string {
  const lines = output.replaceAll('\r\n', '\n').split('\n')
  return lines.map((line) => styled(line.split(clearLine).at(-1) ?? '')).join('\n')
}

/** Of the sequences that picocolors writes. */
const names: Readonly<Record<string, string>> = {
  1: 'bold',
  2: 'dim',
  31: 'red',
  32: 'green',
  33: 'yellow',
  36: 'cyan',
}

function styled(line: string): string {
  const on = new Set<string>()
  const [plain = '', ...coloured] = line.split('\x1b[')
  const parts = coloured.map((part) => {
    const [, code = '', text = ''] = /^(\d+)m(.*)$/s.exec(part) ?? []
    const name = names[code]
    if (name !== undefined) on.add(name)
    else
      for (const gone of code === '22' ? ['bold', 'dim'] : ['red', 'green', 'yellow', 'cyan']) on.delete(gone)
    return text === '' ? '' : `<span class="${[...on].join(' ')}">${escaped(text)}</span>`
  })
  return escaped(plain) + parts.join('')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
