/** Where text stops being octets: line and column from 1, and what is wrong there. */
export interface HexError {
  readonly line: number
  readonly column: number
  readonly problem: string
}

export interface HexText {
  /** One entry for each packet: a hex dump may hold several, each beginning anew at offset 0. */
  readonly packets: readonly Uint8Array[]
  /** Lines between dump lines that are none, such as the summary that tcpdump prints above each packet. */
  readonly passedOver: number
}

/**
 * Octets as people paste them: hex digits with or without spaces, newlines, colons, commas, hyphens and `0x`; or a
 * hex dump with offsets, and the characters behind, of tcpdump -X, tshark -x, hexdump -C or xxd.
 */
export function readHex(text: string): HexText | HexError {
  const lines = text.split(/\r\n|\r|\n/)
  const first = lines.findIndex((line) => offsetOf(line) === 0)
  // Text before the first dump line must be no hex itself, or else the line with the "offset" is plain hex as well.
  const isDump = first >= 0 && lines.slice(0, first).every((line) => line.trim() === '' || isProse(line))
  return isDump ? readDump(lines) : readPlain(lines)
}

export function isHexError(result: HexText | HexError): result is HexError {
  return 'problem' in result
}

const DUMP_LINE = /^\s*(?:0x)?([0-9a-f]{4,8})(?::\s+|\s{2,})(?=\S)/i

function offsetOf(line: string): number | undefined {
  const digits = DUMP_LINE.exec(line)?.[1]
  return digits === undefined ? undefined : Number.parseInt(digits, 16)
}

function isProse(line: string): boolean {
  return /[g-wyz]/i.test(line)
}

function readDump(lines: readonly string[]): HexText | HexError {
  const packets: number[][] = []
  let passedOver = 0
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue
    const offset = offsetOf(line)
    if (offset === undefined) {
      // hexdump and od end with a line that has only the length.
      const closing = /^\s*(?:0x)?([0-9a-f]{4,8})\s*$/i.exec(line)?.[1]
      if (closing !== undefined && Number.parseInt(closing, 16) === packets.at(-1)?.length) continue
      if (!isProse(line))
        return { line: i + 1, column: 1, problem: 'there is no offset here, unlike in the lines before' }
      passedOver++
      continue
    }
    if (offset === 0) packets.push([])
    const packet = packets.at(-1) ?? []
    if (offset !== packet.length)
      return {
        line: i + 1,
        column: 1,
        problem: `the offset is ${hex(offset)} where ${hex(packet.length)} has to follow; is a line missing?`,
      }
    const octets = dumpOctets(line, i + 1)
    if (!Array.isArray(octets)) return octets
    packet.push(...octets)
  }
  return { packets: packets.map((octets) => Uint8Array.from(octets)), passedOver }
}

/** The octets of a dump line, without the offset in front and the characters behind. */
function dumpOctets(line: string, number: number): number[] | HexError {
  const from = DUMP_LINE.exec(line)?.[0].length ?? 0
  const body = line.slice(from).replace(/\s{1,2}\|.*\|?\s*$/, '')
  const [left = '', gap = '', right = ''] = body.split(/(\s{2,})(.*)/s)
  // hexdump -C has a wider gap after 8 octets; everything else behind a gap is the column of characters.
  const isMiddle = gap.length === 2 && octetPairs(left) === 8
  const more = isMiddle ? /^(?:[0-9a-f]{2} ){0,7}[0-9a-f]{2}(?=\s|$)/i.exec(right)?.[0] : undefined
  const digits = more === undefined ? left : `${left} ${more}`
  const octets: number[] = []
  for (const group of digits.trim().split(/\s+/)) {
    if (!/^(?:[0-9a-f]{2})+$/i.test(group))
      return {
        line: number,
        column: line.indexOf(group, from) + 1,
        problem: `${quoted(group)} is no hex octet`,
      }
    for (let i = 0; i < group.length; i += 2) octets.push(Number.parseInt(group.slice(i, i + 2), 16))
  }
  return octets
}

function octetPairs(text: string): number {
  const groups = text.trim().split(' ')
  return groups.every((group) => /^[0-9a-f]{2}$/i.test(group)) ? groups.length : 0
}

function readPlain(lines: readonly string[]): HexText | HexError {
  const parts: string[] = []
  for (const [i, line] of lines.entries())
    for (const match of line.matchAll(/[^\s:,-]+/g)) {
      const column = match.index + 1
      const digits = match[0].replace(/^0x/i, '')
      const bad = /[^0-9a-f]/i.exec(digits)
      if (bad !== null || digits === '') {
        const at = bad === null ? column : column + match[0].length - digits.length + bad.index
        const what = bad === null ? match[0] : String.fromCodePoint(digits.codePointAt(bad.index) ?? 0)
        return { line: i + 1, column: at, problem: `${quoted(what)} is no hex digit` }
      }
      if (digits.length % 2 !== 0)
        return {
          line: i + 1,
          column,
          problem: `${quoted(match[0])} has ${digits.length} hex digit${digits.length === 1 ? '' : 's'}, and an octet has two`,
        }
      parts.push(digits)
    }
  const octets = Buffer.from(parts.join(''), 'hex')
  return { packets: octets.length === 0 ? [] : [new Uint8Array(octets)], passedOver: 0 }
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 24 ? `${text.slice(0, 24)}…` : text)
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(4, '0')}`
}
