import type { FieldLine } from '../../wire/index.js'
import { count, wrap } from '../layout.js'
import type { Explained } from './message.js'

/** A message field by field, then what is wrong with it. */
export function explainedText(message: Explained, heading: string, width: number): string {
  const { addresses, issues, rules } = message
  const between = addresses === undefined ? '' : `, ${addresses.source} → ${addresses.destination}`
  const lines = [
    wrap(
      `${heading}${message.name}, ${count(message.octets, 'octet')}, in ${message.within}${between}`.replace(
        ', in a bare Mobility Header',
        ', a bare Mobility Header',
      ),
      width,
      2,
    ),
    ...message.remarks.map((remark) => wrap(`  note: ${remark}`, width, 4)),
    ...fieldLines(message.fields, width),
  ]
  if (!message.isChecksumChecked)
    lines.push(wrap('  note: without --source and --destination the checksum cannot be checked', width, 4))
  for (const { path, offset, code, expected, got } of issues) {
    const place = path === '' ? 'the message' : path
    lines.push(
      wrap(`  issue: ${place} at octet ${offset}: expected ${expected}, got ${got} (${code})`, width, 4),
    )
  }
  if (issues.length === 0) lines.push('  the format is in order')
  if (rules !== undefined) lines.push(...ruleLines(rules, width))
  return lines.join('\n')
}

function fieldLines(fields: readonly FieldLine[], width: number): readonly string[] {
  const rows = fields.map((field) => ({
    offset: String(field.offset).padStart(5),
    name: `${'  '.repeat(depthOf(field.path))}${field.name}`,
    value: field.value,
    // The octets of an option follow in the lines of its fields.
    hex: isOption(field.path) ? '' : field.hex,
  }))
  const nameWidth = Math.min(34, Math.max(0, ...rows.map((row) => row.name.length)))
  return rows.map(({ offset, name, value, hex }) => {
    const start = `  ${offset}  ${name.padEnd(nameWidth)}  `
    const isHexOnly = hex === '' || hex === value
    return `${start}${wrap(
      isHexOnly ? value : `${value}  [${hex}]`,
      Math.max(16, width - start.length),
      0,
    ).replaceAll('\n', `\n${' '.repeat(start.length)}`)}`
  })
}

function isOption(path: string): boolean {
  return path.endsWith(']')
}

/** Fields of an option stand two columns in, those of a sub-option four. */
function depthOf(path: string): number {
  const levels = path.split(/\]\.?/).filter((part) => part !== '').length - 1
  return isOption(path) ? levels : Math.max(0, levels)
}

function ruleLines(rules: NonNullable<Explained['rules']>, width: number): readonly string[] {
  const how = rules.withRequest ? 'with the request it answers' : 'by itself'
  const lines = rules.findings.map(({ severity, rule, requirement, message, expected, got, where }) => {
    const parts = [
      message,
      ...(expected === undefined ? [] : [`expected ${expected}`]),
      ...(got === undefined ? [] : [`got ${got}`]),
      ...(where === undefined ? [] : [where]),
    ]
    return wrap(`  ${severity}: ${parts.join('; ')} (${rule}, ${requirement})`, width, 4)
  })
  const verdict = rules.findings.length === 0 ? 'nothing found' : count(rules.findings.length, 'finding')
  return [...lines, `  judged ${how} by ${count(rules.applied, 'standing rule')}: ${verdict}`]
}
