import type { Finding, Verdict } from '../model/index.js'

/** What an unmet requirement weighs: its level says, never the case. */
export function severityOf(level: string): Finding['severity'] {
  switch (level) {
    case 'MUST':
    case 'MUST NOT':
    case 'FMT':
    case 'DEF':
      return 'fail'
    case 'SHOULD':
    case 'SHOULD NOT':
    case 'DECL':
      return 'warn'
    case 'MAY':
      return 'note'
    default:
      throw new RangeError(`unknown level ${level}`)
  }
}

const verdictOf = { fail: 'fail', inconclusive: 'inconclusive', warn: 'warn', note: 'pass' } as const

/** The worst that any finding says; pass without one. */
export function verdictFrom(
  findings: readonly Finding[],
): Extract<Verdict, 'fail' | 'inconclusive' | 'warn' | 'pass'> {
  for (const severity of ['fail', 'inconclusive', 'warn'] as const)
    if (findings.some((f) => f.severity === severity)) return verdictOf[severity]
  return 'pass'
}

/** One sentence: why this verdict. */
export function reasonFrom(findings: readonly Finding[]): string {
  const verdict = verdictFrom(findings)
  if (verdict === 'pass') {
    const told = findings.find((f) => f.severity === 'note')
    return told === undefined
      ? 'as required'
      : [told.message, told.got].filter((x) => x !== undefined).join(': ')
  }
  const finding = findings.find((f) => verdictOf[f.severity] === verdict)
  if (finding === undefined) return 'as required'
  return finding.got === undefined ? finding.message : `${finding.message}; got ${finding.got}`
}
