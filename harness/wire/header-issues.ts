import type { Issue } from './message.js'
import { type MessageRow, rowsOfType } from './message-table.js'

/** What is wrong with the first 6 octets, and with the number of octets there are. */
export function headerIssues(octets: Uint8Array, row: MessageRow | undefined, issues: Issue[]): void {
  const payloadProto = octets[0] as number
  const reserved = octets[3] as number
  const total = octets.length
  if (payloadProto !== 59) {
    const got = String(payloadProto)
    issues.push({ code: 'payload-proto', path: 'payloadProto', offset: 0, expected: '59', got })
  }
  if (row === undefined) unknownLayout(octets, issues)
  if (total % 8 !== 0) {
    const got = `${total} octets`
    issues.push({
      code: 'not-multiple-of-8',
      path: '',
      offset: total - (total % 8),
      expected: 'a multiple of 8',
      got,
    })
  }
  checkHeaderLength(octets[1] as number, total, row, issues)
  if (reserved !== 0) {
    const got = `0x${reserved.toString(16)}`
    issues.push({ code: 'reserved', path: 'reserved', offset: 3, expected: '0', got })
  }
}

function unknownLayout(octets: Uint8Array, issues: Issue[]): void {
  const type = octets[2] as number
  const rows = rowsOfType(type)
  const fixed = rows[0]?.fixed ?? 0
  if (rows.length === 0) {
    issues.push({
      code: 'unknown-type',
      path: 'type',
      offset: 2,
      expected: 'a known MH Type',
      got: String(type),
    })
  } else if (octets.length < fixed) {
    const got = `${octets.length} octets`
    issues.push({ code: 'truncated', path: '', offset: 0, expected: `at least ${fixed} octets`, got })
  } else {
    const expected = rows.map((row) => row.subtype).join(' or ')
    const got = String(octets[6])
    issues.push({
      code: 'unknown-type',
      path: 'body',
      offset: 6,
      expected: `a B.R. Type of ${expected}`,
      got,
    })
  }
}

/** Total = (Header Len + 1) * 8, RFC 6275 §6.1.1. */
function checkHeaderLength(
  headerLength: number,
  total: number,
  row: MessageRow | undefined,
  issues: Issue[],
): void {
  const stated = (headerLength + 1) * 8
  const least = row === undefined ? 0 : Math.ceil(row.fixed / 8) - 1
  if (stated === total && headerLength >= least) return
  const expected =
    headerLength < least ? `at least ${least}` : `${Math.ceil(total / 8) - 1} (${total} octets)`
  const got = `${headerLength} (${stated} octets)`
  issues.push({ code: 'header-length', path: 'headerLength', offset: 1, expected, got })
}
