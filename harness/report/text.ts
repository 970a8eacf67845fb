/**
 * Identifiers, options and logs of a device end up in every report. Nothing of them may act there: no control
 * sequence, no direction mark, no markup, no line that a reader of JUnit files takes for an order. Each report
 * passes every text through the one function of its medium, and all of them rest on `visibleText`.
 */

/** Largest text of one JUnit element, in octets of UTF-8. */
export const textLimit = 100_000

// CSI (ESC [ … final), OSC and its relatives up to BEL or ST, and the two-octet sequences.
const ansi =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)|[ -/]+[0-~])/g

// Controls, format and direction marks, halves of surrogates, private and unassigned characters, line separators,
// and letters that are drawn as nothing. Tab and newline stay.
const unprintable =
  /(?![\t\n])(?:[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u{115f}\u{1160}\u{3164}\u{ffa0}]|[\u{fe00}-\u{fe0f}])/gu

/** The text with ANSI sequences taken out and everything else that does not print spelled `\x07` or `\u{202e}`. */
export function visibleText(text: string): string {
  if (!/[^ -~\t\n]/.test(text)) return text
  return text.replace(ansi, '').replace(unprintable, (character) => {
    const code = character.codePointAt(0) ?? 0
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
  })
}

/** The same on one line: each run of tabs, newlines and spaces is one space. */
export function oneLine(text: string, length = Number.POSITIVE_INFINITY): string {
  return shorten(visibleText(text).replace(/\s+/g, ' ').trim(), length)
}

/** The same with its spaces, and tabs and newlines spelled out: a value cannot begin a line of its own. */
export function textLine(text: string): string {
  return visibleText(text).replace(/[\t\n]/g, (character) => (character === '\t' ? '\\t' : '\\n'))
}

/** At most `length` characters (code points), the last of them an ellipsis when something was cut. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, Math.max(0, length - 1)).join('')}…`
}

/**
 * Text for the body of an XML element. Beside `visibleText`: `]]>` cannot end a CDATA section (the JUnit builder
 * splits only the first one), and no text but our own last line is an attachment order (Jenkins copies any file
 * named in one from its agent). Longer than `limit` octets it is cut in the middle, and says so.
 */
export function xmlText(text: string, limit = textLimit): string {
  const safe = visibleText(text)
    .replace(/\]\]>/g, ']]\\u003e')
    .replace(/\[(?=\[ATTACHMENT)/gi, '[ ')
  return cutMiddle(safe, limit)
}

/** Text for an XML attribute: one line. */
export function xmlAttribute(text: string, length = 1_000): string {
  return shorten(xmlText(oneLine(text)), length)
}

function cutMiddle(text: string, limit: number): string {
  const octets = Buffer.byteLength(text)
  if (octets <= limit) return text
  const note = `\n… ${octets - limit} octets and a little more are cut out here; journal.ndjson has the whole of it …\n`
  const half = Math.max(0, Math.floor((limit - Buffer.byteLength(note)) / 2))
  const bytes = Buffer.from(text)
  return headOf(bytes, half) + note + tailOf(bytes, half)
}

function headOf(bytes: Buffer, length: number): string {
  let end = length
  while (end > 0 && isContinuation(bytes[end])) end--
  return bytes.toString('utf8', 0, end)
}

function tailOf(bytes: Buffer, length: number): string {
  let start = bytes.length - length
  while (start < bytes.length && isContinuation(bytes[start])) start++
  return bytes.toString('utf8', start)
}

function isContinuation(octet: number | undefined): boolean {
  return octet !== undefined && (octet & 0xc0) === 0x80
}

/** Inline Markdown (GitHub and GitLab) on one line, with every character that means something escaped. */
export function markdownText(text: string, length?: number): string {
  return oneLine(text, length)
    .replace(/[\\`*_[\]#|~$]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, '&#58;//')
    .replace(/^[-+]|^\d+(?=[.)](?:\s|$))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`))
}

/** A Markdown code span for a value from the wire or a command; safe in a table too. */
export function markdownCode(text: string, length?: number): string {
  const line = oneLine(text, length)
  if (line === '') return ''
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${line.replace(/\|/g, '\\|')}${pad}${fence}`
}

/** One line for a terminal: no control sequence of the device's, no control or direction character. */
export function terminalText(text: string): string {
  return oneLine(text)
}
